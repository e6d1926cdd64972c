/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /api/stats: the figures of the whole work, without whose it is.
 */
#include "base/json.h"
#include "engine/figures.h"
#include "http/api-error.h"
#include "http/api-handlers.h"

static guint
sum (const guint *values,
     guint n_values)
{
  guint total = 0;

  for (guint i = 0; i < n_values; i++)
    total += values[i];
  return total;
}

static JsonObject *
describe_jobs (const LecFigures *figures)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < LEC_N_JOB_STATUSES; i++)
    json_object_set_int_member (object, lec_job_status_get_name ((LecJobStatus) i), figures->n_jobs[i]);
  return object;
}

static JsonArray *
list (const guint *values,
      guint n_values)
{
  JsonArray *array = json_array_sized_new (n_values);

  for (guint i = 0; i < n_values; i++)
    json_array_add_int_element (array, values[i]);
  return array;
}

/* The oldest first. */
static JsonObject *
describe_throughput (const LecFigures *figures)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "last_hour", sum (figures->per_minute, LEC_FIGURES_N_MINUTES));
  json_object_set_int_member (object, "last_day", sum (figures->per_hour, LEC_FIGURES_N_HOURS));
  json_object_set_array_member (object, "per_minute", list (figures->per_minute, LEC_FIGURES_N_MINUTES));
  json_object_set_array_member (object, "per_hour", list (figures->per_hour, LEC_FIGURES_N_HOURS));
  return object;
}

static JsonObject *
describe_times (const LecFigures *figures)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "p50_s", figures->median_s);
  json_object_set_double_member (object, "p95_s", figures->p95_s);
  return object;
}

static JsonArray *
describe_queues (const LecFigures *figures)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < figures->queues->len; i++)
    {
      const LecQueueFacts *queue = g_ptr_array_index (figures->queues, i);
      JsonObject *object = json_object_new ();
      double age_s = queue->oldest_us > 0 ? (double) (figures->now_us - queue->oldest_us) / G_USEC_PER_SEC : 0;

      json_object_set_string_member (object, "name", queue->name);
      json_object_set_boolean_member (object, "paused", queue->is_paused);
      json_object_set_int_member (object, "waiting", queue->n_waiting);
      json_object_set_double_member (object, "oldest_s", MAX (age_s, 0));
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
describe_workers (const LecFigures *figures)
{
  JsonObject *object = json_object_new ();
  guint n_busy = 0;

  for (guint i = 0; i < figures->workers->len; i++)
    n_busy += ((const LecWorkerFigures *) g_ptr_array_index (figures->workers, i))->n_busy;
  json_object_set_int_member (object, "last_day", figures->workers->len);
  json_object_set_int_member (object, "busy", n_busy);
  return object;
}

/* Left out when there are none. */
static void
set_rate (JsonObject *object,
          const char *name,
          guint n_such,
          guint n_all)
{
  if (n_all > 0)
    json_object_set_double_member (object, name, (double) n_such / n_all);
}

gboolean
lec_api_stats_get (LecApiCall *call,
                   const LecApiContext *context,
                   GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecFigures) figures =
    lec_figures_take (context->jobs, g_get_real_time (), context->cancellable, &reason);
  JsonObject *object = NULL;
  guint n_completed = 0;

  if (figures == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  n_completed = figures->n_jobs[LEC_JOB_COMPLETED];
  object = json_object_new ();
  json_object_set_object_member (object, "jobs", describe_jobs (figures));
  json_object_set_int_member (object, "total", sum (figures->n_jobs, LEC_N_JOB_STATUSES));
  /* Of those that were tried to the end. */
  set_rate (object, "success_rate", n_completed, n_completed + figures->n_jobs[LEC_JOB_FAILED]);
  set_rate (object, "cache_hit_rate", figures->n_kept, figures->n_completed);
  json_object_set_object_member (object, "throughput", describe_throughput (figures));
  json_object_set_object_member (object, "times", describe_times (figures));
  json_object_set_array_member (object, "queues", describe_queues (figures));
  json_object_set_object_member (object, "workers", describe_workers (figures));
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}
