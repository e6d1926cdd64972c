/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the lecture page shows, read on another thread: slides, what waits to be
 * decided otherwise, what can be undone, what has become of the outputs.
 */
#pragma once

#include <gio/gio.h>

#include "engine/review.h"
#include "ui/study-news.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_REVIEW_GROWS, /* the job is not over: slides are provisional and cannot be corrected */
  LEC_REVIEW_OPEN,  /* the slides are those of the lecture */
  LEC_REVIEW_NONE,  /* the job is over and nothing of it is kept; @failure says why */
} LecReviewState;

typedef enum
{
  LEC_OUTPUTS_NONE, /* there are none, and none are made before something is corrected */
  LEC_OUTPUTS_UP_TO_DATE,
  LEC_OUTPUTS_OLD,    /* made again in a moment */
  LEC_OUTPUTS_MAKING, /* being made again */
  LEC_OUTPUTS_FAILED, /* could not be made; @outputs_reason says why */
} LecOutputsState;

/**
 * LecReviewNews:
 * @slides: (element-type LecSlideItem) (nullable): %NULL for as they were
 * @hints: (element-type LecHintItem) (nullable): likewise
 * @study: (nullable): what else the study guide shows; %NULL for as it was
 * @focus: number of the slide that came of a correction, 0 for none
 * @parts: (element-type LecVideoPart) (nullable): the videos, in order; %NULL for as they were
 * @content_id: (nullable): of the lecture
 * @width: of the upright frame, in pixels; 0 when that is not known
 * @notice: (nullable): what was done, to be told
 * @failure: (nullable): why what was asked for was not done
 */
typedef struct
{
  LecReviewState state;
  GPtrArray *slides;
  GPtrArray *hints;
  LecStudyNews *study;
  guint can_undo : 1;
  guint can_redo : 1;
  guint focus;
  GPtrArray *parts;
  char *content_id;
  int width;
  int height;
  LecOutputsState outputs;
  char *outputs_reason;
  char *notice;
  GError *failure;
} LecReviewNews;

LecReviewNews *lec_review_news_new (LecReviewState state);
/* All of the lecture as it is now; of outputs and of @study nothing. @notes: of the lecture */
LecReviewNews *lec_review_news_new_from_review (LecReview *review, const LecStudyNotes *notes);
/**
 * lec_review_news_new_from_slides:
 * @slides: (element-type LecSlide): provisional
 * @folder: (nullable): where their pictures lie
 */
LecReviewNews *lec_review_news_new_from_slides (const GPtrArray *slides, const char *folder);
/* The videos of a job that is not over. */
void lec_review_news_add_videos (LecReviewNews *self, const LecJob *job);
void lec_review_news_free (LecReviewNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecReviewNews, lec_review_news_free)

G_END_DECLS
