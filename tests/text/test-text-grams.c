/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of one text is in another: letters read wrong, half a text, other
 * scripts, nothing at all.
 */
#include "text/text-grams.h"

static const char *const pages[] = {
  "Entropy: the mean surprise of a source, measured in bits",
  "Huffman codes: join the two rarest symbols, again and again",
  "深度学习是机器学习的一部分",
  "",
  NULL,
};

#define N_PAGES G_N_ELEMENTS (pages)

static guint
find_best (const LecTextLikeness *likeness)
{
  guint best = 0;

  for (guint i = 1; i < N_PAGES; i++)
    if (likeness[i].found * likeness[i].mass > likeness[best].found * likeness[best].mass)
      best = i;
  return best;
}

static void
test_same (void)
{
  g_autoptr (LecTextGrams) grams = lec_text_grams_new (pages, N_PAGES);
  LecTextLikeness likeness[N_PAGES];

  for (guint i = 0; i < 3; i++)
    {
      lec_text_grams_compare (grams, pages[i], likeness);
      g_assert_cmpuint (find_best (likeness), ==, i);
      g_assert_cmpfloat_with_epsilon (likeness[i].found, 1, 1e-9);
      g_assert_cmpfloat_with_epsilon (likeness[i].covered, 1, 1e-9);
      g_assert_cmpfloat (likeness[(i + 1) % 3].found, <, 0.2);
      g_assert_cmpfloat (likeness[3].found, ==, 0);
      g_assert_cmpfloat (likeness[4].mass, ==, 0);
    }
}

static void
test_misread (void)
{
  g_autoptr (LecTextGrams) grams = lec_text_grams_new (pages, N_PAGES);
  LecTextLikeness likeness[N_PAGES];

  lec_text_grams_compare (grams, "ENTR0PY: the rnean surprise of a source, rneasured in bits.", likeness);
  g_assert_cmpuint (find_best (likeness), ==, 0);
  g_assert_cmpfloat (likeness[0].found, >, 0.6);
  g_assert_cmpfloat (likeness[0].found, <, 1);
}

/* All of it is found, and half of the page is covered. */
static void
test_part (void)
{
  g_autoptr (LecTextGrams) grams = lec_text_grams_new (pages, N_PAGES);
  LecTextLikeness likeness[N_PAGES];

  lec_text_grams_compare (grams, "Huffman codes: join", likeness);
  g_assert_cmpfloat_with_epsilon (likeness[1].found, 1, 1e-9);
  g_assert_cmpfloat (likeness[1].covered, >, 0.2);
  g_assert_cmpfloat (likeness[1].covered, <, 0.6);
  lec_text_grams_compare (grams, "机器学习", likeness);
  g_assert_cmpuint (find_best (likeness), ==, 2);
  lec_text_grams_compare (grams, "", likeness);
  g_assert_cmpfloat (likeness[1].found, ==, 0);
  g_assert_cmpfloat (likeness[1].mass, ==, 0);
}

/* What all pages have tells little: the one other word decides. */
static void
test_common (void)
{
  static const char *const alike[] = { "Chapter of analysis: limits", "Chapter of analysis: series",
                                       "Chapter of analysis: integrals" };
  g_autoptr (LecTextGrams) grams = lec_text_grams_new (alike, G_N_ELEMENTS (alike));
  LecTextLikeness likeness[G_N_ELEMENTS (alike)];

  lec_text_grams_compare (grams, "Chapter of analysis: series", likeness);
  g_assert_cmpfloat (likeness[1].found - likeness[0].found, >, 0.5);
  g_assert_cmpfloat (likeness[1].found - likeness[2].found, >, 0.5);
}

static void
test_form (void)
{
  g_autofree char *form = lec_text_grams_dup_form ("(Élan-3!)");
  g_autofree char *invalid = lec_text_grams_dup_form ("a\xff"
                                                      "b");

  g_assert_cmpstr (form, ==, "elan3");
  g_assert_cmpstr (invalid, ==, "ab");
  g_assert_null (lec_text_grams_dup_form ("–…"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/text-grams/same", test_same);
  g_test_add_func ("/text/text-grams/misread", test_misread);
  g_test_add_func ("/text/text-grams/part", test_part);
  g_test_add_func ("/text/text-grams/common", test_common);
  g_test_add_func ("/text/text-grams/form", test_form);
  return g_test_run ();
}
