/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The members are those of "lectern jobs --json", but for paths, and those of
 * the service that came before.
 */
#include "http/api-job-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/served-job.h"
#include "http/api-error.h"
#include "http/api-seed-names.h"
#include "model/video-origin.h"

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

/* Returns: (transfer full) (nullable): where the video is from, if that is an address; without what
 * may be secret in it */
static char *
dup_video_url (const LecJob *job,
               const char *source)
{
  if (strstr (source, "://") != NULL)
    return g_strdup (source);
  if (job->request == NULL || job->request->videos->len == 0)
    return NULL;

  /* Of a job that was brought here from elsewhere it may still stand. */
  return lec_video_origin_clean (lec_job_request_get_origin (job->request, 0));
}

JsonNode *
lec_api_job_to_json (const LecJob *job)
{
  JsonNode *node = lec_job_to_json (job);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *source = lec_served_job_dup_source (job);
  g_autofree char *video_url = dup_video_url (job, source);
  g_autofree char *link = g_strdup_printf ("/api/jobs/%s", job->job_id);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    json_object_remove_member (object, paths[i]);
  lec_json_set_string (object, "source", source);
  lec_json_set_string (object, "video_url", video_url);
  set_clean (object, "message", job, job->message);
  set_clean (object, "error", job, job->error);
  set_options (object, job);
  json_object_set_string_member (object, "url", link);
  lec_api_seed_names_add (object, "Job");
  return node;
}

JsonNode *
lec_api_job_metrics_to_json (const LecJob *job,
                             const LecJobMetrics *metrics)
{
  JsonNode *node = lec_job_metrics_to_json (metrics);
  JsonObject *object = json_node_get_object (node);
  gboolean has_size = metrics->video_width > 0 && metrics->video_height > 0;
  g_autofree char *size =
    has_size ? g_strdup_printf ("%dx%d", metrics->video_width, metrics->video_height) : NULL;

  json_object_set_string_member (object, "job_id", job->job_id);
  lec_json_set_string (object, "video_resolution", size);
  lec_api_seed_names_add (object, "JobMetrics");
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
