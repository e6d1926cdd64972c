/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-beside: two jobs at once beside the same two one after the other, in turns; and how many
 * cores one job keeps busy of which everything has to be decoded, alone in a pool for two. Wall
 * times: the machine has to be quiet, with two cores.
 *
 *   bench-beside [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>

#include "queue-run.h"
#include "speed-clips.h"

#define CLIPS          BENCH_DIR "/speed"
#define DEFAULT_ROUNDS 5
#define MAX_ROUNDS     15
#define MAX_WALL_RATIO 1.05
#define MAX_CPU_RATIO  1.10
#define MIN_CORES      1.6
#define MAX_LOAD       0.5 /* of others, before the first run */

typedef struct
{
  double wall_s[MAX_ROUNDS];
  double cpu_s[MAX_ROUNDS];
} Side;

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-beside: %s\n", error->message);
  exit (1);
}

static void
measure (const char *const *videos,
         guint n_videos,
         guint concurrency,
         Side *side,
         guint round)
{
  g_autoptr (GError) error = NULL;
  ChildCost cost = { 0 };

  queue_run_measure (videos, n_videos, concurrency, &cost, &error);
  stop_on (error);
  side->wall_s[round] = cost.wall_ms / 1000;
  side->cpu_s[round] = cost.cpu_ms / 1000;
}

/* Returns: whether it is as good as it has to be */
static gboolean
compare (Side *apart,
         Side *together,
         guint n_rounds)
{
  double apart_s = child_cost_find_median (apart->wall_s, n_rounds);
  double apart_cpu_s = child_cost_find_median (apart->cpu_s, n_rounds);
  double together_s = child_cost_find_median (together->wall_s, n_rounds);
  double together_cpu_s = child_cost_find_median (together->cpu_s, n_rounds);
  gboolean is_fast = together_s <= apart_s * MAX_WALL_RATIO;
  gboolean is_cheap = together_cpu_s <= apart_cpu_s * MAX_CPU_RATIO;

  printf ("| two jobs          | wall    | processor |\n|-|-|-|\n");
  printf ("| one after another | %5.1f s | %7.1f s |\n", apart_s, apart_cpu_s);
  printf ("| at once           | %5.1f s | %7.1f s |\n", together_s, together_cpu_s);
  printf ("| times             | %5.2f   | %7.2f   |\n", together_s / apart_s, together_cpu_s / apart_cpu_s);
  printf ("| at most           | %5.2f%s | %7.2f%s |\n", MAX_WALL_RATIO, is_fast ? "  " : " NO", MAX_CPU_RATIO,
          is_cheap ? "  " : " NO");

  return is_fast && is_cheap;
}

/* What else runs takes from all wall times. */
static void
report_load (void)
{
  double load = 0;

  if (getloadavg (&load, 1) == 1 && load > MAX_LOAD)
    printf ("the machine is busy (load %.1f): fewer cores seem to be used than there would be\n\n", load);
}

static gboolean
report_alone (Side *alone,
              guint n_rounds)
{
  double cores[MAX_ROUNDS], median = 0;

  for (guint i = 0; i < n_rounds; i++)
    cores[i] = alone->cpu_s[i] / alone->wall_s[i];
  median = child_cost_find_median (cores, n_rounds);
  printf ("\none job alone, all of it decoded: %.2f cores busy (at least %.1f%s)\n", median, MIN_CORES,
          median >= MIN_CORES ? "" : ": NO");

  return median >= MIN_CORES;
}

int
main (int argc,
      char *argv[])
{
  static const char *const names[] = { "speed-d", "speed-g", "speed-noisy" };
  guint n_rounds = argc > 1 ? (guint) CLAMP (atoi (argv[1]), 1, MAX_ROUNDS) : DEFAULT_ROUNDS;
  const char *videos[G_N_ELEMENTS (names)] = { NULL };
  Side apart = { { 0 } }, together = { { 0 } }, alone = { { 0 } };
  g_autoptr (GError) error = NULL;
  gboolean is_well = FALSE;

  speed_clips_make (CLIPS, &error);
  stop_on (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      videos[i] = speed_clips_find (CLIPS, names[i], &error);
      stop_on (error);
    }
  report_load ();
  for (guint i = 0; i < n_rounds; i++)
    {
      measure (videos, 2, 1, &apart, i);
      measure (videos, 2, 2, &together, i);
      measure (&videos[2], 1, 2, &alone, i);
    }

  is_well = compare (&apart, &together, n_rounds);
  is_well &= report_alone (&alone, n_rounds);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free ((char *) videos[i]);
  return is_well ? 0 : 1;
}
