/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "made-words.h"
#include "text/reading-order.h"
#include "text/slide-title.h"

#define PAGE_HEIGHT 1080

static void
assert_title (GPtrArray *words,
              const char *expected)
{
  g_autofree char *title = NULL;

  lec_reading_order_apply (words);
  title = lec_slide_title_find (words, PAGE_HEIGHT);
  g_assert_cmpstr (title, ==, expected);
}

static void
test_tallest_line (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "CS 101 Algorithms", 0, 50, 20, 20);
  made_words_add (words, "Shortest paths", 1, 50, 100, 60);
  made_words_add (words, "Dijkstra in one slide", 2, 50, 400, 36);
  assert_title (words, "Shortest paths");
}

static void
test_lower_part_counts_less (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "How many tests are enough", 0, 50, 60, 50);
  made_words_add (words, "All of them", 1, 50, 600, 70);
  assert_title (words, "How many tests are enough");
}

static void
test_two_lines (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "A title that is so long", 0, 50, 60, 60);
  made_words_add (words, "that it takes two lines", 1, 50, 140, 56);
  made_words_add (words, "and then the text", 2, 50, 320, 34);
  assert_title (words, "A title that is so long that it takes two lines");
}

/* A word that is hyphenated goes on; a dash does not. */
static void
test_hyphen (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  g_autoptr (GPtrArray) dash = made_words_new ();

  made_words_add (words, "When a matrix is ill-", 0, 50, 60, 60);
  made_words_add (words, "conditioned", 1, 50, 140, 56);
  assert_title (words, "When a matrix is ill-conditioned");

  made_words_add (dash, "The null space -", 0, 50, 60, 60);
  made_words_add (dash, "and what is in it", 1, 50, 140, 56);
  assert_title (dash, "The null space and what is in it");
}

static void
test_running_text (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  for (guint i = 0; i < 8; i++)
    made_words_add (words, i == 0 ? "The first line has to do" : "more text in the same size", i, 50, 60 + 50 * i, 36);
  assert_title (words, "The first line has to do");
}

static void
test_doubtful_words_do_not_count (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "smudge", 0, 50, 20, 120);
  ((LecWord *) g_ptr_array_index (words, 0))->confidence = 30;
  made_words_add (words, "Proper title", 1, 50, 200, 50);
  assert_title (words, "Proper title");
}

static void
test_no_title (void)
{
  g_autoptr (GPtrArray) none = made_words_new ();
  g_autoptr (GPtrArray) figures = made_words_new ();

  assert_title (none, NULL);
  made_words_add (figures, "42 17.5 %", 0, 50, 60, 60);
  assert_title (figures, NULL);
}

/* A logo in the corner, a bullet before: signs are no part of a title, but marks of its end are. */
static void
test_signs_around (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "• Pourquoi 2 + 2 ? ©)", 0, 50, 60, 60);
  assert_title (words, "Pourquoi 2 + 2 ?");
}

/* A logo that is read as letters stands far from the title; what is a part of it does not. */
static void
test_strays (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  g_autoptr (GPtrArray) before = made_words_new ();
  g_autoptr (GPtrArray) part = made_words_new ();

  made_words_add (words, "Permafrost in practice", 0, 50, 60, 60);
  made_words_add (words, "os)", 0, 1750, 40, 60);
  assert_title (words, "Permafrost in practice");

  made_words_add (before, "© 4", 0, 20, 50, 60);
  made_words_add (before, "Permafrost in practice", 0, 700, 60, 60);
  assert_title (before, "Permafrost in practice");

  made_words_add (part, "Chapter 3", 0, 50, 60, 60);
  made_words_add (part, "Permafrost", 0, 1200, 60, 60);
  assert_title (part, "Chapter 3 Permafrost");
}

/* A word without tall letters is as large as one with them, and a bar in a figure says nothing of
 * the line that it stands on. */
static void
test_letters (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  g_autoptr (GPtrArray) text = made_words_new ();

  made_words_add (words, "a new sea", 0, 50, 68, 25);
  made_words_add (words, "The errors of each year", 1, 50, 180, 30);
  made_words_add (words, "|", 1, 1076, 152, 56);
  made_words_add (words, "F", 1, 1300, 152, 44);
  assert_title (words, "a new sea");

  made_words_add (text, "Nobody takes into account what there is", 0, 50, 60, 20);
  made_words_add (text, "in the world of today that has no", 1, 50, 90, 20);
  made_words_add (text, "name, nor anything else in those", 2, 50, 120, 20);
  made_words_add (text, "profitably,", 3, 50, 150, 26);
  assert_title (text, "Nobody takes into account what there is");
}

static void
test_length_is_bounded (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  g_autofree char *title = NULL;

  for (guint i = 0; i < 100; i++)
    made_words_add (words, "Überlänge", 0, 50 + (int) i * 100, 60, 16);
  lec_reading_order_apply (words);
  title = lec_slide_title_find (words, PAGE_HEIGHT);
  g_assert_cmpint (g_utf8_strlen (title, -1), ==, 200);
  g_assert_true (g_utf8_validate (title, -1, NULL));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/slide-title/tallest-line", test_tallest_line);
  g_test_add_func ("/text/slide-title/lower-part-counts-less", test_lower_part_counts_less);
  g_test_add_func ("/text/slide-title/two-lines", test_two_lines);
  g_test_add_func ("/text/slide-title/hyphen", test_hyphen);
  g_test_add_func ("/text/slide-title/running-text", test_running_text);
  g_test_add_func ("/text/slide-title/doubtful-words-do-not-count", test_doubtful_words_do_not_count);
  g_test_add_func ("/text/slide-title/no-title", test_no_title);
  g_test_add_func ("/text/slide-title/signs-around", test_signs_around);
  g_test_add_func ("/text/slide-title/strays", test_strays);
  g_test_add_func ("/text/slide-title/letters", test_letters);
  g_test_add_func ("/text/slide-title/length-is-bounded", test_length_is_bounded);

  return g_test_run ();
}
