/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The members are those of a lecture's slides, but for what the store does not
 * keep, and those of the service that came before.
 */
#include "http/api-slide-json.h"

static gboolean
is_png (const char *picture)
{
  return g_str_has_suffix (picture, ".png");
}

/* All visits together, as the store has it. */
static double
get_shown_s (const LecSlide *slide)
{
  double shown_s = 0;

  for (guint i = 0; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);

      shown_s += visit->end_s - visit->start_s;
    }

  return shown_s;
}

static const char *const left_out[] = {
  "picture",
  "picture_sha256",
  "picture_width",
  "picture_height",
  "picture_s",
  "region",
  "words",
};

JsonNode *
lec_api_slide_to_json (const LecJob *job,
                       const LecSlide *slide)
{
  JsonNode *node = lec_slide_to_json (slide);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *link = NULL;

  /* What the store does not keep. */
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    json_object_remove_member (object, left_out[i]);
  json_object_set_string_member (object, "job_id", job->job_id);
  json_object_set_double_member (object, "start", lec_slide_get_start_s (slide));
  json_object_set_double_member (object, "duration", get_shown_s (slide));
  if (slide->picture == NULL)
    return node;

  link = g_strdup_printf ("/api/jobs/%s/slides/%u.%s", job->job_id, slide->number,
                          is_png (slide->picture) ? "png" : "jpg");
  json_object_set_string_member (object, "picture_url", link);
  return node;
}
