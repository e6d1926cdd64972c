/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "made-words.h"
#include "text/bullets.h"

/* A line of "two words" 30 high behind a first word of @height. */
static const LecWord *
mark_line (GPtrArray *words,
           const char *first,
           int height,
           float confidence)
{
  LecRect box = { 10, 100, height, height };

  g_ptr_array_set_size (words, 0);
  g_ptr_array_add (words, lec_word_new (first, &box, confidence, 0, 0));
  made_words_add (words, "two words", 0, 60, 90, 30);
  lec_bullets_mark (words);

  return g_ptr_array_index (words, 0);
}

static void
test_dots (void)
{
  static const char *const texts[] = { "e", "o", "¢", "@", "®", "•", "©" };
  g_autoptr (GPtrArray) words = made_words_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const LecWord *word = mark_line (words, texts[i], 14, 20);

      g_assert_cmpstr (word->text, ==, "•");
      g_assert_false (lec_word_is_noise (word));
    }
}

/* Letters of full size, copyright lines, numbers, dashes and what code begins with stay. */
static void
test_others (void)
{
  static const struct
  {
    const char *text;
    int height;
  } cases[] = {
    { "e", 18 },
    { "a", 20 },
    { "A", 30 },
    { "©", 30 },
    { "1", 14 },
    { "-", 4 },
    { "*", 12 },
    { "#", 28 },
    { "$", 30 },
    { "»", 15 },
    { "ee", 14 },
  };
  g_autoptr (GPtrArray) words = made_words_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (mark_line (words, cases[i].text, cases[i].height, 90)->text, ==, cases[i].text);
}

/* A dot alone in its line, or within it, is no bullet. */
static void
test_places (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  LecRect small = { 300, 100, 12, 12 };

  made_words_add (words, "two words", 0, 60, 90, 30);
  g_ptr_array_add (words, lec_word_new ("e", &small, 90, 0, 0));
  g_ptr_array_add (words, lec_word_new ("o", &small, 90, 1, 0));
  lec_bullets_mark (words);
  g_assert_cmpstr (((LecWord *) g_ptr_array_index (words, 2))->text, ==, "e");
  g_assert_cmpstr (((LecWord *) g_ptr_array_index (words, 3))->text, ==, "o");
}

/* The points of a diagram, between its labels. */
static void
test_diagram (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "Measured values over time", 0, 60, 90, 30);
  made_words_add (words, "e e", 1, 60, 200, 12);
  made_words_add (words, "e 10", 2, 60, 300, 12);
  lec_bullets_mark (words);
  for (guint i = 0; i < words->len; i++)
    g_assert_cmpint (lec_word_is_noise (g_ptr_array_index (words, i)), ==, i == 4 || i == 5);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/bullets/dots", test_dots);
  g_test_add_func ("/text/bullets/others", test_others);
  g_test_add_func ("/text/bullets/places", test_places);
  g_test_add_func ("/text/bullets/diagram", test_diagram);

  return g_test_run ();
}
