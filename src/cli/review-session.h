/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture by what a person calls it: a video, its JSON, a kept folder, or a
 * job. For commands that look at one, or change it.
 */
#pragma once

#include "cli/interrupt.h"
#include "engine/jobs.h"
#include "engine/review.h"

G_BEGIN_DECLS

/**
 * LecReviewSession:
 * @name: of the lecture, as it was typed; unowned
 * @jobs: (nullable): the database, when there is one
 * @job: (nullable): that the name is of
 */
typedef struct
{
  const char *name;
  LecInterrupt *interrupt;
  LecExtractor *extractor;
  LecJobs *jobs;
  LecJob *job;
  LecReview *review;
} LecReviewSession;

/* @self: zeroed. FALSE with the errors of lec_review_open() and lec_review_open_job(). */
gboolean lec_review_session_init (LecReviewSession *self, const char *name, GError **error);
/* Without a lecture: for several of them. FALSE with the errors of lec_jobs_open_to_read(). */
gboolean lec_review_session_begin (LecReviewSession *self, GError **error);
/* @job: (out) (transfer full) (nullable): that the name is of; the review needs it as long as it is
 * there. Returns: (transfer full) (nullable) */
LecReview *lec_review_session_open (LecReviewSession *self, const char *name, LecJob **job, GError **error);
void lec_review_session_clear (LecReviewSession *self);
/* What “lectern search” finds. The outputs are there either way. */
void lec_review_session_tell_jobs (LecReviewSession *self, const LecExtractResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecReviewSession, lec_review_session_clear)

G_END_DECLS
