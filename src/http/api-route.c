/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is not in this table cannot be asked. A segment of a path is unescaped on
 * its own, after the path was cut: no "%2F" leads anywhere else.
 */
#include "http/api-route.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/api-wish.h"
#include "http/tus-headers.h"

#define MAX_SEGMENTS 16
#define JSON         "application/json"
#define FORM         "multipart/form-data"
#define TUS          "Tus-Resumable"
#define TUS_FACTS    TUS " Tus-Version Tus-Extension Tus-Checksum-Algorithm Tus-Max-Size"

/* clang-format off */
static const LecApiRoute routes[] = {
  { "GET", "/", LEC_API_OPEN, lec_api_pages_get_jobs, NULL, 0, FALSE, "text/html text/plain",
    "The page of jobs, for whoever takes HTML; what can be asked, for others" },
  { "GET", "/dashboard", LEC_API_OPEN, lec_api_pages_get_dashboard, NULL, 0, FALSE, "text/html",
    "The page of figures, queues and workers" },
  { "GET", "/assets/{file}", LEC_API_OPEN, lec_api_pages_get_asset, NULL, 0, FALSE,
    "text/css text/javascript image/svg+xml",
    "What the pages are made of" },
  { "GET", "/api/openapi.json", LEC_API_OPEN, lec_api_openapi_get, NULL, 0, FALSE, JSON,
    "What can be asked, for programs", .schema = "object" },
  { "GET", "/api/health", LEC_API_OPEN, lec_api_health_get, "probe", 0, FALSE, JSON,
    "Whether the service is live and ready, and what keeps it from that",
    .schema = "Health", .statuses = "200 503" },
  { "GET", "/api/stats", LEC_API_READ, lec_api_stats_get, NULL, 0, FALSE, JSON,
    "How the work goes: jobs by state, times, queues, workers", .schema = "Stats" },
  { "GET", "/metrics", LEC_API_READ, lec_api_metrics_get, NULL, 0, FALSE, "text/plain",
    "The same for Prometheus" },
  { "POST", "/api/extract", LEC_API_SUBMIT, lec_api_extract_post, NULL, LEC_API_WISH_MAX_BYTES, TRUE, JSON,
    "Make slides of a video: {\"url\" or \"upload\", \"options\", \"priority\"}, or a form with the file",
    .stream = &lec_api_form_stream, .types = JSON " " FORM, .headers = "Idempotency-Key", .adds_job = TRUE,
    .schema = "Job", .statuses = "200 202", .refuses = "not_found conflict locked", .gives = "Location" },
  { "OPTIONS", "/api/uploads", LEC_API_OPEN, lec_api_uploads_options, NULL, 0, FALSE, "",
    "What uploads can do (tus 1.0.0)", .gives = TUS_FACTS },
  { "POST", "/api/uploads", LEC_API_SUBMIT, lec_api_uploads_create, NULL, 0, FALSE, "",
    "Begin to send a video in pieces (tus: creation)",
    .stream = &lec_api_uploads_stream, .types = LEC_TUS_CONTENT_TYPE,
    .headers = TUS " Upload-Length Upload-Metadata Upload-Checksum",
    .statuses = "201", .refuses = "precondition_failed checksum_mismatch",
    .gives = "Location " TUS " Upload-Offset Upload-Length Upload-Expires" },
  { "OPTIONS", "/api/uploads/{upload}", LEC_API_OPEN, lec_api_uploads_options, NULL, 0, FALSE, "",
    "What uploads can do (tus 1.0.0)", .gives = TUS_FACTS },
  { "GET", "/api/uploads/{upload}", LEC_API_SUBMIT, lec_api_uploads_get, NULL, 0, FALSE, JSON,
    "How much of it has come; HEAD for tus", .headers = TUS,
    .schema = "Upload", .refuses = "precondition_failed",
    .gives = TUS " Upload-Offset Upload-Length Upload-Expires" },
  { "PATCH", "/api/uploads/{upload}", LEC_API_SUBMIT, lec_api_uploads_append, NULL, 0, FALSE, "",
    "Send more of it (tus)",
    .stream = &lec_api_uploads_stream, .types = LEC_TUS_CONTENT_TYPE,
    .headers = TUS " Upload-Offset Upload-Checksum",
    .refuses = "conflict precondition_failed locked checksum_mismatch",
    .gives = TUS " Upload-Offset Upload-Length Upload-Expires" },
  { "DELETE", "/api/uploads/{upload}", LEC_API_SUBMIT, lec_api_uploads_remove, NULL, 0, FALSE, "",
    "Give it up (tus: termination)", .headers = TUS,
    .refuses = "conflict precondition_failed locked", .gives = TUS },
  { "GET", "/api/jobs", LEC_API_READ, lec_api_jobs_list, "status search sort limit offset", 0, FALSE, JSON,
    "Jobs, page by page", .schema = "JobPage" },
  { "GET", "/api/jobs/{id}", LEC_API_READ, lec_api_jobs_get, NULL, 0, FALSE, JSON,
    "One job, by its number or its id", .schema = "Job" },
  { "DELETE", "/api/jobs/{id}", LEC_API_SUBMIT, lec_api_jobs_remove, NULL, 0, FALSE, "",
    "Forget a job, and what came of it", .refuses = "conflict" },
  { "POST", "/api/jobs/{id}/cancel", LEC_API_SUBMIT, lec_api_jobs_cancel, NULL, 0, FALSE, JSON,
    "Stop a job", .schema = "Job", .refuses = "conflict" },
  { "POST", "/api/jobs/{id}/retry", LEC_API_SUBMIT, lec_api_jobs_retry, NULL, 0, FALSE, JSON,
    "Try a job again that is over", .schema = "Job", .refuses = "conflict" },
  { "GET", "/api/jobs/{id}/events", LEC_API_READ, lec_api_events_get, NULL, 0, FALSE, "text/event-stream",
    "Progress and slides as they come, until the job is over", .headers = "Last-Event-ID", .statuses = "200 204" },
  { "GET", "/api/jobs/{id}/slides", LEC_API_READ, lec_api_slides_list, NULL, 0, FALSE, JSON,
    "The slides that a job has found, also while it is worked on", .schema = "SlideList" },
  { "GET", "/api/jobs/{id}/slides/{file}", LEC_API_READ, lec_api_slides_get, NULL, 0, FALSE, "image/jpeg image/png",
    "The picture of a slide: {number}.jpg, or .png where no loss was asked for",
    .brings = TRUE },
  { "GET", "/api/jobs/{id}/pdf", LEC_API_READ, lec_api_pdf_get, NULL, 0, FALSE, "application/pdf",
    "The slides as a PDF", .brings = TRUE, .refuses = "conflict" },
  { "GET", "/api/jobs/{id}/study-guide", LEC_API_READ, lec_api_study_guide_get, "format", 0, TRUE,
    "text/html text/markdown application/json application/pdf",
    "The study guide: html, markdown, json or study-pdf", .schema = "object", .refuses = "conflict" },
  { "GET", "/api/jobs/{id}/transcript", LEC_API_READ, lec_api_transcript_get, "format", 0, FALSE,
    "text/vtt application/x-subrip text/plain application/json",
    "What was said: vtt, srt, txt or json", .brings = TRUE, .schema = "Transcript", .refuses = "conflict" },
  { "GET", "/api/jobs/{id}/metrics", LEC_API_READ, lec_api_job_metrics_get, NULL, 0, FALSE, JSON,
    "What a job has cost", .schema = "JobMetrics" },
  { "GET", "/api/workers", LEC_API_ADMIN, lec_api_workers_list, NULL, 0, FALSE, JSON,
    "The workers of a cluster", .schema = "WorkerList" },
  { "POST", "/api/workers/{name}/drain", LEC_API_ADMIN, lec_api_workers_drain, NULL, 0, FALSE, JSON,
    "Let a worker take no more tasks", .schema = "WorkerList", .refuses = "conflict" },
  { "POST", "/api/workers/{name}/resume", LEC_API_ADMIN, lec_api_workers_resume, NULL, 0, FALSE, JSON,
    "Let it take tasks again", .schema = "WorkerList", .refuses = "conflict" },
  { "POST", "/api/workers/{name}/forget", LEC_API_ADMIN, lec_api_workers_forget, NULL, 0, FALSE, JSON,
    "Take a worker off the list that does not come back", .schema = "WorkerList", .refuses = "conflict" },
  { "GET", "/api/queues", LEC_API_ADMIN, lec_api_queues_list, NULL, 0, FALSE, JSON,
    "What waits, and for how long", .schema = "QueueList" },
  { "POST", "/api/queues/{name}/pause", LEC_API_ADMIN, lec_api_queues_pause, NULL, 0, FALSE, JSON,
    "Begin no more tasks of a queue", .schema = "QueueList", .refuses = "conflict" },
  { "POST", "/api/queues/{name}/resume", LEC_API_ADMIN, lec_api_queues_resume, NULL, 0, FALSE, JSON,
    "Begin them again", .schema = "QueueList", .refuses = "conflict" },
  { "GET", "/api/tasks", LEC_API_ADMIN, lec_api_tasks_list, "state limit", 0, FALSE, JSON,
    "Tasks that were given up: ?state=dead", .schema = "DeadTaskList" },
  { "POST", "/api/tasks/{task}/requeue", LEC_API_ADMIN, lec_api_tasks_requeue, NULL, 0, FALSE, "",
    "Try again what was given up of that task's job", .refuses = "conflict" },
};
/* clang-format on */

const LecApiRoute *
lec_api_route_get_table (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

static gboolean
has_word (const char *words,
          const char *word)
{
  g_auto (GStrv) all = g_strsplit (words != NULL ? words : "", " ", -1);

  return *word != '\0' && g_strv_contains ((const char *const *) all, word);
}

gboolean
lec_api_route_takes (const LecApiRoute *self,
                     const char *name)
{
  return has_word (self->parameters, name);
}

gboolean
lec_api_route_refuses (const LecApiRoute *self,
                       LecApiError code)
{
  g_return_val_if_fail (self != NULL && code < LEC_N_API_ERRORS, FALSE);

  switch (code)
    {
    case LEC_API_ERROR_BAD_REQUEST:
    case LEC_API_ERROR_TOO_LARGE:
    case LEC_API_ERROR_INTERNAL:
    case LEC_API_ERROR_UNAVAILABLE:
      return TRUE;
    case LEC_API_ERROR_UNAUTHORIZED:
    case LEC_API_ERROR_FORBIDDEN:
    case LEC_API_ERROR_TOO_MANY_REQUESTS:
      return self->access != LEC_API_OPEN;
    case LEC_API_ERROR_NOT_FOUND:
      return strchr (self->path, '{') != NULL || has_word (self->refuses, lec_api_error_get_name (code));
    case LEC_API_ERROR_UNSUPPORTED_MEDIA_TYPE:
    case LEC_API_ERROR_INSUFFICIENT_STORAGE:
      return self->types != NULL || has_word (self->refuses, lec_api_error_get_name (code));
    case LEC_API_ERROR_METHOD_NOT_ALLOWED:
    case LEC_API_ERROR_CONFLICT:
    case LEC_API_ERROR_PRECONDITION_FAILED:
    case LEC_API_ERROR_LOCKED:
    case LEC_API_ERROR_CHECKSUM_MISMATCH:
    default:
      return has_word (self->refuses, lec_api_error_get_name (code));
    }
}

static gboolean
is_argument (const char *segment)
{
  return *segment == '{';
}

/* Whether all but the arguments is the same. Copies nothing: each request goes through it all. */
static gboolean
matches (const LecApiRoute *route,
         char **segments)
{
  const char *expected = route->path;

  for (char **segment = segments; *segment != NULL; segment++)
    {
      gsize length = strcspn (expected, "/");

      if (is_argument (expected) ? **segment == '\0'
                                 : strncmp (expected, *segment, length) != 0 || (*segment)[length] != '\0')
        return FALSE;
      if (expected[length] == '\0')
        return segment[1] == NULL;
      expected += length + 1;
    }

  return FALSE;
}

/* Of one that matches. Returns: (transfer full) */
static char **
list_arguments (const LecApiRoute *route,
                char **segments)
{
  g_auto (GStrv) expected = g_strsplit (route->path, "/", -1);
  GPtrArray *arguments = g_ptr_array_new ();

  for (guint i = 0; expected[i] != NULL; i++)
    if (is_argument (expected[i]))
      g_ptr_array_add (arguments, g_strdup (segments[i]));

  g_ptr_array_add (arguments, NULL);
  return (char **) g_ptr_array_free (arguments, FALSE);
}

/* Returns: (transfer full) (nullable): unescaped */
static char **
cut_path (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", MAX_SEGMENTS + 1);

  if (strlen (path) > LEC_API_MAX_TARGET || g_strv_length (segments) > MAX_SEGMENTS)
    return NULL;

  for (char **segment = segments; *segment != NULL; segment++)
    {
      char *plain = g_uri_unescape_string (*segment, "/");

      if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
        {
          g_free (plain);
          return NULL;
        }
      g_free (*segment);
      *segment = plain;
    }

  return g_steal_pointer (&segments);
}

static void
refuse (GPtrArray *methods,
        char **allowed,
        GError **error)
{
  if (methods->len == 0)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, _ ("there is nothing at this address"));
      return;
    }

  g_ptr_array_add (methods, NULL);
  *allowed = g_strjoinv (", ", (char **) methods->pdata);
  g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_METHOD_NOT_ALLOWED, _ ("this address takes %s"), *allowed);
}

const LecApiRoute *
lec_api_route_find (const char *method,
                    const char *path,
                    char ***arguments,
                    char **allowed,
                    GError **error)
{
  const char *asked = NULL;
  g_auto (GStrv) segments = NULL;
  g_autoptr (GPtrArray) methods = g_ptr_array_new ();

  g_return_val_if_fail (method != NULL && path != NULL && arguments != NULL && allowed != NULL, NULL);

  *arguments = NULL;
  *allowed = NULL;
  asked = g_str_equal (method, "HEAD") ? "GET" : method;
  segments = cut_path (path);
  if (segments == NULL)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("this address cannot be read"));
      return NULL;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!matches (&routes[i], segments))
        continue;
      if (g_str_equal (routes[i].method, asked))
        {
          *arguments = list_arguments (&routes[i], segments);
          return &routes[i];
        }
      g_ptr_array_add (methods, (gpointer) routes[i].method);
      if (g_str_equal (routes[i].method, "GET"))
        g_ptr_array_add (methods, (gpointer) "HEAD");
    }

  refuse (methods, allowed, error);
  return NULL;
}
