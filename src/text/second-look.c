/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine lays out the page before it reads: beside a photo it may take a
 * legible caption, or all there is, for part of the picture; where lines of
 * two columns are not in step it cuts them across the letters. By itself each
 * such line is read right. What is no text at all is not read surely.
 */
#include "text/second-look.h"

#include "text/read-word.h"

#define DOUBTFUL         40.0f
#define DOUBTFUL_LETTERS 3
#define MAX_OFFSET_RATIO 0.25  /* of the line's height */
#define SURE             80.0f /* on average: nothing that stood there before has to be compared */
#define MIN_LETTERS      3
#define MIN_KEPT_RATIO   0.5 /* of the letters that stood there before; torn ones count twice */
#define MIN_HEIGHT_RATIO 0.3 /* of the line's height: what is lower is no line of words */

static LecReadWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

static gboolean
is_in_line (const LecReadWord *word,
            const LecInkLine *line)
{
  int x = word->box.x + word->box.width / 2;
  int y = word->box.y + word->box.height / 2;

  return x >= line->box.x && x < line->box.x + line->box.width && y >= line->box.y &&
         y < line->box.y + line->box.height;
}

/* Of two lines of the engine, but side by side. */
static gboolean
are_torn (const LecReadWord *word,
          const LecReadWord *other)
{
  int top = MAX (word->box.y, other->box.y);
  int bottom = MIN (word->box.y + word->box.height, other->box.y + other->box.height);

  return word->line != other->line && (bottom - top) * 2 > MIN (word->box.height, other->box.height);
}

/* Whether the line is two, the ink of which touches. */
static gboolean
are_stacked (const LecReadWord *word,
             const LecReadWord *other,
             const LecInkLine *line)
{
  double min_height = MIN_HEIGHT_RATIO * line->box.height;

  return word->box.height > min_height && other->box.height > min_height &&
         (word->box.y + word->box.height <= other->box.y || other->box.y + other->box.height <= word->box.y);
}

static gboolean
is_doubtful (const LecReadWord *word)
{
  return lec_read_word_get_confidence (word) < DOUBTFUL && word->letters->len >= DOUBTFUL_LETTERS;
}

/* Whether the engine's line of the word goes on elsewhere, higher or lower. */
static gboolean
is_out_of_step (GPtrArray *words,
                const LecReadWord *word,
                const LecInkLine *line)
{
  for (guint i = 0; i < words->len; i++)
    {
      const LecReadWord *other = get_word (words, i);
      int offset = other->box.y + other->box.height / 2 - line->box.y - line->box.height / 2;

      if (other->line == word->line && !is_in_line (other, line) && ABS (offset) > MAX_OFFSET_RATIO * line->box.height)
        return TRUE;
    }

  return FALSE;
}

/* Returns: (transfer container) (element-type LecReadWord) */
static GPtrArray *
list_in_line (GPtrArray *words,
              const LecInkLine *line)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < words->len; i++)
    if (is_in_line (get_word (words, i), line))
      g_ptr_array_add (found, get_word (words, i));

  return found;
}

gboolean
lec_second_look_is_wanted (GPtrArray *words,
                           const LecInkLine *line)
{
  g_autoptr (GPtrArray) found = NULL;
  gboolean wanted;

  g_return_val_if_fail (words != NULL && line != NULL, FALSE);

  found = list_in_line (words, line);
  wanted = found->len == 0 && line->free;
  for (guint i = 0; i < found->len; i++)
    {
      const LecReadWord *word = get_word (found, i);

      wanted |= is_doubtful (word) && is_out_of_step (words, word, line);
      for (guint k = i + 1; k < found->len; k++)
        {
          if (are_stacked (word, get_word (found, k), line))
            return FALSE;
          wanted |= are_torn (word, get_word (found, k));
        }
    }

  return wanted;
}

/* Returns: how sure the engine is of a letter of the words in @line, or of all, on average */
static float
measure_sureness (GPtrArray *words,
                  const LecInkLine *line,
                  guint *n_letters)
{
  float sum = 0;

  *n_letters = 0;
  for (guint i = 0; i < words->len; i++)
    {
      const LecReadWord *word = get_word (words, i);

      if (line != NULL && !is_in_line (word, line))
        continue;
      sum += lec_read_word_get_confidence (word) * (float) word->letters->len;
      *n_letters += word->letters->len;
    }

  return *n_letters > 0 ? sum / *n_letters : 0;
}

static gboolean
is_surer (GPtrArray *words,
          const LecInkLine *line,
          GPtrArray *again)
{
  guint n_before, n_letters;
  float before = measure_sureness (words, line, &n_before);
  float now = measure_sureness (again, NULL, &n_letters);

  return n_letters >= MIN_LETTERS && n_letters >= MIN_KEPT_RATIO * n_before &&
         (now >= SURE || (n_before > 0 && now > before));
}

gboolean
lec_second_look_settle (GPtrArray *words,
                        const LecInkLine *line,
                        GPtrArray *again)
{
  guint last_line = 0;

  g_return_val_if_fail (words != NULL && line != NULL && again != NULL, FALSE);

  if (!is_surer (words, line, again))
    return FALSE;

  for (guint i = words->len; i-- > 0;)
    {
      last_line = MAX (last_line, get_word (words, i)->line);
      if (is_in_line (get_word (words, i), line))
        g_ptr_array_remove_index (words, i);
    }
  for (guint i = 0; i < again->len; i++)
    get_word (again, i)->line += last_line + 1;
  g_ptr_array_extend_and_steal (words, g_ptr_array_ref (again));

  return TRUE;
}
