/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs: consecutive shots of one page, however it grew, was covered or scrolled
 * meanwhile. Pure.
 */
#pragma once

#include "media/shot.h"

G_BEGIN_DECLS

/* A change within a page that might have begun another one. */
typedef struct
{
  double time_s;
  double doubt; /* as in LecPageChange */
} LecPageDoubt;

/**
 * LecPageRun: shots [first, end) of one page
 * @fullest: the shot that later ones are compared with
 * @final: the shot that shows the page at its best
 * @builds_s: (element-type double): when something was added
 * @start_s: when the page began to appear
 * @end_s: when the next one did
 * @n_scrolls: how often the page was seen to scroll
 * @viewport: the part of the frame in which it did
 * @doubt: whether it is another page than the one before, as in LecPageChange
 * @doubts: (element-type LecPageDoubt): in order of time
 */
typedef struct
{
  guint first;
  guint end;
  guint fullest;
  guint final;
  GArray *builds_s;
  double start_s;
  double end_s;
  guint n_scrolls;
  LecRect viewport;
  double doubt;
  GArray *doubts;
} LecPageRun;

/**
 * LecPageComparer: what comparing the pages of shots takes
 * @shots: (element-type LecShot) unowned
 * @limits: how pages are compared
 * @ignored: (nullable) unowned: blocks that do not count
 * @overlay: owned: blocks in which something stands in front of the page now
 * @mask: owned: the blocks left out of the last comparison
 */
typedef struct
{
  GPtrArray *shots;
  const LecPageLimits *limits;
  const guint8 *ignored;
  guint8 *overlay;
  guint8 *mask;
  int n_blocks;
} LecPageComparer;

LecPageComparer *lec_page_comparer_new (GPtrArray *shots, const LecPageLimits *limits, const guint8 *ignored);
void lec_page_comparer_free (LecPageComparer *self);
/* Leaves out what moves in either shot. @change: (out): all zero where there are no pages */
LecPageRelation lec_page_comparer_compare (LecPageComparer *self, guint before, guint after, LecPageChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPageComparer, lec_page_comparer_free)

/**
 * lec_page_run_list_new:
 * @keep_builds: a run for each step of a build
 *
 * Returns: (transfer full) (element-type LecPageRun): in order of time, without gaps
 */
GPtrArray *lec_page_run_list_new (LecPageComparer *comparer, gboolean keep_builds);
void lec_page_run_free (LecPageRun *self);

G_END_DECLS
