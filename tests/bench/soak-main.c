/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-soak [SECONDS [SEED]]
 *
 * Half an hour of jobs and faults, after which two workers that were never killed, only cut off,
 * stopped and left without their servers, have to be as large as they were: memory and open files
 * are sampled. Afterwards nothing may be lost, as after each fault (tests/faults).
 */
#include <stdio.h>
#include <stdlib.h>

#include "cases.h"
#include "programs.h"

#define DEFAULT_S  (30 * 60)
#define N_SPARED   2
#define N_WATCHED  (N_SPARED + 1) /* and this program */
#define EVERY_US   (5 * G_USEC_PER_SEC)
#define MAX_GROWTH 1.05
#define MAX_FILES  2 /* more at the end */
#define N_ROWS     10
#define KIB        1024.

typedef struct
{
  double memory_kib;
  double n_files;
} Sample;

typedef struct
{
  GArray *samples[N_WATCHED]; /* (element-type Sample) */
  gint64 next_us;
} Watch;

static Sample
take_sample (pid_t pid)
{
  g_autofree char *status_path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *files_path = g_strdup_printf ("/proc/%d/fd", (int) pid);
  g_autofree char *status = NULL;
  g_autoptr (GDir) files = g_dir_open (files_path, 0, NULL);
  const char *memory = NULL;
  Sample sample = { 0 };

  if (g_file_get_contents (status_path, &status, NULL, NULL) && (memory = strstr (status, "VmRSS:")) != NULL)
    sample.memory_kib = g_ascii_strtod (memory + strlen ("VmRSS:"), NULL);
  while (files != NULL && g_dir_read_name (files) != NULL)
    sample.n_files++;
  return sample;
}

static void
look_cb (Hall *hall,
         gpointer data)
{
  Watch *watch = data;

  if (g_get_monotonic_time () < watch->next_us)
    return;

  watch->next_us = g_get_monotonic_time () + EVERY_US;
  for (guint i = 0; i < N_WATCHED; i++)
    {
      pid_t pid = i < N_SPARED ? hall_get_pid (&hall->workers[i]) : getpid ();
      Sample sample = take_sample (pid);

      g_array_append_val (watch->samples[i], sample);
    }
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

/* The median of samples from @first on. */
static Sample
find_median (const GArray *samples,
             guint first,
             guint n)
{
  g_autofree double *memory = g_new0 (double, n + 1);
  g_autofree double *files = g_new0 (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      memory[i] = g_array_index (samples, Sample, first + i).memory_kib;
      files[i] = g_array_index (samples, Sample, first + i).n_files;
    }
  qsort (memory, n, sizeof (double), compare_numbers);
  qsort (files, n, sizeof (double), compare_numbers);
  return (Sample){ memory[n / 2], files[n / 2] };
}

static void
print_samples (const Watch *watch)
{
  guint n = watch->samples[0]->len / N_ROWS;

  printf ("| part of the time | first worker | second worker | who adds |\n|---|---|---|---|\n");
  for (guint row = 0; n > 0 && row < N_ROWS; row++)
    {
      printf ("| %u/%u |", row + 1, (guint) N_ROWS);
      for (guint i = 0; i < N_WATCHED; i++)
        {
          Sample sample = find_median (watch->samples[i], row * n, n);

          printf (" %.1f MiB, %.0f files |", sample.memory_kib / KIB, sample.n_files);
        }
      printf ("\n");
    }
}

/* In the second quarter all that is kept is there. Returns: whether it is flat since then */
static gboolean
judge_samples (const GArray *samples,
               const char *name)
{
  guint quarter = samples->len / 4;
  Sample before = { 0 }, after = { 0 };
  gboolean is_flat = FALSE;

  if (quarter == 0)
    return FALSE;

  before = find_median (samples, quarter, quarter);
  after = find_median (samples, 3 * quarter, quarter);
  is_flat = after.memory_kib <= MAX_GROWTH * before.memory_kib && after.n_files <= before.n_files + MAX_FILES;
  printf ("| %s, last quarter against the second: memory %.1f of %.1f MiB, files %.0f of %.0f | %.3f | ≤ %.2f | %s |\n",
          name, after.memory_kib / KIB, before.memory_kib / KIB, after.n_files, before.n_files,
          after.memory_kib / before.memory_kib, MAX_GROWTH, is_flat ? "yes" : "NO");
  return is_flat;
}

static gboolean
soak (Hall *hall,
      guint duration_s,
      guint32 seed)
{
  static const char *const names[N_WATCHED] = { "first worker", "second worker", "who adds" };
  Watch watch = { { NULL } };
  HallTruth truth = { 0 };
  gboolean is_well = FALSE;

  for (guint i = 0; i < N_WATCHED; i++)
    watch.samples[i] = g_array_new (FALSE, FALSE, sizeof (Sample));
  hall_begin (hall, seed);
  fault_mix_for (hall, duration_s, N_SPARED, look_cb, &watch);
  hall_await_end (hall, 300);
  hall_remark (hall, "%u tried again by hand", hall_retry_failed (hall));
  hall_judge (hall, &truth);
  printf ("seed %u: %u s, %u jobs, %u tasks, %u done to programs, %u tries again, %s\n", seed, duration_s,
          hall->n_added, truth.n_tasks, hall->n_kills, truth.n_again, hall->remark->str);
  printf ("%u completed, %u lost, %u twice, %u not over, %u hints left, %u in the outbox\n", truth.n_completed,
          truth.n_lost, truth.n_twice, truth.n_open, truth.n_pending, truth.n_outbox);
  is_well = hall->n_wrong == 0 && truth.n_lost + truth.n_twice + truth.n_open + truth.n_pending + truth.n_outbox == 0;
  hall_end (hall);
  print_samples (&watch);
  printf ("| | ours | target | |\n|---|---|---|---|\n");
  for (guint i = 0; i < N_WATCHED; i++)
    {
      is_well = judge_samples (watch.samples[i], names[i]) && is_well;
      g_array_unref (watch.samples[i]);
    }
  return is_well;
}

int
main (int argc,
      char *argv[])
{
  guint duration_s = argc > 1 ? (guint) atoi (argv[1]) : DEFAULT_S;
  guint32 seed = argc > 2 ? (guint32) g_ascii_strtoull (argv[2], NULL, 10) : g_random_int ();
  gboolean is_well = TRUE;
  Hall *hall = NULL;
  int status = 0;

  if (programs_run (argc, argv, &status))
    return status;

  /* It was built only where there is. */
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  hall = hall_open ();
  if (hall == NULL)
    {
      printf ("NOT RUN: redis-server or PostgreSQL is not installed\n");
      return 0;
    }

  is_well = soak (hall, duration_s, seed);
  hall_close (hall);
  return is_well ? 0 : 1;
}
