/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that owns what is shown of one job: slides while they are found, then
 * the lecture under a person's hands. It does what it is asked to, in order, and
 * makes the outputs again when nothing was asked for a while.
 */
#pragma once

#include "ui/job-item.h"
#include "ui/review-news.h"

G_BEGIN_DECLS

/* On the main context of whoever made the thread. */
typedef void (*LecReviewNewsFunc) (const LecReviewNews *news, gpointer user_data);

#define LEC_TYPE_REVIEW_THREAD (lec_review_thread_get_type ())
G_DECLARE_FINAL_TYPE (LecReviewThread, lec_review_thread, LEC, REVIEW_THREAD, GObject)

/**
 * lec_review_thread_new:
 * @job: its number, in the user's library
 * @rest_ms: for how long nothing is asked for before outputs are made again
 * @func: called until lec_review_thread_finish() or lec_review_thread_stop()
 *
 * It looks at the job at once. Its signal "ended" tells that all is done after
 * lec_review_thread_finish().
 */
LecReviewThread *lec_review_thread_new (gint64 job, guint rest_ms, LecReviewNewsFunc func, gpointer user_data);
/* Likewise. @item: in the user's library, or fetched to it from the cluster */
LecReviewThread *lec_review_thread_new_for_item (LecJobItem *item,
                                                 guint rest_ms,
                                                 LecReviewNewsFunc func,
                                                 gpointer user_data);
gint64 lec_review_thread_get_job (LecReviewThread *self);
/* The job has changed: it may have found more, or be over. */
void lec_review_thread_look (LecReviewThread *self);
/* @edit: (transfer full): as lec_review_edits_apply() takes it. Outputs that are being made are
 * given up for it, and made again later. */
void lec_review_thread_edit (LecReviewThread *self, LecEdit *edit);
/* Outputs are made again now, be it that they were made just before. */
void lec_review_thread_render (LecReviewThread *self);
/* Whether a question to practise with was known; @key: lec_practice_dup_key(). Only a failure is
 * told. */
void lec_review_thread_note_answer (LecReviewThread *self, const char *key, gboolean knew);
/* What is in a .vtt or .srt file is what was said; a notice tells that it was taken. */
void lec_review_thread_take_transcript (LecReviewThread *self, const char *path);
/* As lec_kept_transcript_correct() takes it; a notice tells that it was done. */
void lec_review_thread_correct_transcript (LecReviewThread *self,
                                           double start_s,
                                           const char *heard,
                                           const char *meant);
/* What was said is what it was before the last one was taken, or corrected; again and again. */
void lec_review_thread_put_back_transcript (LecReviewThread *self);
/* No more news; what was asked for is done, and outputs that are old are made again. */
void lec_review_thread_finish (LecReviewThread *self);
/* Likewise; blocks until all of that is done. */
void lec_review_thread_stop (LecReviewThread *self);

G_END_DECLS
