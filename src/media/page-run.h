/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs: consecutive shots of one page, however it grew, was covered or scrolled
 * meanwhile. Pure.
 */
#pragma once

#include "media/page-comparer.h"

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
 * lec_page_run_list_new:
 * @keep_builds: a run for each step of a build
 *
 * Returns: (transfer full) (element-type LecPageRun): in order of time, without gaps
 */
GPtrArray *lec_page_run_list_new (LecPageComparer *comparer, gboolean keep_builds);
void lec_page_run_free (LecPageRun *self);

G_END_DECLS
