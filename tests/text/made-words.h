/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words with boxes as an engine gives them, made from a text.
 */
#pragma once

#include "model/slide.h"
#include "model/word.h"

#define LETTER_WIDTH(height) ((height) *6 / 10)

static inline GPtrArray *
made_words_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_word_free);
}

/* Adds the words of @text, which are parted by blanks, as part of the engine's line @line. */
static inline void
made_words_add (GPtrArray *words,
                const char *text,
                guint line,
                int x,
                int y,
                int height)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      int width = (int) g_utf8_strlen (parts[i], -1) * LETTER_WIDTH (height);
      LecRect box = { x, y, width, height };
      LecWord *word = lec_word_new (parts[i], &box, 95, line, 0);

      word->rtl = lec_word_text_is_rtl (parts[i]);
      g_ptr_array_add (words, word);
      x += width + LETTER_WIDTH (height);
    }
}
