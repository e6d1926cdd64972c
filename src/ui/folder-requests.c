/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of folders are one small file in the library: changed on a thread each time.
 */
#include "ui/folder-requests.h"

#include "engine/folder-defaults.h"

typedef struct
{
  char *folder;
  char *crop;   /* (nullable) */
  char *before; /* (nullable): filled in by the thread */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->folder);
  g_free (change->crop);
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

  if (lec_folder_defaults_change (change->folder, "crop", change->crop, &change->before, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lec_folder_requests_set_crop_async (const char *folder,
                                    const char *crop,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Change *change = NULL;

  g_return_if_fail (folder != NULL);

  change = g_new0 (Change, 1);
  change->folder = g_strdup (folder);
  change->crop = g_strdup (crop);
  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, lec_folder_requests_set_crop_async);
  g_task_set_task_data (task, change, change_free);
  g_task_run_in_thread (task, change_in_thread);
}

gboolean
lec_folder_requests_set_crop_finish (GAsyncResult *result,
                                     char **before,
                                     GError **error)
{
  Change *change = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL) && before != NULL, FALSE);

  change = g_task_get_task_data (G_TASK (result));
  *before = g_steal_pointer (&change->before);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
lec_folder_requests_get_folder (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return ((const Change *) g_task_get_task_data (G_TASK (result)))->folder;
}
