/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of two pages, each as one mean, say which shifts are worth a look at
 * all pixels; a page has scrolled when most of its ink is found again.
 */
#include "media/page-scroll.h"

/* A page that scrolled: so much of the frame moved, so much of its ink is found again. */
#define SCROLL_AREA    0.3
#define SCROLL_OVERLAP 0.25
#define SCROLL_INK     0.015
#define SCROLL_FOUND   0.8
/* Shifts, in half rows, that are looked at closely, and how far they lie apart. */
#define MAX_SHIFTS 6
#define NEAR_SHIFT 1

/* Luma of the row @half_rows / 2 from the top, half rows by interpolation: a recording that was
   scaled down scrolls by fractions of a row. */
static int
sample_luma (const LecSignature *signature,
             int x,
             int half_rows)
{
  const guint8 *at = signature->luma + (gsize) (half_rows / 2) * signature->width + x;

  return half_rows % 2 == 0 ? at[0] : (at[0] + at[signature->width] + 1) / 2;
}

/* Rows of @bounds that are still in it @half_shift half rows higher. */
static void
get_common_rows (const LecRect *bounds,
                 int half_shift,
                 int *top,
                 int *bottom)
{
  *top = bounds->y + MAX ((half_shift + 1) / 2, 0);
  *bottom = bounds->y + bounds->height - MAX ((1 - half_shift) / 2, 0);
}

/* How much of the ink in @bounds of the page before is found that much higher in the page after. */
static double
measure_found (const LecPage *before,
               const LecPage *after,
               const LecRect *bounds,
               int half_shift,
               int threshold,
               guint *n_ink)
{
  int width = before->signature->width;
  int top, bottom;
  guint n_found = 0;

  *n_ink = 0;
  get_common_rows (bounds, half_shift, &top, &bottom);
  for (int y = top; y < bottom; y++)
    for (int x = bounds->x; x < bounds->x + bounds->width; x++)
      {
        gsize from = (gsize) y * width + x;
        int to = 2 * y - half_shift;

        if (!before->ink[from] && !after->ink[(gsize) (to / 2) * width + x])
          continue;
        (*n_ink)++;
        n_found += ABS (before->signature->luma[from] - sample_luma (after->signature, x, to)) <= 2 * threshold;
      }

  return *n_ink > 0 ? (double) n_found / *n_ink : 0;
}

/* Mean luma of each half row of @bounds. */
static double *
profile_rows (const LecSignature *signature,
              const LecRect *bounds)
{
  double *profile = g_new0 (double, 2 * bounds->height);

  for (int i = 0; i + 1 < 2 * bounds->height; i++)
    {
      for (int x = bounds->x; x < bounds->x + bounds->width; x++)
        profile[i] += sample_luma (signature, x, 2 * bounds->y + i);
      profile[i] /= bounds->width;
    }

  return profile;
}

/* How much the rows differ when the page after lies @half_shift higher. */
static double
compare_profiles (const double *before,
                  const double *after,
                  int n,
                  int half_shift)
{
  int first = MAX (half_shift, 0), end = n - 1 + MIN (half_shift, 0);
  double sum = 0;

  for (int i = first; i < end; i++)
    sum += ABS (before[i] - after[i - half_shift]);

  return sum / MAX (1, end - first);
}

/* The next best shift by its rows alone; those near it are not tried again. G_MAXINT: no more */
static int
take_best_shift (double *costs,
                 int furthest)
{
  int best = 0;

  for (int i = 0; i <= 2 * furthest; i++)
    if (costs[i] < costs[best])
      best = i;
  if (costs[best] == G_MAXDOUBLE)
    return G_MAXINT;
  for (int i = MAX (0, best - NEAR_SHIFT); i <= MIN (2 * furthest, best + NEAR_SHIFT); i++)
    costs[i] = G_MAXDOUBLE;

  return best - furthest;
}

/* The profiles of the rows say which shifts are worth a look at all pixels. */
static double *
rate_shifts (const LecPage *before,
             const LecPage *after,
             const LecRect *bounds,
             int furthest)
{
  g_autofree double *profile_before = profile_rows (before->signature, bounds);
  g_autofree double *profile_after = profile_rows (after->signature, bounds);
  double *costs = g_new0 (double, 2 * furthest + 1);

  for (int shift = -furthest; shift <= furthest; shift++)
    costs[shift + furthest] = ABS (shift) <= 1
                                ? G_MAXDOUBLE
                                : compare_profiles (profile_before, profile_after, 2 * bounds->height, shift);

  return costs;
}

gboolean
lec_page_is_scrolled (const LecPage *before,
                      const LecPage *after,
                      const guint8 *masked,
                      const LecPageLimits *limits,
                      LecRect *area)
{
  const LecSignature *signature = before->signature;
  double n_pixels = signature->width * signature->height;
  g_autofree double *costs = NULL;
  int furthest;

  *area = lec_page_find_changed_area (before, after, masked, limits);
  if (area->width * area->height < SCROLL_AREA * n_pixels)
    return FALSE;

  furthest = (int) (2 * area->height * (1 - SCROLL_OVERLAP));
  costs = rate_shifts (before, after, area, furthest);
  for (int i = 0; i < MAX_SHIFTS; i++)
    {
      int half_shift = take_best_shift (costs, furthest);
      guint n_ink;

      if (half_shift != G_MAXINT &&
          measure_found (before, after, area, half_shift, limits->threshold, &n_ink) >= SCROLL_FOUND &&
          n_ink >= SCROLL_INK * n_pixels)
        return TRUE;
    }

  return FALSE;
}
