/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The members are those of "lectern jobs --json", but for paths.
 */
#include "http/api-job-json.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/served-job.h"
#include "http/api-error.h"

static const char *const paths[] = { "pdf", "images", "json", "request" };

static void
set_clean (JsonObject *object,
           const char *name,
           const LecJob *job,
           const char *text)
{
  g_autofree char *clean = lec_served_job_clean (job, text);

  if (clean != NULL)
    lec_json_set_string (object, name, clean);
}

static void
set_options (JsonObject *object,
             const LecJob *job)
{
  if (job->request != NULL && lec_job_options_get_subtitles (job->request->options) == NULL)
    lec_json_set_node (object, "options", lec_job_options_to_json (job->request->options));
}

JsonNode *
lec_api_job_to_json (const LecJob *job)
{
  JsonNode *node = lec_job_to_json (job);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *source = lec_served_job_dup_source (job);
  g_autofree char *link = g_strdup_printf ("/api/jobs/%s", job->job_id);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    json_object_remove_member (object, paths[i]);
  lec_json_set_string (object, "source", source);
  set_clean (object, "message", job, job->message);
  set_clean (object, "error", job, job->error);
  set_options (object, job);
  json_object_set_string_member (object, "url", link);
  return node;
}

LecJob *
lec_api_job_find (const LecApiCall *call,
                  const LecApiContext *context,
                  GError **error)
{
  GError *reason = NULL;
  LecJob *job = lec_jobs_get (context->jobs, call->arguments[0], context->cancellable, &reason);

  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    {
      /* In one form for what is not there and for what is somebody else's. */
      g_clear_error (&reason);
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, _ ("there is no such job"));
      return NULL;
    }

  lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);
  return job;
}
