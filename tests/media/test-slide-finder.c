/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stretches and slides from made-up pages: what is one slide, what is two, what returns.
 */
#include <glib.h>
#include <string.h>

#include "made-show.h"

static const LecFoundSlide *
get_slide (const LecSegments *segments,
           guint index)
{
  g_assert_cmpuint (index, <, segments->slides->len);

  return g_ptr_array_index (segments->slides, index);
}

static double
get_visit_start_s (const LecSegments *segments,
                   guint slide,
                   guint visit)
{
  return g_array_index (get_slide (segments, slide)->visits, LecVisit, visit).start_s;
}

static void
test_cuts (void)
{
  Show show;
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  for (guint32 i = 0; i < 4; i++)
    {
      g_autoptr (LecSignature) page = draw_text_page (100 * (i + 1), 5);

      show_page (&show, page, 5);
    }
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (get_visit_start_s (segments, i, 0), 5.0 * i, 0.11);
  g_ptr_array_unref (show.stretches);
}

static void
test_build_is_one_slide (void)
{
  Show show;
  g_autoptr (LecSegments) segments = NULL;
  const LecStretch *shown;

  show_begin (&show);
  for (int n_lines = 1; n_lines <= 4; n_lines++)
    {
      g_autoptr (LecSignature) page = draw_text_page (7, n_lines);

      show_page (&show, page, 3);
    }
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 1);
  g_assert_cmpuint (get_slide (segments, 0)->builds_s->len, ==, 3);
  shown = g_ptr_array_index (show.stretches, get_slide (segments, 0)->stretch);
  g_assert_cmpfloat (shown->start_s, >=, 8.9);
  g_ptr_array_unref (show.stretches);
}

static void
test_keep_builds (void)
{
  Show show;
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  for (int n_lines = 1; n_lines <= 4; n_lines++)
    {
      g_autoptr (LecSignature) page = draw_text_page (7, n_lines);

      show_page (&show, page, 3);
    }
  segments = show_end_with (&show, TRUE);

  g_assert_cmpuint (segments->slides->len, ==, 4);
  g_ptr_array_unref (show.stretches);
}

static void
test_one_line_makes_a_slide (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 5);
  g_autoptr (LecSignature) second = made_page_new ();
  g_autoptr (LecSegments) segments = NULL;

  for (int i = 0; i <= 5; i++)
    made_page_write (second, i, i == 3 ? 99 : 7 + (guint32) i);
  show_begin (&show);
  show_page (&show, first, 4);
  show_page (&show, second, 4);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_ptr_array_unref (show.stretches);
}

static void
test_return_is_a_visit (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 5);
  g_autoptr (LecSignature) second = draw_text_page (300, 4);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  show_page (&show, first, 4);
  show_page (&show, second, 4);
  show_page (&show, first, 4);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpuint (get_slide (segments, 0)->visits->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (get_visit_start_s (segments, 0, 1), 8, 0.11);
  g_ptr_array_unref (show.stretches);
}

static void
test_cursor_is_no_change (void)
{
  Show show;
  g_autoptr (LecSignature) page = draw_text_page (7, 5);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  for (int i = 0; i < 12; i++)
    {
      g_autoptr (LecSignature) pointed = lec_signature_copy (page);

      made_page_fill (pointed, 20 + i * 20, 120 + i % 3 * 10, 6, 8, 10);
      show_page (&show, pointed, 1);
    }
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 1);
  g_assert_cmpuint (get_slide (segments, 0)->visits->len, ==, 1);
  g_ptr_array_unref (show.stretches);
}

static void
test_inset_is_no_change (void)
{
  Show show;
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  for (guint32 n = 0; n < 3; n++)
    {
      g_autoptr (LecSignature) page = draw_text_page (100 * (n + 1), 5);

      for (int i = 0; i < 80; i++)
        {
          for (int y = 130; y < 175; y++)
            for (int x = 250; x < 310; x++)
              page->luma[y * PAGE_WIDTH + x] = (guint8) g_rand_int_range (dice, 60, 180);
          show_frame (&show, page);
        }
    }
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 3);
  g_ptr_array_unref (show.stretches);
}

static void
test_fade_is_one_change (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 5);
  g_autoptr (LecSignature) second = draw_text_page (300, 5);
  g_autoptr (LecSegments) segments = NULL;

  show_begin (&show);
  show_page (&show, first, 4);
  for (int i = 1; i <= 10; i++)
    {
      g_autoptr (LecSignature) mixed = made_page_new ();

      for (int k = 0; k < PAGE_WIDTH * PAGE_HEIGHT; k++)
        mixed->luma[k] = (guint8) ((first->luma[k] * (10 - i) + second->luma[k] * i) / 10);
      show_frame (&show, mixed);
    }
  show_page (&show, second, 4);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (get_visit_start_s (segments, 1, 0), 4.5, 1);
  g_ptr_array_unref (show.stretches);
}

static void
test_blank_and_short_are_left_out (void)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 5);
  g_autoptr (LecSignature) glance = draw_text_page (500, 5);
  g_autoptr (LecSignature) last = draw_text_page (300, 5);
  g_autoptr (LecSignature) black = made_page_new ();
  g_autoptr (LecSegments) segments = NULL;

  made_page_fill (black, 0, 0, PAGE_WIDTH, PAGE_HEIGHT, 16);
  show_begin (&show);
  show_page (&show, black, 4);
  show_page (&show, first, 4);
  show_page (&show, glance, 0.5);
  show_page (&show, last, 4);
  segments = show_end (&show);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpuint (segments->gaps->len, ==, 2);
  g_assert_cmpint (g_array_index (segments->gaps, LecFoundGap, 0).reason, ==, LEC_LEFT_OUT_BLANK);
  g_assert_cmpint (g_array_index (segments->gaps, LecFoundGap, 1).reason, ==, LEC_LEFT_OUT_SHORT);
  g_ptr_array_unref (show.stretches);
}

static void
test_gap_counts_as_standing (void)
{
  g_autoptr (LecSignature) first = draw_text_page (7, 5);
  g_autoptr (LecSignature) second = draw_text_page (300, 5);
  g_autoptr (LecStretchFinder) finder = lec_stretch_finder_new (first);
  g_autoptr (LecStretch) over = NULL;
  g_autoptr (LecStretch) last = NULL;

  g_assert_null (lec_stretch_finder_push (finder, first, 0, 0.1, FALSE));
  g_assert_null (lec_stretch_finder_push (finder, second, 5, 5.1, FALSE));
  over = lec_stretch_finder_push (finder, second, 15, 15.1, TRUE);
  last = lec_stretch_finder_finish (finder, 20);

  g_assert_nonnull (over);
  g_assert_cmpfloat_with_epsilon (over->end_s, 5, 0.001);
  g_assert_cmpfloat_with_epsilon (last->start_s, 5, 0.001);
  g_assert_cmpfloat_with_epsilon (last->end_s, 20, 0.001);
}

static void
test_nothing (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  LecFinderOptions options = { .sensitivity = LEC_SENSITIVITY_NORMAL, .shortest_s = 0.6 };
  g_autoptr (LecSegments) segments = lec_slide_finder_find (none, &options);

  g_assert_cmpuint (segments->slides->len, ==, 0);
}

/* A page of five lines, and after it one with @n_more lines that lacks @n_lost pixels of a line. */
static LecSegments *
find_after_loss (int n_lost,
                 int n_more)
{
  Show show;
  g_autoptr (LecSignature) first = draw_text_page (7, 4);
  g_autoptr (LecSignature) second = draw_text_page (7, 4 + n_more);
  LecSegments *segments;

  made_page_fill (second, 20, 10 + 3 * 14, n_lost, 7, 235);
  show_begin (&show);
  show_page (&show, first, 4);
  show_page (&show, second, 4);
  segments = show_end (&show);
  g_ptr_array_unref (show.stretches);

  return segments;
}

static const LecSuggestion *
get_only_suggestion (const LecSegments *segments)
{
  g_assert_cmpuint (segments->suggestions->len, ==, 1);

  return &g_array_index (segments->suggestions, LecSuggestion, 0);
}

/* A build that took away nearly too much of the page. */
static void
test_suggests_a_new_slide (void)
{
  g_autoptr (LecSegments) segments = find_after_loss (100, 3);
  const LecSuggestion *suggestion = get_only_suggestion (segments);

  g_assert_cmpuint (segments->slides->len, ==, 1);
  g_assert_cmpint (suggestion->kind, ==, LEC_SUGGESTION_NEW_SLIDE);
  g_assert_cmpfloat_with_epsilon (suggestion->time_s, 4, 0.11);
  g_assert_cmpuint (suggestion->slide, ==, 1);
  g_assert_cmpuint (suggestion->other_slide, ==, 0);
  g_assert_cmpfloat (suggestion->score, >=, 0.6);
  g_assert_cmpfloat (suggestion->score, <, 1);
}

/* One that took away just too much. */
static void
test_suggests_a_merge (void)
{
  g_autoptr (LecSegments) segments = find_after_loss (160, 3);
  const LecSuggestion *suggestion = get_only_suggestion (segments);

  g_assert_cmpuint (segments->slides->len, ==, 2);
  g_assert_cmpint (suggestion->kind, ==, LEC_SUGGESTION_MERGE);
  g_assert_cmpfloat_with_epsilon (suggestion->time_s, 4, 0.11);
  g_assert_cmpuint (suggestion->slide, ==, 2);
  g_assert_cmpuint (suggestion->other_slide, ==, 1);
  g_assert_cmpfloat (suggestion->score, >=, 0.6);
  g_assert_cmpfloat (suggestion->score, <, 1);
}

/* The nearer to the line, the higher the score; far from it nothing is said. */
static void
test_suggests_nothing_clear (void)
{
  g_autoptr (LecSegments) build = find_after_loss (0, 3);
  g_autoptr (LecSegments) far = find_after_loss (80, 3);
  g_autoptr (LecSegments) near = find_after_loss (110, 3);
  g_autoptr (LecSegments) other = find_after_loss (240, 1);

  g_assert_cmpuint (build->slides->len, ==, 1);
  g_assert_cmpuint (build->suggestions->len, ==, 0);
  g_assert_cmpuint (other->slides->len, ==, 2);
  g_assert_cmpuint (other->suggestions->len, ==, 0);
  g_assert_cmpfloat (get_only_suggestion (near)->score, >, get_only_suggestion (far)->score);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slide-finder/cuts", test_cuts);
  g_test_add_func ("/slide-finder/build-is-one-slide", test_build_is_one_slide);
  g_test_add_func ("/slide-finder/keep-builds", test_keep_builds);
  g_test_add_func ("/slide-finder/one-line-makes-a-slide", test_one_line_makes_a_slide);
  g_test_add_func ("/slide-finder/return-is-a-visit", test_return_is_a_visit);
  g_test_add_func ("/slide-finder/cursor-is-no-change", test_cursor_is_no_change);
  g_test_add_func ("/slide-finder/inset-is-no-change", test_inset_is_no_change);
  g_test_add_func ("/slide-finder/fade-is-one-change", test_fade_is_one_change);
  g_test_add_func ("/slide-finder/blank-and-short-are-left-out", test_blank_and_short_are_left_out);
  g_test_add_func ("/slide-finder/gap-counts-as-standing", test_gap_counts_as_standing);
  g_test_add_func ("/slide-finder/nothing", test_nothing);
  g_test_add_func ("/slide-finder/suggests-a-new-slide", test_suggests_a_new_slide);
  g_test_add_func ("/slide-finder/suggests-a-merge", test_suggests_a_merge);
  g_test_add_func ("/slide-finder/suggests-nothing-clear", test_suggests_nothing_clear);

  return g_test_run ();
}
