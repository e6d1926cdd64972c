/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ink: the background of a block is the most frequent luma in it and its eight
 * neighbours. Comparison: what differs, but for a cursor (page-cells), is
 * counted as lost, gained or altered ink.
 */
#include "media/page.h"

#include <string.h>

#include "media/page-cells.h"

#define BIN_LEVELS   8
#define N_BINS       (256 / BIN_LEVELS)
#define INK_CONTRAST 10
/* Less than this share of a page's ink is what the codec makes of it. */
#define NOISE_RATIO 0.005
/* Whatever was added, a page that lost more of its ink is gone. */
#define TOUCHED_RATIO 0.3
/* A page with a new heading and less text is no smaller state of the old one. */
#define SHRUNK_STRICTER 3

/* Of a block: how many of its pixels are in each bin, and the sum of their luma. */
typedef struct
{
  guint16 counts[N_BINS];
  guint16 sums[N_BINS];
} BlockHistogram;

G_STATIC_ASSERT (LEC_SIGNATURE_BLOCK *LEC_SIGNATURE_BLOCK * 255 <= G_MAXUINT16);

static BlockHistogram *
count_blocks (const LecSignature *signature)
{
  int n_columns = lec_signature_get_n_columns (signature);
  BlockHistogram *histograms = g_new0 (BlockHistogram, lec_signature_get_n_blocks (signature));

  for (int y = 0; y < signature->height; y++)
    for (int x = 0; x < signature->width; x++)
      {
        guint8 luma = signature->luma[(gsize) y * signature->width + x];
        BlockHistogram *block = &histograms[y / LEC_SIGNATURE_BLOCK * n_columns + x / LEC_SIGNATURE_BLOCK];

        block->counts[luma / BIN_LEVELS]++;
        block->sums[luma / BIN_LEVELS] += luma;
      }

  return histograms;
}

static void
add_histogram (guint counts[N_BINS],
               guint sums[N_BINS],
               const BlockHistogram *block)
{
  for (int i = 0; i < N_BINS; i++)
    {
      counts[i] += block->counts[i];
      sums[i] += block->sums[i];
    }
}

/* The most frequent luma in the block and around it; two neighbouring bins count as one. */
static int
find_background (const LecSignature *signature,
                 const BlockHistogram *histograms,
                 int column,
                 int row)
{
  guint counts[N_BINS + 1] = { 0 }, sums[N_BINS + 1] = { 0 };
  int n_columns = lec_signature_get_n_columns (signature);
  int n_rows = lec_signature_get_n_rows (signature);
  int best = 0;

  for (int r = MAX (row - 1, 0); r <= MIN (row + 1, n_rows - 1); r++)
    for (int c = MAX (column - 1, 0); c <= MIN (column + 1, n_columns - 1); c++)
      add_histogram (counts, sums, &histograms[r * n_columns + c]);
  for (int i = 1; i < N_BINS; i++)
    if (counts[i] + counts[i + 1] > counts[best] + counts[best + 1])
      best = i;

  return (int) ((sums[best] + sums[best + 1]) / (counts[best] + counts[best + 1]));
}

static guint
mark_ink (LecPage *self,
          const LecRect *block,
          int background)
{
  const LecSignature *signature = self->signature;
  guint n = 0;

  for (int y = block->y; y < block->y + block->height; y++)
    for (int x = block->x; x < block->x + block->width; x++)
      {
        gsize at = (gsize) y * signature->width + x;
        int contrast = signature->luma[at] - background;

        self->ink[at] = contrast > INK_CONTRAST ? 1 : contrast < -INK_CONTRAST ? 2
                                                                               : 0;
        n += self->ink[at] != 0;
      }

  return n;
}

/**
 * lec_page_new:
 *
 * Returns: (transfer full): the page with its ink found
 */
LecPage *
lec_page_new (const LecSignature *signature)
{
  LecPage *self = g_new0 (LecPage, 1);
  g_autofree BlockHistogram *histograms = count_blocks (signature);
  int n_columns = lec_signature_get_n_columns (signature);

  self->signature = signature;
  self->ink = g_malloc0 ((gsize) signature->width * signature->height);
  for (int i = 0; i < lec_signature_get_n_blocks (signature); i++)
    {
      LecRect block = lec_signature_get_block (signature, i);

      self->n_ink += mark_ink (self, &block, find_background (signature, histograms, i % n_columns, i / n_columns));
    }

  return self;
}

void
lec_page_free (LecPage *self)
{
  g_free (self->ink);
  g_free (self);
}

guint
lec_page_count_ink (const LecPage *self,
                    const guint8 *blocks)
{
  guint n = 0;

  for (int i = 0; i < lec_signature_get_n_blocks (self->signature); i++)
    {
      LecRect block = lec_signature_get_block (self->signature, i);

      if (!blocks[i])
        continue;
      for (int y = block.y; y < block.y + block.height; y++)
        for (int x = block.x; x < block.x + block.width; x++)
          n += self->ink[(gsize) y * self->signature->width + x] != 0;
    }

  return n;
}

/* What lies in cells that changed. */
static void
keep_in_changed_cells (LecCellRow *differs,
                       const LecCellMap *cells,
                       int y)
{
  const guint8 *changed = cells->changed + y / LEC_CELL * cells->width;

  for (int i = 0; i < cells->width; i++)
    if (!changed[i])
      memset (differs->at + i * LEC_CELL, 0, LEC_CELL);
}

/* For each pixel 0 or 1, without branches, for the vectoriser. */
static void
count_ink (LecPageChange *change,
           const guint8 *restrict before,
           const guint8 *restrict after,
           const LecCellRow *restrict watched,
           const LecCellRow *restrict changed,
           int n)
{
  guint n_before = 0, n_after = 0, lost = 0, gained = 0, altered = 0, kept = 0;

  for (int x = 0; x < n; x++)
    {
      guint8 had = (before[x] != 0) & watched->at[x], has = (after[x] != 0) & watched->at[x];
      guint8 is_new = (before[x] != after[x]) & changed->at[x];

      n_before += had;
      n_after += has;
      lost += had & (has ^ 1) & is_new;
      gained += (had ^ 1) & has & is_new;
      altered += had & has & is_new;
      kept += had & (is_new ^ 1);
    }
  change->n_before += n_before;
  change->n_after += n_after;
  change->lost += lost;
  change->gained += gained;
  change->altered += altered;
  change->kept += kept;
}

static guint
sum_row (const LecCellRow *row,
         int n)
{
  guint sum = 0;

  for (int x = 0; x < n; x++)
    sum += row->at[x];

  return sum;
}

static void
count_row (const LecCellMap *cells,
           const LecCellRow *watched,
           int y,
           LecPageChange *change)
{
  const LecSignature *signature = cells->before->signature;
  int width = signature->width;
  gsize at = (gsize) y * width;
  LecCellRow differs = { 0 };

  /* Most rows of two states of a page are the same. */
  if (memcmp (signature->luma + at, cells->after->signature->luma + at, width) != 0)
    {
      lec_cell_row_fill_differs (&differs, cells, y);
      lec_cell_row_and (&differs, watched, width);
      change->n_changed += sum_row (&differs, width);
      keep_in_changed_cells (&differs, cells, y);
    }
  change->n_compared += sum_row (watched, width);
  count_ink (change, cells->before->ink + at, cells->after->ink + at, watched, &differs, width);
}

static void
count_changes (const LecCellMap *cells,
               const guint8 *masked,
               LecPageChange *change)
{
  const LecSignature *signature = cells->before->signature;
  LecCellRow watched;

  for (int y = 0; y < signature->height; y++)
    {
      if (y % LEC_SIGNATURE_BLOCK == 0)
        lec_cell_row_fill_watched (&watched, signature, masked, y);
      count_row (cells, &watched, y, change);
    }
}

/* How large a part of a change may be that also must touch little of the page, or be next to
   nothing. */
static double
get_largest_part (double whole,
                  guint n_page,
                  double most)
{
  double little = most * MIN (whole, n_page);
  double slight = MIN (most / 4 * whole, TOUCHED_RATIO * n_page);

  return MAX (MAX (little, slight), NOISE_RATIO * n_page);
}

static double
get_ratio (double a,
           double b)
{
  return b > 0 ? MIN (a / b, 1) : 1;
}

static LecPageRelation
judge (LecPageChange *change,
       guint n_template,
       const LecPageLimits *limits)
{
  double lost = change->lost + change->altered / 2.0;
  double gained = change->gained + change->altered / 2.0;
  double total = lost + gained;
  double least = MAX (limits->smallest, NOISE_RATIO * (MAX (change->n_before, change->n_after) + n_template));
  double most_lost = get_largest_part (total, change->n_before, limits->lost_most);
  double most_gained = get_largest_part (total, change->n_after, limits->lost_most / SHRUNK_STRICTER);

  change->doubt = get_ratio (total, least);
  if (total < least)
    return LEC_PAGES_SAME;
  change->doubt = get_ratio (lost, most_lost);
  if (lost < most_lost)
    return LEC_PAGES_GROWN;
  change->doubt = get_ratio (gained, most_gained);
  if (gained < most_gained)
    return LEC_PAGES_SHRUNK;
  change->doubt = MAX (get_ratio (least, total), MAX (get_ratio (most_lost, lost), get_ratio (most_gained, gained)));

  return LEC_PAGES_DIFFERENT;
}

LecPageRelation
lec_page_compare (const LecPage *before,
                  const LecPage *after,
                  const guint8 *masked,
                  const LecPageLimits *limits,
                  LecPageChange *change)
{
  const LecSignature *signature = before->signature;
  LecPageChange counted = { 0 };
  g_auto (LecCellMap) cells = { 0 };
  LecPageRelation relation;

  g_return_val_if_fail (signature->width == after->signature->width, LEC_PAGES_DIFFERENT);
  g_return_val_if_fail (signature->height == after->signature->height, LEC_PAGES_DIFFERENT);

  lec_cell_map_init (&cells, before, after, masked, limits->threshold);
  lec_cell_map_drop_small (&cells, limits->smallest);
  count_changes (&cells, masked, &counted);
  relation = judge (&counted, MAX (before->n_template, after->n_template), limits);
  if (change != NULL)
    *change = counted;

  return relation;
}

LecRect
lec_page_find_changed_area (const LecPage *before,
                            const LecPage *after,
                            const guint8 *masked,
                            const LecPageLimits *limits)
{
  g_auto (LecCellMap) cells = { 0 };

  lec_cell_map_init (&cells, before, after, masked, limits->threshold);

  return lec_cell_map_get_bounds (&cells);
}
