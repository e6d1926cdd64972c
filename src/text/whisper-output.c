/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A token is bytes of text, not letters: half of a Chinese letter may be in one
 * and half in the next, and whisper-cli writes such halves as they are, which
 * is no JSON. They are carried through the parser as private code points and
 * put together behind it.
 */
#include "text/whisper-output.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/slide-private.h"
#include "model/word.h"
#include "text/heard-cue.h"

#define MAX_BYTES      (128 * 1024 * 1024)
#define MAX_SEGMENTS   200000
#define MAX_TOKENS     5000 /* of one segment */
#define MAX_TEXT_BYTES (64 * 1024)
#define MAX_MS         (LEC_MAX_TIME_S * 1000)
/* A byte that is no letter by itself: U+F700 + byte, private and of nobody's use. */
#define CARRIED 0xF700

/* Valid UTF-8, with each byte that is not as a code point. */
static char *
carry_bytes (const char *text,
             gsize length,
             gsize *new_length)
{
  GString *out = g_string_sized_new (length + 1);
  const char *end = text + length;

  while (text < end)
    {
      const char *bad = NULL;

      g_utf8_validate (text, end - text, &bad);
      g_string_append_len (out, text, bad - text);
      text = bad;
      if (text < end)
        g_string_append_unichar (out, CARRIED + (guchar) *text++);
    }
  *new_length = out->len;

  return g_string_free (out, FALSE);
}

static void
append_bytes (GString *out,
              const char *carried)
{
  for (; *carried != '\0'; carried = g_utf8_next_char (carried))
    {
      gunichar c = g_utf8_get_char (carried);

      if (c >= CARRIED + 0x80 && c <= CARRIED + 0xFF)
        g_string_append_c (out, (char) (c - CARRIED));
      else
        g_string_append_unichar (out, c);
    }
}

/* "[_BEG_]", "[_TT_150]", "<|endoftext|>" */
static gboolean
is_special (const char *text)
{
  return g_str_has_prefix (text, "[_") || g_str_has_prefix (text, "<|");
}

typedef struct
{
  GPtrArray *words; /* (element-type LecHeardWord) */
  GString *bytes;   /* of the word at work, perhaps with half a letter at its end */
  double start_s;
  double end_s;
} WordMaker;

static void
word_maker_flush (WordMaker *self)
{
  g_autofree char *text = g_utf8_make_valid (self->bytes->str, (gssize) self->bytes->len);

  if (self->bytes->len > 0)
    g_ptr_array_add (self->words, lec_heard_word_new (text, self->start_s, self->end_s));
  g_string_truncate (self->bytes, 0);
}

/* Half a letter that begins as those of CJK do counts as one of them. */
static const char *
get_stand_in (const char *token)
{
  gunichar c = g_utf8_get_char (token);

  return (c >= CARRIED + 0xE3 && c <= CARRIED + 0xE9) || c == CARRIED + 0xF0 ? "一" : token;
}

static gboolean
begins_word (const WordMaker *self,
             const char *token)
{
  gboolean is_whole = g_utf8_validate (self->bytes->str, (gssize) self->bytes->len, NULL);

  return self->bytes->len == 0 || *token == ' ' ||
         (is_whole && lec_word_text_joins (self->bytes->str, get_stand_in (token)));
}

static void
word_maker_push (WordMaker *self,
                 const char *token,
                 double start_s,
                 double end_s)
{
  if (begins_word (self, token))
    {
      word_maker_flush (self);
      self->start_s = start_s;
    }
  append_bytes (self->bytes, token);
  self->end_s = end_s;
}

static gboolean
read_offsets (JsonObject *object,
              double *start_s,
              double *end_s,
              GError **error)
{
  JsonNode *node = NULL;
  JsonObject *offsets = NULL;
  double from_ms = 0, to_ms = 0;

  if (!lec_json_read_node (object, "offsets", LEC_JSON_REQUIRED, &node, error))
    return FALSE;
  offsets = lec_json_get_object (node, "offsets", error);
  if (offsets == NULL || !lec_json_read_double (offsets, "from", LEC_JSON_REQUIRED, -MAX_MS, MAX_MS, &from_ms, error) ||
      !lec_json_read_double (offsets, "to", LEC_JSON_REQUIRED, -MAX_MS, MAX_MS, &to_ms, error))
    return FALSE;

  *start_s = from_ms / 1000;
  *end_s = to_ms / 1000;
  return TRUE;
}

static gboolean
read_token (WordMaker *maker,
            JsonNode *node,
            GError **error)
{
  JsonObject *object = lec_json_get_object (node, "token", error);
  g_autofree char *text = NULL;
  double start_s = 0, end_s = 0;

  if (object == NULL || !lec_json_read_string (object, "text", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &text, error))
    return FALSE;
  /* Those have no times in some versions. */
  if (is_special (text))
    return TRUE;
  if (!read_offsets (object, &start_s, &end_s, error))
    return FALSE;

  word_maker_push (maker, text, start_s, end_s);
  return TRUE;
}

static gboolean
read_words (LecCue *cue,
            JsonObject *segment,
            GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_heard_word_free);
  g_autoptr (GString) bytes = g_string_new (NULL);
  WordMaker maker = { .words = words, .bytes = bytes };
  JsonArray *tokens = NULL;

  if (!lec_json_read_array (segment, "tokens", LEC_JSON_OPTIONAL, MAX_TOKENS, &tokens, error))
    return FALSE;
  for (guint i = 0; tokens != NULL && i < json_array_get_length (tokens); i++)
    if (!read_token (&maker, json_array_get_element (tokens, i), error))
      return FALSE;

  word_maker_flush (&maker);
  lec_heard_cue_set_words (cue, words);
  return TRUE;
}

static gboolean
read_segment (LecTranscript *self,
              JsonNode *node,
              double *earliest_s,
              GError **error)
{
  JsonObject *object = lec_json_get_object (node, "segment", error);
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (LecCue) cue = NULL;
  g_autofree char *carried = NULL;
  g_autofree char *text = NULL;
  double start_s = 0, end_s = 0;

  if (object == NULL || !lec_json_read_string (object, "text", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &carried, error) ||
      !read_offsets (object, &start_s, &end_s, error))
    return FALSE;

  append_bytes (bytes, carried);
  text = g_utf8_make_valid (bytes->str, (gssize) bytes->len);
  cue = lec_heard_cue_new (text, start_s, end_s, *earliest_s);
  if (cue == NULL)
    return TRUE;
  if (!read_words (cue, object, error))
    return FALSE;

  *earliest_s = cue->start_s;
  g_ptr_array_add (self->cues, g_steal_pointer (&cue));
  return TRUE;
}

/* Some versions have no word of the language, and one is no error of the transcript. */
static void
read_language (LecTranscript *self,
               JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "result");
  JsonObject *result = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *language = NULL;

  if (result == NULL || !lec_json_read_string (result, "language", LEC_JSON_OPTIONAL, 64, &language, NULL))
    return;
  if (language != NULL && lec_text_is_language_tag (language))
    self->language = g_steal_pointer (&language);
}

static LecTranscript *
read_root (JsonNode *node,
           const char *origin,
           GError **error)
{
  g_autoptr (LecTranscript) self = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
  JsonObject *root = lec_json_get_object (node, "transcript", error);
  JsonArray *segments = NULL;
  double earliest_s = 0;

  if (root == NULL || !lec_json_read_array (root, "transcription", LEC_JSON_REQUIRED, MAX_SEGMENTS, &segments, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (segments); i++)
    if (!read_segment (self, json_array_get_element (segments, i), &earliest_s, error))
      return NULL;

  read_language (self, root);
  if (origin != NULL && *origin != '\0')
    self->origin = g_strdup (origin);
  return g_steal_pointer (&self);
}

LecTranscript *
lec_whisper_output_parse (const char *text,
                          gsize length,
                          const char *origin,
                          GError **error)
{
  g_autofree char *carried = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize carried_length = 0;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > MAX_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("the transcript is too large"));
      return NULL;
    }

  carried = carry_bytes (text, length, &carried_length);
  node = lec_json_parse (carried, (gssize) carried_length, G_MAXSSIZE, error);
  return node != NULL ? read_root (node, origin, error) : NULL;
}

gboolean
lec_whisper_output_read_progress (const char *line,
                                  double *fraction)
{
  const char *number = NULL;
  char *end = NULL;
  guint64 percent = 0;

  g_return_val_if_fail (line != NULL && fraction != NULL, FALSE);

  number = strstr (line, "progress =");
  if (number == NULL)
    return FALSE;
  number += strlen ("progress =");
  number += strspn (number, " ");
  percent = g_ascii_isdigit (*number) ? g_ascii_strtoull (number, &end, 10) : 0;
  if (end == NULL || *end != '%')
    return FALSE;

  /* It has been seen above 100. */
  *fraction = (double) MIN (percent, 100) / 100;
  return TRUE;
}
