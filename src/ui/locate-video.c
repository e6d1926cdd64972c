/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a file is the video takes reading in it, so that is done on a thread.
 */
#include "ui/locate-video.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/video-place.h"

/**
 * Search:
 * @videos: (element-type filename) owned, with NULL at its end
 * @was: where the missing one was
 */
typedef struct
{
  GPtrArray *videos;
  guint missing;
  char *was;
  char *content_id;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_ptr_array_unref (self->videos);
  g_free (self->was);
  g_free (self->content_id);
  g_free (self);
}

static Search *
search_new (const GPtrArray *videos,
            guint missing,
            const char *content_id)
{
  Search *self = g_new0 (Search, 1);

  self->videos = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < videos->len; i++)
    g_ptr_array_add (self->videos, g_strdup (g_ptr_array_index (videos, i)));
  self->missing = missing;
  self->was = g_strdup (g_ptr_array_index (videos, missing));
  self->content_id = g_strdup (content_id);
  return self;
}

/* Takes @place. Returns: whether the video is there */
static gboolean
check (Search *self,
       char *place,
       GCancellable *cancellable,
       GError **error)
{
  g_free (g_ptr_array_index (self->videos, self->missing));
  g_ptr_array_index (self->videos, self->missing) = place;
  return lec_video_place_check ((const char *const *) self->videos->pdata, self->videos->len, self->content_id,
                                cancellable, error);
}

static void
return_place (GTask *task,
              Search *self)
{
  g_task_return_pointer (task, g_strdup (g_ptr_array_index (self->videos, self->missing)), g_free);
}

static void
find_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  Search *self = data;
  char *place = lec_video_place_load (NULL, self->content_id, self->was);
  GError *error = NULL;

  if (place == NULL)
    g_task_return_new_error (task, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s is not there any more"), self->was);
  else if (check (self, place, cancellable, &error))
    return_place (task, self);
  else
    g_task_return_error (task, error);
}

void
lec_locate_video_find_async (const GPtrArray *videos,
                             guint missing,
                             const char *content_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (videos != NULL && missing < videos->len && content_id != NULL);

  g_task_set_source_tag (task, lec_locate_video_find_async);
  g_task_set_task_data (task, search_new (videos, missing, content_id), search_free);
  g_task_run_in_thread (task, find_in_thread);
}

char *
lec_locate_video_find_finish (GAsyncResult *result,
                              GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Asking --- */

static void
take_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  Search *self = data;
  const char *chosen = g_object_get_data (G_OBJECT (task), "chosen");
  GError *error = NULL;

  if (check (self, g_strdup (chosen), cancellable, &error) &&
      lec_video_place_save (NULL, self->content_id, self->was, chosen, &error))
    return_place (task, self);
  else
    g_task_return_error (task, error);
}

static void
chosen_cb (GtkFileChooser *chooser,
           int response,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);
  char *path = response == GTK_RESPONSE_ACCEPT && file != NULL ? g_file_get_path (file) : NULL;

  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nothing was chosen");
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "chosen", path, g_free);
  g_task_run_in_thread (task, take_in_thread);
}

void
lec_locate_video_ask_async (GtkWindow *parent,
                            const GPtrArray *videos,
                            guint missing,
                            const char *content_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  GtkFileChooserNative *chooser = NULL;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_return_if_fail (videos != NULL && missing < videos->len && content_id != NULL);

  g_task_set_source_tag (task, lec_locate_video_ask_async);
  g_task_set_task_data (task, search_new (videos, missing, content_id), search_free);
  gtk_file_filter_add_mime_type (filter, "video/*");
  gtk_file_filter_set_name (filter, _ ("Videos"));
  chooser = gtk_file_chooser_native_new (_ ("Where Is the Video Now?"), parent, GTK_FILE_CHOOSER_ACTION_OPEN,
                                         _ ("_Choose"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

char *
lec_locate_video_ask_finish (GAsyncResult *result,
                             GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
