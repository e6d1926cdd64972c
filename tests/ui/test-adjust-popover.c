/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adjusting from the lecture page: what is set is tried and seen, and kept when it is applied and
 * only then. Videos follow a script: one slide more when it looks closely, one less when it does
 * not.
 */
#include "ui/adjust-popover.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

static guint
count_slides (Fixture *fixture)
{
  GtkWidget *grid = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL);

  return g_list_model_get_n_items (lec_slide_grid_get_slides (LEC_SLIDE_GRID (grid)));
}

static void
wait_for_slides (Fixture *fixture,
                 guint n_slides)
{
  g_test_message ("waiting for %u slides", n_slides);
  while (count_slides (fixture) != n_slides)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_lecture (Fixture *fixture)
{
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_slides (fixture, 3);
  wait_until_says (GTK_WIDGET (fixture->window), "3 slides");
}

/* @words: that it says of the lecture as it is. Returns: (transfer none): open */
static GtkWidget *
open_popover (Fixture *fixture,
              const char *words)
{
  GtkWidget *grid = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL);
  GtkWidget *popover = NULL;

  g_assert_true (gtk_widget_activate_action (grid, "lecture.adjust", NULL));
  while ((popover = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_ADJUST_POPOVER, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_says (popover, words);
  return popover;
}

static guint
get_sensitivity (GtkWidget *popover)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (find_widget (popover, GTK_TYPE_DROP_DOWN, NULL)));
}

static void
choose_sensitivity (GtkWidget *popover,
                    LecSensitivity sensitivity)
{
  GtkWidget *down = find_widget (popover, GTK_TYPE_DROP_DOWN, NULL);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (down), sensitivity);
}

static void
test_apply (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *popover = NULL;
  guint n_wrong = 0;

  open_lecture (fixture);
  popover = open_popover (fixture, "3 slides");
  check_widget (popover, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  choose_sensitivity (popover, LEC_SENSITIVITY_HIGH);
  wait_for_slides (fixture, 4);
  wait_until_says (popover, "1 new: 0:03");
  choose_sensitivity (popover, LEC_SENSITIVITY_LOW);
  wait_for_slides (fixture, 2);
  wait_until_says (popover, "1 gone: 0:02");
  click (popover, "adjust.apply");
  while (gtk_widget_get_mapped (popover))
    g_main_context_iteration (NULL, TRUE);
  wait_until_says (GTK_WIDGET (fixture->window), "2 slides");

  gtk_widget_activate_action (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL), "lecture.undo",
                              NULL);
  wait_for_slides (fixture, 3);
  gtk_widget_activate_action (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL), "lecture.redo",
                              NULL);
  wait_for_slides (fixture, 2);
}

/* Reverted by the button, and by closing it. */
static void
test_revert (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *popover = NULL;

  open_lecture (fixture);
  popover = open_popover (fixture, "3 slides");
  choose_sensitivity (popover, LEC_SENSITIVITY_HIGH);
  wait_for_slides (fixture, 4);
  click (popover, "adjust.revert");
  wait_for_slides (fixture, 3);
  choose_sensitivity (popover, LEC_SENSITIVITY_LOW);
  wait_for_slides (fixture, 2);
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_for_slides (fixture, 3);
  popover = open_popover (fixture, "3 slides");
  g_assert_cmpuint (get_sensitivity (popover), ==, LEC_SENSITIVITY_NORMAL);
}

/* From what it was adjusted to, to what a new lecture begins with. */
static void
test_reset (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *popover = NULL;

  open_lecture (fixture);
  popover = open_popover (fixture, "3 slides");
  choose_sensitivity (popover, LEC_SENSITIVITY_HIGH);
  wait_until_says (popover, "1 new");
  click (popover, "adjust.apply");
  wait_for_slides (fixture, 4);
  wait_until_says (GTK_WIDGET (fixture->window), "4 slides");
  popover = open_popover (fixture, "4 slides");
  g_assert_cmpuint (get_sensitivity (popover), ==, LEC_SENSITIVITY_HIGH);
  click (popover, "adjust.reset");
  wait_for_slides (fixture, 3);
  wait_until_says (popover, "1 gone: 0:03");
  click (popover, "adjust.apply");
  wait_until_says (GTK_WIDGET (fixture->window), "3 slides");
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/adjust-popover/apply", test_apply },
    { "/adjust-popover/revert", test_revert },
    { "/adjust-popover/reset", test_reset },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
