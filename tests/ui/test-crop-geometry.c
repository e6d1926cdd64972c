/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Boxes stay within their frame and never vanish, whatever is done to them.
 */
#include "ui/crop-geometry.h"

#define WIDTH  640
#define HEIGHT 360

static void
check_rect (LecRect rect,
            int x,
            int y,
            int width,
            int height)
{
  const LecRect wanted = { x, y, width, height };

  g_assert_true (lec_rect_equal (&rect, &wanted));
}

static void
test_fit (void)
{
  const LecRect outside = { 600, 350, 100, 100 };
  const LecRect small = { 10, 10, 1, 1 };
  const LecRect large = { -5, -5, 10000, 10000 };
  const LecRect inside = { 10, 20, 300, 200 };
  const LecRect none = { 0 };

  check_rect (lec_crop_fit (NULL, WIDTH, HEIGHT), 0, 0, WIDTH, HEIGHT);
  check_rect (lec_crop_fit (&none, WIDTH, HEIGHT), 0, 0, WIDTH, HEIGHT);
  check_rect (lec_crop_fit (&inside, WIDTH, HEIGHT), 10, 20, 300, 200);
  check_rect (lec_crop_fit (&outside, WIDTH, HEIGHT), 540, 260, 100, 100);
  check_rect (lec_crop_fit (&small, WIDTH, HEIGHT), 10, 10, LEC_CROP_MIN_SIDE, LEC_CROP_MIN_SIDE);
  check_rect (lec_crop_fit (&large, WIDTH, HEIGHT), 0, 0, WIDTH, HEIGHT);
  check_rect (lec_crop_fit (&inside, 8, 8), 0, 0, 8, 8);
}

static void
test_move (void)
{
  const LecRect box = { 100, 100, 200, 100 };

  check_rect (lec_crop_move (&box, 0, 5, -7, WIDTH, HEIGHT), 105, 93, 200, 100);
  check_rect (lec_crop_move (&box, 0, 10000, -10000, WIDTH, HEIGHT), 440, 0, 200, 100);
  check_rect (lec_crop_move (&box, LEC_CROP_LEFT, 10, 99, WIDTH, HEIGHT), 110, 100, 190, 100);
  check_rect (lec_crop_move (&box, LEC_CROP_LEFT, 10000, 0, WIDTH, HEIGHT), 284, 100, LEC_CROP_MIN_SIDE, 100);
  check_rect (lec_crop_move (&box, LEC_CROP_LEFT | LEC_CROP_TOP, -10000, -10000, WIDTH, HEIGHT), 0, 0, 300, 200);
  check_rect (lec_crop_move (&box, LEC_CROP_RIGHT | LEC_CROP_BOTTOM, 1, 1, WIDTH, HEIGHT), 100, 100, 201, 101);
  check_rect (lec_crop_move (&box, LEC_CROP_RIGHT | LEC_CROP_BOTTOM, 10000, 10000, WIDTH, HEIGHT), 100, 100, 540, 260);
  check_rect (lec_crop_move (&box, LEC_CROP_BOTTOM, 99, -10000, WIDTH, HEIGHT), 100, 100, 200, LEC_CROP_MIN_SIDE);
}

static void
test_find_edges (void)
{
  const LecRect box = { 100, 100, 200, 100 };

  g_assert_cmpint (lec_crop_find_edges (&box, 200, 150, 10), ==, 0);
  g_assert_cmpint (lec_crop_find_edges (&box, 95, 150, 10), ==, LEC_CROP_LEFT);
  g_assert_cmpint (lec_crop_find_edges (&box, 305, 206, 10), ==, LEC_CROP_RIGHT | LEC_CROP_BOTTOM);
  g_assert_cmpint (lec_crop_find_edges (&box, 104, 98, 10), ==, LEC_CROP_LEFT | LEC_CROP_TOP);
  g_assert_cmpint (lec_crop_find_edges (&box, 100, 300, 10), ==, 0);
  g_assert_cmpint (lec_crop_find_edges (&box, 20, 150, 10), ==, 0);
}

/* Hands and keys in any order. */
static void
test_dice (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  LecRect box = { 10, 10, 50, 50 };

  for (guint i = 0; i < 5000; i++)
    {
      LecCropEdges edges = (LecCropEdges) g_rand_int_range (dice, 0, 16);

      box = lec_crop_move (&box, edges, g_rand_int_range (dice, -200, 200), g_rand_int_range (dice, -200, 200), WIDTH,
                           HEIGHT);
      g_assert_cmpint (box.x, >=, 0);
      g_assert_cmpint (box.y, >=, 0);
      g_assert_cmpint (box.width, >=, LEC_CROP_MIN_SIDE);
      g_assert_cmpint (box.height, >=, LEC_CROP_MIN_SIDE);
      g_assert_cmpint (box.x + box.width, <=, WIDTH);
      g_assert_cmpint (box.y + box.height, <=, HEIGHT);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crop-geometry/fit", test_fit);
  g_test_add_func ("/crop-geometry/move", test_move);
  g_test_add_func ("/crop-geometry/find-edges", test_find_edges);
  g_test_add_func ("/crop-geometry/dice", test_dice);
  return g_test_run ();
}
