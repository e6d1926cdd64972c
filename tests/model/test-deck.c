/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * deck.json: what is written is read back the same, what cannot be is refused.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/deck.h"

static void
add_show (LecDeck *deck,
          guint page,
          guint slide,
          double start_s,
          double end_s)
{
  LecDeckShow show = { page, slide, start_s, end_s, 0.75 };

  g_array_append_val (deck->shows, show);
}

/* Page 2 twice and longest, page 3 never; slide 1 over two pages. */
static LecDeck *
make_deck (void)
{
  LecDeck *deck = lec_deck_new (4);

  deck->name = g_strdup ("slides.pdf");
  add_show (deck, 1, 1, 0, 2);
  add_show (deck, 2, 1, 2, 3);
  add_show (deck, 0, 2, 3, 9);
  add_show (deck, 2, 1, 9, 12.5);
  add_show (deck, 4, 3, 12.5, 13);
  return deck;
}

static void
test_round_trip (void)
{
  g_autoptr (LecDeck) deck = make_deck ();
  g_autoptr (JsonNode) node = lec_deck_to_json (deck);
  g_autofree char *text = lec_json_to_line (node);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecDeck) again = lec_deck_from_json (node, &error);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  node_again = lec_deck_to_json (again);
  text_again = lec_json_to_line (node_again);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_nonnull (strstr (text, "\"version\": 1"));
  g_assert_nonnull (strstr (text, "\"never_shown\": [3]"));
}

static void
test_facts (void)
{
  g_autoptr (LecDeck) deck = make_deck ();

  g_assert_cmpuint (lec_deck_find_page (deck, 1), ==, 2);
  g_assert_cmpuint (lec_deck_find_page (deck, 2), ==, 0);
  g_assert_cmpuint (lec_deck_find_page (deck, 3), ==, 4);
  g_assert_cmpuint (lec_deck_find_page (deck, 9), ==, 0);
  g_assert_true (lec_deck_is_shown (deck, 1));
  g_assert_false (lec_deck_is_shown (deck, 3));
  g_assert_cmpuint (lec_deck_count_shown (deck), ==, 3);
}

static const char two_at_once[] =
  "{\"version\":1,\"pages\":1,\"shown\":["
  "{\"page\":1,\"slide\":1,\"start_s\":0,\"end_s\":5,\"score\":1},"
  "{\"page\":1,\"slide\":1,\"start_s\":4,\"end_s\":6,\"score\":1}]}";

static void
test_refused (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "{\"version\":2,\"pages\":1,\"shown\":[]}",
    "{\"version\":1,\"pages\":0,\"shown\":[]}",
    "{\"version\":1,\"pages\":1001,\"shown\":[]}",
    "{\"version\":1,\"pages\":1}",
    "{\"version\":1,\"pages\":1,\"shown\":[1]}",
    "{\"version\":1,\"pages\":1,\"shown\":[{\"page\":2,\"slide\":1,\"start_s\":0,\"end_s\":1,\"score\":1}]}",
    "{\"version\":1,\"pages\":1,\"shown\":[{\"page\":1,\"slide\":0,\"start_s\":0,\"end_s\":1,\"score\":1}]}",
    "{\"version\":1,\"pages\":1,\"shown\":[{\"page\":1,\"slide\":1,\"start_s\":2,\"end_s\":1,\"score\":1}]}",
    "{\"version\":1,\"pages\":1,\"shown\":[{\"page\":1,\"slide\":1,\"start_s\":0,\"end_s\":1,\"score\":2}]}",
    two_at_once,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = lec_json_parse (texts[i], -1, 4096, &error);

      g_assert_no_error (error);
      g_assert_null (lec_deck_from_json (node, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-deck-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "deck.json", NULL);
  g_autoptr (LecDeck) deck = make_deck ();
  g_autoptr (LecDeck) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_deck_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (lec_deck_save (deck, path, &error));
  again = lec_deck_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->name, ==, "slides.pdf");
  g_assert_true (g_file_set_contents (path, "{\"version\":9}", -1, NULL));
  g_assert_null (lec_deck_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/deck/round-trip", test_round_trip);
  g_test_add_func ("/model/deck/facts", test_facts);
  g_test_add_func ("/model/deck/refused", test_refused);
  g_test_add_func ("/model/deck/file", test_file);
  return g_test_run ();
}
