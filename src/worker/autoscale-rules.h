/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many tasks a worker program works on at a time, by how many wait and for
 * how long. Pure: no clock, no store.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecAutoscaleFacts: how it stands
 * @n_waiting: tasks that could be claimed by this worker
 * @oldest_wait_us: for how long the oldest of them has waited
 * @n_running: tasks that this worker works on
 * @minimum: at least 1, and
 * @maximum: of slots; not below @minimum
 */
typedef struct
{
  guint n_waiting;
  gint64 oldest_wait_us;
  guint n_running;
  guint minimum;
  guint maximum;
} LecAutoscaleFacts;

/**
 * LecAutoscale: what is remembered from one step to the next; begins as zeroes
 * @n_slots: chosen last; 0 before the first step
 * @grown_us: when it became more
 * @needed_us: when all of them were needed last
 */
typedef struct
{
  guint n_slots;
  gint64 grown_us;
  gint64 needed_us;
} LecAutoscale;

/**
 * lec_autoscale_step:
 * @now_us: of a clock that only goes on
 *
 * To be called every second or so. Grows soon, to twice as many at most at a time, when all slots
 * are busy and work waits; gives one up in two minutes when it has not been needed for so
 * long.
 *
 * Returns: the number of slots from now on, within the limits
 */
guint lec_autoscale_step (LecAutoscale *self, const LecAutoscaleFacts *facts, gint64 now_us);

G_END_DECLS
