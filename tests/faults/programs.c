/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The work function is all that stands in for the product here (lec_job_work_run): it hands a task
 * to a child process and says what follows.
 */
#include "programs.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/log.h"
#include "cli/interrupt.h"
#include "engine/cluster-relay.h"
#include "engine/cluster-worker.h"
#include "worker/task-process.h"
#include "worker/task-runner.h"

#define FIRST_STAGE  "extract"
#define SECOND_STAGE "generate"
#define NEW_STAGE    "polish"
#define RESULT       "result"

#define MAX_MEMORY_BYTES (G_GUINT64_CONSTANT (200) << 20)
#define RELAY_WINDOW     16
#define DEFAULT_STALL_MS 20000

typedef struct
{
  GAsyncQueue *idle; /* (element-type LecTaskRunner) owned */
  char *folder;
  LecTaskLimits limits;
  int n_folders; /* atomic */
} Work;

void
programs_note (const char *folder,
               const char *name,
               const char *line)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  int fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0 || write (fd, text, strlen (text)) != (gssize) strlen (text) || fsync (fd) != 0)
    g_printerr ("cannot write %s\n", path);
  if (fd >= 0)
    close (fd);
}

char *
programs_build_video (const char *folder,
                      const char *word,
                      guint number)
{
  g_autofree char *name = g_strdup_printf ("%s-%u", word, number);

  return g_build_filename (folder, name, NULL);
}

/* --- The task process --- */

static gboolean
wait_a_while (guint ms,
              const LecStageSink *sink,
              GCancellable *cancellable)
{
  for (guint i = 0; i < ms / 10 && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_usleep (10 * 1000);
      sink->progress ((double) i * 10 / ms, -1, sink->user_data);
    }

  return !g_cancellable_is_cancelled (cancellable);
}

static void
eat_memory (void)
{
  GSList *eaten_all = NULL;

  for (guint i = 0; i < 1024; i++)
    {
      char *eaten = g_malloc (1 << 20);

      memset (eaten, 1, 1 << 20);
      eaten_all = g_slist_prepend (eaten_all, eaten);
      g_usleep (1000);
    }
  g_slist_free_full (eaten_all, g_free);
}

/* Really full: /dev/full has no room for anything. */
static gboolean
find_room (const char *video,
           GError **error)
{
  g_autofree char *folder = g_path_get_dirname (video);
  g_autofree char *path = g_build_filename (folder, "space", NULL);
  int fd = open ("/dev/full", O_WRONLY | O_CLOEXEC);
  gboolean is_full = write (fd, "", 1) != 1 && !g_file_test (path, G_FILE_TEST_EXISTS);

  close (fd);
  if (is_full)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, "no space is left for what was found");
  return !is_full;
}

static gboolean
do_as_told (const LecTask *task,
            const LecStageSink *sink,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *name = g_path_get_basename (task->video);
  const char *number = strchr (name, '-');
  guint ms = number != NULL ? (guint) g_ascii_strtoull (number + 1, NULL, 10) : 0;

  if (g_str_has_prefix (name, "crash"))
    raise (SIGSEGV);
  if (g_str_has_prefix (name, "eat"))
    eat_memory ();
  while (g_str_has_prefix (name, "hang") && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  if (g_str_has_prefix (name, "slow"))
    wait_a_while (ms, sink, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!g_str_has_prefix (name, "unread"))
    return !g_str_has_prefix (name, "full") || find_room (task->video, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, "it is no video");
  return FALSE;
}

static gboolean
run_stage (const LecTask *task,
           const LecStageSink *sink,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, RESULT, NULL);
  const char *notes = g_getenv (PROGRAMS_NOTES);

  if (!do_as_told (task, sink, cancellable, error))
    return FALSE;

  if (notes != NULL && *notes != '\0')
    programs_note (notes, PROGRAMS_RAN, task->id);
  return g_file_set_contents_full (path, "done", -1, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static int
run_task_process (void)
{
  static const LecStage stages[] = {
    { FIRST_STAGE, "extraction", 1, RESULT, FALSE, 0, run_stage, NULL, 0 },
    { SECOND_STAGE, "generation", 1, RESULT, FALSE, 0, run_stage, NULL, 0 },
    { NEW_STAGE, "analysis", 1, RESULT, FALSE, 0, run_stage, NULL, 0 },
  };

  return lec_task_process_main_with (stages, G_N_ELEMENTS (stages));
}

/* --- The worker --- */

static LecTaskRunner *
take_runner (Work *self)
{
  LecTaskRunner *runner = g_async_queue_try_pop (self->idle);

  if (runner != NULL)
    return runner;

  runner = lec_task_runner_new ();
  lec_task_runner_set_limits (runner, &self->limits);
  return runner;
}

/* As a worker says it that has no such stage (engine/job-work). */
static gboolean
knows_stage (const char *stage,
             GError **error)
{
  if (!g_str_equal (stage, NEW_STAGE) || g_getenv (PROGRAMS_IS_OLD) == NULL)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, "there is no stage “%s”", stage);
  return FALSE;
}

static void
choose_next (const LecWork *work,
             LecNewTask *next)
{
  g_autofree char *name = g_path_get_basename (work->claim->source);
  const char *n_tasks = g_getenv (PROGRAMS_N_TASKS);

  if (!g_str_equal (work->claim->stage, FIRST_STAGE) || g_strcmp0 (n_tasks, "1") == 0)
    return;
  if (g_str_has_prefix (name, "new"))
    *next = (LecNewTask){ .stage = NEW_STAGE, .queue = "analysis", .max_attempts = 3 };
  else
    *next = (LecNewTask){ .stage = SECOND_STAGE, .queue = "generation", .max_attempts = 3 };
}

/* Each task in a folder of its own, as a job's. */
static char *
make_folder (Work *self,
             GError **error)
{
  g_autofree char *name = g_strdup_printf ("%d", g_atomic_int_add (&self->n_folders, 1));
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_steal_pointer (&path);

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, "%s cannot be made", path);
  return NULL;
}

static void
remove_folder (const char *path)
{
  g_autofree char *result = g_build_filename (path, RESULT, NULL);

  unlink (result);
  rmdir (path);
}

static void
note_beginning (const LecWork *work)
{
  const char *times = g_getenv (PROGRAMS_TIMES);
  gint64 now_us = g_get_real_time ();
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, work->claim->job, now_us);

  if (times != NULL)
    programs_note (times, PROGRAMS_BEGAN, line);
}

static gboolean
work_cb (LecWork *work,
         LecWorkReport *report,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  Work *self = user_data;
  g_auto (LecTaskMetrics) metrics = { 0 };
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, work->claim->task,
                                         work->claim->fence);
  g_autofree char *folder = NULL;
  g_autoptr (LecTask) task = NULL;
  LecTaskRunner *runner = NULL;
  gboolean done = FALSE;

  note_beginning (work);
  folder = knows_stage (work->claim->stage, error) ? make_folder (self, error) : NULL;
  if (folder == NULL)
    return FALSE;

  task = lec_task_new (id, work->claim->stage, folder);
  task->video = g_strdup (work->claim->source);
  runner = take_runner (self);
  done = lec_task_runner_run (runner, task, NULL, &metrics, cancellable, error);
  g_async_queue_push (self->idle, runner);
  remove_folder (folder);
  work->cpu_s = (double) metrics.cpu_ms / 1000;
  work->peak_memory_bytes = (gint64) metrics.peak_rss_bytes;
  work->exit_status = metrics.exit_status;
  if (done)
    choose_next (work, &work->next);
  return done;
}

static void
signal_received_cb (gpointer user_data)
{
  lec_cluster_worker_stop (user_data);
}

static gboolean
run_worker_with (const LecClusterSettings *settings,
                 Work *work,
                 GError **error)
{
  g_autoptr (LecClusterWorker) worker = lec_cluster_worker_new (settings, NULL, error);
  g_autoptr (LecInterrupt) interrupt = NULL;
  g_auto (LecClusterConnection) connection = { NULL };

  if (worker == NULL)
    return FALSE;

  lec_cluster_worker_set_work (worker, work_cb, work);
  interrupt = lec_interrupt_new_for (signal_received_cb, worker);
  return lec_cluster_worker_open (worker, &connection, error) && lec_cluster_worker_run (worker, &connection, error);
}

static int
run_worker (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) settings = lec_cluster_settings_load (NULL, &error);
  const char *stall = g_getenv (PROGRAMS_STALL);
  Work work = { .idle = g_async_queue_new_full ((GDestroyNotify) lec_task_runner_free) };
  int exit_code = 0;

  if (settings == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }

  lec_log_start (settings->log_level, settings->log_format);
  work.folder = g_dir_make_tmp ("lectern-tasks-XXXXXX", NULL);
  lec_task_limits_init (&work.limits);
  work.limits.max_tasks_per_child = settings->max_tasks_per_child;
  work.limits.memory_bytes = MAX_MEMORY_BYTES;
  work.limits.stall_timeout_ms = stall != NULL ? (guint) atoi (stall) : DEFAULT_STALL_MS;
  if (!run_worker_with (settings, &work, &error))
    {
      lec_log (LEC_LOG_ERROR, NULL, "%s", error->message);
      exit_code = 1;
    }
  g_async_queue_unref (work.idle);
  rmdir (work.folder);
  g_free (work.folder);
  return exit_code;
}

/* --- Who adds jobs --- */

static gboolean
submit (LecClusterConnection *connection,
        const char *video,
        GError **error)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  LecNewTask task = { .stage = FIRST_STAGE, .queue = "extraction", .max_attempts = 3 };
  LecClusterTarget target = { connection->queue, "extraction", RELAY_WINDOW };
  LecSubmission submission = {
    .request = request,
    .idempotency_key = video,
    .tasks = &task,
    .n_tasks = 1,
    .pass_on = lec_cluster_relay_tell,
    .pass_on_data = &target,
  };
  g_autofree char *line = NULL;
  gint64 job = 0;

  g_ptr_array_add (request->videos, g_strdup (video));
  job = lec_store_submit (connection->store, &submission, NULL, g_get_real_time (), NULL, error);
  if (job == 0)
    return FALSE;

  line = g_strdup_printf ("%" G_GINT64_FORMAT, job);
  programs_note (g_getenv (PROGRAMS_NOTES), PROGRAMS_ADDED, line);
  return TRUE;
}

static int
run_submitter (const char *folder,
               const char *word,
               guint first,
               guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) settings = lec_cluster_settings_load (NULL, &error);
  g_auto (LecClusterConnection) connection = { NULL };
  gboolean is_well = settings != NULL && lec_cluster_connection_open (&connection, settings, NULL, NULL, &error);

  for (guint i = first; is_well && i < first + count; i++)
    {
      g_autofree char *video = programs_build_video (folder, word, i);

      is_well = submit (&connection, video, &error);
    }
  if (!is_well)
    g_printerr ("%s\n", error->message);
  return is_well ? 0 : 1;
}

gboolean
programs_run (int argc,
              char *argv[],
              int *exit_code)
{
  if (argc > 1 && g_str_equal (argv[1], "--task"))
    *exit_code = run_task_process ();
  else if (argc == 2 && g_str_equal (argv[1], "--worker"))
    *exit_code = run_worker ();
  else if (argc == 6 && g_str_equal (argv[1], "--submit"))
    *exit_code = run_submitter (argv[2], argv[3], (guint) atoi (argv[4]), (guint) atoi (argv[5]));
  else
    return FALSE;

  return TRUE;
}
