/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages that are hard to tell apart while they change: ghosts, entrances, pages flicked through,
 * people in front of them, films that end.
 */
#include "made-show.h"
#include "media/page-figure.h"
#include "media/page-overlay.h"
#include "media/page-score.h"

#define THRESHOLD 10

/* Where @share of @over is mixed into @page, 0..1. */
static LecSignature *
mix (const LecSignature *page,
     const LecSignature *over,
     double share)
{
  LecSignature *mixed = made_page_new ();

  for (int i = 0; i < PAGE_WIDTH * PAGE_HEIGHT; i++)
    mixed->luma[i] = (guint8) (page->luma[i] * (1 - share) + over->luma[i] * share);

  return mixed;
}

static void
show_fade (Show *show,
           const LecSignature *from,
           const LecSignature *to,
           double length_s)
{
  int n = (int) (length_s * FPS);

  for (int i = 1; i < n; i++)
    {
      g_autoptr (LecSignature) mixed = mix (from, to, (double) i / n);

      show_frame (show, mixed);
    }
}

/* Somebody dark who stands at @x. */
static LecSignature *
draw_figure (const LecSignature *page,
             int x)
{
  LecSignature *covered = lec_signature_copy (page);

  made_page_fill (covered, x, 60, 60, 120, 70);
  for (int stripe = 0; stripe < 60; stripe += 6)
    made_page_fill (covered, x + stripe, 60, 2, 120, 20);

  return covered;
}

static double
get_start_s (const LecSegments *segments,
             guint slide)
{
  const LecFoundSlide *found;

  g_assert_cmpuint (slide, <, segments->slides->len);
  found = g_ptr_array_index (segments->slides, slide);

  return g_array_index (found->visits, LecVisit, 0).start_s;
}

/* The right end of @gone shows through @page. */
static LecSignature *
draw_ghost (const LecSignature *page,
            const LecSignature *gone)
{
  LecSignature *ghost = mix (page, gone, 0.08);

  for (int y = 0; y < PAGE_HEIGHT; y++)
    memcpy (ghost->luma + y * PAGE_WIDTH, page->luma + y * PAGE_WIDTH, 200);

  return ghost;
}

/* A short page between two slow fades, with a ghost of the page before at first. */
static void
test_ghost (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 5);
  g_autoptr (LecSignature) second = draw_text_page (300, 7);
  g_autoptr (LecSignature) third = draw_text_page (900, 4);
  g_autoptr (LecSignature) ghost = draw_ghost (second, first);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  show_page (&show, first, 5);
  show_fade (&show, first, ghost, 0.6);
  show_page (&show, ghost, 2);
  show_page (&show, second, 3.5);
  show_fade (&show, second, third, 1.8);
  show_page (&show, third, 5);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 3);
  g_ptr_array_unref (show.stretches);
}

/* As a program may mix light: what gets darker is further on its way than what gets lighter. */
static LecSignature *
mix_unevenly (const LecSignature *from,
              const LecSignature *to,
              double share)
{
  LecSignature *mixed = lec_signature_copy (from);

  for (int i = 0; i < PAGE_WIDTH * PAGE_HEIGHT; i++)
    {
      int change = to->luma[i] - from->luma[i];

      mixed->luma[i] = (guint8) (from->luma[i] + change * share * (change < 0 ? 1 : 0.5));
    }

  return mixed;
}

/* A cross-fade that stops on its way for longer than pages take to settle: what is seen then is no
   state of a page, and adds nothing to it. */
static void
check_stalled (const LecSignature *before,
               const LecSignature *after,
               double share)
{
  Show show;
  g_autoptr (LecSignature) stalled = mix_unevenly (before, after, share);
  g_autoptr (LecSegments) segments = NULL;
  const LecFoundSlide *found;
  const LecStretch *stretch;

  show_begin (&show);
  show_page (&show, before, 6);
  show_page (&show, stalled, 1.5);
  show_page (&show, after, 6);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpuint (segments->faded->len, ==, 1);
  found = g_ptr_array_index (segments->slides, 0);
  stretch = g_ptr_array_index (show.stretches, found->stretch);
  g_assert_cmpuint (found->builds_s->len, ==, 0);
  g_assert_cmpfloat (stretch->end_s, <=, 6.01);
  g_assert_cmpfloat_with_epsilon (get_start_s (segments, 1), 7.5, 0.35);
  g_ptr_array_unref (show.stretches);
}

static void
test_stalled (void)
{
  g_autoptr (LecSignature) full = draw_text_page (7, 7);
  g_autoptr (LecSignature) other = draw_text_page (300, 9);
  g_autoptr (LecSignature) title = draw_text_page (900, 0);

  check_stalled (full, other, 0.15);
  check_stalled (full, other, 0.3);
  check_stalled (full, title, 0.15);
  check_stalled (title, full, 0.15);
}

/* A step of a build is no blend of what was before it and what comes after it. */
static void
test_build_is_no_fade (void)
{
  Show show;
  g_autoptr (LecSegments) segments = NULL;
  const LecFoundSlide *found;
  g_autoptr (LecSignature) last = draw_text_page (500, 6);

  show_begin (&show);
  for (int i = 1; i < 6; i++)
    {
      g_autoptr (LecSignature) page = draw_text_page (7, i);

      show_page (&show, page, 2);
    }
  show_page (&show, last, 5);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpuint (segments->faded->len, ==, 0);
  found = g_ptr_array_index (segments->slides, 0);
  g_assert_cmpuint (found->builds_s->len, ==, 4);
  g_ptr_array_unref (show.stretches);
}

/* The page begins when it is there, not when the first of the others was flicked past. */
static void
test_flick (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 9);
  g_autoptr (LecSignature) last = draw_text_page (900, 9);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  show_page (&show, first, 4);
  for (guint32 i = 1; i <= 4; i++)
    {
      g_autoptr (LecSignature) passing = draw_text_page (100 * i, 3);

      show_page (&show, passing, 0.3);
    }
  show_page (&show, last, 5);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (get_start_s (segments, 1), 5.2, 0.35);
  g_ptr_array_unref (show.stretches);
}

/* A picture fades in late, on a page that has stood for a while. */
static void
test_entrance (void)
{
  Show show;
  g_autoptr (LecSignature) other = draw_text_page (7, 6);
  g_autoptr (LecSignature) text = draw_text_page (300, 2);
  g_autoptr (LecSignature) whole = lec_signature_copy (text);
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  g_autoptr (LecSegments) segments = NULL;

  for (int y = 80; y < 170; y += 3)
    for (int x = 40; x < 280; x += 3)
      made_page_fill (whole, x, y, 3, 3, (guint8) g_rand_int_range (dice, 20, 250));
  show_begin (&show);
  show_page (&show, other, 4);
  show_page (&show, text, 3);
  show_fade (&show, text, whole, 1.5);
  show_page (&show, whole, 5);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_ptr_array_unref (show.stretches);
}

/* The speaker stands here and there in front of a filmed page. */
static void
test_figure (void)
{
  static const int places[] = { 30, 150, 90, 230 };
  Show show;
  g_autoptr (LecSignature) page = draw_text_page (7, 8);
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autoptr (LecSegments) segments = NULL;

  /* As a board is lit: not flat. */
  for (int y = 0; y < PAGE_HEIGHT; y++)
    for (int x = 0; x < PAGE_WIDTH; x++)
      page->luma[y * PAGE_WIDTH + x] -= (guint8) MIN (page->luma[y * PAGE_WIDTH + x], x / 4);
  show_begin (&show);
  show_page (&show, page, 3);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (int frame = 0; frame < 30; frame++)
      {
        g_autoptr (LecSignature) covered = draw_figure (page, places[i]);

        made_page_fill (covered, places[i] + 10, 30, 40, 30, (guint8) g_rand_int_range (dice, 90, 160));
        show_frame (&show, covered);
      }
  show_page (&show, page, 3);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 1);
  g_ptr_array_unref (show.stretches);
}

/* A film stands on its last picture for a moment. */
static void
test_last_picture (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 6);
  g_autoptr (LecSignature) film = made_page_new ();
  g_autoptr (LecSignature) last = draw_text_page (900, 6);
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  show_page (&show, first, 4);
  for (int frame = 0; frame < 60; frame++)
    {
      for (int y = 0; y < PAGE_HEIGHT; y += 4)
        for (int x = 0; x < PAGE_WIDTH; x += 4)
          made_page_fill (film, x, y, 4, MIN (4, PAGE_HEIGHT - y), (guint8) g_rand_int_range (dice, 0, 256));
      show_frame (&show, film);
    }
  show_page (&show, film, 0.7);
  show_page (&show, last, 5);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 3);
  g_assert_cmpfloat_with_epsilon (get_start_s (segments, 2), 10.7, 0.2);
  g_ptr_array_unref (show.stretches);
}

static guint
count_figure (const LecSignature *a,
              const LecSignature *b,
              gboolean *found)
{
  g_autoptr (LecPage) before = lec_page_new (a);
  g_autoptr (LecPage) after = lec_page_new (b);
  int n_blocks = lec_signature_get_n_blocks (a);
  g_autofree guint8 *masked = g_new0 (guint8, n_blocks);
  guint n = 0;

  *found = lec_page_mask_figure (before, after, THRESHOLD, masked);
  for (int i = 0; i < n_blocks; i++)
    n += masked[i];

  return n;
}

static void
test_mask_figure (void)
{
  g_autoptr (LecSignature) page = draw_text_page (7, 8);
  g_autoptr (LecSignature) other = draw_text_page (300, 8);
  g_autoptr (LecSignature) covered = draw_figure (page, 150);
  g_autoptr (LecSignature) dark = made_page_new ();
  gboolean found;
  guint n;

  n = count_figure (page, covered, &found);
  g_assert_true (found);
  /* 60 by 120 pixels in blocks of 8, and one more on each side at most */
  g_assert_cmpuint (n, >=, 7 * 15);
  g_assert_cmpuint (n, <=, 10 * 17);

  g_assert_cmpuint (count_figure (page, page, &found), ==, 0);
  g_assert_false (found);
  g_assert_cmpuint (count_figure (page, other, &found), ==, 0);
  g_assert_false (found);
  made_page_fill (dark, 0, 0, PAGE_WIDTH, PAGE_HEIGHT, 20);
  g_assert_cmpuint (count_figure (page, dark, &found), ==, 0);
  g_assert_false (found);
}

/* A caption of words by @seed on a dark box from @left to @right. */
static LecSignature *
draw_caption (const LecSignature *page,
              int left,
              int right,
              guint32 seed)
{
  LecSignature *covered = lec_signature_copy (page);
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);

  made_page_fill (covered, left, 150, right - left, 16, 50);
  for (int x = 100; x < 220; x += 3)
    for (int y = 154; y < 162; y++)
      if (g_rand_boolean (dice))
        made_page_fill (covered, x, y, 1, 1, 230);

  return covered;
}

static gboolean
is_overlay (const LecSignature *a,
            const LecSignature *b,
            guint8 *blocks)
{
  const LecPageLimits limits = { .threshold = THRESHOLD, .smallest = 22, .lost_most = 0.15 };
  g_autoptr (LecPage) before = lec_page_new (a);
  g_autoptr (LecPage) after = lec_page_new (b);

  return lec_page_find_overlay (before, after, NULL, &limits, blocks);
}

/* Other words on the same box are another caption; on a bar of the page they are another page, and
   so are words on no box. */
static void
test_caption (void)
{
  g_autoptr (LecSignature) page = draw_text_page (7, 8);
  g_autoptr (LecSignature) first = draw_caption (page, 60, 260, 1);
  g_autoptr (LecSignature) second = draw_caption (page, 60, 260, 2);
  g_autoptr (LecSignature) bar = draw_caption (page, 0, PAGE_WIDTH, 1);
  g_autoptr (LecSignature) other_bar = draw_caption (page, 0, PAGE_WIDTH, 2);
  g_autoptr (LecSignature) aside = draw_caption (page, 60, 310, 1);
  g_autoptr (LecSignature) other_aside = draw_caption (page, 60, 310, 2);
  g_autoptr (LecSignature) longer = draw_text_page (7, 9);
  g_autofree guint8 *blocks = g_new0 (guint8, lec_signature_get_n_blocks (page));
  int n_columns = lec_signature_get_n_columns (page);

  g_assert_true (is_overlay (first, second, blocks));
  g_assert_cmpint (blocks[19 * n_columns + 8], ==, 1);
  g_assert_cmpint (blocks[19 * n_columns + 31], ==, 1);
  g_assert_cmpint (blocks[16 * n_columns + 20], ==, 0);

  g_assert_false (is_overlay (bar, other_bar, blocks));
  g_assert_false (is_overlay (aside, other_aside, blocks));
  g_assert_false (is_overlay (page, longer, blocks));
}

static double
measure_strokes (const LecSignature *signature)
{
  g_autoptr (LecPage) page = lec_page_new (signature);
  g_autoptr (LecStretch) stretch = lec_stretch_new (0, 0, lec_signature_copy (signature));

  return lec_page_score (page, stretch, NULL).strokes;
}

/* Letters are strokes, dark on light and light on dark; a face is none, nor is an edge. */
static void
test_strokes (void)
{
  g_autoptr (LecSignature) text = draw_text_page (7, 8);
  g_autoptr (LecSignature) soft = made_page_new ();
  g_autoptr (LecSignature) edge = made_page_new ();

  g_assert_cmpfloat (measure_strokes (text), >, 0.05);
  for (int i = 0; i < PAGE_WIDTH * PAGE_HEIGHT; i++)
    text->luma[i] = 255 - text->luma[i];
  g_assert_cmpfloat (measure_strokes (text), >, 0.05);

  for (int y = 0; y < PAGE_HEIGHT; y++)
    for (int x = 0; x < PAGE_WIDTH; x++)
      soft->luma[y * PAGE_WIDTH + x] = (guint8) (x / 2 + y / 3);
  g_assert_cmpfloat (measure_strokes (soft), ==, 0);
  made_page_fill (edge, 160, 0, 160, PAGE_HEIGHT, 20);
  g_assert_cmpfloat (measure_strokes (edge), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/changing-pages/ghost", test_ghost);
  g_test_add_func ("/changing-pages/stalled", test_stalled);
  g_test_add_func ("/changing-pages/build-is-no-fade", test_build_is_no_fade);
  g_test_add_func ("/changing-pages/flick", test_flick);
  g_test_add_func ("/changing-pages/entrance", test_entrance);
  g_test_add_func ("/changing-pages/figure", test_figure);
  g_test_add_func ("/changing-pages/last-picture", test_last_picture);
  g_test_add_func ("/changing-pages/mask-figure", test_mask_figure);
  g_test_add_func ("/changing-pages/caption", test_caption);
  g_test_add_func ("/changing-pages/strokes", test_strokes);

  return g_test_run ();
}
