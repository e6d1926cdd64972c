/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a review holds. Private to the files that make something of it.
 */
#pragma once

#include "engine/kept-lecture.h"
#include "engine/review.h"
#include "model/edited-lecture.h"

G_BEGIN_DECLS

struct _LecReview
{
  LecExtractor *extractor; /* unowned */
  LecKeptRoot kept;
  char *source; /* as lec_kept_lecture_open() takes it */
  char *folder; /* the lecture's */
  char *content_id;
  LecJobRequest *request; /* unowned (nullable): of the job */
  char *pdf;              /* (nullable): where it was placed last */
  gboolean images;        /* likewise */
  gboolean json;
  LecLecture *found;
  LecEditLog *log;
  LecEditedLecture *edited;
  LecLecture *rendered; /* (nullable): the same, with all of its pictures and words */
};

/* What the log makes of the lecture. Takes @log. */
void lec_review_take_log (LecReview *self, LecEditLog *log);
/* Finds the slides anew, with @options, where they were found with others. Corrections stay. */
gboolean lec_review_segment (LecReview *self, const LecJobOptions *options, GError **error);
/* @step: undo or redo. Returns: (transfer full) (nullable): how slides are to be found then; %NULL
 * for as they are */
LecJobOptions *lec_review_dup_settings_after (LecReview *self, LecEditKind step);

G_END_DECLS
