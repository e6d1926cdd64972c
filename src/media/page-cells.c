/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pixels that differ are collected in cells of 4 by 4; a few patches of
 * touching cells no larger than a cursor are dropped.
 */
#include "media/page-cells.h"

#include <string.h>

/* So many small patches are a cursor that left and one that came, more are text. */
#define MAX_SMALL 3
/* Least height of a cursor, in widths; words are flatter. */
#define CURSOR_SHAPE 0.7
#define ONE_SIDED    0.2
/* Refining: so much of the page changes at least, so much of that shows the same as before; two
   blocks show the same when they correlate so well and both have some contrast. */
#define REFINED_LEAST    0.03
#define REFINED_MOST     0.7
#define PALER_LIKENESS   0.75
#define PALEST_DEVIATION 3.0

G_STATIC_ASSERT (LEC_SIGNATURE_MAX_SIDE % LEC_CELL == 0);
G_STATIC_ASSERT (LEC_CELL == sizeof (guint32));

void
lec_cell_map_clear (LecCellMap *cells)
{
  g_free (cells->changed);
}

void
lec_cell_row_fill_watched (LecCellRow *watched,
                           const LecSignature *signature,
                           const guint8 *masked,
                           int y)
{
  const guint8 *blocks = NULL;

  memset (watched->at, 1, signature->width);
  if (masked == NULL)
    return;

  blocks = masked + y / LEC_SIGNATURE_BLOCK * lec_signature_get_n_columns (signature);
  for (int x = 0; x < signature->width; x++)
    watched->at[x] = blocks[x / LEC_SIGNATURE_BLOCK] == 0;
}

static gboolean
pixel_differs (const LecCellMap *cells,
               int x,
               int y)
{
  gsize at = (gsize) y * cells->before->signature->width + x;

  return ABS (cells->before->signature->luma[at] - cells->after->signature->luma[at]) > cells->threshold;
}

/* 1 where the two rows differ. In bytes, for the vectoriser. */
static void
fill_differs (LecCellRow *restrict differs,
              const guint8 *restrict before,
              const guint8 *restrict after,
              int n,
              guint8 threshold)
{
  for (int x = 0; x < n; x++)
    differs->at[x] = (guint8) (MAX (before[x], after[x]) - MIN (before[x], after[x])) > threshold;
}

void
lec_cell_row_and (LecCellRow *restrict row,
                  const LecCellRow *restrict other,
                  int n)
{
  for (int x = 0; x < n; x++)
    row->at[x] &= other->at[x];
}

void
lec_cell_row_fill_differs (LecCellRow *differs,
                           const LecCellMap *cells,
                           int y)
{
  int width = cells->before->signature->width;
  gsize at = (gsize) y * width;

  fill_differs (differs, cells->before->signature->luma + at, cells->after->signature->luma + at, width,
                (guint8) cells->threshold);
}

/* The cells of row @y, each with its pixels in that row. */
static void
mark_cells (LecCellMap *cells,
            const LecCellRow *watched,
            int y)
{
  int width = cells->before->signature->width;
  guint8 *changed = cells->changed + y / LEC_CELL * cells->width;
  LecCellRow differs = { 0 };

  lec_cell_row_fill_differs (&differs, cells, y);
  lec_cell_row_and (&differs, watched, width);
  for (int i = 0; i < cells->width; i++)
    {
      guint32 pixels;

      memcpy (&pixels, differs.at + i * LEC_CELL, LEC_CELL);
      changed[i] |= pixels != 0;
    }
}

static void
find_changed_cells (LecCellMap *cells,
                    const guint8 *masked)
{
  const LecSignature *signature = cells->before->signature;
  LecCellRow watched;

  for (int y = 0; y < signature->height; y++)
    {
      gsize at = (gsize) y * signature->width;

      if (y % LEC_SIGNATURE_BLOCK == 0)
        lec_cell_row_fill_watched (&watched, signature, masked, y);
      if (memcmp (signature->luma + at, cells->after->signature->luma + at, signature->width) != 0)
        mark_cells (cells, &watched, y);
    }
}

/* Sums over the pixels of a block of both pages, 64 at most. */
typedef struct
{
  guint a, b, aa, bb, ab;
} BlockSums;

/* A row of a block. */
static inline void
add_to_sums (BlockSums *sums,
             const guint8 *restrict before,
             const guint8 *restrict after,
             int n)
{
  for (int x = 0; x < n; x++)
    {
      sums->a += before[x];
      sums->b += after[x];
      sums->aa += (guint) (before[x] * before[x]);
      sums->bb += (guint) (after[x] * after[x]);
      sums->ab += (guint) (before[x] * after[x]);
    }
}

static BlockSums
sum_block (const LecCellMap *cells,
           const LecRect *block)
{
  const LecSignature *before = cells->before->signature, *after = cells->after->signature;
  BlockSums sums = { 0 };

  for (int y = block->y; y < block->y + block->height; y++)
    {
      gsize at = (gsize) y * before->width + block->x;

      if (block->width == LEC_SIGNATURE_BLOCK)
        add_to_sums (&sums, before->luma + at, after->luma + at, LEC_SIGNATURE_BLOCK);
      else
        add_to_sums (&sums, before->luma + at, after->luma + at, block->width);
    }

  return sums;
}

/* Whether the block shows the same things in both pages, blurred or paler in one of them. */
static gboolean
is_same_but_paler (const LecCellMap *cells,
                   const LecRect *block)
{
  BlockSums sums = sum_block (cells, block);
  double n = block->width * block->height, a = sums.a, b = sums.b;
  double variance_a = sums.aa / n - a * a / (n * n);
  double variance_b = sums.bb / n - b * b / (n * n);
  double covariance = sums.ab / n - a * b / (n * n);

  if (MIN (variance_a, variance_b) < PALEST_DEVIATION * PALEST_DEVIATION)
    return FALSE;

  return covariance > 0 && covariance * covariance > PALER_LIKENESS * PALER_LIKENESS * variance_a * variance_b;
}

static gboolean
block_has_changed (const LecCellMap *cells,
                   const LecRect *block)
{
  for (int y = block->y; y < block->y + block->height; y += LEC_CELL)
    for (int x = block->x; x < block->x + block->width; x += LEC_CELL)
      if (cells->changed[y / LEC_CELL * cells->width + x / LEC_CELL])
        return TRUE;

  return FALSE;
}

static void
clear_block (LecCellMap *cells,
             const LecRect *block)
{
  for (int y = block->y; y < block->y + block->height; y += LEC_CELL)
    for (int x = block->x; x < block->x + block->width; x += LEC_CELL)
      cells->changed[y / LEC_CELL * cells->width + x / LEC_CELL] = 0;
}

/* At low bit rates a keyframe blurs the whole page and what follows sharpens it again. Where much
   has changed and most of it shows the same as before, that is no change of the page. */
static void
forgive_refining (LecCellMap *cells)
{
  const LecSignature *signature = cells->before->signature;
  int n_blocks = lec_signature_get_n_blocks (signature);
  g_autofree guint8 *paler = g_malloc0 (n_blocks);
  int n_changed = 0, n_paler = 0;

  for (int i = 0; i < n_blocks; i++)
    {
      LecRect block = lec_signature_get_block (signature, i);

      if (!block_has_changed (cells, &block))
        continue;
      n_changed++;
      paler[i] = is_same_but_paler (cells, &block);
      n_paler += paler[i];
    }
  if (n_changed < REFINED_LEAST * n_blocks || n_paler < REFINED_MOST * n_changed)
    return;

  for (int i = 0; i < n_blocks; i++)
    {
      LecRect block = lec_signature_get_block (signature, i);

      if (paler[i])
        clear_block (cells, &block);
    }
}

void
lec_cell_map_init (LecCellMap *cells,
                   const LecPage *before,
                   const LecPage *after,
                   const guint8 *masked,
                   int threshold)
{
  cells->width = (before->signature->width + LEC_CELL - 1) / LEC_CELL;
  cells->height = (before->signature->height + LEC_CELL - 1) / LEC_CELL;
  cells->before = before;
  cells->after = after;
  cells->threshold = threshold;
  cells->changed = g_malloc0 ((gsize) cells->width * cells->height);
  find_changed_cells (cells, masked);
  forgive_refining (cells);
}

/* Collects the patch of touching cells at @start into @patch; they are marked 2 as they are
   seen. */
static void
collect_patch (LecCellMap *cells,
               int start,
               GArray *patch)
{
  g_array_set_size (patch, 0);
  g_array_append_val (patch, start);
  cells->changed[start] = 2;
  for (guint i = 0; i < patch->len; i++)
    {
      int cell = g_array_index (patch, int, i);
      int column = cell % cells->width, row = cell / cells->width;

      for (int r = MAX (row - 1, 0); r <= MIN (row + 1, cells->height - 1); r++)
        for (int c = MAX (column - 1, 0); c <= MIN (column + 1, cells->width - 1); c++)
          {
            int next = r * cells->width + c;

            if (cells->changed[next] != 1)
              continue;
            cells->changed[next] = 2;
            g_array_append_val (patch, next);
          }
    }
}

/* Makes @bounds, corners for now, hold what differs in @cell. */
static void
extend_bounds (const LecCellMap *cells,
               int cell,
               LecRect *bounds)
{
  int left = cell % cells->width * LEC_CELL, top = cell / cells->width * LEC_CELL;
  int right = MIN (left + LEC_CELL, cells->before->signature->width);
  int bottom = MIN (top + LEC_CELL, cells->before->signature->height);

  if (left >= bounds->x && right <= bounds->width && top >= bounds->y && bottom <= bounds->height)
    return;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        if (!pixel_differs (cells, x, y))
          continue;
        bounds->x = MIN (bounds->x, x);
        bounds->y = MIN (bounds->y, y);
        bounds->width = MAX (bounds->width, x + 1);
        bounds->height = MAX (bounds->height, y + 1);
      }
}

/* The bounding box of what differs in a patch, in pixels. */
static LecRect
get_bounds (const LecCellMap *cells,
            const GArray *patch)
{
  LecRect bounds = { G_MAXINT, G_MAXINT, 0, 0 };

  for (guint i = 0; i < patch->len; i++)
    extend_bounds (cells, g_array_index (patch, int, i), &bounds);
  bounds.width -= bounds.x;
  bounds.height -= bounds.y;

  return bounds;
}

gboolean
lec_cell_map_next_patch (LecCellMap *cells,
                         int *next,
                         GArray *patch,
                         LecRect *bounds)
{
  while (*next < cells->width * cells->height && cells->changed[*next] != 1)
    (*next)++;
  if (*next == cells->width * cells->height)
    return FALSE;

  collect_patch (cells, *next, patch);
  *bounds = get_bounds (cells, patch);

  return TRUE;
}

gboolean
lec_cell_map_is_cursor_like (const LecCellMap *cells,
                             const LecRect *bounds,
                             int smallest)
{
  int lost = 0, gained = 0;

  if (bounds->width > smallest || bounds->height > smallest || bounds->height < bounds->width * CURSOR_SHAPE)
    return FALSE;

  for (int y = bounds->y; y < bounds->y + bounds->height; y++)
    for (int x = bounds->x; x < bounds->x + bounds->width; x++)
      {
        gsize at = (gsize) y * cells->before->signature->width + x;

        lost += cells->before->ink[at] != 0 && cells->after->ink[at] == 0;
        gained += cells->before->ink[at] == 0 && cells->after->ink[at] != 0;
      }

  return MIN (lost, gained) <= (lost + gained) * ONE_SIDED;
}

void
lec_cell_map_drop_small (LecCellMap *cells,
                         int smallest)
{
  g_autoptr (GArray) patch = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) small = g_array_new (FALSE, FALSE, sizeof (int));
  guint n_small = 0;
  LecRect bounds;
  int next = 0;

  while (lec_cell_map_next_patch (cells, &next, patch, &bounds))
    {
      if (!lec_cell_map_is_cursor_like (cells, &bounds, smallest))
        continue;
      n_small++;
      g_array_append_vals (small, patch->data, patch->len);
    }
  for (guint i = 0; n_small <= MAX_SMALL && i < small->len; i++)
    cells->changed[g_array_index (small, int, i)] = 0;
}

LecRect
lec_cell_map_get_bounds (const LecCellMap *cells)
{
  LecRect bounds = { G_MAXINT, G_MAXINT, 0, 0 };

  for (int i = 0; i < cells->width * cells->height; i++)
    if (cells->changed[i])
      extend_bounds (cells, i, &bounds);
  bounds.width = MAX (bounds.width - bounds.x, 0);
  bounds.height = MAX (bounds.height - bounds.y, 0);

  return bounds;
}
