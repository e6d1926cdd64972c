/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tree of weighted steps. The time left comes from the pace over the whole
 * run and over the last half minute, half and half: the first alone lags when
 * a slow step begins, the second alone jumps about.
 */
#include "base/progress.h"

#include <math.h>

#define WINDOW_US      (30 * G_USEC_PER_SEC)
#define SAMPLE_US      (G_USEC_PER_SEC / 2)
#define MIN_ELAPSED_US (2 * G_USEC_PER_SEC)
#define MIN_FRACTION   0.03
#define MAX_LEFT_S     (1000.0 * 3600.0)

typedef struct
{
  gint64 time_us;
  double fraction;
} Sample;

struct _LecProgress
{
  double weight;
  double fraction;
  GPtrArray *steps; /* (element-type LecProgress) owned */
  GArray *samples;  /* (element-type Sample): of the last WINDOW_US, the run's first one excepted */
  Sample first;
};

static LecProgress *
new_step (double weight)
{
  LecProgress *self = g_new0 (LecProgress, 1);

  self->weight = weight;
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_progress_free);
  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  return self;
}

/* Returns: (transfer full): the root */
LecProgress *
lec_progress_new (void)
{
  return new_step (1);
}

void
lec_progress_free (LecProgress *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->steps);
  g_array_unref (self->samples);
  g_free (self);
}

/**
 * lec_progress_add_step:
 * @weight: share among the steps of @self, above 0
 *
 * From now on @self goes as far as its steps do.
 *
 * Returns: (transfer none): the step, owned by @self
 */
LecProgress *
lec_progress_add_step (LecProgress *self,
                       double weight)
{
  LecProgress *step = NULL;

  g_return_val_if_fail (self != NULL && weight > 0, NULL);

  step = new_step (weight);
  g_ptr_array_add (self->steps, step);

  return step;
}

/**
 * lec_progress_set_fraction:
 * @fraction: 0..1; clamped, and never backwards
 *
 * For a step without steps of its own.
 */
void
lec_progress_set_fraction (LecProgress *self,
                           double fraction)
{
  g_return_if_fail (self != NULL && self->steps->len == 0);

  if (isfinite (fraction))
    self->fraction = CLAMP (fraction, self->fraction, 1);
}

/* Returns: 0..1 */
double
lec_progress_get_fraction (LecProgress *self)
{
  double done = 0;
  double total = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->steps->len == 0)
    return self->fraction;
  for (guint i = 0; i < self->steps->len; i++)
    {
      LecProgress *step = g_ptr_array_index (self->steps, i);

      done += step->weight * lec_progress_get_fraction (step);
      total += step->weight;
    }

  return done / total;
}

/**
 * lec_progress_tick:
 * @now_us: monotonic time, never before that of the last call
 *
 * Notes how far the work is; the first call starts the clock.
 */
void
lec_progress_tick (LecProgress *self,
                   gint64 now_us)
{
  Sample now = { now_us, 0 };
  guint n_old = 0;

  g_return_if_fail (self != NULL);

  now.fraction = lec_progress_get_fraction (self);
  if (self->samples->len == 0)
    self->first = now;
  else if (now_us - g_array_index (self->samples, Sample, self->samples->len - 1).time_us < SAMPLE_US)
    return;

  g_array_append_val (self->samples, now);
  while (now_us - g_array_index (self->samples, Sample, n_old).time_us > WINDOW_US)
    n_old++;
  if (n_old > 0)
    g_array_remove_range (self->samples, 0, n_old);
}

static double
pace_between (const Sample *from,
              const Sample *to)
{
  gint64 elapsed_us = to->time_us - from->time_us;

  return elapsed_us > 0 ? (to->fraction - from->fraction) * G_USEC_PER_SEC / elapsed_us : 0;
}

/**
 * lec_progress_get_left_s:
 *
 * Returns: seconds the rest will take, as of the last tick; negative while it cannot be told
 */
double
lec_progress_get_left_s (LecProgress *self)
{
  const Sample *oldest = NULL;
  const Sample *now = NULL;
  double pace = 0;

  g_return_val_if_fail (self != NULL, -1);

  if (self->samples->len == 0)
    return -1;

  oldest = &g_array_index (self->samples, Sample, 0);
  now = &g_array_index (self->samples, Sample, self->samples->len - 1);
  if (now->fraction >= 1)
    return 0;
  if (now->time_us - self->first.time_us < MIN_ELAPSED_US ||
      now->fraction - self->first.fraction < MIN_FRACTION)
    return -1;

  pace = (pace_between (&self->first, now) + pace_between (oldest, now)) / 2;

  return fmin ((1 - now->fraction) / pace, MAX_LEFT_S);
}
