/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows a file where it lies.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the file manager, chosen; where there is none that can do that, its folder is opened. */
void lec_reveal_file_async (GtkWindow *parent,
                            const char *path,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean lec_reveal_file_finish (GAsyncResult *result, GError **error);

G_END_DECLS
