/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The value in the middle, and others, in any order; of none there is none.
 */
#include "text/quantile.h"

static void
test_find (void)
{
  static const int some[] = { 9, -3, 5, 1, 100 };
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (int));

  g_assert_cmpint (lec_quantile_find (values, 0.5), ==, 0);
  g_array_append_vals (values, some, G_N_ELEMENTS (some));
  g_assert_cmpint (lec_quantile_find (values, 0), ==, -3);
  g_assert_cmpint (lec_quantile_find (values, 0.5), ==, 5);
  g_assert_cmpint (lec_quantile_find (values, 0.9), ==, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantile/find", test_find);
  return g_test_run ();
}
