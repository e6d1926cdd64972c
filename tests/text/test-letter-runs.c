/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "text/letter-runs.h"

#define SPACE 8

/* Of @text, where a space stands for the end of a word that the engine saw. */
static GArray *
make_letters (const char *text,
              GPtrArray *strings)
{
  GArray *letters = g_array_new (FALSE, FALSE, sizeof (LecRunLetter));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *next = g_utf8_next_char (p);
      LecRunLetter letter = { g_strndup (p, (gsize) (next - p)), *next == ' ' };

      if (*p == ' ')
        {
          g_free ((char *) letter.text);
          continue;
        }
      g_ptr_array_add (strings, (char *) letter.text);
      g_array_append_val (letters, letter);
    }

  return letters;
}

/* Of pairs of a gap and a width, ended by a width of 0. */
static GArray *
make_pieces (const int *gaps_and_widths)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (LecInkPiece));
  int x = 100;

  for (; gaps_and_widths[1] > 0; gaps_and_widths += 2)
    {
      LecInkPiece piece = { x + gaps_and_widths[0], gaps_and_widths[1] };

      g_array_append_val (pieces, piece);
      x = piece.x + piece.width;
    }

  return pieces;
}

/* @words: what is found, parted by spaces; %NULL when nothing is */
static void
assert_words (const char *text,
              const int *gaps_and_widths,
              const char *words)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) letters = make_letters (text, strings);
  g_autoptr (GArray) pieces = make_pieces (gaps_and_widths);
  g_autoptr (GArray) runs = lec_letter_runs_find (letters, pieces, SPACE);
  g_autoptr (GString) found = g_string_new (NULL);
  guint next_piece = 0;

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      const LecLetterRun *run = &g_array_index (runs, LecLetterRun, i);

      g_string_append (found, i > 0 ? " " : "");
      for (guint k = run->first; k < run->end; k++)
        g_string_append (found, g_ptr_array_index (strings, k));
      g_assert_cmpuint (run->first_piece, ==, next_piece);
      g_assert_cmpuint (run->end_piece, >, run->first_piece);
      next_piece = run->end_piece;
    }

  g_assert_cmpstr (runs != NULL ? found->str : NULL, ==, words);
  g_assert_cmpuint (next_piece, ==, runs != NULL ? pieces->len : 0);
}

static void
test_missed_space (void)
{
  static const int an_ideal[] = { 0, 26, 3, 18, 15, 6, 4, 20, 4, 20, 3, 17, 5, 6, 0, 0 };
  static const int up_to[] = { 0, 27, 5, 14, 11, 10, 3, 18, 0, 0 };

  assert_words ("Anideal", an_ideal, "An ideal");
  assert_words ("Upto", up_to, "Up to");
}

/* "ri" and "rt" touch: pieces can't be counted. */
static void
test_touching_letters (void)
{
  static const int a_parish[] = { 0, 18, 13, 21, 4, 18, 2, 18, 4, 15, 4, 20, 0, 0 };

  assert_words ("aparish", a_parish, "a parish");
  assert_words ("a parish", a_parish, "a parish");
}

/* What the engine says stands where the ink does not tell. */
static void
test_narrow_space (void)
{
  static const int day[] = { 0, 10, 6, 20, 6, 10, 6, 16, 6, 16, 5, 16, 0, 0 };

  assert_words ("14 June", day, "14 June");
}

/* Wide gaps beside a 1 are no spaces; what the engine says stays. */
static void
test_no_space (void)
{
  static const int number[] = { 0, 18, 10, 8, 5, 18, 3, 18, 0, 0 };

  assert_words ("2184", number, NULL);
  assert_words ("2:84", number, NULL);
}

static void
test_signs (void)
{
  static const int code[] = { 0, 16, 20, 16, 19, 18, 18, 18, 22, 8, 25, 15, 0, 0 };

  assert_words ("=x @w-y", code, "= x @ w - y");
}

static void
test_other_scripts (void)
{
  static const int pieces[] = { 0, 20, 12, 20, 3, 20, 3, 20, 0, 0 };

  assert_words ("深度学习", pieces, NULL);
  assert_words ("שלום", pieces, NULL);
  assert_words ("Δοκι", pieces, "Δ οκι");
}

/* A dot and a rule, nothing at all, many dots. */
static void
test_no_fit (void)
{
  static const int rule[] = { 0, 4, 12, 400, 0, 0 };
  static const int nothing[] = { 0, 0 };
  static const int dots[] = { 0, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 3, 4, 0, 0 };

  assert_words ("m m", rule, NULL);
  assert_words ("a", nothing, NULL);
  assert_words ("ab", dots, NULL);
}

/* The work is bounded, whatever the engine makes of a picture. */
static void
test_too_many (void)
{
  static const int piece[] = { 0, 20, 0, 0 };
  g_autofree char *text = g_strnfill (LEC_LETTER_RUNS_MAX + 1, 'a');

  assert_words (text, piece, NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/letter-runs/missed-space", test_missed_space);
  g_test_add_func ("/text/letter-runs/touching-letters", test_touching_letters);
  g_test_add_func ("/text/letter-runs/narrow-space", test_narrow_space);
  g_test_add_func ("/text/letter-runs/no-space", test_no_space);
  g_test_add_func ("/text/letter-runs/signs", test_signs);
  g_test_add_func ("/text/letter-runs/other-scripts", test_other_scripts);
  g_test_add_func ("/text/letter-runs/no-fit", test_no_fit);
  g_test_add_func ("/text/letter-runs/too-many", test_too_many);

  return g_test_run ();
}
