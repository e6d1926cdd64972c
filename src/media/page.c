/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ink: the background of a block is the most frequent luma in it and its eight
 * neighbours. Comparison: pixels that differ are collected in cells of 4 by 4;
 * patches of touching cells that are no larger than a cursor are dropped; what
 * is left is counted as lost, gained or altered ink.
 */
#include "media/page.h"

#include <string.h>

#define BIN_LEVELS   8
#define N_BINS       (256 / BIN_LEVELS)
#define INK_CONTRAST 10
#define CELL         4

typedef struct
{
  int width; /* in cells */
  int height;
  guint8 *changed;
} CellMap;

/* Adds the luma of block @index to the histogram, and its exact sums. */
static void
count_block (const LecSignature *signature,
             int index,
             guint counts[N_BINS],
             guint sums[N_BINS])
{
  LecRect block = lec_signature_get_block (signature, index);

  for (int y = block.y; y < block.y + block.height; y++)
    for (int x = block.x; x < block.x + block.width; x++)
      {
        guint8 luma = signature->luma[(gsize) y * signature->width + x];

        counts[luma / BIN_LEVELS]++;
        sums[luma / BIN_LEVELS] += luma;
      }
}

/* The most frequent luma in the block and around it; two neighbouring bins count as one. */
static int
find_background (const LecSignature *signature,
                 int column,
                 int row)
{
  guint counts[N_BINS + 1] = { 0 }, sums[N_BINS + 1] = { 0 };
  int n_columns = lec_signature_get_n_columns (signature);
  int n_rows = lec_signature_get_n_rows (signature);
  int best = 0;

  for (int r = MAX (row - 1, 0); r <= MIN (row + 1, n_rows - 1); r++)
    for (int c = MAX (column - 1, 0); c <= MIN (column + 1, n_columns - 1); c++)
      count_block (signature, r * n_columns + c, counts, sums);
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
  int n_columns = lec_signature_get_n_columns (signature);

  self->signature = signature;
  self->ink = g_malloc0 ((gsize) signature->width * signature->height);
  for (int i = 0; i < lec_signature_get_n_blocks (signature); i++)
    {
      LecRect block = lec_signature_get_block (signature, i);

      self->n_ink += mark_ink (self, &block, find_background (signature, i % n_columns, i / n_columns));
    }

  return self;
}

void
lec_page_free (LecPage *self)
{
  g_free (self->ink);
  g_free (self);
}

static gboolean
is_masked (const LecSignature *signature,
           const guint8 *masked,
           int x,
           int y)
{
  int block = y / LEC_SIGNATURE_BLOCK * lec_signature_get_n_columns (signature) + x / LEC_SIGNATURE_BLOCK;

  return masked != NULL && masked[block];
}

static void
find_changed_cells (CellMap *cells,
                    const LecPage *before,
                    const LecPage *after,
                    const guint8 *masked,
                    int threshold)
{
  const LecSignature *a = before->signature, *b = after->signature;

  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      {
        gsize at = (gsize) y * a->width + x;

        if (ABS (a->luma[at] - b->luma[at]) > threshold && !is_masked (a, masked, x, y))
          cells->changed[y / CELL * cells->width + x / CELL] = 1;
      }
}

/* Collects the patch of touching cells at @start into @patch; they are marked 2 as they are seen. */
static void
collect_patch (CellMap *cells,
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

static gboolean
is_small (const CellMap *cells,
          const GArray *patch,
          int smallest)
{
  int left = G_MAXINT, right = 0, top = G_MAXINT, bottom = 0;

  for (guint i = 0; i < patch->len; i++)
    {
      int cell = g_array_index (patch, int, i);

      left = MIN (left, cell % cells->width);
      right = MAX (right, cell % cells->width);
      top = MIN (top, cell / cells->width);
      bottom = MAX (bottom, cell / cells->width);
    }

  return (right - left + 1) * CELL <= smallest && (bottom - top + 1) * CELL <= smallest;
}

static void
drop_small_patches (CellMap *cells,
                    int smallest)
{
  g_autoptr (GArray) patch = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < cells->width * cells->height; i++)
    {
      if (cells->changed[i] != 1)
        continue;
      collect_patch (cells, i, patch);
      if (is_small (cells, patch, smallest))
        for (guint k = 0; k < patch->len; k++)
          cells->changed[g_array_index (patch, int, k)] = 0;
    }
}

static void
count_pixel (LecPageChange *change,
             guint8 before,
             guint8 after,
             gboolean changed)
{
  change->n_compared++;
  change->n_changed += changed;
  change->n_before += before != 0;
  change->n_after += after != 0;
  if (!changed)
    change->kept += before != 0;
  else if (before != 0 && after == 0)
    change->lost++;
  else if (before == 0 && after != 0)
    change->gained++;
  else if (before != after)
    change->altered++;
  else
    change->kept += before != 0;
}

static void
count_changes (const CellMap *cells,
               const LecPage *before,
               const LecPage *after,
               const guint8 *masked,
               int threshold,
               LecPageChange *change)
{
  const LecSignature *a = before->signature, *b = after->signature;

  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      {
        gsize at = (gsize) y * a->width + x;
        gboolean differs = ABS (a->luma[at] - b->luma[at]) > threshold;

        if (!is_masked (a, masked, x, y))
          count_pixel (change, before->ink[at], after->ink[at],
                       differs && cells->changed[y / CELL * cells->width + x / CELL]);
      }
}

static LecPageRelation
judge (LecPageChange *change,
       const LecPageLimits *limits)
{
  double lost = change->lost + change->altered / 2.0;
  double gained = change->gained + change->altered / 2.0;

  change->lost_ratio = lost + gained > 0 ? lost / (lost + gained) : 0;
  if (lost + gained < limits->smallest)
    return LEC_PAGES_SAME;
  if (change->lost_ratio < limits->lost_most)
    return LEC_PAGES_GROWN;
  if (change->lost_ratio > 1 - limits->lost_most)
    return LEC_PAGES_SHRUNK;

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
  CellMap cells = {
    .width = (signature->width + CELL - 1) / CELL,
    .height = (signature->height + CELL - 1) / CELL,
  };
  g_autofree guint8 *changed = g_malloc0 ((gsize) cells.width * cells.height);
  LecPageRelation relation;

  g_return_val_if_fail (signature->width == after->signature->width, LEC_PAGES_DIFFERENT);
  g_return_val_if_fail (signature->height == after->signature->height, LEC_PAGES_DIFFERENT);

  cells.changed = changed;
  find_changed_cells (&cells, before, after, masked, limits->threshold);
  drop_small_patches (&cells, limits->smallest);
  count_changes (&cells, before, after, masked, limits->threshold, &counted);
  relation = judge (&counted, limits);
  if (change != NULL)
    *change = counted;

  return relation;
}
