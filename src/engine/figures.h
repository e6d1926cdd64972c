/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the work goes, in figures: for whoever looks at it from above.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

#define LEC_FIGURES_N_MINUTES 60
#define LEC_FIGURES_N_HOURS   24

/**
 * LecWorkerFigures: who works on tasks
 * @n_busy: tasks it works on now
 * @median_s: of its tries that were done, 0 when there are none
 * @heard_us: when it was last heard of
 */
typedef struct
{
  char *name;
  guint n_busy;
  guint n_done;
  guint n_failed;
  double median_s;
  gint64 heard_us;
} LecWorkerFigures;

void lec_worker_figures_free (LecWorkerFigures *self);

/**
 * LecFigures:
 * @now_us: when they were taken
 * @n_jobs: in each state
 * @median_s: of the time that completed jobs of the last month took, 0 when there are none
 * @p95_s: likewise: 95 of 100 took no longer
 * @n_completed: how many jobs these are of
 * @n_kept: of how many of them the result was there from before
 * @per_minute: jobs completed in each of the last minutes, the oldest first
 * @per_hour: likewise of the last hours
 * @queues: (element-type LecQueueFacts)
 * @workers: (element-type LecWorkerFigures): of the last day, by name
 */
typedef struct
{
  gint64 now_us;
  guint n_jobs[LEC_N_JOB_STATUSES];
  double median_s;
  double p95_s;
  guint n_completed;
  guint n_kept;
  guint per_minute[LEC_FIGURES_N_MINUTES];
  guint per_hour[LEC_FIGURES_N_HOURS];
  GPtrArray *queues;
  GPtrArray *workers;
} LecFigures;

/**
 * lec_figures_take:
 * @now_us: since 1970, UTC
 *
 * Returns: (transfer full) (nullable)
 */
LecFigures *lec_figures_take (LecJobs *jobs, gint64 now_us, GCancellable *cancellable, GError **error);
void lec_figures_free (LecFigures *self);
/* @values: (element-type double): sorted by this; @ratio: 0..1. Returns: the smallest value that no
 * less than that part of all does not exceed; 0 when there are none */
double lec_figures_get_percentile (GArray *values, double ratio);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecFigures, lec_figures_free)

G_END_DECLS
