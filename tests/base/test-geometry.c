/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rectangles: what is read, what is refused, where two meet.
 */
#include "base/error.h"
#include "base/geometry.h"

static void
test_parse (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  LecRect rect = { 0 };

  g_assert_true (lec_rect_parse ("10,0,65535,720", &rect, &error));
  g_assert_no_error (error);
  g_assert_true (lec_rect_equal (&rect, &(LecRect){ 10, 0, 65535, 720 }));
  text = lec_rect_to_string (&rect);
  g_assert_cmpstr (text, ==, "10,0,65535,720");
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "1,2,3",
    "1,2,3,4,",
    "1,2,3,4,5",
    "1,2,0,4",
    "1,2,3,0",
    "-1,2,3,4",
    "+1,2,3,4",
    "1, 2,3,4",
    "1,2,3,65536",
    "1,2,3,99999999999999999999",
    "a,b,c,d",
    "1;2;3;4",
    "\xff,1,1,1",
    "1.5,2,3,4",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      LecRect rect = { 7, 7, 7, 7 };

      g_assert_false (lec_rect_parse (cases[i], &rect, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpint (rect.x, ==, 7);
    }
}

static void
test_intersect (void)
{
  LecRect a = { 0, 0, 100, 100 };
  LecRect b = { 60, 70, 100, 100 };
  LecRect beside = { 100, 0, 10, 10 };
  LecRect extreme = { G_MAXINT - 1, 0, G_MAXINT, 10 };
  LecRect common = { 0 };

  g_assert_true (lec_rect_intersect (&a, &b, &common));
  g_assert_true (lec_rect_equal (&common, &(LecRect){ 60, 70, 40, 30 }));
  g_assert_false (lec_rect_intersect (&a, &beside, &common));
  g_assert_true (lec_rect_is_empty (&common));
  g_assert_false (lec_rect_intersect (&a, &extreme, NULL));
  g_assert_true (lec_rect_intersect (&extreme, &extreme, &common));
  g_assert_true (lec_rect_is_empty (&(LecRect){ 0, 0, 5, 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/parse", test_parse);
  g_test_add_func ("/geometry/refused", test_refused);
  g_test_add_func ("/geometry/intersect", test_intersect);
  return g_test_run ();
}
