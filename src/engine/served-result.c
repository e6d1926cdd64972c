/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A document is called by the sum of all it is made of: when that changes it is
 * another file, and the one before goes. No language model is asked.
 */
#include "engine/served-result.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/data-folder.h"
#include "engine/review-study.h"
#include "engine/served-job.h"
#include "engine/served-lecture.h"
#include "engine/study-notes.h"

#define FOLDER "study"

/* One lecture that is open. */
typedef struct
{
  LecExtractor *extractor;
  LecReview *review;
} Lecture;

static void
lecture_clear (Lecture *self)
{
  g_clear_pointer (&self->review, lec_review_free);
  g_clear_pointer (&self->extractor, lec_extractor_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lecture, lecture_clear)

/* @self: zeroed */
static gboolean
open_lecture (Lecture *self,
              LecJobs *jobs,
              const LecJob *job,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (LecServedLecture) served = { NULL };

  if (!lec_served_lecture_find (&served, jobs, job, cancellable, error))
    return FALSE;

  self->extractor = lec_extractor_new (served.root, NULL);
  self->review = lec_review_open_job (self->extractor, job, cancellable, error);
  return self->review != NULL;
}

char *
lec_served_result_read_transcript (LecJobs *jobs,
                                   const LecJob *job,
                                   LecTranscriptFormat format,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_auto (Lecture) lecture = { NULL };
  g_autoptr (LecStudyNotes) notes = NULL;

  g_return_val_if_fail (jobs != NULL && job != NULL, NULL);

  if (!open_lecture (&lecture, jobs, job, cancellable, error))
    return NULL;

  notes = lec_study_notes_load (lecture.review);
  if (notes->transcript != NULL)
    return lec_transcriber_write (notes->transcript, format);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no transcript of this lecture"));
  return NULL;
}

/* --- Documents --- */

/* Returns: (transfer full) (nullable): with its dot */
static char *
dup_suffix (const char *format,
            GError **error)
{
  g_autoptr (GArray) formats = lec_study_format_list ();

  for (guint i = 0; i < formats->len; i++)
    if (g_str_equal (g_array_index (formats, LecStudyFormat, i).name, format))
      return g_strdup (g_array_index (formats, LecStudyFormat, i).suffix);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no format “%s”"), format);
  return NULL;
}

/* Returns: (transfer full) */
static char *
build_path (LecJobs *jobs,
            const LecJob *job,
            LecReview *review,
            const char *format,
            const char *suffix)
{
  g_autofree char *stamp = lec_study_notes_dup_stamp (review);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, stamp, -1);
  g_autofree char *folder = lec_served_job_dup_folder (jobs, job->job_id);
  g_autofree char *name = g_strconcat (sum, suffix, NULL);

  return g_build_filename (folder, FOLDER, format, name, NULL);
}

/* What was made of something else; but not what somebody makes at this moment. */
static void
remove_others (const char *folder,
               const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *kept = g_path_get_basename (path);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *other = g_build_filename (folder, name, NULL);

      if (*name != '.' && !g_str_equal (name, kept))
        g_unlink (other);
    }
}

/* Beside where it is to be, then moved there: two may ask for it at the same time. */
static gboolean
make_at (LecReview *review,
         const char *format,
         const char *suffix,
         const char *path,
         GCancellable *cancellable,
         GError **error)
{
  const char *const formats[] = { format, NULL };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (".", id, suffix, NULL);
  g_autofree char *aside = g_build_filename (folder, name, NULL);
  LecStudyExport what = { .formats = formats, .output = aside, .force = TRUE };
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", folder);
      return FALSE;
    }

  written = lec_review_export_study (&review, 1, &what, NULL, &notes, cancellable, error);
  if (written == NULL)
    return FALSE;
  if (g_rename (g_ptr_array_index (written, 0), path) == 0)
    {
      remove_others (folder, path);
      return TRUE;
    }

  lec_error_set_from_errno (error, errno, "write", path);
  return FALSE;
}

char *
lec_served_result_make_study (LecJobs *jobs,
                              const LecJob *job,
                              const char *format,
                              GCancellable *cancellable,
                              GError **error)
{
  g_auto (Lecture) lecture = { NULL };
  g_autofree char *suffix = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (jobs != NULL && job != NULL && format != NULL, NULL);

  /* What another program has called a job is no name of a folder. */
  if (!g_uuid_string_is_valid (job->job_id))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no study guide of this job"));
      return NULL;
    }

  suffix = dup_suffix (format, error);
  if (suffix == NULL || !open_lecture (&lecture, jobs, job, cancellable, error))
    return NULL;

  path = build_path (jobs, job, lecture.review, format, suffix);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR) ||
      make_at (lecture.review, format, suffix, path, cancellable, error))
    return g_steal_pointer (&path);

  return NULL;
}
