/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data and its JSON. What is read may come from anywhere: how many places
 * an edit has follows from its kind, times run forwards, texts are bounded.
 */
#include "model/edit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/created-time.h"
#include "model/slide-private.h"

#define MAX_NAME_BYTES 128
#define MAX_NUMBER     1000000
/* By how much the ends of a visit may differ, in all: of its length, and always. */
#define DIFFERENCE_RATIO 0.25
#define DIFFERENCE_S     0.5

static const struct
{
  const char *name;
  guint min_places;
  guint max_places;
} kinds[] = {
  [LEC_EDIT_REMOVE] = { "remove", 1, LEC_EDIT_MAX_PLACES },
  [LEC_EDIT_MERGE] = { "merge", 2, LEC_EDIT_MAX_PLACES },
  [LEC_EDIT_ADD] = { "add", 1, 2 },
  [LEC_EDIT_RETITLE] = { "retitle", 1, 1 },
  [LEC_EDIT_CROP] = { "crop", 1, 1 },
  [LEC_EDIT_MOVE] = { "move", 2, 2 },
  [LEC_EDIT_UNDO] = { "undo", 0, 0 },
  [LEC_EDIT_REDO] = { "redo", 0, 0 },
  [LEC_EDIT_ADJUST] = { "adjust", 0, 0 },
};

static const char *const outcome_names[] = {
  [LEC_EDIT_APPLIED] = "applied",
  [LEC_EDIT_PARTLY] = "partly",
  [LEC_EDIT_NO_SLIDE] = "no-slide",
  [LEC_EDIT_NO_SLIDE_LEFT] = "no-slide-left",
  [LEC_EDIT_THERE] = "there",
  [LEC_EDIT_OUTSIDE] = "outside",
};

const char *
lec_edit_kind_get_name (LecEditKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].name;
}

const char *
lec_edit_outcome_get_name (LecEditOutcome outcome)
{
  g_return_val_if_fail (outcome < G_N_ELEMENTS (outcome_names), NULL);

  return outcome_names[outcome];
}

/**
 * lec_edit_place_init_for_slide:
 * @self: (out caller-allocates)
 * @slide: with a visit
 */
void
lec_edit_place_init_for_slide (LecEditPlace *self,
                               const LecSlide *slide)
{
  LecVisit longest;

  g_return_if_fail (self != NULL && slide != NULL && slide->visits->len > 0);

  longest = g_array_index (slide->visits, LecVisit, 0);
  for (guint i = 1; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);

      if (visit->end_s - visit->start_s > longest.end_s - longest.start_s)
        longest = *visit;
    }
  *self = (LecEditPlace){ (longest.start_s + longest.end_s) / 2, longest.start_s, longest.end_s };
}

double
lec_edit_place_get_difference_s (const LecEditPlace *self,
                                 const LecVisit *visit)
{
  g_return_val_if_fail (self != NULL && visit != NULL, -1);

  if (self->time_s < visit->start_s || self->time_s > visit->end_s)
    return -1;

  return fabs (visit->start_s - self->start_s) + fabs (visit->end_s - self->end_s);
}

gboolean
lec_edit_place_agrees (const LecEditPlace *self,
                       const LecVisit *visit)
{
  double difference_s = lec_edit_place_get_difference_s (self, visit);
  double length_s = MAX (visit->end_s - visit->start_s, self->end_s - self->start_s);

  return difference_s >= 0 && difference_s <= MAX (DIFFERENCE_S, DIFFERENCE_RATIO * length_s);
}

/* Returns: (transfer full): without a place */
LecEdit *
lec_edit_new (LecEditKind kind,
              gint64 created_s)
{
  LecEdit *self = NULL;

  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  self = g_new0 (LecEdit, 1);
  self->kind = kind;
  self->created_s = created_s;
  self->places = g_array_new (FALSE, FALSE, sizeof (LecEditPlace));

  return self;
}

LecEdit *
lec_edit_copy (const LecEdit *self)
{
  LecEdit *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_edit_new (self->kind, self->created_s);
  g_array_append_vals (copy->places, self->places->data, self->places->len);
  copy->title = g_strdup (self->title);
  copy->crop = self->crop;
  copy->settings = self->settings != NULL ? lec_job_options_copy (self->settings) : NULL;
  copy->before = self->before != NULL ? lec_job_options_copy (self->before) : NULL;

  return copy;
}

void
lec_edit_free (LecEdit *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->places);
  g_clear_pointer (&self->settings, lec_job_options_free);
  g_clear_pointer (&self->before, lec_job_options_free);
  g_free (self->title);
  g_free (self);
}

void
lec_edit_add_slide (LecEdit *self,
                    const LecSlide *slide)
{
  LecEditPlace place;

  g_return_if_fail (self != NULL && slide != NULL);

  lec_edit_place_init_for_slide (&place, slide);
  g_array_append_val (self->places, place);
}

/* @time_s: from @start_s to @end_s */
void
lec_edit_add_moment (LecEdit *self,
                     double time_s,
                     double start_s,
                     double end_s)
{
  LecEditPlace place = { time_s, start_s, end_s };

  g_return_if_fail (self != NULL && start_s <= time_s && time_s <= end_s);

  g_array_append_val (self->places, place);
}

/**
 * lec_edit_set_title:
 * @title: (nullable): becomes one line of valid UTF-8; nothing in it is no title
 */
void
lec_edit_set_title (LecEdit *self,
                    const char *title)
{
  char *line = NULL;

  g_return_if_fail (self != NULL);

  line = g_utf8_make_valid (title != NULL ? title : "", -1);
  for (char *c = line; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_strstrip (line);

  g_free (self->title);
  self->title = *line != '\0' ? g_strdup (line) : NULL;
  g_free (line);
}

static void
set_segmenting (LecJobOptions **settings,
                const LecJobOptions *source)
{
  g_clear_pointer (settings, lec_job_options_free);
  *settings = lec_job_options_new ();
  lec_job_options_take (*settings, source, LEC_AFFECTS_SEGMENTS);
}

void
lec_edit_set_settings (LecEdit *self,
                       const LecJobOptions *settings,
                       const LecJobOptions *before)
{
  g_return_if_fail (self != NULL && self->kind == LEC_EDIT_ADJUST && settings != NULL && before != NULL);

  set_segmenting (&self->settings, settings);
  set_segmenting (&self->before, before);
}

static JsonObject *
place_to_json (const LecEditPlace *place)
{
  JsonObject *object = json_object_new ();

  json_object_set_double_member (object, "time_s", place->time_s);
  json_object_set_double_member (object, "start_s", place->start_s);
  json_object_set_double_member (object, "end_s", place->end_s);

  return object;
}

static JsonObject *
edit_to_object (const LecEdit *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *places = json_array_sized_new (self->places->len);

  for (guint i = 0; i < self->places->len; i++)
    json_array_add_object_element (places, place_to_json (&g_array_index (self->places, LecEditPlace, i)));

  json_object_set_string_member (object, "kind", kinds[self->kind].name);
  lec_created_time_to_json_member (object, "created", self->created_s);
  json_object_set_array_member (object, "places", places);
  lec_json_set_string (object, "title", self->title);
  if (self->kind == LEC_EDIT_CROP)
    lec_json_set_node (object, "crop", lec_rect_to_json (&self->crop));
  if (self->settings != NULL)
    lec_json_set_node (object, "settings", lec_job_options_part_to_json (self->settings, LEC_AFFECTS_SEGMENTS));
  if (self->before != NULL)
    lec_json_set_node (object, "before", lec_job_options_part_to_json (self->before, LEC_AFFECTS_SEGMENTS));

  return object;
}

/* Returns: (transfer full) */
JsonNode *
lec_edit_to_json (const LecEdit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lec_json_wrap (edit_to_object (self));
}

static gboolean
read_kind (JsonObject *object,
           LecEditKind *kind,
           GError **error)
{
  g_autofree char *name = NULL;

  if (!lec_json_read_string (object, "kind", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &name, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      {
        *kind = (LecEditKind) i;
        return TRUE;
      }

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a known “%s”"), name, "kind");
  return FALSE;
}

static gboolean
read_places (LecEdit *self,
             JsonObject *object,
             GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "places", LEC_JSON_REQUIRED, kinds[self->kind].max_places, &array, error))
    return FALSE;
  if (json_array_get_length (array) < kinds[self->kind].min_places)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” has too few items"), "places");
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *place = lec_json_get_object (json_array_get_element (array, i), "place", error);
      double time_s = 0, start_s = 0, end_s = 0;

      if (place == NULL ||
          !lec_json_read_double (place, "start_s", LEC_JSON_REQUIRED, 0, LEC_MAX_TIME_S, &start_s, error) ||
          !lec_json_read_double (place, "end_s", LEC_JSON_REQUIRED, start_s, LEC_MAX_TIME_S, &end_s, error) ||
          !lec_json_read_double (place, "time_s", LEC_JSON_REQUIRED, start_s, end_s, &time_s, error))
        return FALSE;
      lec_edit_add_moment (self, time_s, start_s, end_s);
    }

  return TRUE;
}

static gboolean
read_crop (LecEdit *self,
           JsonObject *object,
           GError **error)
{
  if (self->kind != LEC_EDIT_CROP)
    return TRUE;
  if (!lec_rect_from_json_member (object, "crop", &self->crop, error))
    return FALSE;
  if (!lec_rect_is_empty (&self->crop))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is empty"), "crop");
  return FALSE;
}

static gboolean
read_settings (JsonObject *object,
               const char *member,
               LecJobOptions **settings,
               GError **error)
{
  g_autoptr (LecJobOptions) read = NULL;
  JsonNode *node = NULL;

  if (!lec_json_read_node (object, member, LEC_JSON_REQUIRED, &node, error))
    return FALSE;

  read = lec_job_options_from_json (node, error);
  if (read == NULL)
    return FALSE;

  set_segmenting (settings, read);
  return TRUE;
}

static gboolean
read_adjustment (LecEdit *self,
                 JsonObject *object,
                 GError **error)
{
  return self->kind != LEC_EDIT_ADJUST || (read_settings (object, "settings", &self->settings, error) &&
                                           read_settings (object, "before", &self->before, error));
}

static LecEdit *
edit_from_object (JsonObject *object,
                  GError **error)
{
  g_autoptr (LecEdit) self = NULL;
  g_autofree char *title = NULL;
  LecEditKind kind = LEC_EDIT_REMOVE;

  if (!read_kind (object, &kind, error))
    return NULL;

  self = lec_edit_new (kind, 0);
  if (!lec_created_time_from_json_member (object, "created", &self->created_s, error) ||
      !read_places (self, object, error) || !read_crop (self, object, error) ||
      !read_adjustment (self, object, error) ||
      !lec_json_read_string (object, "title", LEC_JSON_OPTIONAL, LEC_EDIT_MAX_TITLE_BYTES, &title, error))
    return NULL;
  if (kind == LEC_EDIT_RETITLE)
    lec_edit_set_title (self, title);

  return g_steal_pointer (&self);
}

/**
 * lec_edit_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecEdit *
lec_edit_from_json (JsonNode *node,
                    GError **error)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "edit", error);
  return object != NULL ? edit_from_object (object, error) : NULL;
}

LecEditRecord *
lec_edit_record_new (LecEdit *edit,
                     LecEditOutcome outcome,
                     guint slide)
{
  LecEditRecord *self = NULL;

  g_return_val_if_fail (edit != NULL && outcome < G_N_ELEMENTS (outcome_names), NULL);

  self = g_new0 (LecEditRecord, 1);
  self->edit = edit;
  self->outcome = outcome;
  self->slide = slide;

  return self;
}

void
lec_edit_record_free (LecEditRecord *self)
{
  if (self == NULL)
    return;

  lec_edit_free (self->edit);
  g_free (self);
}

gboolean
lec_edit_record_is_applied (const LecEditRecord *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->outcome == LEC_EDIT_APPLIED || self->outcome == LEC_EDIT_PARTLY;
}

/* The edit's members, and two of its own. Returns: (transfer full) */
JsonNode *
lec_edit_record_to_json (const LecEditRecord *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = edit_to_object (self->edit);
  json_object_set_string_member (object, "outcome", outcome_names[self->outcome]);
  json_object_set_int_member (object, "slide", self->slide);

  return lec_json_wrap (object);
}

static gboolean
read_outcome (JsonObject *object,
              LecEditOutcome *outcome,
              GError **error)
{
  g_autofree char *name = NULL;

  if (!lec_json_read_string (object, "outcome", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &name, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (outcome_names); i++)
    if (g_str_equal (outcome_names[i], name))
      {
        *outcome = (LecEditOutcome) i;
        return TRUE;
      }

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a known “%s”"), name, "outcome");
  return FALSE;
}

/**
 * lec_edit_record_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecEditRecord *
lec_edit_record_from_json (JsonNode *node,
                           GError **error)
{
  g_autoptr (LecEdit) edit = NULL;
  JsonObject *object = NULL;
  LecEditOutcome outcome = LEC_EDIT_APPLIED;
  gint64 slide = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "edit", error);
  edit = object != NULL ? edit_from_object (object, error) : NULL;
  if (edit == NULL || !read_outcome (object, &outcome, error) ||
      !lec_json_read_int (object, "slide", LEC_JSON_REQUIRED, 0, MAX_NUMBER, &slide, error))
    return NULL;

  return lec_edit_record_new (g_steal_pointer (&edit), outcome, (guint) slide);
}
