/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A speech model that has gone astray says one sentence for minutes. People
 * repeat themselves, too, but not a fifth of all they say, word for word.
 */
#include "text/transcript-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/time-format.h"

#define MIN_UNIQUE_RATIO 0.8
/* A model that goes astray does so for minutes, which are more lines than that; in a short clip of
 * questions and answers a few times "Yes." are a fifth of it. */
#define MIN_LINES 20

typedef struct
{
  guint n;
  double first_s;
  const char *text; /* unowned */
} Line;

/* Letters and digits alone: what is the same but for a comma is the same. */
static char *
normalise (const char *line)
{
  g_autofree char *folded = g_utf8_casefold (line, -1);
  GString *text = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (text, c);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }

  return g_strchomp (g_string_free (text, FALSE));
}

/* "[Music]", "(applause)", "♪": what is heard and not said may come as often as it likes. */
static gboolean
is_sound (const char *line)
{
  gsize length = strlen (line);
  gunichar first = g_utf8_get_char (line);

  return (*line == '[' && line[length - 1] == ']') || (*line == '(' && line[length - 1] == ')') ||
         (*line == '*' && line[length - 1] == '*') || (first >= 0x2669 && first <= 0x266c);
}

static void
count_line (GHashTable *lines,
            const char *text,
            double start_s)
{
  g_autofree char *key = normalise (text);
  Line *line = g_hash_table_lookup (lines, key);

  if (line == NULL)
    {
      line = g_new0 (Line, 1);
      line->first_s = start_s;
      line->text = text;
      g_hash_table_insert (lines, g_steal_pointer (&key), line);
    }
  line->n++;
}

static guint
count_lines (const LecTranscript *transcript,
             GHashTable *lines)
{
  guint n_lines = 0;

  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);

      if (is_sound (cue->text))
        continue;
      count_line (lines, cue->text, cue->start_s);
      n_lines++;
    }

  return n_lines;
}

/* The one that is there most often, the first of those. */
static const Line *
find_most (GHashTable *lines)
{
  GHashTableIter iter;
  gpointer value = NULL;
  const Line *most = NULL;

  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Line *line = value;

      if (most == NULL || line->n > most->n || (line->n == most->n && line->first_s < most->first_s))
        most = line;
    }

  return most;
}

/**
 * lec_transcript_check:
 *
 * Lines are cues; what is the same but for case and punctuation is the same.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL, which says what it repeats, when under 80 % of its
 *   lines are unique; one of fewer than 20 lines is always taken
 */
gboolean
lec_transcript_check (const LecTranscript *transcript,
                      GError **error)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_autofree char *time = NULL;
  const Line *most = NULL;
  guint n_lines = 0, n_unique = 0;

  g_return_val_if_fail (transcript != NULL, FALSE);

  n_lines = count_lines (transcript, lines);
  n_unique = g_hash_table_size (lines);
  if (n_lines < MIN_LINES || n_unique >= n_lines * MIN_UNIQUE_RATIO)
    return TRUE;

  most = find_most (lines);
  text = g_strdelimit (g_utf8_substring (most->text, 0, MIN (g_utf8_strlen (most->text, -1), 60)), "\n", ' ');
  time = lec_time_format (most->first_s);
  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
               _ ("it repeats itself: only %u of its %u lines are different, “%s” is there %u times, first at %s"),
               n_unique, n_lines, text, most->n, time);
  return FALSE;
}
