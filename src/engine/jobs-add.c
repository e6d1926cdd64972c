/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adds jobs: looks at the videos, brings them to where the workers of a cluster
 * can reach them, and tells whoever works. The same is added once, by a key
 * that is made of what was asked for.
 */
#include <glib/gstdio.h>

#include "engine/cluster-connection.h"
#include "engine/cluster-relay.h"
#include "engine/content-id.h"
#include "engine/extractor.h"
#include "engine/job-work.h"
#include "engine/jobs-private.h"
#include "engine/linked-video.h"
#include "engine/output-plan.h"
#include "engine/owner-quota.h"
#include "engine/sent-job.h"
#include "engine/shared-folder.h"

/* Tasks of a queue that are told of when one is added. */
#define RELAY_WINDOW 16

/* Whoever works on the job does so in another folder. */
static LecJobRequest *
make_absolute (const LecJobRequest *request,
               GError **error)
{
  g_autoptr (LecJobRequest) absolute = lec_job_request_new ();
  g_autoptr (LecOutputPlan) plan = NULL;
  g_autofree char *folder = NULL;

  for (guint i = 0; i < request->videos->len; i++)
    g_ptr_array_add (absolute->videos, g_canonicalize_filename (lec_job_request_get_video (request, i), NULL));
  lec_job_options_free (absolute->options);
  absolute->options = lec_job_options_copy (request->options);
  absolute->force = request->force;
  g_ptr_array_unref (absolute->folders);
  absolute->folders = g_ptr_array_ref (request->folders);

  plan = lec_output_plan_new (lec_job_request_get_video (request, 0), request->output, request->options, error);
  if (plan == NULL)
    return NULL;
  folder = g_path_get_dirname (plan->pdf);
  absolute->output = g_canonicalize_filename (request->output != NULL ? request->output : folder, NULL);

  return g_steal_pointer (&absolute);
}

void
lec_new_job_clear (LecNewJob *self)
{
  g_clear_pointer (&self->request, lec_job_request_free);
  g_clear_pointer (&self->content_id, g_free);
}

/* What is on the web is brought by the job, and is looked at then. */
static gboolean
waits_for_web (const LecJobRequest *request)
{
  for (guint i = 0; i < request->videos->len; i++)
    if (lec_linked_video_is (lec_job_request_get_video (request, i)) &&
        !g_file_test (lec_job_request_get_video (request, i), G_FILE_TEST_EXISTS))
      return TRUE;

  return FALSE;
}

/* Of all videos together. */
static gboolean
look_at_videos (LecJobs *self,
                const LecJobRequest *request,
                LecNewJob *job,
                GCancellable *cancellable,
                GError **error)
{
  if (lec_jobs_can_bring (self) && waits_for_web (request))
    return TRUE;

  job->content_id = lec_content_id_of_files (request->videos, cancellable, error);
  for (guint i = 0; job->content_id != NULL && i < request->videos->len; i++)
    {
      GStatBuf facts = { 0 };

      job->size_bytes += g_stat (lec_job_request_get_video (request, i), &facts) == 0 ? facts.st_size : 0;
    }

  return job->content_id != NULL;
}

static gboolean
is_linked (const LecJobRequest *request)
{
  for (guint i = 0; i < request->videos->len; i++)
    if (lec_linked_video_is (lec_job_request_get_video (request, i)))
      return TRUE;

  return FALSE;
}

char *
lec_jobs_make_key (const LecJobRequest *request,
                   const char *content_id,
                   const char *owner)
{
  /* Those of the web are told apart by where they are from: what they are may not be known yet. */
  const char *const parts[] = { is_linked (request) || content_id == NULL ? "" : content_id, owner };
  LecJobRequest plain = *request;
  g_autofree char *text = NULL;

  /* It is named by the key. */
  plain.shelf = NULL;

  if (plain.origins->len > 0)
    plain.videos = plain.origins;
  plain.folders = plain.inputs = plain.origins = g_ptr_array_new ();
  text = lec_job_request_to_text (&plain);
  g_ptr_array_unref (plain.folders);
  return lec_content_id_combine (parts, owner != NULL ? G_N_ELEMENTS (parts) : 1, text);
}

void
lec_jobs_get_first_task (LecJobs *self,
                         LecNewTask *task)
{
  lec_job_work_get_first (task);
  if (self->cluster != NULL)
    lec_job_work_route (self->cluster->routes, task);
}

gint64
lec_jobs_submit (LecJobs *self,
                 const LecNewJob *job,
                 int priority,
                 gboolean *is_new,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *key = lec_jobs_make_key (job->request, job->content_id, self->owner);
  LecNewTask first = { NULL };
  LecSubmission submission = {
    .request = job->request,
    .content_hash = job->content_id,
    .owner = self->owner,
    .idempotency_key = key,
    .priority = priority,
    .size_bytes = job->size_bytes,
    .tasks = &first,
    .n_tasks = 1,
    .job_id = job->job_id,
  };
  LecClusterTarget target = { .queue = self->queue, .window = RELAY_WINDOW };

  lec_jobs_get_first_task (self, &first);
  target.name = first.queue;
  if (self->hints != NULL && !job->is_secret)
    {
      submission.pass_on = lec_cluster_relay_tell;
      submission.pass_on_data = &target;
    }
  return lec_store_submit (self->store, &submission, is_new, g_get_real_time (), cancellable, error);
}

/* The same was added before: it begins again when it is over. */
static gboolean
revive (LecJobs *self,
        gint64 id,
        LecJobsAdded *added,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (LecJob) job = lec_store_get_job (self->store, id, cancellable, error);

  if (job == NULL)
    return FALSE;

  *added = lec_job_is_over (job) ? LEC_JOBS_AGAIN : LEC_JOBS_WAITING;
  return *added == LEC_JOBS_WAITING || lec_store_change_job (self->store, id, LEC_JOB_ACTION_RETRY,
                                                             g_get_real_time (), cancellable, error);
}

/* Asking for the languages that are installed takes longer than adding a job. */
static gboolean
check_options (LecJobs *self,
               const LecJobOptions *options,
               GError **error)
{
  if (g_strcmp0 (self->language, options->language) == 0)
    return lec_job_options_validate (options, error);
  if (!lec_extractor_check_options (options, error))
    return FALSE;

  g_free (self->language);
  self->language = g_strdup (options->language);
  return TRUE;
}

gboolean
lec_jobs_has_to_be_sent (LecJobs *self,
                         const LecJobRequest *request)
{
  const char *folder = self->cluster->shared_folder;

  for (guint i = 0; folder != NULL && i < request->videos->len; i++)
    if (!lec_shared_folder_check (folder, lec_job_request_get_video (request, i), NULL))
      return TRUE;

  return folder == NULL;
}

/* What the videos of a job are sent with. */
typedef struct
{
  LecJobs *jobs;
  char *place;
} Way;

static void
sent_cb (const char *video,
         gint64 done_bytes,
         gint64 total_bytes,
         gpointer user_data)
{
  const Way *way = user_data;
  GStatBuf facts = { 0 };
  LecJobsSending sending = {
    .video = video,
    .place = way->place,
    .size_bytes = g_stat (video, &facts) == 0 ? facts.st_size : 0,
    .fraction = total_bytes > 0 ? CLAMP ((double) done_bytes / (double) total_bytes, 0, 1) : 1,
  };

  if (way->jobs->sending != NULL)
    way->jobs->sending (&sending, way->jobs->sending_data);
}

/* The library, as far as there is one, has what was corrected of the videos. */
static gboolean
send_to_workers (LecJobs *self,
                 LecJobRequest *request,
                 const char *content_id,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *place = lec_cluster_connection_describe_blobs (self->cluster);
  g_autofree char *library = lec_data_folder_find (NULL, NULL);
  g_autofree char *root = library != NULL ? g_build_filename (library, LEC_DATA_FOLDER_LECTURES, NULL) : NULL;
  g_autoptr (LecBlobs) blobs = NULL;
  GError *reason = NULL;
  Way way = { self, place };
  LecSending sending = { NULL, root, content_id, sent_cb, &way };

  for (guint i = 0; i < request->videos->len; i++)
    sent_cb (lec_job_request_get_video (request, i), 0, G_MAXINT64, &way);
  sending.blobs = blobs = lec_cluster_connection_open_blobs (self->cluster, NULL, cancellable, &reason);
  if (blobs != NULL)
    lec_sent_job_send (&sending, request, cancellable, &reason);

  return lec_jobs_pass_on (reason, error);
}

/* Makes of @request what the cluster's workers can reach. */
static gboolean
make_reachable (LecJobs *self,
                LecJobRequest *request,
                const char *content_id,
                GCancellable *cancellable,
                GError **error)
{
  if (self->cluster == NULL || self->is_local_cluster)
    return TRUE;
  if (lec_jobs_has_to_be_sent (self, request))
    return send_to_workers (self, request, content_id, cancellable, error);

  return lec_shared_folder_check (self->cluster->shared_folder, request->output, error);
}

/* What they are not told of now they find out later. */
void
lec_jobs_tell_workers (LecJobs *self,
                       gint64 id,
                       GCancellable *cancellable)
{
  LecNewTask first = { 0 };

  lec_jobs_get_first_task (self, &first);
  if (self->cluster == NULL)
    lec_queue_announce (self->queue, first.queue, id, 0, NULL);
  else if (self->hints != NULL)
    lec_cluster_relay_pass_queue (self->store, self->queue, first.queue, RELAY_WINDOW, g_get_real_time (), cancellable,
                                  NULL);
}

/* Before anything is sent. The same once more is no job more. */
static gboolean
check_quota (LecJobs *self,
             const LecNewJob *job,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *key = NULL;
  GError *reason = NULL;
  gint64 id = 0;

  if (self->cluster == NULL || self->cluster->jobs_per_hour == 0)
    return TRUE;

  key = lec_jobs_make_key (job->request, job->content_id, self->owner);
  if (lec_store_find_same (self->store, job->job_id != NULL ? job->job_id : "", key, &id, cancellable, &reason) &&
      id == 0)
    lec_owner_quota_take (self, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

/* What several people's jobs of the same video would keep in one place. What is sent has a place of
 * its own with whoever works on it. */
static void
choose_shelf (LecJobs *self,
              LecNewJob *job)
{
  gboolean is_shared = self->cluster != NULL && !self->is_local_cluster;

  if (!lec_sent_job_is_one (job->request) && (is_shared || job->is_served))
    job->request->shelf = lec_jobs_make_key (job->request, job->content_id, self->owner);
}

gboolean
lec_jobs_prepare (LecJobs *self,
                  const LecJobRequest *request,
                  LecNewJob *job,
                  GCancellable *cancellable,
                  GError **error)
{
  if (!check_options (self, request->options, error) ||
      !lec_extractor_check_subtitles (request->options, error) ||
      !look_at_videos (self, request, job, cancellable, error))
    return FALSE;

  job->request = make_absolute (request, error);
  if (job->request == NULL || !check_quota (self, job, cancellable, error) ||
      !make_reachable (self, job->request, job->content_id, cancellable, error))
    return FALSE;

  choose_shelf (self, job);
  return TRUE;
}

/* @job_id: (nullable). @revives: whether what is over begins again */
static gint64
add (LecJobs *self,
     const LecJobRequest *request,
     int priority,
     const char *job_id,
     gboolean revives,
     LecJobsAdded *added,
     GCancellable *cancellable,
     GError **error)
{
  g_auto (LecNewJob) job = { .job_id = job_id, .is_served = job_id != NULL };
  GError *reason = NULL;
  gboolean is_new = FALSE;
  gint64 id = 0;

  self->refused_us = 0;
  if (!lec_jobs_prepare (self, request, &job, cancellable, error))
    return 0;

  id = lec_jobs_submit (self, &job, priority, &is_new, cancellable, &reason);
  *added = is_new ? LEC_JOBS_NEW : LEC_JOBS_WAITING;
  if (id != 0 && !is_new && revives)
    revive (self, id, added, cancellable, &reason);
  /* Those of a cluster know what is new. */
  if (reason == NULL && (self->cluster == NULL || !is_new))
    lec_jobs_tell_workers (self, id, cancellable);

  return lec_jobs_pass_on (reason, error) ? id : 0;
}

gboolean
lec_jobs_can_bring (LecJobs *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->cluster == NULL;
}

void
lec_jobs_set_sending (LecJobs *self,
                      LecJobsSendingFunc func,
                      gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->sending = func;
  self->sending_data = user_data;
}

/**
 * lec_jobs_add:
 * @request: paths may be relative
 * @added: (out)
 *
 * Only looks at the videos, and not even at those that are on the web still, where
 * lec_jobs_can_bring(); the work is done by whoever runs the queue. The same video with the
 * same settings and output is the same job.
 *
 * Returns: the job's number; 0 with %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_A_VIDEO, _USAGE,
 *   _NO_LANGUAGE, _NOT_WRITABLE
 */
gint64
lec_jobs_add (LecJobs *self,
              const LecJobRequest *request,
              int priority,
              LecJobsAdded *added,
              GCancellable *cancellable,
              GError **error)
{
  g_return_val_if_fail (self != NULL && request != NULL && request->videos->len > 0 && added != NULL, 0);

  return add (self, request, priority, NULL, TRUE, added, cancellable, error);
}

/* Likewise, but what was added before is left as it is, also when it is over; @added is
 * %LEC_JOBS_WAITING then. */
gint64
lec_jobs_add_once (LecJobs *self,
                   const LecJobRequest *request,
                   int priority,
                   LecJobsAdded *added,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (self != NULL && request != NULL && request->videos->len > 0 && added != NULL, 0);

  return add (self, request, priority, NULL, FALSE, added, cancellable, error);
}

/* Likewise. @job_id: a UUID: what the job is called, in every database; the same one again is the
 * job that has it, whatever is asked for */
gint64
lec_jobs_add_called (LecJobs *self,
                     const LecJobRequest *request,
                     int priority,
                     const char *job_id,
                     LecJobsAdded *added,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (self != NULL && request != NULL && request->videos->len > 0 && added != NULL, 0);
  g_return_val_if_fail (g_uuid_string_is_valid (job_id), 0);

  return add (self, request, priority, job_id, FALSE, added, cancellable, error);
}
