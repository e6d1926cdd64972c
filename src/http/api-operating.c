/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What whoever operates the work wants: who works, what waits, what was given
 * up; pausing, draining, trying again. For admins.
 */
#include <glib/gi18n-lib.h>

#include "base/json.h"
#include "engine/cluster-admin.h"
#include "engine/figures.h"
#include "http/api-error.h"
#include "http/api-handlers.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     500

static gboolean
answer_list (LecApiCall *call,
             const char *name,
             JsonArray *array)
{
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, name, array);
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64 time_us)
{
  g_autoptr (GDateTime) time = time_us > 0 ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  lec_json_set_string (object, name, text);
}

/* --- Workers --- */

static const LecWorkerFigures *
find_figures (const LecFigures *figures,
              const char *name)
{
  for (guint i = 0; i < figures->workers->len; i++)
    {
      const LecWorkerFigures *worker = g_ptr_array_index (figures->workers, i);

      if (g_str_equal (worker->name, name))
        return worker;
    }

  return NULL;
}

/* What a worker has done in the last day. @figures: (nullable) */
static void
set_figures (JsonObject *object,
             const LecWorkerFigures *figures)
{
  json_object_set_int_member (object, "done", figures != NULL ? figures->n_done : 0);
  json_object_set_int_member (object, "failed", figures != NULL ? figures->n_failed : 0);
  json_object_set_double_member (object, "median_s", figures != NULL ? figures->median_s : 0);
}

static JsonObject *
describe_worker (const LecWorkerRecord *worker,
                 const LecWorkerFigures *figures)
{
  JsonObject *object = json_object_new ();
  JsonArray *queues = json_array_new ();

  for (char **queue = worker->queues; *queue != NULL; queue++)
    json_array_add_string_element (queues, *queue);
  json_object_set_string_member (object, "name", worker->identity);
  json_object_set_boolean_member (object, "registered", TRUE);
  json_object_set_string_member (object, "host", worker->host);
  json_object_set_string_member (object, "version", worker->version);
  json_object_set_string_member (object, "state", lec_worker_state_get_name (worker->state));
  json_object_set_boolean_member (object, "draining", worker->is_draining);
  json_object_set_int_member (object, "slots", worker->n_slots);
  json_object_set_int_member (object, "busy", worker->n_busy);
  json_object_set_array_member (object, "queues", queues);
  set_time (object, "started", worker->started_us);
  set_time (object, "heard", worker->heartbeat_us);
  set_figures (object, figures);
  return object;
}

/* One that has worked, and does not say that it is there: a program of this machine. */
static JsonObject *
describe_unregistered (const LecWorkerFigures *figures)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", figures->name);
  json_object_set_boolean_member (object, "registered", FALSE);
  json_object_set_string_member (object, "state", figures->n_busy > 0 ? "working" : "seen");
  json_object_set_boolean_member (object, "draining", FALSE);
  json_object_set_int_member (object, "slots", 0);
  json_object_set_int_member (object, "busy", figures->n_busy);
  json_object_set_array_member (object, "queues", json_array_new ());
  set_time (object, "heard", figures->heard_us);
  set_figures (object, figures);
  return object;
}

static gboolean
is_registered (const GPtrArray *workers,
               const char *name)
{
  for (guint i = 0; i < workers->len; i++)
    if (g_str_equal (((const LecWorkerRecord *) g_ptr_array_index (workers, i))->identity, name))
      return TRUE;

  return FALSE;
}

/* Those of a cluster, who say that they are there. Those of this machine are known by what they
 * have done in the last day. */
static JsonArray *
describe_workers (const LecApiContext *context,
                  const GPtrArray *workers,
                  const LecFigures *figures)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      json_array_add_object_element (array, describe_worker (worker, find_figures (figures, worker->identity)));
    }
  for (guint i = 0; !context->settings->uses_cluster && i < figures->workers->len; i++)
    {
      const LecWorkerFigures *worker = g_ptr_array_index (figures->workers, i);

      if (!is_registered (workers, worker->name))
        json_array_add_object_element (array, describe_unregistered (worker));
    }

  return array;
}

gboolean
lec_api_workers_list (LecApiCall *call,
                      const LecApiContext *context,
                      GError **error)
{
  GError *reason = NULL;
  g_autoptr (GPtrArray) workers = lec_cluster_admin_list_workers (context->jobs, context->cancellable, &reason);
  g_autoptr (LecFigures) figures =
    workers != NULL ? lec_figures_take (context->jobs, g_get_real_time (), context->cancellable, &reason) : NULL;
  g_autofree char *address = NULL;
  JsonObject *object = NULL;

  if (figures == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  address = context->settings->uses_cluster ? lec_cluster_admin_dup_address (context->jobs) : NULL;
  object = json_object_new ();
  json_object_set_boolean_member (object, "cluster", context->settings->uses_cluster);
  /* Without its password. */
  if (address != NULL)
    json_object_set_string_member (object, "address", address);
  json_object_set_array_member (object, "workers", describe_workers (context, workers, figures));
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}

static gboolean
drain (LecApiCall *call,
       const LecApiContext *context,
       gboolean drains,
       GError **error)
{
  GError *reason = NULL;

  lec_cluster_admin_drain (context->jobs, call->arguments[0], drains, context->cancellable, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error) && lec_api_workers_list (call, context, error);
}

gboolean
lec_api_workers_drain (LecApiCall *call,
                       const LecApiContext *context,
                       GError **error)
{
  return drain (call, context, TRUE, error);
}

gboolean
lec_api_workers_resume (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  return drain (call, context, FALSE, error);
}

/* One that does not come back is taken off the list. */
gboolean
lec_api_workers_forget (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  GError *reason = NULL;

  lec_cluster_admin_forget (context->jobs, call->arguments[0], context->cancellable, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error) && lec_api_workers_list (call, context, error);
}

/* --- Queues --- */

static JsonObject *
describe_queue (const LecClusterQueue *queue)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", queue->name);
  json_object_set_boolean_member (object, "paused", queue->is_paused);
  json_object_set_int_member (object, "waiting", queue->n_waiting);
  json_object_set_int_member (object, "workers", queue->n_workers);
  json_object_set_int_member (object, "slots", queue->n_slots);
  set_time (object, "oldest", queue->oldest_us);
  return object;
}

gboolean
lec_api_queues_list (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  GError *reason = NULL;
  g_autoptr (GPtrArray) queues = lec_cluster_admin_list_queues (context->jobs, context->cancellable, &reason);
  JsonArray *array = NULL;

  if (queues == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  array = json_array_sized_new (queues->len);
  for (guint i = 0; i < queues->len; i++)
    json_array_add_object_element (array, describe_queue (g_ptr_array_index (queues, i)));
  return answer_list (call, "queues", array);
}

static gboolean
pause_queue (LecApiCall *call,
             const LecApiContext *context,
             gboolean pauses,
             GError **error)
{
  GError *reason = NULL;

  lec_jobs_pause_queue (context->jobs, call->arguments[0], pauses, context->cancellable, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error) && lec_api_queues_list (call, context, error);
}

gboolean
lec_api_queues_pause (LecApiCall *call,
                      const LecApiContext *context,
                      GError **error)
{
  return pause_queue (call, context, TRUE, error);
}

gboolean
lec_api_queues_resume (LecApiCall *call,
                       const LecApiContext *context,
                       GError **error)
{
  return pause_queue (call, context, FALSE, error);
}

/* --- Tasks --- */

static JsonObject *
describe_dead (const LecDeadTask *task)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "task", task->task);
  json_object_set_int_member (object, "job", task->job);
  json_object_set_string_member (object, "stage", task->stage);
  json_object_set_string_member (object, "queue", task->queue);
  json_object_set_int_member (object, "tries", task->n_tries);
  lec_json_set_string (object, "worker", task->worker);
  lec_json_set_string (object, "error_code", task->error_code);
  lec_json_set_string (object, "error", task->error);
  set_time (object, "at", task->at_us);
  return object;
}

gboolean
lec_api_tasks_list (LecApiCall *call,
                    const LecApiContext *context,
                    GError **error)
{
  const char *state = g_hash_table_lookup (call->query, "state");
  g_autoptr (GPtrArray) dead = NULL;
  GError *reason = NULL;
  JsonArray *array = NULL;
  guint limit = 0;

  if (g_strcmp0 (state, "dead") != 0)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("“state” is dead"));
      return FALSE;
    }
  if (!lec_api_call_read_number (call, "limit", 1, MAX_LIMIT, DEFAULT_LIMIT, &limit, error))
    return FALSE;

  dead = lec_cluster_admin_list_dead (context->jobs, limit, context->cancellable, &reason);
  if (dead == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  array = json_array_sized_new (dead->len);
  for (guint i = 0; i < dead->len; i++)
    json_array_add_object_element (array, describe_dead (g_ptr_array_index (dead, i)));
  return answer_list (call, "tasks", array);
}

/* Whose task it is, is what waits again: all that was given up of that job. */
gboolean
lec_api_tasks_requeue (LecApiCall *call,
                       const LecApiContext *context,
                       GError **error)
{
  g_autoptr (GPtrArray) dead = NULL;
  GError *reason = NULL;
  guint64 number = 0;
  gint64 job = 0;

  g_ascii_string_to_unsigned (call->arguments[0], 10, 1, G_MAXINT64, &number, NULL);
  dead = lec_cluster_admin_list_dead (context->jobs, G_MAXINT, context->cancellable, &reason);
  for (guint i = 0; dead != NULL && job == 0 && i < dead->len; i++)
    {
      const LecDeadTask *task = g_ptr_array_index (dead, i);

      if (number > 0 && (guint64) task->task == number)
        job = task->job;
    }
  if (dead != NULL && job == 0)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, _ ("no such task was given up"));
      return FALSE;
    }

  if (dead != NULL)
    lec_cluster_admin_requeue (context->jobs, job, context->cancellable, &reason);
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error))
    return FALSE;

  lec_api_call_answer_nothing (call);
  return TRUE;
}
