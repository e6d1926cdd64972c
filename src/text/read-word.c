/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine takes "A model" for "Amodel" although there is as much space as
 * between other words, and gives a word that shares its line with larger ones
 * the height of those. The ink itself tells better.
 */
#include "text/read-word.h"

#define DARKEST_GROUND   176
#define SURE_LETTERS     97.0f
#define MAX_NO_WIDTH     2   /* pixels */
#define MIN_SPACE_RATIO  0.6 /* of the line's median space */
#define MIN_LETTER_RATIO 1.8 /* of the line's median gap between letters */

/* Columns without ink within a word. */
typedef struct
{
  int x;
  int width;
} Gap;

LecReadWord *
lec_read_word_new (const LecRect *box,
                   float confidence,
                   guint line)
{
  LecReadWord *self = g_new0 (LecReadWord, 1);

  self->letters = g_ptr_array_new_with_free_func (g_free);
  self->rights = g_array_new (FALSE, FALSE, sizeof (int));
  self->confidences = g_array_new (FALSE, FALSE, sizeof (float));
  self->box = *box;
  self->confidence = confidence;
  self->line = line;

  return self;
}

void
lec_read_word_free (LecReadWord *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->letters);
  g_array_unref (self->rights);
  g_array_unref (self->confidences);
  g_free (self);
}

void
lec_read_word_append (LecReadWord *self,
                      const char *letter,
                      int right,
                      float confidence)
{
  g_return_if_fail (self != NULL && letter != NULL);

  g_ptr_array_add (self->letters, g_strdup (letter));
  g_array_append_val (self->rights, right);
  g_array_append_val (self->confidences, confidence);
}

static char *
join_letters (const LecReadWord *self,
              guint first,
              guint end)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    g_string_append (text, g_ptr_array_index (self->letters, i));

  return g_string_free (text, FALSE);
}

float
lec_read_word_get_confidence (const LecReadWord *self)
{
  float letters = 100;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->confidences->len; i++)
    letters = MIN (letters, g_array_index (self->confidences, float, i));

  return CLAMP (letters >= SURE_LETTERS ? MAX (self->confidence, letters) : self->confidence, 0.0f, 100.0f);
}

char *
lec_read_word_dup_text (const LecReadWord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return join_letters (self, 0, self->letters->len);
}

static gboolean
is_ink (LecPix *pix,
        int x,
        int y)
{
  return GET_DATA_BYTE (pixGetData (pix) + (gsize) y * pixGetWpl (pix), x) < DARKEST_GROUND;
}

static gboolean
has_ink_in_row (LecPix *pix,
                const LecRect *box,
                int y)
{
  for (int x = box->x; x < box->x + box->width; x++)
    if (is_ink (pix, x, y))
      return TRUE;

  return FALSE;
}

static gboolean
has_ink_in_column (LecPix *pix,
                   const LecRect *box,
                   int x)
{
  for (int y = box->y; y < box->y + box->height; y++)
    if (is_ink (pix, x, y))
      return TRUE;

  return FALSE;
}

/* Leaves a box without any ink as it is: pale letters are letters, too. */
static gboolean
fit_box (LecPix *pix,
         LecRect *box)
{
  LecRect page = { 0, 0, pixGetWidth (pix), pixGetHeight (pix) };
  LecRect fitted;

  if (!lec_rect_intersect (box, &page, &fitted))
    return FALSE;

  while (fitted.height > 0 && !has_ink_in_row (pix, &fitted, fitted.y + fitted.height - 1))
    fitted.height--;
  if (fitted.height == 0)
    return FALSE;
  for (; !has_ink_in_row (pix, &fitted, fitted.y); fitted.y++)
    fitted.height--;
  while (!has_ink_in_column (pix, &fitted, fitted.x + fitted.width - 1))
    fitted.width--;
  for (; !has_ink_in_column (pix, &fitted, fitted.x); fitted.x++)
    fitted.width--;
  *box = fitted;
  return TRUE;
}

/* The box lies within the picture once it was fitted, or is clipped to it here. */
static void
append_gaps (LecPix *pix,
             const LecRect *word,
             GArray *gaps)
{
  LecRect page = { 0, 0, pixGetWidth (pix), pixGetHeight (pix) };
  LecRect box;
  int start;

  if (!lec_rect_intersect (word, &page, &box))
    return;

  start = box.x;
  for (int x = box.x; x < box.x + box.width; x++)
    {
      Gap gap = { start, x - start };

      if (!has_ink_in_column (pix, &box, x))
        continue;
      if (gap.width > 0)
        g_array_append_val (gaps, gap);
      start = x + 1;
    }
}

/*
 * The engine may leave the first letter out of the word's box when a space
 * follows it, as in "a model". The letter then has no width.
 */
static gboolean
lacks_first_letter (const LecReadWord *word)
{
  return word->rights->len > 1 && g_array_index (word->rights, int, 0) <= word->box.x + MAX_NO_WIDTH;
}

static void
fit_word (LecReadWord *word,
          const LecReadWord *previous,
          LecPix *pix)
{
  gboolean follows = previous != NULL && previous->line == word->line;
  int before = follows ? previous->box.x + previous->box.width + 1 : word->box.x - word->box.height;
  gboolean lacking = lacks_first_letter (word) && before < word->box.x;
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (Gap));
  LecRect box = word->box;

  if (lacking)
    {
      box.x = before;
      box.width += word->box.x - before;
    }
  if (!fit_box (pix, &box))
    return;

  word->box = box;
  append_gaps (pix, &box, gaps);
  if (lacking && gaps->len > 0)
    g_array_index (word->rights, int, 0) = g_array_index (gaps, Gap, 0).x;
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  return ((const Gap *) a)->width - ((const Gap *) b)->width;
}

/* Returns: 0 when there are no gaps */
static int
find_median_width (GArray *gaps)
{
  guint middle = gaps->len / 2;

  if (gaps->len == 0)
    return 0;
  g_array_sort (gaps, compare_gaps);

  return g_array_index (gaps, Gap, middle).width;
}

static LecReadWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

/* Returns: from what width on a gap in the line is a space; %G_MAXINT when nothing tells */
static int
measure_space (GPtrArray *words,
               guint first,
               guint end,
               LecPix *pix)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (Gap));
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (Gap));
  double space;

  for (guint i = first; i < end; i++)
    {
      const LecRect *box = &get_word (words, i)->box;
      const LecRect *next = i + 1 < end ? &get_word (words, i + 1)->box : box;
      Gap gap = { box->x + box->width, next->x - box->x - box->width };

      append_gaps (pix, box, gaps);
      if (gap.width > 0)
        g_array_append_val (spaces, gap);
    }
  if (spaces->len == 0)
    return G_MAXINT;

  space = MAX (MIN_SPACE_RATIO * find_median_width (spaces), MIN_LETTER_RATIO * find_median_width (gaps));

  return (int) space + 1;
}

/* Returns: how many letters stand before the gap; 0 when none ends about there */
static guint
count_letters_before (const LecReadWord *word,
                      const Gap *gap)
{
  int nearest = word->box.height / 4;
  guint n_letters = 0;

  for (guint i = 0; i < word->rights->len; i++)
    {
      int distance = ABS (g_array_index (word->rights, int, i) - gap->x);

      if (distance > nearest)
        continue;
      nearest = distance;
      n_letters = i + 1;
    }

  return n_letters;
}

/* A letter of the scripts that part words by spaces and are written from left to right. */
static gboolean
is_spaced_letter (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_ARMENIAN:
    case G_UNICODE_SCRIPT_GEORGIAN:
      return g_unichar_isalpha (c);
    default:
      return FALSE;
    }
}

static gunichar
get_first_char (const LecReadWord *word,
                guint letter)
{
  return g_utf8_get_char_validated (g_ptr_array_index (word->letters, letter), -1);
}

/* Digits stand apart in many fonts, Chinese has no spaces, and Arabic letters have gaps. */
static gboolean
can_part (const LecReadWord *word,
          guint n_letters)
{
  gunichar left = get_first_char (word, n_letters - 1);
  gunichar right = get_first_char (word, n_letters);

  return is_spaced_letter (left) && is_spaced_letter (right);
}

/* Returns: (transfer full): what stands behind the gap */
static LecReadWord *
part_word (LecReadWord *word,
           guint n_letters,
           const Gap *gap,
           LecPix *pix)
{
  LecReadWord *rest = lec_read_word_new (&word->box, word->confidence, word->line);

  for (guint i = n_letters; i < word->letters->len; i++)
    lec_read_word_append (rest, g_ptr_array_index (word->letters, i), g_array_index (word->rights, int, i),
                          g_array_index (word->confidences, float, i));
  g_ptr_array_set_size (word->letters, (int) n_letters);
  g_array_set_size (word->rights, n_letters);
  g_array_set_size (word->confidences, n_letters);

  rest->box.x = gap->x + gap->width;
  rest->box.width = word->box.x + word->box.width - rest->box.x;
  word->box.width = gap->x - word->box.x;
  fit_box (pix, &word->box);
  fit_box (pix, &rest->box);

  return rest;
}

/* Parts the word at its first space. Returns: (transfer full) (nullable): the rest */
static LecReadWord *
find_rest (LecReadWord *word,
           int space,
           LecPix *pix)
{
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (Gap));

  append_gaps (pix, &word->box, gaps);
  for (guint i = 0; i < gaps->len; i++)
    {
      const Gap *gap = &g_array_index (gaps, Gap, i);
      guint n_letters = count_letters_before (word, gap);

      if (gap->width >= space && n_letters > 0 && n_letters < word->letters->len && can_part (word, n_letters))
        return part_word (word, n_letters, gap, pix);
    }

  return NULL;
}

static guint
find_line_end (GPtrArray *words,
               guint first)
{
  guint end = first + 1;

  while (end < words->len && get_word (words, end)->line == get_word (words, first)->line)
    end++;

  return end;
}

void
lec_read_words_fit (GPtrArray *words,
                    LecPix *pix)
{
  g_return_if_fail (words != NULL && pix != NULL);

  for (guint i = 0; i < words->len; i++)
    fit_word (get_word (words, i), i > 0 ? get_word (words, i - 1) : NULL, pix);

  for (guint first = 0; first < words->len;)
    {
      guint end = find_line_end (words, first);
      int space = measure_space (words, first, end, pix);

      for (; first < end; first++)
        {
          LecReadWord *rest = find_rest (get_word (words, first), space, pix);

          if (rest == NULL)
            continue;
          g_ptr_array_insert (words, (int) first + 1, rest);
          end++;
        }
    }
}
