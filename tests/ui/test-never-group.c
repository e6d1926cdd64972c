/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide that is never to be taken again: asked for on the lecture page, listed in the
 * preferences, taken off the list there. Videos follow a script.
 */
#include "engine/content-id.h"
#include "engine/never-list.h"
#include "kept-track.h"
#include "ui/group-rows.h"
#include "ui/never-group.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

/* The only one that is kept. Returns: (transfer full) */
static char *
find_lecture (Fixture *fixture)
{
  g_autofree char *lectures = g_build_filename (fixture->home, LEC_DATA_FOLDER_LECTURES, NULL);
  g_autoptr (GDir) dir = g_dir_open (lectures, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (lec_content_id_is_valid (name))
      return g_build_filename (lectures, name, NULL);

  g_assert_not_reached ();
}

/* Returns: (nullable) */
static LecSlideGrid *
find_grid (Fixture *fixture)
{
  GtkWidget *grid = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL);

  return grid != NULL ? LEC_SLIDE_GRID (grid) : NULL;
}

static void
wait_for_slides (Fixture *fixture,
                 guint n_slides)
{
  LecSlideGrid *grid = NULL;

  g_test_message ("waiting for %u slides", n_slides);
  while ((grid = find_grid (fixture)) == NULL ||
         g_list_model_get_n_items (lec_slide_grid_get_slides (grid)) != n_slides)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_lecture (Fixture *fixture)
{
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  wait_for_slides (fixture, 3);
}

static void
never_take_second (Fixture *fixture)
{
  LecSlideGrid *grid = find_grid (fixture);

  lec_slide_grid_select (grid, 1, FALSE);
  settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "lecture.never", NULL));
}

static guint
count_listed (void)
{
  g_autoptr (GPtrArray) pages = lec_never_list_load (NULL, NULL);

  return pages->len;
}

static void
test_take (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *lecture = NULL;
  GtkWidget *preferences = NULL;
  GtkWidget *group = NULL;
  guint n_wrong = 0;

  open_lecture (fixture);
  lecture = find_lecture (fixture);
  kept_track_save (lecture);
  never_take_second (fixture);
  wait_until_says (GTK_WIDGET (fixture->window), "Left out of every lecture from now on");
  wait_for_slides (fixture, 2);
  g_assert_cmpuint (count_listed (), ==, 1);

  group = g_object_ref_sink (g_object_new (LEC_TYPE_NEVER_GROUP, NULL));
  preferences = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (preferences), group);
  gtk_window_present (GTK_WINDOW (preferences));
  lec_never_group_list (LEC_NEVER_GROUP (group));
  wait_until_says (group, "talk · 0:01");
  check_widget (group, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_signal_emit_by_name (find_widget (group, GTK_TYPE_BUTTON, NULL), "clicked");
  while (gtk_widget_get_visible (group))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_listed (), ==, 0);
  gtk_window_destroy (GTK_WINDOW (preferences));
  g_object_unref (group);
}

/* Why a list cannot be read may be anything; what the group is about is said again when it can. */
static void
test_failure (gpointer data)
{
  GtkWidget *window = gtk_window_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  LecGroupRows *rows = lec_group_rows_new (group);
  g_autoptr (GError) error = g_error_new_literal (LEC_ERROR, LEC_ERROR_UNREADABLE, "R&D/<b> cannot be read");

  adw_preferences_group_set_description (group, "What it is about");
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (group));
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 2; i++)
    {
      lec_group_rows_end (rows, error);
      wait_until_says (window, "R&D/<b> cannot be read");
      lec_group_rows_end (rows, error);
      lec_group_rows_end (rows, NULL);
      g_assert_cmpstr (adw_preferences_group_get_description (group), ==, "What it is about");
    }
  lec_group_rows_free (rows);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What it would be known by is not kept: said, and the slide stays. */
static void
test_not_kept (gpointer data)
{
  Fixture *fixture = data;

  open_lecture (fixture);
  never_take_second (fixture);
  wait_until_says (GTK_WIDGET (fixture->window), "what was read of this slide is not kept");
  wait_for_slides (fixture, 3);
  g_assert_cmpuint (count_listed (), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/never-group/take", test_take },
    { "/never-group/not-kept", test_not_kept },
    { "/never-group/failure", test_failure },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
