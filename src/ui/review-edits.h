/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A correction that the window asks for, made to the lecture as it is by then.
 */
#pragma once

#include "engine/review.h"

G_BEGIN_DECLS

/**
 * lec_review_edits_apply:
 * @edit: its slides are named by when they are shown: their numbers may be others by now
 * @focus: (out): number of the slide that came of it, 0 for none
 *
 * Blocks, on the review's thread.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE also when a slide is no longer there, or the errors of
 *   the function of the review
 */
gboolean lec_review_edits_apply (LecReview *review, const LecEdit *edit, guint *focus, GError **error);

G_END_DECLS
