/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine takes "A model" for "Amodel" although there is as much space as
 * between other words, gives a word that shares its line with larger ones the
 * height of those, and cuts the last letter of one word off for the next. The
 * ink itself tells better. Words with nothing odd about them are only fitted;
 * where letters and ink disagree, they are shared out again.
 */
#include "text/word-fit.h"

#include "text/ink.h"
#include "text/letter-runs.h"
#include "text/quantile.h"
#include "text/read-word.h"

#define SURE_IN_LINE     90.0f /* behind other words, in a line that is sure on the whole */
#define MAX_NO_WIDTH     2     /* pixels */
#define MIN_SPACE_RATIO  0.6   /* of the line's median space */
#define LETTER_GAP_RANK  0.33  /* of the gaps within words, some of which may be spaces, in a line of code most */
#define MIN_LETTER_RATIO 2.0   /* of that gap */
#define MAX_ODD_RATIO    0.5   /* words less than so much of a space apart are odd */

/* What is known of a line: where its letters stand, and from what width on a gap is a space. */
typedef struct
{
  int top;
  int bottom;
  int space; /* %G_MAXINT when nothing tells */
} LineShape;

static int
get_right (const LecRect *box)
{
  return box->x + box->width;
}

static void
unite (LecRect *box,
       const LecRect *other)
{
  int right = MAX (get_right (box), get_right (other));
  int bottom = MAX (box->y + box->height, other->y + other->height);

  box->x = MIN (box->x, other->x);
  box->y = MIN (box->y, other->y);
  box->width = right - box->x;
  box->height = bottom - box->y;
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

/* A letter that the box cuts belongs to the word as a whole, as far as no other word has it. */
static void
grow_word (LecReadWord *word,
           const LecReadWord *previous,
           const LecReadWord *next,
           LecPix *pix)
{
  LecRect *box = &word->box;
  int left = previous != NULL ? get_right (&previous->box) : box->x - box->height;
  int right = next != NULL ? next->box.x : get_right (box) + box->height;
  LecRect area = { left, box->y, right - left, box->height };
  g_autoptr (GArray) pieces = NULL;

  if (left > box->x || right < get_right (box))
    return;

  pieces = lec_ink_list_pieces (pix, &area);
  for (guint i = 0; i < pieces->len; i++)
    {
      const LecInkPiece *piece = &g_array_index (pieces, LecInkPiece, i);
      LecRect whole = { piece->x, box->y, piece->width, box->height };

      if (lec_rect_intersect (&whole, box, NULL))
        unite (box, &whole);
    }
}

static LecReadWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

/* Wider gaps are none of a text's, but of columns'. */
static void
append_gaps (GArray *pieces,
             int max_gap,
             GArray *gaps)
{
  for (guint i = 1; i < pieces->len; i++)
    {
      int gap = lec_ink_get_gap (pieces, i);

      if (gap <= max_gap)
        g_array_append_val (gaps, gap);
    }
}

/* Nothing stands between two words but a letter that was left out. */
static void
append_spaces (LecPix *pix,
               const LecReadWord *word,
               const LecReadWord *next,
               GArray *spaces)
{
  int right = get_right (&word->box);
  LecRect area = word->box;
  g_autoptr (GArray) pieces = NULL;

  if (next->box.x <= right)
    return;

  unite (&area, &next->box);
  area.x = right - 1;
  area.width = next->box.x + 1 - area.x;
  pieces = lec_ink_list_pieces (pix, &area);
  if (pieces->len == 2 || lacks_first_letter (next))
    append_gaps (pieces, MAX (word->box.height, next->box.height), spaces);
}

/* Returns: %G_MAXINT when nothing tells */
static int
measure_space (GPtrArray *words,
               guint first,
               guint end,
               LecPix *pix)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) gaps = g_array_new (FALSE, FALSE, sizeof (int));
  double space;

  for (guint i = first; i < end; i++)
    {
      const LecRect *box = &get_word (words, i)->box;
      g_autoptr (GArray) pieces = lec_ink_list_pieces (pix, box);

      append_gaps (pieces, box->height, gaps);
      if (i + 1 < end)
        append_spaces (pix, get_word (words, i), get_word (words, i + 1), spaces);
    }
  if (spaces->len == 0)
    return G_MAXINT;

  space = MAX (MIN_SPACE_RATIO * lec_quantile_find (spaces, 0.5),
               MIN_LETTER_RATIO * lec_quantile_find (gaps, LETTER_GAP_RANK));

  return (int) space + 1;
}

static LineShape
measure_line (GPtrArray *words,
              guint first,
              guint end,
              LecPix *pix)
{
  g_autoptr (GArray) tops = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) bottoms = g_array_new (FALSE, FALSE, sizeof (int));
  LineShape line = { 0 };
  int height;

  for (guint i = first; i < end; i++)
    {
      const LecRect *box = &get_word (words, i)->box;
      int bottom = box->y + box->height;

      g_array_append_val (tops, box->y);
      g_array_append_val (bottoms, bottom);
    }
  line.top = lec_quantile_find (tops, 0.5);
  line.bottom = lec_quantile_find (bottoms, 0.5);
  height = line.bottom - line.top;
  line.top -= height / 4;
  line.bottom += height / 4;
  line.space = measure_space (words, first, end, pix);

  return line;
}

/* Whether a gap in the word may be a space that was missed. */
static gboolean
has_space (const LecReadWord *word,
           int space,
           LecPix *pix)
{
  g_autoptr (GArray) pieces = lec_ink_list_pieces (pix, &word->box);

  for (guint i = 1; i < pieces->len; i++)
    if (lec_ink_get_gap (pieces, i) >= space)
      return TRUE;

  return FALSE;
}

/* Whether the letters of the two may not be where the engine puts them. */
static gboolean
is_odd_pair (const LecReadWord *word,
             const LecReadWord *next,
             int space)
{
  return next->box.x - get_right (&word->box) < MAX_ODD_RATIO * space || lacks_first_letter (next);
}

/* Returns: the end of the words to be looked at together; @first when all is well */
static guint
find_odd_end (GPtrArray *words,
              guint first,
              guint line_end,
              gboolean begins_line,
              int space,
              LecPix *pix)
{
  const LecReadWord *word = get_word (words, first);
  guint end = first;

  while (end + 1 < line_end && is_odd_pair (get_word (words, end), get_word (words, end + 1), space))
    end++;
  if (end > first)
    return end + 1;

  return has_space (word, space, pix) || (begins_line && lacks_first_letter (word)) ? first + 1 : first;
}

static LecRect
find_area (GPtrArray *words,
           guint first,
           guint end,
           gboolean begins_line,
           const LineShape *line)
{
  const LecReadWord *word = get_word (words, first);
  LecRect area = word->box;
  int bottom;

  for (guint i = first + 1; i < end; i++)
    unite (&area, &get_word (words, i)->box);
  if (begins_line && lacks_first_letter (word))
    {
      area.x -= word->box.height;
      area.width += word->box.height;
    }
  bottom = MIN (area.y + area.height, line->bottom);
  area.y = MAX (area.y, line->top);
  area.height = bottom - area.y;

  return area;
}

/* Returns: (transfer full) (element-type LecRunLetter): of the words [first, end) */
static GArray *
list_letters (GPtrArray *words,
              guint first,
              guint end)
{
  GArray *letters = g_array_new (FALSE, FALSE, sizeof (LecRunLetter));

  for (guint i = first; i < end; i++)
    {
      const LecReadWord *word = get_word (words, i);

      for (guint k = 0; k < word->letters->len; k++)
        {
          LecRunLetter letter = { g_ptr_array_index (word->letters, k), k + 1 == word->letters->len };

          g_array_append_val (letters, letter);
        }
    }

  return letters;
}

/* Returns: (transfer full): the letters of the run from those of the words from @first on */
static LecReadWord *
make_word (GPtrArray *words,
           guint first,
           const LecLetterRun *run,
           const LecRect *box)
{
  LecReadWord *made = NULL;
  guint n_passed = 0;

  for (guint i = first; n_passed < run->end; i++)
    {
      const LecReadWord *word = get_word (words, i);

      for (guint k = 0; k < word->letters->len && n_passed < run->end; k++, n_passed++)
        {
          if (n_passed < run->first)
            continue;
          if (made == NULL)
            made = lec_read_word_new (box, word->confidence, word->line);
          made->confidence = MIN (made->confidence, word->confidence);
          lec_read_word_append (made, g_ptr_array_index (word->letters, k), g_array_index (word->rights, int, k),
                                g_array_index (word->confidences, float, k));
        }
    }

  return made;
}

/* Returns: (transfer full): one word for each run */
static GPtrArray *
make_words (GPtrArray *words,
            guint first,
            GArray *runs,
            GArray *pieces,
            const LecRect *area,
            LecPix *pix)
{
  GPtrArray *made = g_ptr_array_new ();

  for (guint i = 0; i < runs->len; i++)
    {
      const LecLetterRun *run = &g_array_index (runs, LecLetterRun, i);
      const LecInkPiece *from = &g_array_index (pieces, LecInkPiece, run->first_piece);
      const LecInkPiece *to = &g_array_index (pieces, LecInkPiece, run->end_piece - 1);
      LecRect box = { from->x, area->y, to->x + to->width - from->x, area->height };

      lec_ink_fit_box (pix, &box);
      g_ptr_array_add (made, make_word (words, first, run, &box));
    }

  return made;
}

/* Shares the letters of the words [first, end) out anew. Returns: how many words they are then */
static guint
share_out (GPtrArray *words,
           guint first,
           guint end,
           const LecRect *area,
           int space,
           LecPix *pix)
{
  g_autoptr (GArray) letters = list_letters (words, first, end);
  g_autoptr (GArray) pieces = lec_ink_list_pieces (pix, area);
  g_autoptr (GArray) runs = lec_letter_runs_find (letters, pieces, space);
  g_autoptr (GPtrArray) made = NULL;

  if (runs == NULL)
    return end - first;

  made = make_words (words, first, runs, pieces, area, pix);
  g_ptr_array_remove_range (words, first, end - first);
  for (guint i = 0; i < made->len; i++)
    g_ptr_array_insert (words, (int) (first + i), g_ptr_array_index (made, i));

  return made->len;
}

/* The first word may be a bullet, which is no letter however sure the engine is. */
static void
trust_line (GPtrArray *words,
            guint first,
            guint end)
{
  guint n_sure = 0;

  for (guint i = first; i < end; i++)
    n_sure += lec_read_word_get_sureness (get_word (words, i)) >= SURE_IN_LINE;
  if (n_sure * 4 < (end - first) * 3)
    return;

  for (guint i = first + 1; i < end; i++)
    {
      LecReadWord *word = get_word (words, i);
      float letters = lec_read_word_get_sureness (word);

      if (letters >= SURE_IN_LINE)
        word->confidence = MAX (word->confidence, letters);
    }
}

/* Returns: the line's end, which moves */
static guint
fit_line (GPtrArray *words,
          guint first,
          guint end,
          LecPix *pix)
{
  LineShape line = measure_line (words, first, end, pix);

  for (guint i = first; i < end && line.space < G_MAXINT;)
    {
      guint odd_end = find_odd_end (words, i, end, i == first, line.space, pix);
      LecRect area;
      guint n_words;

      if (odd_end == i)
        {
          i++;
          continue;
        }
      area = find_area (words, i, odd_end, i == first, &line);
      n_words = share_out (words, i, odd_end, &area, line.space, pix);
      end = end - (odd_end - i) + n_words;
      i += n_words;
    }
  trust_line (words, first, end);

  return end;
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

static LecReadWord *
get_neighbour (GPtrArray *words,
               guint i,
               int step)
{
  guint k = (guint) ((int) i + step);

  return k < words->len && get_word (words, k)->line == get_word (words, i)->line ? get_word (words, k) : NULL;
}

void
lec_word_fit_apply (GPtrArray *words,
                    LecPix *pix)
{
  g_return_if_fail (words != NULL && pix != NULL);

  for (guint i = 0; i < words->len; i++)
    {
      LecReadWord *word = get_word (words, i);

      grow_word (word, get_neighbour (words, i, -1), get_neighbour (words, i, 1), pix);
      lec_ink_fit_box (pix, &word->box);
    }

  for (guint first = 0; first < words->len;)
    first = fit_line (words, first, find_line_end (words, first), pix);
}
