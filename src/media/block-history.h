/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each block of the page showed over the stretches around one of them, as
 * numbers: equal numbers, equal content. Pure.
 */
#pragma once

#include "media/stretch.h"

G_BEGIN_DECLS

/* The block moved, or never showed the same twice. */
#define LEC_CONTENT_MOVING 0

/* The owner of a stretch that is passed over: it shows two slides at once. */
#define LEC_OWNER_PASSED_OVER -2

/**
 * LecMoment: a stretch that stood, seen from one slide
 * @stretch: its index
 * @owner: the slide it shows, -1 for none
 * @follows: whether the moment before it is the stretch that stood before it
 */
typedef struct
{
  guint stretch;
  int owner;
  gboolean follows;
} LecMoment;

/**
 * LecBlockHistory:
 * @stretches: unowned
 * @moments: (element-type LecMoment): all of the slide, and some around the one in question
 * @now: index in @moments of the one in question
 */
typedef struct
{
  GPtrArray *stretches;
  GArray *moments;
  guint now;
  int n_blocks;
  guint8 *contents;
} LecBlockHistory;

/**
 * lec_block_history_new:
 * @stretches: (element-type LecStretch): all of a video, in order of time, pages of one shape
 * @owners: for each of them the slide that it shows, -1 for none, or %LEC_OWNER_PASSED_OVER
 * @stretch: index of the one in question
 */
LecBlockHistory *lec_block_history_new (GPtrArray *stretches, const int *owners, guint stretch);
void lec_block_history_free (LecBlockHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecBlockHistory, lec_block_history_free)

const LecMoment *lec_block_history_get_moment (const LecBlockHistory *self, guint moment);
const LecStretch *lec_block_history_get_stretch (const LecBlockHistory *self, guint moment);
int lec_block_history_get_content (const LecBlockHistory *self, guint moment, int block);
/* By how much a block differs in two moments: 0 for noise. */
int lec_block_history_measure (const LecBlockHistory *self, guint a, guint b, int block);
/* In how many pixels it does. */
int lec_block_history_count (const LecBlockHistory *self, guint a, guint b, int block);
/* Of the pixels that came with @shown after @before, the share that is gone in @after; -1 for
   hardly any that came. */
double lec_block_history_measure_gone (const LecBlockHistory *self,
                                       guint before,
                                       guint shown,
                                       guint after,
                                       int block);

G_END_DECLS
