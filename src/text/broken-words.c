/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Viewers take each hyphen at the end of a line for one that parts syllables,
 * so that "context-free" is found by nobody, or look within lines only. Here
 * the dictionary tells: the hyphen stays in what is a word with it; it goes
 * where the word is one without; else it stays before what is a word itself,
 * as compounds are, and not before the rest of one.
 */
#include "text/broken-words.h"

#include <string.h>

#include "model/word.h"

static LecWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

/* Whether a hyphen ends the word, behind a letter or digit. */
static gboolean
breaks_off (const char *text)
{
  const char *hyphen = text + strlen (text) - 1;

  return hyphen > text && *hyphen == '-' && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (hyphen)));
}

/* Whether @next is where a reader goes on behind @word, at the begin of the line below. */
static gboolean
is_next_line (const LecWord *word,
              const LecWord *next)
{
  return next->line != word->line && next->block == word->block &&
         next->box.y > word->box.y + word->box.height / 2 && next->box.x < word->box.x + word->box.width;
}

static gboolean
is_broken (const LecWord *word,
           const LecWord *next)
{
  if (!breaks_off (word->text) || !g_unichar_isalnum (g_utf8_get_char (next->text)))
    return FALSE;
  if (word->rtl || next->rtl || lec_word_is_noise (word) || lec_word_is_noise (next))
    return FALSE;

  return is_next_line (word, next);
}

/* Returns: (transfer full): the letters and digits before the hyphen that ends @text */
static char *
copy_last_part (const char *text)
{
  const char *end = text + strlen (text) - 1;
  const char *start = end;

  while (start > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (start))))
    start = g_utf8_prev_char (start);

  return g_strndup (start, end - start);
}

/* Returns: (transfer full): the letters and digits that @text begins with */
static char *
copy_first_part (const char *text)
{
  const char *end = text;

  while (*end != '\0' && g_unichar_isalnum (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  return g_strndup (text, end - text);
}

/* A number or a name goes on, as in "ISO-9001" and "Gram-Schmidt". */
static gboolean
begins_anew (const char *left,
             const char *right)
{
  gunichar last = g_utf8_get_char (g_utf8_prev_char (left + strlen (left)));
  gunichar first = g_utf8_get_char (right);

  return g_unichar_isdigit (first) || (g_unichar_isupper (first) && !g_unichar_isupper (last));
}

static gboolean
keeps_hyphen (const LecWord *word,
              const LecWord *next,
              LecIsWordFunc is_word,
              gpointer user_data)
{
  g_autofree char *left = copy_last_part (word->text);
  g_autofree char *right = copy_first_part (next->text);
  g_autofree char *with = g_strconcat (left, "-", right, NULL);
  g_autofree char *without = g_strconcat (left, right, NULL);

  if (begins_anew (left, right) || is_word (with, user_data))
    return TRUE;

  return !is_word (without, user_data) && is_word (right, user_data);
}

static void
join (LecWord *word,
      const LecWord *next,
      LecIsWordFunc is_word,
      gpointer user_data)
{
  g_autofree char *left = g_strdup (word->text);

  if (!keeps_hyphen (word, next, is_word, user_data))
    left[strlen (left) - 1] = '\0';
  g_free (word->text);
  word->text = g_strconcat (left, next->text, NULL);
  word->confidence = MIN (word->confidence, next->confidence);
}

/* Takes word @i out. A line that had no other is none, and those behind it move up. */
static void
remove_word (GPtrArray *words,
             guint i)
{
  guint line = get_word (words, i)->line;
  gboolean was_alone = i + 1 == words->len || get_word (words, i + 1)->line != line;

  g_ptr_array_remove_index (words, i);
  for (guint k = i; was_alone && k < words->len; k++)
    get_word (words, k)->line--;
}

void
lec_broken_words_mend (GPtrArray *words,
                       LecIsWordFunc is_word,
                       gpointer user_data)
{
  g_return_if_fail (words != NULL && is_word != NULL);

  for (guint i = 0; i + 1 < words->len; i++)
    if (is_broken (get_word (words, i), get_word (words, i + 1)))
      {
        join (get_word (words, i), get_word (words, i + 1), is_word, user_data);
        remove_word (words, i + 1);
      }
}
