/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables and arithmetic. The chance in a backoff comes from the fence, which no
 * two tries share: so the same numbers give the same time in every test.
 */
#include "store/task-rules.h"

#include <gio/gio.h>

#include "base/error.h"
#include "base/name-list.h"

#define FIRST_BACKOFF_US (10 * G_USEC_PER_SEC)
#define MAX_BACKOFF_US   (3600 * (gint64) G_USEC_PER_SEC)
#define MAX_DOUBLINGS    9

static const char *const state_names[LEC_N_TASK_STATES] = {
  [LEC_TASK_QUEUED] = "queued",
  [LEC_TASK_DELAYED] = "delayed",
  [LEC_TASK_PAUSED] = "paused",
  [LEC_TASK_RUNNING] = "running",
  [LEC_TASK_DONE] = "done",
  [LEC_TASK_DEAD] = "dead",
  [LEC_TASK_CANCELLED] = "cancelled",
};

const char *
lec_task_state_get_name (LecTaskState state)
{
  g_return_val_if_fail (state < LEC_N_TASK_STATES, "dead");

  return state_names[state];
}

gboolean
lec_task_state_from_name (const char *name,
                          LecTaskState *state)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && state != NULL, FALSE);

  if (!lec_name_list_find (state_names, LEC_N_TASK_STATES, name, &index))
    return FALSE;

  *state = (LecTaskState) index;
  return TRUE;
}

/**
 * lec_task_rules_get_retry:
 * @error: why a task failed
 *
 * A full disk empties, and what is broken in the system is mended, without anybody asking; a video
 * that kills its process may have been unlucky. Whatever else is wrong stays wrong until a person
 * has done something: then that person says "retry".
 */
LecRetry
lec_task_rules_get_retry (const GError *error)
{
  g_return_val_if_fail (error != NULL, LEC_RETRY_NEVER);

  if (error->domain != LEC_ERROR)
    return LEC_RETRY_UNCOUNTED;

  switch ((LecError) error->code)
    {
    case LEC_ERROR_STALLED:
    case LEC_ERROR_CRASHED:
    case LEC_ERROR_LIMIT:
      return LEC_RETRY_COUNTED;
    case LEC_ERROR_NO_SPACE:
    case LEC_ERROR_PROTOCOL:
    case LEC_ERROR_WEB:
    case LEC_ERROR_INTERNAL:
      return LEC_RETRY_UNCOUNTED;
    case LEC_ERROR_USAGE:
    case LEC_ERROR_NOT_FOUND:
    case LEC_ERROR_UNREADABLE:
    case LEC_ERROR_NOT_A_VIDEO:
    case LEC_ERROR_UNSUPPORTED:
    case LEC_ERROR_DAMAGED:
    case LEC_ERROR_NO_SLIDES:
    case LEC_ERROR_EXISTS:
    case LEC_ERROR_NOT_WRITABLE:
    case LEC_ERROR_NO_LANGUAGE:
    case LEC_ERROR_INCOMPLETE:
    case LEC_ERROR_NOT_AGREED:
    default:
      return LEC_RETRY_NEVER;
    }
}

/**
 * lec_task_rules_is_exhausted:
 * @attempt: counted tries, the failed one included; for %LEC_RETRY_LOST workers that were lost
 * @generation: all earlier tries
 *
 * Returns: whether the task is given up
 */
gboolean
lec_task_rules_is_exhausted (LecRetry retry,
                             guint attempt,
                             guint max_attempts,
                             gint64 generation)
{
  if (retry == LEC_RETRY_NEVER || generation + 1 >= LEC_TASK_MAX_GENERATIONS)
    return TRUE;
  if (retry == LEC_RETRY_LOST)
    return attempt >= LEC_TASK_MAX_LOSSES;

  return retry == LEC_RETRY_COUNTED && attempt >= max_attempts;
}

/* SplitMix64: neighbouring numbers go far apart. Returns: [0, 1) */
static double
scatter (gint64 fence)
{
  guint64 bits = (guint64) fence * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  bits = (bits ^ (bits >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  bits = (bits ^ (bits >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  bits ^= bits >> 31;
  return (double) (bits >> 11) / (double) (G_GUINT64_CONSTANT (1) << 53);
}

/**
 * lec_task_rules_get_backoff_us:
 * @n_failures: before this one
 * @fence: of the try that failed
 *
 * Returns: anything from 0 to the lesser of an hour and 10 s · 2^@n_failures
 */
gint64
lec_task_rules_get_backoff_us (guint n_failures,
                               gint64 fence)
{
  gint64 limit_us = FIRST_BACKOFF_US * (G_GINT64_CONSTANT (1) << MIN (n_failures, MAX_DOUBLINGS));

  return (gint64) (scatter (fence) * (double) MIN (limit_us, MAX_BACKOFF_US));
}

/**
 * lec_task_rules_get_delay_us:
 * @n_failures: before this one, of the same kind: workers that were lost, or tries that failed
 *
 * Returns: how long the task waits; 0 when the first worker is lost: others go on at once
 */
gint64
lec_task_rules_get_delay_us (LecRetry retry,
                             guint n_failures,
                             gint64 fence)
{
  if (retry != LEC_RETRY_LOST)
    return lec_task_rules_get_backoff_us (n_failures, fence);

  return n_failures == 0 ? 0 : lec_task_rules_get_backoff_us (n_failures - 1, fence);
}

/**
 * lec_task_rules_get_job_status:
 * @n_tasks: how many of the job's tasks are in each state
 *
 * "Processing" means that somebody works on it now, not that somebody once began.
 */
LecJobStatus
lec_task_rules_get_job_status (const guint n_tasks[LEC_N_TASK_STATES],
                               gboolean pause_requested)
{
  if (n_tasks[LEC_TASK_RUNNING] > 0)
    return LEC_JOB_PROCESSING;
  if (n_tasks[LEC_TASK_DEAD] > 0)
    return LEC_JOB_FAILED;
  if (n_tasks[LEC_TASK_QUEUED] + n_tasks[LEC_TASK_DELAYED] + n_tasks[LEC_TASK_PAUSED] > 0)
    return pause_requested ? LEC_JOB_PAUSED : LEC_JOB_QUEUED;
  if (n_tasks[LEC_TASK_CANCELLED] > 0)
    return LEC_JOB_CANCELLED;

  return LEC_JOB_COMPLETED;
}

/* How a task waits that nobody works on and that is not over. */
LecTaskState
lec_task_rules_get_waiting_state (gboolean cancel_requested,
                                  gboolean pause_requested,
                                  gint64 run_after_us,
                                  gint64 now_us)
{
  if (cancel_requested)
    return LEC_TASK_CANCELLED;
  if (pause_requested)
    return LEC_TASK_PAUSED;

  return run_after_us > now_us ? LEC_TASK_DELAYED : LEC_TASK_QUEUED;
}
