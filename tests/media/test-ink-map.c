/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of made-up lines of text in made-up recordings: smaller, darker, in a
 * frame, half built, covered.
 */
#include <string.h>

#include "media/ink-map.h"

#define WIDTH  640
#define HEIGHT 360

typedef struct
{
  int width;
  int height;
  guint8 *luma;
} Drawing;

static Drawing
drawing_new (int width,
             int height,
             guint8 ground)
{
  gsize n_pixels = (gsize) width * (gsize) height;
  Drawing self = { width, height, g_malloc (n_pixels) };

  memset (self.luma, ground, n_pixels);
  return self;
}

static void
fill (Drawing *self,
      int x,
      int y,
      int width,
      int height,
      guint8 luma)
{
  for (int row = MAX (y, 0); row < MIN (y + height, self->height); row++)
    for (int column = MAX (x, 0); column < MIN (x + width, self->width); column++)
      self->luma[row * self->width + column] = luma;
}

/* Lines of words, other ones for another seed; as large as that, at (x, y). */
static void
draw_page (Drawing *self,
           guint32 seed,
           int n_lines,
           double scale,
           int x,
           int y,
           guint8 ink)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);

  for (int line = 0; line < n_lines; line++)
    for (int left = 40; left < 600;)
      {
        int length = g_rand_int_range (dice, 8, 60);

        if (g_rand_boolean (dice))
          fill (self, x + (int) (left * scale), y + (int) ((40 + 40 * line) * scale), (int) (length * scale),
                MAX ((int) (14 * scale), 1), ink);
        left += length + 10;
      }
}

/* How a page is like what a recording made of page @seed. */
static LecInkLikeness
compare (const Drawing *picture,
         guint32 seed,
         const LecPlacement *placement,
         int slack)
{
  Drawing page = drawing_new (WIDTH, HEIGHT, 255);
  g_autoptr (LecInkMap) map = lec_ink_map_new (picture->luma, picture->width, picture->height, (gsize) picture->width);
  g_autoptr (LecInkMap) placed = NULL;
  LecInkLikeness likeness = { 0 };

  draw_page (&page, seed, 7, 1, 0, 0, 20);
  placed = lec_ink_map_new_placed (page.luma, WIDTH, HEIGHT, placement, map);
  lec_ink_map_compare (map, placed, slack, &likeness);
  g_free (page.luma);
  return likeness;
}

static const LecPlacement whole = { 0, 0, 1, 1 };

static void
test_same (void)
{
  Drawing picture = drawing_new (WIDTH / 2, HEIGHT / 2, 230);
  LecInkLikeness right = { 0 }, wrong = { 0 };

  draw_page (&picture, 1, 7, 0.5, 0, 0, 60);
  right = compare (&picture, 1, &whole, 1);
  wrong = compare (&picture, 2, &whole, 1);
  g_assert_cmpfloat (right.found, >, 0.7);
  g_assert_cmpfloat (right.covered, >, 0.7);
  g_assert_cmpfloat (wrong.found, <, 0.6);
  g_free (picture.luma);
}

/* In a frame of another shape: only where it lies it is found. */
static void
test_placed (void)
{
  Drawing picture = drawing_new (640, 480, 0);
  LecPlacement placement = { 0, 0.125, 1, 0.75 };
  LecInkLikeness there = { 0 }, elsewhere = { 0 };

  fill (&picture, 0, 60, 640, 360, 255);
  draw_page (&picture, 1, 7, 1, 0, 60, 20);
  there = compare (&picture, 1, &placement, 0);
  elsewhere = compare (&picture, 1, &whole, 0);
  g_assert_cmpfloat (there.found, >, 0.7);
  g_assert_cmpfloat (there.covered, >, 0.95);
  g_assert_cmpfloat (elsewhere.covered, <, 0.6);
  g_free (picture.luma);
}

/* All of it is found, and part of the page covered. */
static void
test_half_built (void)
{
  Drawing picture = drawing_new (WIDTH, HEIGHT, 255);
  LecInkLikeness right = { 0 };

  draw_page (&picture, 1, 3, 1, 0, 0, 20);
  right = compare (&picture, 1, &whole, 0);
  g_assert_cmpfloat (right.found, >, 0.9);
  g_assert_cmpfloat (right.covered, >, 0.25);
  g_assert_cmpfloat (right.covered, <, 0.6);
  g_free (picture.luma);
}

/* A pixel aside. */
static void
test_shifted (void)
{
  Drawing picture = drawing_new (WIDTH, HEIGHT, 255);
  LecInkLikeness still = { 0 }, moved = { 0 };

  draw_page (&picture, 1, 7, 1, 4, 4, 20);
  still = compare (&picture, 1, &whole, 0);
  moved = compare (&picture, 1, &whole, 1);
  g_assert_cmpfloat (moved.found, >, 0.95);
  g_assert_cmpfloat (moved.found, >, still.found + 0.1);
  g_free (picture.luma);
}

/* Nothing is like nothing, and not like something. */
static void
test_empty (void)
{
  Drawing picture = drawing_new (3, 2000, 128);
  Drawing blank = drawing_new (2000, 3, 10);
  g_autoptr (LecInkMap) tall = lec_ink_map_new (picture.luma, 3, 2000, 3);
  g_autoptr (LecInkMap) placed = lec_ink_map_new_placed (blank.luma, 2000, 3, &whole, tall);
  LecInkLikeness likeness = { 0 };

  lec_ink_map_compare (tall, placed, 2, &likeness);
  g_assert_cmpfloat (likeness.found, ==, 1);
  g_assert_cmpfloat (likeness.covered, ==, 1);
  likeness = compare (&picture, 1, &whole, 0);
  g_assert_cmpfloat (likeness.covered, ==, 0);
  g_assert_cmpfloat (likeness.found, ==, 0);
  g_free (picture.luma);
  g_free (blank.luma);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/ink-map/same", test_same);
  g_test_add_func ("/media/ink-map/placed", test_placed);
  g_test_add_func ("/media/ink-map/half-built", test_half_built);
  g_test_add_func ("/media/ink-map/shifted", test_shifted);
  g_test_add_func ("/media/ink-map/empty", test_empty);
  return g_test_run ();
}
