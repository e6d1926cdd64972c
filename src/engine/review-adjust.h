/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How slides are found, adjusted: sensitivity, shortest slide, steps and crop,
 * from what was read of the video. An adjustment is a correction like others: it
 * is kept, can be undone, and holds for every later run on the same video.
 */
#pragma once

#include "engine/review.h"

G_BEGIN_DECLS

/**
 * LecReviewTrial: what an adjustment would make of the lecture
 * @lecture: with all corrections; words only where pictures are those of before
 * @is_new: (element-type gboolean): for each slide whether it is none now
 * @gone_s: (element-type double): when slides of now are first shown that would be none
 */
typedef struct
{
  LecLecture *lecture;
  GArray *is_new;
  guint n_new;
  GArray *gone_s;
} LecReviewTrial;

void lec_review_trial_free (LecReviewTrial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecReviewTrial, lec_review_trial_free)

/**
 * lec_review_try:
 * @settings: those count that say how slides are found in what was read
 *
 * Changes nothing of what is kept.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NO_SLIDES when there would be none,
 *   %LEC_ERROR_USAGE when the video would have to be read for it, %G_IO_ERROR_CANCELLED
 */
LecReviewTrial *lec_review_try (LecReview *self,
                                const LecJobOptions *settings,
                                GCancellable *cancellable,
                                GError **error);

/**
 * lec_review_adjust:
 *
 * Finds the slides with @settings, from now on. Other corrections stay, by when their slides are
 * shown.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when it is so already, or the errors of lec_review_try();
 *   nothing is another then
 */
gboolean lec_review_adjust (LecReview *self, const LecJobOptions *settings, GError **error);

G_END_DECLS
