/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide is made by a program: a few luma levels hold most of it and its edges
 * are steep. A camera picture spreads over all levels, its edges are soft, and
 * something in it moves.
 */
#include "media/page-score.h"

#include <string.h>

#define BIN_LEVELS  4
#define N_BINS      (256 / BIN_LEVELS)
#define N_FULL_BINS 6
#define STEEP       40
/* A stroke is so many pixels wide and differs so much from what is on both sides of it. */
#define STROKE_WIDTH    2
#define STROKE_CONTRAST 16
#define MOVES           50

static int
compare_counts_descending (gconstpointer a,
                           gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x < y) - (x > y);
}

static double
measure_flatness (guint counts[N_BINS],
                  guint n)
{
  guint sum = 0;

  qsort (counts, N_BINS, sizeof *counts, compare_counts_descending);
  for (int i = 0; i < N_FULL_BINS; i++)
    sum += counts[i];

  return (double) sum / n;
}

static double
measure_motion (const LecStretch *stretch,
                const guint8 *ignored)
{
  int n_blocks = lec_signature_get_n_blocks (stretch->page);
  int n = 0, n_moving = 0;

  for (int i = 0; i < n_blocks; i++)
    {
      if (ignored != NULL && ignored[i])
        continue;
      n++;
      n_moving += stretch->motion[i] > MOVES;
    }

  return n > 0 ? (double) n_moving / n : 0;
}

static gboolean
is_steep (const LecSignature *signature,
          int x,
          int y)
{
  const guint8 *at = signature->luma + (gsize) y * signature->width + x;

  return ABS (at[0] - at[1]) > STEEP || ABS (at[0] - at[signature->width]) > STEEP;
}

/* Whether the pixel is darker, or lighter, than what is @step away on either side. */
static gboolean
is_ridge (const guint8 *at,
          gssize step)
{
  int before = at[0] - at[-step], after = at[0] - at[step];

  return MIN (before, after) > STROKE_CONTRAST || MAX (before, after) < -STROKE_CONTRAST;
}

static gboolean
is_stroke (const LecSignature *signature,
           int x,
           int y)
{
  const guint8 *at = signature->luma + (gsize) y * signature->width + x;

  if (x < STROKE_WIDTH || y < STROKE_WIDTH || x + STROKE_WIDTH >= signature->width ||
      y + STROKE_WIDTH >= signature->height)
    return FALSE;

  return is_ridge (at, STROKE_WIDTH) || is_ridge (at, (gssize) STROKE_WIDTH * signature->width);
}

/**
 * lec_page_score:
 * @page: of @stretch
 * @ignored: (nullable): blocks that do not count, one byte a block
 *
 * Returns: all scores, 0..1
 */
LecScores
lec_page_score (const LecPage *page,
                const LecStretch *stretch,
                const guint8 *ignored)
{
  const LecSignature *signature = page->signature;
  int n_columns = lec_signature_get_n_columns (signature);
  guint counts[N_BINS] = { 0 };
  guint n = 0, n_ink = 0, n_steep = 0, n_strokes = 0;
  guint64 sum = 0;
  LecScores scores = { 0 };

  for (int y = 0; y + 1 < signature->height; y++)
    for (int x = 0; x + 1 < signature->width; x++)
      {
        gsize at = (gsize) y * signature->width + x;

        if (ignored != NULL && ignored[y / LEC_SIGNATURE_BLOCK * n_columns + x / LEC_SIGNATURE_BLOCK])
          continue;
        n++;
        n_ink += page->ink[at] != 0;
        n_steep += is_steep (signature, x, y);
        n_strokes += is_stroke (signature, x, y);
        sum += signature->luma[at];
        counts[signature->luma[at] / BIN_LEVELS]++;
      }
  scores.motion = stretch->moving ? 1 : measure_motion (stretch, ignored);
  if (n == 0)
    return scores;

  scores.flatness = measure_flatness (counts, n);
  scores.ink = (double) n_ink / n;
  scores.edges = (double) n_steep / n;
  scores.strokes = (double) n_strokes / n;
  scores.brightness = sum / 255.0 / n;
  scores.slide = CLAMP (scores.flatness + 4 * scores.edges - scores.motion / 2, 0, 1);

  return scores;
}
