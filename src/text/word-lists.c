/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Apostrophes and hyphens part words here as they do in a text, so that
 * "c'est-à-dire" is found.
 */
#include "text/word-lists.h"

#include <string.h>

GPtrArray *
lec_words_fold (const LecPassages *material,
                const LecPassage *passage)
{
  GPtrArray *folded = g_ptr_array_new_full (passage->n_tokens, g_free);

  for (guint i = 0; i < passage->n_tokens; i++)
    {
      const LecToken *token = lec_passages_get_token (material, passage->first + i);

      g_ptr_array_add (folded, g_utf8_strdown (passage->text + token->offset, (gssize) token->length));
    }

  return folded;
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  guint left = g_strv_length (*(char **const *) a), right = g_strv_length (*(char **const *) b);

  return (left < right) - (left > right);
}

GPtrArray *
lec_word_lists_parse (const char *alternatives)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) parts = g_strsplit (alternatives, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (GStrvBuilder) filled = g_strv_builder_new ();

      g_strdelimit (parts[i], "'-_", ' ');
      words = g_strsplit (parts[i], " ", -1);
      for (guint j = 0; words[j] != NULL; j++)
        if (*words[j] != '\0')
          g_strv_builder_add (filled, words[j]);
      if (*parts[i] != '\0')
        g_ptr_array_add (lists, g_strv_builder_end (filled));
    }
  g_ptr_array_sort (lists, compare_lengths);

  return lists;
}

guint
lec_word_lists_match (const GPtrArray *lists,
                      const LecPassages *material,
                      const LecPassage *passage,
                      const GPtrArray *folded,
                      guint at)
{
  for (guint i = 0; i < lists->len; i++)
    {
      char **words = g_ptr_array_index (lists, i);
      guint n_words = 0;

      while (words[n_words] != NULL && at + n_words < folded->len &&
             g_str_equal (words[n_words], g_ptr_array_index (folded, at + n_words)) &&
             (n_words == 0 ||
              (lec_passages_get_token (material, passage->first + at + n_words)->flags & LEC_TOKEN_BREAK) == 0))
        n_words++;
      if (words[n_words] == NULL)
        return n_words;
    }

  return 0;
}
