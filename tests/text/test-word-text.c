/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "base/error.h"
#include "made-words.h"
#include "text/ocr-languages.h"
#include "text/word-text.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *read;
    const char *clean;
  } cases[] = {
    { "plain", "plain" },
    { "of\xef\xac\x81"
      "ce",
      "office" },                        /* U+FB01 */
    { "e\xcc\x81tude", "\xc3\xa9tude" }, /* composed */
    { "a\a\x1b b\n", "ab" },
    { "\342\200\217dir\342\200\256", "dir" }, /* direction marks */
    { "bad\xff\xc3", "bad" },
    { " \t", NULL },
    { "", NULL },
    { "\xee\x80\x80", NULL }, /* private use */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = lec_word_text_clean (cases[i].read);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
test_direction (void)
{
  g_assert_true (lec_word_text_is_rtl ("שלום"));
  g_assert_true (lec_word_text_is_rtl ("(مرحبا"));
  g_assert_false (lec_word_text_is_rtl ("word"));
  g_assert_false (lec_word_text_is_rtl ("2024"));
}

static void
test_joins (void)
{
  g_assert_true (lec_word_text_joins ("深度", "学习"));
  g_assert_true (lec_word_text_joins ("学习", "。"));
  g_assert_false (lec_word_text_joins ("深度", "learning"));
  g_assert_false (lec_word_text_joins ("한국", "말")); /* Korean has spaces */
  g_assert_false (lec_word_text_joins ("two", "words"));
}

static void
test_noise (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();
  g_autofree char *text = NULL;

  made_words_add (words, "¢ First point is", 0, 10, 10, 30);
  ((LecWord *) g_ptr_array_index (words, 0))->confidence = 39;
  ((LecWord *) g_ptr_array_index (words, 1))->confidence = 5; /* long words stay */
  text = lec_word_text_join_page (words);
  g_assert_cmpstr (text, ==, "First point is");
}

static void
test_page_of_noise (void)
{
  g_autoptr (GPtrArray) words = made_words_new ();

  made_words_add (words, "¢ ~", 0, 10, 10, 30);
  ((LecWord *) g_ptr_array_index (words, 0))->confidence = 3;
  ((LecWord *) g_ptr_array_index (words, 1))->confidence = 3;
  g_assert_null (lec_word_text_join_page (words));
}

static void
test_packages (void)
{
  static const char *const cases[][2] = {
    { "deu", "tesseract-ocr-deu" },
    { "chi_sim", "tesseract-ocr-chi-sim" },
    { "chi_tra_vert", "tesseract-ocr-chi-tra-vert" },
    { "script/Latin", "tesseract-ocr-script-latn" },
    { "script/HanS_vert", "tesseract-ocr-script-hans-vert" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *package = lec_ocr_languages_dup_package (cases[i][0]);

      g_assert_cmpstr (package, ==, cases[i][1]);
    }
}

static void
test_languages (void)
{
  static const char *const installed[] = { "deu", "eng", NULL };
  static const char *const malformed[] = { "", "+", "eng+", "../etc/passwd", "eng;rm", "/eng", "eng deu" };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_ocr_languages_check ("eng+deu", installed, &error));
  g_assert_no_error (error);

  g_assert_false (lec_ocr_languages_check ("fra+eng+chi_sim", installed, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_LANGUAGE);
  g_assert_cmpstr (error->message, ==,
                   "recognition languages not installed: fra, chi_sim "
                   "(on Debian and Ubuntu install the packages tesseract-ocr-fra tesseract-ocr-chi-sim, "
                   "elsewhere Tesseract's data for them)");

  for (guint i = 0; i < G_N_ELEMENTS (malformed); i++)
    {
      g_autoptr (GError) usage = NULL;

      g_assert_false (lec_ocr_languages_check (malformed[i], installed, &usage));
      g_assert_error (usage, LEC_ERROR, LEC_ERROR_USAGE);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/word-text/clean", test_clean);
  g_test_add_func ("/text/word-text/direction", test_direction);
  g_test_add_func ("/text/word-text/joins", test_joins);
  g_test_add_func ("/text/word-text/noise", test_noise);
  g_test_add_func ("/text/word-text/page-of-noise", test_page_of_noise);
  g_test_add_func ("/text/ocr-languages/packages", test_packages);
  g_test_add_func ("/text/ocr-languages/languages", test_languages);

  return g_test_run ();
}
