/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "made-words.h"
#include "text/reading-order.h"
#include "text/word-text.h"

static void
assert_read (GPtrArray *words,
             const char *expected)
{
  g_autofree char *text = NULL;

  lec_reading_order_apply (words);
  text = lec_word_text_join_page (words);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_one_column (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "second line of text", 1, 100, 150, 30);
  made_words_add (words, "first line of text", 0, 100, 100, 30);
  made_words_add (words, "another paragraph", 2, 100, 300, 30);
  assert_read (words, "first line of text\nsecond line of text\n\nanother paragraph");
}

/* What the engine takes for one line across two columns. */
static void
test_two_columns (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "A title over both of the columns here", 0, 100, 40, 50);
  for (int i = 0; i < 3; i++)
    {
      made_words_add (words, "left side text", 1 + i, 100, 200 + 50 * i, 30);
      made_words_add (words, "right side text", 1 + i, 900, 200 + 50 * i, 30);
    }
  made_words_add (words, "a footer that goes across the whole page again", 9, 100, 600, 30);
  assert_read (words, "A title over both of the columns here\n\n"
                      "left side text\nleft side text\nleft side text\n\n"
                      "right side text\nright side text\nright side text\n\n"
                      "a footer that goes across the whole page again");
}

static void
test_three_columns_not_in_step (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  for (int i = 0; i < 4; i++)
    {
      made_words_add (words, "one one one", 3 * i, 50, 100 + 45 * i, 24);
      made_words_add (words, "two two two", 3 * i + 1, 500, 115 + 45 * i, 24);
      made_words_add (words, "six six six", 3 * i + 2, 950, 130 + 45 * i, 24);
    }
  assert_read (words, "one one one\none one one\none one one\none one one\n\n"
                      "two two two\ntwo two two\ntwo two two\ntwo two two\n\n"
                      "six six six\nsix six six\nsix six six\nsix six six");
}

static void
test_table_by_rows (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "Method", 0, 100, 100, 30);
  made_words_add (words, "Error", 0, 600, 100, 30);
  made_words_add (words, "Ours", 1, 100, 150, 30);
  made_words_add (words, "3.1", 1, 600, 150, 30);
  made_words_add (words, "Theirs", 2, 100, 200, 30);
  made_words_add (words, "4.8", 2, 600, 200, 30);
  assert_read (words, "Method Error\nOurs 3.1\nTheirs 4.8");
}

static void
test_right_to_left (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "עולם שלום", 0, 100, 100, 30);
  assert_read (words, "שלום עולם");
}

static void
test_numbers_are_dense (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  const LecWord *word;

  made_words_add (words, "first here", 17, 100, 100, 30);
  made_words_add (words, "later there", 40, 100, 400, 30);
  lec_reading_order_apply (words);

  word = g_ptr_array_index (words, 0);
  g_assert_cmpuint (word->line, ==, 0);
  g_assert_cmpuint (word->block, ==, 0);
  word = g_ptr_array_index (words, 3);
  g_assert_cmpuint (word->line, ==, 1);
  g_assert_cmpuint (word->block, ==, 1);
}

static void
assert_in_order (GPtrArray *words)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (words, i);
      const LecWord *previous = i > 0 ? g_ptr_array_index (words, i - 1) : word;

      g_assert_true (g_hash_table_add (seen, (gpointer) word));
      g_assert_cmpuint (word->line - previous->line, <=, 1);
      g_assert_cmpuint (word->block - previous->block, <=, 1);
    }
}

/* Any boxes: no word may be lost or doubled, lines and blocks never go back. */
static void
test_random_boxes (void)
{
  for (int round = 0; round < 300; round++)
    {
      g_autoptr (GPtrArray) words = made_words_new ();
      int n_words = g_test_rand_int_range (0, 120);

      for (int i = 0; i < n_words; i++)
        {
          LecRect box = { g_test_rand_int_range (0, 1900), g_test_rand_int_range (0, 1000),
                          g_test_rand_int_range (0, 400), g_test_rand_int_range (0, 90) };
          LecWord *word = lec_word_new ("w", &box, 90, g_test_rand_int_range (0, 30), 0);

          word->rtl = g_test_rand_int_range (0, 4) == 0;
          g_ptr_array_add (words, word);
        }
      lec_reading_order_apply (words);

      g_assert_cmpuint (words->len, ==, n_words);
      assert_in_order (words);
    }
}

static void
test_thousands_of_words (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  for (int i = 0; i < 5000; i++)
    made_words_add (words, "word", i / 25, i % 25 * 75, i / 25 * 5, 4);
  lec_reading_order_apply (words);
  g_assert_cmpuint (words->len, ==, 5000);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/reading-order/one-column", test_one_column);
  g_test_add_func ("/text/reading-order/two-columns", test_two_columns);
  g_test_add_func ("/text/reading-order/three-columns-not-in-step", test_three_columns_not_in_step);
  g_test_add_func ("/text/reading-order/table-by-rows", test_table_by_rows);
  g_test_add_func ("/text/reading-order/right-to-left", test_right_to_left);
  g_test_add_func ("/text/reading-order/numbers-are-dense", test_numbers_are_dense);
  g_test_add_func ("/text/reading-order/random-boxes", test_random_boxes);
  g_test_add_func ("/text/reading-order/thousands-of-words", test_thousands_of_words);

  return g_test_run ();
}
