/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is out of range is moved into it: a model that is a second off is of
 * more use than none.
 */
#include "text/heard-cue.h"

#include <string.h>

#include "model/slide-private.h"

#define MAX_TEXT_BYTES 8192
#define MAX_WORDS      5000

/* White space and what cannot be shown become one space; none at the ends. */
static char *
clean (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean is_space = TRUE;

  for (; *text != '\0' && out->len < MAX_TEXT_BYTES; text = g_utf8_next_char (text))
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

static void
append_without_space (GString *out,
                      const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      g_string_append_unichar (out, g_utf8_get_char (text));
}

static gboolean
are_the_text (const GPtrArray *words,
              const char *text)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  append_without_space (expected, text);
  for (guint i = 0; i < words->len && whole->len <= expected->len; i++)
    {
      g_autofree char *cleaned = clean (((const LecHeardWord *) g_ptr_array_index (words, i))->text);

      append_without_space (whole, cleaned);
    }

  return g_string_equal (whole, expected);
}

gboolean
lec_heard_cue_set_words (LecCue *self,
                         const GPtrArray *words)
{
  double earliest_s = 0;

  g_return_val_if_fail (self != NULL && words != NULL, FALSE);

  g_ptr_array_set_size (self->words, 0);
  if (words->len > MAX_WORDS || !are_the_text (words, self->text))
    return FALSE;

  earliest_s = self->start_s;
  for (guint i = 0; i < words->len; i++)
    {
      const LecHeardWord *word = g_ptr_array_index (words, i);
      g_autofree char *text = clean (word->text);
      double start_s = clamp_time (word->start_s, earliest_s, self->end_s);

      if (*text == '\0')
        continue;
      g_ptr_array_add (self->words,
                       lec_spoken_word_new (text, start_s, clamp_time (word->end_s, start_s, self->end_s)));
      earliest_s = start_s;
    }

  return self->words->len > 0;
}
