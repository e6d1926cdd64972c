/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes into a page's text, its title and the PDF passes through here, so
 * that nobody below has to doubt a string again.
 */
#include "text/word-text.h"

#define NOISE_MAX_LETTERS    2
#define NOISE_MAX_CONFIDENCE 40.0f

static const char *
find_ligature (gunichar c)
{
  static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

  return c >= 0xfb00 && c <= 0xfb06 ? ligatures[c - 0xfb00] : NULL;
}

static gboolean
is_wanted (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
      return FALSE;
    case G_UNICODE_FORMAT:
      return c == 0x200c || c == 0x200d; /* joiners are spelling in Persian and Hindi */
    default:
      return c != 0xfffd && !g_unichar_isspace (c);
    }
}

char *
lec_word_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *ligature = find_ligature (c);

      if (ligature != NULL)
        g_string_append (clean, ligature);
      else if (is_wanted (c))
        g_string_append_unichar (clean, c);
    }

  return clean->len > 0 ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}

static gboolean
is_rtl_letter (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

gboolean
lec_word_text_is_rtl (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        return is_rtl_letter (c);
    }

  return FALSE;
}

static gboolean
is_cjk (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
      return TRUE;
    default:
      /* CJK punctuation, full-width forms */
      return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff01 && c <= 0xff60);
    }
}

gboolean
lec_word_text_joins (const char *left,
                     const char *right)
{
  const char *last;

  g_return_val_if_fail (left != NULL && right != NULL, FALSE);

  if (*left == '\0' || *right == '\0')
    return TRUE;
  last = g_utf8_prev_char (left + strlen (left));

  return is_cjk (g_utf8_get_char (last)) && is_cjk (g_utf8_get_char (right));
}

gboolean
lec_word_is_noise (const LecWord *word)
{
  return word->confidence < NOISE_MAX_CONFIDENCE && g_utf8_strlen (word->text, -1) <= NOISE_MAX_LETTERS;
}

static void
append_line (GString *text,
             GPtrArray *words,
             guint first,
             guint end)
{
  const LecWord *previous = NULL;

  for (guint i = first; i < end; i++)
    {
      const LecWord *word = g_ptr_array_index (words, i);

      if (lec_word_is_noise (word))
        continue;
      if (previous != NULL && !lec_word_text_joins (previous->text, word->text))
        g_string_append_c (text, ' ');
      g_string_append (text, word->text);
      previous = word;
    }
}

char *
lec_word_text_join_line (GPtrArray *words,
                         guint first,
                         guint end)
{
  GString *line = g_string_new (NULL);

  g_return_val_if_fail (words != NULL && end <= words->len, g_string_free (line, FALSE));

  append_line (line, words, first, end);

  return g_string_free (line, FALSE);
}

static guint
find_line_end (GPtrArray *words,
               guint first)
{
  const LecWord *word = g_ptr_array_index (words, first);
  guint end = first + 1;

  while (end < words->len && ((LecWord *) g_ptr_array_index (words, end))->line == word->line)
    end++;

  return end;
}

char *
lec_word_text_join_page (GPtrArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint last_block = 0;

  g_return_val_if_fail (words != NULL, NULL);

  for (guint first = 0, end; first < words->len; first = end)
    {
      g_autofree char *line = NULL;
      const LecWord *word = g_ptr_array_index (words, first);

      end = find_line_end (words, first);
      line = lec_word_text_join_line (words, first, end);
      if (*line == '\0')
        continue;
      if (text->len > 0)
        g_string_append (text, word->block == last_block ? "\n" : "\n\n");
      g_string_append (text, line);
      last_block = word->block;
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
