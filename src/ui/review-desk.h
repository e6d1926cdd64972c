/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that is looked at, or tried out, beside the page that shows it: a
 * thread that owns a handle on what a job has made, as it was when the first
 * question was asked, and answers one question after the other.
 */
#pragma once

#include "engine/review.h"
#include "ui/job-item.h"

G_BEGIN_DECLS

/**
 * LecReviewFunc: something to be done with the lecture, on the desk's thread
 *
 * Returns: (nullable): the result; %NULL with an error
 */
typedef gpointer (*LecReviewFunc) (LecReview *review, gpointer data, GCancellable *cancellable, GError **error);

#define LEC_TYPE_REVIEW_DESK (lec_review_desk_get_type ())
G_DECLARE_FINAL_TYPE (LecReviewDesk, lec_review_desk, LEC, REVIEW_DESK, GObject)

/* @item: in the user's library, or fetched to it from the cluster */
LecReviewDesk *lec_review_desk_new (LecJobItem *item);

/**
 * lec_review_desk_run_async:
 * @data: (transfer full): for @func
 * @free_result: (nullable)
 *
 * The first call opens the lecture, which may have to wait for another program.
 */
void lec_review_desk_run_async (LecReviewDesk *self,
                                LecReviewFunc func,
                                gpointer data,
                                GDestroyNotify free_data,
                                GDestroyNotify free_result,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Returns: (transfer full) (nullable): %NULL also with the errors of lec_jobs_get() and
 *   lec_review_open_job() */
gpointer lec_review_desk_run_finish (LecReviewDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
