/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order is what makes it safe. A lecture: its files, which nobody names yet,
 * then the job with all of it in one transaction. A job that waits: its videos,
 * then it is held here (paused), so that nobody begins it; then the cluster
 * gets it; then it goes from here. Broken off in between it waits here, held or
 * not, and the next import finds by its key whether the cluster has it. A note
 * in the library tells the job that an import holds from one that a person has
 * paused.
 */
#include "engine/cluster-import.h"

#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/cluster-connection.h"
#include "engine/imported-lecture.h"
#include "engine/jobs-private.h"

/* In the library: the job that is held, by its id. */
#define NOTE "importing"

typedef struct
{
  LecJobs *cluster; /* unowned; so are the next three */
  LecJobs *library;
  const LecImportRequest *request;
  GCancellable *cancellable; /* (nullable) */
  LecBlobs *blobs;           /* (nullable): owned; from the first lecture on */
} Import;

static void
import_clear (Import *self)
{
  g_clear_object (&self->blobs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

/* What is wrong with one job is nothing of the next one's. */
static gboolean
is_of_all (const GError *reason)
{
  if (reason->domain == LEC_STORE_ERROR)
    return reason->code != LEC_STORE_ERROR_NO_JOB && reason->code != LEC_STORE_ERROR_WRONG_STATE;

  return reason->domain != LEC_ERROR || reason->code == LEC_ERROR_INTERNAL || reason->code == LEC_ERROR_NO_SPACE ||
         reason->code == LEC_ERROR_NOT_WRITABLE;
}

static gboolean
change (const Import *self,
        LecJobs *jobs,
        gint64 id,
        LecJobAction action,
        GError **error)
{
  return lec_store_change_job (jobs->store, id, action, g_get_real_time (), self->cancellable, error);
}

/* --- Jobs that wait --- */

/* Nobody has touched it. One that has begun has something to go on with here. */
static gboolean
waits (const LecJob *job)
{
  return (job->status == LEC_JOB_QUEUED || job->status == LEC_JOB_PAUSED) && job->started_us == 0 &&
         job->request != NULL;
}

static gboolean
is_noted (const Import *self,
          const LecJob *job)
{
  g_autofree char *path = lec_data_folder_build_path (self->library->data, NOTE);
  g_autofree char *noted = NULL;

  return g_file_get_contents (path, &noted, NULL, NULL) && g_str_equal (noted, job->job_id);
}

static gboolean
note (const Import *self,
      const LecJob *job,
      GError **error)
{
  g_autofree char *path = lec_data_folder_build_path (self->library->data, NOTE);
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents (path, job->job_id, -1, &reason))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, reason->message);
  return FALSE;
}

static void
forget_note (const Import *self)
{
  g_autofree char *path = lec_data_folder_build_path (self->library->data, NOTE);

  g_unlink (path);
}

/* Whoever has removed it before did the same. */
static gboolean
remove_here (const Import *self,
             gint64 id,
             GError **error)
{
  GError *reason = NULL;

  if (!change (self, self->library, id, LEC_JOB_ACTION_REMOVE, &reason) &&
      !g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  g_clear_error (&reason);
  forget_note (self);
  return TRUE;
}

/* Whatever has ended the import: a store that was asked in vain must not leave the job held. */
static gboolean
let_go (const Import *self,
        gint64 id,
        GError **error)
{
  gint64 now_us = g_get_real_time ();
  gboolean done = lec_store_change_job (self->library->store, id, LEC_JOB_ACTION_RESUME, now_us, NULL, error);

  forget_note (self);
  return done;
}

/* So that nobody begins it from now on. @is_held: (out): FALSE when somebody has, or it is gone.
 * @was_paused: (out): by a person */
static gboolean
hold (const Import *self,
      gint64 id,
      gboolean *is_held,
      gboolean *was_paused,
      GError **error)
{
  g_autoptr (LecJob) before = lec_store_get_job (self->library->store, id, self->cancellable, error);
  g_autoptr (LecJob) after = NULL;

  if (before == NULL)
    return FALSE;
  *is_held = before->status == LEC_JOB_PAUSED && waits (before);
  *was_paused = *is_held && !is_noted (self, before);
  if (before->status != LEC_JOB_QUEUED)
    return TRUE;

  if (!note (self, before, error) || !change (self, self->library, id, LEC_JOB_ACTION_PAUSE, error))
    return FALSE;
  after = lec_store_get_job (self->library->store, id, self->cancellable, error);
  if (after == NULL)
    return FALSE;

  *is_held = after->status == LEC_JOB_PAUSED && waits (after);
  return *is_held || let_go (self, id, error);
}

/* What was given up there is what somebody wants now. @is_new: whether it has just been added */
static gboolean
settle (const Import *self,
        gint64 id,
        gboolean is_new,
        gboolean is_paused,
        GError **error)
{
  g_autoptr (LecJob) there = lec_store_get_job (self->cluster->store, id, self->cancellable, error);

  if (there == NULL)
    return FALSE;
  if (is_new && is_paused)
    return change (self, self->cluster, id, LEC_JOB_ACTION_PAUSE, error);

  return is_new || (there->status != LEC_JOB_FAILED && there->status != LEC_JOB_CANCELLED) ||
         change (self, self->cluster, id, LEC_JOB_ACTION_RETRY, error);
}

static gboolean
hand_over (const Import *self,
           const LecJob *job,
           const LecNewJob *sent,
           gboolean is_paused,
           LecImportOutcome *outcome,
           GError **error)
{
  gboolean is_new = FALSE;
  gint64 id = lec_jobs_submit (self->cluster, sent, job->priority, &is_new, self->cancellable, error);

  if (id == 0 || !settle (self, id, is_new, is_paused, error))
    return FALSE;

  *outcome = is_new ? LEC_IMPORT_MOVED : LEC_IMPORT_THERE;
  lec_jobs_tell_workers (self->cluster, id, self->cancellable);
  return TRUE;
}

static gboolean
move_waiting (const Import *self,
              const LecJob *job,
              LecImportOutcome *outcome,
              GError **error)
{
  g_auto (LecNewJob) sent = { .job_id = job->job_id, .is_secret = TRUE };
  gboolean is_held = FALSE, was_paused = FALSE;

  if (!lec_jobs_prepare (self->cluster, job->request, &sent, self->cancellable, error) ||
      !hold (self, job->id, &is_held, &was_paused, error))
    return FALSE;
  if (!is_held)
    {
      *outcome = LEC_IMPORT_LEFT;
      return TRUE;
    }

  if (hand_over (self, job, &sent, was_paused, outcome, error))
    return remove_here (self, job->id, error);
  if (!was_paused)
    let_go (self, job->id, NULL);
  return FALSE;
}

/* --- Finished lectures --- */

/* Where no file has to be sent, there are no blobs. */
static gboolean
open_blobs (Import *self,
            GError **error)
{
  if (self->blobs != NULL || self->cluster->is_local_cluster)
    return TRUE;

  self->blobs = lec_cluster_connection_open_blobs (self->cluster->cluster, NULL, self->cancellable, error);
  return self->blobs != NULL;
}

static gboolean
bring_finished (Import *self,
                const LecJob *job,
                const char *key,
                LecImportOutcome *outcome,
                GError **error)
{
  g_autofree char *root = lec_data_folder_build_path (self->library->data, LEC_DATA_FOLDER_LECTURES);
  g_autoptr (LecImportedLecture) lecture = NULL;
  LecJobMetrics metrics = { 0 };
  LecNewTask first = { NULL };
  LecAdoption adoption = { .metrics = &metrics };
  gboolean is_new = FALSE;

  if (!lec_store_get_metrics (self->library->store, job->id, &metrics, self->cancellable, error) ||
      !open_blobs (self, error))
    return FALSE;
  lecture = lec_imported_lecture_new (self->cluster, self->blobs, root, job, self->cancellable, error);
  if (lecture == NULL)
    return FALSE;

  lec_jobs_get_first_task (self->cluster, &first);
  lec_imported_lecture_describe (lecture, &adoption);
  adoption.submission.owner = self->cluster->owner;
  adoption.submission.idempotency_key = key;
  adoption.submission.tasks = &first;
  adoption.submission.n_tasks = 1;
  *outcome = LEC_IMPORT_BROUGHT;
  if (lec_store_adopt (self->cluster->store, &adoption, &is_new, g_get_real_time (), self->cancellable, error) == 0)
    return FALSE;

  if (!is_new)
    *outcome = LEC_IMPORT_THERE;
  return TRUE;
}

/* --- One after the other --- */

/* @is_there: (out): not for what was given up there: somebody wants it now */
static gboolean
look_there (const Import *self,
            const LecJob *job,
            const char *key,
            gboolean *is_there,
            GError **error)
{
  g_autoptr (LecJob) there = NULL;
  gint64 id = 0;

  *is_there = FALSE;
  if (!lec_store_find_same (self->cluster->store, job->job_id, key, &id, self->cancellable, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  there = lec_store_get_job (self->cluster->store, id, self->cancellable, error);
  *is_there = there != NULL &&
              (!waits (job) || (there->status != LEC_JOB_FAILED && there->status != LEC_JOB_CANCELLED));
  return there != NULL;
}

/* The cluster has it: whoever waits for it here waits there. */
static gboolean
take_off (const Import *self,
          const LecJob *job,
          GError **error)
{
  gboolean is_held = FALSE, was_paused = FALSE;

  if (!waits (job))
    return TRUE;

  return hold (self, job->id, &is_held, &was_paused, error) &&
         (!is_held || remove_here (self, job->id, error));
}

/* In the errors of the store, of the blobs, and others. */
static gboolean
import_job (Import *self,
            const LecJob *job,
            LecImportOutcome *outcome,
            GError **error)
{
  gboolean is_there = FALSE;
  g_autofree char *key = NULL;

  *outcome = LEC_IMPORT_LEFT;
  /* One whose video is on the web still has to be worked on here. */
  if (job->content_hash == NULL || (!waits (job) && (job->status != LEC_JOB_COMPLETED || job->request == NULL)))
    return TRUE;

  key = lec_jobs_make_key (job->request, job->content_hash, self->cluster->owner);
  if (!look_there (self, job, key, &is_there, error))
    return FALSE;
  if (is_there)
    *outcome = LEC_IMPORT_THERE;
  else
    *outcome = waits (job) ? LEC_IMPORT_MOVED : LEC_IMPORT_BROUGHT;
  if (self->request->is_trial)
    return TRUE;

  if (is_there)
    return take_off (self, job, error);
  return waits (job) ? move_waiting (self, job, outcome, error) : bring_finished (self, job, key, outcome, error);
}

static gboolean
import_one (Import *self,
            const LecJob *job,
            LecImportCounts *counts,
            GError **error)
{
  LecImportOutcome outcome = LEC_IMPORT_LEFT;
  g_autoptr (GError) told = NULL;
  GError *reason = NULL;

  if (!import_job (self, job, &outcome, &reason))
    {
      /* As it is said to people, and as it is: a store that is gone is everybody's. */
      gboolean ends = is_of_all (reason);

      lec_jobs_pass_on (reason, &told);
      outcome = LEC_IMPORT_FAILED;
      if (ends)
        {
          g_propagate_error (error, g_steal_pointer (&told));
          return FALSE;
        }
    }

  counts->n_jobs[outcome]++;
  if (self->request->told != NULL)
    self->request->told (job, outcome, told, self->request->user_data);
  return TRUE;
}

static gboolean
is_meant (const LecImportRequest *request,
          const LecJob *job)
{
  gboolean is_named = request->only == NULL;

  for (guint i = 0; request->only != NULL && i < request->only->len; i++)
    is_named = is_named || g_array_index (request->only, gint64, i) == job->id;

  return is_named;
}

gboolean
lec_cluster_import_local (LecJobs *cluster,
                          LecJobs *library,
                          const LecImportRequest *request,
                          LecImportCounts *counts,
                          GCancellable *cancellable,
                          GError **error)
{
  g_auto (Import) self = { cluster, library, request, cancellable, NULL };
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_val_if_fail (cluster != NULL && cluster->cluster != NULL && library != NULL && library->data != NULL, FALSE);
  g_return_val_if_fail (request != NULL && counts != NULL, FALSE);

  *counts = (LecImportCounts){ { 0 } };
  jobs = lec_jobs_list (library, -1, cancellable, error);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          (is_meant (request, job) && !import_one (&self, job, counts, error)))
        return FALSE;
    }

  return jobs != NULL;
}
