/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-overhead: what the job system adds to a task, beside the least that could be done for one,
 * in turns; and to a lecture of ten minutes, beside its stages called one after the other in one
 * process.
 *
 *   bench-overhead [--tasks-only]
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "child-cost.h"
#include "engine/kept-slides.h"
#include "media/gstreamer.h"
#include "overhead-tasks.h"
#include "queue-run.h"
#include "speed-clips.h"

#define N_TASKS           40
#define N_ROUNDS          5
#define N_LECTURE_ROUNDS  9 /* the target is close to the noise */
#define TASKS_PER_CHILD   10
#define MAX_TASK_RATIO    4.0
#define MAX_LECTURE_RATIO 1.03

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-overhead: %s\n", error->message);
  exit (1);
}

/* Returns: whether it is as good as it has to be */
static gboolean
print_row (const char *what,
           const char *unit,
           double value,
           double least,
           double max_ratio)
{
  printf ("| %-34s | %8.1f %s | %5.3f | %s |\n", what, value, unit, value / least,
          value / least <= max_ratio ? "yes" : "NO");
  return value / least <= max_ratio;
}

static gboolean
compare_tasks (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-overhead-XXXXXX", NULL);
  double least[N_ROUNDS], fresh[N_ROUNDS], shared[N_ROUNDS], least_ms = 0;
  gboolean is_well = TRUE;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      least[i] = overhead_measure_least (folder, N_TASKS);
      fresh[i] = overhead_measure_tasks (folder, N_TASKS, 1);
      shared[i] = overhead_measure_tasks (folder, N_TASKS, TASKS_PER_CHILD);
    }
  remove_all (folder);

  least_ms = child_cost_find_median (least, N_ROUNDS);
  printf ("| a task that does nothing, wall     |             | ratio | ≤ %.0f |\n|-|-|-|-|\n", MAX_TASK_RATIO);
  print_row ("a bare spawn, two synced commits", "ms", least_ms, least_ms, MAX_TASK_RATIO);
  is_well &= print_row ("a task, a process for each", "ms", child_cost_find_median (fresh, N_ROUNDS), least_ms,
                        MAX_TASK_RATIO);
  is_well &= print_row ("a task, a process for ten", "ms", child_cost_find_median (shared, N_ROUNDS), least_ms,
                        MAX_TASK_RATIO);
  return is_well;
}

/* --- A lecture --- */

static void
ignore_progress_cb (double fraction,
                    double position_s,
                    gpointer user_data)
{
}

static void
ignore_slide_cb (const LecSlide *slide,
                 gpointer user_data)
{
}

/* The stages as they are, in this process. */
static int
run_directly (const char *video,
              const char *folder)
{
  static const char *const stages[] = { LEC_STAGE_PROBE, LEC_STAGE_EXTRACT, LEC_STAGE_RECOGNISE, LEC_STAGE_GENERATE };
  LecStageSink sink = { ignore_progress_cb, ignore_slide_cb, NULL };
  g_autoptr (GError) error = NULL;

  lec_gstreamer_init (&error);
  stop_on (error);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      g_autoptr (LecTask) task = lec_task_new ("direct", stages[i], folder);

      task->video = g_strdup (video);
      task->title = g_strdup ("talk");
      task->link_folder = g_strdup (folder);
      lec_stage_find (stages[i])->run (task, &sink, NULL, &error);
      stop_on (error);
    }

  return 0;
}

static double
measure_directly (const char *video)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-overhead-XXXXXX", NULL);
  const char *const argv[] = { "/proc/self/exe", "--direct", video, folder, NULL };
  g_autoptr (GError) error = NULL;
  ChildCost cost = { 0 };

  child_cost_run (argv, NULL, &cost, &error);
  stop_on (error);
  remove_all (folder);
  return cost.cpu_ms / 1000;
}

static double
measure_queued (const char *video)
{
  g_autoptr (GError) error = NULL;
  ChildCost cost = { 0 };

  queue_run_measure (&video, 1, 1, &cost, &error);
  stop_on (error);
  return cost.cpu_ms / 1000;
}

static gboolean
compare_lectures (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *video = NULL;
  double direct[N_LECTURE_ROUNDS], queued[N_LECTURE_ROUNDS], direct_s = 0;

  speed_clips_make (BENCH_DIR "/speed", &error);
  stop_on (error);
  video = speed_clips_find (BENCH_DIR "/speed", "speed-d", &error);
  stop_on (error);
  for (guint i = 0; i < N_LECTURE_ROUNDS; i++)
    {
      direct[i] = measure_directly (video);
      queued[i] = measure_queued (video);
    }

  direct_s = child_cost_find_median (direct, N_LECTURE_ROUNDS);
  printf ("| a lecture of ten minutes, processor |            | ratio | ≤ %.2f |\n|-|-|-|-|\n", MAX_LECTURE_RATIO);
  print_row ("its stages, in one process", "s ", direct_s, direct_s, MAX_LECTURE_RATIO);
  return print_row ("lectern add, lectern run", "s ", child_cost_find_median (queued, N_LECTURE_ROUNDS), direct_s,
                    MAX_LECTURE_RATIO);
}

int
main (int argc,
      char *argv[])
{
  gboolean is_well = FALSE;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return overhead_run_stages ();
  if (argc > 1 && g_str_equal (argv[1], "--nothing"))
    return 0;
  if (argc == 4 && g_str_equal (argv[1], "--direct"))
    return run_directly (argv[2], argv[3]);

  is_well = compare_tasks ();
  if (argc == 1)
    is_well &= compare_lectures ();

  return is_well ? 0 : 1;
}
