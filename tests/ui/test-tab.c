/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tab goes through all that can be used on each page and each window, and comes round: it stays
 * nowhere, and gets to what the header ends with.
 */
#include "ui/dashboard-page.h"
#include "ui/export-dialog.h"
#include "ui/preferences.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

#define MAX_STEPS 200

static const char *
describe (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  return tooltip != NULL ? tooltip : G_OBJECT_TYPE_NAME (widget);
}

static GtkWidget *
step (GtkWindow *window,
      GtkDirectionType direction)
{
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), direction));
  settle ();
  return gtk_window_get_focus (window);
}

/* @last: a type that has to be met on the way. A list is entered where it was left, so that the way
 * need not come back to where it began. */
static void
check_way (gpointer window,
           GtkDirectionType direction,
           GType last)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *now = step (window, direction);
  GtkWidget *first = NULL;
  gboolean was_met = FALSE;
  guint n_steps = 0;

  while (g_hash_table_add (seen, now))
    now = step (window, direction);
  first = now;
  do
    {
      GtkWidget *before = now;

      now = step (window, direction);
      g_assert_nonnull (now);
      g_test_message ("%s", describe (now));
      g_assert_true (now != before);
      was_met = was_met || gtk_widget_get_ancestor (now, last) != NULL;
      g_assert_cmpuint (++n_steps, <=, MAX_STEPS);
    }
  while (now != first);
  g_assert_true (was_met);
}

/* With Shift, too. */
static void
check_round (gpointer window,
             GType last)
{
  check_way (window, GTK_DIR_TAB_FORWARD, last);
  check_way (window, GTK_DIR_TAB_BACKWARD, last);
}

static GtkWidget *
wait_for (Fixture *fixture,
          GType type)
{
  GtkWidget *found = NULL;

  while ((found = find_widget (GTK_WIDGET (fixture->window), type, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

static void
test_library (gpointer data)
{
  Fixture *fixture = data;

  check_round (fixture->window, GTK_TYPE_MENU_BUTTON);
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  check_round (fixture->window, GTK_TYPE_MENU_BUTTON);
}

static void
test_dashboard (gpointer data)
{
  Fixture *fixture = data;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "dashboard");
  wait_for (fixture, LEC_TYPE_DASHBOARD_PAGE);
  check_round (fixture->window, GTK_TYPE_MENU_BUTTON);
}

/* With the name of the lecture beside what leads back. */
static void
test_lecture (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  wait_for (fixture, LEC_TYPE_SLIDE_GRID);
  wait_until_says (GTK_WIDGET (fixture->window), "3 slides");
  check_round (fixture->window, ADW_TYPE_VIEW_SWITCHER);
}

static void
test_preferences (gpointer data)
{
  Fixture *fixture = data;
  LecPreferences *preferences = lec_preferences_new (GTK_WINDOW (fixture->window), fixture->settings, NULL);

  gtk_window_present (GTK_WINDOW (preferences));
  settle ();
  check_round (preferences, GTK_TYPE_SWITCH);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
test_export (gpointer data)
{
  Fixture *fixture = data;
  LecExportDialog *dialog = NULL;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  dialog = lec_export_dialog_new (GTK_WINDOW (fixture->window), lec_job_row_get_item (find_row (fixture)));
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  check_round (dialog, GTK_TYPE_BUTTON);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/tab/library", test_library },
    { "/tab/dashboard", test_dashboard },
    { "/tab/lecture", test_lecture },
    { "/tab/preferences", test_preferences },
    { "/tab/export", test_export },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
