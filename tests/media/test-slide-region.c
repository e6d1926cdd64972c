/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Black bars are cut when that is sure; a wrong crop is worse than none.
 */
#include <glib.h>
#include <string.h>

#include "media/slide-region.h"

#define WIDTH  320
#define HEIGHT 240

/* A slide of one luma, in a frame with bars above and below of @bar rows. */
static void
add_still (LecRegionFinder *finder,
           int bar,
           guint8 luma)
{
  LecColorimetry colorimetry = { .bt709 = TRUE };
  g_autoptr (LecPicture) still = lec_picture_new (WIDTH, HEIGHT, colorimetry);

  for (int y = 0; y < HEIGHT; y++)
    memset (still->planes[0] + y * still->strides[0], y < bar || y >= HEIGHT - bar ? 16 : luma, WIDTH);
  lec_region_finder_add (finder, still, NULL);
}

static void
test_letterbox (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();
  LecRect region;

  add_still (finder, 30, 230);
  add_still (finder, 30, 200);
  add_still (finder, 30, 30);
  g_assert_true (lec_region_finder_find (finder, &region, NULL));
  g_assert_cmpint (region.x, ==, 0);
  g_assert_cmpint (region.y, ==, 30);
  g_assert_cmpint (region.width, ==, WIDTH);
  g_assert_cmpint (region.height, ==, HEIGHT - 60);
}

static void
assert_whole_frame (LecRegionFinder *finder)
{
  LecRect region;

  g_assert_false (lec_region_finder_find (finder, &region, NULL));
  g_assert_cmpint (region.width, ==, WIDTH);
  g_assert_cmpint (region.height, ==, HEIGHT);
}

static void
test_one_slide_proves_nothing (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();

  add_still (finder, 30, 230);
  assert_whole_frame (finder);
}

static void
test_dark_slides_have_no_bars (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();

  add_still (finder, 30, 30);
  add_still (finder, 30, 40);
  assert_whole_frame (finder);
}

static void
test_bars_of_one_slide_only (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();

  add_still (finder, 30, 230);
  add_still (finder, 0, 230);
  assert_whole_frame (finder);
}

static void
test_too_little_left (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();

  add_still (finder, 80, 230);
  add_still (finder, 80, 230);
  assert_whole_frame (finder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slide-region/letterbox", test_letterbox);
  g_test_add_func ("/slide-region/one-slide-proves-nothing", test_one_slide_proves_nothing);
  g_test_add_func ("/slide-region/dark-slides-have-no-bars", test_dark_slides_have_no_bars);
  g_test_add_func ("/slide-region/bars-of-one-slide-only", test_bars_of_one_slide_only);
  g_test_add_func ("/slide-region/too-little-left", test_too_little_left);

  return g_test_run ();
}
