/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET /api/health: live when it answers; ready when what is submitted will be
 * worked on. Without Redis all goes on, only later: that is no failure. Whoever
 * asks needs no token, so no address, name or path is said.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>

#include "base/json.h"
#include "engine/cluster-admin.h"
#include "http/api-error.h"
#include "http/api-handlers.h"

#define MIN_DISK_BYTES  (G_GUINT64_CONSTANT (100) << 20)
#define WARN_DISK_BYTES (G_GUINT64_CONSTANT (1) << 30)

typedef enum
{
  OK,
  DEGRADED,
  FAILED,
} State;

static const char *const state_names[] = { "ok", "degraded", "failed" };

typedef struct
{
  JsonArray *checks;
  State state; /* the worst one */
} Report;

/* @reason: (nullable) */
static void
add_check (Report *report,
           const char *name,
           State state,
           const char *reason)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "status", state_names[state]);
  lec_json_set_string (object, "reason", reason);
  json_array_add_object_element (report->checks, object);
  report->state = MAX (report->state, state);
}

static void
check_database (Report *report,
                const LecApiContext *context)
{
  g_autoptr (GPtrArray) events = NULL;

  if (context->jobs != NULL)
    events = lec_jobs_list_events (context->jobs, G_MAXINT64 - 1, 1, context->cancellable, NULL);
  if (events != NULL)
    add_check (report, "database", OK, NULL);
  else
    add_check (report, "database", FAILED, _ ("the database does not answer"));
}

static void
check_disk (Report *report,
            const LecApiContext *context)
{
  const char *folder = context->jobs != NULL ? lec_jobs_get_folder (context->jobs) : NULL;
  struct statvfs facts;
  guint64 free_bytes = 0;

  if (statvfs (folder != NULL ? folder : g_get_tmp_dir (), &facts) != 0)
    {
      add_check (report, "disk", FAILED, _ ("the disk cannot be looked at"));
      return;
    }

  free_bytes = (guint64) facts.f_bavail * facts.f_frsize;
  if (free_bytes < MIN_DISK_BYTES)
    add_check (report, "disk", FAILED, _ ("the disk is full"));
  else if (free_bytes < WARN_DISK_BYTES)
    add_check (report, "disk", DEGRADED, _ ("less than 1 GB of the disk is free"));
  else
    add_check (report, "disk", OK, NULL);
}

static void
check_redis (Report *report,
             const LecApiContext *context)
{
  g_autoptr (GError) error = NULL;

  if (!context->settings->uses_cluster || context->jobs == NULL)
    return;

  lec_cluster_admin_ping_redis_ms (context->jobs, context->cancellable, &error);
  if (error == NULL)
    add_check (report, "redis", OK, NULL);
  else
    add_check (report, "redis", DEGRADED, _ ("Redis does not answer; work goes on without it, only later"));
}

static gboolean
has_workers (const LecApiContext *context)
{
  g_autoptr (GPtrArray) workers = NULL;

  if (!context->settings->uses_cluster)
    return context->is_working != NULL && context->is_working (context->working_data);
  if (context->jobs == NULL)
    return FALSE;

  workers = lec_cluster_admin_list_workers (context->jobs, context->cancellable, NULL);
  for (guint i = 0; workers != NULL && i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      if (worker->state == LEC_WORKER_ONLINE && !worker->is_draining)
        return TRUE;
    }

  return FALSE;
}

static void
check_workers (Report *report,
               const LecApiContext *context)
{
  if (has_workers (context))
    add_check (report, "workers", OK, NULL);
  else
    add_check (report, "workers", FAILED, _ ("nobody works on the queue"));
}

static gboolean
answer_live (LecApiCall *call)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "live", TRUE);
  json_object_set_string_member (object, "version", LECTERN_VERSION);
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}

gboolean
lec_api_health_get (LecApiCall *call,
                    const LecApiContext *context,
                    GError **error)
{
  const char *probe = g_hash_table_lookup (call->query, "probe");
  Report report = { NULL, OK };
  JsonObject *object = NULL;

  if (g_strcmp0 (probe, "live") == 0)
    return answer_live (call);
  if (probe != NULL && g_strcmp0 (probe, "ready") != 0)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("“probe” is “live” or “ready”"));
      return FALSE;
    }

  report.checks = json_array_new ();
  check_database (&report, context);
  check_redis (&report, context);
  check_disk (&report, context);
  check_workers (&report, context);

  object = json_object_new ();
  json_object_set_string_member (object, "status", state_names[report.state]);
  json_object_set_boolean_member (object, "live", TRUE);
  json_object_set_boolean_member (object, "ready", report.state != FAILED);
  json_object_set_string_member (object, "version", LECTERN_VERSION);
  json_object_set_array_member (object, "checks", report.checks);
  lec_api_call_answer_json (call, report.state != FAILED ? 200 : 503, lec_json_wrap (object));
  lec_api_call_set_answer_header (call, "Cache-Control", "no-store");
  return TRUE;
}
