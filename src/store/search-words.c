/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As SQLite's "unicode61" without diacritics: letters and digits make words,
 * whatever else lies between them. "ß" stays what it is.
 */
#include "store/search-words.h"

#define MAX_FOLDED     255
#define MAX_DECOMPOSED 18 /* of one character, as Unicode has it */

static void
word_free (LecSearchWord *self)
{
  g_free (self->folded);
  g_free (self);
}

static gboolean
is_of_word (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

/* A sigma is written in another way at the end of a word. */
static gunichar
fold_letter (gunichar letter)
{
  gunichar lower = g_unichar_tolower (letter);

  return lower == 0x3c2 ? 0x3c3 : lower;
}

static char *
fold (const char *start,
      const char *end)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *at = start; at < end && folded->len < MAX_FOLDED; at = g_utf8_next_char (at))
    {
      gunichar parts[MAX_DECOMPOSED] = { 0 };
      gsize n = g_unichar_fully_decompose (g_utf8_get_char (at), FALSE, parts, G_N_ELEMENTS (parts));

      for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
        if (!g_unichar_ismark (parts[i]))
          g_string_append_unichar (folded, fold_letter (parts[i]));
    }

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

GPtrArray *
lec_search_words_split (const char *text,
                        guint max)
{
  GPtrArray *words = g_ptr_array_new_with_free_func ((GDestroyNotify) word_free);
  const char *at = text;

  while (*at != '\0' && words->len < max)
    {
      const char *start = at;
      LecSearchWord *word = NULL;
      g_autofree char *folded = NULL;

      while (*at != '\0' && is_of_word (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (at == start)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      folded = fold (start, at);
      /* Marks that stand on no letter are no word. */
      if (*folded == '\0')
        continue;
      word = g_new0 (LecSearchWord, 1);
      word->start = (gsize) (start - text);
      word->end = (gsize) (at - text);
      word->folded = g_steal_pointer (&folded);
      g_ptr_array_add (words, word);
    }

  return words;
}
