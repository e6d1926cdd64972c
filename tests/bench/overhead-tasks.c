/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One at a time, so that wall time says what each costs.
 */
#include "overhead-tasks.h"

#include <glib/gstdio.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue/local-queue.h"
#include "store/sqlite-store.h"
#include "worker/pool.h"
#include "worker/task-process.h"
#include "worker/task-runner.h"

#define RESULT   "result"
#define STAGE    "extract"
#define LEASE_US (30 * (gint64) G_USEC_PER_SEC)

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;

  g_printerr ("bench-overhead: %s\n", error->message);
  exit (1);
}

static gboolean
stage_run (const LecTask *task,
           const LecStageSink *sink,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, RESULT, NULL);

  return g_file_set_contents_full (path, "done", -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

int
overhead_run_stages (void)
{
  static const LecStage stages[] = { { STAGE, "extraction", 1, RESULT, FALSE, 0, stage_run, NULL, 0 } };

  return lec_task_process_main_with (stages, G_N_ELEMENTS (stages));
}

/* --- Tasks --- */

typedef struct
{
  const char *folder;
  LecTaskRunner *runner;
} Work;

static gboolean
work_cb (LecWork *work,
         LecWorkReport *report,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  Work *self = user_data;
  g_autoptr (LecTask) task = lec_task_new ("task", work->claim->stage, self->folder);
  g_auto (LecTaskMetrics) metrics = { 0 };

  task->video = g_strdup (work->claim->source);
  return lec_task_runner_run (self->runner, task, NULL, &metrics, cancellable, error);
}

static LecStore *
fill_store (const char *folder,
            guint n_tasks)
{
  g_autofree char *path = g_build_filename (folder, "tasks.db", NULL);
  g_autoptr (GError) error = NULL;
  LecStore *store = lec_sqlite_store_open (path, g_get_real_time (), NULL, &error);

  stop_on (error);
  for (guint i = 0; i < n_tasks; i++)
    {
      g_autoptr (LecJobRequest) request = lec_job_request_new ();
      LecNewTask task = { .stage = STAGE, .queue = "extraction", .max_attempts = 1 };
      LecSubmission submission = { .request = request, .tasks = &task, .n_tasks = 1 };
      gboolean is_new = FALSE;

      g_ptr_array_add (request->videos, g_strdup ("/video.mp4"));
      lec_store_submit (store, &submission, &is_new, g_get_real_time (), NULL, &error);
      stop_on (error);
    }

  return store;
}

static void
check_all_done (LecStore *store,
                guint n_tasks)
{
  LecJobFilter filter = { .status = LEC_JOB_COMPLETED };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (store, &filter, NULL, &error);

  stop_on (error);
  if (jobs->len == n_tasks)
    return;

  g_printerr ("bench-overhead: %u of %u tasks were done\n", jobs->len, n_tasks);
  exit (1);
}

static void
remove_store (const char *folder)
{
  static const char *const names[] = { "tasks.db", "tasks.db-wal", "tasks.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
}

double
overhead_measure_tasks (const char *folder,
                        guint n_tasks,
                        guint max_tasks_per_child)
{
  g_autoptr (LecStore) store = fill_store (folder, n_tasks);
  g_autoptr (LecQueue) queue = lec_local_queue_new ();
  g_autoptr (LecTaskRunner) runner = lec_task_runner_new ();
  LecPoolOptions options = { 1, lec_store_get_queue_names (), "bench", LEASE_US, NULL };
  Work work = { folder, runner };
  g_autoptr (LecPool) pool = lec_pool_new (store, queue, &options, work_cb, &work);
  g_autoptr (GError) error = NULL;
  LecTaskLimits limits = { 0 };
  gint64 start_us = 0, end_us = 0;

  lec_task_limits_init (&limits);
  limits.max_tasks_per_child = max_tasks_per_child;
  lec_task_runner_set_limits (runner, &limits);
  start_us = g_get_monotonic_time ();
  lec_pool_run_until_empty (pool, NULL, &error);
  end_us = g_get_monotonic_time ();
  stop_on (error);
  check_all_done (store, n_tasks);
  remove_store (folder);

  return (double) (end_us - start_us) / 1000 / n_tasks;
}

/* --- The least --- */

static void
run_nothing (void)
{
  char *argv[] = { (char *) "bench-overhead", (char *) "--nothing", NULL };
  pid_t pid = 0;
  int status = 0;

  if (posix_spawn (&pid, "/proc/self/exe", NULL, NULL, argv, environ) == 0 &&
      waitpid (pid, &status, 0) == pid && status == 0)
    return;

  g_printerr ("bench-overhead: cannot start a process\n");
  exit (1);
}

static void
execute (sqlite3 *db,
         const char *statement)
{
  if (sqlite3_exec (db, statement, NULL, NULL, NULL) == SQLITE_OK)
    return;

  g_printerr ("bench-overhead: %s: %s\n", statement, sqlite3_errmsg (db));
  exit (1);
}

double
overhead_measure_least (const char *folder,
                        guint n_times)
{
  g_autofree char *path = g_build_filename (folder, "tasks.db", NULL);
  sqlite3 *db = NULL;
  gint64 start_us = 0, end_us = 0;

  sqlite3_open (path, &db);
  execute (db, "PRAGMA journal_mode = WAL");
  execute (db, "PRAGMA synchronous = FULL");
  execute (db, "CREATE TABLE tasks (state TEXT)");
  start_us = g_get_monotonic_time ();
  for (guint i = 0; i < n_times; i++)
    {
      execute (db, "INSERT INTO tasks VALUES ('running')");
      run_nothing ();
      execute (db, "INSERT INTO tasks VALUES ('done')");
    }
  end_us = g_get_monotonic_time ();
  sqlite3_close (db);
  remove_store (folder);

  return (double) (end_us - start_us) / 1000 / n_times;
}
