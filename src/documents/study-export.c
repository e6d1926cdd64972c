/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on the slides is here without its places: those are in
 * lecture.json. What was said lies under the visit of the slide that it was
 * said over, each cue once.
 */
#include "config.h"

#include "documents/study-export.h"

#include "base/json-file.h"
#include "base/json.h"
#include "documents/clean-text.h"
#include "documents/video-link.h"
#include "model/created-time.h"
#include "model/video-origin.h"

static void
set_line (JsonObject *object,
          const char *name,
          const char *text)
{
  g_autofree char *line = lec_clean_text_dup_line (text);

  if (*line != '\0')
    json_object_set_string_member (object, name, line);
}

static void
set_lines (JsonObject *object,
           const char *name,
           const char *text)
{
  g_autofree char *lines = lec_clean_text_dup_lines (text);

  if (*lines != '\0')
    json_object_set_string_member (object, name, lines);
}

static JsonArray *
visits_to_json (const GArray *visits)
{
  JsonArray *array = json_array_sized_new (visits->len);

  for (guint i = 0; i < visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (visits, LecVisit, i);
      JsonObject *object = json_object_new ();

      json_object_set_double_member (object, "start_s", visit->start_s);
      json_object_set_double_member (object, "end_s", visit->end_s);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
slide_to_json (const LecMaterial *material,
               const LecSlide *slide)
{
  JsonObject *object = json_object_new ();
  g_autofree char *link = lec_video_link_make (material->lecture, lec_slide_get_place_s (slide));
  g_autofree char *name = lec_material_dup_picture_name (slide);
  g_autofree char *picture = NULL;

  if (name != NULL && material->pictures_link != NULL)
    picture = g_build_filename (material->pictures_link, name, NULL);
  json_object_set_int_member (object, "number", slide->number);
  set_line (object, "title", slide->title);
  set_lines (object, "text", slide->text);
  lec_json_set_path (object, "picture", picture);
  json_object_set_array_member (object, "visits", visits_to_json (slide->visits));
  lec_json_set_string (object, "link", link);

  return object;
}

static JsonObject *
cue_to_json (const LecCue *cue)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "start_s", cue->start_s);
  json_object_set_double_member (object, "end_s", cue->end_s);
  set_line (object, "speaker", cue->speaker);
  json_object_set_string_member (object, "text", "");
  set_lines (object, "text", cue->text);

  return object;
}

/* Visits over which nothing was said are left out. */
static JsonArray *
speech_to_json (const GPtrArray *said)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *visit = g_ptr_array_index (said, i);
      JsonObject *object = NULL;
      JsonArray *cues = NULL;

      if (visit->cues->len == 0)
        continue;
      object = json_object_new ();
      cues = json_array_sized_new (visit->cues->len);
      for (guint k = 0; k < visit->cues->len; k++)
        json_array_add_object_element (cues, cue_to_json (g_ptr_array_index (visit->cues, k)));
      json_object_set_int_member (object, "slide", visit->slide);
      json_object_set_double_member (object, "start_s", visit->start_s);
      json_object_set_array_member (object, "cues", cues);
      json_array_add_object_element (array, object);
    }

  return array;
}

static JsonObject *
transcript_to_json (const LecTranscript *transcript)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "source", lec_transcript_source_get_name (transcript->source));
  set_line (object, "origin", transcript->origin);
  set_line (object, "language", transcript->language);

  return object;
}

static JsonObject *
lecture_to_json (const LecMaterial *material)
{
  const LecLecture *lecture = material->lecture;
  JsonObject *object = json_object_new ();
  JsonArray *slides = json_array_sized_new (lecture->slides->len);
  g_autofree char *language = lec_material_dup_language (material);

  for (guint i = 0; i < lecture->slides->len; i++)
    json_array_add_object_element (slides, slide_to_json (material, g_ptr_array_index (lecture->slides, i)));

  json_object_set_string_member (object, "title", "");
  set_line (object, "title", material->title);
  json_object_set_string_member (object, "language", language);
  if (lecture->video != NULL)
    {
      g_autofree char *address =
        lecture->video->address != NULL ? lec_video_origin_clean (lecture->video->address) : NULL;

      lec_json_set_path (object, "video", lecture->video->path);
      lec_json_set_string (object, "address", address);
      json_object_set_double_member (object, "duration_s", lecture->video->duration_s);
    }
  json_object_set_array_member (object, "slides", slides);
  if (material->transcript != NULL)
    json_object_set_object_member (object, "transcript", transcript_to_json (material->transcript));
  json_object_set_array_member (object, "speech", speech_to_json (material->said));
  if (material->study != NULL)
    lec_json_set_node (object, "study", lec_study_to_json (material->study));
  if (material->deck != NULL)
    lec_json_set_node (object, "deck", lec_deck_to_json (material->deck));

  return object;
}

/* Returns: (transfer full) */
JsonNode *
lec_study_export_to_json (const LecCourse *course)
{
  JsonObject *object = NULL;
  JsonArray *lectures = NULL;

  g_return_val_if_fail (course != NULL, NULL);

  object = json_object_new ();
  lectures = json_array_sized_new (course->lectures->len);
  for (guint i = 0; i < course->lectures->len; i++)
    json_array_add_object_element (lectures, lecture_to_json (g_ptr_array_index (course->lectures, i)));

  json_object_set_int_member (object, "version", LEC_STUDY_EXPORT_VERSION);
  json_object_set_string_member (object, "generator", "Lectern " LECTERN_VERSION);
  lec_created_time_to_json_member (object, "created", lec_course_get_time_s (course));
  json_object_set_string_member (object, "title", "");
  set_line (object, "title", course->title);
  json_object_set_array_member (object, "lectures", lectures);

  return lec_json_wrap (object);
}

gboolean
lec_study_export_write (const LecCourse *course,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  if (!lec_course_has_slides (course, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  node = lec_study_export_to_json (course);
  return lec_json_file_save (node, path, error);
}
