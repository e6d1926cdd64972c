/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each job has a root for its lectures of its own: what one owner has corrected
 * is nothing of another's, and all of it goes when the job is done. What a
 * stage made counts when its manifest is among the job's artifacts, which is
 * written with the task's end: a worker that dies before leaves blobs that
 * nobody names.
 */
#include "engine/sent-task.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/lecture-part.h"
#include "engine/sent-job.h"
#include "engine/shared-lecture.h"
#include "engine/shared-video.h"
#include "engine/split-video.h"
#include "engine/storage.h"
#include "pipeline/stage.h"

#define VIDEOS  "videos"
#define JOBS    "jobs"
#define OUTPUTS "outputs"
/* A message that often. */
#define TELL_US (500 * 1000)

typedef struct
{
  const LecSentTasks *tasks; /* unowned; so are the next four */
  const LecJobRequest *job;
  LecWork *work;
  LecWorkReport *report;
  GCancellable *cancellable; /* (nullable) */
  LecBlobs *blobs;           /* owned */
  GPtrArray *videos;         /* (element-type LecSharedVideo) owned: held while it runs */
  GPtrArray *artifacts;      /* (element-type LecKeptArtifact) owned: what earlier stages made */
  LecJobRequest *local;      /* owned: with paths of this machine */
  char *root;
  char *outputs; /* folder, in @root */
  gint64 told_us;
} Task;

static void
task_clear (Task *self)
{
  g_clear_object (&self->blobs);
  g_clear_pointer (&self->videos, g_ptr_array_unref);
  g_clear_pointer (&self->artifacts, g_ptr_array_unref);
  g_clear_pointer (&self->local, lec_job_request_free);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->outputs, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Task, task_clear)

char *
lec_sent_tasks_dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "lectern", "cluster", NULL);
}

/* --- Bringing --- */

/* No other job's, be it of another cluster that numbers its jobs likewise. */
static char *
make_root (const LecSentTasks *tasks,
           const LecClaim *claim)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s", claim->job, claim->request);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_build_filename (tasks->folder, JOBS, sum, NULL);
}

static gboolean
load_artifacts (Task *self,
                GError **error)
{
  g_autoptr (LecStore) store = lec_cluster_connection_open_store (self->tasks->settings, self->cancellable, error);

  if (store == NULL)
    return FALSE;

  self->artifacts = lec_store_list_artifacts (store, self->work->claim->job, self->cancellable, error);
  return self->artifacts != NULL;
}

static void
brought_cb (gint64 done_bytes,
            gint64 total_bytes,
            gpointer user_data)
{
  Task *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *message = NULL;

  if (now_us < self->told_us + TELL_US)
    return;

  self->told_us = now_us;
  /* Translators: how much of a video has come to the worker that is going to read it */
  message = g_strdup_printf (_ ("fetching the video, %.0f %%"),
                             total_bytes > 0 ? 100.0 * (double) done_bytes / (double) total_bytes : 100.0);
  lec_work_report (self->report, -1, message);
}

static gboolean
bring_video (Task *self,
             const char *text,
             GError **error)
{
  const LecBlobCall call = { self->cancellable, brought_cb, self };
  g_autofree char *cache = g_build_filename (self->tasks->folder, VIDEOS, NULL);
  g_auto (LecVideoAddress) address = { 0 };
  LecSharedVideo *video = NULL;

  if (!lec_video_address_parse (&address, text, error))
    return FALSE;
  video = lec_shared_video_bring (self->blobs, &address, cache,
                                  (gint64) MIN (self->tasks->settings->video_cache_bytes, (guint64) G_MAXINT64), &call,
                                  error);
  if (video == NULL)
    return FALSE;

  g_ptr_array_add (self->videos, video);
  g_ptr_array_add (self->local->videos, g_strdup (lec_shared_video_get_path (video)));
  return TRUE;
}

gboolean
lec_sent_lecture_is_one (const LecKeptArtifact *artifact)
{
  g_return_val_if_fail (artifact != NULL, FALSE);

  return g_str_equal (artifact->kind, LEC_ARTIFACT_LECTURE) ||
         g_str_has_prefix (artifact->kind, LEC_ARTIFACT_LECTURE "-");
}

gboolean
lec_sent_part_is_one (const LecKeptArtifact *artifact)
{
  g_return_val_if_fail (artifact != NULL, FALSE);

  return g_str_has_prefix (artifact->kind, LEC_ARTIFACT_PART "-");
}

gboolean
lec_sent_lecture_bring (LecBlobs *blobs,
                        const LecKeptArtifact *artifact,
                        const char *root,
                        GCancellable *cancellable,
                        GError **error)
{
  LecBlob manifest = { 0 };
  g_autoptr (LecLectureFolder) folder = NULL;

  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && artifact != NULL && root != NULL, FALSE);

  if (!lec_content_id_is_valid (artifact->address))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there is no lecture “%s”"), artifact->address);
      return FALSE;
    }
  if (!lec_blob_init (&manifest, artifact->sha256, artifact->size_bytes, error))
    return FALSE;

  folder = lec_lecture_folder_open (root, artifact->address, NULL, cancellable, error);
  return folder != NULL &&
         lec_shared_lecture_bring (blobs, &manifest, lec_lecture_folder_get_path (folder), cancellable, error);
}

static gboolean
is_stage (const Task *self,
          const char *stage)
{
  return g_str_equal (self->work->claim->stage, stage);
}

/* Whoever joins them reads anew what does not come whole. */
static gboolean
bring_part (Task *self,
            const LecKeptArtifact *artifact,
            GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (lec_sent_lecture_bring (self->blobs, artifact, self->root, self->cancellable, &reason))
    return TRUE;
  if (!lec_shared_lecture_is_lost (reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_debug ("%s is read again: %s", artifact->kind, reason->message);
  return TRUE;
}

/* Parts of a long video go to the one who joins them. */
static gboolean
bring_lectures (Task *self,
                GError **error)
{
  gboolean joins = is_stage (self, LEC_STAGE_JOIN);

  for (guint i = 0; i < self->artifacts->len; i++)
    {
      const LecKeptArtifact *artifact = g_ptr_array_index (self->artifacts, i);

      if (lec_sent_lecture_is_one (artifact) &&
          !lec_sent_lecture_bring (self->blobs, artifact, self->root, self->cancellable, error))
        return FALSE;
      if (joins && lec_sent_part_is_one (artifact) && !bring_part (self, artifact, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_folders (Task *self,
              GError **error)
{
  self->root = make_root (self->tasks, self->work->claim);
  self->outputs = g_build_filename (self->root, OUTPUTS, NULL);
  lec_file_tree_remove (self->outputs);
  if (g_mkdir_with_parents (self->outputs, 0700) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "create", self->outputs);
  return FALSE;
}

/* What is made of the video goes back the way it came. */
static gboolean
open_blobs (Task *self,
            GError **error)
{
  g_auto (LecVideoAddress) address = { 0 };

  if (!lec_video_address_parse (&address, lec_job_request_get_video (self->job, 0), error))
    return FALSE;

  self->blobs =
    lec_cluster_connection_open_blobs (self->tasks->settings, address.blob.hash, self->cancellable, error);
  return self->blobs != NULL;
}

static gboolean
bring (Task *self,
       GError **error)
{
  const LecJobRequest *job = self->job;

  if (!open_blobs (self, error) || !load_artifacts (self, error) || !make_folders (self, error))
    return FALSE;

  self->local = lec_job_request_new ();
  self->videos = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_shared_video_free);
  for (guint i = 0; i < job->videos->len; i++)
    if (!bring_video (self, lec_job_request_get_video (job, i), error))
      return FALSE;

  lec_job_options_free (self->local->options);
  self->local->options = lec_job_options_copy (job->options);
  self->local->output = g_strdup (self->outputs);
  self->local->force = TRUE;
  return lec_sent_job_bring_inputs (self->blobs, job, self->root, self->cancellable, error) &&
         bring_lectures (self, error);
}

/* --- Sending --- */

static const LecKeptArtifact *
find_artifact (const Task *self,
               const char *kind)
{
  for (guint i = 0; i < self->artifacts->len; i++)
    {
      const LecKeptArtifact *artifact = g_ptr_array_index (self->artifacts, i);

      if (g_str_equal (artifact->kind, kind))
        return artifact;
    }

  return NULL;
}

static gboolean
send_lecture (Task *self,
              const char *kind,
              const char *id,
              GError **error)
{
  const LecKeptArtifact *before = find_artifact (self, kind);
  LecBlob previous = { 0 }, manifest = { 0 };
  gboolean has_previous = before != NULL && lec_blob_init (&previous, before->sha256, before->size_bytes, NULL);
  g_autoptr (LecLectureFolder) folder = lec_lecture_folder_open (self->root, id, NULL, self->cancellable, error);

  if (folder == NULL ||
      !lec_shared_lecture_send (self->blobs, lec_lecture_folder_get_path (folder), has_previous ? &previous : NULL,
                                &manifest, self->cancellable, error))
    return FALSE;

  g_ptr_array_add (self->work->artifacts, lec_kept_artifact_new (kind, &manifest, id));
  return TRUE;
}

/* One that could not be read is left to whoever joins them. */
static gboolean
send_part (Task *self,
           GError **error)
{
  const LecClaim *claim = self->work->claim;
  g_autoptr (LecLecturePart) video = lec_lecture_part_new (lec_job_request_get_video (self->local, 0),
                                                           self->local->options, self->cancellable, error);
  g_autofree char *kind = g_strdup_printf (LEC_ARTIFACT_PART "-%u", claim->part);
  g_autofree char *id = NULL;
  g_autofree char *sum = NULL;

  if (video == NULL)
    return FALSE;

  id = lec_split_video_make_part_id (video->id, claim->part - 1, claim->n_parts);
  sum = g_build_filename (self->root, id, LEC_FILE_PART_SUM, NULL);
  return !g_file_test (sum, G_FILE_TEST_EXISTS) || send_lecture (self, kind, id, error);
}

/* The parts of a talk, and what was joined of them. */
static gboolean
send_lectures (Task *self,
               GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < self->local->videos->len; i++)
    {
      g_autoptr (LecLecturePart) part = lec_lecture_part_new (lec_job_request_get_video (self->local, i),
                                                              self->local->options, self->cancellable, error);
      g_autofree char *kind = g_strdup_printf (LEC_ARTIFACT_LECTURE "-%u", i + 1);

      if (part == NULL || (self->local->videos->len > 1 && !send_lecture (self, kind, part->id, error)))
        return FALSE;
      g_ptr_array_add (ids, g_strdup (part->id));
    }
  if (ids->len > 1)
    joined = lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");

  return send_lecture (self, LEC_ARTIFACT_LECTURE, joined != NULL ? joined : g_ptr_array_index (ids, 0), error);
}

/* What is placed here is nothing that a person finds. */
static gboolean
send_pdf (Task *self,
          GError **error)
{
  LecWork *work = self->work;
  const LecBlobCall call = { .cancellable = self->cancellable };
  g_auto (LecVideoAddress) address = { 0 };
  g_autofree char *text = NULL;

  if (work->pdf == NULL)
    return TRUE;
  if (!lec_blobs_put (self->blobs, work->pdf, &address.blob, &call, error))
    return FALSE;

  address.name = g_strdup (LEC_ARTIFACT_PDF);
  text = lec_video_address_to_text (&address);
  g_ptr_array_add (self->work->artifacts, lec_kept_artifact_new (LEC_ARTIFACT_PDF, &address.blob, text));
  g_clear_pointer (&work->pdf, g_free);
  g_clear_pointer (&work->images, g_free);
  g_clear_pointer (&work->json, g_free);
  g_clear_pointer (&work->pdf_sha256, g_free);
  return TRUE;
}

/* A task that has found that a video is long has made nothing else. */
static gboolean
send_result (Task *self,
             GError **error)
{
  if (is_stage (self, LEC_STAGE_READ_PART))
    return send_part (self, error);

  return self->work->n_parts > 0 || (send_lectures (self, error) && send_pdf (self, error));
}

gboolean
lec_sent_task_run (const LecSentTasks *self,
                   const LecJobRequest *job,
                   LecWork *work,
                   LecWorkReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (Task) task = { .tasks = self, .job = job, .work = work, .report = report, .cancellable = cancellable };

  g_return_val_if_fail (self != NULL && job != NULL && work != NULL, FALSE);

  /* A worker goes on for months, and sees the end of few of the jobs that it has worked on. */
  lec_sent_tasks_sweep (self->folder, g_get_real_time ());
  work->artifacts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_kept_artifact_free);
  if (!bring (&task, error) ||
      !lec_job_work_run_request (self->job_work, task.local, task.root, work, report, cancellable, error) ||
      !send_result (&task, error))
    return FALSE;

  /* All of it is where everybody finds it. */
  if (work->next.stage == NULL)
    lec_file_tree_remove (task.root);
  return TRUE;
}

void
lec_sent_tasks_sweep (const char *folder,
                      gint64 now_us)
{
  g_autofree char *jobs = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_return_if_fail (folder != NULL);

  jobs = g_build_filename (folder, JOBS, NULL);
  dir = g_dir_open (jobs, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (jobs, name, NULL);
      GStatBuf facts = { 0 };

      if (lec_content_id_is_valid (name) && g_lstat (path, &facts) == 0 &&
          (gint64) facts.st_mtime * G_USEC_PER_SEC < now_us - LEC_STORAGE_HALF_READ_AGE_US)
        lec_file_tree_remove (path);
    }
}
