/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "text/read-word.h"
#include "text/word-fit.h"

#define WIDTH  600
#define HEIGHT 100

/* White, with bars for letters: 10 wide and 20 high from y = 40 on, parted by @gaps. */
static LecPix *
draw_letters (int x,
              const int *gaps,
              guint n_gaps)
{
  LecPix *pix = pixCreate (WIDTH, HEIGHT, 8);

  pixSetAll (pix);
  for (guint i = 0; i <= n_gaps; i++)
    {
      for (int y = 40; y < 60; y++)
        for (int k = x; k < x + 10; k++)
          SET_DATA_BYTE (pixGetData (pix) + (gsize) y * pixGetWpl (pix), k, 0);
      x += 10 + (i < n_gaps ? gaps[i] : 0);
    }

  return pix;
}

static LecReadWord *
add_word (GPtrArray *words,
          const char *letters,
          const LecRect *box,
          const int *rights,
          guint n_rights)
{
  LecReadWord *word = lec_read_word_new (box, 90, 0);

  for (guint i = 0; i < n_rights; letters = g_utf8_next_char (letters), i++)
    {
      g_autofree char *letter = g_strndup (letters, g_utf8_next_char (letters) - letters);

      lec_read_word_append (word, letter, rights[i], 95);
    }
  g_ptr_array_add (words, word);

  return word;
}

static void
assert_word (GPtrArray *words,
             guint i,
             const char *text,
             int x,
             int width)
{
  const LecReadWord *word = g_ptr_array_index (words, i);
  g_autofree char *found = lec_read_word_dup_text (word);

  g_assert_cmpstr (found, ==, text);
  g_assert_cmpint (word->box.x, ==, x);
  g_assert_cmpint (word->box.width, ==, width);
  g_assert_cmpint (word->box.y, ==, 40);
  g_assert_cmpint (word->box.height, ==, 20);
}

static GPtrArray *
new_words (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_read_word_free);
}

/* Reads "abcdef" and then "gh", with the third gap as given, from boxes that are too large. */
static GPtrArray *
read_line (const char *letters,
           int third_gap)
{
  int gaps[] = { 4, 4, third_gap, 4, 4, 20, 4 };
  g_autoptr (LecPix) pix = draw_letters (20, gaps, G_N_ELEMENTS (gaps));
  int end = 20 + 6 * 10 + 4 * 4 + third_gap;
  int rights[] = { 30, 44, 58, 68 + third_gap, 82 + third_gap, end };
  int later[] = { end + 30, end + 44 };
  LecRect first = { 10, 20, end - 5, 70 };
  LecRect second = { end + 15, 30, 34, 60 };
  GPtrArray *words = new_words ();

  add_word (words, letters, &first, rights, G_N_ELEMENTS (rights));
  add_word (words, "gh", &second, later, G_N_ELEMENTS (later));
  lec_word_fit_apply (words, pix);

  return words;
}

static void
test_boxes (void)
{
  g_autoptr (GPtrArray) words = read_line ("abcdef", 4);

  g_assert_cmpuint (words->len, ==, 2);
  assert_word (words, 0, "abcdef", 20, 80);
  assert_word (words, 1, "gh", 120, 24);
}

static void
test_missed_space (void)
{
  g_autoptr (GPtrArray) words = read_line ("Abcdef", 18);

  g_assert_cmpuint (words->len, ==, 3);
  assert_word (words, 0, "Abc", 20, 38);
  assert_word (words, 1, "def", 76, 38);
  assert_word (words, 2, "gh", 134, 24);
}

/* Digits, Chinese and Arabic are not parted by what only looks like a space. */
static void
test_no_space (void)
{
  static const char *const texts[] = { "201084", "77.1%x", "深度学习方法", "שלוםאב" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) words = read_line (texts[i], 18);

      g_assert_cmpuint (words->len, ==, 2);
    }
}

/* The engine's box starts behind the first letter, which it gives no width. */
static void
test_first_letter_left_out (void)
{
  static const int gaps[] = { 4, 20, 20, 4, 4 }; /* "is a mod" */
  static const int rights_is[] = { 30, 44 };
  static const int rights_model[] = { 95, 104, 118, 132 };
  static const LecRect box_is = { 20, 40, 24, 20 };
  static const LecRect box_model = { 94, 40, 38, 20 };
  g_autoptr (LecPix) pix = draw_letters (20, gaps, G_N_ELEMENTS (gaps));
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "is", &box_is, rights_is, G_N_ELEMENTS (rights_is));
  add_word (words, "amod", &box_model, rights_model, G_N_ELEMENTS (rights_model));
  lec_word_fit_apply (words, pix);

  g_assert_cmpuint (words->len, ==, 3);
  assert_word (words, 0, "is", 20, 24);
  assert_word (words, 1, "a", 64, 10);
  assert_word (words, 2, "mod", 94, 38);
}

/* Bars of other widths than 10, for letters that have a width. */
static LecPix *
draw_bars (const int *gaps_and_widths,
           guint n_bars)
{
  LecPix *pix = pixCreate (WIDTH, HEIGHT, 8);
  int x = 20;

  pixSetAll (pix);
  for (guint i = 0; i < n_bars; i++)
    {
      x += gaps_and_widths[2 * i];
      for (int y = 40; y < 60; y++)
        for (int k = x; k < x + gaps_and_widths[2 * i + 1]; k++)
          SET_DATA_BYTE (pixGetData (pix) + (gsize) y * pixGetWpl (pix), k, 0);
      x += gaps_and_widths[2 * i + 1];
    }

  return pix;
}

/* The box ends within the "A", and the next word's first letter has no width. */
static void
test_cut_letter (void)
{
  static const int bars[] = { 0, 20, 11, 8, 3, 7, 3, 12, 3, 12, 3, 12, 12, 12, 3, 12 }; /* "A trade is" */
  static const int rights_a[] = { 32 };
  static const int rights_trade[] = { 52, 69, 84, 99, 114 };
  static const int rights_is[] = { 138, 153 };
  static const LecRect box_a = { 20, 40, 12, 20 };
  static const LecRect box_trade = { 51, 40, 63, 20 };
  static const LecRect box_is = { 126, 40, 27, 20 };
  g_autoptr (LecPix) pix = draw_bars (bars, G_N_ELEMENTS (bars) / 2);
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "A", &box_a, rights_a, G_N_ELEMENTS (rights_a));
  add_word (words, "trade", &box_trade, rights_trade, G_N_ELEMENTS (rights_trade));
  add_word (words, "is", &box_is, rights_is, G_N_ELEMENTS (rights_is));
  lec_word_fit_apply (words, pix);

  g_assert_cmpuint (words->len, ==, 3);
  assert_word (words, 0, "A", 20, 20);
  assert_word (words, 1, "trade", 51, 63);
  assert_word (words, 2, "is", 126, 27);
}

/* One box reaches over the next word's ink. */
static void
test_overlapping_boxes (void)
{
  static const int bars[] = { 0, 12, 3, 8, 12, 12, 12, 12, 3, 5 }; /* "of a ci" */
  static const int rights_of[] = { 32, 67 };
  static const int rights_a[] = { 67 };
  static const int rights_ci[] = { 91, 99 };
  static const LecRect box_of = { 20, 40, 47, 20 };
  static const LecRect box_a = { 55, 40, 12, 20 };
  static const LecRect box_ci = { 79, 40, 20, 20 };
  g_autoptr (LecPix) pix = draw_bars (bars, G_N_ELEMENTS (bars) / 2);
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "of", &box_of, rights_of, G_N_ELEMENTS (rights_of));
  add_word (words, "a", &box_a, rights_a, G_N_ELEMENTS (rights_a));
  add_word (words, "ci", &box_ci, rights_ci, G_N_ELEMENTS (rights_ci));
  lec_word_fit_apply (words, pix);

  g_assert_cmpuint (words->len, ==, 3);
  assert_word (words, 0, "of", 20, 23);
  assert_word (words, 1, "a", 55, 12);
  assert_word (words, 2, "ci", 79, 20);
}

/* Letters of which the engine is a place off: "An ideal" must not become "Ani deal". */
static void
test_misplaced_letters (void)
{
  static const int bars[] = { 0, 20, 3, 14, 12, 4, 3, 14, 3, 14, 3, 13, 3, 4, 12, 14, 3, 14 }; /* "An ideal ga" */
  static const int rights_ideal[] = { 40, 50, 57, 90, 107, 122, 129 };
  static const int rights_ga[] = { 154, 172 };
  static const LecRect box_ideal = { 20, 40, 110, 20 };
  static const LecRect box_ga = { 142, 40, 31, 20 };
  g_autoptr (LecPix) pix = draw_bars (bars, G_N_ELEMENTS (bars) / 2);
  g_autoptr (GPtrArray) words = new_words ();

  add_word (words, "Anideal", &box_ideal, rights_ideal, G_N_ELEMENTS (rights_ideal));
  add_word (words, "ga", &box_ga, rights_ga, G_N_ELEMENTS (rights_ga));
  lec_word_fit_apply (words, pix);

  g_assert_cmpuint (words->len, ==, 3);
  assert_word (words, 0, "An", 20, 37);
  assert_word (words, 1, "ideal", 69, 61);
  assert_word (words, 2, "ga", 142, 31);
}

/* Mistrusted for the bullet before it, as "In" is; the bullet itself stays so. */
static void
test_trusted_line (void)
{
  static const LecRect boxes[] = { { 20, 40, 10, 20 }, { 50, 40, 24, 20 }, { 94, 40, 24, 20 }, { 138, 40, 24, 20 } };
  static const int gaps[] = { 20, 4, 20, 4, 20, 4 };
  static const char *const texts[] = { "m", "In", "an", "is" };
  g_autoptr (LecPix) pix = draw_letters (20, gaps, G_N_ELEMENTS (gaps));
  g_autoptr (GPtrArray) words = new_words ();

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      int ends[] = { boxes[i].x + 10, boxes[i].x + 24 };

      add_word (words, texts[i], &boxes[i], ends, i == 0 ? 1 : 2)->confidence = i < 2 ? 30 : 95;
    }
  lec_word_fit_apply (words, pix);

  g_assert_cmpfloat (lec_read_word_get_confidence (g_ptr_array_index (words, 0)), ==, 30);
  g_assert_cmpfloat (lec_read_word_get_confidence (g_ptr_array_index (words, 1)), ==, 95);
}

/* Pale letters that are no ink by the measure keep their box; boxes outside change nothing. */
static void
test_no_ink (void)
{
  static const LecRect boxes[] = { { 10, 10, 50, 20 }, { WIDTH + 5, 5, 10, 10 }, { -40, -40, 10, 10 } };
  static const int rights[] = { 40, 60 };
  g_autoptr (LecPix) pix = pixCreate (WIDTH, HEIGHT, 8);
  g_autoptr (GPtrArray) words = new_words ();

  pixSetAll (pix);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    add_word (words, "ab", &boxes[i], rights, G_N_ELEMENTS (rights));
  lec_word_fit_apply (words, pix);

  g_assert_cmpuint (words->len, ==, G_N_ELEMENTS (boxes));
  for (guint i = 0; i < words->len; i++)
    g_assert_true (lec_rect_equal (&((LecReadWord *) g_ptr_array_index (words, i))->box, &boxes[i]));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/word-fit/boxes", test_boxes);
  g_test_add_func ("/text/word-fit/missed-space", test_missed_space);
  g_test_add_func ("/text/word-fit/no-space", test_no_space);
  g_test_add_func ("/text/word-fit/first-letter-left-out", test_first_letter_left_out);
  g_test_add_func ("/text/word-fit/cut-letter", test_cut_letter);
  g_test_add_func ("/text/word-fit/overlapping-boxes", test_overlapping_boxes);
  g_test_add_func ("/text/word-fit/misplaced-letters", test_misplaced_letters);
  g_test_add_func ("/text/word-fit/trusted-line", test_trusted_line);
  g_test_add_func ("/text/word-fit/no-ink", test_no_ink);

  return g_test_run ();
}
