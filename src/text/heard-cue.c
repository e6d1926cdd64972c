/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is out of range is moved into it: a model that is a second off is of
 * more use than none.
 */
#include "text/heard-cue.h"

#include <string.h>

#include "model/slide-private.h"

#define MAX_TEXT_BYTES  8192
#define MAX_WORDS       5000
#define MAX_CUE_LETTERS 200

/* White space and what cannot be shown become one space; none at the ends. */
static char *
clean_up_to (const char *text,
             gsize max_bytes)
{
  GString *out = g_string_new (NULL);
  gboolean is_space = TRUE;

  for (; *text != '\0' && out->len < max_bytes; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      gboolean is_gap = g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0xFFFD;

      if (!is_gap)
        g_string_append_unichar (out, c);
      else if (!is_space)
        g_string_append_c (out, ' ');
      is_space = is_gap;
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

static char *
clean (const char *text)
{
  return clean_up_to (text, MAX_TEXT_BYTES);
}

static char *
clean_all (const char *text)
{
  return clean_up_to (text, G_MAXSIZE);
}

/* "[BLANK_AUDIO]", "(music)", "♪": a model's words for what is no speech. */
static gboolean
is_sound (const char *text)
{
  gsize length = strlen (text);
  gboolean has_letter = FALSE;

  if (length > 1 && ((text[0] == '[' && text[length - 1] == ']') || (text[0] == '(' && text[length - 1] == ')')))
    return strcspn (text + 1, "])") == length - 2;
  for (; *text != '\0' && !has_letter; text = g_utf8_next_char (text))
    has_letter = g_unichar_isalnum (g_utf8_get_char (text));

  return !has_letter;
}

static double
clamp_time (double time_s,
            double earliest_s,
            double latest_s)
{
  /* Neither is a number less than itself, nor more. */
  return time_s > earliest_s ? MIN (time_s, latest_s) : earliest_s;
}

LecCue *
lec_heard_cue_new (const char *text,
                   double start_s,
                   double end_s,
                   double earliest_s)
{
  g_autofree char *cleaned = NULL;

  g_return_val_if_fail (text != NULL && earliest_s >= 0 && earliest_s <= LEC_MAX_TIME_S, NULL);

  cleaned = clean (text);
  if (is_sound (cleaned))
    return NULL;

  start_s = clamp_time (start_s, earliest_s, LEC_MAX_TIME_S);
  return lec_cue_new (start_s, clamp_time (end_s, start_s, LEC_MAX_TIME_S), cleaned);
}

LecHeardWord *
lec_heard_word_new (const char *text,
                    double start_s,
                    double end_s)
{
  LecHeardWord *self = g_new0 (LecHeardWord, 1);

  self->text = g_strdup (text);
  self->start_s = start_s;
  self->end_s = end_s;

  return self;
}

void
lec_heard_word_free (LecHeardWord *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

/* Where @word stands next in @text, with nothing but signs before it. Returns: (nullable) */
static const char *
find_word (const char *text,
           const char *word)
{
  gsize length = strlen (word);

  g_assert (text != NULL);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (strncmp (text, word, length) == 0)
        return text;
      if (g_unichar_isalnum (g_utf8_get_char (text)))
        return NULL;
    }

  return NULL;
}

static gboolean
has_letters (const char *text)
{
  g_assert (text != NULL);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* A word has the signs behind it up to the next white space; those behind that are the next one's.
 * Returns: where what belongs to it ends, before @next */
static const char *
find_end (const char *behind,
          const char *next)
{
  const char *space = memchr (behind, ' ', (gsize) (next - behind));

  return space != NULL ? space : next;
}

/* Returns: (transfer full) (nullable) (element-type gsize): where each word of the text begins,
 *   G_MAXSIZE for one that is not there; %NULL where they are not its words */
static GArray *
find_starts (const char *text,
             const GPtrArray *words)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *rest = text;

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *word = clean (((const LecHeardWord *) g_ptr_array_index (words, i))->text);
      const char *found = *word != '\0' ? find_word (rest, word) : rest;
      gsize start = 0;

      /* Signs that the text does not have are no reason. */
      if (found == NULL && has_letters (word))
        return NULL;
      found = found != NULL ? found : rest;
      start = (gsize) (found - text);
      if (*word != '\0' && g_str_has_prefix (found, word))
        rest = found + strlen (word);
      else
        start = G_MAXSIZE;
      g_array_append_val (starts, start);
    }

  return has_letters (rest) ? NULL : g_steal_pointer (&starts);
}

static guint
find_next (const GArray *starts,
           guint index)
{
  while (index < starts->len && g_array_index (starts, gsize, index) == G_MAXSIZE)
    index++;

  return index;
}

static void
add_words (LecCue *self,
           const GPtrArray *words,
           const GArray *starts)
{
  const char *from = self->text;
  double earliest_s = self->start_s;
  guint next = 0;

  for (guint i = find_next (starts, 0); i < words->len; i = next)
    {
      const LecHeardWord *word = g_ptr_array_index (words, i);
      g_autofree char *own = clean (word->text);
      const char *behind = self->text + g_array_index (starts, gsize, i) + strlen (own);
      g_autofree char *text = NULL;
      double start_s = clamp_time (word->start_s, earliest_s, self->end_s);
      const char *end = self->text + strlen (self->text);

      next = find_next (starts, i + 1);
      if (next < words->len)
        end = find_end (behind, self->text + g_array_index (starts, gsize, next));
      text = g_strstrip (g_strndup (from, (gsize) (end - from)));
      g_ptr_array_add (self->words,
                       lec_spoken_word_new (text, start_s, clamp_time (word->end_s, start_s, self->end_s)));
      from = end;
      earliest_s = start_s;
    }
}

gboolean
lec_heard_cue_set_words (LecCue *self,
                         const GPtrArray *words)
{
  g_autoptr (GArray) starts = NULL;

  g_return_val_if_fail (self != NULL && words != NULL, FALSE);

  g_ptr_array_set_size (self->words, 0);
  starts = words->len <= MAX_WORDS ? find_starts (self->text, words) : NULL;
  if (starts == NULL)
    return FALSE;

  add_words (self, words, starts);
  return self->words->len > 0;
}

static gboolean
ends_sentence (const char *text)
{
  static const char marks[] = ".!?…。！？؟।";
  gunichar c = g_utf8_get_char (text);
  const char *next = g_utf8_next_char (text);

  return g_utf8_strchr (marks, -1, c) != NULL && (*next == ' ' || *next == '\0' || c > 0x3000);
}

/* Returns: the end of the first sentence, or of what is long enough for a cue; behind @text, unless
 * there is nothing */
static const char *
find_sentence_end (const char *text)
{
  const char *begin = text;
  const char *space = NULL;
  guint n_letters = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text), n_letters++)
    {
      if (n_letters >= MAX_CUE_LETTERS)
        return space != NULL ? space : text;
      if (*text == ' ' && text != begin)
        space = text;
      if (ends_sentence (text))
        return g_utf8_next_char (text);
    }

  return text;
}

void
lec_heard_cues_add_text (GPtrArray *cues,
                         const char *text,
                         double start_s,
                         double end_s)
{
  g_autofree char *cleaned = NULL;
  double share = 0;
  const char *rest = NULL;

  g_return_if_fail (cues != NULL && text != NULL && start_s >= 0 && start_s <= end_s && end_s <= LEC_MAX_TIME_S);

  cleaned = clean_all (text);
  share = (end_s - start_s) / MAX ((double) strlen (cleaned), 1);
  for (rest = cleaned; *rest != '\0';)
    {
      const char *end = find_sentence_end (rest);
      g_autofree char *sentence = g_strndup (rest, (gsize) (end - rest));
      double from_s = start_s + (double) (rest - cleaned) * share;
      LecCue *cue = lec_heard_cue_new (sentence, from_s, start_s + (double) (end - cleaned) * share, from_s);

      if (cue != NULL)
        g_ptr_array_add (cues, cue);
      rest = end;
    }
}
