/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mean of a cell's surroundings is its background; what is left of it is
 * compared cell by cell. Ink that one has and the other has not is counted for
 * each of them: a page that is half built is all found and half covered.
 */
#include "media/ink-map.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define AROUND    8  /* cells to each side that are a cell's surroundings */
#define FULL_INK  48 /* levels of luma from the background that are all there is */
#define LEAST_INK 10 /* of 127: less is what a codec made */
#define MIN_SIDE  8
#define MAX_SIDE  (4 * LEC_INK_MAP_WIDTH)

void
lec_ink_map_free (LecInkMap *self)
{
  if (self == NULL)
    return;

  g_free (self->ink);
  g_free (self->inside);
  g_free (self);
}

/* The mean of luma from (x0, y0) to (x1, y1), in pixels: at least one of them. */
static float
average (const guint8 *luma,
         int width,
         int height,
         gsize stride,
         double x0,
         double y0,
         double x1,
         double y1)
{
  int left = CLAMP ((int) floor (x0), 0, width - 1), right = CLAMP ((int) ceil (x1), left + 1, width);
  int top = CLAMP ((int) floor (y0), 0, height - 1), bottom = CLAMP ((int) ceil (y1), top + 1, height);
  double sum = 0, area = 0;

  for (int y = top; y < bottom; y++)
    {
      double tall = MAX (MIN (y1, y + 1) - MAX (y0, y), 1e-6);

      for (int x = left; x < right; x++)
        {
          double part = tall * MAX (MIN (x1, x + 1) - MAX (x0, x), 1e-6);

          sum += part * luma[(gsize) y * stride + (gsize) x];
          area += part;
        }
    }

  return (float) (sum / area);
}

/* Sums of all cells to the left of and above a corner, of @values and of cells inside. */
typedef struct
{
  double *values;
  double *cells;
  int width;
} Sums;

static Sums
sum_up (const LecInkMap *self,
        const float *values)
{
  gsize across = (gsize) self->width + 1;
  Sums sums = { g_new0 (double, across *((gsize) self->height + 1)),
                g_new0 (double, across *((gsize) self->height + 1)), self->width + 1 };

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize cell = (gsize) y * (gsize) self->width + (gsize) x;
        gsize corner = ((gsize) y + 1) * across + (gsize) x + 1;
        gboolean is_inside = self->inside == NULL || self->inside[cell];

        sums.values[corner] = (is_inside ? values[cell] : 0) + sums.values[corner - 1] +
                              sums.values[corner - across] - sums.values[corner - across - 1];
        sums.cells[corner] = (is_inside ? 1 : 0) + sums.cells[corner - 1] + sums.cells[corner - across] -
                             sums.cells[corner - across - 1];
      }

  return sums;
}

static double
sum_box (const double *sums,
         int across,
         int left,
         int top,
         int right,
         int bottom)
{
  return sums[bottom * across + right] - sums[top * across + right] - sums[bottom * across + left] +
         sums[top * across + left];
}

static gint8
measure_ink (const LecInkMap *self,
             const Sums *sums,
             float value,
             int x,
             int y)
{
  int left = MAX (x - AROUND, 0), right = MIN (x + AROUND + 1, self->width);
  int top = MAX (y - AROUND, 0), bottom = MIN (y + AROUND + 1, self->height);
  double n = sum_box (sums->cells, sums->width, left, top, right, bottom);
  double mean = n > 0 ? sum_box (sums->values, sums->width, left, top, right, bottom) / n : value;
  double ink = CLAMP ((value - mean) * 127 / FULL_INK, -127, 127);

  return (gint8) (fabs (ink) < LEAST_INK ? 0 : lround (ink));
}

/* @values: luma of each cell */
static void
find_ink (LecInkMap *self,
          const float *values)
{
  Sums sums = sum_up (self, values);

  self->ink = g_new0 (gint8, (gsize) self->width * (gsize) self->height);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        gsize cell = (gsize) y * (gsize) self->width + (gsize) x;

        if (self->inside == NULL || self->inside[cell])
          self->ink[cell] = measure_ink (self, &sums, values[cell], x, y);
      }
  g_free (sums.values);
  g_free (sums.cells);
}

/**
 * lec_ink_map_new:
 *
 * Returns: (transfer full)
 */
LecInkMap *
lec_ink_map_new (const guint8 *luma,
                 int width,
                 int height,
                 gsize stride)
{
  LecInkMap *self = NULL;
  g_autofree float *values = NULL;
  double across = 0, down = 0;

  g_return_val_if_fail (luma != NULL && width > 0 && height > 0 && stride >= (gsize) width, NULL);

  self = g_new0 (LecInkMap, 1);
  self->width = LEC_INK_MAP_WIDTH;
  self->height = (int) CLAMP ((gint64) LEC_INK_MAP_WIDTH * height / width, MIN_SIDE, MAX_SIDE);
  across = (double) width / self->width;
  down = (double) height / self->height;
  values = g_new (float, (gsize) self->width *(gsize) self->height);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      values[y * self->width + x] =
        average (luma, width, height, stride, x * across, y * down, (x + 1) * across, (y + 1) * down);
  find_ink (self, values);

  return self;
}

/**
 * lec_ink_map_new_placed:
 * @luma: rows without gaps
 *
 * Returns: (transfer full)
 */
LecInkMap *
lec_ink_map_new_placed (const guint8 *luma,
                        int width,
                        int height,
                        const LecPlacement *placement,
                        const LecInkMap *like)
{
  LecInkMap *self = NULL;
  g_autofree float *values = NULL;

  g_return_val_if_fail (luma != NULL && width > 0 && height > 0 && placement != NULL && like != NULL, NULL);
  g_return_val_if_fail (placement->width > 0 && placement->height > 0, NULL);

  self = g_new0 (LecInkMap, 1);
  self->width = like->width;
  self->height = like->height;
  self->inside = g_new0 (guint8, (gsize) self->width * (gsize) self->height);
  values = g_new0 (float, (gsize) self->width *(gsize) self->height);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        double x0 = ((double) x / self->width - placement->x) / placement->width;
        double y0 = ((double) y / self->height - placement->y) / placement->height;
        double x1 = x0 + 1.0 / self->width / placement->width, y1 = y0 + 1.0 / self->height / placement->height;
        gsize cell = (gsize) y * (gsize) self->width + (gsize) x;

        self->inside[cell] = x0 + x1 > 0 && y0 + y1 > 0 && x0 + x1 < 2 && y0 + y1 < 2;
        if (self->inside[cell])
          values[cell] = average (luma, width, height, (gsize) width, x0 * width, y0 * height, x1 * width, y1 * height);
      }
  find_ink (self, values);

  return self;
}

/* Sums of what there is and of what the other has of it. */
typedef struct
{
  gint64 picture;
  gint64 page;
  gint64 picture_lost;
  gint64 page_lost;
} InkSums;

static void
sum_row (const gint8 *picture,
         const gint8 *page,
         const guint8 *inside,
         int n,
         InkSums *sums)
{
  int a = 0, b = 0, a_lost = 0, b_lost = 0;

  for (int i = 0; i < n; i++)
    {
      int on = inside != NULL ? inside[i] : 1;
      int p = on ? picture[i] : 0, q = on ? page[i] : 0;
      int apart = abs (p - q);

      a += abs (p);
      b += abs (q);
      a_lost += MIN (apart, abs (p));
      b_lost += MIN (apart, abs (q));
    }
  sums->picture += a;
  sums->page += b;
  sums->picture_lost += a_lost;
  sums->page_lost += b_lost;
}

static LecInkLikeness
compare_shifted (const LecInkMap *picture,
                 const LecInkMap *page,
                 int dx,
                 int dy)
{
  InkSums sums = { 0 };
  LecInkLikeness likeness = { 0 };
  int left = MAX (0, -dx), right = picture->width - MAX (0, dx);

  for (int y = MAX (0, -dy); y < picture->height - MAX (0, dy); y++)
    {
      gsize at = (gsize) (y + dy) * (gsize) page->width + (gsize) (left + dx);

      sum_row (picture->ink + (gsize) y * (gsize) picture->width + left, page->ink + at,
               page->inside != NULL ? page->inside + at : NULL, right - left, &sums);
    }
  likeness.found = sums.picture > 0 ? 1 - (double) sums.picture_lost / (double) sums.picture : sums.page == 0;
  likeness.covered = sums.page > 0 ? 1 - (double) sums.page_lost / (double) sums.page : sums.picture == 0;
  return likeness;
}

void
lec_ink_map_compare (const LecInkMap *picture,
                     const LecInkMap *page,
                     int slack,
                     LecInkLikeness *likeness)
{
  LecInkLikeness best = { -1, -1 };

  g_return_if_fail (picture != NULL && page != NULL && likeness != NULL && slack >= 0 && slack <= 2);
  g_return_if_fail (picture->width == page->width && picture->height == page->height);

  for (int dy = -slack; dy <= slack; dy++)
    for (int dx = -slack; dx <= slack; dx++)
      {
        LecInkLikeness at = compare_shifted (picture, page, dx, dy);

        if (at.found + at.covered > best.found + best.covered)
          best = at;
      }
  *likeness = best;
}
