/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A filled dot is read as "e", "o" or "¢", a ring as "@" or "©", with more or
 * less confidence, so that confidence alone leaves half of them in the text.
 * Their size tells: a dot is lower than the smallest letter of its line.
 */
#include "text/bullets.h"

#include <string.h>

#include "text/quantile.h"

#define MAX_LETTER_RATIO    0.52 /* of the line's median height; an "e" has 0.56 and more */
#define COPYRIGHT           0xa9
#define MAX_COPYRIGHT_RATIO 0.9
#define SURE_CONFIDENCE     60.0f /* no longer a doubtful letter */

static const gunichar signs[] = { '@', 0xa2, 0xa4, 0xa9, 0xae, 0xb0, 0xb7, 0x2022, 0x25aa, 0x25cb, 0x25cf, 0x25e6 };

static LecWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

/* Of the words [first, end). */
static int
find_median_height (GPtrArray *words,
                    guint first,
                    guint end)
{
  g_autoptr (GArray) heights = g_array_sized_new (FALSE, FALSE, sizeof (int), end - first);

  for (guint i = first; i < end; i++)
    g_array_append_val (heights, get_word (words, i)->box.height);

  return lec_quantile_find (heights, 0.5);
}

static gboolean
is_sign (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i] == c)
      return TRUE;

  return FALSE;
}

/* @line_height: of the words behind it */
static gboolean
is_bullet (const LecWord *word,
           int line_height)
{
  gunichar c = g_utf8_get_char (word->text);
  double ratio = (double) word->box.height / MAX (line_height, 1);

  if (*g_utf8_next_char (word->text) != '\0')
    return FALSE;

  if (c == COPYRIGHT)
    return ratio < MAX_COPYRIGHT_RATIO;

  return is_sign (c) || (g_unichar_isalpha (c) && ratio < MAX_LETTER_RATIO);
}

static void
mark (LecWord *word)
{
  g_free (word->text);
  word->text = g_strdup (LEC_BULLET);
  word->confidence = MAX (word->confidence, SURE_CONFIDENCE);
  word->rtl = FALSE;
}

/* Whether the word may be a dot or two: small and round. */
static gboolean
is_dots (const LecWord *word,
         int page_height)
{
  if (word->box.height >= MAX_LETTER_RATIO * page_height)
    return FALSE;
  for (const char *p = word->text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_sign (g_utf8_get_char (p)) && strchr ("eo.*", *p) == NULL)
      return FALSE;

  return TRUE;
}

/* The points of a diagram: a line of nothing else is noise. */
static void
doubt_dots (GPtrArray *words,
            guint first,
            guint end,
            int page_height)
{
  for (guint i = first; i < end; i++)
    if (!is_dots (get_word (words, i), page_height))
      return;

  for (guint i = first; i < end; i++)
    get_word (words, i)->confidence = 0;
}

void
lec_bullets_mark (GPtrArray *words)
{
  int page_height;

  g_return_if_fail (words != NULL);

  if (words->len == 0)
    return;

  page_height = find_median_height (words, 0, words->len);
  for (guint first = 0, end; first < words->len; first = end)
    {
      LecWord *word = get_word (words, first);

      end = first + 1;
      while (end < words->len && get_word (words, end)->line == word->line)
        end++;
      if (end - first > 1 && is_bullet (word, find_median_height (words, first + 1, end)))
        mark (word);
      doubt_dots (words, first, end, page_height);
    }
}
