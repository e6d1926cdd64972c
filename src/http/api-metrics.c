/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /metrics: what the figures say, as Prometheus reads it (text format
 * 0.0.4). All are of the store, so each server of a cluster says the same.
 */
#include "config.h"

#include "engine/figures.h"
#include "http/api-error.h"
#include "http/api-handlers.h"

#define CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"

static void
append_head_as (GString *out,
                const char *name,
                const char *type,
                const char *help)
{
  g_string_append_printf (out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_head (GString *out,
             const char *name,
             const char *help)
{
  append_head_as (out, name, "gauge", help);
}

/* With a point, whatever the locale. */
static void
append_value (GString *out,
              double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, " %s\n", g_ascii_dtostr (text, sizeof text, value));
}

/* A label's value is whatever a database says: what ends it is escaped. */
static void
append_sample (GString *out,
               const char *name,
               const char *label,
               const char *label_value,
               double value)
{
  g_autoptr (GString) safe = g_string_new (label_value);

  g_string_replace (safe, "\\", "\\\\", 0);
  g_string_replace (safe, "\"", "\\\"", 0);
  g_string_replace (safe, "\n", "\\n", 0);
  g_string_append_printf (out, "%s{%s=\"%s\"}", name, label, safe->str);
  append_value (out, value);
}

/* Without a label. */
static void
append_plain (GString *out,
              const char *name,
              const char *help,
              double value)
{
  append_head (out, name, help);
  g_string_append (out, name);
  append_value (out, value);
}

static void
append_jobs (GString *out,
             const LecFigures *figures)
{
  guint last_hour = 0, last_day = 0;

  append_head (out, "lectern_jobs", "Jobs by state.");
  for (guint i = 0; i < LEC_N_JOB_STATUSES; i++)
    append_sample (out, "lectern_jobs", "status", lec_job_status_get_name ((LecJobStatus) i), figures->n_jobs[i]);

  for (guint i = 0; i < LEC_FIGURES_N_MINUTES; i++)
    last_hour += figures->per_minute[i];
  for (guint i = 0; i < LEC_FIGURES_N_HOURS; i++)
    last_day += figures->per_hour[i];
  append_head (out, "lectern_jobs_completed_lately", "Jobs that were completed within that time.");
  append_sample (out, "lectern_jobs_completed_lately", "within", "1h", last_hour);
  append_sample (out, "lectern_jobs_completed_lately", "within", "1d", last_day);

  append_head_as (out, "lectern_job_seconds", "summary", "Processing time of the completed jobs of a month.");
  append_sample (out, "lectern_job_seconds", "quantile", "0.5", figures->median_s);
  append_sample (out, "lectern_job_seconds", "quantile", "0.95", figures->p95_s);

  append_plain (out, "lectern_jobs_measured", "The completed jobs of a month.", figures->n_completed);
  append_plain (out, "lectern_jobs_kept", "Those of them whose result was there from before.", figures->n_kept);
}

static void
append_queues (GString *out,
               const LecFigures *figures)
{
  static const char *const heads[][2] = {
    { "lectern_queue_waiting", "Tasks that wait in a queue." },
    { "lectern_queue_paused", "Whether a queue is paused." },
    { "lectern_queue_oldest_seconds", "How long the oldest task of a queue has waited." },
  };

  for (guint kind = 0; kind < G_N_ELEMENTS (heads); kind++)
    {
      append_head (out, heads[kind][0], heads[kind][1]);
      for (guint i = 0; i < figures->queues->len; i++)
        {
          const LecQueueFacts *queue = g_ptr_array_index (figures->queues, i);
          double age_s =
            queue->oldest_us > 0 ? MAX ((double) (figures->now_us - queue->oldest_us) / G_USEC_PER_SEC, 0) : 0;
          const double values[] = { queue->n_waiting, queue->is_paused ? 1 : 0, age_s };

          append_sample (out, heads[kind][0], "queue", queue->name, values[kind]);
        }
    }
}

static void
append_workers (GString *out,
                const LecFigures *figures)
{
  guint n_busy = 0;

  for (guint i = 0; i < figures->workers->len; i++)
    n_busy += ((const LecWorkerFigures *) g_ptr_array_index (figures->workers, i))->n_busy;
  append_plain (out, "lectern_workers", "Workers that had a task within a day.", figures->workers->len);
  append_plain (out, "lectern_tasks_running", "Tasks that are worked on.", n_busy);
}

gboolean
lec_api_metrics_get (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecFigures) figures =
    lec_figures_take (context->jobs, g_get_real_time (), context->cancellable, &reason);
  g_autoptr (GString) out = g_string_new (NULL);

  if (figures == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  append_head (out, "lectern_info", "The version of the service.");
  append_sample (out, "lectern_info", "version", LECTERN_VERSION, 1);
  append_jobs (out, figures);
  append_queues (out, figures);
  append_workers (out, figures);
  lec_api_call_answer_text (call, CONTENT_TYPE, out->str);
  return TRUE;
}
