/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One step of those that a job has, alone: whoever corrects a word of what was
 * said waits for no document.
 */
#include "engine/review-analysis.h"

#include "engine/extractor-private.h"
#include "engine/review-workshop.h"
#include "engine/study-steps.h"
#include "pipeline/stage.h"

gboolean
lec_review_needs_analysis (LecReview *review,
                           GCancellable *cancellable)
{
  g_auto (LecWorkshop) workshop = { NULL };
  LecStudySteps steps = { NULL };

  g_return_val_if_fail (review != NULL, FALSE);

  if (!lec_workshop_init_own (&workshop, review, cancellable, NULL))
    return FALSE;

  steps = lec_workshop_get_study_steps (&workshop);
  return lec_study_steps_need_analysis (&steps);
}

gboolean
lec_review_analyse (LecReview *review,
                    char **problem,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (LecWorkshop) workshop = { NULL };
  g_autoptr (LecExtractRun) run = NULL;
  LecExtractAim aim = { NULL };
  LecStudySteps steps = { NULL };

  g_return_val_if_fail (review != NULL && problem != NULL, FALSE);

  *problem = NULL;
  if (!lec_workshop_init_own (&workshop, review, cancellable, error))
    return FALSE;

  aim = (LecExtractAim){ workshop.options, workshop.title, NULL, "" };
  run = lec_extract_run_new (lec_extractor_get_runner (review->extractor), &aim, NULL, cancellable);
  steps = lec_workshop_get_study_steps (&workshop);
  return lec_study_steps_analyse (&steps, run, lec_extract_run_add_step (run, LEC_STAGE_ANALYSE, 1), problem, error);
}
