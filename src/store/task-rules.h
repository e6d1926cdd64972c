/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows from what: whether and when a failed task is tried again, and
 * how a job stands when its tasks stand so. Pure: no database, no clock.
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/* Names: queued, delayed, paused, running, done, dead, cancelled. */
typedef enum
{
  LEC_TASK_QUEUED,
  LEC_TASK_DELAYED, /* until its time has come */
  LEC_TASK_PAUSED,
  LEC_TASK_RUNNING,
  LEC_TASK_DONE,
  LEC_TASK_DEAD, /* given up */
  LEC_TASK_CANCELLED,
} LecTaskState;

#define LEC_N_TASK_STATES (LEC_TASK_CANCELLED + 1)

const char *lec_task_state_get_name (LecTaskState state);
gboolean lec_task_state_from_name (const char *name, LecTaskState *state);

/**
 * LecRetry:
 * @LEC_RETRY_NEVER: the same again gives the same, or only a person can mend it
 * @LEC_RETRY_COUNTED: may be the video's fault: a few tries
 * @LEC_RETRY_UNCOUNTED: not the video's fault: does not use up its tries
 * @LEC_RETRY_LOST: its worker is gone, with all that it worked on: likewise, unless workers are
 *   lost over it again and again
 */
typedef enum
{
  LEC_RETRY_NEVER,
  LEC_RETRY_COUNTED,
  LEC_RETRY_UNCOUNTED,
  LEC_RETRY_LOST,
} LecRetry;

/* Claims of one task, counted or not, after which it is given up. */
#define LEC_TASK_MAX_GENERATIONS 20
/* Workers that were lost over one task, after which it is given up. */
#define LEC_TASK_MAX_LOSSES 5

LecRetry lec_task_rules_get_retry (const GError *error);
gboolean lec_task_rules_is_exhausted (LecRetry retry, guint attempt, guint max_attempts, gint64 generation);
gint64 lec_task_rules_get_backoff_us (guint n_failures, gint64 fence);
gint64 lec_task_rules_get_delay_us (LecRetry retry, guint n_failures, gint64 fence);
LecJobStatus lec_task_rules_get_job_status (const guint n_tasks[LEC_N_TASK_STATES], gboolean pause_requested);
LecTaskState lec_task_rules_get_waiting_state (gboolean cancel_requested,
                                               gboolean pause_requested,
                                               gint64 run_after_us,
                                               gint64 now_us);

G_END_DECLS
