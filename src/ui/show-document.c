/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks first whether the document is there: readers say little about one that
 * is not, and some nothing. It may lie on a slow disk, so nothing here blocks.
 */
#include "ui/show-document.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

static void
shown_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  g_autofree char *shown = g_file_get_parse_name (G_FILE (source));
  g_autofree char *uri = g_file_get_uri (G_FILE (source));
  GtkWindow *parent = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (info != NULL)
    gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, cancellable, shown_cb, g_steal_pointer (&task));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_task_return_new_error (task, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s is not there any more"), shown);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
lec_show_document_async (GtkWindow *parent,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GFile) file = NULL;
  GTask *task = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && path != NULL);

  file = g_file_new_for_path (path);
  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_show_document_async);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           cancellable, looked_cb, task);
}

gboolean
lec_show_document_finish (GAsyncResult *result,
                          GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
