/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job whose video has taken over its task process, beside jobs that have not: it fails with its
 * reason, they are done, and the program that works on them is as it was. The test is the task
 * process of itself; what a task does there is told by the name of its job's video.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue/local-queue.h"
#include "store/made-jobs.h"
#include "store/sqlite-store.h"
#include "worker/pool.h"
#include "worker/task-process.h"
#include "worker/task-runner.h"

#define RESULT           "result"
#define MEBIBYTE         (G_GUINT64_CONSTANT (1) << 20)
#define N_GOOD           3
#define STALL_TIMEOUT_MS 4000
#define MEMORY_BYTES     (300 * MEBIBYTE) /* sanitizers take a part of it for nothing */
#define PRINTED_BYTES    (1024 * MEBIBYTE)

/* How much this process may grow meanwhile: the address sanitizer keeps what was freed for a while.
 * Its leak check needs a clone of the process, so that it may fork there. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED     1
#define MAX_GROWTH_BYTES (128 * MEBIBYTE)
#else
#define IS_SANITIZED     0
#define MAX_GROWTH_BYTES (32 * MEBIBYTE)
#endif

/* --- What the child does. --- */

/* As a decoder whose file asked for what may not be had. */
static gboolean
fail_from_errno (const char *what,
                 GError **error)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, "%s: %s", what, g_strerror (errno));
  return FALSE;
}

/* Slowly, on a busy machine; but it gets on: the watchdog has no reason to complain. */
static gboolean
eat (const LecStageSink *sink)
{
  for (guint i = 0; i < 4096; i++)
    {
      sink->progress (i / 4096.0, i, sink->user_data);
      memset (g_malloc (MEBIBYTE), 1, MEBIBYTE);
      g_usleep (1000);
    }
  return TRUE;
}

/* Two gigabytes; it gets on, too. */
static gboolean
print_without_end (const LecStageSink *sink)
{
  g_autofree char *text = g_strnfill (MEBIBYTE, 'x');

  for (guint i = 0; i < 2048; i++)
    {
      sink->progress (i / 2048.0, i, sink->user_data);
      for (gsize done = 0; done < MEBIBYTE;)
        done += (gsize) MAX (write (STDERR_FILENO, text, MEBIBYTE - done), 0);
    }
  return TRUE;
}

static gboolean
start_program (GError **error)
{
  char *argv[] = { (char *) "true", NULL };

  execv ("/bin/true", argv);
  return fail_from_errno ("no program", error);
}

static gboolean
start_process (GError **error)
{
  pid_t pid = (pid_t) syscall (SYS_fork);

  if (pid == 0)
    _exit (0);
  return pid > 0 || fail_from_errno ("no process", error);
}

static gboolean
open_socket (GError **error)
{
  return socket (AF_INET, SOCK_STREAM, 0) >= 0 || fail_from_errno ("no socket", error);
}

static gboolean
kill_parent (GError **error)
{
  return kill (getppid (), SIGKILL) == 0 || fail_from_errno ("no signal", error);
}

static gboolean
be_hostile (const char *how,
            const LecStageSink *sink,
            GError **error)
{
  if (g_str_equal (how, "/segfault"))
    raise (SIGSEGV);
  if (g_str_equal (how, "/abort"))
    abort ();
  while (g_str_equal (how, "/loop"))
    continue;
  if (g_str_equal (how, "/eat"))
    return eat (sink);
  if (g_str_equal (how, "/print"))
    return print_without_end (sink);
  if (g_str_equal (how, "/exec"))
    return start_program (error);
  if (g_str_equal (how, "/fork"))
    return start_process (error);
  if (g_str_equal (how, "/socket"))
    return open_socket (error);
  if (g_str_equal (how, "/kill"))
    return kill_parent (error);

  g_usleep (100 * 1000);
  return TRUE;
}

static gboolean
stage_run (const LecTask *task,
           const LecStageSink *sink,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, RESULT, NULL);

  return be_hostile (task->video, sink, error) && g_file_set_contents (path, "done", -1, error);
}

static int
run_stages (void)
{
  static const LecStage stages[] = { { "extract", "extraction", 1, RESULT, FALSE, 0, stage_run, NULL, 0 } };

  return lec_task_process_main_with (stages, G_N_ELEMENTS (stages));
}

/* --- The program that works on the jobs. --- */

typedef struct
{
  char *folder;
  LecStore *store;
  LecQueue *queue;
  GAsyncQueue *runners; /* (element-type LecTaskRunner) owned: those that are idle */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-hostile-XXXXXX", NULL);
  fixture->store = lec_sqlite_store_new_in_memory (g_get_real_time (), NULL);
  fixture->queue = lec_local_queue_new ();
  fixture->runners = g_async_queue_new_full ((GDestroyNotify) lec_task_runner_free);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_async_queue_unref (fixture->runners);
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->queue);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  /* Whatever happened, nobody is left. */
  g_assert_cmpint (waitpid (-1, NULL, WNOHANG), ==, -1);
}

static LecTaskRunner *
take_runner (Fixture *fixture)
{
  LecTaskRunner *runner = g_async_queue_try_pop (fixture->runners);
  LecTaskLimits limits = { 0 };

  if (runner != NULL)
    return runner;

  runner = lec_task_runner_new ();
  lec_task_limits_init (&limits);
  limits.stall_timeout_ms = STALL_TIMEOUT_MS;
  limits.memory_bytes = MEMORY_BYTES;
  limits.printed_bytes = PRINTED_BYTES;
  lec_task_runner_set_limits (runner, &limits);
  return runner;
}

/* On threads of the pool's. */
static gboolean
work_cb (LecWork *work,
         LecWorkReport *report,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  Fixture *fixture = user_data;
  LecTaskRunner *runner = take_runner (fixture);
  g_autofree char *id = g_strdup_printf ("%d", (int) work->claim->job);
  g_autofree char *folder = g_build_filename (fixture->folder, id, NULL);
  g_autofree char *path = g_build_filename (folder, RESULT, NULL);
  g_autoptr (LecTask) task = lec_task_new (id, work->claim->stage, folder);
  g_auto (LecTaskMetrics) metrics = { 0 };
  gboolean done = FALSE;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  task->video = g_strdup (work->claim->source);
  done = lec_task_runner_run (runner, task, NULL, &metrics, cancellable, error);
  work->exit_status = metrics.exit_status;
  work->printed = g_steal_pointer (&metrics.stderr_tail);
  g_async_queue_push (fixture->runners, runner);
  g_unlink (path);
  g_rmdir (folder);

  return done;
}

/* One try: it would be tried again much later. */
static gint64
add_once (Fixture *fixture,
          const char *video)
{
  g_autoptr (LecJobRequest) request = make_request (video);
  g_autoptr (GError) error = NULL;
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 1 };
  LecSubmission submission = { .request = request, .tasks = &task, .n_tasks = 1 };
  gboolean is_new = FALSE;
  gint64 job = lec_store_submit (fixture->store, &submission, &is_new, g_get_real_time (), NULL, &error);

  g_assert_no_error (error);
  return job;
}

static void
run_pool (Fixture *fixture)
{
  LecPoolOptions options = {
    .concurrency = 2,
    .queues = lec_store_get_queue_names (),
    .worker = "tester",
    .lease_us = 30 * SECOND,
  };
  g_autoptr (LecPool) pool = lec_pool_new (fixture->store, fixture->queue, &options, work_cb, fixture);
  g_autoptr (GError) error = NULL;

  lec_pool_run_until_empty (pool, NULL, &error);
  g_assert_no_error (error);
}

/* Peak of resident memory since the last reset. */
static guint64
get_peak_bytes (void)
{
  g_autofree char *status = NULL;
  const char *line = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "\nVmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("\nVmHWM:"), NULL, 10) * 1024;
}

typedef struct
{
  const char *path; /* of the test; its last part is the video's name */
  const char *code;
  const char *part; /* of the reason */
  gboolean by_filter;
} Case;

static gboolean
has_filter (void)
{
  return prctl (PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
}

static void
test_hostile (Fixture *fixture,
              gconstpointer data)
{
  const Case *test = data;
  gint64 hostile = add_once (fixture, strrchr (test->path, '/'));
  guint64 before_bytes = 0;
  g_autoptr (LecJob) job = NULL;

  if (test->by_filter && !has_filter ())
    {
      g_test_skip ("this system has no filter of system calls");
      return;
    }

  for (guint i = 0; i < N_GOOD; i++)
    add_once (fixture, "/good");
  g_file_set_contents ("/proc/self/clear_refs", "5", 1, NULL);
  before_bytes = get_peak_bytes ();
  run_pool (fixture);
  g_assert_cmpuint (get_peak_bytes (), <, before_bytes + MAX_GROWTH_BYTES);

  job = lec_store_get_job (fixture->store, hostile, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_FAILED);
  g_assert_cmpstr (job->error_code, ==, test->code);
  if (strstr (job->error, test->part) == NULL)
    g_error ("“%s” does not say “%s”", job->error, test->part);
  for (gint64 i = 1; i <= N_GOOD; i++)
    assert_status (fixture->store, hostile + i, LEC_JOB_COMPLETED);
}

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "/hostile-tasks/segfault", "crashed", "", FALSE },
    { "/hostile-tasks/abort", "crashed", "SIGABRT", FALSE },
    { "/hostile-tasks/loop", "stalled", "nothing moved for 4 s", FALSE },
    { "/hostile-tasks/eat", "limit", "more memory than the 300.0", FALSE },
    { "/hostile-tasks/print", "limit", "printed more than the 1.0", FALSE },
    { "/hostile-tasks/exec", "damaged", "no program: Operation not permitted", TRUE },
    { "/hostile-tasks/fork", "damaged", "no process: Operation not permitted", TRUE },
    { "/hostile-tasks/socket", "damaged", "no socket: Operation not permitted", TRUE },
    { "/hostile-tasks/kill", "damaged", "no signal: Operation not permitted", TRUE },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (!IS_SANITIZED || !g_str_has_suffix (cases[i].path, "/fork"))
      g_test_add (cases[i].path, Fixture, &cases[i], set_up, test_hostile, tear_down);
  return g_test_run ();
}
