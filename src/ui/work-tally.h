/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came of jobs since somebody last looked, for one summary. Pure.
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/* Zeroed, or cleared. @last_done: number of the last one, 0 for none; @n_open: how many were open
 * when they were counted last */
typedef struct
{
  guint n_done;
  guint n_failed;
  gint64 last_done;
  guint n_open;
} LecWorkTally;

/* @before: state of the job when it was last seen */
void lec_work_tally_see (LecWorkTally *self, LecJobStatus before, const LecJob *job);
/* @n_open: how many jobs wait or are worked on now. Returns: whether the last one has just ended */
gboolean lec_work_tally_count (LecWorkTally *self, guint n_open);
/* It begins anew. */
void lec_work_tally_clear (LecWorkTally *self);
gboolean lec_work_tally_is_empty (const LecWorkTally *self);
/* "3 videos are done"; Returns: (transfer full) */
char *lec_work_tally_dup_title (const LecWorkTally *self);
/* Returns: (transfer full) (nullable): the rest, when there is any */
char *lec_work_tally_dup_body (const LecWorkTally *self);

G_END_DECLS
