/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks near a patch that differs in each of its pixels: an erosion, by runs
 * of differing pixels down the columns and then along the rows.
 */
#include "media/page-figure.h"

#include <stdlib.h>

/* Side of a solid patch, in pixels; strokes are thinner. */
#define SOLID 5
/* Nobody is larger, as a share of the blocks. */
#define LARGEST 0.4

/* For each pixel of row @y how many above it, with itself, differ without a break. */
static void
count_down (const LecPage *before,
            const LecPage *after,
            int threshold,
            int y,
            guint16 *heights)
{
  int width = before->signature->width;
  const guint8 *a = before->signature->luma + (gsize) y * width;
  const guint8 *b = after->signature->luma + (gsize) y * width;

  for (int x = 0; x < width; x++)
    heights[x] = ABS (a[x] - b[x]) > threshold ? heights[x] + 1 : 0;
}

/* Marks the blocks around the solid patch whose lower right corner is at @x and @y. */
static void
mark_around (const LecSignature *signature,
             int x,
             int y,
             guint8 *blocks)
{
  int n_columns = lec_signature_get_n_columns (signature);
  int n_rows = lec_signature_get_n_rows (signature);
  int column = (x - SOLID / 2) / LEC_SIGNATURE_BLOCK, row = (y - SOLID / 2) / LEC_SIGNATURE_BLOCK;

  for (int r = MAX (row - 1, 0); r <= MIN (row + 1, n_rows - 1); r++)
    for (int c = MAX (column - 1, 0); c <= MIN (column + 1, n_columns - 1); c++)
      blocks[r * n_columns + c] = 1;
}

static int
count_set (const guint8 *blocks,
           int n_blocks)
{
  int n = 0;

  for (int i = 0; i < n_blocks; i++)
    n += blocks[i];

  return n;
}

gboolean
lec_page_mask_figure (const LecPage *before,
                      const LecPage *after,
                      int threshold,
                      guint8 *masked)
{
  const LecSignature *signature = before->signature;
  int n_blocks = lec_signature_get_n_blocks (signature);
  g_autofree guint16 *heights = g_new0 (guint16, signature->width);
  g_autofree guint8 *figure = g_new0 (guint8, n_blocks);
  int n_marked;

  for (int y = 0; y < signature->height; y++)
    {
      int run = 0;

      count_down (before, after, threshold, y, heights);
      for (int x = 0; x < signature->width; x++)
        {
          run = heights[x] >= SOLID ? run + 1 : 0;
          if (run >= SOLID)
            mark_around (signature, x, y, figure);
        }
    }

  n_marked = count_set (figure, n_blocks);
  if (n_marked == 0 || n_marked > LARGEST * n_blocks)
    return FALSE;
  for (int i = 0; i < n_blocks; i++)
    masked[i] |= figure[i];

  return TRUE;
}
