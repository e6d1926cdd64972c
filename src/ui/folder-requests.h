/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window asks of the options of folders. Callbacks come on the main
 * thread; reasons are in %LEC_ERROR.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_folder_requests_set_crop_async:
 * @folder: path
 * @crop: (nullable): as it would be written; %NULL for none of the folder's own
 */
void lec_folder_requests_set_crop_async (const char *folder,
                                         const char *crop,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* @before: (out) (transfer full) (nullable): what it was */
gboolean lec_folder_requests_set_crop_finish (GAsyncResult *result, char **before, GError **error);
/* Returns: (transfer none): what was asked for */
const char *lec_folder_requests_get_folder (GAsyncResult *result);

G_END_DECLS
