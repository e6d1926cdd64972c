/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "drawn-slide.h"
#include "text/ink-lines.h"

/* Returns: (transfer full) (element-type LecInkLine) */
static GArray *
find_lines (DrawnSlide *drawn)
{
  g_autofree guint8 *luma = drawn_slide_dup_luma (drawn);
  g_autoptr (LecPix) pix = pixCreate (drawn->width, drawn->height, 8);

  for (int y = 0; y < drawn->height; y++)
    for (int x = 0; x < drawn->width; x++)
      SET_DATA_BYTE (pixGetData (pix) + (gsize) y * pixGetWpl (pix), x, luma[y * drawn->width + x]);

  return lec_ink_lines_find (pix);
}

/* Returns: how many lines begin at @left and have their middle between @top and @bottom */
static guint
count_lines (GArray *lines,
             int left,
             int top,
             int bottom)
{
  guint n_found = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const LecRect *box = &g_array_index (lines, LecInkLine, i).box;
      int middle = box->y + box->height / 2;

      n_found += ABS (box->x - left) < 12 && middle >= top && middle < bottom;
    }

  return n_found;
}

/* Each line of a column is one, with all its words; columns that are not in step are apart. */
static void
test_columns (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (GArray) lines = NULL;

  drawn_slide_write (drawn, "A title over both of them", 0.1, 60, 80, 40);
  for (int i = 0; i < 3; i++)
    {
      drawn_slide_write (drawn, "a line on the left side", 0.1, 32, 80, 200 + 50 * i);
      drawn_slide_write (drawn, "a line on the right", 0.1, 32, 700, 222 + 50 * i);
    }
  lines = find_lines (drawn);

  g_assert_cmpuint (lines->len, ==, 7);
  g_assert_cmpuint (count_lines (lines, 80, 40, 120), ==, 1);
  g_assert_cmpuint (count_lines (lines, 80, 200, 350), ==, 3);
  g_assert_cmpuint (count_lines (lines, 700, 222, 372), ==, 3);
  for (guint i = 0; i < lines->len; i++)
    g_assert_true (g_array_index (lines, LecInkLine, i).free);
}

/* A frame, a rule, a picture and a letter are none; what stands close to a picture is not free. */
static void
test_other_ink (void)
{
  g_autoptr (DrawnSlide) drawn = drawn_slide_new (1280, 720, 1.0);
  g_autoptr (GArray) lines = NULL;

  drawn_slide_fill (drawn, 0.2, 80, 60, 1100, 4);
  drawn_slide_fill (drawn, 0.2, 80, 100, 400, 304);
  drawn_slide_fill (drawn, 0.2, 700, 100, 60, 60);
  drawn_slide_write (drawn, "X", 0.1, 60, 900, 100);
  drawn_slide_write (drawn, "close to the picture", 0.1, 44, 80, 408);
  lines = find_lines (drawn);

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_false (g_array_index (lines, LecInkLine, 0).free);
}

static void
test_empty_and_small (void)
{
  for (int size = 1; size < 12; size++)
    {
      g_autoptr (DrawnSlide) white = drawn_slide_new (size, size, 1.0);
      g_autoptr (DrawnSlide) black = drawn_slide_new (size, size, 0.0);
      g_autoptr (GArray) none = find_lines (white);
      g_autoptr (GArray) all = find_lines (black);

      g_assert_cmpuint (none->len, ==, 0);
      g_assert_cmpuint (all->len, ==, 0);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/ink-lines/columns", test_columns);
  g_test_add_func ("/text/ink-lines/other-ink", test_other_ink);
  g_test_add_func ("/text/ink-lines/empty-and-small", test_empty_and_small);

  return g_test_run ();
}
