/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data and its JSON. What is read may come from anywhere: times run
 * forwards, words lie within their cue, texts and counts are bounded.
 */
#include "model/transcript.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "base/name-list.h"

#define MAX_FILE_BYTES     (256 * 1024 * 1024)
#define MAX_LANGUAGE_BYTES 35 /* what RFC 5646, 4.4.1, has room for */
#define MAX_LANGUAGE_PART  8

static const char *const source_names[] = {
  [LEC_TRANSCRIPT_EMBEDDED] = "embedded",
  [LEC_TRANSCRIPT_SIDECAR] = "sidecar",
  [LEC_TRANSCRIPT_WHISPER] = "whisper",
  [LEC_TRANSCRIPT_SERVICE] = "service",
};

const char *
lec_transcript_source_get_name (LecTranscriptSource source)
{
  g_return_val_if_fail (source < G_N_ELEMENTS (source_names), NULL);

  return source_names[source];
}

gboolean
lec_transcript_source_from_name (const char *name,
                                 LecTranscriptSource *source)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && source != NULL, FALSE);

  if (!lec_name_list_find (source_names, G_N_ELEMENTS (source_names), name, &index))
    return FALSE;

  *source = (LecTranscriptSource) index;
  return TRUE;
}

gboolean
lec_text_is_language_tag (const char *text)
{
  guint n_part = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) > MAX_LANGUAGE_BYTES || !g_ascii_isalpha (*text))
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (*text != '-' && !g_ascii_isalnum (*text))
        return FALSE;
      n_part = *text == '-' ? 0 : n_part + 1;
      if (n_part > MAX_LANGUAGE_PART || (*text == '-' && (text[1] == '-' || text[1] == '\0')))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\n\v\f\r")] == '\0';
}

/**
 * lec_spoken_word_new:
 * @text: not blank
 * @end_s: not before @start_s
 *
 * Returns: (transfer full)
 */
LecSpokenWord *
lec_spoken_word_new (const char *text,
                     double start_s,
                     double end_s)
{
  LecSpokenWord *self = NULL;

  g_return_val_if_fail (text != NULL && !is_blank (text) && start_s <= end_s, NULL);

  self = g_new0 (LecSpokenWord, 1);
  self->text = g_strdup (text);
  self->start_s = start_s;
  self->end_s = end_s;

  return self;
}

void
lec_spoken_word_free (LecSpokenWord *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

/**
 * lec_cue_new:
 * @end_s: not before @start_s
 * @text: not blank
 *
 * Returns: (transfer full): without a speaker, without words
 */
LecCue *
lec_cue_new (double start_s,
             double end_s,
             const char *text)
{
  LecCue *self = NULL;

  g_return_val_if_fail (text != NULL && !is_blank (text) && start_s <= end_s, NULL);

  self = g_new0 (LecCue, 1);
  self->start_s = start_s;
  self->end_s = end_s;
  self->text = g_strdup (text);
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_spoken_word_free);

  return self;
}

LecCue *
lec_cue_copy (const LecCue *self)
{
  LecCue *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_cue_new (self->start_s, self->end_s, self->text);
  copy->speaker = g_strdup (self->speaker);
  for (guint i = 0; i < self->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (self->words, i);

      g_ptr_array_add (copy->words, lec_spoken_word_new (word->text, word->start_s, word->end_s));
    }

  return copy;
}

void
lec_cue_free (LecCue *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->words);
  g_free (self->text);
  g_free (self->speaker);
  g_free (self);
}

/* Returns: (transfer full): without cues */
LecTranscript *
lec_transcript_new (LecTranscriptSource source)
{
  LecTranscript *self = g_new0 (LecTranscript, 1);

  self->source = source;
  self->cues = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_cue_free);

  return self;
}

LecTranscript *
lec_transcript_copy (const LecTranscript *self)
{
  LecTranscript *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_transcript_new (self->source);
  copy->origin = g_strdup (self->origin);
  copy->language = g_strdup (self->language);
  for (guint i = 0; i < self->cues->len; i++)
    g_ptr_array_add (copy->cues, lec_cue_copy (g_ptr_array_index (self->cues, i)));

  return copy;
}

void
lec_transcript_free (LecTranscript *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cues);
  g_free (self->origin);
  g_free (self->language);
  g_free (self);
}

static void
set_times (JsonObject *object,
           double start_s,
           double end_s)
{
  json_object_set_double_member (object, "start_s", start_s);
  json_object_set_double_member (object, "end_s", end_s);
}

static JsonObject *
word_to_json (const LecSpokenWord *word)
{
  JsonObject *object = json_object_new ();

  set_times (object, word->start_s, word->end_s);
  lec_json_set_string (object, "text", word->text);

  return object;
}

static JsonObject *
cue_to_json (const LecCue *cue)
{
  JsonObject *object = json_object_new ();
  JsonArray *words = NULL;

  set_times (object, cue->start_s, cue->end_s);
  lec_json_set_string (object, "speaker", cue->speaker);
  lec_json_set_string (object, "text", cue->text);
  if (cue->words->len == 0)
    return object;

  words = json_array_sized_new (cue->words->len);
  for (guint i = 0; i < cue->words->len; i++)
    json_array_add_object_element (words, word_to_json (g_ptr_array_index (cue->words, i)));
  json_object_set_array_member (object, "words", words);

  return object;
}

/* Returns: (transfer full) */
JsonNode *
lec_transcript_to_json (const LecTranscript *self)
{
  JsonObject *object = NULL;
  JsonArray *cues = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  cues = json_array_sized_new (self->cues->len);
  for (guint i = 0; i < self->cues->len; i++)
    json_array_add_object_element (cues, cue_to_json (g_ptr_array_index (self->cues, i)));

  object = json_object_new ();
  json_object_set_int_member (object, "version", LEC_TRANSCRIPT_VERSION);
  lec_json_set_string (object, "source", lec_transcript_source_get_name (self->source));
  lec_json_set_string (object, "origin", self->origin);
  lec_json_set_string (object, "language", self->language);
  json_object_set_array_member (object, "cues", cues);

  return lec_json_wrap (object);
}

static gboolean
refuse_blank (const char *text,
              const char *name,
              GError **error)
{
  if (text == NULL || !is_blank (text))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is empty"), name);
  return FALSE;
}

/* A member that may be missing, but not be there and be blank. */
static gboolean
read_name (JsonObject *object,
           const char *name,
           char **value,
           GError **error)
{
  return lec_json_read_string (object, name, LEC_JSON_OPTIONAL, LEC_CUE_MAX_NAME_BYTES, value, error) &&
         refuse_blank (*value, name, error);
}

static gboolean
read_text (JsonObject *object,
           char **value,
           GError **error)
{
  return lec_json_read_string (object, "text", LEC_JSON_REQUIRED, LEC_CUE_MAX_TEXT_BYTES, value, error) &&
         refuse_blank (*value, "text", error);
}

static gboolean
read_word (LecCue *cue,
           JsonNode *node,
           double earliest_s,
           GError **error)
{
  JsonObject *object = lec_json_get_object (node, "word", error);
  g_autofree char *text = NULL;
  double start_s = 0, end_s = 0;

  if (object == NULL ||
      !lec_json_read_double (object, "start_s", LEC_JSON_REQUIRED, earliest_s, cue->end_s, &start_s, error) ||
      !lec_json_read_double (object, "end_s", LEC_JSON_REQUIRED, start_s, cue->end_s, &end_s, error) ||
      !read_text (object, &text, error))
    return FALSE;

  g_ptr_array_add (cue->words, lec_spoken_word_new (text, start_s, end_s));
  return TRUE;
}

static gboolean
read_words (LecCue *cue,
            JsonObject *object,
            GError **error)
{
  JsonArray *array = NULL;
  double earliest_s = cue->start_s;

  if (!lec_json_read_array (object, "words", LEC_JSON_OPTIONAL, LEC_CUE_MAX_WORDS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (!read_word (cue, json_array_get_element (array, i), earliest_s, error))
        return FALSE;
      earliest_s = ((const LecSpokenWord *) g_ptr_array_index (cue->words, i))->start_s;
    }

  return TRUE;
}

static LecCue *
cue_from_json (JsonNode *node,
               double earliest_s,
               GError **error)
{
  JsonObject *object = lec_json_get_object (node, "cue", error);
  g_autoptr (LecCue) cue = NULL;
  g_autofree char *text = NULL;
  double start_s = 0, end_s = 0;

  if (object == NULL ||
      !lec_json_read_double (object, "start_s", LEC_JSON_REQUIRED, earliest_s, LEC_CUE_MAX_TIME_S, &start_s, error) ||
      !lec_json_read_double (object, "end_s", LEC_JSON_REQUIRED, start_s, LEC_CUE_MAX_TIME_S, &end_s, error) ||
      !read_text (object, &text, error))
    return NULL;

  cue = lec_cue_new (start_s, end_s, text);
  if (!read_name (object, "speaker", &cue->speaker, error) || !read_words (cue, object, error))
    return NULL;

  return g_steal_pointer (&cue);
}

static gboolean
read_cues (LecTranscript *self,
           JsonObject *object,
           GError **error)
{
  JsonArray *array = NULL;
  double earliest_s = 0;

  if (!lec_json_read_array (object, "cues", LEC_JSON_REQUIRED, LEC_TRANSCRIPT_MAX_CUES, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      LecCue *cue = cue_from_json (json_array_get_element (array, i), earliest_s, error);

      if (cue == NULL)
        return FALSE;
      earliest_s = cue->start_s;
      g_ptr_array_add (self->cues, cue);
    }

  return TRUE;
}

static gboolean
read_source (LecTranscript *self,
             JsonObject *object,
             GError **error)
{
  g_autofree char *name = NULL;

  if (!lec_json_read_string (object, "source", LEC_JSON_REQUIRED, LEC_CUE_MAX_NAME_BYTES, &name, error))
    return FALSE;
  if (!lec_transcript_source_from_name (name, &self->source))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not known: %s"), "source", name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_language (LecTranscript *self,
               JsonObject *object,
               GError **error)
{
  if (!read_name (object, "language", &self->language, error))
    return FALSE;
  if (self->language != NULL && !lec_text_is_language_tag (self->language))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a language: %s"), "language", self->language);
      return FALSE;
    }

  return TRUE;
}

/**
 * lec_transcript_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecTranscript *
lec_transcript_from_json (JsonNode *node,
                          GError **error)
{
  g_autoptr (LecTranscript) self = lec_transcript_new (LEC_TRANSCRIPT_EMBEDDED);
  JsonObject *object = NULL;
  gint64 version = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "transcript", error);
  if (object == NULL ||
      !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, LEC_TRANSCRIPT_VERSION, &version, error) ||
      !read_source (self, object, error) || !read_name (object, "origin", &self->origin, error) ||
      !read_language (self, object, error) || !read_cues (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * lec_transcript_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with the errors of lec_pending_file_save()
 */
gboolean
lec_transcript_save (const LecTranscript *self,
                     const char *path,
                     GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  node = lec_transcript_to_json (self);
  return lec_json_file_save (node, path, error);
}

/**
 * lec_transcript_load:
 * @path: untrusted content
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL
 */
LecTranscript *
lec_transcript_load (const char *path,
                     GError **error)
{
  return lec_json_file_load (path, MAX_FILE_BYTES, (LecJsonReader) lec_transcript_from_json, error);
}
