/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Retries, waiting times and how a job stands, by numbers.
 */
#include <gio/gio.h>

#include "base/error.h"
#include "store/task-rules.h"

static LecRetry
get_retry (LecError code)
{
  g_autoptr (GError) error = g_error_new_literal (LEC_ERROR, (int) code, "");

  return lec_task_rules_get_retry (error);
}

static void
test_retry (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_IO, "");

  for (guint code = 0; code < LEC_N_ERRORS; code++)
    switch (code)
      {
      case LEC_ERROR_STALLED:
      case LEC_ERROR_CRASHED:
      case LEC_ERROR_LIMIT:
        g_assert_cmpint (get_retry (code), ==, LEC_RETRY_COUNTED);
        break;
      case LEC_ERROR_NO_SPACE:
      case LEC_ERROR_PROTOCOL:
      case LEC_ERROR_WEB:
      case LEC_ERROR_INTERNAL:
        g_assert_cmpint (get_retry (code), ==, LEC_RETRY_UNCOUNTED);
        break;
      default:
        g_assert_cmpint (get_retry (code), ==, LEC_RETRY_NEVER);
      }
  g_assert_cmpint (lec_task_rules_get_retry (foreign), ==, LEC_RETRY_UNCOUNTED);
}

static void
test_exhausted (void)
{
  g_assert_true (lec_task_rules_is_exhausted (LEC_RETRY_NEVER, 1, 3, 0));
  g_assert_false (lec_task_rules_is_exhausted (LEC_RETRY_COUNTED, 2, 3, 5));
  g_assert_true (lec_task_rules_is_exhausted (LEC_RETRY_COUNTED, 3, 3, 5));
  g_assert_false (lec_task_rules_is_exhausted (LEC_RETRY_UNCOUNTED, 3, 3, 5));
  g_assert_false (lec_task_rules_is_exhausted (LEC_RETRY_UNCOUNTED, 1, 3, LEC_TASK_MAX_GENERATIONS - 2));
  g_assert_true (lec_task_rules_is_exhausted (LEC_RETRY_UNCOUNTED, 1, 3, LEC_TASK_MAX_GENERATIONS - 1));
  g_assert_false (lec_task_rules_is_exhausted (LEC_RETRY_LOST, LEC_TASK_MAX_LOSSES - 1, 3, 10));
  g_assert_true (lec_task_rules_is_exhausted (LEC_RETRY_LOST, LEC_TASK_MAX_LOSSES, 3, 10));
}

/* Whoever loses its worker goes on elsewhere at once. */
static void
test_delay (void)
{
  g_assert_cmpint (lec_task_rules_get_delay_us (LEC_RETRY_LOST, 0, 7), ==, 0);
  g_assert_cmpint (lec_task_rules_get_delay_us (LEC_RETRY_LOST, 1, 7), ==, lec_task_rules_get_backoff_us (0, 7));
  g_assert_cmpint (lec_task_rules_get_delay_us (LEC_RETRY_COUNTED, 1, 7), ==, lec_task_rules_get_backoff_us (1, 7));
}

/* Never over the limit, and spread over all of what is below. */
static void
test_backoff (void)
{
  static const gint64 limits_s[] = { 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600 };

  for (guint n = 0; n < G_N_ELEMENTS (limits_s); n++)
    {
      gint64 limit_us = limits_s[n] * G_USEC_PER_SEC, lowest_us = limit_us, highest_us = 0;
      double sum = 0;

      for (gint64 fence = 1; fence <= 1000; fence++)
        {
          gint64 backoff_us = lec_task_rules_get_backoff_us (n, fence);

          lowest_us = MIN (lowest_us, backoff_us);
          highest_us = MAX (highest_us, backoff_us);
          sum += (double) backoff_us / (double) limit_us;
        }
      g_assert_cmpint (lowest_us, >=, 0);
      g_assert_cmpint (highest_us, <, limit_us);
      g_assert_cmpint (lowest_us, <, limit_us / 50);
      g_assert_cmpint (highest_us, >, limit_us - limit_us / 50);
      g_assert_cmpfloat (sum / 1000, >, 0.45);
      g_assert_cmpfloat (sum / 1000, <, 0.55);
    }
  g_assert_cmpint (lec_task_rules_get_backoff_us (G_MAXUINT, 1), <, 3600 * G_GINT64_CONSTANT (1000000));
}

static void
test_job_status (void)
{
  static const struct
  {
    guint n_tasks[LEC_N_TASK_STATES]; /* queued, delayed, paused, running, done, dead, cancelled */
    gboolean pause_requested;
    LecJobStatus status;
  } cases[] = {
    { { 1, 0, 0, 0, 0, 0, 0 }, FALSE, LEC_JOB_QUEUED },
    { { 0, 1, 0, 0, 0, 0, 0 }, FALSE, LEC_JOB_QUEUED },
    { { 1, 0, 0, 0, 3, 0, 0 }, FALSE, LEC_JOB_QUEUED },
    { { 0, 0, 1, 0, 3, 0, 0 }, TRUE, LEC_JOB_PAUSED },
    { { 0, 0, 1, 1, 0, 0, 0 }, TRUE, LEC_JOB_PROCESSING },
    { { 0, 0, 0, 1, 0, 1, 0 }, FALSE, LEC_JOB_PROCESSING },
    { { 0, 0, 0, 0, 2, 1, 1 }, FALSE, LEC_JOB_FAILED },
    { { 0, 0, 0, 0, 2, 0, 1 }, FALSE, LEC_JOB_CANCELLED },
    { { 0, 0, 0, 0, 3, 0, 0 }, FALSE, LEC_JOB_COMPLETED },
    { { 0, 0, 0, 0, 3, 0, 0 }, TRUE, LEC_JOB_COMPLETED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (lec_task_rules_get_job_status (cases[i].n_tasks, cases[i].pause_requested), ==, cases[i].status);
}

static void
test_waiting_state (void)
{
  g_assert_cmpint (lec_task_rules_get_waiting_state (TRUE, TRUE, 5, 1), ==, LEC_TASK_CANCELLED);
  g_assert_cmpint (lec_task_rules_get_waiting_state (FALSE, TRUE, 5, 1), ==, LEC_TASK_PAUSED);
  g_assert_cmpint (lec_task_rules_get_waiting_state (FALSE, FALSE, 5, 1), ==, LEC_TASK_DELAYED);
  g_assert_cmpint (lec_task_rules_get_waiting_state (FALSE, FALSE, 5, 5), ==, LEC_TASK_QUEUED);
}

static void
test_state_names (void)
{
  LecTaskState state = LEC_TASK_QUEUED;

  for (guint i = 0; i < LEC_N_TASK_STATES; i++)
    {
      g_assert_true (lec_task_state_from_name (lec_task_state_get_name (i), &state));
      g_assert_cmpint (state, ==, i);
    }
  g_assert_false (lec_task_state_from_name ("gone", &state));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task-rules/retry", test_retry);
  g_test_add_func ("/task-rules/exhausted", test_exhausted);
  g_test_add_func ("/task-rules/backoff", test_backoff);
  g_test_add_func ("/task-rules/delay", test_delay);
  g_test_add_func ("/task-rules/job-status", test_job_status);
  g_test_add_func ("/task-rules/waiting-state", test_waiting_state);
  g_test_add_func ("/task-rules/state-names", test_state_names);
  return g_test_run ();
}
