/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills what works on the queue, at random moments, again and again: the program, or one of its
 * task processes. The stages follow a script and take no time, so most of the time is spent where
 * it hurts: between stages. What must be true is looked for outside the database: in the folder of
 * outputs, and in a file to which the program adds each job that it says is done.
 *
 * usage: bench-faults [JOBS [KILLS [SEED]]]
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/jobs.h"
#include "engine/scripted-stages.h"

#define DEFAULT_JOBS  500
#define DEFAULT_KILLS 300
#define MAX_WAIT_US   (300 * 1000)
#define CONCURRENCY   2
#define CHILD_SHARE   0.3 /* of the kills */

typedef struct
{
  char *folder;
  char *data;   /* of the program */
  char *oracle; /* a job's number a line */
  GRand *dice;
  guint n_jobs;
  guint n_programs; /* killed; so are n_children */
  guint n_children;
  guint n_given_up; /* and tried again by hand */
} Bench;

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-faults: %s\n", error->message);
  exit (1);
}

static LecJobs *
open_jobs (const char *data)
{
  g_autoptr (GError) error = NULL;
  LecJobs *jobs = lec_jobs_open (data, NULL, NULL, &error);

  stop_on (error);
  return jobs;
}

/* --- The program that is killed --- */

static void
note_done (const char *oracle,
           gint64 job)
{
  int fd = open (oracle, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  g_autofree char *line = g_strdup_printf ("%d\n", (int) job);

  if (fd < 0 || write (fd, line, strlen (line)) < 0 || fsync (fd) != 0)
    g_printerr ("bench-faults: cannot write %s\n", oracle);
  if (fd >= 0)
    close (fd);
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  if (event->kind == LEC_JOBS_COMPLETED)
    note_done (user_data, event->job->id);
}

static int
run_until_empty (const char *data,
                 const char *oracle)
{
  g_autoptr (LecJobs) jobs = open_jobs (data);
  LecJobsListener listener = { .event = event_cb, .user_data = (gpointer) oracle };
  g_autoptr (GError) error = NULL;

  lec_jobs_run (jobs, CONCURRENCY, &listener, NULL, &error);
  stop_on (error);
  return 0;
}

/* --- The killer --- */

static GSubprocess *
start_program (Bench *bench)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, "--run", bench->data, bench->oracle, NULL);

  stop_on (error);
  return process;
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

/* A child is killed first, perhaps; the program, surely. */
static void
kill_something (Bench *bench)
{
  g_autoptr (GSubprocess) process = start_program (bench);
  const char *pid = g_subprocess_get_identifier (process);
  int child = 0;

  g_usleep ((gulong) g_rand_int_range (bench->dice, 0, MAX_WAIT_US));
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
  g_autoptr (LecJobs) jobs = open_jobs (bench->data);
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
      g_autoptr (GSubprocess) process = start_program (bench);

      g_subprocess_wait (process, NULL, NULL);
      if (i == 0)
        retry_failed (bench);
    }
}

static void
add_jobs (Bench *bench)
{
  g_autoptr (LecJobs) jobs = open_jobs (bench->data);

  for (guint i = 0; i < bench->n_jobs; i++)
    {
      g_autoptr (LecJobRequest) request = lec_job_request_new ();
      g_autofree char *name = g_strdup_printf ("talk%u.mp4", i);
      g_autofree char *script = g_strdup_printf ("duration=%u read=%u slides=2 end=well", 100 + i, 100 + i);
      char *path = g_build_filename (bench->folder, name, NULL);
      g_autoptr (GError) error = NULL;
      LecJobsAdded added = LEC_JOBS_NEW;

      g_file_set_contents (path, script, -1, NULL);
      g_ptr_array_add (request->videos, path);
      lec_jobs_add (jobs, request, 0, &added, NULL, &error);
      stop_on (error);
    }
}

/* --- What is true afterwards --- */

/* Jobs that were said to be done more than once. */
static guint
count_twice (Bench *bench)
{
  g_autofree char *text = NULL;
  g_autofree guint *n_times = g_new0 (guint, bench->n_jobs + 1);
  g_auto (GStrv) lines = NULL;
  guint n_twice = 0;

  g_file_get_contents (bench->oracle, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      guint job = (guint) atoi (*line);

      if (job > 0 && job <= bench->n_jobs)
        n_twice += n_times[job]++ == 1;
    }

  return n_twice;
}

/* PDFs that are not there, or not all of it. */
static guint
count_missing (Bench *bench)
{
  guint n_missing = 0;

  for (guint i = 0; i < bench->n_jobs; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u.pdf", i);
      g_autofree char *path = g_build_filename (bench->folder, name, NULL);
      g_autofree char *expected = g_strdup_printf ("talk%u\n%s\n0\n", i, bench->folder);
      g_autofree char *text = NULL;

      n_missing += !g_file_get_contents (path, &text, NULL, NULL) || !g_str_equal (text, expected);
    }

  return n_missing;
}

/* Files beside the videos and their PDFs. */
static guint
count_left_over (Bench *bench)
{
  g_autoptr (GDir) dir = g_dir_open (bench->folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, ".") ||
         (!g_str_has_suffix (name, ".mp4") && !g_str_has_suffix (name, ".pdf") && strstr (name, "talk") != NULL);

  return n;
}

typedef struct
{
  guint n_completed;
  guint n_incomplete;
  guint n_done_twice; /* stages */
  guint n_cut_off;
  guint n_crashed;
} Counts;

static void
count_attempts (LecJobs *jobs,
                gint64 job,
                Counts *counts)
{
  g_autoptr (GPtrArray) attempts = lec_jobs_list_attempts (jobs, job, NULL, NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < attempts->len; i++)
    {
      const LecAttempt *attempt = g_ptr_array_index (attempts, i);

      counts->n_cut_off += g_str_equal (attempt->outcome, "lost");
      counts->n_crashed += g_str_equal (attempt->outcome, "failed");
      if (g_str_equal (attempt->outcome, "done"))
        counts->n_done_twice += !g_hash_table_add (done, attempt->stage);
    }
}

static void
count_jobs (Bench *bench,
            Counts *counts)
{
  g_autoptr (LecJobs) jobs = open_jobs (bench->data);
  g_autoptr (GPtrArray) all = lec_jobs_list (jobs, -1, NULL, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const LecJob *job = g_ptr_array_index (all, i);

      counts->n_completed += job->status == LEC_JOB_COMPLETED;
      counts->n_incomplete += job->status == LEC_JOB_COMPLETED && job->error != NULL;
      count_attempts (jobs, job->id, counts);
    }
}

static gboolean
report (Bench *bench)
{
  Counts counts = { 0 };
  guint n_missing = count_missing (bench), n_twice = count_twice (bench), n_left = count_left_over (bench);

  count_jobs (bench, &counts);
  printf ("| killed                         | %5u programs, %u task processes |\n", bench->n_programs,
          bench->n_children);
  printf ("| tries cut off, tries crashed   | %5u, %u |\n", counts.n_cut_off, counts.n_crashed);
  printf ("| jobs completed                 | %5u of %u (%u of them in part) |\n", counts.n_completed, bench->n_jobs,
          counts.n_incomplete);
  printf ("| given up, retried by hand      | %5u |\n", bench->n_given_up);
  printf ("| jobs lost                      | %5u |\n", bench->n_jobs - counts.n_completed);
  printf ("| PDFs missing or not whole      | %5u |\n", n_missing);
  printf ("| jobs said to be done twice     | %5u |\n", n_twice);
  printf ("| stages finished twice          | %5u |\n", counts.n_done_twice);
  printf ("| half-written files left        | %5u |\n", n_left);

  return counts.n_completed == bench->n_jobs && n_missing + n_twice + counts.n_done_twice + n_left == 0;
}

static void
bench_init (Bench *bench,
            int argc,
            char *argv[])
{
  guint32 seed = argc > 3 ? (guint32) strtoul (argv[3], NULL, 10) : g_random_int ();
  g_autofree char *log = NULL;

  bench->folder = g_dir_make_tmp ("lectern-faults-XXXXXX", NULL);
  bench->data = g_build_filename (bench->folder, "data", NULL);
  bench->oracle = g_build_filename (bench->folder, "oracle", NULL);
  log = g_build_filename (bench->folder, "log", NULL);
  g_setenv ("STAGE_LOG", log, TRUE);
  bench->dice = g_rand_new_with_seed (seed);
  bench->n_jobs = argc > 1 ? (guint) atoi (argv[1]) : DEFAULT_JOBS;
  printf ("seed %u\n", seed);
}

int
main (int argc,
      char *argv[])
{
  Bench bench = { NULL };
  guint n_kills = argc > 2 ? (guint) atoi (argv[2]) : DEFAULT_KILLS;
  gboolean is_well = FALSE;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();
  if (argc == 4 && g_str_equal (argv[1], "--run"))
    return run_until_empty (argv[2], argv[3]);

  bench_init (&bench, argc, argv);
  add_jobs (&bench);
  for (guint i = 0; i < n_kills; i++)
    kill_something (&bench);
  finish_all (&bench);
  is_well = report (&bench);

  remove_all (bench.folder);
  g_rand_free (bench.dice);
  g_free (bench.oracle);
  g_free (bench.data);
  g_free (bench.folder);
  return is_well ? 0 : 1;
}
