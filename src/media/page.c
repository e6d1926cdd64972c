/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ink: the background of a block is the most frequent luma in it and its eight
 * neighbours. Comparison: pixels that differ are collected in cells of 4 by 4;
 * a few patches of touching cells no larger than a cursor are dropped; what is
 * left is counted as lost, gained or altered ink.
 */
#include "media/page.h"

#include <string.h>

#define BIN_LEVELS   8
#define N_BINS       (256 / BIN_LEVELS)
#define INK_CONTRAST 10
#define CELL         4
/* Less than this share of a page's ink is what the codec makes of it. */
#define NOISE_RATIO 0.005
/* Whatever was added, a page that lost more of its ink is gone. */
#define TOUCHED_RATIO 0.3
/* A page with a new heading and less text is no smaller state of the old one. */
#define SHRUNK_STRICTER 3
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
/* An overlay is a box of its own, not larger than this, near an edge or small in the middle. */
#define OVERLAY_FILL     0.74
#define OVERLAY_LEVELS   4
#define OVERLAY_MAX_AREA 0.22
#define OVERLAY_EDGE     0.16
#define SIGN_MAX_AREA    0.04
#define SIGN_FILL        0.6
#define MAX_OVERLAYS     2

typedef struct
{
  int width; /* in cells */
  int height;
  guint8 *changed;
  const LecPage *before;
  const LecPage *after;
  int threshold;
} CellMap;

static void
cell_map_clear (CellMap *cells)
{
  g_free (cells->changed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CellMap, cell_map_clear)

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

/* Something for each pixel of a row, whole cells of it. */
typedef struct
{
  guint8 at[LEC_SIGNATURE_MAX_SIDE];
} Row;

G_STATIC_ASSERT (LEC_SIGNATURE_MAX_SIDE % CELL == 0);
G_STATIC_ASSERT (CELL == sizeof (guint32));

/* 1 where row @y is not masked. */
static void
fill_watched (Row *watched,
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
pixel_differs (const CellMap *cells,
               int x,
               int y)
{
  gsize at = (gsize) y * cells->before->signature->width + x;

  return ABS (cells->before->signature->luma[at] - cells->after->signature->luma[at]) > cells->threshold;
}

/* 1 where the two rows differ. In bytes, for the vectoriser. */
static void
fill_differs (Row *restrict differs,
              const guint8 *restrict before,
              const guint8 *restrict after,
              int n,
              guint8 threshold)
{
  for (int x = 0; x < n; x++)
    differs->at[x] = (guint8) (MAX (before[x], after[x]) - MIN (before[x], after[x])) > threshold;
}

static void
and_rows (Row *restrict row,
          const Row *restrict other,
          int n)
{
  for (int x = 0; x < n; x++)
    row->at[x] &= other->at[x];
}

static void
fill_row_differs (Row *differs,
                  const CellMap *cells,
                  int y)
{
  int width = cells->before->signature->width;
  gsize at = (gsize) y * width;

  fill_differs (differs, cells->before->signature->luma + at, cells->after->signature->luma + at, width,
                (guint8) cells->threshold);
}

/* The cells of row @y, each with its pixels in that row. */
static void
mark_cells (CellMap *cells,
            const Row *watched,
            int y)
{
  int width = cells->before->signature->width;
  guint8 *changed = cells->changed + y / CELL * cells->width;
  Row differs = { 0 };

  fill_row_differs (&differs, cells, y);
  and_rows (&differs, watched, width);
  for (int i = 0; i < cells->width; i++)
    {
      guint32 pixels;

      memcpy (&pixels, differs.at + i * CELL, CELL);
      changed[i] |= pixels != 0;
    }
}

static void
find_changed_cells (CellMap *cells,
                    const guint8 *masked)
{
  const LecSignature *signature = cells->before->signature;
  Row watched;

  for (int y = 0; y < signature->height; y++)
    {
      gsize at = (gsize) y * signature->width;

      if (y % LEC_SIGNATURE_BLOCK == 0)
        fill_watched (&watched, signature, masked, y);
      if (memcmp (signature->luma + at, cells->after->signature->luma + at, signature->width) != 0)
        mark_cells (cells, &watched, y);
    }
}

/* Sums over the pixels of a block of both pages. */
typedef struct
{
  double n, a, b, aa, bb, ab;
} BlockSums;

static BlockSums
sum_block (const CellMap *cells,
           const LecRect *block)
{
  const LecSignature *before = cells->before->signature, *after = cells->after->signature;
  BlockSums sums = { .n = block->width * block->height };

  for (int y = block->y; y < block->y + block->height; y++)
    for (int x = block->x; x < block->x + block->width; x++)
      {
        double a = before->luma[(gsize) y * before->width + x];
        double b = after->luma[(gsize) y * after->width + x];

        sums.a += a;
        sums.b += b;
        sums.aa += a * a;
        sums.bb += b * b;
        sums.ab += a * b;
      }

  return sums;
}

/* Whether the block shows the same things in both pages, blurred or paler in one of them. */
static gboolean
is_same_but_paler (const CellMap *cells,
                   const LecRect *block)
{
  BlockSums sums = sum_block (cells, block);
  double variance_a = sums.aa / sums.n - sums.a * sums.a / (sums.n * sums.n);
  double variance_b = sums.bb / sums.n - sums.b * sums.b / (sums.n * sums.n);
  double covariance = sums.ab / sums.n - sums.a * sums.b / (sums.n * sums.n);

  if (MIN (variance_a, variance_b) < PALEST_DEVIATION * PALEST_DEVIATION)
    return FALSE;

  return covariance > 0 && covariance * covariance > PALER_LIKENESS * PALER_LIKENESS * variance_a * variance_b;
}

static gboolean
block_has_changed (const CellMap *cells,
                   const LecRect *block)
{
  for (int y = block->y; y < block->y + block->height; y += CELL)
    for (int x = block->x; x < block->x + block->width; x += CELL)
      if (cells->changed[y / CELL * cells->width + x / CELL])
        return TRUE;

  return FALSE;
}

static void
clear_block (CellMap *cells,
             const LecRect *block)
{
  for (int y = block->y; y < block->y + block->height; y += CELL)
    for (int x = block->x; x < block->x + block->width; x += CELL)
      cells->changed[y / CELL * cells->width + x / CELL] = 0;
}

/* At low bit rates a keyframe blurs the whole page and what follows sharpens it again. Where much
   has changed and most of it shows the same as before, that is no change of the page. */
static void
forgive_refining (CellMap *cells)
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

/* Marks what differs between the pages outside of @masked, which may be %NULL. */
static void
cell_map_init (CellMap *cells,
               const LecPage *before,
               const LecPage *after,
               const guint8 *masked,
               int threshold)
{
  cells->width = (before->signature->width + CELL - 1) / CELL;
  cells->height = (before->signature->height + CELL - 1) / CELL;
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

/* Makes @bounds, corners for now, hold what differs in @cell. */
static void
extend_bounds (const CellMap *cells,
               int cell,
               LecRect *bounds)
{
  int left = cell % cells->width * CELL, top = cell / cells->width * CELL;
  int right = MIN (left + CELL, cells->before->signature->width);
  int bottom = MIN (top + CELL, cells->before->signature->height);

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
get_bounds (const CellMap *cells,
            const GArray *patch)
{
  LecRect bounds = { G_MAXINT, G_MAXINT, 0, 0 };

  for (guint i = 0; i < patch->len; i++)
    extend_bounds (cells, g_array_index (patch, int, i), &bounds);
  bounds.width -= bounds.x;
  bounds.height -= bounds.y;

  return bounds;
}

/* Small, not the shape of a word, and it came or went: what is written over changes both ways. */
static gboolean
is_cursor_like (const CellMap *cells,
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

static void
drop_small_patches (CellMap *cells,
                    int smallest)
{
  g_autoptr (GArray) patch = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) small = g_array_new (FALSE, FALSE, sizeof (int));
  guint n_small = 0;

  for (int i = 0; i < cells->width * cells->height; i++)
    {
      LecRect bounds;

      if (cells->changed[i] != 1)
        continue;
      collect_patch (cells, i, patch);
      bounds = get_bounds (cells, patch);
      if (!is_cursor_like (cells, &bounds, smallest))
        continue;
      n_small++;
      g_array_append_vals (small, patch->data, patch->len);
    }
  for (guint i = 0; n_small <= MAX_SMALL && i < small->len; i++)
    cells->changed[g_array_index (small, int, i)] = 0;
}

/* What lies in cells that changed. */
static void
keep_in_changed_cells (Row *differs,
                       const CellMap *cells,
                       int y)
{
  const guint8 *changed = cells->changed + y / CELL * cells->width;

  for (int i = 0; i < cells->width; i++)
    if (!changed[i])
      memset (differs->at + i * CELL, 0, CELL);
}

/* For each pixel 0 or 1, without branches, for the vectoriser. */
static void
count_ink (LecPageChange *change,
           const guint8 *restrict before,
           const guint8 *restrict after,
           const Row *restrict watched,
           const Row *restrict changed,
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
sum_row (const Row *row,
         int n)
{
  guint sum = 0;

  for (int x = 0; x < n; x++)
    sum += row->at[x];

  return sum;
}

static void
count_row (const CellMap *cells,
           const Row *watched,
           int y,
           LecPageChange *change)
{
  const LecSignature *signature = cells->before->signature;
  int width = signature->width;
  gsize at = (gsize) y * width;
  Row differs = { 0 };

  /* Most rows of two states of a page are the same. */
  if (memcmp (signature->luma + at, cells->after->signature->luma + at, width) != 0)
    {
      fill_row_differs (&differs, cells, y);
      and_rows (&differs, watched, width);
      change->n_changed += sum_row (&differs, width);
      keep_in_changed_cells (&differs, cells, y);
    }
  change->n_compared += sum_row (watched, width);
  count_ink (change, cells->before->ink + at, cells->after->ink + at, watched, &differs, width);
}

static void
count_changes (const CellMap *cells,
               const guint8 *masked,
               LecPageChange *change)
{
  const LecSignature *signature = cells->before->signature;
  Row watched;

  for (int y = 0; y < signature->height; y++)
    {
      if (y % LEC_SIGNATURE_BLOCK == 0)
        fill_watched (&watched, signature, masked, y);
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
  g_auto (CellMap) cells = { 0 };
  LecPageRelation relation;

  g_return_val_if_fail (signature->width == after->signature->width, LEC_PAGES_DIFFERENT);
  g_return_val_if_fail (signature->height == after->signature->height, LEC_PAGES_DIFFERENT);

  cell_map_init (&cells, before, after, masked, limits->threshold);
  drop_small_patches (&cells, limits->smallest);
  count_changes (&cells, masked, &counted);
  relation = judge (&counted, MAX (before->n_template, after->n_template), limits);
  if (change != NULL)
    *change = counted;

  return relation;
}

/* The share of @bounds that changed, however little: a box changes as a whole, text does not. */
static double
measure_fill (const CellMap *cells,
              const LecRect *bounds)
{
  const LecSignature *before = cells->before->signature, *after = cells->after->signature;
  int n = 0;

  for (int y = bounds->y; y < bounds->y + bounds->height; y++)
    for (int x = bounds->x; x < bounds->x + bounds->width; x++)
      {
        gsize at = (gsize) y * before->width + x;

        n += ABS (before->luma[at] - after->luma[at]) > OVERLAY_LEVELS;
      }

  return (double) n / (bounds->width * bounds->height);
}

/* A sign in the very middle: pause, play. */
static gboolean
is_sign (const LecSignature *signature,
         const LecRect *bounds)
{
  double x = (bounds->x + bounds->width / 2.0) / signature->width;
  double y = (bounds->y + bounds->height / 2.0) / signature->height;

  return ABS (x - 0.5) < 0.1 && ABS (y - 0.5) < 0.1 &&
         bounds->width * bounds->height < SIGN_MAX_AREA * signature->width * signature->height;
}

static gboolean
is_at_edge (const LecSignature *signature,
            const LecRect *bounds)
{
  double x = (bounds->x + bounds->width / 2.0) / signature->width;
  double y = (bounds->y + bounds->height / 2.0) / signature->height;

  return bounds->width * bounds->height < OVERLAY_MAX_AREA * signature->width * signature->height &&
         (y < OVERLAY_EDGE || y > 1 - OVERLAY_EDGE || x < OVERLAY_EDGE || x > 1 - OVERLAY_EDGE);
}

static gboolean
is_overlay (const CellMap *cells,
            const LecRect *bounds)
{
  double fill = measure_fill (cells, bounds);

  return (is_sign (cells->before->signature, bounds) && fill >= SIGN_FILL) ||
         (is_at_edge (cells->before->signature, bounds) && fill >= OVERLAY_FILL);
}

static void
mark_blocks (const LecSignature *signature,
             const LecRect *bounds,
             guint8 *blocks)
{
  for (int i = 0; i < lec_signature_get_n_blocks (signature); i++)
    {
      LecRect block = lec_signature_get_block (signature, i);
      LecRect common;

      if (lec_rect_intersect (&block, bounds, &common))
        blocks[i] = 1;
    }
}

gboolean
lec_page_find_overlay (const LecPage *before,
                       const LecPage *after,
                       const guint8 *masked,
                       const LecPageLimits *limits,
                       guint8 *overlay)
{
  const LecSignature *signature = before->signature;
  g_autoptr (GArray) patch = g_array_new (FALSE, FALSE, sizeof (int));
  LecRect boxes[MAX_OVERLAYS];
  guint n_boxes = 0;
  g_auto (CellMap) cells = { 0 };

  cell_map_init (&cells, before, after, masked, limits->threshold);
  for (int i = 0; i < cells.width * cells.height; i++)
    {
      LecRect bounds;

      if (cells.changed[i] != 1)
        continue;
      collect_patch (&cells, i, patch);
      bounds = get_bounds (&cells, patch);
      if (is_cursor_like (&cells, &bounds, limits->smallest))
        continue;
      if (n_boxes == MAX_OVERLAYS || !is_overlay (&cells, &bounds))
        return FALSE;
      boxes[n_boxes++] = bounds;
    }
  for (guint i = 0; i < n_boxes; i++)
    mark_blocks (signature, &boxes[i], overlay);

  return n_boxes > 0;
}

LecRect
lec_page_find_changed_area (const LecPage *before,
                            const LecPage *after,
                            const guint8 *masked,
                            const LecPageLimits *limits)
{
  LecRect bounds = { G_MAXINT, G_MAXINT, 0, 0 };
  g_auto (CellMap) cells = { 0 };

  cell_map_init (&cells, before, after, masked, limits->threshold);
  for (int i = 0; i < cells.width * cells.height; i++)
    if (cells.changed[i])
      extend_bounds (&cells, i, &bounds);
  bounds.width = MAX (bounds.width - bounds.x, 0);
  bounds.height = MAX (bounds.height - bounds.y, 0);

  return bounds;
}
