/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens a document with the program that the user reads such documents with.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lec_show_document_async (GtkWindow *parent,
                              const char *path,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* Returns: %FALSE with %LEC_ERROR_NOT_FOUND when it is not there (any more), or why nothing opens
 *   it */
gboolean lec_show_document_finish (GAsyncResult *result, GError **error);

G_END_DECLS
