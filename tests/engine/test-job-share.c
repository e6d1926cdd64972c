/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a stage's progress and time left say of its job.
 */
#include <math.h>

#include "engine/job-share.h"

/* As they are in the table of stages, roughly. */
static const double weights[] = { 0.72, 0.24, 0.04 };

static void
assert_near (double value,
             double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 1e-6);
}

static void
test_progress (void)
{
  LecJobShare first = lec_job_share_of (weights, 3, 0);
  LecJobShare second = lec_job_share_of (weights, 3, 1);
  LecJobShare last = lec_job_share_of (weights, 3, 2);

  assert_near (lec_job_share_get_progress (&first, 0), 0);
  assert_near (lec_job_share_get_progress (&first, 0.5), 0.36);
  assert_near (lec_job_share_get_progress (&second, 0), 0.72);
  assert_near (lec_job_share_get_progress (&second, 1), 0.96);
  assert_near (lec_job_share_get_progress (&last, 1), 1);
}

static void
test_left (void)
{
  static const struct
  {
    guint stage;
    double fraction;
    double left_s;
    double expected_s;
  } rows[] = {
    /* Half of 0.72 takes 90 s, so 0.36 + 0.28 takes 160 s. */
    { 0, 0.5, 90, 160 },
    /* All of it would take 72 s, so the job takes 100 s. */
    { 0, 0, 72, 100 },
    /* 0.018 takes 1.8 s; the 0.28 that follows is not forgotten when it is nearly done. */
    { 0, 0.975, 1.8, 29.8 },
    { 1, 0.5, 12, 16 },
    /* The last one knows it itself, to its end. */
    { 2, 0.5, 2, 2 },
    { 2, 1, 0, 0 },
    /* Nothing was measured, or nothing is left to measure. */
    { 0, 0.02, -1, -1 },
    { 2, 0.02, -1, -1 },
    { 0, 1, 0, -1 },
    { 1, 0.9999, 0.01, -1 },
    { 0, 0.5, NAN, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LecJobShare share = lec_job_share_of (weights, G_N_ELEMENTS (weights), rows[i].stage);

      g_test_message ("row %u", i);
      assert_near (lec_job_share_get_left_s (&share, rows[i].fraction, rows[i].left_s), rows[i].expected_s);
    }
}

/* Weights need not add up to 1, and one stage may be all of it. */
static void
test_odd_weights (void)
{
  static const double odd[] = { 3, 1 };
  LecJobShare share = lec_job_share_of (odd, 2, 0);
  LecJobShare all = lec_job_share_of (odd, 1, 0);

  assert_near (share.own, 0.75);
  assert_near (lec_job_share_get_left_s (&share, 0, 30), 40);
  assert_near (lec_job_share_get_left_s (&all, 0.3, 30), 30);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job-share/progress", test_progress);
  g_test_add_func ("/job-share/left", test_left);
  g_test_add_func ("/job-share/odd-weights", test_odd_weights);
  return g_test_run ();
}
