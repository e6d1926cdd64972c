/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They are few: sorted each time.
 */
#include "text/quantile.h"

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/**
 * lec_quantile_find:
 * @values: (element-type int): lengths; they are sorted
 * @ratio: 0..1, below 1: 0.5 for the median
 *
 * Returns: the value at @ratio of them, 0 when there are none
 */
int
lec_quantile_find (GArray *values,
                   double ratio)
{
  guint i = 0;

  g_return_val_if_fail (values != NULL && ratio >= 0 && ratio < 1, 0);

  if (values->len == 0)
    return 0;
  i = (guint) (values->len * ratio);
  g_array_sort (values, compare_ints);
  return g_array_index (values, int, i);
}
