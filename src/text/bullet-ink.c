/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A solid square is read as "m" or "m=" with a confidence that many letters
 * lack, and is as high as an "m": neither tells. But all letters so
 * wide have white in them.
 */
#include "text/bullet-ink.h"

#include "text/ink.h"
#include "text/quantile.h"
#include "text/read-word.h"

#define MAX_LETTERS      2
#define MAX_ASPECT       1.3  /* of the longer side to the shorter */
#define MIN_HEIGHT_RATIO 0.25 /* of the line's median height: a full stop has .2 */
#define MAX_HEIGHT_RATIO 0.8

static LecReadWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

/* Of those of the words [first, end) that have more letters than a bullet. Returns: 0 for none */
static int
find_median_height (GPtrArray *words,
                    guint first,
                    guint end)
{
  g_autoptr (GArray) heights = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = first; i < end; i++)
    if (get_word (words, i)->letters->len > MAX_LETTERS)
      g_array_append_val (heights, get_word (words, i)->box.height);

  return lec_quantile_find (heights, 0.5);
}

/* At the begin of a line, or of one in the next column. */
static gboolean
begins_point (GPtrArray *words,
              guint first,
              guint i,
              int line_height)
{
  const LecRect *before;

  if (i == first)
    return TRUE;
  before = &get_word (words, i - 1)->box;

  return get_word (words, i)->box.x - before->x - before->width >= line_height;
}

static gboolean
is_bullet (const LecReadWord *word,
           int line_height,
           LecPix *pix)
{
  const LecRect *box = &word->box;
  int longer = MAX (box->width, box->height);
  int shorter = MIN (box->width, box->height);

  if (word->letters->len > MAX_LETTERS || longer > MAX_ASPECT * shorter)
    return FALSE;
  if (box->height < MIN_HEIGHT_RATIO * line_height || box->height > MAX_HEIGHT_RATIO * line_height)
    return FALSE;

  return lec_ink_is_solid (pix, box);
}

/* Returns: (transfer full) */
static LecReadWord *
make_bullet (const LecReadWord *word)
{
  LecReadWord *bullet = lec_read_word_new (&word->box, word->confidence, word->line);

  lec_read_word_append (bullet, LEC_BULLET_SOLID, word->box.x + word->box.width, word->confidence);

  return bullet;
}

void
lec_bullet_ink_mark (GPtrArray *words,
                     LecPix *pix)
{
  g_return_if_fail (words != NULL && pix != NULL);

  for (guint first = 0, end; first < words->len; first = end)
    {
      int line_height;

      end = first + 1;
      while (end < words->len && get_word (words, end)->line == get_word (words, first)->line)
        end++;
      line_height = find_median_height (words, first, end);

      for (guint i = first; i < end; i++)
        {
          LecReadWord *word = get_word (words, i);

          if (!begins_point (words, first, i, line_height) || !is_bullet (word, line_height, pix))
            continue;
          g_ptr_array_index (words, i) = make_bullet (word);
          lec_read_word_free (word);
        }
    }
}
