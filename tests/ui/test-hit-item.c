/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands on a slide is text, and only what was found stands out.
 */
#include "ui/hit-item.h"

static LecHitItem *
make_item (const char *snippet)
{
  LecSearchHit hit = {
    .job = 7,
    .source = (char *) "/videos/<03> Parsing.mkv",
    .number = 12,
    .start_s = 65,
    .snippet = (char *) snippet,
  };

  return lec_hit_item_new (&hit);
}

static void
test_item (void)
{
  g_autoptr (LecHitItem) item = make_item ("a \002parse\003 tree");

  g_assert_cmpint (lec_hit_item_get_job (item), ==, 7);
  g_assert_cmpuint (lec_hit_item_get_number (item), ==, 12);
  g_assert_false (lec_hit_item_is_heading (item));
  g_assert_cmpstr (lec_hit_item_get_place (item), ==, "<03> Parsing.mkv · slide 12 · 1:05");
  g_assert_cmpstr (lec_hit_item_get_snippet (item), ==, "a <b>parse</b> tree");
  g_assert_cmpstr (lec_hit_item_get_spoken (item), ==, "<03> Parsing.mkv · slide 12 · 1:05: a parse tree");
}

static void
test_markup (void)
{
  static const struct
  {
    const char *snippet;
    const char *markup;
  } cases[] = {
    { "", "" },
    { "if (a < b && \002c\003)", "if (a &lt; b &amp;&amp; <b>c</b>)" },
    { "\002a\003\002b\003", "<b>a</b><b>b</b>" },
    { "\002a\002b\003", "<b>ab</b>" },
    { "a\003b", "ab" },
    { "ends \002within", "ends <b>within</b>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecHitItem) item = make_item (cases[i].snippet);

      g_assert_cmpstr (lec_hit_item_get_snippet (item), ==, cases[i].markup);
    }
}

static void
test_heading (void)
{
  g_autoptr (LecHitItem) item = lec_hit_item_new_heading ("On Slides");

  g_assert_true (lec_hit_item_is_heading (item));
  g_assert_cmpstr (lec_hit_item_get_place (item), ==, "On Slides");
  g_assert_cmpstr (lec_hit_item_get_snippet (item), ==, "");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hit-item/item", test_item);
  g_test_add_func ("/hit-item/markup", test_markup);
  g_test_add_func ("/hit-item/heading", test_heading);

  return g_test_run ();
}
