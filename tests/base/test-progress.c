/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weights, bounds and the time left, with a made-up clock.
 */
#include <math.h>

#include "base/progress.h"

static void
test_weights (void)
{
  g_autoptr (LecProgress) root = lec_progress_new ();
  LecProgress *first = lec_progress_add_step (root, 3);
  LecProgress *second = lec_progress_add_step (root, 1);
  LecProgress *half = lec_progress_add_step (second, 1);

  lec_progress_add_step (second, 1);
  g_assert_cmpfloat (lec_progress_get_fraction (root), ==, 0);
  lec_progress_set_fraction (first, 1);
  g_assert_cmpfloat (lec_progress_get_fraction (root), ==, 0.75);
  lec_progress_set_fraction (half, 1);
  g_assert_cmpfloat (lec_progress_get_fraction (root), ==, 0.875);
}

static void
test_bounds (void)
{
  g_autoptr (LecProgress) root = lec_progress_new ();

  lec_progress_set_fraction (root, 0.5);
  lec_progress_set_fraction (root, 0.2);
  g_assert_cmpfloat (lec_progress_get_fraction (root), ==, 0.5);
  lec_progress_set_fraction (root, NAN);
  g_assert_cmpfloat (lec_progress_get_fraction (root), ==, 0.5);
  lec_progress_set_fraction (root, 7);
  g_assert_cmpfloat (lec_progress_get_fraction (root), ==, 1);
}

static void
run_to (LecProgress *progress,
        gint64 *now_us,
        double seconds,
        double to)
{
  double from = lec_progress_get_fraction (progress);
  int n_steps = (int) (seconds * 10);

  for (int i = 1; i <= n_steps; i++)
    {
      *now_us += G_USEC_PER_SEC / 10;
      lec_progress_set_fraction (progress, from + (to - from) * i / n_steps);
      lec_progress_tick (progress, *now_us);
    }
}

static void
test_left (void)
{
  g_autoptr (LecProgress) root = lec_progress_new ();
  gint64 now_us = 1000000;

  g_assert_cmpfloat (lec_progress_get_left_s (root), <, 0);
  lec_progress_tick (root, now_us);
  run_to (root, &now_us, 1, 0.01);
  g_assert_cmpfloat (lec_progress_get_left_s (root), <, 0);
  run_to (root, &now_us, 49, 0.5);
  g_assert_cmpfloat_with_epsilon (lec_progress_get_left_s (root), 50, 2);
  run_to (root, &now_us, 50, 1);
  g_assert_cmpfloat (lec_progress_get_left_s (root), ==, 0);
}

/* What has hardly begun says nothing about the rest: a first slide takes longer than others. */
static void
test_slow_start (void)
{
  g_autoptr (LecProgress) root = lec_progress_new ();
  gint64 now_us = 0;

  lec_progress_tick (root, now_us);
  run_to (root, &now_us, 5, 0.01);
  g_assert_cmpfloat (lec_progress_get_left_s (root), <, 0);
  run_to (root, &now_us, 5, 0.5);
  g_assert_cmpfloat (lec_progress_get_left_s (root), >, 0);
}

/* When the pace drops to a fifth, half a minute later the time left is nearer to the new pace. */
static void
test_pace_changes (void)
{
  g_autoptr (LecProgress) root = lec_progress_new ();
  gint64 now_us = 0;

  lec_progress_tick (root, now_us);
  run_to (root, &now_us, 40, 0.4);
  run_to (root, &now_us, 40, 0.48);
  g_assert_cmpfloat (lec_progress_get_left_s (root), >, 100);
  g_assert_cmpfloat (lec_progress_get_left_s (root), <, 260);
}

/* Standing still makes the time left grow; it never becomes a division by zero. */
static void
test_stall (void)
{
  g_autoptr (LecProgress) root = lec_progress_new ();
  gint64 now_us = 0;
  double before_s = 0;

  lec_progress_tick (root, now_us);
  run_to (root, &now_us, 10, 0.5);
  before_s = lec_progress_get_left_s (root);
  run_to (root, &now_us, 100, 0.5);
  g_assert_cmpfloat (lec_progress_get_left_s (root), >, before_s);
  g_assert_true (isfinite (lec_progress_get_left_s (root)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/weights", test_weights);
  g_test_add_func ("/progress/bounds", test_bounds);
  g_test_add_func ("/progress/left", test_left);
  g_test_add_func ("/progress/slow-start", test_slow_start);
  g_test_add_func ("/progress/pace-changes", test_pace_changes);
  g_test_add_func ("/progress/stall", test_stall);
  return g_test_run ();
}
