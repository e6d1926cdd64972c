/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "made-words.h"
#include "text/broken-words.h"
#include "text/reading-order.h"
#include "text/word-text.h"

static gboolean
is_word_cb (const char *text,
            gpointer user_data)
{
  static const char *const known[] = { "copyon-write", "grammar", "gram", "on", "self-adjoint", "free", "known",
                                       "update", "wellknown", "well-known", NULL };

  return g_strv_contains (known, text);
}

/* @text: with "/" between lines. Returns: (transfer full): the words, mended */
static GPtrArray *
mend (const char *text)
{
  GPtrArray *words = made_words_new ();
  g_auto (GStrv) lines = g_strsplit (text, " / ", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    made_words_add (words, lines[i], i, 100, 100 + 50 * (int) i, 30);
  lec_reading_order_apply (words);
  lec_broken_words_mend (words, is_word_cb, NULL);

  return words;
}

static void
assert_mended (const char *text,
               const char *expected)
{
  g_autoptr (GPtrArray) words = mend (text);
  g_autofree char *found = lec_word_text_join_page (words);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_compounds (void)
{
  assert_mended ("is really self- / adjoint or not", "is really self-adjoint\nor not");
  assert_mended ("a (context- / free), if", "a (context-free),\nif");
  assert_mended ("the well- / known one", "the well-known\none");
  assert_mended ("by read-copy- / update now", "by read-copy-update\nnow");
  assert_mended ("only if copy- / on-write, say", "only if copy-on-write,\nsay");
  assert_mended ("by Gram- / Schmidt again", "by Gram-Schmidt\nagain");
  assert_mended ("as ISO- / 9001 has it", "as ISO-9001\nhas it");
}

static void
test_syllables (void)
{
  assert_mended ("has a gram- / mar, too", "has a grammar,\ntoo");
  assert_mended ("die Wahr- / scheinlichkeit ist", "die Wahrscheinlichkeit\nist");
}

/* Neither a dash, nor what stands elsewhere, nor a bullet is the rest of a word. */
static void
test_whole_words (void)
{
  static const char *const texts[] = { "one -\nfree of it", "x = a\n-free of it",
                                       "pre-\n• free of it", "a free\nword" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (GStrv) lines = g_strsplit (texts[i], "\n", -1);
      g_autofree char *text = g_strjoinv (" / ", lines);

      assert_mended (text, texts[i]);
    }
}

static void
test_next_column (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  g_autofree char *found = NULL;

  made_words_add (words, "left side text", 0, 100, 200, 30);
  made_words_add (words, "right side text", 1, 900, 200, 30);
  made_words_add (words, "left side self-", 2, 100, 250, 30);
  made_words_add (words, "adjoint right side", 3, 900, 250, 30);
  lec_reading_order_apply (words);
  lec_broken_words_mend (words, is_word_cb, NULL);

  found = lec_word_text_join_page (words);
  g_assert_cmpstr (found, ==, "left side text\nleft side self-\n\nright side text\nadjoint right side");
}

/* The box is where the word begins; a line that is used up leaves no gap in the numbers. */
static void
test_boxes_and_lines (void)
{
  g_autoptr (GPtrArray) words = mend ("a self- / adjoint / or other one");
  const LecWord *word = g_ptr_array_index (words, 1);

  g_assert_cmpuint (words->len, ==, 5);
  g_assert_cmpstr (word->text, ==, "self-adjoint");
  g_assert_cmpint (word->box.x, ==, 100 + 2 * LETTER_WIDTH (30));
  g_assert_cmpint (word->box.width, ==, 5 * LETTER_WIDTH (30));
  g_assert_cmpint (word->box.y, ==, 100);
  g_assert_cmpuint (word->line, ==, 0);
  word = g_ptr_array_index (words, 2);
  g_assert_cmpstr (word->text, ==, "or");
  g_assert_cmpuint (word->line, ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/broken-words/compounds", test_compounds);
  g_test_add_func ("/text/broken-words/syllables", test_syllables);
  g_test_add_func ("/text/broken-words/whole-words", test_whole_words);
  g_test_add_func ("/text/broken-words/next-column", test_next_column);
  g_test_add_func ("/text/broken-words/boxes-and-lines", test_boxes_and_lines);

  return g_test_run ();
}
