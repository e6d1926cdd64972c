/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names, freeing and JSON; these records are written to JSON only, nobody
 * hands them in. Plain data, of whoever holds it.
 */
#include "model/job.h"

#include "base/json.h"
#include "base/name-list.h"

static const char *const status_names[LEC_N_JOB_STATUSES] = {
  [LEC_JOB_QUEUED] = "queued",
  [LEC_JOB_PROCESSING] = "processing",
  [LEC_JOB_PAUSED] = "paused",
  [LEC_JOB_COMPLETED] = "completed",
  [LEC_JOB_FAILED] = "failed",
  [LEC_JOB_CANCELLED] = "cancelled",
};

const char *
lec_job_status_get_name (LecJobStatus status)
{
  g_return_val_if_fail (status < LEC_N_JOB_STATUSES, "failed");

  return status_names[status];
}

gboolean
lec_job_status_from_name (const char *name,
                          LecJobStatus *status)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && status != NULL, FALSE);

  if (!lec_name_list_find (status_names, LEC_N_JOB_STATUSES, name, &index))
    return FALSE;

  *status = (LecJobStatus) index;
  return TRUE;
}

LecJob *
lec_job_new (void)
{
  return g_new0 (LecJob, 1);
}

static void
copy_texts (LecJob *copy,
            const LecJob *self)
{
  copy->job_id = g_strdup (self->job_id);
  copy->source = g_strdup (self->source);
  copy->content_hash = g_strdup (self->content_hash);
  copy->owner = g_strdup (self->owner);
  copy->message = g_strdup (self->message);
  copy->error_code = g_strdup (self->error_code);
  copy->error = g_strdup (self->error);
  copy->pdf = g_strdup (self->pdf);
  copy->images = g_strdup (self->images);
  copy->json = g_strdup (self->json);
  copy->worker = g_strdup (self->worker);
}

/* Returns: (transfer full) */
LecJob *
lec_job_copy (const LecJob *self)
{
  LecJob *copy = lec_job_new ();
  g_autofree char *request = NULL;

  g_return_val_if_fail (self != NULL, copy);

  *copy = *self;
  copy_texts (copy, self);
  request = self->request != NULL ? lec_job_request_to_text (self->request) : NULL;
  copy->request = request != NULL ? lec_job_request_from_text (request, NULL) : NULL;
  return copy;
}

void
lec_job_free (LecJob *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->source);
  g_free (self->content_hash);
  g_free (self->owner);
  g_free (self->message);
  g_free (self->error_code);
  g_free (self->error);
  g_free (self->pdf);
  g_free (self->images);
  g_free (self->json);
  g_free (self->worker);
  g_clear_pointer (&self->request, lec_job_request_free);
  g_free (self);
}

gboolean
lec_job_is_over (const LecJob *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->status == LEC_JOB_COMPLETED || self->status == LEC_JOB_FAILED || self->status == LEC_JOB_CANCELLED;
}

/* "2026-01-31T23:59:59Z"; left out when it has not happened. */
static void
set_time (JsonObject *object,
          const char *name,
          gint64 time_us)
{
  g_autoptr (GDateTime) time = time_us > 0 ? g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  lec_json_set_string (object, name, text);
}

/* Returns: (transfer full) */
JsonNode *
lec_job_to_json (const LecJob *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "id", self->id);
  lec_json_set_string (object, "job_id", self->job_id);
  lec_json_set_string (object, "source", self->source);
  lec_json_set_string (object, "status", lec_job_status_get_name (self->status));
  json_object_set_int_member (object, "priority", self->priority);
  json_object_set_double_member (object, "progress", self->progress);
  lec_json_set_string (object, "message", self->message);
  lec_json_set_string (object, "error_code", self->error_code);
  lec_json_set_string (object, "error", self->error);
  set_time (object, "created", self->created_us);
  set_time (object, "started", self->started_us);
  set_time (object, "completed", self->completed_us);
  json_object_set_int_member (object, "slides", self->n_slides);
  json_object_set_double_member (object, "processing_s", self->processing_s);
  json_object_set_int_member (object, "size_bytes", self->size_bytes);
  lec_json_set_path (object, "pdf", self->pdf);
  lec_json_set_path (object, "images", self->images);
  lec_json_set_path (object, "json", self->json);
  if (self->request != NULL)
    lec_json_set_node (object, "request", lec_job_request_to_json (self->request));

  return lec_json_wrap (object);
}

void
lec_attempt_free (LecAttempt *self)
{
  if (self == NULL)
    return;

  g_free (self->stage);
  g_free (self->worker);
  g_free (self->outcome);
  g_free (self->error_code);
  g_free (self->error);
  g_free (self->stderr_tail);
  g_free (self);
}

/* Returns: (transfer full) */
JsonNode *
lec_attempt_to_json (const LecAttempt *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "fence", self->fence);
  lec_json_set_string (object, "stage", self->stage);
  lec_json_set_string (object, "worker", self->worker);
  lec_json_set_string (object, "outcome", self->outcome);
  set_time (object, "started", self->started_us);
  set_time (object, "ended", self->ended_us);
  lec_json_set_string (object, "error_code", self->error_code);
  lec_json_set_string (object, "error", self->error);
  json_object_set_int_member (object, "exit_status", self->exit_status);
  json_object_set_double_member (object, "wall_s", self->wall_s);
  json_object_set_double_member (object, "cpu_s", self->cpu_s);
  json_object_set_int_member (object, "peak_memory_bytes", self->peak_memory_bytes);
  lec_json_set_string (object, "stderr", self->stderr_tail);

  return lec_json_wrap (object);
}

/* Returns: (transfer full) */
JsonNode *
lec_job_metrics_to_json (const LecJobMetrics *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_double_member (object, "fetch_s", self->fetch_s);
  json_object_set_double_member (object, "extraction_s", self->extraction_s);
  json_object_set_double_member (object, "analysis_s", self->analysis_s);
  json_object_set_double_member (object, "generation_s", self->generation_s);
  json_object_set_double_member (object, "processing_s", self->processing_s);
  json_object_set_double_member (object, "total_s", self->total_s);
  json_object_set_double_member (object, "cpu_s", self->cpu_s);
  json_object_set_int_member (object, "peak_memory_bytes", self->peak_memory_bytes);
  json_object_set_int_member (object, "disk_bytes", self->disk_bytes);
  json_object_set_double_member (object, "video_s", self->video_s);
  json_object_set_int_member (object, "video_bytes", self->video_bytes);
  json_object_set_int_member (object, "video_width", self->video_width);
  json_object_set_int_member (object, "video_height", self->video_height);
  json_object_set_double_member (object, "video_fps", self->video_fps);
  json_object_set_int_member (object, "frames", (gint64) self->n_frames);
  json_object_set_int_member (object, "slides", self->n_slides);
  json_object_set_int_member (object, "duplicates", self->n_duplicates);
  json_object_set_int_member (object, "cache_hits", self->n_cache_hits);
  json_object_set_int_member (object, "errors", self->n_errors);
  json_object_set_int_member (object, "retries", self->n_retries);

  return lec_json_wrap (object);
}

void
lec_search_hit_free (LecSearchHit *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->pdf);
  g_free (self->title);
  g_free (self->snippet);
  g_free (self);
}

/* Without the marks. Returns: (transfer full) */
JsonNode *
lec_search_hit_to_json (const LecSearchHit *self)
{
  JsonObject *object = NULL;
  g_auto (GStrv) pieces = NULL;
  g_autofree char *snippet = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  pieces = g_strsplit_set (self->snippet != NULL ? self->snippet : "", LEC_MATCH_START LEC_MATCH_END, -1);
  snippet = g_strjoinv ("", pieces);
  object = json_object_new ();
  json_object_set_int_member (object, "job", self->job);
  lec_json_set_string (object, "source", self->source);
  lec_json_set_path (object, "pdf", self->pdf);
  json_object_set_int_member (object, "slide", self->number);
  json_object_set_double_member (object, "start_s", self->start_s);
  lec_json_set_string (object, "title", self->title);
  lec_json_set_string (object, "snippet", snippet);

  return lec_json_wrap (object);
}
