/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file of a name is that file, also where a job is called so.
 */
#include "cli/review-session.h"

#include "cli/extract-report.h"
#include "cli/report.h"
#include "engine/data-folder.h"

void
lec_review_session_clear (LecReviewSession *self)
{
  g_clear_pointer (&self->review, lec_review_free);
  g_clear_pointer (&self->job, lec_job_free);
  g_clear_pointer (&self->jobs, lec_jobs_free);
  g_clear_pointer (&self->extractor, lec_extractor_free);
  g_clear_pointer (&self->interrupt, lec_interrupt_free);
}

static gboolean
open_jobs (LecReviewSession *self,
           GError **error)
{
  g_autofree char *folder = lec_data_folder_find (NULL, error);

  if (folder == NULL || !lec_data_folder_is_library (folder))
    return folder != NULL;

  self->jobs = lec_jobs_open_to_read (NULL, lec_interrupt_get_cancellable (self->interrupt), error);
  return self->jobs != NULL;
}

LecReview *
lec_review_session_open (LecReviewSession *self,
                         const char *name,
                         LecJob **job,
                         GError **error)
{
  GCancellable *cancellable = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && job != NULL, NULL);

  cancellable = lec_interrupt_get_cancellable (self->interrupt);
  *job = self->jobs != NULL && !g_file_test (name, G_FILE_TEST_EXISTS)
           ? lec_jobs_get (self->jobs, name, cancellable, NULL)
           : NULL;
  return *job != NULL ? lec_review_open_job (self->extractor, *job, cancellable, error)
                      : lec_review_open (self->extractor, name, cancellable, error);
}

gboolean
lec_review_session_begin (LecReviewSession *self,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->interrupt = lec_interrupt_new ();
  self->extractor = lec_extractor_new (NULL, NULL);
  lec_extractor_set_notice (self->extractor, lec_extract_report_notice_cb, NULL);

  return open_jobs (self, error);
}

gboolean
lec_review_session_init (LecReviewSession *self,
                         const char *name,
                         GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  self->name = name;
  if (lec_review_session_begin (self, error))
    self->review = lec_review_session_open (self, name, &self->job, error);

  return self->review != NULL;
}

void
lec_review_session_tell_jobs (LecReviewSession *self,
                              const LecExtractResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shelf = NULL;

  g_return_if_fail (self != NULL && result != NULL);

  shelf = lec_review_dup_shelf (self->review);
  if (self->jobs != NULL && !lec_jobs_set_lecture (self->jobs, lec_review_get_content_id (self->review), shelf,
                                                   result->lecture, NULL, &error))
    lec_report_failure (self->name, error);
}
