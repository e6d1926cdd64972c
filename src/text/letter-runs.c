/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine reads "An ideal" right, but may miss the space in it, and then
 * puts its letters a place off: parted there it would be "Ani deal". So the
 * words' letters are shared out over the ink by their usual widths, which are
 * much the same in all fonts: of all ways to do it the one that costs least, in
 * letters' widths off, with a charge for each disagreement with the engine.
 */
#include "text/letter-runs.h"

#include <math.h>
#include <string.h>

#define LETTER_WIDTH    0.55 /* of the font's size, as all widths here */
#define MIN_WIDTH       0.1
#define BEARING         0.07 /* beside the ink of most letters */
#define LOST_END_COST   1.0  /* a space the engine saw, and that is none */
#define FOUND_END_COST  0.25 /* a space it missed */
#define WIDE_GAP_COST   1.0  /* a gap like a space within a word */
#define MORE_INK_COST   0.5  /* a piece more than there are letters: they touch, but are seldom broken */
#define MAX_COST        1.0  /* a word, on average */
#define NARROW_LETTERS  "ijlI!|.,:;'`"
#define SLIM_LETTERS    "ftr()[]{}\"-/\\"
#define WIDE_LETTERS    "mwMW@%"
#define SLANTED_LETTERS "AJTVWXYftvwxy/" /* they have no bearing */
#define MATHS           "=+-*@<>&|"

typedef struct
{
  double cost;
  guint n_letters; /* before the word that ends here */
  guint n_pieces;
} Step;

typedef struct
{
  GArray *letters; /* unowned */
  GArray *pieces;  /* unowned */
  guint n_letters;
  guint n_pieces;
  int space;
  double size;    /* of the font, in pixels */
  double *widths; /* of all letters before one */
  guint *n_ends;  /* likewise, behind the first of them */
  guint *n_wide;  /* gaps before a piece that may be spaces */
  Step *steps;    /* by pieces and letters that are placed */
} Search;

static void
search_clear (Search *self)
{
  g_free (self->widths);
  g_free (self->n_ends);
  g_free (self->n_wide);
  g_free (self->steps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static const LecInkPiece *
get_piece (const Search *self,
           guint i)
{
  return &g_array_index (self->pieces, LecInkPiece, i);
}

static const LecRunLetter *
get_letter (const Search *self,
            guint i)
{
  return &g_array_index (self->letters, LecRunLetter, i);
}

static gunichar
get_char (const Search *self,
          guint letter)
{
  return g_utf8_get_char_validated (get_letter (self, letter)->text, -1);
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

static gboolean
is_known (gunichar c)
{
  return is_spaced_letter (c) || g_unichar_get_script (c) == G_UNICODE_SCRIPT_COMMON;
}

static gboolean
is_one_of (gunichar c,
           const char *set)
{
  return c < 0x80 && c != 0 && strchr (set, (int) c) != NULL;
}

static double
guess_width (gunichar c)
{
  gunichar base[4];

  if (g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base)) > 0)
    c = base[0];
  if (is_one_of (c, NARROW_LETTERS))
    return 0.26;
  if (is_one_of (c, SLIM_LETTERS))
    return 0.35;
  if (is_one_of (c, WIDE_LETTERS))
    return 0.86;

  return g_unichar_isupper (c) ? 0.67 : LETTER_WIDTH;
}

static double
guess_width_of_letter (const char *letter)
{
  double width = 0;

  for (const char *p = letter; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      width += guess_width (g_utf8_get_char (p));

  return MAX (width, MIN_WIDTH);
}

/* Of the ink of letters [first, end), of the font's size. */
static double
guess_ink (const Search *self,
           guint first,
           guint end)
{
  double width = self->widths[end] - self->widths[first];

  width -= is_one_of (get_char (self, first), SLANTED_LETTERS) ? 0 : BEARING;
  width -= is_one_of (get_char (self, end - 1), SLANTED_LETTERS) ? 0 : BEARING;

  return MAX (width, MIN_WIDTH);
}

/* Digits stand apart in many fonts, as signs do; only letters and signs of maths are parted. */
static gboolean
can_part (const Search *self,
          guint n_letters)
{
  gunichar left = get_char (self, n_letters - 1);
  gunichar right = get_char (self, n_letters);

  return (is_spaced_letter (left) || is_one_of (left, MATHS)) && (is_spaced_letter (right) || is_one_of (right, MATHS));
}

static int
get_gap (const Search *self,
         guint piece)
{
  const LecInkPiece *before = get_piece (self, piece - 1);

  return get_piece (self, piece)->x - before->x - before->width;
}

static void
count_letters (Search *self)
{
  self->widths = g_new0 (double, self->n_letters + 1);
  self->n_ends = g_new0 (guint, self->n_letters + 1);
  for (guint i = 0; i < self->n_letters; i++)
    {
      self->widths[i + 1] = self->widths[i] + guess_width_of_letter (get_letter (self, i)->text);
      self->n_ends[i + 1] = self->n_ends[i] + (get_letter (self, i)->ends_word ? 1 : 0);
    }
}

/* The size of the font is what makes all letters as wide as all ink. */
static void
measure_pieces (Search *self)
{
  const LecInkPiece *last = get_piece (self, self->n_pieces - 1);
  int width = last->x + last->width - get_piece (self, 0)->x;
  double letters = guess_ink (self, 0, self->n_letters);

  self->n_wide = g_new0 (guint, self->n_pieces + 1);
  for (guint i = 1; i < self->n_pieces; i++)
    {
      gboolean wide = get_gap (self, i) >= self->space;

      self->n_wide[i + 1] = self->n_wide[i] + (wide ? 1 : 0);
      width -= wide ? get_gap (self, i) : 0;
      letters -= wide ? 2 * BEARING : 0;
    }
  self->size = width / MAX (letters, MIN_WIDTH);
}

static Step *
get_step (const Search *self,
          guint n_pieces,
          guint n_letters)
{
  return &self->steps[n_pieces * (self->n_letters + 1) + n_letters];
}

/* Returns: %INFINITY where no word ends */
static double
measure_end (const Search *self,
             guint n_pieces,
             guint n_letters)
{
  int gap;

  if (n_pieces == self->n_pieces || n_letters == self->n_letters)
    return n_pieces == self->n_pieces && n_letters == self->n_letters ? 0 : INFINITY;

  gap = get_gap (self, n_pieces);
  if (get_letter (self, n_letters - 1)->ends_word)
    return gap < self->space ? 1.0 - (double) gap / self->space : 0;

  return gap >= self->space && can_part (self, n_letters) ? FOUND_END_COST : INFINITY;
}

static double
measure_word (const Search *self,
              const LecLetterRun *run)
{
  const LecInkPiece *last = get_piece (self, run->end_piece - 1);
  int width = last->x + last->width - get_piece (self, run->first_piece)->x;
  double wanted = self->size * guess_ink (self, run->first, run->end);
  guint n_letters = run->end - run->first;
  guint n_pieces = run->end_piece - run->first_piece;
  guint n_lost = self->n_ends[run->end - 1] - self->n_ends[run->first];
  guint n_wide = self->n_wide[run->end_piece] - self->n_wide[run->first_piece + 1];

  return fabs (width - wanted) / (LETTER_WIDTH * self->size) + LOST_END_COST * n_lost + WIDE_GAP_COST * n_wide +
         MORE_INK_COST * (n_pieces > n_letters ? n_pieces - n_letters : 0);
}

/* All words that begin behind the step. */
static void
try_words (Search *self,
           guint n_pieces,
           guint n_letters)
{
  double cost = get_step (self, n_pieces, n_letters)->cost;

  for (guint end_piece = n_pieces + 1; end_piece <= self->n_pieces; end_piece++)
    for (guint end = n_letters + 1; end <= self->n_letters; end++)
      {
        LecLetterRun run = { n_letters, end, n_pieces, end_piece };
        double end_cost = measure_end (self, end_piece, end);
        Step *step = get_step (self, end_piece, end);

        if (isinf (end_cost) || cost + end_cost >= step->cost)
          continue;
        end_cost += cost + measure_word (self, &run);
        if (end_cost < step->cost)
          *step = (Step){ end_cost, n_letters, n_pieces };
      }
}

static void
search (Search *self)
{
  guint n_steps = (self->n_pieces + 1) * (self->n_letters + 1);

  self->steps = g_new0 (Step, n_steps);
  for (guint i = 1; i < n_steps; i++)
    self->steps[i].cost = INFINITY;

  for (guint n_pieces = 0; n_pieces < self->n_pieces; n_pieces++)
    for (guint n_letters = 0; n_letters < self->n_letters; n_letters++)
      if (!isinf (get_step (self, n_pieces, n_letters)->cost))
        try_words (self, n_pieces, n_letters);
}

/* Returns: (transfer full) (nullable) */
static GArray *
list_runs (const Search *self)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (LecLetterRun));
  guint n_pieces = self->n_pieces;
  guint n_letters = self->n_letters;

  if (isinf (get_step (self, n_pieces, n_letters)->cost))
    return NULL;

  while (n_letters > 0)
    {
      const Step *step = get_step (self, n_pieces, n_letters);
      LecLetterRun run = { step->n_letters, n_letters, step->n_pieces, n_pieces };

      g_array_prepend_val (runs, run);
      n_letters = step->n_letters;
      n_pieces = step->n_pieces;
    }

  if (get_step (self, self->n_pieces, self->n_letters)->cost > MAX_COST * runs->len)
    return NULL;

  return g_steal_pointer (&runs);
}

GArray *
lec_letter_runs_find (GArray *letters,
                      GArray *pieces,
                      int space)
{
  g_auto (Search) self = { letters, pieces };

  g_return_val_if_fail (letters != NULL && pieces != NULL && space > 0, NULL);

  self.n_letters = letters->len;
  self.n_pieces = pieces->len;
  self.space = space;
  if (self.n_letters == 0 || self.n_pieces == 0 || MAX (self.n_letters, self.n_pieces) > LEC_LETTER_RUNS_MAX)
    return NULL;
  for (guint i = 0; i < self.n_letters; i++)
    if (!is_known (get_char (&self, i)))
      return NULL;

  count_letters (&self);
  measure_pieces (&self);
  search (&self);

  return list_runs (&self);
}
