/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where video and documents lie in the folder that all machines share, nothing
 * has to be sent. Otherwise the job looks as one whose videos were sent: the
 * kept lecture and the PDF are its artifacts, for whoever fetches it.
 */
#include "engine/imported-lecture.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/jobs-private.h"
#include "engine/lecture-folder.h"
#include "engine/lecture-part.h"
#include "engine/review.h"
#include "engine/sent-job.h"
#include "engine/shared-folder.h"
#include "engine/shared-lecture.h"
#include "engine/shared-video.h"
#include "pipeline/stage.h"

struct _LecImportedLecture
{
  const LecJob *job; /* unowned */
  LecJobRequest *request;
  LecLecture *lecture;
  GPtrArray *kept;   /* (element-type LecKeptArtifact) owned */
  GArray *artifacts; /* (element-type LecArtifact): of @kept */
  gboolean is_sent;
};

void
lec_imported_lecture_free (LecImportedLecture *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->request, lec_job_request_free);
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->artifacts, g_array_unref);
  g_free (self);
}

/* --- The lecture --- */

/* As it was corrected, if it was. */
static LecLecture *
load_lecture (LecLectureFolder *folder,
              GError **error)
{
  g_autofree char *edited = lec_lecture_folder_build_path (folder, LEC_FILE_EDITED);

  return lec_lecture_folder_has_file (folder, LEC_FILE_EDITED) ? lec_lecture_load (edited, error)
                                                               : lec_lecture_folder_load_lecture (folder, error);
}

/* Returns: (transfer full) (nullable): held beside others who look */
static LecLectureFolder *
look_at_folder (const char *root,
                const LecJob *job,
                GError **error)
{
  g_autofree char *path = lec_review_find_job_folder (root, job);
  g_autofree char *id = path != NULL ? g_path_get_basename (path) : NULL;
  g_autofree char *shelf = path != NULL ? g_path_get_dirname (path) : NULL;
  LecLectureFolder *folder = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("its lecture is no longer kept here"));
      return NULL;
    }

  folder = lec_lecture_folder_look (shelf, id);
  if (folder == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("its lecture is being worked on"));
  else if (!lec_lecture_folder_is_finished (folder))
    {
      g_clear_pointer (&folder, lec_lecture_folder_free);
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("its lecture is no longer complete here"));
    }
  return folder;
}

/* --- What is sent --- */

static gboolean
send_folder (LecImportedLecture *self,
             LecBlobs *blobs,
             LecLectureFolder *folder,
             const char *kind,
             GCancellable *cancellable,
             GError **error)
{
  LecBlob manifest = { 0 };

  if (!lec_shared_lecture_send (blobs, lec_lecture_folder_get_path (folder), NULL, &manifest, cancellable, error))
    return FALSE;

  g_ptr_array_add (self->kept, lec_kept_artifact_new (kind, &manifest, lec_lecture_folder_get_id (folder)));
  return TRUE;
}

/* Of a talk of several videos, as far as those are here: other settings go on from its parts. */
static gboolean
send_parts (LecImportedLecture *self,
            LecBlobs *blobs,
            const char *root,
            GCancellable *cancellable,
            GError **error)
{
  const LecJobRequest *request = self->job->request;

  for (guint i = 0; request->videos->len > 1 && i < request->videos->len; i++)
    {
      g_autoptr (LecLecturePart) part =
        lec_lecture_part_new (lec_job_request_get_video (request, i), request->options, cancellable, NULL);
      g_autoptr (LecLectureFolder) folder = part != NULL ? lec_lecture_folder_look (root, part->id) : NULL;
      g_autofree char *kind = g_strdup_printf (LEC_ARTIFACT_LECTURE "-%u", i + 1);

      if (folder != NULL && !send_folder (self, blobs, folder, kind, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* One that was moved away since can be made again. */
static gboolean
send_pdf (LecImportedLecture *self,
          LecBlobs *blobs,
          GCancellable *cancellable,
          GError **error)
{
  const LecBlobCall call = { .cancellable = cancellable };
  g_auto (LecVideoAddress) address = { 0 };
  g_autofree char *text = NULL;

  if (self->job->pdf == NULL || !g_file_test (self->job->pdf, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (!lec_blobs_put (blobs, self->job->pdf, &address.blob, &call, error))
    return FALSE;

  address.name = g_strdup (LEC_ARTIFACT_PDF);
  text = lec_video_address_to_text (&address);
  g_ptr_array_add (self->kept, lec_kept_artifact_new (LEC_ARTIFACT_PDF, &address.blob, text));
  return TRUE;
}

static gboolean
send (LecImportedLecture *self,
      LecBlobs *blobs,
      const char *root,
      LecLectureFolder *folder,
      GCancellable *cancellable,
      GError **error)
{
  const LecSending sending = { blobs, root, self->job->content_hash, NULL, NULL };

  return lec_sent_job_name (&sending, self->request, cancellable, error) &&
         send_folder (self, blobs, folder, LEC_ARTIFACT_LECTURE, cancellable, error) &&
         send_parts (self, blobs, root, cancellable, error) && send_pdf (self, blobs, cancellable, error);
}

/* Whether other machines find nothing of it where it lies. */
static gboolean
has_to_be_sent (LecJobs *cluster,
                const LecJob *job)
{
  const char *folder = cluster->cluster->shared_folder;

  if (cluster->is_local_cluster)
    return FALSE;

  return lec_jobs_has_to_be_sent (cluster, job->request) ||
         (job->pdf != NULL && !lec_shared_folder_check (folder, job->pdf, NULL));
}

LecImportedLecture *
lec_imported_lecture_new (LecJobs *cluster,
                          LecBlobs *blobs,
                          const char *root,
                          const LecJob *job,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (LecImportedLecture) self = g_new0 (LecImportedLecture, 1);
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (cluster != NULL && root != NULL && job != NULL && job->request != NULL, NULL);

  self->job = job;
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_kept_artifact_free);
  self->artifacts = g_array_new (FALSE, FALSE, sizeof (LecArtifact));
  folder = look_at_folder (root, job, error);
  self->lecture = folder != NULL ? load_lecture (folder, error) : NULL;
  if (self->lecture == NULL)
    return NULL;

  text = lec_job_request_to_text (job->request);
  self->request = lec_job_request_from_text (text, error);
  self->is_sent = has_to_be_sent (cluster, job);
  if (self->request == NULL || (self->is_sent && !send (self, blobs, root, folder, cancellable, error)))
    return NULL;

  return g_steal_pointer (&self);
}

void
lec_imported_lecture_describe (LecImportedLecture *self,
                               LecAdoption *adoption)
{
  const LecJob *job = NULL;

  g_return_if_fail (self != NULL && adoption != NULL);

  job = self->job;
  g_array_set_size (self->artifacts, 0);
  for (guint i = 0; i < self->kept->len; i++)
    {
      const LecKeptArtifact *kept = g_ptr_array_index (self->kept, i);
      LecArtifact artifact = { kept->kind, kept->sha256, kept->address, kept->size_bytes };

      g_array_append_val (self->artifacts, artifact);
    }

  adoption->submission.request = self->request;
  adoption->submission.job_id = job->job_id;
  adoption->submission.content_hash = job->content_hash;
  adoption->submission.priority = job->priority;
  adoption->submission.size_bytes = job->size_bytes;
  adoption->status = LEC_JOB_COMPLETED;
  adoption->lecture = self->lecture;
  adoption->artifacts = (const LecArtifact *) (gpointer) self->artifacts->data;
  adoption->n_artifacts = self->artifacts->len;
  adoption->pdf = self->is_sent ? NULL : job->pdf;
  adoption->images = self->is_sent ? NULL : job->images;
  adoption->json = self->is_sent ? NULL : job->json;
  adoption->error_code = job->error_code;
  adoption->error = job->error;
  adoption->created_us = job->created_us;
  adoption->started_us = job->started_us;
  adoption->completed_us = job->completed_us;
}
