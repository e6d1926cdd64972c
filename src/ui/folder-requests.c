/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of folders are one small file in the library: looked at and changed on a thread each
 * time.
 */
#include "ui/folder-requests.h"

typedef struct
{
  char *folder;
  LecFolderChange change;
  char *name;
  char *value;  /* (nullable) */
  char *before; /* (nullable): filled in by the thread */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->folder);
  g_free (change->name);
  g_free (change->value);
  g_free (change->before);
  g_free (change);
}

static void
change_in_thread (GTask *task,
                  gpointer source,
                  gpointer data,
                  GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;

  if (lec_folder_defaults_change (change->folder, change->change, change->name, change->value, &change->before,
                                  &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lec_folder_requests_change_async (const char *folder,
                                  LecFolderChange change,
                                  const char *name,
                                  const char *value,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Change *data = NULL;

  g_return_if_fail (folder != NULL && name != NULL);

  data = g_new0 (Change, 1);
  data->folder = g_strdup (folder);
  data->change = change;
  data->name = g_strdup (name);
  data->value = g_strdup (value);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, lec_folder_requests_change_async);
  g_task_set_task_data (task, data, change_free);
  g_task_run_in_thread (task, change_in_thread);
}

gboolean
lec_folder_requests_change_finish (GAsyncResult *result,
                                   GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GVariant *
lec_folder_requests_dup_before (GAsyncResult *result)
{
  const Change *change = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  change = g_task_get_task_data (G_TASK (result));
  return g_variant_ref_sink (g_variant_new ("(^aysms)", change->folder, change->name, change->before));
}

void
lec_folder_requests_restore_async (GVariant *before,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GVariant) owned = NULL;
  const char *folder = NULL;
  const char *name = NULL;
  const char *value = NULL;

  g_return_if_fail (before != NULL);

  owned = g_variant_ref_sink (before);
  g_variant_get (owned, "(^&ay&sm&s)", &folder, &name, &value);
  lec_folder_requests_change_async (folder, LEC_FOLDER_REPLACE, name, value, callback, user_data);
}

static void
free_folders (gpointer folders)
{
  g_ptr_array_unref (folders);
}

static void
list_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *folders = lec_folder_defaults_load (&error);

  if (folders != NULL)
    g_task_return_pointer (task, folders, free_folders);
  else
    g_task_return_error (task, error);
}

void
lec_folder_requests_list_async (GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, lec_folder_requests_list_async);
  g_task_run_in_thread (task, list_in_thread);
}

GPtrArray *
lec_folder_requests_list_finish (GAsyncResult *result,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
