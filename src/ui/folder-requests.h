/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window asks of the options of folders. Callbacks come on the main
 * thread; reasons are in %LEC_ERROR.
 */
#pragma once

#include <gio/gio.h>

#include "engine/folder-defaults.h"

G_BEGIN_DECLS

/* As lec_folder_defaults_change(). */
void lec_folder_requests_change_async (const char *folder,
                                       LecFolderChange change,
                                       const char *name,
                                       const char *value,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean lec_folder_requests_change_finish (GAsyncResult *result, GError **error);

/* Returns: (transfer full): "(aysms)": the folder, the option and what it was (nullable), to be
 * given to lec_folder_requests_restore_async(). Only after a change that went well. */
GVariant *lec_folder_requests_dup_before (GAsyncResult *result);
/* As lec_folder_requests_change_async(). @before: floating, too */
void lec_folder_requests_restore_async (GVariant *before, GAsyncReadyCallback callback, gpointer user_data);

void lec_folder_requests_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* As lec_folder_defaults_load(). */
GPtrArray *lec_folder_requests_list_finish (GAsyncResult *result, GError **error);

G_END_DECLS
