/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that is finished here is left as it is: the same video with the
 * same options gave it, and it may be open. Otherwise what was brought is what
 * a run of this machine goes on with; all that it has to do is to make the
 * documents.
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

static gboolean
check_job (const LecJob *job,
           GError **error)
{
  if (job->request != NULL && !lec_sent_job_is_one (job->request))
    {
      g_autofree char *shown = job->pdf != NULL ? g_filename_display_name (job->pdf) : NULL;

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("its video was not sent: what came of it is in %s"),
                   shown != NULL ? shown : _ ("the shared folder"));
      return FALSE;
    }
  if (job->request != NULL && job->status == LEC_JOB_COMPLETED)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("nothing to be fetched: it is %s"),
               lec_job_status_get_name (job->status));
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
  g_autoptr (LecBlobs) blobs = lec_cluster_connection_open_blobs (jobs->cluster, cancellable, error);

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
  return g_strcmp0 (here, whole->address) == 0
           ? lec_extractor_extract (extractor, &extract, listener, result, cancellable, error)
           : lec_extractor_resegment (extractor, &extract, listener, result, cancellable, error);
}
