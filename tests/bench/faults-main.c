/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills what adds to the queue and what works on it, at random moments, again and again: the
 * program, or one of its task processes. The stages follow a script and take no time, so most of
 * the time is spent where it hurts: between stages. What must be true afterwards is looked for
 * outside the database (faults-truth.h).
 *
 * usage: bench-faults [JOBS [KILLS [SEED]]]
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/jobs.h"
#include "engine/scripted-stages.h"
#include "faults-truth.h"

#define DEFAULT_JOBS        500
#define DEFAULT_KILLS       300
#define MAX_WAIT_US         (300 * 1000)
#define MAX_WAIT_IN_STEP_US (40 * 1000)
#define MAX_STEP_US         (2 * G_USEC_PER_SEC) /* until a stage begins */
#define LOOK_US             1000
#define CONCURRENCY         2
#define CHILD_SHARE         0.3 /* of the kills */
#define KILLS_PER_ADDER     10  /* one kill in so many hits the program that adds jobs */

typedef struct
{
  FaultsPlace place;
  char *log; /* of the stages that have begun */
  GRand *dice;
  guint n_adders; /* killed; so are n_programs and n_children */
  guint n_programs;
  guint n_children;
  guint n_given_up; /* and tried again by hand */
} Bench;

static LecJobs *
open_jobs (const char *data)
{
  g_autoptr (GError) error = NULL;
  LecJobs *jobs = lec_jobs_open (data, NULL, NULL, &error);

  faults_stop_on (error);
  return jobs;
}

/* --- The programs that are killed --- */

/* As "lectern add" for each of the videos; what was added before stays as it is. */
static int
add_all (const char *folder,
         const char *data,
         const char *added_path,
         guint n_jobs)
{
  g_autoptr (LecJobs) jobs = open_jobs (data);

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (LecJobRequest) request = lec_job_request_new ();
      g_autofree char *name = g_strdup_printf ("talk%u.mp4", i);
      g_autoptr (GError) error = NULL;
      LecJobsAdded added = LEC_JOBS_NEW;
      gint64 job = 0;

      g_ptr_array_add (request->videos, g_build_filename (folder, name, NULL));
      job = lec_jobs_add (jobs, request, 0, &added, NULL, &error);
      faults_stop_on (error);
      faults_note (added_path, job);
    }

  return 0;
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  if (event->kind == LEC_JOBS_COMPLETED)
    faults_note (user_data, event->job->id);
}

static int
run_until_empty (const char *data,
                 const char *done_path)
{
  g_autoptr (LecJobs) jobs = open_jobs (data);
  LecWorkOptions options = { .concurrency = CONCURRENCY };
  LecJobsListener listener = { .event = event_cb, .user_data = (gpointer) done_path };
  g_autoptr (GError) error = NULL;

  lec_jobs_run (jobs, &options, &listener, NULL, &error);
  faults_stop_on (error);
  return 0;
}

/* --- The killer --- */

static GSubprocess *
start (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_NONE, &error);

  faults_stop_on (error);
  return process;
}

static GSubprocess *
start_runner (Bench *bench)
{
  const char *const arguments[] = { "/proc/self/exe", "--run", bench->place.data, bench->place.done, NULL };

  return start (arguments);
}

static GSubprocess *
start_adder (Bench *bench)
{
  g_autofree char *n_jobs = g_strdup_printf ("%u", bench->place.n_jobs);
  const char *const arguments[] = {
    "/proc/self/exe", "--add", bench->place.folder, bench->place.data, bench->place.added, n_jobs, NULL
  };

  return start (arguments);
}

/* The first process that a thread of @pid has started. Returns: 0 when there is none */
static int
find_child (const char *pid)
{
  g_autofree char *threads = g_strdup_printf ("/proc/%s/task", pid);
  g_autoptr (GDir) dir = g_dir_open (threads, 0, NULL);
  const char *thread = NULL;

  while (dir != NULL && (thread = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (threads, thread, "children", NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL) && *text != '\0')
        return atoi (text);
    }

  return 0;
}

/* Whether @stage has begun since the log of stages was @offset bytes long. */
static gboolean
has_begun (Bench *bench,
           const char *stage,
           gsize offset)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  return g_file_get_contents (bench->log, &text, &length, NULL) && length > offset &&
         strstr (text + offset, stage) != NULL;
}

/* Either any moment of the program's life, its start and its end too, or soon after one of the
 * stages has begun: each gets its share. */
static void
wait_for_moment (Bench *bench,
                 gsize offset)
{
  static const char *const moments[] = { NULL, "probe", "extract", "recognise", "generate" };
  const char *stage = moments[g_rand_int_range (bench->dice, 0, G_N_ELEMENTS (moments))];
  gint64 deadline_us = g_get_monotonic_time () + MAX_STEP_US;

  while (stage != NULL && !has_begun (bench, stage, offset) && g_get_monotonic_time () < deadline_us)
    g_usleep (LOOK_US);
  g_usleep ((gulong) g_rand_int_range (bench->dice, 0, stage == NULL ? MAX_WAIT_US : MAX_WAIT_IN_STEP_US));
}

/* A child is killed first, perhaps; the program, surely. */
static void
kill_something (Bench *bench)
{
  GStatBuf log = { 0 };
  gsize offset = g_stat (bench->log, &log) == 0 ? (gsize) log.st_size : 0;
  g_autoptr (GSubprocess) process = start_runner (bench);
  const char *pid = g_subprocess_get_identifier (process);
  int child = 0;

  wait_for_moment (bench, offset);
  if (pid != NULL && g_rand_double (bench->dice) < CHILD_SHARE && (child = find_child (pid)) > 1)
    {
      bench->n_children += kill (child, SIGKILL) == 0;
      g_usleep ((gulong) g_rand_int_range (bench->dice, 0, MAX_WAIT_US));
    }
  bench->n_programs++;
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
}

/* What was cut off twenty times is given up, with its reason; a person says that it is to be tried
 * again. */
static void
retry_failed (Bench *bench)
{
  g_autoptr (LecJobs) jobs = open_jobs (bench->place.data);
  g_autoptr (GPtrArray) failed = lec_jobs_list (jobs, LEC_JOB_FAILED, NULL, NULL);

  for (guint i = 0; i < failed->len; i++)
    {
      const LecJob *job = g_ptr_array_index (failed, i);

      printf ("job %d was given up: %s: %s\n", (int) job->id, job->error_code, job->error);
      bench->n_given_up += lec_jobs_change (jobs, job->id, LEC_JOB_ACTION_RETRY, NULL, NULL);
    }
}

static void
finish_all (Bench *bench)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSubprocess) process = start_runner (bench);

      g_subprocess_wait (process, NULL, NULL);
      if (i == 0)
        retry_failed (bench);
    }
}

static void
make_videos (Bench *bench)
{
  for (guint i = 0; i < bench->place.n_jobs; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u.mp4", i);
      g_autofree char *script = g_strdup_printf ("duration=%u read=%u slides=2 end=well", 100 + i, 100 + i);
      g_autofree char *path = g_build_filename (bench->place.folder, name, NULL);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, script, -1, &error);
      faults_stop_on (error);
    }
}

/* Some of the kills hit whoever adds; the last adder is let be. */
static void
add_jobs (Bench *bench,
          guint n_kills)
{
  g_autoptr (GSubprocess) last = NULL;
  g_autoptr (GError) error = NULL;

  for (; bench->n_adders < n_kills; bench->n_adders++)
    {
      g_autoptr (GSubprocess) process = start_adder (bench);

      g_usleep ((gulong) g_rand_int_range (bench->dice, 0, MAX_WAIT_US));
      g_subprocess_force_exit (process);
      g_subprocess_wait (process, NULL, NULL);
    }
  last = start_adder (bench);
  g_subprocess_wait_check (last, NULL, &error);
  faults_stop_on (error);
}

static void
bench_init (Bench *bench,
            int argc,
            char *argv[])
{
  guint32 seed = argc > 3 ? (guint32) strtoul (argv[3], NULL, 10) : g_random_int ();
  g_autoptr (GError) error = NULL;

  bench->place.folder = g_dir_make_tmp ("lectern-faults-XXXXXX", &error);
  faults_stop_on (error);
  bench->place.data = g_build_filename (bench->place.folder, "data", NULL);
  bench->place.added = g_build_filename (bench->place.folder, "added", NULL);
  bench->place.done = g_build_filename (bench->place.folder, "done", NULL);
  bench->place.n_jobs = argc > 1 ? (guint) atoi (argv[1]) : DEFAULT_JOBS;
  bench->log = g_build_filename (bench->place.folder, "log", NULL);
  g_setenv ("STAGE_LOG", bench->log, TRUE);
  bench->dice = g_rand_new_with_seed (seed);
  printf ("seed %u\n", seed);
}

static void
bench_clear (Bench *bench)
{
  remove_all (bench->place.folder);
  g_rand_free (bench->dice);
  g_free (bench->log);
  g_free (bench->place.done);
  g_free (bench->place.added);
  g_free (bench->place.data);
  g_free (bench->place.folder);
}

int
main (int argc,
      char *argv[])
{
  Bench bench = { { NULL } };
  guint n_kills = argc > 2 ? (guint) atoi (argv[2]) : DEFAULT_KILLS;
  gboolean is_well = FALSE;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();
  if (argc == 4 && g_str_equal (argv[1], "--run"))
    return run_until_empty (argv[2], argv[3]);
  if (argc == 6 && g_str_equal (argv[1], "--add"))
    return add_all (argv[2], argv[3], argv[4], (guint) atoi (argv[5]));

  bench_init (&bench, argc, argv);
  make_videos (&bench);
  add_jobs (&bench, n_kills / KILLS_PER_ADDER);
  for (guint i = bench.n_adders; i < n_kills; i++)
    kill_something (&bench);
  finish_all (&bench);
  printf ("| killed                         | %5u adding, %u working, %u task processes |\n", bench.n_adders,
          bench.n_programs, bench.n_children);
  printf ("| given up, retried by hand      | %5u |\n", bench.n_given_up);
  is_well = faults_report (&bench.place);
  bench_clear (&bench);

  return is_well ? 0 : 1;
}
