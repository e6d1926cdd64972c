/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-cluster [--brief] [noop] [latency] [recovery]
 *
 * What cluster mode costs, with a PostgreSQL that syncs: tasks that do nothing, in turns with
 * Celery on the same Redis; how long after it was added a task begins, in turns with the least that
 * could be done; how soon another worker has what a killed one had.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "celery-run.h"
#include "child-cost.h"
#include "engine/cluster-relay.h"
#include "hall.h"
#include "programs.h"
#include "queue/redis-queue.h"

#define N_PROGRAMS   2 /* each with one task at a time */
#define N_ROUNDS     5
#define BEGIN_SHARE  0.9 /* of the tasks are left when the clock is started */
#define END_SHARE    0.1
#define MAX_WAIT_S   180
#define POLL_US      (10 * 1000)
#define RELAY_WINDOW 16

#define MAX_MEDIAN_RATIO 3.0
#define MAX_P95_RATIO    6.0
#define RECOVERS_IN_S    2.0

typedef struct
{
  Hall *hall;
  gboolean is_brief;
} Bench;

/* --- No-op tasks --- */

static void
add_noops (Hall *hall,
           guint n_tasks)
{
  g_autofree char *script = g_strdup_printf (
    "INSERT INTO jobs (job_id, source, options, status, created_at)"
    "  SELECT 'n' || n, '%s/quick-' || n, '{\"videos\":[\"%s/quick-' || n || '\"]}', 'queued', 0"
    "  FROM generate_series (1, %u) AS n;"
    "INSERT INTO tasks (job, stage, queue, state) SELECT id, 'extract', 'extraction', 'queued' FROM jobs;"
    "ANALYZE",
    hall->folder, hall->folder, n_tasks);

  hall_tell (hall, script);
}

static guint
count_ours (gpointer data)
{
  return (guint) hall_ask (data, "SELECT COUNT(*) FROM tasks WHERE state = 'queued'");
}

/* Returns: tasks a second, between the first tenth and the last; 0 when they never end */
static double
measure_rate (guint (*count) (gpointer data),
              gpointer data,
              guint n_tasks)
{
  gint64 stop_us = g_get_monotonic_time () + MAX_WAIT_S * G_USEC_PER_SEC;
  gint64 begin_us = 0;
  guint n_begun = 0, n_left = n_tasks;

  while (n_left > END_SHARE * n_tasks && g_get_monotonic_time () < stop_us)
    {
      n_left = count (data);
      if (begin_us == 0 && n_left <= BEGIN_SHARE * n_tasks)
        {
          begin_us = g_get_monotonic_time ();
          n_begun = n_left;
        }
      g_usleep (POLL_US);
    }
  if (n_left > END_SHARE * n_tasks)
    return 0;

  return (n_begun - n_left) * 1e6 / (double) (g_get_monotonic_time () - begin_us);
}

static double
run_ours (Hall *hall,
          guint n_tasks,
          const char *per_child)
{
  const char *const settings[] = { "WORKER_CONCURRENCY", "1", "WORKER_MAX_TASKS_PER_CHILD", per_child,
                                   "LECTERN_LEASE", "30", PROGRAMS_N_TASKS, "1", PROGRAMS_NOTES, "", NULL };
  double rate = 0;

  hall_begin (hall, 1);
  add_noops (hall, n_tasks);
  for (guint i = 0; i < N_PROGRAMS; i++)
    hall_start_worker (hall, i, settings);
  rate = measure_rate (count_ours, hall, n_tasks);
  hall_end (hall);
  return rate;
}

static double
run_celery (Hall *hall,
            guint n_tasks,
            const char *per_child)
{
  double rate = 0;
  g_autoptr (CeleryRun) celery = NULL;

  hall_begin (hall, 1);
  celery = celery_run_start (redis_server_get_url (hall->redis), hall->client, hall->folder, N_PROGRAMS, n_tasks,
                             per_child);
  rate = measure_rate (celery_run_count_left, celery, n_tasks);
  celery_run_stop (celery);
  hall_end (hall);
  return rate;
}

static gboolean
compare_noops (Bench *bench,
               const char *per_child,
               guint n_tasks)
{
  guint n_rounds = bench->is_brief ? 1 : N_ROUNDS;
  double ours[N_ROUNDS], theirs[N_ROUNDS], ratios[N_ROUNDS], ratio = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      ours[i] = run_ours (bench->hall, n_tasks, per_child);
      theirs[i] = run_celery (bench->hall, n_tasks, per_child);
      ratios[i] = ours[i] / theirs[i];
    }
  ratio = child_cost_find_median (ratios, n_rounds);
  printf ("| tasks that do nothing a second, 2 workers, %s a process, ours %.0f, Celery's %.0f | %.2f | ≥ 1 | %s |\n",
          per_child, child_cost_find_median (ours, n_rounds), child_cost_find_median (theirs, n_rounds), ratio,
          ratio >= 1 ? "yes" : "NO");
  fflush (stdout);
  return ratio >= 1;
}

static gboolean
measure_noops (Bench *bench)
{
  gboolean is_well = TRUE;

  if (!celery_run_is_installed ())
    {
      printf ("| NOT RUN: Celery is not installed | | | |\n");
      return TRUE;
    }

  is_well = compare_noops (bench, "10", bench->is_brief ? 300 : 1500);
  return compare_noops (bench, "1", bench->is_brief ? 100 : 400) && is_well;
}

/* --- From adding to beginning --- */

/* The least: a row that is safe, and a message. */
static double
measure_least_ms (Hall *hall,
                  guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  const char *const words[] = { "XADD", "bench", "*", "task", text, NULL };
  gint64 start_us = g_get_monotonic_time ();

  hall_tell (hall, "INSERT INTO bench (n) VALUES (1)");
  hall_run_redis (hall, words);
  return (double) (g_get_monotonic_time () - start_us) / 1000;
}

/* When a worker noted that the job began for the @nth time, since 1970 in µs; 0: not yet. */
static gint64
find_beginning (const char *notes,
                gint64 job,
                guint nth)
{
  g_autofree char *mark = g_strdup_printf ("%" G_GINT64_FORMAT " ", job);
  g_auto (GStrv) lines = g_strsplit (notes, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, mark) && --nth == 0)
      return g_ascii_strtoll (*line + strlen (mark), NULL, 10);

  return 0;
}

static gint64
await_beginning (Hall *hall,
                 gint64 job,
                 guint nth,
                 guint timeout_ms)
{
  g_autofree char *path = g_build_filename (hall->folder, PROGRAMS_BEGAN, NULL);
  gint64 begun_us = 0;

  for (guint i = 0; i < timeout_ms / 2 && begun_us == 0; i++)
    {
      g_autofree char *notes = NULL;

      g_usleep (2000);
      if (g_file_get_contents (path, &notes, NULL, NULL))
        begun_us = find_beginning (notes, job, nth);
    }

  return begun_us;
}

/* As "lectern add" does it (engine/jobs): the row, then the hint, then the row of the outbox. */
static double
measure_start_ms (Hall *hall,
                  LecQueue *queue,
                  guint number)
{
  g_autofree char *video = programs_build_video (hall->folder, "quick", number);
  LecClusterTarget target = { queue, "extraction", RELAY_WINDOW };
  gint64 start_us = g_get_real_time ();
  gint64 job = hall_submit (hall, video, &target);

  return (double) (await_beginning (hall, job, 1, 10000) - start_us) / 1000;
}

static gboolean
print_ratio (const char *name,
             double ours,
             double least,
             double max_ratio)
{
  printf ("| from adding a task to its beginning, idle, %s, %.1f ms, against commit and XADD, %.1f ms | %.2f | ≤ %.0f "
          "| %s |\n",
          name, ours, least, ours / least, max_ratio, ours / least <= max_ratio ? "yes" : "NO");
  return ours / least <= max_ratio;
}

static gboolean
measure_latency (Bench *bench)
{
  guint n = bench->is_brief ? 40 : 400;
  Hall *hall = bench->hall;
  g_autofree double *ours = g_new0 (double, n);
  g_autofree double *least = g_new0 (double, n);
  g_autoptr (LecQueue) queue = NULL;
  HallWorker *worker = NULL;
  const char *const *settings = NULL;
  double median = 0, least_median = 0;
  gboolean is_well = FALSE;

  hall_begin (hall, 1);
  hall_tell (hall, "CREATE TABLE bench (n bigint)");
  queue = lec_redis_queue_new (hall->client, "adder");
  settings = (const char *[]){ PROGRAMS_N_TASKS, "1", "LECTERN_LEASE", "30", PROGRAMS_TIMES, hall->folder, NULL };
  worker = hall_start_worker (hall, 0, settings);
  hall_await_log (worker, 0, "\"ready", 10000);
  for (guint i = 0; i < n; i++)
    {
      least[i] = measure_least_ms (hall, i);
      ours[i] = measure_start_ms (hall, queue, i);
      hall_sleep ((guint) g_rand_int_range (hall->dice, 10, 60));
    }
  hall_end (hall);

  median = child_cost_find_median (ours, n);
  least_median = child_cost_find_median (least, n);
  is_well = print_ratio ("median", median, least_median, MAX_MEDIAN_RATIO);
  return print_ratio ("p95", ours[n * 95 / 100], least[n * 95 / 100], MAX_P95_RATIO) && is_well;
}

/* --- After a kill --- */

/* Returns: from the death of the one that has the job to its beginning at the other one, in s */
static double
measure_recovery (Hall *hall,
                  const char *lease)
{
  HallWorker *first = NULL;
  gint64 killed_us = 0, job = 0;
  double recovery_s = 0;
  g_autofree char *video = NULL;
  const char *const *settings = NULL;

  hall_begin (hall, 1);
  settings = (const char *[]){ "LECTERN_LEASE", lease, PROGRAMS_N_TASKS, "1", PROGRAMS_TIMES, hall->folder, NULL };
  first = hall_start_worker (hall, 0, settings);
  hall_await_log (first, 0, "\"leads\"", 10000);
  video = programs_build_video (hall->folder, "slow-60000", 1);
  job = hall_submit (hall, video, NULL);
  await_beginning (hall, job, 1, 10000);
  hall_start_worker (hall, 1, settings);
  hall_await_log (&hall->workers[1], 0, "\"ready", 10000);
  hall_sleep (1000 + (guint) g_random_int_range (0, 1000));
  killed_us = g_get_real_time ();
  hall_kill_worker (hall, first);
  recovery_s = (double) (await_beginning (hall, job, 2, 60000) - killed_us) / G_USEC_PER_SEC;
  hall_end (hall);
  return recovery_s;
}

static gboolean
measure_recoveries (Bench *bench)
{
  static const char *const leases[] = { "2", "10", "30" };
  guint n_leases = bench->is_brief ? 1 : G_N_ELEMENTS (leases);
  guint n_rounds = bench->is_brief ? 2 : N_ROUNDS;
  gboolean is_well = TRUE;

  for (guint i = 0; i < n_leases; i++)
    {
      double most_s = 0, target_s = atof (leases[i]) + RECOVERS_IN_S;

      for (guint j = 0; j < n_rounds; j++)
        {
          double recovery_s = measure_recovery (bench->hall, leases[i]);

          most_s = recovery_s < 0 ? INFINITY : MAX (most_s, recovery_s);
        }
      printf ("| the leader killed at its task, until another has it, most of %u, lease %s s | %.1f s | ≤ %.0f s | %s "
              "|\n",
              n_rounds, leases[i], most_s, target_s, most_s <= target_s ? "yes" : "NO");
      is_well = is_well && most_s <= target_s;
    }

  return is_well;
}

static const struct
{
  const char *name;
  gboolean (*measure) (Bench *bench);
} parts[] = { { "noop", measure_noops }, { "latency", measure_latency }, { "recovery", measure_recoveries } };

static gboolean
is_wanted (const char *name,
           int argc,
           char *argv[])
{
  gboolean is_named = FALSE, has_names = FALSE;

  for (int i = 1; i < argc; i++)
    {
      has_names = has_names || *argv[i] != '-';
      is_named = is_named || g_str_equal (argv[i], name);
    }

  return is_named || !has_names;
}

int
main (int argc,
      char *argv[])
{
  Bench bench = { 0 };
  gboolean is_well = TRUE;
  int status = 0;

  if (programs_run (argc, argv, &status))
    return status;

  /* It was built only where there is. */
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  bench.is_brief = g_strv_contains ((const char *const *) argv, "--brief");
  bench.hall = hall_open_to_measure ();
  if (bench.hall == NULL)
    {
      printf ("NOT RUN: redis-server or PostgreSQL is not installed\n");
      return 0;
    }

  printf ("| | ours | target | |\n|---|---|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_wanted (parts[i].name, argc, argv))
      is_well = parts[i].measure (&bench) && is_well;
  hall_close (bench.hall);
  return is_well ? 0 : 1;
}
