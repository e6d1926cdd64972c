/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "text/read-word.h"
#include "text/second-look.h"

static const LecInkLine line = { { 100, 100, 400, 40 }, TRUE };

static GPtrArray *
new_words (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_read_word_free);
}

static void
add_word (GPtrArray *words,
          const char *text,
          float confidence,
          guint engine_line,
          int x,
          int y)
{
  LecRect box = { x, y, 15 * (int) strlen (text), 30 };
  LecReadWord *word = lec_read_word_new (&box, confidence, engine_line);

  for (guint i = 0; text[i] != '\0'; i++)
    {
      g_autofree char *letter = g_strndup (text + i, 1);

      lec_read_word_append (word, letter, x + 15 * ((int) i + 1), confidence);
    }
  g_ptr_array_add (words, word);
}

static char *
join_words (GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *letters = lec_read_word_dup_text (g_ptr_array_index (words, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", letters);
    }

  return g_string_free (text, FALSE);
}

static void
test_overlooked (void)
{
  static const LecInkLine crowded = { { 100, 100, 400, 40 }, FALSE };
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "elsewhere", 95, 0, 120, 200);
  g_assert_true (lec_second_look_is_wanted (words, &line));
  g_assert_false (lec_second_look_is_wanted (words, &crowded));

  add_word (words, "there", 95, 1, 120, 105);
  g_assert_false (lec_second_look_is_wanted (words, &line));
}

/* Two of the engine's lines in one of ink. */
static void
test_torn (void)
{
  g_autoptr (GPtrArray) beside = new_words ();
  g_autoptr (GPtrArray) below = new_words ();

  add_word (beside, "upper", 95, 0, 120, 102);
  add_word (beside, "half", 95, 1, 240, 108);
  g_assert_true (lec_second_look_is_wanted (beside, &line));

  /* ink that touches that of the line below */
  add_word (below, "upper", 95, 0, 120, 86);
  add_word (below, "lower", 95, 1, 240, 118);
  g_assert_false (lec_second_look_is_wanted (below, &line));
}

/* Two lines that are one of ink, with a dot taken for another. */
static void
test_stacked (void)
{
  static const LecInkLine two_lines = { { 100, 100, 400, 70 }, TRUE };
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "upper", 95, 0, 120, 102);
  add_word (words, ".", 95, 1, 260, 104);
  g_assert_true (lec_second_look_is_wanted (words, &two_lines));
  add_word (words, "lower", 95, 2, 120, 138);
  g_assert_false (lec_second_look_is_wanted (words, &two_lines));
}

/* Words of some length that the engine is not sure of, when its line leaves that of the ink. */
static void
test_doubtful (void)
{
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "Inck", 10, 0, 240, 105);
  add_word (words, "level", 95, 0, 700, 105);
  g_assert_false (lec_second_look_is_wanted (words, &line));
  add_word (words, "lower", 95, 0, 800, 125);
  g_assert_true (lec_second_look_is_wanted (words, &line));
}

/* Short ones are bullets and the like. */
static void
test_short (void)
{
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "e", 10, 0, 105, 105);
  add_word (words, "sure", 95, 0, 140, 105);
  add_word (words, "lower", 95, 0, 800, 125);
  g_assert_false (lec_second_look_is_wanted (words, &line));
}

static void
test_surer_words_are_kept (void)
{
  g_autoptr (GPtrArray) words = new_words ();
  g_autoptr (GPtrArray) again = new_words ();
  g_autofree char *text = NULL;

  add_word (words, "before", 95, 3, 120, 20);
  add_word (words, "Inck", 10, 4, 120, 105);
  add_word (words, "behind", 95, 5, 120, 200);
  add_word (again, "lock", 60, 0, 120, 105);
  add_word (again, "free", 70, 0, 240, 105);
  g_assert_true (lec_second_look_settle (words, &line, again));

  text = join_words (words);
  g_assert_cmpstr (text, ==, "before behind lock free");
  g_assert_cmpuint (again->len, ==, 0);
  /* a line of their own */
  g_assert_cmpuint (((LecReadWord *) g_ptr_array_index (words, 2))->line, ==, 6);
  g_assert_cmpuint (((LecReadWord *) g_ptr_array_index (words, 3))->line, ==, 6);
}

static void
assert_dropped (const char *text,
                float confidence,
                float confidence_before)
{
  g_autoptr (GPtrArray) words = new_words ();
  g_autoptr (GPtrArray) again = new_words ();
  g_autofree char *left = NULL;

  if (confidence_before > 0)
    add_word (words, "stood before", confidence_before, 0, 120, 105);
  if (text != NULL)
    add_word (again, text, confidence, 0, 120, 105);
  g_assert_false (lec_second_look_settle (words, &line, again));

  left = join_words (words);
  g_assert_cmpstr (left, ==, confidence_before > 0 ? "stood before" : "");
}

/* What is read into texture, or no better than it was. */
static void
test_doubtful_words_are_dropped (void)
{
  assert_dropped ("noise", 70, 0);
  assert_dropped ("oo", 99, 0);
  assert_dropped ("no better", 40, 50);
  assert_dropped ("few", 99, 50);
  assert_dropped (NULL, 0, 0);
  assert_dropped (NULL, 0, 20);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/second-look/overlooked", test_overlooked);
  g_test_add_func ("/text/second-look/torn", test_torn);
  g_test_add_func ("/text/second-look/stacked", test_stacked);
  g_test_add_func ("/text/second-look/doubtful", test_doubtful);
  g_test_add_func ("/text/second-look/short", test_short);
  g_test_add_func ("/text/second-look/surer-words-are-kept", test_surer_words_are_kept);
  g_test_add_func ("/text/second-look/doubtful-words-are-dropped", test_doubtful_words_are_dropped);

  return g_test_run ();
}
