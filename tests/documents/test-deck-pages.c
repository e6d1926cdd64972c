/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of a deck in words: of a slide that is one, several or none, and those that nobody saw.
 */
#include "documents/deck-pages.h"

/* Takes nothing. @name: (nullable) */
static LecMaterial *
make_material (guint n_pages,
               const char *name,
               const LecDeckShow *shows,
               guint n_shows)
{
  LecMaterial *material = lec_material_new (lec_lecture_new (), ".", "Talk", NULL, NULL);

  material->deck = lec_deck_new (n_pages);
  material->deck->name = g_strdup (name);
  g_array_append_vals (material->deck->shows, shows, n_shows);
  return material;
}

static void
assert_slide (const LecMaterial *material,
              guint slide,
              const char *text)
{
  g_autofree char *found = lec_deck_pages_describe (material, slide);

  g_assert_cmpstr (found, ==, text);
}

/* Each page once, in the deck's order; neighbours as a range where it is shorter. */
static void
test_slides (void)
{
  static const LecDeckShow shows[] = {
    { 2, 1, 0, 10, 1 },
    { 7, 2, 10, 20, 1 },
    { 6, 2, 20, 30, 1 },
    { 8, 2, 30, 40, 1 },
    { 2, 2, 40, 50, 1 },
    { 0, 3, 50, 60, 0 },
    { 2, 1, 60, 70, 1 },
    { 9, 4, 70, 80, 1 },
    { 10, 4, 80, 90, 1 },
    { 0, 4, 90, 95, 0 },
  };
  g_autoptr (LecMaterial) material = make_material (12, "a/b <c>.pdf", shows, G_N_ELEMENTS (shows));

  assert_slide (material, 1, "Page 2 of a/b <c>.pdf");
  assert_slide (material, 2, "Pages 2, 6–8 of a/b <c>.pdf");
  assert_slide (material, 3, "On no page of a/b <c>.pdf");
  assert_slide (material, 4, "Pages 9, 10 of a/b <c>.pdf");
  assert_slide (material, 99, "On no page of a/b <c>.pdf");
}

static void
test_never_shown (void)
{
  static const LecDeckShow shows[] = { { 2, 1, 0, 10, 1 }, { 6, 2, 10, 20, 1 } };
  g_autoptr (LecMaterial) some = make_material (9, "s.pdf", shows, G_N_ELEMENTS (shows));
  g_autoptr (LecMaterial) one = make_material (3, NULL, (LecDeckShow[]){ { 1, 1, 0, 5, 1 }, { 3, 2, 5, 6, 1 } }, 2);
  g_autoptr (LecMaterial) none = make_material (1, "s.pdf", (LecDeckShow[]){ { 1, 1, 0, 5, 1 } }, 1);
  g_autofree char *pages = lec_deck_pages_describe_never_shown (some);
  g_autofree char *page = lec_deck_pages_describe_never_shown (one);

  g_assert_cmpstr (pages, ==, "Pages of s.pdf that were never shown: 1, 3–5, 7–9");
  g_assert_cmpstr (page, ==, "A page of the deck that was never shown: 2");
  g_assert_null (lec_deck_pages_describe_never_shown (none));
}

static void
test_no_deck (void)
{
  g_autoptr (LecMaterial) material = lec_material_new (lec_lecture_new (), ".", "Talk", NULL, NULL);

  g_assert_null (lec_deck_pages_describe (material, 1));
  g_assert_null (lec_deck_pages_describe_never_shown (material));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck-pages/slides", test_slides);
  g_test_add_func ("/deck-pages/never-shown", test_never_shown);
  g_test_add_func ("/deck-pages/no-deck", test_no_deck);

  return g_test_run ();
}
