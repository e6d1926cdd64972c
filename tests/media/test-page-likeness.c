/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filmed pages: dimmer, a pixel off, noisy, they are like themselves and like no other.
 */
#include <glib.h>

#include "made-pages.h"
#include "media/page-likeness.h"

#define N_LINES 10

static LecSignature *
draw_lines (guint32 seed)
{
  LecSignature *page = made_page_new ();

  for (int i = 0; i < N_LINES; i++)
    made_page_write (page, i, seed + (guint32) i);

  return page;
}

/* As a camera sees @page: moved, with less contrast, and some noise. */
static LecSignature *
film (const LecSignature *page,
      int dx,
      int dy)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  LecSignature *filmed = made_page_new ();

  for (int y = 0; y < PAGE_HEIGHT; y++)
    for (int x = 0; x < PAGE_WIDTH; x++)
      {
        int from_x = CLAMP (x - dx, 0, PAGE_WIDTH - 1);
        int from_y = CLAMP (y - dy, 0, PAGE_HEIGHT - 1);
        int luma = page->luma[from_y * PAGE_WIDTH + from_x];

        filmed->luma[y * PAGE_WIDTH + x] = (guint8) (30 + luma * 6 / 10 + g_rand_int_range (dice, -4, 5));
      }

  return filmed;
}

static double
measure (const LecSignature *a,
         const LecSignature *b,
         const guint8 *masked)
{
  g_autoptr (LecPage) before = lec_page_new (a);
  g_autoptr (LecPage) after = lec_page_new (b);

  return lec_page_measure_likeness (before, after, masked);
}

static void
test_same_page (void)
{
  g_autoptr (LecSignature) page = draw_lines (1);

  g_assert_cmpfloat (measure (page, page, NULL), ==, 1);
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      {
        g_autoptr (LecSignature) filmed = film (page, dx, dy);

        g_assert_cmpfloat (measure (page, filmed, NULL), >, 0.9);
      }
}

/* Lines at the same heights are not enough, nor is the same page further off. */
static void
test_other_page (void)
{
  g_autoptr (LecSignature) page = draw_lines (1);
  g_autoptr (LecSignature) other = draw_lines (101);
  g_autoptr (LecSignature) moved = film (page, 5, 0);
  g_autoptr (LecSignature) empty = made_page_new ();

  g_assert_cmpfloat (measure (page, other, NULL), <, 0.3);
  g_assert_cmpfloat (measure (page, moved, NULL), <, 0.3);
  g_assert_cmpfloat (measure (page, empty, NULL), ==, 0);
  g_assert_cmpfloat (measure (empty, page, NULL), ==, 0);
}

/* Lines that were added do not count: it is the ink of the page before that is looked for. */
static void
test_part_of_a_page (void)
{
  g_autoptr (LecSignature) page = draw_lines (1);
  g_autoptr (LecSignature) half = draw_lines (1);
  double found;

  made_page_fill (half, 0, PAGE_HEIGHT / 2, PAGE_WIDTH, PAGE_HEIGHT / 2, 235);
  g_assert_cmpfloat (measure (half, page, NULL), >, 0.9);
  found = measure (page, half, NULL);
  g_assert_cmpfloat (found, >, 0.3);
  g_assert_cmpfloat (found, <, 0.7);
}

/* A person stands before the lower half. */
static void
test_masked (void)
{
  g_autoptr (LecSignature) page = draw_lines (1);
  g_autoptr (LecSignature) half = draw_lines (1);
  g_autofree guint8 *masked = g_malloc0 ((gsize) lec_signature_get_n_blocks (page));

  made_page_fill (half, 0, PAGE_HEIGHT / 2, PAGE_WIDTH, PAGE_HEIGHT / 2, 235);
  for (int i = 0; i < lec_signature_get_n_blocks (page); i++)
    {
      LecRect block = lec_signature_get_block (page, i);

      masked[i] = block.y + block.height > PAGE_HEIGHT / 2;
    }
  g_assert_cmpfloat (measure (page, half, masked), >, 0.9);
  memset (masked, 1, (gsize) lec_signature_get_n_blocks (page));
  g_assert_cmpfloat (measure (page, page, masked), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/page-likeness/same-page", test_same_page);
  g_test_add_func ("/media/page-likeness/other-page", test_other_page);
  g_test_add_func ("/media/page-likeness/part-of-a-page", test_part_of_a_page);
  g_test_add_func ("/media/page-likeness/masked", test_masked);

  return g_test_run ();
}
