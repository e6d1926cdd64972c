/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The engine's lines are cut at wide gaps into pieces, pieces that share a
 * height form strips, and the longest run of strips with one empty vertical
 * gutter through all of them is a pair of columns: what stands before it comes
 * first, then the left column, then the right one, then the rest; each part is
 * taken apart likewise. Strips without a gutter are read piece by piece.
 *
 * Rows of a table have gutters too. They differ in having hardly more than a
 * word in a cell, and are read as rows.
 */
#include "text/reading-order.h"

#define PIECE_GAP_HEIGHTS  2.0 /* a wider gap between words ends a piece of a line */
#define GUTTER_HEIGHTS     1.2 /* columns stand at least so far apart */
#define MIN_COLUMN_LINES   2
#define MIN_COLUMN_WORDS   1.6 /* words a piece; cells of tables have fewer */
#define BLOCK_GAP_HEIGHTS  1.1 /* more space between lines starts a paragraph */
#define BLOCK_HEIGHT_RATIO 1.5 /* so does another size of letters */
#define MAX_DEPTH          8

/* Part of a line, without a wide gap in it. */
typedef struct
{
  guint first; /* index of the first word */
  guint n_words;
  guint engine_line;
  int x0, y0, x1, y1;
  double height; /* median of the words' heights */
  gboolean rtl;
  guint column; /* number of the column it was read in */
} Piece;

typedef struct
{
  GArray *pieces; /* (element-type Piece) */
  GArray *order;  /* (element-type guint): indices of pieces as they are read */
  guint n_columns;
} Page;

/* A run of strips [first, end) with an empty gutter around @x. */
typedef struct
{
  guint first;
  guint end;
  int x;
} Columns;

static LecWord *
get_word (GPtrArray *words,
          guint i)
{
  return g_ptr_array_index (words, i);
}

static Piece *
get_piece (const Page *page,
           guint i)
{
  return &g_array_index (page->pieces, Piece, i);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
find_median_height (GPtrArray *words,
                    guint first,
                    guint n_words)
{
  g_autoptr (GArray) heights = g_array_sized_new (FALSE, FALSE, sizeof (double), n_words);

  for (guint i = first; i < first + n_words; i++)
    {
      double height = get_word (words, i)->box.height;

      g_array_append_val (heights, height);
    }
  g_array_sort (heights, compare_doubles);

  return MAX (g_array_index (heights, double, n_words / 2), 1.0);
}

static int
compare_words_by_line (gconstpointer a,
                       gconstpointer b)
{
  const LecWord *left = *(LecWord *const *) a;
  const LecWord *right = *(LecWord *const *) b;

  if (left->line != right->line)
    return left->line < right->line ? -1 : 1;

  return (left->box.x > right->box.x) - (left->box.x < right->box.x);
}

static gboolean
is_mostly_rtl (GPtrArray *words,
               guint first,
               guint n_words)
{
  guint n_rtl = 0;

  for (guint i = first; i < first + n_words; i++)
    n_rtl += get_word (words, i)->rtl;

  return n_rtl * 2 > n_words;
}

static Piece
make_piece (GPtrArray *words,
            guint first,
            guint n_words)
{
  Piece piece = { .first = first, .n_words = n_words, .engine_line = get_word (words, first)->line };

  piece.x0 = piece.y0 = G_MAXINT;
  piece.x1 = piece.y1 = G_MININT;
  for (guint i = first; i < first + n_words; i++)
    {
      const LecRect *box = &get_word (words, i)->box;

      piece.x0 = MIN (piece.x0, box->x);
      piece.y0 = MIN (piece.y0, box->y);
      piece.x1 = MAX (piece.x1, box->x + box->width);
      piece.y1 = MAX (piece.y1, box->y + box->height);
    }
  piece.height = find_median_height (words, first, n_words);
  piece.rtl = is_mostly_rtl (words, first, n_words);

  return piece;
}

static void
cut_line (GArray *pieces,
          GPtrArray *words,
          guint first,
          guint end)
{
  double max_gap = PIECE_GAP_HEIGHTS * find_median_height (words, first, end - first);
  int right = get_word (words, first)->box.x + get_word (words, first)->box.width;

  for (guint i = first + 1; i <= end; i++)
    {
      const LecRect *box = i < end ? &get_word (words, i)->box : NULL;

      if (box == NULL || box->x - right > max_gap)
        {
          Piece piece = make_piece (words, first, i - first);

          g_array_append_val (pieces, piece);
          first = i;
        }
      if (box != NULL)
        right = MAX (right, box->x + box->width);
    }
}

static GArray *
cut_lines (GPtrArray *words)
{
  GArray *pieces = g_array_new (FALSE, TRUE, sizeof (Piece));

  for (guint first = 0, end; first < words->len; first = end)
    {
      end = first + 1;
      while (end < words->len && get_word (words, end)->line == get_word (words, first)->line)
        end++;
      cut_line (pieces, words, first, end);
    }

  return pieces;
}

static int
compare_pieces_by_top (gconstpointer a,
                       gconstpointer b,
                       gpointer user_data)
{
  const Piece *left = get_piece (user_data, *(const guint *) a);
  const Piece *right = get_piece (user_data, *(const guint *) b);

  if (left->y0 + left->y1 != right->y0 + right->y1)
    return left->y0 + left->y1 < right->y0 + right->y1 ? -1 : 1;

  return (left->x0 > right->x0) - (left->x0 < right->x0);
}

/*
 * Groups @set, sorted by height, into strips between which no letter stands.
 *
 * Returns: (element-type guint): index in @set at which each strip starts,
and its length at the end
 */
static GArray *
find_strips (const Page *page,
             GArray *set)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint));
  int bottom = G_MININT;

  for (guint i = 0; i < set->len; i++)
    {
      const Piece *piece = get_piece (page, g_array_index (set, guint, i));
      /* Ascenders and descenders of close lines overlap a little. */
      int slack = (int) (piece->height * 0.25);

      if (i == 0 || piece->y0 + slack >= bottom)
        g_array_append_val (starts, i);
      bottom = MAX (bottom, piece->y1);
    }
  g_array_append_val (starts, set->len);

  return starts;
}

static int
compare_pieces_by_left (gconstpointer a,
                        gconstpointer b,
                        gpointer user_data)
{
  const Piece *left = get_piece (user_data, *(const guint *) a);
  const Piece *right = get_piece (user_data, *(const guint *) b);

  return (left->x0 > right->x0) - (left->x0 < right->x0);
}

/* Whether the pieces on one side of a gutter look like a column of running text. */
static gboolean
is_column (const Page *page,
           GArray *by_left,
           guint first,
           guint end)
{
  guint n_words = 0;

  if (end - first < MIN_COLUMN_LINES)
    return FALSE;
  for (guint i = first; i < end; i++)
    n_words += get_piece (page, g_array_index (by_left, guint, i))->n_words;

  return n_words >= MIN_COLUMN_WORDS * (end - first);
}

/* Finds the widest empty gutter through set[first, end) that has a column on either side. */
static gboolean
find_gutter (const Page *page,
             GArray *set,
             guint first,
             guint end,
             int *x)
{
  g_autoptr (GArray) by_left = g_array_sized_new (FALSE, FALSE, sizeof (guint), end - first);
  int right = G_MININT;
  int widest = 0;

  g_array_append_vals (by_left, &g_array_index (set, guint, first), end - first);
  g_array_sort_with_data (by_left, compare_pieces_by_left, (gpointer) page);

  for (guint i = 0; i < by_left->len; i++)
    {
      const Piece *piece = get_piece (page, g_array_index (by_left, guint, i));
      int gap = i > 0 ? piece->x0 - right : 0;

      if (i > 0 && gap > MAX (widest, GUTTER_HEIGHTS * piece->height) &&
          is_column (page, by_left, 0, i) &&
          is_column (page, by_left, i, by_left->len))
        {
          widest = gap;
          *x = right + gap / 2;
        }
      right = MAX (right, piece->x1);
    }

  return widest > 0;
}

/* The longest run of strips through which one gutter goes. */
static gboolean
find_columns (const Page *page,
              GArray *set,
              GArray *strips,
              Columns *columns)
{
  guint n_strips = strips->len - 1;

  for (guint length = n_strips; length > 0; length--)
    for (guint first = 0; first + length <= n_strips; first++)
      {
        guint start = g_array_index (strips, guint, first);
        guint end = g_array_index (strips, guint, first + length);

        if (end - start >= 2 * MIN_COLUMN_LINES && find_gutter (page, set, start, end, &columns->x))
          {
            columns->first = start;
            columns->end = end;
            return TRUE;
          }
      }

  return FALSE;
}

static void
read_strips (Page *page,
             GArray *set,
             GArray *strips)
{
  guint column = page->n_columns++;

  for (guint i = 0; i + 1 < strips->len; i++)
    {
      guint start = g_array_index (strips, guint, i);
      guint end = g_array_index (strips, guint, i + 1);
      gboolean rtl = FALSE;

      g_autoptr (GArray) row = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_vals (row, &g_array_index (set, guint, start), end - start);
      g_array_sort_with_data (row, compare_pieces_by_left, page);
      for (guint k = 0; k < row->len; k++)
        {
          Piece *piece = get_piece (page, g_array_index (row, guint, k));

          piece->column = column;
          rtl |= piece->rtl;
        }
      for (guint k = 0; k < row->len; k++)
        g_array_append_val (page->order, g_array_index (row, guint, rtl ? row->len - 1 - k : k));
    }
}

static void read_set (Page *page, GArray *set, guint depth);

static void
read_range (Page *page,
            GArray *set,
            guint first,
            guint end,
            guint depth)
{
  g_autoptr (GArray) part = g_array_new (FALSE, FALSE, sizeof (guint));

  if (first == end)
    return;
  g_array_append_vals (part, &g_array_index (set, guint, first), end - first);
  read_set (page, part, depth);
}

static void
read_columns (Page *page,
              GArray *set,
              const Columns *columns,
              guint depth)
{
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) right = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_rtl = 0;
  gboolean rtl;

  for (guint i = columns->first; i < columns->end; i++)
    {
      guint index = g_array_index (set, guint, i);
      const Piece *piece = get_piece (page, index);

      g_array_append_val (piece->x0 < columns->x ? left : right, index);
      n_rtl += piece->rtl;
    }

  rtl = n_rtl * 2 > columns->end - columns->first;
  read_set (page, rtl ? right : left, depth);
  read_set (page, rtl ? left : right, depth);
}

static void
read_set (Page *page,
          GArray *set,
          guint depth)
{
  g_autoptr (GArray) strips = NULL;
  Columns columns;

  g_array_sort_with_data (set, compare_pieces_by_top, page);
  strips = find_strips (page, set);
  if (depth == MAX_DEPTH || !find_columns (page, set, strips, &columns))
    {
      read_strips (page, set, strips);
      return;
    }

  read_range (page, set, 0, columns.first, depth + 1);
  read_columns (page, set, &columns, depth + 1);
  read_range (page, set, columns.end, set->len, depth + 1);
}

/* Pieces of one line that are read one after the other are one line again. */
static gboolean
continues_line (const Piece *previous,
                const Piece *piece)
{
  return previous->engine_line == piece->engine_line && previous->column == piece->column;
}

static gboolean
starts_block (const Piece *previous,
              const Piece *piece)
{
  double height = MIN (previous->height, piece->height);
  double ratio = MAX (previous->height, piece->height) / height;

  return previous->column != piece->column ||
         piece->y0 - previous->y1 > BLOCK_GAP_HEIGHTS * height || ratio > BLOCK_HEIGHT_RATIO;
}

/* Appends the piece's words to @sorted in the order they are read. */
static void
take_words (GPtrArray *sorted,
            GPtrArray *words,
            const Piece *piece,
            guint line,
            guint block)
{
  for (guint i = 0; i < piece->n_words; i++)
    {
      guint at = piece->rtl ? piece->first + piece->n_words - 1 - i : piece->first + i;
      LecWord *word = get_word (words, at);

      word->line = line;
      word->block = block;
      g_ptr_array_add (sorted, word);
    }
}

static void
number_words (const Page *page,
              GPtrArray *words)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (words->len);
  const Piece *previous = NULL;
  guint line = 0;
  guint block = 0;

  for (guint i = 0; i < page->order->len; i++)
    {
      const Piece *piece = get_piece (page, g_array_index (page->order, guint, i));

      if (previous != NULL && !continues_line (previous, piece))
        {
          line++;
          block += starts_block (previous, piece);
        }
      take_words (sorted, words, piece, line, block);
      previous = piece;
    }

  g_assert (sorted->len == words->len);
  memcpy (words->pdata, sorted->pdata, sorted->len * sizeof (gpointer));
}

void
lec_reading_order_apply (GPtrArray *words)
{
  g_autoptr (GArray) pieces = NULL;
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));
  Page page = { 0 };

  g_return_if_fail (words != NULL);

  if (words->len == 0)
    return;

  g_ptr_array_sort (words, compare_words_by_line);
  pieces = cut_lines (words);
  for (guint i = 0; i < pieces->len; i++)
    g_array_append_val (all, i);

  page.pieces = pieces;
  page.order = order;
  read_set (&page, all, 0);
  number_words (&page, words);
}
