/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage's time left is known by what was measured of it; the rest of the
 * job is as much longer as its remaining weight is larger.
 */
#include "engine/job-share.h"

/* Where so little of a stage is left, its time left is mostly rounding. */
#define MIN_REST 0.002

LecJobShare
lec_job_share_of (const double *weights,
                  guint n_stages,
                  guint index)
{
  LecJobShare share = { 0, 1 };
  double sum = 0;

  g_return_val_if_fail (weights != NULL && index < n_stages, share);

  for (guint i = 0; i < n_stages; i++)
    sum += weights[i];
  for (guint i = 0; i < index; i++)
    share.before += weights[i] / sum;
  share.own = weights[index] / sum;
  return share;
}

double
lec_job_share_get_progress (const LecJobShare *self,
                            double fraction)
{
  g_return_val_if_fail (self != NULL, 0);

  return CLAMP (self->before + self->own * fraction, 0, 1);
}

double
lec_job_share_get_left_s (const LecJobShare *self,
                          double fraction,
                          double left_s)
{
  double after = 0, rest = 0;

  g_return_val_if_fail (self != NULL, -1);

  after = MAX (1 - self->before - self->own, 0);
  rest = self->own * (1 - fraction);
  if (!(left_s >= 0))
    return -1;
  /* Of the last stage, rounding apart. */
  if (after < MIN_REST)
    return left_s;

  return rest < self->own * MIN_REST ? -1 : left_s * (rest + after) / rest;
}
