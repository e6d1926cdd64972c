/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture is looked for in memory, then on the disk (another thread), then the
 * jobs' thread says where the first slide is, and that is made smaller (another
 * thread again) and kept. A row that has scrolled away cancels what it has asked
 * for.
 */
#include "ui/job-pictures.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "ui/job-requests.h"
#include "ui/thumbnail-store.h"

#define MAX_IN_MEMORY 120
#define MAX_ON_DISK   2000

struct _LecJobPictures
{
  GObject parent_instance;

  LecJobsThread *jobs;
  LecThumbnailStore *store; /* any thread */
  GHashTable *kept;         /* (element-type gint64 GdkTexture) owned */
  GQueue order;             /* (element-type gint64) unowned: keys of @kept, the newest first */
};

G_DEFINE_FINAL_TYPE (LecJobPictures, lec_job_pictures, G_TYPE_OBJECT)

/* What a task is about. The threads read it one after the other. */
typedef struct
{
  LecThumbnailStore *store; /* unowned: of the task's source object */
  gint64 job;
  char *video;
  char *uri;
  gint64 mtime_s;  /* negative when the video is not there */
  char *picture;   /* (nullable): of the slide, once it is known */
  gboolean failed; /* whether it is known that there is nothing to be had */
  LecThumbnailSize size;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->video);
  g_free (wanted->uri);
  g_free (wanted->picture);
  g_free (wanted);
}

/* --- In memory --- */

static void
keep (LecJobPictures *self,
      gint64 job,
      GdkTexture *texture)
{
  gint64 *key = NULL;

  if (g_hash_table_contains (self->kept, &job))
    return;

  key = g_memdup2 (&job, sizeof job);
  g_queue_push_head (&self->order, key);
  g_hash_table_insert (self->kept, key, g_object_ref (texture));
  if (self->order.length > MAX_IN_MEMORY)
    g_hash_table_remove (self->kept, g_queue_pop_tail (&self->order));
}

GdkTexture *
lec_job_pictures_lookup (LecJobPictures *self,
                         gint64 job)
{
  g_return_val_if_fail (LEC_IS_JOB_PICTURES (self), NULL);

  return g_hash_table_lookup (self->kept, &job);
}

/* --- On other threads --- */

static void
return_pixbuf (GTask *task,
               GdkPixbuf *pixbuf)
{
  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static void
return_nothing (GTask *task)
{
  g_task_return_new_error (task, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no picture of this video"));
}

/* What is on the disk, if anything. */
static void
look_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  Wanted *wanted = data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GStatBuf facts = { 0 };

  if (g_task_return_error_if_cancelled (task))
    return;

  file = g_file_new_for_path (wanted->video);
  wanted->uri = g_file_get_uri (file);
  wanted->mtime_s = g_stat (wanted->video, &facts) == 0 ? (gint64) facts.st_mtim.tv_sec : -1;
  pixbuf = lec_thumbnail_store_lookup (wanted->store, wanted->uri, wanted->mtime_s, wanted->size);
  if (pixbuf != NULL)
    {
      return_pixbuf (task, pixbuf);
      return;
    }

  wanted->failed = lec_thumbnail_store_has_failed (wanted->store, wanted->uri, wanted->mtime_s);
  g_task_return_pointer (task, NULL, NULL);
}

static void
make_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  const Wanted *wanted = data;
  int pixels = lec_thumbnail_size_get_pixels (wanted->size);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  pixbuf = gdk_pixbuf_new_from_file_at_scale (wanted->picture, pixels, pixels, TRUE, NULL);
  if (pixbuf == NULL)
    {
      /* A file that is not there any more may come again. */
      if (g_file_test (wanted->picture, G_FILE_TEST_EXISTS))
        lec_thumbnail_store_note_failure (wanted->store, wanted->uri, wanted->mtime_s);
      return_nothing (task);
      return;
    }

  lec_thumbnail_store_save (wanted->store, wanted->uri, wanted->mtime_s, wanted->size, pixbuf);
  return_pixbuf (task, pixbuf);
}

/* --- One after the other --- */

/* Goes on with what is wanted on another thread. */
static void
run_in_thread (GTask *outer,
               GTaskThreadFunc func,
               GAsyncReadyCallback callback)
{
  g_autoptr (GTask) inner =
    g_task_new (g_task_get_source_object (outer), g_task_get_cancellable (outer), callback, g_object_ref (outer));

  /* Whoever asked waits: what is wanted stays as long. */
  g_task_set_task_data (inner, g_task_get_task_data (outer), NULL);
  g_task_run_in_thread (inner, func);
}

static void
made_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Wanted *wanted = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  wanted->picture = lec_job_requests_find_picture_finish (LEC_JOBS_THREAD (source), result, &error);
  if (wanted->picture != NULL)
    run_in_thread (task, make_in_thread, made_cb);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LecJobPictures *self = LEC_JOB_PICTURES (source);
  const Wanted *wanted = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  GdkTexture *texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (wanted->failed)
    return_nothing (task);
  else
    lec_job_requests_find_picture_async (self->jobs, wanted->job, cancellable, found_cb,
                                         g_steal_pointer (&task));
}

void
lec_job_pictures_load_async (LecJobPictures *self,
                             const LecJob *job,
                             gboolean is_large,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Wanted *wanted = NULL;
  gboolean has_path = FALSE;

  g_return_if_fail (LEC_IS_JOB_PICTURES (self) && job != NULL);

  has_path = job->request != NULL && job->request->videos->len > 0;
  wanted = g_new0 (Wanted, 1);
  wanted->store = self->store;
  wanted->job = job->id;
  wanted->video = g_strdup (has_path ? lec_job_request_get_video (job->request, 0) : job->source);
  wanted->size = is_large ? LEC_THUMBNAIL_LARGE : LEC_THUMBNAIL_NORMAL;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_job_pictures_load_async);
  g_task_set_task_data (task, wanted, wanted_free);
  run_in_thread (task, look_in_thread, looked_cb);
}

GdkTexture *
lec_job_pictures_load_finish (LecJobPictures *self,
                              GAsyncResult *result,
                              GError **error)
{
  GdkTexture *texture = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL)
    keep (self, ((const Wanted *) g_task_get_task_data (G_TASK (result)))->job, texture);

  return texture;
}

static void
lec_job_pictures_finalize (GObject *object)
{
  LecJobPictures *self = LEC_JOB_PICTURES (object);

  g_clear_object (&self->jobs);
  g_queue_clear (&self->order);
  g_hash_table_unref (self->kept);
  lec_thumbnail_store_free (self->store);

  G_OBJECT_CLASS (lec_job_pictures_parent_class)->finalize (object);
}

static void
lec_job_pictures_class_init (LecJobPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_job_pictures_finalize;
}

static void
lec_job_pictures_init (LecJobPictures *self)
{
  g_queue_init (&self->order);
  self->kept = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

LecJobPictures *
lec_job_pictures_new (LecJobsThread *jobs,
                      const char *folder)
{
  LecJobPictures *self = NULL;

  g_return_val_if_fail (LEC_IS_JOBS_THREAD (jobs), NULL);

  self = g_object_new (LEC_TYPE_JOB_PICTURES, NULL);
  self->jobs = g_object_ref (jobs);
  self->store = lec_thumbnail_store_new (folder, MAX_ON_DISK);
  return self;
}
