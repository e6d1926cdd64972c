/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a job will still take, from how fast it has come on while it was
 * watched. Pure: the time is handed in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All 0 before the first sight. */
typedef struct
{
  gint64 begun_us;
  double begun_at;
  double seen_at;
} LecLeftEstimate;

/**
 * lec_left_estimate_see:
 * @progress: 0..1
 * @now_us: monotonic
 *
 * Returns: seconds; negative until enough was seen to tell
 */
double lec_left_estimate_see (LecLeftEstimate *self, double progress, gint64 now_us);
/* It is no longer being worked on. */
void lec_left_estimate_reset (LecLeftEstimate *self);

G_END_DECLS
