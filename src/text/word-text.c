/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes into a page's text, its title and the PDF passes through here, so
 * that nobody below has to doubt a string again.
 */
#include "text/word-text.h"

#include "model/word.h"

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
