/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables for people, JSON for programs, of the same facts.
 */
#include "cli/cluster-text.h"

#include <glib/gi18n-lib.h>

#include "base/json.h"
#include "base/time-format.h"
#include "cli/text-table.h"

/* --- For people --- */

static const char *
describe_state (const LecWorkerRecord *worker)
{
  switch (worker->state)
    {
    case LEC_WORKER_ONLINE:
      return worker->is_draining ? _ ("drained") : _ ("online");
    case LEC_WORKER_STALLED:
      return _ ("stalled");
    case LEC_WORKER_GONE:
    default:
      return _ ("gone");
    }
}

static char *
format_age (gint64 age_us)
{
  return lec_time_format ((double) MAX (age_us, 0) / G_USEC_PER_SEC);
}

static char *
format_number (guint number)
{
  return g_strdup_printf ("%u", number);
}

/* @text: (nullable) */
static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "-");
}

char *
lec_cluster_text_format_workers (const GPtrArray *workers)
{
  const char *const headings[] = { _ ("worker"), _ ("state"), _ ("silent for"), _ ("busy"), _ ("version"),
                                   _ ("queues"), NULL };
  g_autoptr (LecTextTable) table = lec_text_table_new (headings);

  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);
      char *cells[] = {
        g_strdup (worker->identity),
        g_strdup (describe_state (worker)),
        format_age (worker->silence_us),
        /* Translators: so many of a worker's slots are in use */
        g_strdup_printf (_ ("%u of %u"), worker->n_busy, worker->n_slots),
        g_strdup (worker->version),
        g_strjoinv (",", worker->queues),
      };

      lec_text_table_take_row (table, cells);
    }

  return lec_text_table_format (table);
}

char *
lec_cluster_text_format_queues (const GPtrArray *queues,
                                gint64 now_us)
{
  const char *const headings[] = { _ ("queue"), _ ("waiting"), _ ("oldest"), _ ("workers"), _ ("slots"), _ ("state"),
                                   NULL };
  g_autoptr (LecTextTable) table = lec_text_table_new (headings);

  for (guint i = 0; i < queues->len; i++)
    {
      const LecClusterQueue *queue = g_ptr_array_index (queues, i);
      char *cells[] = {
        g_strdup (queue->name),
        format_number (queue->n_waiting),
        queue->n_waiting > 0 ? format_age (now_us - queue->oldest_us) : g_strdup ("-"),
        format_number (queue->n_workers),
        format_number (queue->n_slots),
        g_strdup (queue->is_paused ? C_ ("queue", "paused") : C_ ("queue", "open")),
      };

      lec_text_table_take_row (table, cells);
    }

  return lec_text_table_format (table);
}

char *
lec_cluster_text_format_dead (const GPtrArray *dead,
                              gint64 now_us)
{
  const char *const headings[] = { _ ("job"), _ ("stage"), _ ("tries"), _ ("ago"), _ ("video"), _ ("reason"), NULL };
  g_autoptr (LecTextTable) table = lec_text_table_new (headings);

  for (guint i = 0; i < dead->len; i++)
    {
      const LecDeadTask *task = g_ptr_array_index (dead, i);
      char *cells[] = {
        g_strdup_printf ("%" G_GINT64_FORMAT, task->job),
        g_strdup (task->stage),
        format_number (task->n_tries),
        format_age (now_us - task->at_us),
        g_path_get_basename (task->source),
        dup_text (task->error),
      };

      lec_text_table_take_row (table, cells);
    }

  return lec_text_table_format (table);
}

static const char *
describe_result (const LecPeriodic *work)
{
  if (work->ended_us < work->last_us)
    /* Translators: periodic work whose time has come, and of which nothing was heard yet */
    return C_ ("periodic work", "begun");

  return work->error != NULL ? work->error : _ ("ok");
}

char *
lec_cluster_text_format_schedule (const GPtrArray *schedule,
                                  gint64 now_us)
{
  const char *const headings[] = { _ ("work"), _ ("every"), _ ("last, ago"), _ ("next, in"), _ ("result"), NULL };
  g_autoptr (LecTextTable) table = lec_text_table_new (headings);

  for (guint i = 0; i < schedule->len; i++)
    {
      const LecPeriodic *work = g_ptr_array_index (schedule, i);
      char *cells[] = {
        g_strdup (work->name),
        format_age (work->period_us),
        format_age (now_us - MAX (work->last_us, work->ended_us)),
        format_age (work->last_us + work->period_us - now_us),
        g_strdup (describe_result (work)),
      };

      lec_text_table_take_row (table, cells);
    }

  return lec_text_table_format (table);
}

/* --- How it stands --- */

typedef struct
{
  guint n_workers[LEC_N_WORKER_STATES];
  guint n_slots;
  guint n_busy;
} Workers;

static Workers
count_workers (const GPtrArray *workers)
{
  Workers count = { { 0 } };

  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      count.n_workers[worker->state]++;
      if (worker->state != LEC_WORKER_ONLINE)
        continue;
      count.n_slots += worker->n_slots;
      count.n_busy += worker->n_busy;
    }

  return count;
}

static guint
count_last_hour (const LecFigures *figures)
{
  guint n = 0;

  for (guint i = 0; i < LEC_FIGURES_N_MINUTES; i++)
    n += figures->per_minute[i];

  return n;
}

/* As many as there are tasks that are worked on or could be: for what starts and ends workers. */
static guint
count_wanted_slots (const GPtrArray *workers,
                    const GPtrArray *queues)
{
  guint n = count_workers (workers).n_busy;

  for (guint i = 0; i < queues->len; i++)
    {
      const LecClusterQueue *queue = g_ptr_array_index (queues, i);

      n += queue->is_paused ? 0 : queue->n_waiting;
    }

  return n;
}

int
lec_cluster_text_count_missing_slots (const GPtrArray *workers,
                                      const GPtrArray *queues)
{
  return (int) count_wanted_slots (workers, queues) - (int) count_workers (workers).n_slots;
}

char *
lec_cluster_text_format_scale (const GPtrArray *workers,
                               const GPtrArray *queues)
{
  return g_strdup_printf (_ ("%u slots are wanted, there are %u\n"), count_wanted_slots (workers, queues),
                          count_workers (workers).n_slots);
}

/* Of jobs that have ended by themselves. Returns: whether any has. @success: (out): 0..1 */
static gboolean
get_success (const LecFigures *figures,
             double *success)
{
  guint n_completed = figures->n_jobs[LEC_JOB_COMPLETED];
  guint n_failed = figures->n_jobs[LEC_JOB_FAILED];

  if (n_completed + n_failed == 0)
    return FALSE;

  *success = (double) n_completed / (n_completed + n_failed);
  return TRUE;
}

static void
append_outcomes (GString *out,
                 const LecFigures *figures)
{
  g_autofree char *median = lec_time_format (figures->median_s);
  g_autofree char *p95 = lec_time_format (figures->p95_s);
  double success = 0;

  if (!get_success (figures, &success))
    {
      g_string_append (out, _ ("no job has ended yet\n\n"));
      return;
    }

  g_string_append_printf (out, _ ("success: %.1f %% of those that have ended; %u completed in the last hour\n"),
                          success * 100, count_last_hour (figures));
  /* Translators: times that jobs have taken */
  g_string_append_printf (out, _ ("took: half of them %s at most, 95 of 100 %s at most\n\n"), median, p95);
}

char *
lec_cluster_text_format_status (const LecFigures *figures,
                                const GPtrArray *workers,
                                const GPtrArray *queues)
{
  GString *out = g_string_new (NULL);
  Workers count = count_workers (workers);
  g_autofree char *table = lec_cluster_text_format_queues (queues, figures->now_us);

  g_string_append_printf (out, _ ("workers: %u online, %u stalled, %u gone; %u of %u slots busy\n"),
                          count.n_workers[LEC_WORKER_ONLINE], count.n_workers[LEC_WORKER_STALLED],
                          count.n_workers[LEC_WORKER_GONE], count.n_busy, count.n_slots);
  g_string_append_printf (out, _ ("jobs: %u queued, %u processing, %u paused, %u completed, %u failed, %u cancelled\n"),
                          figures->n_jobs[LEC_JOB_QUEUED], figures->n_jobs[LEC_JOB_PROCESSING],
                          figures->n_jobs[LEC_JOB_PAUSED], figures->n_jobs[LEC_JOB_COMPLETED],
                          figures->n_jobs[LEC_JOB_FAILED], figures->n_jobs[LEC_JOB_CANCELLED]);
  append_outcomes (out, figures);
  g_string_append (out, table);

  return g_string_free (out, FALSE);
}

/* --- For programs --- */

static void
set_time (JsonObject *object,
          const char *name,
          gint64 at_us)
{
  g_autoptr (GDateTime) time = at_us > 0 ? g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  lec_json_set_string (object, name, text);
}

static void
set_seconds (JsonObject *object,
             const char *name,
             gint64 duration_us)
{
  json_object_set_double_member (object, name, (double) duration_us / G_USEC_PER_SEC);
}

JsonNode *
lec_cluster_json_of_worker (const LecWorkerRecord *worker)
{
  JsonObject *object = json_object_new ();
  JsonArray *queues = json_array_new ();

  for (char **queue = worker->queues; *queue != NULL; queue++)
    json_array_add_string_element (queues, *queue);
  lec_json_set_string (object, "worker", worker->identity);
  lec_json_set_string (object, "host", worker->host);
  json_object_set_int_member (object, "pid", worker->pid);
  json_object_set_string_member (object, "state", lec_worker_state_get_name (worker->state));
  json_object_set_boolean_member (object, "drained", worker->is_draining);
  set_seconds (object, "silent_s", worker->silence_us);
  json_object_set_int_member (object, "busy", worker->n_busy);
  json_object_set_int_member (object, "slots", worker->n_slots);
  lec_json_set_string (object, "version", worker->version);
  set_time (object, "started", worker->started_us);
  json_object_set_array_member (object, "queues", queues);

  return lec_json_wrap (object);
}

JsonNode *
lec_cluster_json_of_queue (const LecClusterQueue *queue)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "queue", queue->name);
  json_object_set_int_member (object, "waiting", queue->n_waiting);
  set_time (object, "oldest", queue->oldest_us);
  json_object_set_int_member (object, "workers", queue->n_workers);
  json_object_set_int_member (object, "slots", queue->n_slots);
  json_object_set_boolean_member (object, "paused", queue->is_paused);

  return lec_json_wrap (object);
}

JsonNode *
lec_cluster_json_of_dead (const LecDeadTask *dead)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "job", dead->job);
  json_object_set_int_member (object, "task", dead->task);
  lec_json_set_string (object, "stage", dead->stage);
  lec_json_set_string (object, "queue", dead->queue);
  lec_json_set_string (object, "source", dead->source);
  json_object_set_int_member (object, "tries", dead->n_tries);
  lec_json_set_string (object, "worker", dead->worker);
  lec_json_set_string (object, "error", dead->error_code);
  lec_json_set_string (object, "message", dead->error);
  set_time (object, "at", dead->at_us);

  return lec_json_wrap (object);
}

JsonNode *
lec_cluster_json_of_periodic (const LecPeriodic *periodic)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "work", periodic->name);
  set_seconds (object, "period_s", periodic->period_us);
  set_time (object, "last", periodic->last_us);
  set_time (object, "next", periodic->last_us + periodic->period_us);
  if (periodic->ended_us > 0)
    set_time (object, "ended", periodic->ended_us);
  if (periodic->ended_us >= periodic->last_us)
    lec_json_set_string (object, "result", periodic->error != NULL ? "error" : "ok");
  lec_json_set_string (object, "error", periodic->error);

  return lec_json_wrap (object);
}

static JsonObject *
make_workers_object (const GPtrArray *workers)
{
  Workers count = count_workers (workers);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < LEC_N_WORKER_STATES; i++)
    json_object_set_int_member (object, lec_worker_state_get_name ((LecWorkerState) i), count.n_workers[i]);
  json_object_set_int_member (object, "busy", count.n_busy);
  json_object_set_int_member (object, "slots", count.n_slots);

  return object;
}

JsonNode *
lec_cluster_json_of_scale (const GPtrArray *workers,
                           const GPtrArray *queues)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "wanted_slots", count_wanted_slots (workers, queues));
  json_object_set_int_member (object, "slots", count_workers (workers).n_slots);
  return lec_json_wrap (object);
}

JsonNode *
lec_cluster_json_of_status (const LecFigures *figures,
                            const GPtrArray *workers,
                            const GPtrArray *queues)
{
  JsonObject *object = json_object_new ();
  JsonObject *jobs = json_object_new ();
  JsonArray *array = json_array_new ();
  double success = 0;

  for (guint i = 0; i < LEC_N_JOB_STATUSES; i++)
    json_object_set_int_member (jobs, lec_job_status_get_name ((LecJobStatus) i), figures->n_jobs[i]);
  for (guint i = 0; i < queues->len; i++)
    json_array_add_element (array, lec_cluster_json_of_queue (g_ptr_array_index (queues, i)));
  set_time (object, "time", figures->now_us);
  json_object_set_object_member (object, "workers", make_workers_object (workers));
  json_object_set_object_member (object, "jobs", jobs);
  json_object_set_array_member (object, "queues", array);
  json_object_set_int_member (object, "wanted_slots", count_wanted_slots (workers, queues));
  if (get_success (figures, &success))
    json_object_set_double_member (object, "success", success);
  json_object_set_int_member (object, "completed_last_hour", count_last_hour (figures));
  json_object_set_double_member (object, "median_s", figures->median_s);
  json_object_set_double_member (object, "p95_s", figures->p95_s);

  return lec_json_wrap (object);
}
