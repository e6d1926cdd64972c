/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A model may think for minutes: the lecture's folder is held while it is read, and
 * again while the answer is written, not between. What was corrected meanwhile is seen
 * by the key of what there is to study; an answer to something else is not kept.
 */
#include "engine/review-improve.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/improved-study.h"
#include "engine/kept-transcript.h"
#include "engine/model-study.h"
#include "engine/review-analysis.h"
#include "engine/study-steps.h"
#include "engine/web-failure.h"
#include "pipeline/stage.h"

/* What the model is shown. */
typedef struct
{
  LecWorkshop workshop;
  LecLecture *lecture;
  LecStudy *local;
  LecTranscript *transcript; /* (nullable) */
  char *key;
} Shown;

static void
shown_clear (Shown *self)
{
  lec_workshop_clear (&self->workshop);
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->local, lec_study_free);
  g_clear_pointer (&self->transcript, lec_transcript_free);
  g_free (self->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

/* Returns: (transfer full) (nullable): %NULL where the guide is of something else than what is
 * kept */
static char *
dup_key (const LecWorkshop *workshop)
{
  LecStudySteps steps = lec_workshop_get_study_steps (workshop);

  return lec_study_steps_dup_key (&steps);
}

/* The slides that were studied are those of the documents. */
static gboolean
check_rendered (LecReview *review,
                GError **error)
{
  if (lec_review_is_rendered (review))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_EXISTS,
                       _ ("the documents are still being made with your corrections; try again when they are done"));
  return FALSE;
}

static gboolean
analyse (LecReview *review,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *problem = NULL;

  if (!lec_review_analyse (review, &problem, cancellable, error))
    return FALSE;
  if (problem == NULL)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, problem);
  return FALSE;
}

static gboolean
load (Shown *self,
      GError **error)
{
  LecLectureFolder *folder = self->workshop.folder;
  const char *lecture = lec_lecture_folder_has_file (folder, LEC_FILE_EDITED) ? LEC_FILE_EDITED : LEC_FILE_LECTURE;
  g_autofree char *lecture_path = lec_lecture_folder_build_path (folder, lecture);
  g_autofree char *study_path = lec_lecture_folder_build_path (folder, LEC_FILE_STUDY);
  g_autoptr (GError) reason = NULL;

  self->key = dup_key (&self->workshop);
  if (self->key == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_EXISTS,
                           _ ("the lecture was corrected meanwhile; try again in a moment"));
      return FALSE;
    }

  self->lecture = lec_lecture_load (lecture_path, error);
  self->local = self->lecture != NULL ? lec_study_load (study_path, error) : NULL;
  if (self->local == NULL)
    return FALSE;

  self->transcript = lec_kept_transcript_load (self->workshop.review, &reason);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Nobody else waits for it then. */
static void
let_go (Shown *self)
{
  g_clear_pointer (&self->workshop.folder, lec_lecture_folder_free);
}

static gboolean
keep (Shown *self,
      const LecStudy *study,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *key = NULL;

  if (!lec_workshop_open_folder (&self->workshop, cancellable, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  key = dup_key (&self->workshop);
  if (g_strcmp0 (key, self->key) != 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_EXISTS,
                           _ ("the lecture was corrected while the model was asked, and its answer is of what was "
                              "there before; ask it again"));
      return FALSE;
    }

  return lec_improved_study_save (study, lec_lecture_folder_get_path (self->workshop.folder), self->key, error);
}

gboolean
lec_review_improve_study (LecReview *review,
                          const LecExtractListener *listener,
                          GCancellable *cancellable,
                          GError **error)
{
  g_auto (Shown) self = { { NULL } };
  LecModelStudyLecture asked = { NULL };
  g_autoptr (LecStudy) study = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (review != NULL, FALSE);

  if (!lec_model_study_check (error) || !check_rendered (review, error) || !analyse (review, cancellable, error) ||
      !lec_workshop_init_own (&self.workshop, review, cancellable, error) || !load (&self, error))
    return FALSE;
  let_go (&self);

  asked = (LecModelStudyLecture){ self.lecture, self.local, self.transcript };
  study = lec_model_study_ask (&self.workshop, &asked, listener, cancellable, &reason);
  if (study == NULL)
    {
      g_propagate_error (error, lec_web_failure_new (reason));
      return FALSE;
    }

  return keep (&self, study, cancellable, error);
}

gboolean
lec_review_restore_study (LecReview *review,
                          GCancellable *cancellable,
                          GError **error)
{
  g_auto (LecWorkshop) workshop = { NULL };

  g_return_val_if_fail (review != NULL, FALSE);

  return lec_workshop_init_own (&workshop, review, cancellable, error) &&
         lec_improved_study_remove (lec_lecture_folder_get_path (workshop.folder), error);
}

LecStudy *
lec_review_load_improved (const LecWorkshop *workshop)
{
  g_autoptr (LecStudy) study = NULL;
  g_autofree char *key = NULL;
  g_autofree char *made_of = NULL;

  g_return_val_if_fail (workshop != NULL && workshop->folder != NULL, NULL);

  if (!g_str_equal (workshop->source, workshop->review->folder) || !lec_review_is_rendered (workshop->review))
    return NULL;

  study = lec_improved_study_load (lec_lecture_folder_get_path (workshop->folder), &made_of, NULL);
  key = study != NULL ? dup_key (workshop) : NULL;
  return key != NULL && g_str_equal (key, made_of) ? g_steal_pointer (&study) : NULL;
}
