/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * study.json, both ways. What is read may come from anywhere: no text is
 * empty, numbers of slides and times run forwards where study.h says so, and
 * whatever a language model wrote names the model.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "model/slide-private.h"
#include "model/study.h"

#define MAX_FILE_BYTES     (64 * 1024 * 1024)
#define MAX_NUMBER         1000000
#define MAX_SLIDES         20000
#define MAX_ENTRIES        20000
#define MAX_TERM_BYTES     4096
#define MAX_SENTENCE_BYTES (64 * 1024)
#define MAX_NOTE_BYTES     (256 * 1024)
#define MAX_NAME_BYTES     256

static JsonArray *
slide_numbers_to_json (const GArray *numbers)
{
  JsonArray *array = json_array_sized_new (numbers->len);

  for (guint i = 0; i < numbers->len; i++)
    json_array_add_int_element (array, g_array_index (numbers, guint, i));

  return array;
}

/* What is false is left out: most of it is. */
static JsonObject *
source_to_json (const LecStudySource *source)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "slide", source->slide);
  json_object_set_double_member (object, "time_s", source->time_s);
  if (source->is_said)
    json_object_set_boolean_member (object, "said", TRUE);
  if (source->is_generated)
    json_object_set_boolean_member (object, "generated", TRUE);

  return object;
}

static JsonObject *
slide_to_json (gconstpointer item)
{
  const LecStudySlide *self = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "slide", self->slide);
  lec_json_set_string (object, "kind", lec_slide_kind_get_name (self->kind));
  lec_json_set_string (object, "note", self->note);

  return object;
}

static JsonObject *
keyword_to_json (gconstpointer item)
{
  const LecKeyword *self = item;
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "text", self->text);
  json_object_set_double_member (object, "weight", self->weight);
  json_object_set_boolean_member (object, "concept", self->is_concept);
  json_object_set_array_member (object, "slides", slide_numbers_to_json (self->slides));

  return object;
}

static JsonObject *
summary_point_to_json (gconstpointer item)
{
  const LecSummaryPoint *self = item;
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "text", self->text);
  lec_json_set_string (object, "heading", self->heading);
  json_object_set_object_member (object, "source", source_to_json (&self->source));

  return object;
}

static JsonObject *
glossary_entry_to_json (gconstpointer item)
{
  const LecGlossaryEntry *self = item;
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "term", self->term);
  lec_json_set_string (object, "definition", self->definition);
  json_object_set_array_member (object, "slides", slide_numbers_to_json (self->slides));
  json_object_set_object_member (object, "source", source_to_json (&self->source));

  return object;
}

static JsonObject *
question_to_json (gconstpointer item)
{
  const LecQuestion *self = item;
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "kind", lec_question_kind_get_name (self->kind));
  lec_json_set_string (object, "question", self->question);
  lec_json_set_string (object, "answer", self->answer);
  json_object_set_object_member (object, "source", source_to_json (&self->source));

  return object;
}

static JsonObject *
topic_to_json (gconstpointer item)
{
  const LecTopic *self = item;
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "title", self->title);
  json_object_set_array_member (object, "slides", slide_numbers_to_json (self->slides));

  return object;
}

static void
set_list (JsonObject *object,
          const char *name,
          const GPtrArray *items,
          JsonObject *(*item_to_json) (gconstpointer item))
{
  JsonArray *array = json_array_sized_new (items->len);

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, item_to_json (g_ptr_array_index (items, i)));
  json_object_set_array_member (object, name, array);
}

/* Returns: (transfer full) */
JsonNode *
lec_study_to_json (const LecStudy *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_int_member (object, "version", LEC_STUDY_VERSION);
  lec_json_set_string (object, "language", self->language);
  lec_json_set_string (object, "model", self->model);
  set_list (object, "slides", self->slides, slide_to_json);
  set_list (object, "keywords", self->keywords, keyword_to_json);
  set_list (object, "summary", self->summary, summary_point_to_json);
  set_list (object, "glossary", self->glossary, glossary_entry_to_json);
  set_list (object, "questions", self->questions, question_to_json);
  set_list (object, "topics", self->topics, topic_to_json);

  return lec_json_wrap (object);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error,
      const char *format,
      ...)
{
  va_list values;

  va_start (values, format);
  g_propagate_error (error, g_error_new_valist (LEC_ERROR, LEC_ERROR_PROTOCOL, format, values));
  va_end (values);
  return FALSE;
}

/* Never empty. */
static gboolean
read_text (JsonObject *object,
           const char *name,
           LecJsonNeed need,
           gsize max_bytes,
           char **value,
           GError **error)
{
  if (!lec_json_read_string (object, name, need, max_bytes, value, error))
    return FALSE;
  if (*value != NULL && **value == '\0')
    return fail (error, _ ("“%s” is empty"), name);

  return TRUE;
}

static gboolean
read_slide_numbers (JsonObject *object,
                    GArray *numbers,
                    GError **error)
{
  JsonArray *array = NULL;
  double least = 0;

  if (!lec_json_read_array (object, "slides", LEC_JSON_REQUIRED, MAX_SLIDES, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      double value = 0;
      guint number = 0;

      if (!lec_json_node_to_double (json_array_get_element (array, i), "slides", least, MAX_NUMBER, &value, error))
        return FALSE;
      number = (guint) value;
      if (number != value)
        return fail (error, _ ("“%s” has to be whole numbers"), "slides");
      g_array_append_val (numbers, number);
      least = value + 1;
    }

  return TRUE;
}

static gboolean
read_source (LecStudySource *source,
             JsonObject *parent,
             double earliest_s,
             GError **error)
{
  JsonNode *node = NULL;
  JsonObject *object = NULL;
  gboolean is_said = FALSE, is_generated = FALSE;
  gint64 slide = 0;

  if (!lec_json_read_node (parent, "source", LEC_JSON_REQUIRED, &node, error))
    return FALSE;
  object = lec_json_get_object (node, "source", error);
  if (object == NULL || !lec_json_read_int (object, "slide", LEC_JSON_REQUIRED, 0, MAX_NUMBER, &slide, error) ||
      !lec_json_read_double (object, "time_s", LEC_JSON_REQUIRED, earliest_s, LEC_MAX_TIME_S, &source->time_s, error) ||
      !lec_json_read_boolean (object, "said", LEC_JSON_OPTIONAL, &is_said, error) ||
      !lec_json_read_boolean (object, "generated", LEC_JSON_OPTIONAL, &is_generated, error))
    return FALSE;

  source->slide = (guint) slide;
  source->is_said = is_said != FALSE;
  source->is_generated = is_generated != FALSE;
  return TRUE;
}

static LecStudySlide *
slide_from_json (JsonObject *object,
                 const LecStudySlide *before,
                 GError **error)
{
  g_autoptr (LecStudySlide) self = lec_study_slide_new (0, LEC_SLIDE_KIND_TEXT);
  g_autofree char *kind = NULL;
  gint64 number = 0;

  if (!lec_json_read_int (object, "slide", LEC_JSON_REQUIRED, before != NULL ? before->slide + 1 : 1, MAX_NUMBER,
                          &number, error) ||
      !read_text (object, "kind", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &kind, error) ||
      !read_text (object, "note", LEC_JSON_OPTIONAL, MAX_NOTE_BYTES, &self->note, error))
    return NULL;
  if (!lec_slide_kind_from_name (kind, &self->kind))
    {
      fail (error, _ ("“%s” is not a known kind of slide"), kind);
      return NULL;
    }

  self->slide = (guint) number;
  return g_steal_pointer (&self);
}

static LecKeyword *
keyword_from_json (JsonObject *object,
                   const LecKeyword *before,
                   GError **error)
{
  g_autoptr (LecKeyword) self = NULL;
  g_autofree char *text = NULL;
  double weight = 0;

  if (!read_text (object, "text", LEC_JSON_REQUIRED, MAX_TERM_BYTES, &text, error) ||
      !lec_json_read_double (object, "weight", LEC_JSON_REQUIRED, 0, before != NULL ? before->weight : 1, &weight,
                             error))
    return NULL;

  self = lec_keyword_new (text, weight);
  if (!lec_json_read_boolean (object, "concept", LEC_JSON_OPTIONAL, &self->is_concept, error) ||
      !read_slide_numbers (object, self->slides, error))
    return NULL;

  return g_steal_pointer (&self);
}

static LecSummaryPoint *
summary_point_from_json (JsonObject *object,
                         const LecSummaryPoint *before,
                         GError **error)
{
  g_autoptr (LecSummaryPoint) self = NULL;
  g_autofree char *text = NULL;
  LecStudySource source = { 0 };

  if (!read_text (object, "text", LEC_JSON_REQUIRED, MAX_SENTENCE_BYTES, &text, error) ||
      !read_source (&source, object, before != NULL ? before->source.time_s : 0, error))
    return NULL;

  self = lec_summary_point_new (text, source);
  if (!read_text (object, "heading", LEC_JSON_OPTIONAL, MAX_TERM_BYTES, &self->heading, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Their order is a matter of the language and is not checked. */
static LecGlossaryEntry *
glossary_entry_from_json (JsonObject *object,
                          const LecGlossaryEntry *before,
                          GError **error)
{
  g_autoptr (LecGlossaryEntry) self = NULL;
  g_autofree char *term = NULL;
  g_autofree char *definition = NULL;
  LecStudySource source = { 0 };

  if (!read_text (object, "term", LEC_JSON_REQUIRED, MAX_TERM_BYTES, &term, error) ||
      !read_text (object, "definition", LEC_JSON_REQUIRED, MAX_SENTENCE_BYTES, &definition, error) ||
      !read_source (&source, object, 0, error))
    return NULL;

  self = lec_glossary_entry_new (term, definition, source);
  if (!read_slide_numbers (object, self->slides, error))
    return NULL;

  return g_steal_pointer (&self);
}

static LecQuestion *
question_from_json (JsonObject *object,
                    const LecQuestion *before,
                    GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *question = NULL;
  g_autofree char *answer = NULL;
  LecQuestionKind kind = LEC_QUESTION_CLOZE;
  LecStudySource source = { 0 };

  if (!read_text (object, "kind", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &name, error) ||
      !read_text (object, "question", LEC_JSON_REQUIRED, MAX_SENTENCE_BYTES, &question, error) ||
      !read_text (object, "answer", LEC_JSON_REQUIRED, MAX_SENTENCE_BYTES, &answer, error) ||
      !read_source (&source, object, before != NULL ? before->source.time_s : 0, error))
    return NULL;
  if (!lec_question_kind_from_name (name, &kind))
    {
      fail (error, _ ("“%s” is not a known kind of question"), name);
      return NULL;
    }

  return lec_question_new (kind, question, answer, source);
}

static LecTopic *
topic_from_json (JsonObject *object,
                 const LecTopic *before,
                 GError **error)
{
  g_autoptr (LecTopic) self = NULL;
  g_autofree char *title = NULL;

  if (!read_text (object, "title", LEC_JSON_REQUIRED, MAX_TERM_BYTES, &title, error))
    return NULL;

  self = lec_topic_new (title);
  if (!read_slide_numbers (object, self->slides, error))
    return NULL;

  return g_steal_pointer (&self);
}

typedef gpointer (*ItemFromJson) (JsonObject *object, gconstpointer before, GError **error);

/* Each item gets the one before it, to be held against it. */
static gboolean
read_list (GPtrArray *items,
           JsonObject *object,
           const char *name,
           guint max_items,
           ItemFromJson item_from_json,
           GError **error)
{
  gconstpointer before = NULL;
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, name, LEC_JSON_REQUIRED, max_items, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *element = lec_json_get_object (json_array_get_element (array, i), name, error);
      gpointer item = element != NULL ? item_from_json (element, before, error) : NULL;

      if (item == NULL)
        {
          g_prefix_error (error, "%s[%u]: ", name, i);
          return FALSE;
        }
      g_ptr_array_add (items, item);
      before = item;
    }

  return TRUE;
}

static gboolean
read_language (LecStudy *self,
               JsonObject *object,
               GError **error)
{
  if (!lec_json_read_string (object, "language", LEC_JSON_OPTIONAL, 2, &self->language, error))
    return FALSE;
  if (self->language != NULL && strspn (self->language, "abcdefghijklmnopqrstuvwxyz") != 2)
    return fail (error, _ ("“%s” is not a language of two letters"), "language");

  return TRUE;
}

/* What a model wrote is shown with its name: there is none without. */
static gboolean
check_model (const LecStudy *self,
             GError **error)
{
  gboolean is_generated = FALSE;

  for (guint i = 0; i < self->slides->len; i++)
    is_generated |= ((const LecStudySlide *) g_ptr_array_index (self->slides, i))->note != NULL;
  for (guint i = 0; i < self->summary->len; i++)
    is_generated |= ((const LecSummaryPoint *) g_ptr_array_index (self->summary, i))->source.is_generated;
  for (guint i = 0; i < self->glossary->len; i++)
    is_generated |= ((const LecGlossaryEntry *) g_ptr_array_index (self->glossary, i))->source.is_generated;
  for (guint i = 0; i < self->questions->len; i++)
    is_generated |= ((const LecQuestion *) g_ptr_array_index (self->questions, i))->source.is_generated;
  if (is_generated && self->model == NULL)
    return fail (error, _ ("“%s” is missing"), "model");

  return TRUE;
}

/**
 * lec_study_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecStudy *
lec_study_from_json (JsonNode *node,
                     GError **error)
{
  g_autoptr (LecStudy) self = lec_study_new ();
  JsonObject *object = NULL;
  gint64 version = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "study", error);
  if (object == NULL ||
      !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, LEC_STUDY_VERSION, &version, error) ||
      !read_language (self, object, error) ||
      !read_text (object, "model", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->model, error) ||
      !read_list (self->slides, object, "slides", MAX_SLIDES, (ItemFromJson) slide_from_json, error) ||
      !read_list (self->keywords, object, "keywords", MAX_ENTRIES, (ItemFromJson) keyword_from_json, error) ||
      !read_list (self->summary, object, "summary", MAX_ENTRIES, (ItemFromJson) summary_point_from_json, error) ||
      !read_list (self->glossary, object, "glossary", MAX_ENTRIES, (ItemFromJson) glossary_entry_from_json, error) ||
      !read_list (self->questions, object, "questions", MAX_ENTRIES, (ItemFromJson) question_from_json, error) ||
      !read_list (self->topics, object, "topics", MAX_ENTRIES, (ItemFromJson) topic_from_json, error) ||
      !check_model (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lec_study_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with the errors of lec_pending_file_save()
 */
gboolean
lec_study_save (const LecStudy *self,
                const char *path,
                GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  node = lec_study_to_json (self);
  return lec_json_file_save (node, path, error);
}

/**
 * lec_study_load:
 * @path: untrusted content
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL
 */
LecStudy *
lec_study_load (const char *path,
                GError **error)
{
  return lec_json_file_load (path, MAX_FILE_BYTES, (LecJsonReader) lec_study_from_json, error);
}
