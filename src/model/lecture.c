/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole result and its file. The schema (data/lecture.schema.json) lists
 * the same members; a test compares the two.
 */
#include "config.h"

#include "model/lecture.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "base/name-list.h"
#include "model/created-time.h"
#include "model/slide-private.h"

#define MAX_FILE_BYTES     (64 * 1024 * 1024)
#define MAX_PARTS          1000
#define MAX_SLIDES         20000
#define MAX_LEFT_OUT       100000
#define MAX_SUGGESTIONS    100000
#define MAX_EDITS          20000
#define MAX_NAME_BYTES     128
#define CUT_SHORT_S        2.0
#define CUT_SHORT_FRACTION 0.01

static const char *const reason_names[] = {
  [LEC_LEFT_OUT_SPEAKER] = "speaker",
  [LEC_LEFT_OUT_MOTION] = "motion",
  [LEC_LEFT_OUT_DESKTOP] = "desktop",
  [LEC_LEFT_OUT_BLANK] = "blank",
  [LEC_LEFT_OUT_NO_SIGNAL] = "no-signal",
  [LEC_LEFT_OUT_SHORT] = "short",
  [LEC_LEFT_OUT_NEVER] = "never",
};

static const char *const suggestion_names[] = {
  [LEC_SUGGESTION_NEW_SLIDE] = "new-slide",
  [LEC_SUGGESTION_MERGE] = "merge",
};

static const struct
{
  const char *name;
  gsize offset;
} score_members[] = {
  { "flatness", G_STRUCT_OFFSET (LecScores, flatness) },
  { "ink", G_STRUCT_OFFSET (LecScores, ink) },
  { "edges", G_STRUCT_OFFSET (LecScores, edges) },
  { "strokes", G_STRUCT_OFFSET (LecScores, strokes) },
  { "motion", G_STRUCT_OFFSET (LecScores, motion) },
  { "brightness", G_STRUCT_OFFSET (LecScores, brightness) },
  { "slide", G_STRUCT_OFFSET (LecScores, slide) },
};

const char *
lec_left_out_reason_get_name (LecLeftOutReason reason)
{
  g_return_val_if_fail (reason < G_N_ELEMENTS (reason_names), NULL);

  return reason_names[reason];
}

gboolean
lec_left_out_reason_from_name (const char *name,
                               LecLeftOutReason *reason)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && reason != NULL, FALSE);

  if (!lec_name_list_find (reason_names, G_N_ELEMENTS (reason_names), name, &index))
    return FALSE;

  *reason = (LecLeftOutReason) index;
  return TRUE;
}

/* Returns: (transfer full): with scores of 0 and no picture */
LecLeftOut *
lec_left_out_new (double start_s,
                  double end_s,
                  LecLeftOutReason reason)
{
  LecLeftOut *self = g_new0 (LecLeftOut, 1);

  self->start_s = start_s;
  self->end_s = end_s;
  self->reason = reason;
  return self;
}

void
lec_left_out_free (LecLeftOut *self)
{
  if (self == NULL)
    return;

  g_free (self->picture);
  g_free (self);
}

LecLeftOut *
lec_left_out_copy (const LecLeftOut *self)
{
  LecLeftOut *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->picture = g_strdup (self->picture);
  return copy;
}

LecVideoPart *
lec_video_part_new (const char *path,
                    double start_s)
{
  LecVideoPart *self = g_new0 (LecVideoPart, 1);

  self->path = g_strdup (path);
  self->start_s = start_s;
  return self;
}

void
lec_video_part_free (LecVideoPart *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->address);
  g_free (self);
}

/* Returns: (transfer full): empty, with default options, made by this program */
LecLecture *
lec_lecture_new (void)
{
  LecLecture *self = g_new0 (LecLecture, 1);

  self->video = lec_video_info_new ();
  self->options = lec_job_options_new ();
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_video_part_free);
  self->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  self->left_out = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_left_out_free);
  self->suggestions = g_array_new (FALSE, FALSE, sizeof (LecSuggestion));
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_edit_record_free);
  self->generator = g_strdup ("Lectern " LECTERN_VERSION);

  return self;
}

static gpointer
copy_part (gconstpointer part,
           gpointer user_data)
{
  LecVideoPart *copy = g_memdup2 (part, sizeof (LecVideoPart));

  copy->path = g_strdup (copy->path);
  copy->address = g_strdup (copy->address);
  return copy;
}

static void
copy_items (GPtrArray **items,
            GPtrArray *source,
            GCopyFunc copy,
            GDestroyNotify free_item)
{
  g_ptr_array_unref (*items);
  *items = g_ptr_array_copy (source, copy, NULL);
  g_ptr_array_set_free_func (*items, free_item);
}

static gpointer
copy_slide (gconstpointer slide,
            gpointer user_data)
{
  return lec_slide_copy (slide);
}

static gpointer
copy_left_out (gconstpointer left_out,
               gpointer user_data)
{
  return lec_left_out_copy (left_out);
}

static gpointer
copy_record (gconstpointer item,
             gpointer user_data)
{
  const LecEditRecord *record = item;

  return lec_edit_record_new (lec_edit_copy (record->edit), record->outcome, record->slide);
}

/* Returns: (transfer full) */
LecLecture *
lec_lecture_copy (const LecLecture *self)
{
  LecLecture *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_lecture_new ();
  lec_video_info_free (copy->video);
  copy->video = lec_video_info_copy (self->video);
  lec_job_options_free (copy->options);
  copy->options = lec_job_options_copy (self->options);
  copy_items (&copy->parts, self->parts, copy_part, (GDestroyNotify) lec_video_part_free);
  copy_items (&copy->slides, self->slides, copy_slide, (GDestroyNotify) lec_slide_free);
  copy_items (&copy->left_out, self->left_out, copy_left_out, (GDestroyNotify) lec_left_out_free);
  copy_items (&copy->edits, self->edits, copy_record, (GDestroyNotify) lec_edit_record_free);
  g_array_append_vals (copy->suggestions, self->suggestions->data, self->suggestions->len);
  copy->read_s = self->read_s;
  copy->is_cut = self->is_cut;
  copy->created_s = self->created_s;
  g_free (copy->generator);
  copy->generator = g_strdup (self->generator);
  copy->id = g_strdup (self->id);

  return copy;
}

void
lec_lecture_free (LecLecture *self)
{
  if (self == NULL)
    return;

  lec_video_info_free (self->video);
  lec_job_options_free (self->options);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->slides);
  g_ptr_array_unref (self->left_out);
  g_array_unref (self->suggestions);
  g_ptr_array_unref (self->edits);
  g_free (self->generator);
  g_free (self->id);
  g_free (self);
}

/* @expected_s: 0 when not known */
static gboolean
is_cut_short (double read_s,
              double expected_s)
{
  double missing_s = expected_s - read_s;

  return missing_s > CUT_SHORT_S && missing_s > CUT_SHORT_FRACTION * expected_s;
}

gboolean
lec_video_part_is_cut_short (const LecVideoPart *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_cut || is_cut_short (self->read_s, self->duration_s);
}

gboolean
lec_lecture_is_cut_short (const LecLecture *self)
{
  double expected_s = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    if (lec_video_part_is_cut_short (g_ptr_array_index (self->parts, i)))
      return TRUE;

  expected_s = self->video->duration_s;
  if (self->options->to_s > 0)
    expected_s = MIN (expected_s, self->options->to_s);

  return self->is_cut || is_cut_short (self->read_s, expected_s);
}

static JsonNode *
scores_to_json (const LecScores *scores)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (score_members); i++)
    json_object_set_double_member (object, score_members[i].name,
                                   G_STRUCT_MEMBER (double, scores, score_members[i].offset));

  return lec_json_wrap (object);
}

static JsonObject *
left_out_to_json (const LecLeftOut *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "start_s", self->start_s);
  json_object_set_double_member (object, "end_s", self->end_s);
  lec_json_set_string (object, "reason", lec_left_out_reason_get_name (self->reason));
  lec_json_set_node (object, "scores", scores_to_json (&self->scores));
  lec_json_set_path (object, "picture", self->picture);
  if (self->picture != NULL)
    json_object_set_double_member (object, "picture_s", self->picture_s);

  return object;
}

static JsonObject *
suggestion_to_json (const LecSuggestion *self)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "kind", suggestion_names[self->kind]);
  json_object_set_double_member (object, "time_s", self->time_s);
  json_object_set_int_member (object, "slide", self->slide);
  json_object_set_int_member (object, "other_slide", self->other_slide);
  json_object_set_double_member (object, "score", self->score);

  return object;
}

static JsonObject *
part_to_json (const LecVideoPart *self)
{
  JsonObject *object = json_object_new ();

  lec_json_set_path (object, "path", self->path);
  lec_json_set_string (object, "address", self->address);
  if (self->is_page)
    json_object_set_boolean_member (object, "page", TRUE);
  json_object_set_double_member (object, "start_s", self->start_s);
  json_object_set_double_member (object, "duration_s", self->duration_s);
  json_object_set_double_member (object, "read_s", self->read_s);
  if (self->is_cut)
    json_object_set_boolean_member (object, "cut", TRUE);

  return object;
}

static JsonArray *
edits_to_json (const GPtrArray *edits)
{
  JsonArray *array = json_array_sized_new (edits->len);

  for (guint i = 0; i < edits->len; i++)
    json_array_add_element (array, lec_edit_record_to_json (g_ptr_array_index (edits, i)));

  return array;
}

/* Returns: (transfer full): what the schema describes */
JsonNode *
lec_lecture_to_json (const LecLecture *self)
{
  JsonObject *object = NULL;
  JsonArray *parts = NULL;
  JsonArray *slides = NULL;
  JsonArray *left_out = NULL;
  JsonArray *suggestions = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  parts = json_array_sized_new (self->parts->len);
  slides = json_array_sized_new (self->slides->len);
  left_out = json_array_sized_new (self->left_out->len);
  suggestions = json_array_sized_new (self->suggestions->len);
  for (guint i = 0; i < self->parts->len; i++)
    json_array_add_object_element (parts, part_to_json (g_ptr_array_index (self->parts, i)));
  for (guint i = 0; i < self->slides->len; i++)
    json_array_add_element (slides, lec_slide_to_json (g_ptr_array_index (self->slides, i)));
  for (guint i = 0; i < self->left_out->len; i++)
    json_array_add_object_element (left_out, left_out_to_json (g_ptr_array_index (self->left_out, i)));
  for (guint i = 0; i < self->suggestions->len; i++)
    json_array_add_object_element (suggestions,
                                   suggestion_to_json (&g_array_index (self->suggestions, LecSuggestion, i)));

  object = json_object_new ();
  json_object_set_int_member (object, "version", LEC_LECTURE_VERSION);
  lec_json_set_string (object, "generator", self->generator);
  lec_created_time_to_json_member (object, "created", self->created_s);
  lec_json_set_string (object, "id", self->id);
  lec_json_set_node (object, "video", lec_video_info_to_json (self->video));
  json_object_set_array_member (object, "parts", parts);
  lec_json_set_node (object, "settings", lec_job_options_to_json (self->options));
  json_object_set_double_member (object, "read_s", self->read_s);
  if (self->is_cut)
    json_object_set_boolean_member (object, "cut", TRUE);
  json_object_set_array_member (object, "slides", slides);
  json_object_set_array_member (object, "left_out", left_out);
  json_object_set_array_member (object, "suggestions", suggestions);
  if (self->edits->len > 0)
    json_object_set_array_member (object, "edits", edits_to_json (self->edits));

  return lec_json_wrap (object);
}

static gboolean
read_scores (LecScores *scores,
             JsonObject *parent,
             GError **error)
{
  JsonNode *node = NULL;
  JsonObject *object = NULL;

  if (!lec_json_read_node (parent, "scores", LEC_JSON_REQUIRED, &node, error))
    return FALSE;
  object = lec_json_get_object (node, "scores", error);
  if (object == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (score_members); i++)
    if (!lec_json_read_double (object, score_members[i].name, LEC_JSON_REQUIRED, 0, 1,
                               &G_STRUCT_MEMBER (double, scores, score_members[i].offset), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_name (JsonObject *object,
           const char *member,
           const char *const *names,
           guint n_names,
           guint *index,
           GError **error)
{
  g_autofree char *name = NULL;

  if (!lec_json_read_string (object, member, LEC_JSON_REQUIRED, MAX_NAME_BYTES, &name, error))
    return FALSE;
  if (!lec_name_list_find (names, n_names, name, index))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a known “%s”"), name, member);
      return FALSE;
    }

  return TRUE;
}

static LecLeftOut *
left_out_from_json (JsonNode *node,
                    GError **error)
{
  g_autoptr (LecLeftOut) self = lec_left_out_new (0, 0, LEC_LEFT_OUT_SHORT);
  JsonObject *object = lec_json_get_object (node, "left_out", error);
  guint reason = 0;

  if (object == NULL ||
      !lec_json_read_double (object, "start_s", LEC_JSON_REQUIRED, 0, LEC_MAX_TIME_S, &self->start_s, error) ||
      !lec_json_read_double (object, "end_s", LEC_JSON_REQUIRED, self->start_s, LEC_MAX_TIME_S, &self->end_s, error) ||
      !read_name (object, "reason", reason_names, G_N_ELEMENTS (reason_names), &reason, error) ||
      !read_scores (&self->scores, object, error) ||
      !lec_picture_name_from_json_member (object, "picture", &self->picture, error) ||
      !lec_json_read_double (object, "picture_s", LEC_JSON_OPTIONAL, 0, LEC_MAX_TIME_S, &self->picture_s, error))
    return NULL;

  self->reason = (LecLeftOutReason) reason;
  return g_steal_pointer (&self);
}

static gboolean
suggestion_from_json (LecSuggestion *self,
                      JsonNode *node,
                      GError **error)
{
  JsonObject *object = lec_json_get_object (node, "suggestion", error);
  gint64 slide = 0, other_slide = 0;
  guint kind = 0;

  if (object == NULL ||
      !read_name (object, "kind", suggestion_names, G_N_ELEMENTS (suggestion_names), &kind, error) ||
      !lec_json_read_double (object, "time_s", LEC_JSON_REQUIRED, 0, LEC_MAX_TIME_S, &self->time_s, error) ||
      !lec_json_read_int (object, "slide", LEC_JSON_REQUIRED, 0, G_MAXINT, &slide, error) ||
      !lec_json_read_int (object, "other_slide", LEC_JSON_REQUIRED, 0, G_MAXINT, &other_slide, error) ||
      !lec_json_read_double (object, "score", LEC_JSON_REQUIRED, 0, 1, &self->score, error))
    return FALSE;

  self->kind = (LecSuggestionKind) kind;
  self->slide = (guint) slide;
  self->other_slide = (guint) other_slide;
  return TRUE;
}

static gboolean
read_slides (LecLecture *self,
             JsonObject *object,
             GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "slides", LEC_JSON_REQUIRED, MAX_SLIDES, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      LecSlide *slide = lec_slide_from_json (json_array_get_element (array, i), error);

      if (slide == NULL)
        {
          g_prefix_error (error, "slides[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (self->slides, slide);
    }

  return TRUE;
}

static gboolean
read_left_out (LecLecture *self,
               JsonObject *object,
               GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "left_out", LEC_JSON_OPTIONAL, MAX_LEFT_OUT, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LecLeftOut *left_out = left_out_from_json (json_array_get_element (array, i), error);

      if (left_out == NULL)
        {
          g_prefix_error (error, "left_out[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (self->left_out, left_out);
    }

  return TRUE;
}

static gboolean
read_suggestions (LecLecture *self,
                  JsonObject *object,
                  GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "suggestions", LEC_JSON_OPTIONAL, MAX_SUGGESTIONS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LecSuggestion suggestion = { 0 };

      if (!suggestion_from_json (&suggestion, json_array_get_element (array, i), error))
        {
          g_prefix_error (error, "suggestions[%u]: ", i);
          return FALSE;
        }
      g_array_append_val (self->suggestions, suggestion);
    }

  return TRUE;
}

static gboolean
read_edits (LecLecture *self,
            JsonObject *object,
            GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "edits", LEC_JSON_OPTIONAL, MAX_EDITS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LecEditRecord *record = lec_edit_record_from_json (json_array_get_element (array, i), error);

      if (record == NULL)
        {
          g_prefix_error (error, "edits[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (self->edits, record);
    }

  return TRUE;
}

static gboolean
read_id (LecLecture *self,
         JsonObject *object,
         GError **error)
{
  if (!lec_json_read_string (object, "id", LEC_JSON_OPTIONAL, 64, &self->id, error))
    return FALSE;
  if (self->id != NULL && !lec_text_is_sha256 (self->id))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a SHA-256 sum"), "id");
      return FALSE;
    }

  return TRUE;
}

static LecVideoPart *
part_from_json (JsonNode *node,
                GError **error)
{
  g_autoptr (LecVideoPart) self = lec_video_part_new (NULL, 0);
  JsonObject *object = lec_json_get_object (node, "part", error);

  if (object == NULL || !lec_json_read_path (object, "path", LEC_JSON_REQUIRED, &self->path, error) ||
      !lec_json_read_string (object, "address", LEC_JSON_OPTIONAL, LEC_MAX_ADDRESS_BYTES, &self->address, error) ||
      !lec_json_read_boolean (object, "page", LEC_JSON_OPTIONAL, &self->is_page, error) ||
      !lec_json_read_double (object, "start_s", LEC_JSON_REQUIRED, 0, LEC_MAX_TIME_S, &self->start_s, error) ||
      !lec_json_read_double (object, "duration_s", LEC_JSON_OPTIONAL, 0, LEC_MAX_TIME_S, &self->duration_s, error) ||
      !lec_json_read_double (object, "read_s", LEC_JSON_OPTIONAL, 0, LEC_MAX_TIME_S, &self->read_s, error) ||
      !lec_json_read_boolean (object, "cut", LEC_JSON_OPTIONAL, &self->is_cut, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
read_parts (LecLecture *self,
            JsonObject *object,
            GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "parts", LEC_JSON_OPTIONAL, MAX_PARTS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LecVideoPart *part = part_from_json (json_array_get_element (array, i), error);

      if (part == NULL)
        {
          g_prefix_error (error, "parts[%u]: ", i);
          return FALSE;
        }
      g_ptr_array_add (self->parts, part);
    }

  return TRUE;
}

static gboolean
read_video_and_settings (LecLecture *self,
                         JsonObject *object,
                         GError **error)
{
  JsonNode *video = NULL;
  JsonNode *settings = NULL;

  if (!lec_json_read_node (object, "video", LEC_JSON_REQUIRED, &video, error) ||
      !lec_json_read_node (object, "settings", LEC_JSON_REQUIRED, &settings, error))
    return FALSE;

  lec_video_info_free (self->video);
  self->video = lec_video_info_from_json (video, error);
  if (self->video == NULL)
    return FALSE;

  lec_job_options_free (self->options);
  self->options = lec_job_options_from_json (settings, error);
  return self->options != NULL;
}

/**
 * lec_lecture_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecLecture *
lec_lecture_from_json (JsonNode *node,
                       GError **error)
{
  g_autoptr (LecLecture) self = lec_lecture_new ();
  JsonObject *object = NULL;
  gint64 version = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "lecture", error);
  if (object == NULL ||
      !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, LEC_LECTURE_VERSION, &version, error) ||
      !lec_json_read_string (object, "generator", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->generator, error) ||
      !lec_created_time_from_json_member (object, "created", &self->created_s, error) ||
      !read_id (self, object, error) ||
      !lec_json_read_double (object, "read_s", LEC_JSON_REQUIRED, 0, LEC_MAX_TIME_S, &self->read_s, error) ||
      !lec_json_read_boolean (object, "cut", LEC_JSON_OPTIONAL, &self->is_cut, error) ||
      !read_video_and_settings (self, object, error) || !read_parts (self, object, error) ||
      !read_slides (self, object, error) ||
      !read_left_out (self, object, error) || !read_suggestions (self, object, error) ||
      !read_edits (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lec_lecture_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with the errors of lec_pending_file_save()
 */
gboolean
lec_lecture_save (const LecLecture *self,
                  const char *path,
                  GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  node = lec_lecture_to_json (self);
  return lec_json_file_save (node, path, error);
}

/**
 * lec_lecture_load:
 * @path: untrusted content
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL
 */
LecLecture *
lec_lecture_load (const char *path,
                  GError **error)
{
  return lec_json_file_load (path, MAX_FILE_BYTES, (LecJsonReader) lec_lecture_from_json, error);
}
