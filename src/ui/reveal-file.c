/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * File managers of the desktops share an interface on the session bus.
 */
#include "ui/reveal-file.h"

#include "ui/show-document.h"

#define NAME       "org.freedesktop.FileManager1"
#define PATH       "/org/freedesktop/FileManager1"
#define TIMEOUT_MS 5000

static void
folder_shown_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (lec_show_document_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
shown_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree char *folder = g_path_get_dirname (g_task_get_task_data (task));

  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    lec_show_document_async (g_task_get_source_object (task), folder, g_task_get_cancellable (task), folder_shown_cb,
                             g_object_ref (task));
}

static void
bus_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  g_autoptr (GFile) file = g_file_new_for_path (g_task_get_task_data (task));
  g_autofree char *uri = g_file_get_uri (file);
  const char *const uris[] = { uri, NULL };

  if (bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_dbus_connection_call (bus, NAME, PATH, NAME, "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, TIMEOUT_MS, g_task_get_cancellable (task), shown_cb,
                          g_object_ref (task));
}

void
lec_reveal_file_async (GtkWindow *parent,
                       const char *path,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && path != NULL);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_reveal_file_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

gboolean
lec_reveal_file_finish (GAsyncResult *result,
                        GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
