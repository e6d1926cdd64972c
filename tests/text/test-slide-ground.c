/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "drawn-slide.h"
#include "text/slide-ground.h"

static LecSlideGround *
find_ground (DrawnSlide *drawn)
{
  g_autofree guint8 *luma = drawn_slide_dup_luma (drawn);

  return lec_slide_ground_find (luma, drawn->width, drawn->height, drawn->width);
}

static LecGround
get_ground (const LecSlideGround *ground,
            int x,
            int y)
{
  return lec_slide_ground_get_row (ground, y / LEC_GROUND_CELL)[x / LEC_GROUND_CELL];
}

static void
assert_ground (const LecSlideGround *ground,
               int x,
               int y,
               int grey)
{
  LecGround found = get_ground (ground, x, y);

  g_assert_cmpint (ABS (found.low - grey), <=, 2);
  g_assert_cmpint (ABS (found.high - grey), <=, 2);
}

static void
test_panels (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlideGround) ground = NULL;

  drawn_slide_fill (drawn, 0.2, 0, 0, 1280, 120);
  drawn_slide_fill (drawn, 0.5, 900, 200, 300, 400);
  drawn_slide_write (drawn, "A dark bar", 1.0, 60, 80, 20);
  drawn_slide_write (drawn, "The body", 0.0, 40, 80, 300);
  drawn_slide_write (drawn, "A grey box", 1.0, 40, 920, 300);
  ground = find_ground (drawn);

  assert_ground (ground, 1000, 60, 51);
  assert_ground (ground, 600, 400, 255);
  assert_ground (ground, 1100, 550, 128);
  /* Wherever letters are, it is that of the panel around them. */
  for (int x = 84; x < 300; x++)
    {
      assert_ground (ground, x, 60, 51);
      assert_ground (ground, x, 320, 255);
      assert_ground (ground, x + 840, 320, 128);
    }
}

/* The blurred line where two grounds meet is neither's ink. */
static void
test_edge (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlideGround) ground = NULL;
  LecGround edge;

  drawn_slide_fill (drawn, 0.2, 0, 0, 1280, 122);
  drawn_slide_write (drawn, "A dark bar", 1.0, 60, 80, 20);
  ground = find_ground (drawn);
  edge = get_ground (ground, 640, 122);
  g_assert_cmpint (edge.low, ==, 51);
  g_assert_cmpint (edge.high, ==, 255);
}

/* A bar of a chart and the strokes of huge letters are no grounds: nothing is written on them. */
static void
test_shapes_are_ink (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlideGround) ground = NULL;

  drawn_slide_fill (drawn, 0.3, 200, 300, 60, 300);
  drawn_slide_write (drawn, "B", 0.0, 300, 600, 200);
  ground = find_ground (drawn);
  for (int x = 4; x < 1276; x += LEC_GROUND_CELL)
    assert_ground (ground, x, 400, 255);
}

static void
test_gradient (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlideGround) ground = NULL;

  for (int y = 0; y < 720; y++)
    drawn_slide_fill (drawn, y / 720.0, 0, y, 1280, 1);
  drawn_slide_write (drawn, "From black to white", 1.0, 60, 80, 120);
  drawn_slide_write (drawn, "and still one ground", 0.0, 60, 80, 560);
  ground = find_ground (drawn);
  for (int y = 8; y < 712; y += 8)
    {
      LecGround found = get_ground (ground, 1000, y);

      g_assert_cmpint (found.low, <=, 255 * y / 720 + 2);
      g_assert_cmpint (found.high, >=, 255 * y / 720 - 2);
      g_assert_cmpint (found.high - found.low, <=, 6);
    }
}

/* Spots of @grey in @n_columns by six, on dark ground, and letters above them. */
static LecSlideGround *
find_spotted_ground (int n_columns,
                     double grey)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 0.15);

  for (int row = 0; row < 6; row++)
    for (int column = 0; column < n_columns; column++)
      drawn_slide_fill (drawn, grey, 80 + 60 * column, 201 + 16 * row, 14, 14);
  drawn_slide_write (drawn, "Letters before lit windows", 0.95, 60, 80, 250);

  return find_ground (drawn);
}

/* Lit windows in a photo are ground as the walls are, where letters are much brighter. */
static void
test_pattern (void)
{
  g_autoptr (LecSlideGround) many = find_spotted_ground (16, 0.35);
  g_autoptr (LecSlideGround) few = find_spotted_ground (4, 0.35);
  g_autoptr (LecSlideGround) bright = find_spotted_ground (16, 0.6);

  /* in the middle of a spot, at its edge */
  for (int x = 86; x < 1020; x += 60)
    for (int y = 201; y < 215; y += 7)
      {
        g_assert_cmpint (get_ground (many, x, y).low, ==, 38);
        g_assert_cmpint (get_ground (many, x, y).high, ==, 89);
      }
  assert_ground (few, 86, 208, 38);
  assert_ground (bright, 86, 208, 38);
  /* beside the spots */
  assert_ground (many, 116, 208, 38);
}

/* A faint caption is pale, but neither stronger lines, nor the blur around them, nor texture. */
static void
test_pale_line (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlideGround) ground = NULL;
  guint n_pale = 0;

  drawn_slide_write (drawn, "A line that is to be seen", 0.2, 32, 80, 80);
  drawn_slide_write (drawn, "A caption that is hardly to be seen", 0.85, 32, 80, 240);
  for (int i = 0; i < 6000; i++)
    drawn_slide_fill (drawn, 0.85, 80 + 3 * (i * 37 % 100), 400 + 3 * (i / 100), 2, 2);
  ground = find_ground (drawn);

  for (int y = 0; y < 720; y += LEC_GROUND_CELL)
    for (int x = 0; x < 1280; x += LEC_GROUND_CELL)
      {
        gboolean pale = get_ground (ground, x, y).pale;

        g_assert_true (!pale || (y >= 240 && y < 288));
        n_pale += pale;
      }
  g_assert_cmpuint (n_pale, >, 300);
}

/* What compression leaves around strong letters is no pattern, on which nothing would be pale. */
static void
test_pale_line_and_ripples (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (LecSlideGround) ground = NULL;
  guint n_pale = 0;

  for (int row = 0; row < 6; row++)
    for (int column = 0; column < 16; column++)
      drawn_slide_fill (drawn, 0.93, 80 + 60 * column, 61 + 16 * row, 14, 14);
  drawn_slide_write (drawn, "Letters among what is faint", 0.1, 60, 80, 70);
  drawn_slide_write (drawn, "A caption that is hardly to be seen", 0.85, 32, 80, 400);
  ground = find_ground (drawn);

  for (int y = 400; y < 448; y += LEC_GROUND_CELL)
    for (int x = 0; x < 1280; x += LEC_GROUND_CELL)
      n_pale += get_ground (ground, x, y).pale;
  g_assert_cmpuint (n_pale, >, 300);
}

static void
test_no_ground (void)
{
  g_autofree guint8 *noise = g_malloc (400 * 300);
  guint8 pixel = 7;

  for (int i = 0; i < 400 * 300; i++)
    noise[i] = (guint8) g_test_rand_int_range (0, 256);
  g_assert_null (lec_slide_ground_find (noise, 400, 300, 400));
  /* A picture of one pixel is even all over. */
  lec_slide_ground_free (lec_slide_ground_find (&pixel, 1, 1, 1));
}

/* Sizes that are no whole number of cells are read to their last pixel and not further. */
static void
test_odd_sizes (void)
{
  for (int width = 5; width < 12; width++)
    for (int height = 5; height < 12; height++)
      {
        g_autofree guint8 *luma = g_malloc (width * height);
        g_autoptr (LecSlideGround) ground = NULL;

        memset (luma, 90, width * height);
        ground = lec_slide_ground_find (luma, width, height, width);
        assert_ground (ground, width - 1, height - 1, 90);
      }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/slide-ground/panels", test_panels);
  g_test_add_func ("/text/slide-ground/edge", test_edge);
  g_test_add_func ("/text/slide-ground/shapes-are-ink", test_shapes_are_ink);
  g_test_add_func ("/text/slide-ground/gradient", test_gradient);
  g_test_add_func ("/text/slide-ground/pattern", test_pattern);
  g_test_add_func ("/text/slide-ground/pale-line", test_pale_line);
  g_test_add_func ("/text/slide-ground/pale-line-and-ripples", test_pale_line_and_ripples);
  g_test_add_func ("/text/slide-ground/no-ground", test_no_ground);
  g_test_add_func ("/text/slide-ground/odd-sizes", test_odd_sizes);

  return g_test_run ();
}
