/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job may have been paused, or begun by another program last week: only what
 * was watched counts.
 */
#include "ui/left-estimate.h"

#define MIN_SEEN    0.05
#define MIN_SEEN_US (10 * G_TIME_SPAN_SECOND)

void
lec_left_estimate_reset (LecLeftEstimate *self)
{
  g_return_if_fail (self != NULL);

  *self = (LecLeftEstimate){ 0 };
}

double
lec_left_estimate_see (LecLeftEstimate *self,
                       double progress,
                       gint64 now_us)
{
  double gained = 0;
  gint64 watched_us = 0;

  g_return_val_if_fail (self != NULL, -1);

  /* A stage that is tried again begins anew. */
  if (self->begun_us == 0 || progress < self->seen_at)
    *self = (LecLeftEstimate){ now_us, progress, progress };

  self->seen_at = progress;
  gained = progress - self->begun_at;
  watched_us = now_us - self->begun_us;
  if (gained < MIN_SEEN || watched_us < MIN_SEEN_US)
    return -1;

  return (1 - progress) / gained * (double) watched_us / G_USEC_PER_SEC;
}
