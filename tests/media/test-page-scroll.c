/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sheet longer than the screen, seen through a window that scrolls over it by whole and half
 * rows, and changes that are no scrolling.
 */
#include <glib.h>

#include "made-pages.h"
#include "media/page-scroll.h"

#define SHEET_ROWS 1000 /* half rows */
#define LINE_ROWS  28   /* of the sheet, a line of text */

static const LecPageLimits limits = { .threshold = 10, .smallest = 22, .lost_most = 0.15 };
static const LecRect whole = { 0, 0, PAGE_WIDTH, PAGE_HEIGHT };
static const LecRect viewport = { 60, 20, 200, 140 };
static const LecRect strip = { 60, 20, 200, 60 };

/* Letters are smaller than the pixels of a signature: nothing in it is quite sharp. */
static void
soften (guint8 *sheet)
{
  for (int y = 1; y + 1 < SHEET_ROWS; y++)
    for (int x = 0; x < PAGE_WIDTH; x++)
      {
        guint8 *at = sheet + y * PAGE_WIDTH + x;

        at[0] = (guint8) ((at[-PAGE_WIDTH] + 2 * at[0] + at[PAGE_WIDTH] + 2) / 4);
      }
}

/* White, with lines of made-up words, another one each. Returns: (transfer full) */
static guint8 *
draw_sheet (guint32 seed)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  guint8 *sheet = g_malloc (SHEET_ROWS * PAGE_WIDTH);

  memset (sheet, 235, SHEET_ROWS * PAGE_WIDTH);
  for (int line = 0; (line + 1) * LINE_ROWS <= SHEET_ROWS; line++)
    for (int x = 0; x + 4 <= PAGE_WIDTH; x += 4)
      for (int y = 0; y < LINE_ROWS / 2; y += 4)
        for (int row = 0; g_rand_int_range (dice, 0, 5) > 1 && row < 4; row++)
          memset (sheet + (line * LINE_ROWS + y + row) * PAGE_WIDTH + x, 100, 3);
  soften (sheet);
  soften (sheet);

  return sheet;
}

/* @page shows the sheet from @half_rows on, in @window. */
static void
show_sheet (LecSignature *page,
            const guint8 *sheet,
            const LecRect *window,
            int half_rows)
{
  for (int y = 0; y < window->height; y++)
    for (int x = 0; x < window->width; x++)
      {
        const guint8 *at = sheet + (gsize) (2 * y + half_rows) * PAGE_WIDTH + x;

        page->luma[(window->y + y) * PAGE_WIDTH + window->x + x] = (guint8) ((at[0] + at[PAGE_WIDTH] + 1) / 2);
      }
}

static gboolean
is_scrolled (const LecSignature *a,
             const LecSignature *b,
             const guint8 *masked)
{
  g_autoptr (LecPage) before = lec_page_new (a);
  g_autoptr (LecPage) after = lec_page_new (b);
  LecRect area;

  return lec_page_is_scrolled (before, after, masked, &limits, &area);
}

/* Whether it is seen that the window scrolls from one place of the sheet to the other. */
static gboolean
scrolls (const LecRect *window,
         int from,
         int to)
{
  g_autofree guint8 *sheet = draw_sheet (1);
  g_autoptr (LecSignature) a = made_page_new ();
  g_autoptr (LecSignature) b = made_page_new ();

  show_sheet (a, sheet, window, from);
  show_sheet (b, sheet, window, to);

  return is_scrolled (a, b, NULL);
}

static void
test_rows (void)
{
  static const int steps[] = { 6, 20, 40, 100, 150 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%d half rows", steps[i]);
      g_assert_true (scrolls (&whole, 200, 200 + steps[i]));
      g_assert_true (scrolls (&whole, 200 + steps[i], 200));
    }
}

static void
test_half_rows (void)
{
  static const int steps[] = { 7, 21, 41, 101 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%d half rows", steps[i]);
      g_assert_true (scrolls (&whole, 200, 200 + steps[i]));
      g_assert_true (scrolls (&whole, 200 + steps[i], 200));
    }
}

/* Only what is in the viewport moves; one that is too small is no page. */
static void
test_viewport (void)
{
  g_assert_true (scrolls (&viewport, 200, 240));
  g_assert_true (scrolls (&viewport, 240, 201));
  g_assert_false (scrolls (&strip, 200, 240));
}

/* What goes out of sight altogether has not scrolled, but is another page. */
static void
test_too_far (void)
{
  g_assert_false (scrolls (&viewport, 200, 200 + 2 * viewport.height));
  g_assert_false (scrolls (&viewport, 200, 200));
}

static void
test_other_text (void)
{
  g_autofree guint8 *sheet = draw_sheet (1);
  g_autofree guint8 *other = draw_sheet (2);
  g_autoptr (LecSignature) a = made_page_new ();
  g_autoptr (LecSignature) b = made_page_new ();
  g_autoptr (LecSignature) empty = made_page_new ();

  show_sheet (a, sheet, &whole, 200);
  show_sheet (b, other, &whole, 240);
  g_assert_false (is_scrolled (a, b, NULL));
  g_assert_false (is_scrolled (a, empty, NULL));
  g_assert_false (is_scrolled (empty, a, NULL));
}

/* Where all of it is masked, nothing scrolls. */
static void
test_masked (void)
{
  g_autofree guint8 *sheet = draw_sheet (1);
  g_autoptr (LecSignature) a = made_page_new ();
  g_autoptr (LecSignature) b = made_page_new ();
  gsize n_blocks = (gsize) lec_signature_get_n_blocks (a);
  g_autofree guint8 *masked = g_malloc0 (n_blocks);

  show_sheet (a, sheet, &viewport, 200);
  show_sheet (b, sheet, &viewport, 240);
  g_assert_true (is_scrolled (a, b, masked));
  memset (masked, 1, n_blocks);
  g_assert_false (is_scrolled (a, b, masked));
}

static void
test_area (void)
{
  g_autofree guint8 *sheet = draw_sheet (1);
  g_autoptr (LecSignature) a = made_page_new ();
  g_autoptr (LecSignature) b = made_page_new ();
  g_autoptr (LecPage) before = NULL;
  g_autoptr (LecPage) after = NULL;
  LecRect area;

  show_sheet (a, sheet, &viewport, 200);
  show_sheet (b, sheet, &viewport, 240);
  before = lec_page_new (a);
  after = lec_page_new (b);
  g_assert_true (lec_page_is_scrolled (before, after, NULL, &limits, &area));
  g_assert_cmpint (area.x, >=, viewport.x - 4);
  g_assert_cmpint (area.y, >=, viewport.y - 4);
  g_assert_cmpint (area.x + area.width, <=, viewport.x + viewport.width + 4);
  g_assert_cmpint (area.y + area.height, <=, viewport.y + viewport.height + 4);
  g_assert_cmpint (area.width * area.height, >, viewport.width * viewport.height * 8 / 10);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/page-scroll/rows", test_rows);
  g_test_add_func ("/media/page-scroll/half-rows", test_half_rows);
  g_test_add_func ("/media/page-scroll/viewport", test_viewport);
  g_test_add_func ("/media/page-scroll/too-far", test_too_far);
  g_test_add_func ("/media/page-scroll/other-text", test_other_text);
  g_test_add_func ("/media/page-scroll/masked", test_masked);
  g_test_add_func ("/media/page-scroll/area", test_area);

  return g_test_run ();
}
