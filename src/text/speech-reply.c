/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words are in a list of their own, beside the segments: they are handed out by
 * time, and heard-cue looks whether they fit.
 */
#include "text/speech-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/slide-private.h"
#include "text/heard-cue.h"

#define MAX_BYTES      (16 * 1024 * 1024)
#define MAX_SEGMENTS   20000
#define MAX_WORDS      100000
#define MAX_TEXT_BYTES (1024 * 1024)

typedef struct
{
  LecTranscript *transcript;
  double start_s;
  double end_s;
  GPtrArray *words; /* (element-type LecHeardWord) of the whole reply, lecture time */
  guint next_word;
} Reply;

/* OpenAI names languages in English; others write tags. */
static const struct
{
  const char *name;
  const char *tag;
} languages[] = {
  { "afrikaans", "af" },
  { "arabic", "ar" },
  { "armenian", "hy" },
  { "azerbaijani", "az" },
  { "belarusian", "be" },
  { "bosnian", "bs" },
  { "bulgarian", "bg" },
  { "catalan", "ca" },
  { "chinese", "zh" },
  { "croatian", "hr" },
  { "czech", "cs" },
  { "danish", "da" },
  { "dutch", "nl" },
  { "english", "en" },
  { "estonian", "et" },
  { "finnish", "fi" },
  { "french", "fr" },
  { "galician", "gl" },
  { "german", "de" },
  { "greek", "el" },
  { "hebrew", "he" },
  { "hindi", "hi" },
  { "hungarian", "hu" },
  { "icelandic", "is" },
  { "indonesian", "id" },
  { "italian", "it" },
  { "japanese", "ja" },
  { "kannada", "kn" },
  { "kazakh", "kk" },
  { "korean", "ko" },
  { "latvian", "lv" },
  { "lithuanian", "lt" },
  { "macedonian", "mk" },
  { "malay", "ms" },
  { "marathi", "mr" },
  { "nepali", "ne" },
  { "norwegian", "no" },
  { "persian", "fa" },
  { "polish", "pl" },
  { "portuguese", "pt" },
  { "romanian", "ro" },
  { "russian", "ru" },
  { "serbian", "sr" },
  { "slovak", "sk" },
  { "slovenian", "sl" },
  { "spanish", "es" },
  { "swahili", "sw" },
  { "swedish", "sv" },
  { "tagalog", "tl" },
  { "tamil", "ta" },
  { "thai", "th" },
  { "turkish", "tr" },
  { "ukrainian", "uk" },
  { "urdu", "ur" },
  { "vietnamese", "vi" },
  { "welsh", "cy" },
};

/* Returns: (transfer full) (nullable) */
static char *
dup_tag (const char *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strcasecmp (languages[i].name, language) == 0)
      return g_strdup (languages[i].tag);

  /* A longer one is a name that is not in the list. */
  if (lec_text_is_language_tag (language) && strcspn (language, "-") <= 3)
    return g_strdup (language);

  return NULL;
}

static void
read_language (Reply *self,
               JsonObject *root)
{
  g_autofree char *language = NULL;

  if (lec_json_read_string (root, "language", LEC_JSON_OPTIONAL, 64, &language, NULL) && language != NULL)
    self->transcript->language = dup_tag (language);
}

static gboolean
read_times (JsonObject *object,
            const Reply *reply,
            double *start_s,
            double *end_s,
            GError **error)
{
  if (!lec_json_read_double (object, "start", LEC_JSON_REQUIRED, -LEC_MAX_TIME_S, LEC_MAX_TIME_S, start_s, error) ||
      !lec_json_read_double (object, "end", LEC_JSON_REQUIRED, -LEC_MAX_TIME_S, LEC_MAX_TIME_S, end_s, error))
    return FALSE;

  *start_s = CLAMP (*start_s + reply->start_s, reply->start_s, reply->end_s);
  *end_s = CLAMP (*end_s + reply->start_s, reply->start_s, reply->end_s);
  return TRUE;
}

static gboolean
read_word (Reply *self,
           JsonNode *node,
           GError **error)
{
  JsonObject *object = lec_json_get_object (node, "word", error);
  g_autofree char *text = NULL;
  double start_s = 0, end_s = 0;

  if (object == NULL || !lec_json_read_string (object, "word", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &text, error) ||
      !read_times (object, self, &start_s, &end_s, error))
    return FALSE;

  g_ptr_array_add (self->words, lec_heard_word_new (text, start_s, end_s));
  return TRUE;
}

static gboolean
read_words (Reply *self,
            JsonObject *root,
            GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (root, "words", LEC_JSON_OPTIONAL, MAX_WORDS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!read_word (self, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

/* Those that begin before the cue ends are its own, as those before it are gone. */
static void
hand_out_words (Reply *self,
                LecCue *cue)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (; self->next_word < self->words->len; self->next_word++)
    {
      LecHeardWord *word = g_ptr_array_index (self->words, self->next_word);

      if (word->start_s >= cue->end_s && cue->end_s < self->end_s)
        break;
      g_ptr_array_add (own, word);
    }
  lec_heard_cue_set_words (cue, own);
}

static gboolean
read_segment (Reply *self,
              JsonNode *node,
              GError **error)
{
  JsonObject *object = lec_json_get_object (node, "segment", error);
  GPtrArray *cues = self->transcript->cues;
  const LecCue *last = cues->len > 0 ? g_ptr_array_index (cues, cues->len - 1) : NULL;
  g_autofree char *text = NULL;
  double start_s = 0, end_s = 0;
  LecCue *cue = NULL;

  if (object == NULL || !lec_json_read_string (object, "text", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &text, error) ||
      !read_times (object, self, &start_s, &end_s, error))
    return FALSE;

  cue = lec_heard_cue_new (text, start_s, end_s, last != NULL ? last->start_s : self->start_s);
  if (cue == NULL)
    return TRUE;
  hand_out_words (self, cue);
  g_ptr_array_add (cues, cue);

  return TRUE;
}

static gboolean
read_root (Reply *self,
           JsonObject *root,
           GError **error)
{
  JsonArray *segments = NULL;
  g_autofree char *text = NULL;

  if (!read_words (self, root, error) ||
      !lec_json_read_array (root, "segments", LEC_JSON_OPTIONAL, MAX_SEGMENTS, &segments, error))
    return FALSE;
  read_language (self, root);
  if (segments == NULL)
    {
      if (!lec_json_read_string (root, "text", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &text, error))
        return FALSE;
      lec_heard_cues_add_text (self->transcript->cues, text, self->start_s, self->end_s);
      return TRUE;
    }

  for (guint i = 0; i < json_array_get_length (segments); i++)
    if (!read_segment (self, json_array_get_element (segments, i), error))
      return FALSE;
  return TRUE;
}

LecTranscript *
lec_speech_reply_parse (const char *text,
                        gsize length,
                        double start_s,
                        double end_s,
                        GError **error)
{
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SERVICE);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_heard_word_free);
  Reply reply = { .transcript = transcript, .start_s = start_s, .end_s = end_s, .words = words };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (start_s >= 0 && start_s <= end_s && end_s <= LEC_MAX_TIME_S, NULL);

  node = lec_json_parse (text != NULL ? text : "", (gssize) length, MAX_BYTES, error);
  root = node != NULL ? lec_json_get_object (node, "transcript", error) : NULL;

  return root != NULL && read_root (&reply, root, error) ? g_steal_pointer (&transcript) : NULL;
}
