/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the steps of uncovering a slide share: a verdict on each block, and
 * where it is seen free.
 */
#pragma once

#include "media/block-history.h"

G_BEGIN_DECLS

/* Blocks that change when a cursor moves, at most. */
#define LEC_COVERS_MOVE_BLOCKS 16
/* Of the height of a page: captions and a player's controls are further down. */
#define LEC_COVERS_CAPTIONED_FROM 0.75

typedef enum
{
  LEC_VERDICT_PAGE,
  LEC_VERDICT_PASSING,   /* came and went within the slide */
  LEC_VERDICT_MOVED,     /* came when something else went */
  LEC_VERDICT_RECURRING, /* came, as it did in another slide */
  LEC_VERDICT_MOVING,    /* moves, and did not always */
  LEC_VERDICT_CROSSING,  /* came or went in another slide */
  LEC_VERDICT_TOGETHER,  /* changed together with one of those above */
  LEC_VERDICT_SPREAD,    /* around or between them */
} LecVerdict;

/**
 * LecCovers:
 * @history: unowned
 * @page: unowned: what the slide shows in the moment in question
 * @verdicts: a LecVerdict for each block
 * @sources: for each block that is not page, the moment that shows it free
 */
typedef struct
{
  const LecBlockHistory *history;
  const LecSignature *page;
  int n_columns;
  int n_rows;
  guint8 *verdicts;
  guint *sources;
} LecCovers;

/* How large a small thing is, and how far it stands out from the page. */
typedef struct
{
  int difference;
  int n_pixels;
} LecCoverMark;

void lec_cover_mark_add (LecCoverMark *mark, const LecCovers *self, guint a, guint b, int block);

/* Whether @moment shows the same slide. */
gboolean lec_covers_is_ours (const LecCovers *self, guint moment);
int lec_covers_get_content (const LecCovers *self, guint moment, int block);
/* Whether @moment shows something that stands, and another thing than now. */
gboolean lec_covers_is_another (const LecCovers *self, guint moment, int block);
/* Whether other slides rather show what is shown in @moment (1), or what is shown now (-1); 0 also
   where that is not for long enough to be no overlay. */
int lec_covers_compare_elsewhere (const LecCovers *self, guint moment, int block);
/* What went shortly before the block got what it shows; nothing when more changed than a cursor
   does. */
LecCoverMark lec_covers_measure_left (const LecCovers *self, int block);

/* First step: each block by itself. */
void lec_covers_judge_blocks (LecCovers *self);
/* Second: blocks that hang together; what does not look like a cover is page. */
void lec_covers_judge_patches (LecCovers *self);

G_END_DECLS
