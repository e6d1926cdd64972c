/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-load [--brief] [lectures] [fifty]
 *
 * Real workers on real lectures, with a PostgreSQL that syncs: how many lectures of ten minutes are
 * done in an hour with 1, 2 and 4 slots, and whether the state of a job is told as soon as ever
 * while 50 jobs are worked on at once. Beside that, how long a byte takes to another process and
 * back, twice: what a machine that has no processor to spare makes of the least there is.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child-cost.h"
#include "engine/cluster-jobs.h"
#include "hall.h"
#include "speed-clips.h"
#include "speed-run.h"

#define N_LECTURES    6 /* for each number of slots */
#define N_JOBS        50
#define N_WORKERS     4 /* with 2 slots each */
#define N_IDLE_READS  2000
#define READ_EVERY_US 5000
#define MAX_WAIT_S    3600
#define MAX_P99_RATIO 3.0

typedef struct
{
  Hall *hall;
  gboolean is_brief;
} Bench;

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-load: %s\n", error->message);
  exit (1);
}

/* The same film under another content: a box at its end that players skip. */
static char *
make_copy (Hall *hall,
           const char *film,
           guint number)
{
  g_autofree char *name = g_strdup_printf ("talk%u.mp4", number);
  char *path = g_build_filename (hall->folder, name, NULL);
  const guint8 box[12] = { 0, 0, 0, 12, 'f', 'r', 'e', 'e', 0, 0, (guint8) (number >> 8), (guint8) number };
  g_autoptr (GFile) from = g_file_new_for_path (film);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  stop_on (error);
  stream = g_file_append_to (to, G_FILE_CREATE_NONE, NULL, &error);
  stop_on (error);
  g_output_stream_write_all (G_OUTPUT_STREAM (stream), box, sizeof box, NULL, NULL, &error);
  stop_on (error);
  return path;
}

/* As a desk does it. */
static LecJobs *
open_jobs (Hall *hall)
{
  g_autoptr (GError) error = NULL;
  LecJobs *jobs = NULL;

  g_setenv ("DATABASE_URL", hall->url, TRUE);
  g_setenv ("REDIS_URL", redis_server_get_url (hall->redis), TRUE);
  g_setenv ("LECTERN_SHARED_FOLDER", hall->folder, TRUE);
  jobs = lec_cluster_jobs_open (NULL, NULL, &error);
  stop_on (error);
  return jobs;
}

static void
add_jobs (Hall *hall,
          LecJobs *jobs,
          const char *film,
          guint n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (LecJobRequest) request = lec_job_request_new ();
      LecJobsAdded added = LEC_JOBS_NEW;
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (request->videos, make_copy (hall, film, i));
      lec_jobs_add (jobs, request, 0, &added, NULL, &error);
      stop_on (error);
    }
}

static guint
count_over (Hall *hall)
{
  return (guint) hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status IN ('completed', 'failed', 'cancelled')");
}

static guint
count_completed (Hall *hall)
{
  return (guint) hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'completed'");
}

/* --- Lectures an hour --- */

static double
measure_lectures (Bench *bench,
                  const char *film,
                  guint n_slots)
{
  g_autofree char *slots = g_strdup_printf ("%u", n_slots);
  const char *const settings[] = { "WORKER_CONCURRENCY", slots, "LECTERN_LEASE", "30", NULL };
  Hall *hall = bench->hall;
  guint n_jobs = bench->is_brief ? 1 : N_LECTURES;
  g_autoptr (LecJobs) jobs = NULL;
  gint64 start_us = 0;
  double per_hour = 0;

  hall_begin (hall, 1);
  jobs = open_jobs (hall);
  add_jobs (hall, jobs, film, n_jobs);
  start_us = g_get_monotonic_time ();
  hall_start_worker (hall, 0, settings);
  while (count_over (hall) < n_jobs && g_get_monotonic_time () < start_us + MAX_WAIT_S * (gint64) G_USEC_PER_SEC)
    hall_sleep (100);
  per_hour = count_completed (hall) * 3600e6 / (double) (g_get_monotonic_time () - start_us);
  g_clear_pointer (&jobs, lec_jobs_free);
  hall_end (hall);
  return per_hour;
}

static gboolean
measure_hours (Bench *bench)
{
  static const guint n_slots[] = { 1, 2, 4 };
  g_autoptr (GError) error = NULL;
  g_autofree char *film = NULL;

  speed_clips_make (BENCH_DIR "/speed", &error);
  stop_on (error);
  film = speed_clips_find (BENCH_DIR "/speed", "speed-d", &error);
  stop_on (error);
  for (guint i = 0; i < G_N_ELEMENTS (n_slots); i++)
    {
      printf ("| lectures of ten minutes an hour, one worker, %u slots | %.0f | | |\n", n_slots[i],
              measure_lectures (bench, film, n_slots[i]));
      fflush (stdout);
    }

  return TRUE;
}

/* --- Fifty at once --- */

static double
read_status_us (LecJobs *jobs,
                guint job)
{
  g_autofree char *name = g_strdup_printf ("%u", job);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (LecJob) read = lec_jobs_get (jobs, name, NULL, NULL);

  return read != NULL ? (double) (g_get_monotonic_time () - start_us) : INFINITY;
}

typedef struct
{
  GArray *reads; /* (element-type double): µs; so are the others */
  GArray *echoes;
} Waits;

static void
waits_clear (Waits *self)
{
  g_array_unref (self->reads);
  g_array_unref (self->echoes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waits, waits_clear)

static void
waits_init (Waits *self)
{
  self->reads = g_array_new (FALSE, FALSE, sizeof (double));
  self->echoes = g_array_new (FALSE, FALSE, sizeof (double));
}

typedef struct
{
  int fd;
  pid_t pid;
} Echo;

static void
echo_start (Echo *self)
{
  int fds[2] = { -1, -1 };
  char byte = 0;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  self->pid = fork ();
  g_assert_cmpint (self->pid, >=, 0);
  if (self->pid == 0)
    {
      close (fds[0]);
      while (read (fds[1], &byte, 1) == 1 && write (fds[1], &byte, 1) == 1)
        ;
      _exit (0);
    }

  close (fds[1]);
  self->fd = fds[0];
}

static double
echo_ask_us (Echo *self)
{
  gint64 start_us = g_get_monotonic_time ();
  char byte = 0;

  for (guint i = 0; i < 2; i++)
    if (write (self->fd, &byte, 1) != 1 || read (self->fd, &byte, 1) != 1)
      return INFINITY;

  return (double) (g_get_monotonic_time () - start_us);
}

static void
echo_stop (Echo *self)
{
  close (self->fd);
  waitpid (self->pid, NULL, 0);
}

/* @values: (element-type double): sorted then */
static double
find_p99 (GArray *values)
{
  child_cost_find_median ((double *) (gpointer) values->data, values->len);
  return values->len > 0 ? g_array_index (values, double, values->len * 99 / 100) : INFINITY;
}

/* Any of the jobs, until all are over or @n_reads are done. */
static void
read_states (Hall *hall,
             LecJobs *jobs,
             Echo *echo,
             guint n_jobs,
             guint n_reads,
             Waits *waits)
{
  gint64 stop_us = g_get_monotonic_time () + MAX_WAIT_S * (gint64) G_USEC_PER_SEC;

  for (guint i = 0; i < n_reads && g_get_monotonic_time () < stop_us; i++)
    {
      double read_us = read_status_us (jobs, 1 + (guint) g_rand_int_range (hall->dice, 0, (gint32) n_jobs));
      double echo_us = 0;

      g_array_append_val (waits->reads, read_us);
      g_usleep (READ_EVERY_US);
      echo_us = echo_ask_us (echo);
      g_array_append_val (waits->echoes, echo_us);
      g_usleep (READ_EVERY_US);
      if (i % 100 == 99 && count_over (hall) == n_jobs)
        return;
    }
}

/* Twenty seconds. Returns: (transfer full) */
static char *
make_talk (Hall *hall)
{
  char *path = g_build_filename (hall->folder, "talk.mp4", NULL);
  const char *argv[] = {
    LECTURE_VIDEO, "builds", "--seed", "106", "--size", "640x360", "--seconds", "20", "-o", path, NULL
  };
  g_autoptr (GError) error = NULL;
  SpeedCost cost;

  speed_run (argv, &cost, &error);
  stop_on (error);
  return path;
}

static gboolean
measure_fifty (Bench *bench)
{
  static const char *const settings[] = { "WORKER_CONCURRENCY", "2", "LECTERN_LEASE", "30", NULL };
  g_auto (Waits) idle = { 0 };
  g_auto (Waits) busy = { 0 };
  Echo echo = { 0 };
  Hall *hall = bench->hall;
  guint n_jobs = bench->is_brief ? 8 : N_JOBS, n_completed = 0;
  g_autoptr (LecJobs) jobs = NULL;
  g_autofree char *film = NULL;
  double ratio = 0;

  waits_init (&idle);
  waits_init (&busy);
  echo_start (&echo);
  hall_begin (hall, 1);
  film = make_talk (hall);
  jobs = open_jobs (hall);
  add_jobs (hall, jobs, film, n_jobs);
  read_states (hall, jobs, &echo, n_jobs, N_IDLE_READS, &idle);
  for (guint i = 0; i < N_WORKERS; i++)
    hall_start_worker (hall, i, settings);
  read_states (hall, jobs, &echo, n_jobs, G_MAXUINT, &busy);
  n_completed = count_completed (hall);
  g_clear_pointer (&jobs, lec_jobs_free);
  hall_end (hall);
  echo_stop (&echo);

  ratio = find_p99 (busy.reads) / find_p99 (idle.reads);
  printf ("| %u jobs at once, %u workers with 2 slots each: completed | %u | %u | %s |\n", n_jobs, (guint) N_WORKERS,
          n_completed, n_jobs, n_completed == n_jobs ? "yes" : "NO");
  printf ("| likewise, p99 of reading a job's state, %.1f ms, against idle, %.1f ms | %.2f | ≤ %.0f | %s |\n",
          find_p99 (busy.reads) / 1000, find_p99 (idle.reads) / 1000, ratio, MAX_P99_RATIO,
          ratio <= MAX_P99_RATIO ? "yes" : "NO");
  printf ("| p99 of a byte to another process and back, twice, %.2f ms, against idle, %.2f ms | %.2f | | |\n",
          find_p99 (busy.echoes) / 1000, find_p99 (idle.echoes) / 1000,
          find_p99 (busy.echoes) / find_p99 (idle.echoes));
  return n_completed == n_jobs && ratio <= MAX_P99_RATIO;
}

int
main (int argc,
      char *argv[])
{
  gboolean all = argc == 1 || (argc == 2 && g_str_equal (argv[1], "--brief"));
  Bench bench = { .is_brief = g_strv_contains ((const char *const *) argv, "--brief") };
  gboolean is_well = TRUE;

  /* It was built only where there is. */
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  bench.hall = hall_open_to_measure ();
  if (bench.hall == NULL)
    {
      printf ("NOT RUN: redis-server or PostgreSQL is not installed\n");
      return 0;
    }

  bench.hall->program = LECTERN;
  printf ("| | ours | target | |\n|---|---|---|---|\n");
  if (all || g_strv_contains ((const char *const *) argv, "fifty"))
    is_well = measure_fifty (&bench);
  if (all || g_strv_contains ((const char *const *) argv, "lectures"))
    is_well = measure_hours (&bench) && is_well;
  hall_close (bench.hall);
  return is_well ? 0 : 1;
}
