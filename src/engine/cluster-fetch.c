/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that is finished here is left as it is: the same video with the
 * same options gave it, and it may be open. Otherwise what was brought is what
 * a run of this machine goes on with; all that it has to do is to make the
 * documents. Then it is in the library's list of jobs, as one of this desk.
 */
#include "engine/cluster-fetch.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/cluster-connection.h"
#include "engine/content-id.h"
#include "engine/jobs-private.h"
#include "engine/kept-lecture.h"
#include "engine/lecture-folder.h"
#include "engine/lecture-part.h"
#include "engine/sent-job.h"
#include "engine/sent-task.h"
#include "engine/shared-lecture.h"

/* Of a job of which nothing can be fetched. */
static const char *
explain_status (LecJobStatus status)
{
  switch (status)
    {
    case LEC_JOB_FAILED:
      return _ ("nothing to be fetched: the job has failed");
    case LEC_JOB_CANCELLED:
      return _ ("nothing to be fetched: the job was cancelled");
    case LEC_JOB_COMPLETED:
      return _ ("nothing to be fetched: this version does not understand what was asked for");
    default:
      return _ ("nothing to be fetched yet: the job is not completed");
    }
}

static gboolean
check_job (const LecJob *job,
           GError **error)
{
  if (job->request != NULL && !lec_sent_job_is_one (job->request))
    {
      g_autofree char *shown = job->pdf != NULL ? g_filename_display_name (job->pdf) : NULL;

      if (shown != NULL)
        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("its video was not sent: what came of it is in %s"), shown);
      else
        g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                             _ ("its video was not sent: what came of it is in the shared folder"));
      return FALSE;
    }
  if (job->request != NULL && job->status == LEC_JOB_COMPLETED)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, explain_status (job->status));
  return FALSE;
}

/* Where somebody else's job is to go to is for whoever fetches it to say. */
static gboolean
check_output (const LecJobs *jobs,
              const LecJob *job,
              const LecFetchRequest *request,
              GError **error)
{
  if (request->output != NULL || g_strcmp0 (job->owner, jobs->owner) == 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("it is a job of %s: say with --output where it is to go"),
               job->owner);
  return FALSE;
}

/* Returns: (nullable): the lecture as a whole */
static const LecKeptArtifact *
find_whole (const GPtrArray *artifacts)
{
  for (guint i = 0; i < artifacts->len; i++)
    {
      const LecKeptArtifact *artifact = g_ptr_array_index (artifacts, i);

      if (g_str_equal (artifact->kind, LEC_ARTIFACT_LECTURE) && lec_content_id_is_valid (artifact->address))
        return artifact;
    }

  return NULL;
}

static gboolean
is_finished_here (const char *root,
                  const LecKeptArtifact *artifact)
{
  g_autoptr (LecLectureFolder) folder =
    lec_content_id_is_valid (artifact->address) ? lec_lecture_folder_look (root, artifact->address) : NULL;

  return folder != NULL && lec_lecture_folder_is_finished (folder);
}

static gboolean
bring (LecJobs *jobs,
       const GPtrArray *artifacts,
       const char *root,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (LecBlobs) blobs = lec_cluster_connection_open_blobs (jobs->cluster, NULL, cancellable, error);

  for (guint i = 0; blobs != NULL && i < artifacts->len; i++)
    {
      const LecKeptArtifact *artifact = g_ptr_array_index (artifacts, i);

      if (lec_sent_lecture_is_one (artifact) && !is_finished_here (root, artifact) &&
          !lec_sent_lecture_bring (blobs, artifact, root, cancellable, error))
        return FALSE;
    }

  return blobs != NULL;
}

/* Returns: (transfer full) (nullable): of the lecture of those videos, as far as they are here */
static char *
make_id (const LecJobRequest *job,
         GCancellable *cancellable)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < job->origins->len; i++)
    {
      const char *origin = g_ptr_array_index (job->origins, i);
      g_autoptr (LecLecturePart) part =
        g_path_is_absolute (origin) ? lec_lecture_part_new (origin, job->options, cancellable, NULL) : NULL;

      if (part == NULL)
        return NULL;
      g_ptr_array_add (ids, g_strdup (part->id));
    }
  if (ids->len < 2)
    return ids->len == 1 ? g_strdup (g_ptr_array_index (ids, 0)) : NULL;

  return lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");
}

/* The request of a job that was sent, as one of this machine: of its videos where they are what was
 * sent, else of what was brought. @folder: of that */
static void
make_request (const LecJobRequest *job,
              const LecFetchRequest *request,
              gboolean is_here,
              const char *const *folder,
              LecExtractRequest *extract)
{
  *extract = (LecExtractRequest){
    .videos = is_here ? (const char *const *) job->origins->pdata : folder,
    .n_videos = is_here ? job->origins->len : 1,
    .options = job->options,
    .output = request->output != NULL ? request->output : job->output,
    .force = request->force || (request->output == NULL && job->force),
  };
}

/* Returns: (transfer full): as if it had been asked for at this desk */
static LecJobRequest *
make_own_request (const LecJobRequest *job,
                  const char *output)
{
  LecJobRequest *request = lec_job_request_new ();

  for (guint i = 0; i < job->origins->len; i++)
    g_ptr_array_add (request->videos, g_strdup (g_ptr_array_index (job->origins, i)));
  lec_job_options_free (request->options);
  request->options = lec_job_options_copy (job->options);
  request->output = output != NULL ? g_canonicalize_filename (output, NULL) : NULL;
  request->force = job->force;
  return request;
}

/* What is in the library is in its list of jobs, too, by the name it has in the cluster. One that
 * is there already gets the slides. */
static gboolean
adopt (LecJobs *library,
       const LecJob *job,
       LecAdoption *adoption,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *key = lec_jobs_make_key (adoption->submission.request, job->content_hash, NULL);
  g_autoptr (LecJob) own = NULL;
  gboolean is_new = FALSE;
  gint64 id = 0;

  adoption->submission.idempotency_key = key;
  id = lec_store_adopt (library->store, adoption, &is_new, g_get_real_time (), cancellable, error);
  adoption->submission.idempotency_key = NULL;
  if (id == 0 || is_new)
    return id != 0;

  own = lec_store_get_job (library->store, id, cancellable, error);
  return own != NULL && (own->status != LEC_JOB_COMPLETED ||
                         lec_store_set_lecture (library->store, id, adoption->lecture, g_get_real_time (), cancellable,
                                                error));
}

/* @output: (nullable): where the documents were to go */
static gboolean
note (LecJobs *jobs,
      const LecJob *job,
      const char *output,
      const LecExtractResult *result,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (LecJobRequest) request = make_own_request (job->request, output);
  g_autoptr (LecJobs) library = lec_jobs_open (NULL, NULL, cancellable, error);
  LecJobMetrics metrics = { 0 };
  LecNewTask first = { NULL };
  GError *reason = NULL;
  LecAdoption adoption = {
    .submission = { .request = request,
                    .content_hash = job->content_hash,
                    .priority = job->priority,
                    .size_bytes = job->size_bytes,
                    .tasks = &first,
                    .n_tasks = 1,
                    .job_id = job->job_id },
    .status = LEC_JOB_COMPLETED,
    .lecture = result->lecture,
    .pdf = result->pdf,
    .images = result->images,
    .json = result->json,
    .error_code = job->error_code,
    .error = job->error,
    .created_us = job->created_us,
    .started_us = job->started_us,
    .completed_us = job->completed_us,
    .metrics = &metrics,
  };

  if (library == NULL)
    return FALSE;

  lec_jobs_get_first_task (library, &first);
  if (lec_store_get_metrics (jobs->store, job->id, &metrics, cancellable, &reason))
    adopt (library, job, &adoption, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

gboolean
lec_cluster_fetch (LecJobs *jobs,
                   const LecJob *job,
                   LecExtractor *extractor,
                   const LecFetchRequest *request,
                   const LecExtractListener *listener,
                   LecExtractResult *result,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) artifacts = NULL;
  g_auto (LecKeptRoot) kept = { NULL };
  const LecKeptArtifact *whole = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *here = NULL;
  LecExtractRequest extract = { NULL };
  GError *reason = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (jobs != NULL && jobs->cluster != NULL && job != NULL && request != NULL, FALSE);
  g_return_val_if_fail (extractor != NULL && result != NULL, FALSE);

  if (!check_job (job, error) || !check_output (jobs, job, request, error))
    return FALSE;
  artifacts = lec_store_list_artifacts (jobs->store, job->id, cancellable, &reason);
  if (!lec_jobs_pass_on (reason, error))
    return FALSE;
  whole = find_whole (artifacts);
  if (whole == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the cluster has nothing of it any more"));
      return FALSE;
    }

  if (!lec_kept_root_open (&kept, lec_extractor_get_root (extractor), error))
    return FALSE;
  if (!bring (jobs, artifacts, kept.path, cancellable, &reason))
    return lec_jobs_pass_on (reason, error);

  folder = g_build_filename (kept.path, whole->address, NULL);
  here = make_id (job->request, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  make_request (job->request, request, g_strcmp0 (here, whole->address) == 0, (const char *const *) &folder, &extract);
  done = g_strcmp0 (here, whole->address) == 0
           ? lec_extractor_extract (extractor, &extract, listener, result, cancellable, error)
           : lec_extractor_resegment (extractor, &extract, listener, result, cancellable, error);
  /* Only the user's own library has a list. */
  return done && (lec_extractor_get_root (extractor) != NULL ||
                  note (jobs, job, extract.output, result, cancellable, error));
}
