/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the review's thread is made of. Private to the files that do its work: what is
 * below is called on the thread only, but for what announces a correction.
 */
#pragma once

#include "engine/jobs.h"
#include "ui/loop-thread.h"
#include "ui/review-history.h"
#include "ui/review-thread.h"

G_BEGIN_DECLS

struct _LecReviewThread
{
  GObject parent_instance;

  gint64 id;     /* of the job */
  LecJob *given; /* (nullable): a job of the cluster, whose lecture was fetched */
  guint rest_ms;
  LecReviewNewsFunc func; /* (nullable): until it was finished */
  gpointer user_data;
  gboolean is_looking;     /* whether a look was asked for that has not been told of */
  gboolean looks_again;    /* whether another one was, meanwhile */
  GCancellable *giving_up; /* when nobody is interested any more: waiting for another program */
  LecLoopThread *thread;
  gboolean is_finishing;

  GMutex rendering_lock;
  GCancellable *rendering; /* (nullable): while outputs are made */
  guint n_waiting;         /* corrections that were asked for and not begun */

  /* The thread's. */
  LecJobs *jobs; /* (nullable): to read */
  LecExtractor *extractor;
  LecJob *job;          /* (nullable): as it was when it was over */
  LecReview *review;    /* (nullable): while it is over */
  LecStudyNotes *notes; /* (nullable): likewise */
  char *notes_stamp;    /* (nullable): of when they were read */
  gboolean notes_are_told;
  LecReviewHistory *history;
  gboolean study_is_old; /* what there is to study was made of something else */
  LecOutputsState outputs;
  char *outputs_reason; /* (nullable) */
};

/* By whoever asks for a correction, before it is posted: outputs that are being made give way. */
void lec_review_thread_announce_correction (LecReviewThread *self);
/* One that was announced is done now. */
void lec_review_thread_begin_correction (LecReviewThread *self);

/* Returns: (transfer full): all of the lecture as it is now, with what there is to study where that
 * has changed */
LecReviewNews *lec_review_thread_make_all_news (LecReviewThread *self);
/* Nothing but how the outputs are. Returns: (transfer full) */
LecReviewNews *lec_review_thread_make_short_news (LecReviewThread *self);
/* Takes @news. */
void lec_review_thread_tell (LecReviewThread *self, LecReviewNews *news);
/* What is old is made again after a rest. */
void lec_review_thread_arm (LecReviewThread *self);

/* What was said is what the next such step says; then it is told. @step: undo or redo */
void lec_review_said_step (LecReviewThread *self, LecEditKind step);

G_END_DECLS
