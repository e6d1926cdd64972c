/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mark and sweep. What cannot be looked at now ends it: a request or a manifest
 * that was not read names files, too.
 */
#include "engine/sent-files.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/sent-task.h"
#include "engine/shared-lecture.h"
#include "engine/shared-video.h"

/* A set of sums. */
static void
mark (GHashTable *named,
      const char *hash)
{
  if (lec_blob_hash_is_valid (hash))
    g_hash_table_add (named, g_strdup (hash));
}

static void
mark_video (GHashTable *named,
            const char *text)
{
  g_auto (LecVideoAddress) address = { 0 };

  if (lec_video_address_parse (&address, text, NULL))
    mark (named, address.blob.hash);
}

/* A request that only a later version can read may name anything. */
static gboolean
mark_request (GHashTable *named,
              const LecJob *job,
              GError **error)
{
  const LecJobRequest *request = job->request;

  if (request == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("what job %s names cannot be read"), job->job_id);
      return FALSE;
    }

  for (guint i = 0; i < request->videos->len; i++)
    mark_video (named, lec_job_request_get_video (request, i));
  for (guint i = 0; i < request->inputs->len; i++)
    mark (named, ((const LecJobInput *) g_ptr_array_index (request->inputs, i))->sha256);
  return TRUE;
}

/* One that is not there any more, or never was one, names nothing. */
static gboolean
mark_lecture (GHashTable *named,
              LecBlobs *blobs,
              const LecKeptArtifact *artifact,
              GCancellable *cancellable,
              GError **error)
{
  LecBlob manifest = { 0 };
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecSharedManifest) lecture = NULL;

  if (lec_blob_init (&manifest, artifact->sha256, artifact->size_bytes, &reason))
    lecture = lec_shared_lecture_look (blobs, &manifest, cancellable, &reason);
  if (lecture == NULL && !lec_shared_lecture_is_lost (reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  for (guint i = 0; lecture != NULL && i < lecture->files->len; i++)
    mark (named, ((const LecSharedFile *) g_ptr_array_index (lecture->files, i))->blob.hash);
  for (guint i = 0; lecture != NULL && i < lecture->packs->len; i++)
    mark (named, g_array_index (lecture->packs, LecBlob, i).hash);
  return TRUE;
}

/* Parts of a long video are of no use when they are joined. */
static gboolean
mark_artifacts (GHashTable *named,
                LecBlobs *blobs,
                const LecJob *job,
                const GPtrArray *artifacts,
                GCancellable *cancellable,
                GError **error)
{
  for (guint i = 0; i < artifacts->len; i++)
    {
      const LecKeptArtifact *artifact = g_ptr_array_index (artifacts, i);

      if (lec_sent_part_is_one (artifact) && job->status == LEC_JOB_COMPLETED)
        continue;
      mark (named, artifact->sha256);
      if ((lec_sent_lecture_is_one (artifact) || lec_sent_part_is_one (artifact)) &&
          !mark_lecture (named, blobs, artifact, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
mark_all (GHashTable *named,
          LecStore *store,
          LecBlobs *blobs,
          GCancellable *cancellable,
          GError **error)
{
  LecJobFilter all = { .status = -1 };
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (store, &all, cancellable, error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);
      g_autoptr (GPtrArray) artifacts = lec_store_list_artifacts (store, job->id, cancellable, error);

      if (artifacts == NULL || !mark_artifacts (named, blobs, job, artifacts, cancellable, error) ||
          !mark_request (named, job, error))
        return FALSE;
    }

  return jobs != NULL;
}

gboolean
lec_sent_files_sweep (LecStore *store,
                      LecBlobs *blobs,
                      gint64 before_us,
                      guint *n_swept,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (LEC_IS_STORE (store) && LEC_IS_BLOBS (blobs) && n_swept != NULL, FALSE);

  return mark_all (named, store, blobs, cancellable, error) &&
         lec_blobs_sweep (blobs, named, before_us, n_swept, cancellable, error);
}
