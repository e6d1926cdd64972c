/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to study of a lecture under review, found anew when what was said
 * has changed: its outputs are as they were.
 */
#pragma once

#include "engine/review.h"

G_BEGIN_DECLS

/* Whether what there is to study was made of something else than what is kept now. Blocks, while
 * another program works on the lecture, too. */
gboolean lec_review_needs_analysis (LecReview *review, GCancellable *cancellable);

/**
 * lec_review_analyse:
 * @problem: (out) (transfer full) (nullable): why there is nothing to study, for a person
 *
 * In the lecture's own folder, of its slides as they were rendered last. Nothing runs when all is
 * there. Blocks.
 *
 * Returns: %FALSE with the errors of lec_kept_lecture_open() and lec_study_steps_analyse()
 */
gboolean lec_review_analyse (LecReview *review, char **problem, GCancellable *cancellable, GError **error);

G_END_DECLS
