/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks are compared by their slopes, so that neither light nor sharpness
 * matters, at a few shifts, since a held picture is never quite still.
 */
#include "media/page-likeness.h"

#include <math.h>

/* Filmed blocks with so much ink show the same when their slopes correlate so well; the pages may
   lie apart by so many pixels. */
#define LIKE_LEAST 6
#define LIKE       0.5
#define LIKE_SHIFT 1

/* Correlation of the slopes along the rows of a block of @a and of what lies (dx, dy) from it in
   @b: lines of text at one height do not pass for each other. */
static double
correlate_slopes (const LecSignature *a,
                  const LecSignature *b,
                  const LecRect *block,
                  int dx,
                  int dy)
{
  int left = MAX (block->x, MAX (1, 1 - dx)), right = MIN (block->x + block->width, a->width - 1 - MAX (dx, 0));
  int top = MAX (block->y, MAX (0, -dy)), bottom = MIN (block->y + block->height, a->height - MAX (dy, 0));
  double aa = 0, bb = 0, ab = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        const guint8 *p = a->luma + (gsize) y * a->width + x;
        const guint8 *q = b->luma + (gsize) (y + dy) * a->width + x + dx;
        int slope_a = p[1] - p[-1], slope_b = q[1] - q[-1];

        aa += slope_a * slope_a;
        bb += slope_b * slope_b;
        ab += slope_a * slope_b;
      }

  return aa > 0 && bb > 0 ? ab / sqrt (aa * bb) : 0;
}

static guint
count_block_ink (const LecPage *page,
                 const LecRect *block)
{
  guint n = 0;

  for (int y = block->y; y < block->y + block->height; y++)
    for (int x = block->x; x < block->x + block->width; x++)
      n += page->ink[(gsize) y * page->signature->width + x] != 0;

  return n;
}

static double
measure_likeness (const LecPage *before,
                  const LecPage *after,
                  const guint8 *masked,
                  int dx,
                  int dy)
{
  guint n_ink = 0, n_found = 0;

  for (int i = 0; i < lec_signature_get_n_blocks (before->signature); i++)
    {
      LecRect block = lec_signature_get_block (before->signature, i);
      guint n = masked != NULL && masked[i] ? 0 : count_block_ink (before, &block);

      if (n < LIKE_LEAST)
        continue;
      n_ink += n;
      if (correlate_slopes (before->signature, after->signature, &block, dx, dy) >= LIKE)
        n_found += n;
    }

  return n_ink > 0 ? (double) n_found / n_ink : 0;
}

double
lec_page_measure_likeness (const LecPage *before,
                           const LecPage *after,
                           const guint8 *masked)
{
  double best = 0;

  for (int dy = -LIKE_SHIFT; dy <= LIKE_SHIFT; dy++)
    for (int dx = -LIKE_SHIFT; dx <= LIKE_SHIFT; dx++)
      best = MAX (best, measure_likeness (before, after, masked, dx, dy));

  return best;
}
