/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child process in every state that a hostile video can bring it into: the runner says what it
 * was, in time, and the next task works. The test is the task process of itself.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "worker/task-process.h"
#include "worker/task-runner.h"

#define RESULT   "result"
#define MEBIBYTE (1024 * 1024)

/* --- Stages: what the child does. --- */

static gboolean
write_result (const LecTask *task,
              const char *text,
              GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, RESULT, NULL);

  return g_file_set_contents (path, text, -1, error);
}

static gboolean
stage_well (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());

  sink->progress (1, 10, sink->user_data);
  return write_result (task, pid, error);
}

static gboolean
stage_niceness (const LecTask *task,
                const LecStageSink *sink,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *niceness = g_strdup_printf ("%d", getpriority (PRIO_PROCESS, 0));

  return write_result (task, niceness, error);
}

/* All of it, as it was given. */
static gboolean
stage_environment (const LecTask *task,
                   const LecStageSink *sink,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autofree char *text = g_strjoinv ("\n", environment);

  return write_result (task, text, error);
}

static gboolean
stage_fail (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_DAMAGED, "frame 5 is damaged");
  return FALSE;
}

/* Errors of libraries have domains that do not cross the boundary. */
static gboolean
stage_fail_in_library (const LecTask *task,
                       const LecStageSink *sink,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, "missing", NULL);

  return g_dir_open (path, 0, error) != NULL;
}

static gboolean
stage_crash (const LecTask *task,
             const LecStageSink *sink,
             GCancellable *cancellable,
             GError **error)
{
  g_printerr ("the decoder says its last words\n");
  /* Sanitizers make something else of a SIGSEGV. */
  raise (SIGTRAP);
  return TRUE;
}

static gboolean
stage_abort (const LecTask *task,
             const LecStageSink *sink,
             GCancellable *cancellable,
             GError **error)
{
  abort ();
  return TRUE;
}

static gboolean
stage_exit (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  _exit (3);
  return TRUE;
}

static gboolean
stage_hang (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  while (TRUE)
    g_usleep (G_USEC_PER_SEC);
  return TRUE;
}

/* As a stage that is stopped should end. */
static gboolean
stage_wait (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  sink->progress (0.5, 5, sink->user_data);
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_usleep (1000);
  return FALSE;
}

/* Slower than the watchdog allows as a whole, but it gets on. */
static gboolean
stage_slow (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  for (guint i = 0; i < 10; i++)
    {
      g_usleep (150 * 1000);
      sink->progress (i / 10.0, i, sink->user_data);
    }
  return write_result (task, "slow", error);
}

/* Speaks, but says the same all the time. */
static gboolean
stage_babble (const LecTask *task,
              const LecStageSink *sink,
              GCancellable *cancellable,
              GError **error)
{
  while (TRUE)
    {
      g_usleep (20 * 1000);
      sink->progress (0.5, 5, sink->user_data);
    }
  return TRUE;
}

static gboolean
stage_print (const LecTask *task,
             const LecStageSink *sink,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *line = g_strnfill (1000, 'x');

  for (guint i = 0; i < 5000; i++)
    g_print ("%s\n", line);
  g_printerr ("the end\n");
  return write_result (task, "printed", error);
}

static gboolean
stage_eat (const LecTask *task,
           const LecStageSink *sink,
           GCancellable *cancellable,
           GError **error)
{
  for (guint i = 0; i < 4096; i++)
    {
      char *memory = mmap (NULL, MEBIBYTE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

      if (memory == MAP_FAILED)
        g_error ("out of memory");
      memset (memory, 1, MEBIBYTE);
      g_usleep (2000);
    }
  return TRUE;
}

static gboolean
stage_slides (const LecTask *task,
              const LecStageSink *sink,
              GCancellable *cancellable,
              GError **error)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (LecSlide) slide = lec_slide_new (i + 1);

      lec_slide_add_visit (slide, i, i + 1);
      slide->text = g_strnfill (2000, 'x');
      sink->slide (slide, sink->user_data);
    }
  return write_result (task, "slides", error);
}

/* The channel is a socket, and the first file that is none of the standard three. */
static void
say (const char *text,
     gsize length)
{
  for (int fd = STDERR_FILENO + 1; fd < 20; fd++)
    {
      struct stat facts = { 0 };

      if (fstat (fd, &facts) != 0 || !S_ISSOCK (facts.st_mode))
        continue;
      while (length > 0)
        {
          ssize_t n = write (fd, text, length);

          if (n <= 0)
            return;
          text += n;
          length -= (gsize) n;
        }
      return;
    }
}

static void
say_message (const LecMessage *message)
{
  g_autofree char *text = lec_message_to_line (message);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  say (line, strlen (line));
}

static gboolean
stage_garbage (const LecTask *task,
               const LecStageSink *sink,
               GCancellable *cancellable,
               GError **error)
{
  say ("\x80\xff{]\0\n\n", 8);
  return write_result (task, "garbage", error);
}

static gboolean
stage_long_line (const LecTask *task,
                 const LecStageSink *sink,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *line = g_strnfill (3 * MEBIBYTE, ' ');

  say (line, strlen (line));
  return write_result (task, "long", error);
}

static gboolean
stage_other_task (const LecTask *task,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_PROGRESS, "another");

  say_message (message);
  return write_result (task, "other", error);
}

/* Hands over a file by another name, as an attacker would to have it read. */
static gboolean
stage_steal (const LecTask *task,
             const LecStageSink *sink,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_DONE, task->id);

  message->result = g_strdup ("../../../../etc/passwd");
  message->result_sha256 = g_strnfill (64, '0');
  say_message (message);
  return write_result (task, "stolen", error);
}

static gboolean
stage_link (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, RESULT, NULL);
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_DONE, task->id);

  message->result = g_strdup (RESULT);
  message->result_sha256 = g_strnfill (64, '0');
  if (symlink ("/etc/passwd", path) == 0)
    say_message (message);
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, "said too late");
  return FALSE;
}

static gboolean
stage_wrong_sum (const LecTask *task,
                 const LecStageSink *sink,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_DONE, task->id);

  message->result = g_strdup (RESULT);
  message->result_sha256 = g_strnfill (64, '0');
  if (!write_result (task, "x", error))
    return FALSE;
  say_message (message);
  return TRUE;
}

static gboolean
stage_nothing (const LecTask *task,
               const LecStageSink *sink,
               GCancellable *cancellable,
               GError **error)
{
  return TRUE;
}

/* Ends well, and has more to say after that. */
static gboolean
stage_after (const LecTask *task,
             const LecStageSink *sink,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "after", -1);
  g_autoptr (LecMessage) message = lec_message_new (LEC_MESSAGE_DONE, task->id);
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  message->result = g_strdup (RESULT);
  message->result_sha256 = g_strdup (sum);
  if (!write_result (task, "after", error))
    return FALSE;
  text = lec_message_to_line (message);
  line = g_strconcat (text, "\ngarbage for the next task\n", NULL);
  say (line, strlen (line));
  return TRUE;
}

/* Fills the disk: no file may become that large. */
static gboolean
stage_large_file (const LecTask *task,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *text = g_strnfill (MEBIBYTE, 'x');

  return write_result (task, text, error);
}

static const LecStage stages[] = {
  { "well", "", 1, RESULT, FALSE, 0, stage_well, NULL, 0 },
  { "niceness", "", 1, RESULT, FALSE, 0, stage_niceness, NULL, 0 },
  { "environment", "", 1, RESULT, FALSE, 0, stage_environment, NULL, 0 },
  { "fail", "", 1, RESULT, FALSE, 0, stage_fail, NULL, 0 },
  { "fail-in-library", "", 1, RESULT, FALSE, 0, stage_fail_in_library, NULL, 0 },
  { "crash", "", 1, RESULT, FALSE, 0, stage_crash, NULL, 0 },
  { "abort", "", 1, RESULT, FALSE, 0, stage_abort, NULL, 0 },
  { "exit", "", 1, RESULT, FALSE, 0, stage_exit, NULL, 0 },
  { "hang", "", 1, RESULT, FALSE, 0, stage_hang, NULL, 0 },
  { "wait", "", 1, RESULT, FALSE, 0, stage_wait, NULL, 0 },
  { "slow", "", 1, RESULT, FALSE, 0, stage_slow, NULL, 0 },
  { "babble", "", 1, RESULT, FALSE, 0, stage_babble, NULL, 0 },
  { "print", "", 1, RESULT, FALSE, 0, stage_print, NULL, 0 },
  { "eat", "", 1, RESULT, FALSE, 0, stage_eat, NULL, 0 },
  { "slides", "", 1, RESULT, FALSE, 0, stage_slides, NULL, 0 },
  { "garbage", "", 1, RESULT, FALSE, 0, stage_garbage, NULL, 0 },
  { "long-line", "", 1, RESULT, FALSE, 0, stage_long_line, NULL, 0 },
  { "other-task", "", 1, RESULT, FALSE, 0, stage_other_task, NULL, 0 },
  { "steal", "", 1, RESULT, FALSE, 0, stage_steal, NULL, 0 },
  { "link", "", 1, RESULT, FALSE, 0, stage_link, NULL, 0 },
  { "wrong-sum", "", 1, RESULT, FALSE, 0, stage_wrong_sum, NULL, 0 },
  { "nothing", "", 1, RESULT, FALSE, 0, stage_nothing, NULL, 0 },
  { "after", "", 1, RESULT, FALSE, 0, stage_after, NULL, 0 },
  { "large-file", "", 1, RESULT, FALSE, 0, stage_large_file, NULL, 0 },
};

static int
run_stages (void)
{
  return lec_task_process_main_with (stages, G_N_ELEMENTS (stages));
}

/* --- Tests. --- */

typedef struct
{
  char *folder;
  char *path; /* of the result */
  LecTaskRunner *runner;
  LecTaskLimits limits;
  LecTaskMetrics metrics;
  guint n_slides;
  double fraction;
  GCancellable *cancel_at_progress; /* (nullable) */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-runner-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, RESULT, NULL);
  fixture->runner = lec_task_runner_new ();
  lec_task_limits_init (&fixture->limits);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_task_runner_free (fixture->runner);
  lec_task_metrics_clear (&fixture->metrics);
  g_clear_object (&fixture->cancel_at_progress);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
  /* Whatever happened, nobody is left. */
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
}

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->fraction = fraction;
  if (fixture->cancel_at_progress != NULL)
    g_cancellable_cancel (fixture->cancel_at_progress);
}

static void
slide_cb (const LecSlide *slide,
          gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (slide->number, ==, ++fixture->n_slides);
}

static gboolean
run (Fixture *fixture,
     const char *stage,
     GError **error)
{
  g_autoptr (LecTask) task = lec_task_new ("task-1", stage, fixture->folder);
  LecStageSink sink = { progress_cb, slide_cb, fixture };

  return lec_task_runner_run (fixture->runner, task, &sink, &fixture->metrics, fixture->cancel_at_progress, error);
}

/* Returns: the process that ran it */
static int
assert_works (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_unlink (fixture->path);
  run (fixture, "well", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  return (int) g_ascii_strtoll (text, NULL, 10);
}

/* And the next task finds a sound process. */
static void
assert_fails (Fixture *fixture,
              const char *stage,
              LecError code,
              const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (run (fixture, stage, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
  g_assert_null (strchr (error->message, '\n'));
  assert_works (fixture);
}

static void
test_well (Fixture *fixture,
           gconstpointer data)
{
  int first = assert_works (fixture);

  g_assert_cmpint (assert_works (fixture), ==, first);
  g_assert_cmpint (first, !=, getpid ());
  g_assert_cmpfloat (fixture->fraction, ==, 1);
  g_assert_cmpint (fixture->metrics.exit_status, ==, -1);
  g_assert_cmpuint (fixture->metrics.peak_rss_bytes, >, 0);
}

/* To whoever waits for an answer of this machine. */
static void
test_gives_way (Fixture *fixture,
                gconstpointer data)
{
  int ours = getpriority (PRIO_PROCESS, 0);
  g_autofree char *theirs = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (run (fixture, "niceness", &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &theirs, NULL, NULL));
  g_assert_cmpint (atoi (theirs), ==, MIN (ours + 10, 19));
}

/* A child that somebody has broken into finds no password of the cluster, and no key. */
static void
test_environment (Fixture *fixture,
                  gconstpointer data)
{
  static const char *const names[] = { "DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND",
                                       "PGPASSWORD", "LECTERN_SPEECH_KEY", "LECTERN_MODEL_KEY" };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_setenv (names[i], "s3cret", TRUE);
  run (fixture, "environment", &error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_unsetenv (names[i]);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "OMP_THREAD_LIMIT=1"));
  g_assert_null (strstr (text, "s3cret"));
}

static void
test_replaced_in_time (Fixture *fixture,
                       gconstpointer data)
{
  int first, second;

  fixture->limits.max_tasks_per_child = 2;
  lec_task_runner_set_limits (fixture->runner, &fixture->limits);
  first = assert_works (fixture);
  second = assert_works (fixture);
  g_assert_cmpint (first, ==, second);
  g_assert_cmpint (assert_works (fixture), !=, second);
}

static void
test_failures (Fixture *fixture,
               gconstpointer data)
{
  assert_fails (fixture, "fail", LEC_ERROR_DAMAGED, "frame 5 is damaged");
  assert_fails (fixture, "fail-in-library", LEC_ERROR_INTERNAL, "missing");
  assert_fails (fixture, "no-such-stage", LEC_ERROR_INTERNAL, "no-such-stage");
}

static void
test_deaths (Fixture *fixture,
             gconstpointer data)
{
  assert_fails (fixture, "crash", LEC_ERROR_CRASHED, "SIGTRAP: the decoder says its last words");
  assert_fails (fixture, "abort", LEC_ERROR_CRASHED, "SIGABRT");
  assert_fails (fixture, "exit", LEC_ERROR_CRASHED, "status 3");
}

static void
test_killed_while_waiting (Fixture *fixture,
                           gconstpointer data)
{
  int pid = assert_works (fixture);

  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  g_usleep (100 * 1000);
  g_assert_cmpint (assert_works (fixture), !=, pid);
}

static void
test_watchdog (Fixture *fixture,
               gconstpointer data)
{
  fixture->limits.stall_timeout_ms = 800;
  lec_task_runner_set_limits (fixture->runner, &fixture->limits);
  assert_fails (fixture, "hang", LEC_ERROR_STALLED, "nothing moved for 0.8 s");
  assert_fails (fixture, "babble", LEC_ERROR_STALLED, "nothing moved");
}

static void
test_slow_is_not_stalled (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->limits.stall_timeout_ms = 1200;
  lec_task_runner_set_limits (fixture->runner, &fixture->limits);
  run (fixture, "slow", &error);
  g_assert_no_error (error);
}

/* The sampled limit works with sanitizers too. */
static void
test_memory (Fixture *fixture,
             gconstpointer data)
{
  assert_works (fixture);
  fixture->limits.memory_bytes = fixture->metrics.peak_rss_bytes + 64 * MEBIBYTE;
  lec_task_runner_set_limits (fixture->runner, &fixture->limits);
  assert_fails (fixture, "eat", LEC_ERROR_LIMIT, "more memory");
}

static void
test_file_size (Fixture *fixture,
                gconstpointer data)
{
  fixture->limits.file_bytes = MEBIBYTE / 2;
  lec_task_runner_set_limits (fixture->runner, &fixture->limits);
  assert_fails (fixture, "large-file", LEC_ERROR_INTERNAL, "");
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  fixture->cancel_at_progress = g_cancellable_new ();
  g_assert_false (run (fixture, "wait", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* It ends by itself; nobody waits for the time after which it would be killed. */
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 2500 * 1000);
  g_clear_error (&error);
  g_assert_false (run (fixture, "well", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&fixture->cancel_at_progress);
  assert_works (fixture);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

/* A decoder that does not listen is killed. */
static void
test_cancelled_while_hanging (Fixture *fixture,
                              gconstpointer data)
{
  g_autoptr (LecTask) task = lec_task_new ("task-1", "hang", fixture->folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

  g_assert_false (lec_task_runner_run (fixture->runner, task, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  assert_works (fixture);
}

static void
test_nonsense (Fixture *fixture,
               gconstpointer data)
{
  assert_fails (fixture, "garbage", LEC_ERROR_PROTOCOL, "unexpected");
  assert_fails (fixture, "long-line", LEC_ERROR_PROTOCOL, "longer than");
  assert_fails (fixture, "other-task", LEC_ERROR_PROTOCOL, "was not given");
}

static void
test_results (Fixture *fixture,
              gconstpointer data)
{
  assert_fails (fixture, "steal", LEC_ERROR_PROTOCOL, "");
  assert_fails (fixture, "wrong-sum", LEC_ERROR_PROTOCOL, "not what the task process has written");
  g_unlink (fixture->path);
  assert_fails (fixture, "nothing", LEC_ERROR_NOT_FOUND, RESULT);
  g_unlink (fixture->path);
  assert_fails (fixture, "link", LEC_ERROR_INTERNAL, RESULT);
}

/* What was said too much must not be taken for the next task's. */
static void
test_says_too_much (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run (fixture, "after", &error);
  g_assert_no_error (error);
  assert_works (fixture);
}

static void
test_slides (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run (fixture, "slides", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_slides, ==, 300);
}

/* More than a pipe holds: nobody gets stuck, and the end is there. */
static void
test_prints (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run (fixture, "print", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (fixture->metrics.stderr_tail), <=, 64 * 1024);
  g_assert_true (g_str_has_suffix (fixture->metrics.stderr_tail, "the end\n"));
}

static void
test_cannot_start (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lec_task_runner_set_executable (fixture->runner, "/no/such/program");
  g_assert_false (run (fixture, "well", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_INTERNAL);
  lec_task_runner_set_executable (fixture->runner, "/proc/self/exe");
  assert_works (fixture);
}

/* Not a task process at all. */
static void
test_other_program (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lec_task_runner_set_executable (fixture->runner, "/bin/true");
  g_assert_false (run (fixture, "well", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_CRASHED);
}

typedef struct
{
  const char *path;
  void (*run) (Fixture *fixture, gconstpointer data);
} Case;

/* --- Where no process can be started. --- */

static void
notice_cb (const char *reason,
           const char *advice,
           gpointer user_data)
{
  g_assert_cmpstr (advice, ==, "mount /proc");
  g_ptr_array_add (user_data, g_strdup (reason));
}

/* Returns: (transfer full) (element-type utf8): what will be noticed */
static GPtrArray *
allow_thread (Fixture *fixture,
              const char *executable)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (g_free);

  lec_task_runner_set_executable (fixture->runner, executable);
  lec_task_runner_allow_thread (fixture->runner, stages, G_N_ELEMENTS (stages), notice_cb, notices);
  return notices;
}

/* The same progress, slides, errors and results; and it is said once. */
static void
test_thread (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) notices = allow_thread (fixture, "/no/such/program");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (assert_works (fixture), ==, getpid ());
  g_assert_cmpfloat (fixture->fraction, ==, 1);
  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (notices, 0), "No such file"));
  g_assert_cmpstr (fixture->metrics.stderr_tail, ==, g_ptr_array_index (notices, 0));
  g_assert_cmpint (fixture->metrics.exit_status, ==, -1);

  assert_fails (fixture, "fail", LEC_ERROR_DAMAGED, "frame 5");
  assert_fails (fixture, "fail-in-library", LEC_ERROR_INTERNAL, "missing");
  run (fixture, "slides", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_slides, >, 0);
  g_assert_cmpuint (notices->len, ==, 1);

  /* As soon as one can be started it is. */
  lec_task_runner_set_executable (fixture->runner, "/proc/self/exe");
  g_assert_cmpint (assert_works (fixture), !=, getpid ());
  g_assert_cmpstr (fixture->metrics.stderr_tail, ==, "");
}

static void
test_thread_cancelled (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr (GPtrArray) notices = allow_thread (fixture, "/no/such/program");

  test_cancelled (fixture, data);
  g_assert_cmpint (assert_works (fixture), ==, getpid ());
}

/* It cannot be killed: nothing else runs beside it. */
static void
test_thread_hangs (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GPtrArray) notices = allow_thread (fixture, "/no/such/program");
  g_autoptr (GError) error = NULL;

  fixture->limits.stall_timeout_ms = 100;
  lec_task_runner_set_limits (fixture->runner, &fixture->limits);
  g_assert_false (run (fixture, "hang", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_STALLED);
  g_clear_error (&error);
  g_assert_false (run (fixture, "well", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_STALLED);
  g_assert_nonnull (strstr (error->message, "start it again"));
}

/* What a task does to its process is never a reason. */
static void
test_thread_not_wanted (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) notices = allow_thread (fixture, "/proc/self/exe");

  test_deaths (fixture, data);
  g_assert_cmpuint (notices->len, ==, 0);
  /* A program that ends at once was started. */
  lec_task_runner_set_executable (fixture->runner, "/bin/false");
  g_assert_false (run (fixture, "crash", NULL));
  g_assert_cmpuint (notices->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "/task-runner/well", test_well },
    { "/task-runner/gives-way", test_gives_way },
    { "/task-runner/environment", test_environment },
    { "/task-runner/replaced-in-time", test_replaced_in_time },
    { "/task-runner/failures", test_failures },
    { "/task-runner/deaths", test_deaths },
    { "/task-runner/killed-while-waiting", test_killed_while_waiting },
    { "/task-runner/watchdog", test_watchdog },
    { "/task-runner/slow-is-not-stalled", test_slow_is_not_stalled },
    { "/task-runner/memory", test_memory },
    { "/task-runner/file-size", test_file_size },
    { "/task-runner/cancelled", test_cancelled },
    { "/task-runner/cancelled-while-hanging", test_cancelled_while_hanging },
    { "/task-runner/nonsense", test_nonsense },
    { "/task-runner/results", test_results },
    { "/task-runner/says-too-much", test_says_too_much },
    { "/task-runner/slides", test_slides },
    { "/task-runner/prints", test_prints },
    { "/task-runner/cannot-start", test_cannot_start },
    { "/task-runner/other-program", test_other_program },
    { "/task-runner/thread", test_thread },
    { "/task-runner/thread-cancelled", test_thread_cancelled },
    { "/task-runner/thread-hangs", test_thread_hangs },
    { "/task-runner/thread-not-wanted", test_thread_not_wanted },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
