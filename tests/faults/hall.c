/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workers are this program again (programs.h), and die with it.
 */
#include "hall.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dying-child.h"
#include "programs.h"
#include "queue/redis-queue.h"
#include "temporary-folder.h"

#define CONCURRENCY 2
#define KEY_PREFIX  "lectern"
#define STEP_MS     20
#define HURRY_MS    200
#define START_MS    20000
#define STOP_S      30
#define FULL_STOP_S 600
#define DONE_LINE   "\"message\": \"done, "
#define TASK_FIELD  "\"task\": "

/* --- Opening --- */

static Hall *
open_with (gboolean measures)
{
  g_autoptr (RedisServer) redis = redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  g_autoptr (LecRedisUrl) url = NULL;
  PostgresServer *postgres = redis != NULL ? postgres_server_start_with (measures) : NULL;
  Hall *hall = NULL;

  if (postgres == NULL)
    return NULL;

  hall = g_new0 (Hall, 1);
  url = lec_redis_url_parse (redis_server_get_url (redis), NULL);
  hall->client = lec_redis_client_new (url, KEY_PREFIX, NULL);
  hall->redis = g_steal_pointer (&redis);
  hall->postgres = postgres;
  hall->is_direct = measures;
  for (guint i = 0; i < HALL_MAX_WORKERS; i++)
    hall->workers[i].number = i;
  return hall;
}

Hall *
hall_open (void)
{
  return open_with (FALSE);
}

Hall *
hall_open_to_measure (void)
{
  return open_with (TRUE);
}

void
hall_close (Hall *hall)
{
  if (hall == NULL)
    return;

  lec_redis_client_unref (hall->client);
  redis_server_free (hall->redis);
  postgres_server_stop (hall->postgres);
  g_free (hall);
}

static LecStore *
open_store (Hall *hall)
{
  g_autoptr (GError) error = NULL;
  LecStore *store = lec_postgres_store_open (hall->url, LEC_POSTGRES_CLOCK_SERVER, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
connect_hall (Hall *hall)
{
  g_clear_object (&hall->store);
  g_clear_pointer (&hall->sql, lec_sql_close);
  hall->store = open_store (hall);
  hall->sql = lec_postgres_open (hall->url, LEC_POSTGRES_CLOCK_SERVER, NULL, NULL);
}

void
hall_begin (Hall *hall,
            guint32 seed)
{
  hall->seed = seed;
  hall->dice = g_rand_new_with_seed (seed);
  hall->folder = g_dir_make_tmp ("lectern-hall-XXXXXX", NULL);
  hall->database = postgres_server_make_database (hall->postgres);
  hall->url = make_server_url (hall->postgres, hall->database);
  hall->remark = g_string_new (NULL);
  hall->n_added = 0;
  hall->n_kills = 0;
  hall->n_wrong = 0;
  connect_hall (hall);
  g_assert_true (hall_run_redis (hall, (const char *[]){ "FLUSHALL", NULL }));
}

static void
close_worker (Hall *hall,
              HallWorker *worker)
{
  hall_kill_worker (hall, worker);
  g_clear_pointer (&worker->postgres, proxy_free);
  g_clear_pointer (&worker->redis, proxy_free);
  g_clear_pointer (&worker->log, g_free);
  g_clear_pointer (&worker->folder, g_free);
}

void
hall_end (Hall *hall)
{
  for (guint i = 0; i < HALL_MAX_WORKERS; i++)
    close_worker (hall, &hall->workers[i]);
  g_clear_object (&hall->store);
  g_clear_pointer (&hall->sql, lec_sql_close);
  postgres_server_drop_database (hall->postgres, hall->database);
  remove_all (hall->folder);
  g_clear_pointer (&hall->folder, g_free);
  g_clear_pointer (&hall->database, g_free);
  g_clear_pointer (&hall->url, g_free);
  g_rand_free (hall->dice);
  g_string_free (g_steal_pointer (&hall->remark), TRUE);
}

void
hall_remark (Hall *hall,
             const char *format,
             ...)
{
  va_list arguments;

  if (hall->remark->len > 0)
    g_string_append (hall->remark, ", ");
  va_start (arguments, format);
  g_string_append_vprintf (hall->remark, format, arguments);
  va_end (arguments);
}

gboolean
hall_expect (Hall *hall,
             gboolean is_so,
             const char *what)
{
  if (!is_so)
    {
      hall->n_wrong++;
      hall_remark (hall, "NOT SO: %s", what);
    }
  return is_so;
}

void
hall_sleep (guint ms)
{
  g_usleep ((gulong) ms * 1000);
}

/* --- Jobs --- */

static gint64
submit (Hall *hall,
        const char *video,
        const char *owner,
        int priority,
        gint64 run_after_us,
        LecClusterTarget *target)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 3 };
  LecSubmission submission = {
    .request = request,
    .owner = owner,
    .priority = priority,
    .tasks = &task,
    .n_tasks = 1,
    .run_after_us = run_after_us,
    .pass_on = target != NULL ? lec_cluster_relay_tell : NULL,
    .pass_on_data = target,
  };
  g_autoptr (GError) error = NULL;
  gint64 job = 0;

  g_ptr_array_add (request->videos, g_strdup (video));
  job = lec_store_submit (hall->store, &submission, NULL, g_get_real_time (), NULL, &error);
  g_assert_no_error (error);
  return job;
}

gint64
hall_submit (Hall *hall,
             const char *video,
             LecClusterTarget *target)
{
  return submit (hall, video, NULL, 0, 0, target);
}

gint64
hall_add_one (Hall *hall,
              const char *video,
              const char *owner,
              int priority,
              gint64 run_after_us)
{
  gint64 job = submit (hall, video, owner, priority, run_after_us, NULL);
  g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, job);

  programs_note (hall->folder, PROGRAMS_ADDED, line);
  return job;
}

void
hall_add (Hall *hall,
          const char *word,
          guint n,
          const char *owner)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *video = programs_build_video (hall->folder, word, ++hall->n_added);

      hall_add_one (hall, video, owner, 0, 0);
    }
}

static void
lay_wires (Hall *hall,
           HallWorker *worker)
{
  g_autofree char *name = g_strdup_printf ("w%u", worker->number);
  g_autofree char *log_name = g_strconcat (name, ".log", NULL);

  if (worker->log != NULL)
    return;

  worker->folder = g_build_filename (hall->folder, name, NULL);
  worker->log = g_build_filename (hall->folder, log_name, NULL);
  g_assert_cmpint (g_mkdir (worker->folder, 0700), ==, 0);
  if (hall->is_direct)
    return;

  worker->postgres = proxy_new_for_postgres (worker->folder, hall->postgres->port, hall->postgres->folder);
  worker->redis = proxy_new_for_redis (redis_server_get_port (hall->redis));
}

/* Its log goes on where that of the program before ended. */
static GSubprocessLauncher *
prepare (Hall *hall,
         HallWorker *worker)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *url = NULL;
  g_autofree char *redis = NULL;
  g_autofree char *lease = g_strdup_printf ("%u", (guint) HALL_LEASE_S);
  int log = -1;

  lay_wires (hall, worker);
  url = g_strdup_printf ("postgresql:///%s?host=%s&port=%u&user=" SERVER_USER, hall->database,
                         hall->is_direct ? hall->postgres->folder : worker->folder, hall->postgres->port);
  redis = g_strdup_printf ("redis://127.0.0.1:%u", hall->is_direct ? redis_server_get_port (hall->redis)
                                                                   : proxy_get_port (worker->redis));
  g_subprocess_launcher_setenv (launcher, "DATABASE_URL", url, TRUE);
  g_subprocess_launcher_setenv (launcher, "REDIS_URL", redis, TRUE);
  g_subprocess_launcher_setenv (launcher, "LECTERN_SHARED_FOLDER", hall->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", worker->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", worker->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LECTERN_LEASE", lease, TRUE);
  g_subprocess_launcher_setenv (launcher, "LECTERN_LOG", "info", TRUE);
  g_subprocess_launcher_setenv (launcher, "LECTERN_LOG_FORMAT", "json", TRUE);
  g_subprocess_launcher_setenv (launcher, "WORKER_CONCURRENCY", G_STRINGIFY (CONCURRENCY), TRUE);
  g_subprocess_launcher_setenv (launcher, "TMPDIR", worker->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, PROGRAMS_NOTES, hall->folder, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  log = open (worker->log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  g_subprocess_launcher_take_stderr_fd (launcher, log);
  return launcher;
}

GSubprocess *
hall_start_submitter (Hall *hall,
                      HallWorker *worker,
                      const char *word,
                      guint first,
                      guint n)
{
  g_autoptr (GSubprocessLauncher) launcher = prepare (hall, worker);
  g_autofree char *first_text = g_strdup_printf ("%u", first);
  g_autofree char *n_text = g_strdup_printf ("%u", n);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_launcher_spawn (launcher, &error, "/proc/self/exe", "--submit", hall->folder,
                                                      word, first_text, n_text, NULL);

  g_assert_no_error (error);
  return process;
}

/* --- Workers --- */

gsize
hall_get_log_size (const HallWorker *worker)
{
  GStatBuf facts = { 0 };

  return worker->log != NULL && g_stat (worker->log, &facts) == 0 ? (gsize) facts.st_size : 0;
}

HallWorker *
hall_start_worker (Hall *hall,
                   guint number,
                   const char *const *settings)
{
  HallWorker *worker = &hall->workers[number];
  g_autoptr (GSubprocessLauncher) launcher = prepare (hall, worker);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; settings != NULL && settings[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, settings[i], settings[i + 1], TRUE);
  g_assert_null (worker->process);
  worker->begin = hall_get_log_size (worker);
  worker->process = g_subprocess_launcher_spawn (
    launcher, &error, hall->program != NULL ? hall->program : "/proc/self/exe", "--worker", NULL);
  g_assert_no_error (error);
  worker->pid = (pid_t) atoi (g_subprocess_get_identifier (worker->process));
  return worker;
}

gboolean
hall_await_log (HallWorker *worker,
                gsize offset,
                const char *text,
                guint timeout_ms)
{
  for (guint i = 0; i <= timeout_ms / STEP_MS; i++)
    {
      g_autofree char *log = NULL;
      gsize length = 0;

      if (g_file_get_contents (worker->log, &log, &length, NULL) && length > offset && strstr (log + offset, text))
        return TRUE;
      hall_sleep (STEP_MS);
    }

  return FALSE;
}

pid_t
hall_get_pid (const HallWorker *worker)
{
  return worker->process != NULL ? worker->pid : 0;
}

/* Asked of the system: GLib has a thread of its own that waits for processes. */
static gboolean
is_alive (pid_t pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);
  g_autofree char *text = NULL;
  const char *state = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;

  state = strrchr (text, ')');
  return state != NULL && strchr ("ZX", state[2]) == NULL;
}

gboolean
hall_has_ended (Hall *hall,
                HallWorker *worker)
{
  if (worker->process == NULL)
    return TRUE;
  if (is_alive (worker->pid))
    return FALSE;

  g_subprocess_wait (worker->process, NULL, NULL);
  hall_expect (hall,
               g_subprocess_get_if_signaled (worker->process) && g_subprocess_get_term_sig (worker->process) == SIGKILL,
               "no worker ends by itself");
  g_clear_object (&worker->process);
  return TRUE;
}

void
hall_kill_worker (Hall *hall,
                  HallWorker *worker)
{
  if (worker->process == NULL)
    return;

  g_subprocess_force_exit (worker->process);
  g_subprocess_wait (worker->process, NULL, NULL);
  g_clear_object (&worker->process);
  hall->n_kills++;
}

void
hall_signal_worker (Hall *hall,
                    HallWorker *worker,
                    int signal_number)
{
  g_subprocess_send_signal (worker->process, signal_number);
  hall->n_kills++;
}

void
hall_stop_worker (Hall *hall,
                  HallWorker *worker)
{
  g_autoptr (GSubprocess) process = g_steal_pointer (&worker->process);

  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  hall->n_kills++;
}

/* --- The servers --- */

void
hall_crash_postgres (Hall *hall,
                     guint away_ms)
{
  stop_server_process (hall->postgres, SIGQUIT);
  hall_sleep (away_ms);
  start_server_process (hall->postgres);
  connect_hall (hall);
  hall->n_kills++;
}

gint64
hall_ask (Hall *hall,
          const char *query)
{
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  lec_sql_get_int (hall->sql, query, NULL, &number, &error);
  g_assert_no_error (error);
  return number;
}

void
hall_tell (Hall *hall,
           const char *script)
{
  g_autoptr (GError) error = NULL;

  lec_sql_exec_script (hall->sql, script, &error);
  g_assert_no_error (error);
}

gboolean
hall_run_redis (Hall *hall,
                const char *const *words)
{
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 until_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  /* The client lets a server alone that was away a moment ago. */
  while (reply == NULL && g_get_monotonic_time () < until_us)
    {
      reply = lec_redis_client_run (hall->client, words, 0, NULL, NULL);
      if (reply == NULL)
        hall_sleep (STEP_MS);
    }

  return reply != NULL && lec_redis_reply_get_kind (reply) != LEC_REDIS_REPLY_ERROR;
}

guint
hall_count_hints (Hall *hall)
{
  g_autoptr (LecQueue) queue = lec_redis_queue_new (hall->client, "judge");
  guint n = 0;

  for (const char *const *name = lec_store_get_queue_names (); *name != NULL; name++)
    {
      guint n_hints = 0;

      if (lec_queue_count_hints (queue, *name, &n_hints, NULL, NULL))
        n += n_hints;
    }

  return n;
}

/* --- The end --- */

static guint
count_open (Hall *hall)
{
  return (guint) hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status IN ('queued', 'processing', 'paused')");
}

/* What a worker does with the hints of the dead once a minute. */
static void
sweep_hints (Hall *hall)
{
  g_autoptr (LecQueue) queue = lec_redis_queue_new (hall->client, "judge");

  lec_redis_queue_sweep (LEC_REDIS_QUEUE (queue), lec_store_get_queue_names (), 1, 600000, NULL, NULL);
}

gboolean
hall_await_end (Hall *hall,
                guint timeout_s)
{
  gint64 until_us = g_get_monotonic_time () + (gint64) timeout_s * G_USEC_PER_SEC;
  gboolean is_over = FALSE;

  while (!is_over && g_get_monotonic_time () < until_us)
    {
      hall_tell (hall, "UPDATE tasks SET run_after = 0 WHERE state = 'delayed'");
      is_over = count_open (hall) == 0;
      hall_sleep (is_over ? 0 : HURRY_MS);
    }
  while (is_over && g_get_monotonic_time () < until_us &&
         (hall_ask (hall, "SELECT COUNT(*) FROM outbox") > 0 || hall_count_hints (hall) > 0))
    {
      sweep_hints (hall);
      hall_sleep (HURRY_MS);
    }

  return is_over;
}

guint
hall_retry_failed (Hall *hall)
{
  LecJobFilter filter = { .status = LEC_JOB_FAILED };
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (hall->store, &filter, NULL, NULL);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);

      lec_store_change_job (hall->store, job->id, LEC_JOB_ACTION_RETRY, g_get_real_time (), NULL, NULL);
    }

  return jobs != NULL ? jobs->len : 0;
}

static char *
read_log (const HallWorker *worker)
{
  char *text = NULL;

  if (worker->log == NULL || !g_file_get_contents (worker->log, &text, NULL, NULL))
    return g_strdup ("");
  return text;
}

guint
hall_count_in_logs (Hall *hall,
                    const char *text)
{
  guint n = 0;

  for (guint i = 0; i < HALL_MAX_WORKERS; i++)
    {
      g_autofree char *log = read_log (&hall->workers[i]);
      const char *at = log;

      while ((at = strstr (at, text)) != NULL)
        {
          n++;
          at++;
        }
    }

  return n;
}

/* Counts in @table (element-type gint64 guint) by the number at the beginning of @text. */
static guint
count_one (GHashTable *table,
           const char *text)
{
  gint64 key = g_ascii_strtoll (text, NULL, 10);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, &key)) + 1;

  g_hash_table_insert (table, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n));
  return n;
}

/* Tasks of which workers say more than once that the store took what they did. */
static guint
count_accepted_twice (Hall *hall)
{
  g_autoptr (GHashTable) accepted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < HALL_MAX_WORKERS; i++)
    {
      g_autofree char *log = read_log (&hall->workers[i]);
      g_auto (GStrv) lines = g_strsplit (log, "\n", -1);

      for (char **line = lines; *line != NULL; line++)
        {
          const char *task = strstr (*line, DONE_LINE) != NULL ? strstr (*line, TASK_FIELD) : NULL;

          if (task != NULL)
            n += count_one (accepted, task + strlen (TASK_FIELD)) == 2;
        }
    }
  /* Who was killed had no time to say so of a task or two. */
  hall_expect (hall,
               g_hash_table_size (accepted) + CONCURRENCY * hall->n_kills >=
                 hall_ask (hall, "SELECT COUNT(*) FROM tasks WHERE state = 'done'"),
               "workers tell of what they have done");

  return n + (guint) hall_ask (hall, "SELECT COUNT(*) FROM (SELECT task FROM attempts WHERE outcome = 'done'"
                                     "  GROUP BY task HAVING COUNT(*) > 1) AS twice");
}

/* What the store says was done, by a try that nobody has noted. */
static guint
count_undone (Hall *hall)
{
  g_autoptr (GHashTable) ran = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = g_build_filename (hall->folder, PROGRAMS_RAN, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (LecSqlRows) rows = NULL;
  gboolean has_row = TRUE;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_hash_table_add (ran, g_strdup (*line));

  rows = lec_sql_query (hall->sql, "SELECT task, fence FROM attempts WHERE outcome = 'done' AND task IS NOT NULL", NULL,
                        NULL);
  while (lec_sql_rows_next (rows, &has_row, NULL) && has_row)
    {
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                               lec_sql_rows_get_int (rows, 0), lec_sql_rows_get_int (rows, 1));

      n += !g_hash_table_contains (ran, line);
    }

  return n;
}

/* Jobs that somebody was told are added. */
static guint
count_missing (Hall *hall)
{
  g_autofree char *path = g_build_filename (hall->folder, PROGRAMS_ADDED, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *query = g_strdup_printf ("SELECT COUNT(*) FROM jobs WHERE id = %d", atoi (*line));

      n += **line != '\0' && hall_ask (hall, query) == 0;
    }

  return n;
}

static guint
count_status (Hall *hall,
              const char *status)
{
  g_autofree char *query = g_strdup_printf ("SELECT COUNT(*) FROM jobs WHERE status = '%s'", status);

  return (guint) hall_ask (hall, query);
}

/* Why jobs were given up, for who wonders. */
static void
tell_reason (Hall *hall)
{
  static const char query[] =
    "SELECT error, COUNT(*) FROM jobs WHERE status = 'failed' GROUP BY error ORDER BY 2 DESC LIMIT 1";
  g_autoptr (LecSqlRows) rows = lec_sql_query (hall->sql, query, NULL, NULL);
  gboolean has_row = FALSE;

  if (rows != NULL && lec_sql_rows_next (rows, &has_row, NULL) && has_row)
    hall_remark (hall, "given up: %s", lec_sql_rows_get_text (rows, 0));
}

void
hall_judge (Hall *hall,
            HallTruth *truth)
{
  *truth = (HallTruth){ 0 };
  hall_await_end (hall, hall->is_full ? FULL_STOP_S : STOP_S);
  truth->n_tasks = (guint) hall_ask (hall, "SELECT COUNT(*) FROM tasks");
  truth->n_completed = count_status (hall, "completed");
  truth->n_failed = count_status (hall, "failed");
  truth->n_cancelled = count_status (hall, "cancelled");
  tell_reason (hall);
  truth->n_open = count_open (hall);
  truth->n_outbox = (guint) hall_ask (hall, "SELECT COUNT(*) FROM outbox");
  truth->n_pending = hall_count_hints (hall);
  truth->n_again = (guint) hall_ask (hall, "SELECT COUNT(*) - COUNT(DISTINCT task) FROM attempts");
  truth->n_lost = count_missing (hall) + count_undone (hall);
  truth->n_twice = count_accepted_twice (hall);
  for (guint i = 0; i < HALL_MAX_WORKERS; i++)
    hall_has_ended (hall, &hall->workers[i]);
}
