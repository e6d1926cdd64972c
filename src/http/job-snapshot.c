/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of a job is what GET says of it, without what machines know.
 */
#include "http/job-snapshot.h"

#include "base/json.h"
#include "http/api-job-json.h"
#include "http/api-slide-json.h"

/* What changes all the time. */
static const char *const advancing[] = { "progress", "message", "slides", "slide_count" };

static void
set_job (LecJobSnapshot *self,
         const LecJob *job)
{
  g_autoptr (JsonNode) node = lec_api_job_to_json (job);
  g_autoptr (JsonNode) advance = NULL;
  JsonObject *object = json_node_get_object (node);
  JsonObject *moved = json_object_new ();

  self->whole = lec_json_to_line (node);
  for (guint i = 0; i < G_N_ELEMENTS (advancing); i++)
    if (json_object_has_member (object, advancing[i]))
      {
        json_object_set_member (moved, advancing[i], json_object_dup_member (object, advancing[i]));
        json_object_remove_member (object, advancing[i]);
      }
  self->facts = lec_json_to_line (node);
  advance = lec_json_wrap (moved);
  self->advance = lec_json_to_line (advance);
}

GPtrArray *
lec_job_snapshot_describe (const LecJob *job,
                           const GPtrArray *slides)
{
  GPtrArray *texts = NULL;

  g_return_val_if_fail (job != NULL && slides != NULL, NULL);

  texts = g_ptr_array_new_full (slides->len, g_free);
  for (guint i = 0; i < slides->len; i++)
    {
      g_autoptr (JsonNode) node = lec_api_slide_to_json (job, g_ptr_array_index (slides, i));

      g_ptr_array_add (texts, lec_json_to_line (node));
    }

  return texts;
}

LecJobSnapshot *
lec_job_snapshot_new (const LecJob *job,
                      GPtrArray *slides)
{
  LecJobSnapshot *self = NULL;

  g_return_val_if_fail (job != NULL && slides != NULL, NULL);

  self = g_new0 (LecJobSnapshot, 1);
  self->job = job->id;
  self->is_over = lec_job_is_over (job);
  self->status = lec_job_status_get_name (job->status);
  set_job (self, job);
  self->slides = g_ptr_array_ref (slides);
  return self;
}

LecJobSnapshot *
lec_job_snapshot_new_gone (gint64 job)
{
  LecJobSnapshot *self = g_new0 (LecJobSnapshot, 1);

  self->job = job;
  self->is_gone = TRUE;
  self->is_over = TRUE;
  self->status = "removed";
  self->slides = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
lec_job_snapshot_free (LecJobSnapshot *self)
{
  if (self == NULL)
    return;

  g_free (self->whole);
  g_free (self->facts);
  g_free (self->advance);
  g_ptr_array_unref (self->slides);
  g_free (self);
}
