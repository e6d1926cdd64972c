/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The PDF of the slides, dropped on a lecture: matched and drawn by the real stages, taken back,
 * given up, refused. The deck is the PDF that the program itself made; videos follow a script.
 */
#include "base/error.h"
#include "ui/deck-bar.h"
#include "ui/lecture-page.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

#define OTHER_PAGE                                                                                                 \
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"       \
  "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font"        \
  "/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 118>>stream\n"                                \
  "BT /F1 40 Tf 60 400 Td (Quarterly sales of shoes) Tj 0 -80 Td (Boots, sandals and slippers) Tj ET           \n" \
  "endstream endobj\ntrailer<</Root 1 0 R>>\n"

static gboolean
is_built_without (void)
{
  if (g_getenv ("LECTERN_HAS_DECK") != NULL)
    return FALSE;

  g_test_skip ("built without decks");
  return TRUE;
}

/* Returns: its page */
static GtkWidget *
open_lecture (Fixture *fixture)
{
  GtkWidget *page = NULL;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  while ((page = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_LECTURE_PAGE, NULL)) == NULL ||
         find_widget (page, LEC_TYPE_SLIDE_GRID, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return page;
}

/* Returns: (transfer full): path of the deck */
static char *
copy_deck (Fixture *fixture)
{
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk.pdf", NULL);
  char *deck = g_build_filename (fixture->folder, "slides.PDF", NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (pdf, &content, &length, NULL));
  g_assert_true (g_file_set_contents (deck, content, (gssize) length, NULL));
  return deck;
}

static gboolean
is_there (Fixture *fixture,
          const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
assert_is_pdf (Fixture *fixture,
               const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
}

/* Waits until the bar offers that. */
static void
wait_for_button (GtkWidget *page,
                 const char *action)
{
  g_test_message ("waiting for %s", action);
  while (find_widget (page, GTK_TYPE_BUTTON, action) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_hidden (GtkWidget *page)
{
  GtkWidget *bar = find_widget (page, LEC_TYPE_DECK_BAR, NULL);

  while (find_widget (bar, GTK_TYPE_LABEL, NULL) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* A document beside the lecture, which goes again; the second one has another name. */
static void
test_dropped (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  g_autofree char *deck = NULL;
  guint n_wrong = 0;

  if (is_built_without ())
    return;

  page = open_lecture (fixture);
  deck = copy_deck (fixture);
  g_assert_true (drop (page, deck));
  g_assert_true (says (page, "Looking for the pages of “slides.PDF” in the lecture…"));
  g_assert_nonnull (find_widget (find_widget (page, LEC_TYPE_DECK_BAR, NULL), GTK_TYPE_PROGRESS_BAR, NULL));
  wait_for_button (page, "deck.undo");
  g_assert_true (says (page, "slides.PDF: 3 of 3 pages were shown. With what was said, they are in “talk.deck.pdf”."));
  g_assert_nonnull (find_widget (page, GTK_TYPE_BUTTON, "win.open-file"));
  check_widget (page, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  assert_is_pdf (fixture, "talk.deck.pdf");

  g_assert_true (drop (page, deck));
  wait_for_button (page, "deck.cancel");
  wait_for_button (page, "deck.undo");
  g_assert_true (says (page, "“talk 2.deck.pdf”"));
  assert_is_pdf (fixture, "talk 2.deck.pdf");
  click (page, "deck.undo");
  wait_until_hidden (page);
  g_assert_false (is_there (fixture, "talk 2.deck.pdf"));
  assert_is_pdf (fixture, "talk.deck.pdf");
}

/* What somebody has changed is not taken away. */
static void
test_changed (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  g_autofree char *deck = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "talk.deck.pdf", NULL);

  if (is_built_without ())
    return;

  page = open_lecture (fixture);
  deck = copy_deck (fixture);
  g_assert_true (drop (page, deck));
  wait_for_button (page, "deck.undo");
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  click (page, "deck.undo");
  wait_until_says (page, "talk.deck.pdf was changed since, and stays");
  g_assert_true (is_there (fixture, "talk.deck.pdf"));
  click (page, "deck.close");
  wait_until_hidden (page);
}

/* As whoever gives slides away may do it. */
static void
test_locked (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *qpdf = g_find_program_in_path ("qpdf");
  g_autofree char *deck = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "locked.pdf", NULL);
  const char *argv[] = { qpdf, "--encrypt", "secret", "secret", "256", "--", NULL, path, NULL };
  GtkWidget *page = NULL;

  if (is_built_without ())
    return;
  if (qpdf == NULL)
    {
      g_test_skip ("qpdf is not installed");
      return;
    }

  page = open_lecture (fixture);
  deck = copy_deck (fixture);
  argv[6] = deck;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (drop (page, path));
  wait_until_says (page, "locked.pdf: the PDF is encrypted");
  g_assert_false (is_there (fixture, "talk.deck.pdf"));
}

/* Why, and nothing is written. */
static void
test_refused (gpointer data)
{
  static const struct
  {
    const char *name;
    const char *content;
    const char *reason;
  } cases[] = {
    { "text.pdf", "no slides", "text.pdf: not a PDF, or damaged" },
    { "empty.pdf", "", "empty.pdf: not a PDF: the file is empty" },
    { "shoes.pdf", OTHER_PAGE, "shoes.pdf: this seems to be another deck" },
  };
  Fixture *fixture = data;
  GtkWidget *page = NULL;

  if (is_built_without ())
    return;

  page = open_lecture (fixture);
  g_assert_false (drop (page, "/home/ada/talk.mp4"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);

      g_assert_true (g_file_set_contents (path, cases[i].content, -1, NULL));
      g_assert_true (drop (page, path));
      wait_for_button (page, "deck.cancel");
      wait_until_says (page, cases[i].reason);
      g_assert_null (find_widget (page, GTK_TYPE_BUTTON, "deck.undo"));
      g_assert_nonnull (find_widget (page, GTK_TYPE_BUTTON, "deck.close"));
    }
  g_assert_false (is_there (fixture, "talk.deck.pdf"));
}

/* What comes afterwards is not for the bar: neither once somebody has cancelled, nor once another
 * page is shown. */
static void
test_given_up (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  g_autofree char *deck = NULL;

  if (is_built_without ())
    return;

  page = open_lecture (fixture);
  deck = copy_deck (fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (drop (page, deck));
      wait_for_button (page, "deck.cancel");
      click (page, "deck.cancel");
      wait_until_hidden (page);
    }
  g_assert_true (drop (page, deck));
  wait_for_button (page, "deck.cancel");
  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);
  page = NULL;
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  while ((page = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_LECTURE_PAGE, NULL)) == NULL ||
         find_widget (page, LEC_TYPE_SLIDE_GRID, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_hidden (page);
  g_assert_false (is_there (fixture, "talk.deck.pdf"));

  g_assert_true (drop (page, deck));
  wait_for_button (page, "deck.undo");
  g_assert_true (says (page, "“talk.deck.pdf”"));
  g_assert_false (is_there (fixture, "talk 2.deck.pdf"));
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/deck-bar/dropped", test_dropped },
    { "/deck-bar/changed", test_changed },
    { "/deck-bar/refused", test_refused },
    { "/deck-bar/locked", test_locked },
    { "/deck-bar/given-up", test_given_up },
  };

  return window_tests_run_with (argc, argv, tests, G_N_ELEMENTS (tests), run_application, lec_stage_generate);
}
