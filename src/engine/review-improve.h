/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide of a lecture under review, with what a language model of the user's
 * own choice adds to it; kept, and given up again. Calls block, on any thread, one at a
 * time for each review.
 */
#pragma once

#include "engine/review-workshop.h"
#include "model/study.h"

G_BEGIN_DECLS

/**
 * lec_review_improve_study:
 * @review: opened for this: what others have corrected since is not seen
 * @listener: (nullable): nothing is sent where it does not agree to the machine
 *
 * What there is to study is made first, where that is missing. Nobody waits for the lecture while
 * the model is asked; the guide that was made without it stays beside what comes of it.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE (no model is set), _NOT_AGREED, _NOT_FOUND (nothing to
 *   study from), _WEB, _PROTOCOL (no answer could be used), _EXISTS (the lecture was corrected
 *   meanwhile, or its documents are still to be made), %G_IO_ERROR_CANCELLED or the file system's
 *   errors: then all is as it was
 */
gboolean lec_review_improve_study (LecReview *review,
                                   const LecExtractListener *listener,
                                   GCancellable *cancellable,
                                   GError **error);

/* The guide is the one that was made without a model. Returns: %FALSE with the errors of
 * lec_kept_lecture_open() and the file system's */
gboolean lec_review_restore_study (LecReview *review, GCancellable *cancellable, GError **error);

/* Of what is shown now, for documents. @workshop: opened. Returns: (transfer full) (nullable):
 * %NULL where none was made of the lecture as it is corrected now */
LecStudy *lec_review_load_improved (const LecWorkshop *workshop);

G_END_DECLS
