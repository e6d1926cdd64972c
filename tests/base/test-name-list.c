/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name is found at its place, and others are not.
 */
#include "base/name-list.h"

static void
test_find (void)
{
  static const char *const names[] = { "one", "two", "three" };
  guint index = 7;

  g_assert_false (lec_name_list_find (names, G_N_ELEMENTS (names), "four", &index));
  g_assert_false (lec_name_list_find (names, G_N_ELEMENTS (names), "", &index));
  g_assert_false (lec_name_list_find (names, G_N_ELEMENTS (names), NULL, &index));
  g_assert_cmpuint (index, ==, 7);
  g_assert_true (lec_name_list_find (names, G_N_ELEMENTS (names), "three", &index));
  g_assert_cmpuint (index, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-list/find", test_find);
  return g_test_run ();
}
