/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of hundreds of rows, those that are seen have buttons, and no others; nothing moves when these
 * come; and no frame gets more rows than a step.
 */
#include "made-jobs.h"
#include "ui/job-buttons.h"
#include "window-fixture.h"

#define N_JOBS     300
#define MOST_ROWS  40 /* that are seen, and near those */
#define MOST_STEPS 8  /* rows that come between two frames */
#define N_FRAMES   20

static gboolean
frame_cb (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer user_data)
{
  guint *n_frames = user_data;

  return --*n_frames > 0;
}

static void
wait_for_frames (Fixture *fixture,
                 guint n_frames)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (fixture->window), frame_cb, &n_frames, NULL);
  while (n_frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find_list (Fixture *fixture)
{
  return find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW, NULL);
}

static guint
count_listed (Fixture *fixture)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (find_list (fixture)));

  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

/* With rows whose buttons have come. */
static void
show_jobs (Fixture *fixture)
{
  g_autoptr (LecJobsNews) news = make_news (1, N_JOBS, LEC_JOB_COMPLETED);

  wait_for_page (fixture, "empty");
  lec_job_model_apply (lec_application_get_model (fixture->application), news, 1);
  wait_for_page (fixture, "jobs");
  while (count_listed (fixture) < N_JOBS)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frames (fixture, N_FRAMES);
}

static gboolean
is_seen (GtkWidget *cell)
{
  return gtk_widget_get_child_visible (cell) && gtk_widget_get_height (cell) > 0;
}

static GtkWidget *
get_buttons (GtkWidget *row)
{
  GtkWidget *buttons = gtk_widget_get_last_child (row);

  g_assert_true (LEC_IS_JOB_BUTTONS (buttons));
  return buttons;
}

static gboolean
has_buttons (GtkWidget *row)
{
  return gtk_widget_get_first_child (get_buttons (row)) != NULL;
}

/* Returns: how many rows there are */
static guint
check_rows (Fixture *fixture)
{
  GtkWidget *list = find_list (fixture);
  guint n_rows = 0, n_seen = 0, n_complete = 0;

  for (GtkWidget *cell = gtk_widget_get_first_child (list); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *row = gtk_widget_get_first_child (cell);

      n_rows++;
      n_complete += has_buttons (row) ? 1 : 0;
      if (!is_seen (cell))
        continue;
      n_seen++;
      g_assert_true (has_buttons (row));
    }
  g_assert_cmpuint (n_seen, >, 2);
  g_assert_cmpuint (n_complete, <, MOST_ROWS);
  return n_rows;
}

static void
test_seen (gpointer data)
{
  Fixture *fixture = data;
  GtkAdjustment *place = NULL;

  show_jobs (fixture);
  g_assert_cmpuint (check_rows (fixture), >, 2 * MOST_ROWS);

  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_list (fixture)));
  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place) / 2);
  wait_for_frames (fixture, N_FRAMES);
  check_rows (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 800);
  wait_for_frames (fixture, N_FRAMES);
  check_rows (fixture);
}

/* Returns: (nullable): the last one, which nobody sees */
static GtkWidget *
find_last_row (Fixture *fixture)
{
  GtkWidget *list = find_list (fixture);
  GtkWidget *cell = gtk_widget_get_last_child (list);

  g_assert_false (is_seen (cell));
  return gtk_widget_get_first_child (cell);
}

/* Keys may come to a row before it is seen. */
static void
test_focus (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *row = NULL;

  show_jobs (fixture);
  row = find_last_row (fixture);
  g_assert_false (has_buttons (row));
  gtk_widget_grab_focus (row);
  g_assert_true (gtk_widget_is_focus (row));
  g_assert_true (has_buttons (row));
  while (!gtk_widget_get_mapped (row))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (fixture->window))));

  /* Where they are in use they stay. */
  lec_job_row_set_in_sight (LEC_JOB_ROW (row), FALSE);
  g_assert_true (has_buttons (row));
}

static void
test_room (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *row = NULL;
  int before = 0, width = 0, height = 0;

  show_jobs (fixture);
  row = GTK_WIDGET (find_row (fixture));
  width = gtk_widget_get_width (get_buttons (row));
  height = gtk_widget_get_height (row);
  g_assert_cmpint (width, >, 0);
  g_assert_true (lec_job_row_set_in_sight (LEC_JOB_ROW (row), FALSE));
  g_assert_false (has_buttons (row));
  gtk_widget_measure (get_buttons (row), GTK_ORIENTATION_HORIZONTAL, -1, &before, NULL, NULL, NULL);
  g_assert_cmpint (before, ==, width);
  wait_for_frames (fixture, 1);
  g_assert_cmpint (gtk_widget_get_height (row), ==, height);
}

/* Another frame may be a long time coming: then there is nothing that grows meanwhile. */
static void
test_steps (gpointer data)
{
  Fixture *fixture = data;
  guint n_before = 0;

  show_jobs (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "library.group", "s", "failed");
  wait_for_frames (fixture, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "library.group", "s", "all");
  while ((n_before = count_listed (fixture)) < 200)
    {
      wait_for_frames (fixture, 1);
      if (count_listed (fixture) < N_JOBS)
        g_assert_cmpuint (count_listed (fixture) - n_before, <=, MOST_STEPS);
    }
  wait_for_frames (fixture, N_FRAMES);
  check_rows (fixture);
}

/* Returns: whether it is in @menu or in a section of it */
static gboolean
offers (GMenuModel *menu,
        const char *action)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *name = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
      if (g_strcmp0 (name, action) == 0 || (section != NULL && offers (section, action)))
        return TRUE;
    }

  return FALSE;
}

static GMenuModel *
open_menu (GtkWidget *row)
{
  GtkMenuButton *more = GTK_MENU_BUTTON (gtk_widget_get_last_child (get_buttons (row)));

  gtk_menu_button_popdown (more);
  gtk_menu_button_popup (more);
  return gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (gtk_menu_button_get_popover (more)));
}

static gboolean
is_button_seen (GtkWidget *row)
{
  return find_widget (row, GTK_TYPE_BUTTON, "job.remove") != NULL;
}

/* Buttons would leave the name of the lecture no room: the menu has them, and no others. */
static void
test_narrow (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *row = NULL;
  GtkWidget *name = NULL;

  show_jobs (fixture);
  row = GTK_WIDGET (find_row (fixture));
  name = find_widget (row, GTK_TYPE_INSCRIPTION, NULL);
  g_assert_true (is_button_seen (row));
  g_assert_false (offers (open_menu (row), "job.remove"));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  while (is_button_seen (row) || gtk_widget_get_width (GTK_WIDGET (fixture->window)) > 360)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frames (fixture, N_FRAMES);
  check_rows (fixture);
  g_assert_cmpint (gtk_widget_get_width (name) * 2, >, gtk_widget_get_width (row));
  g_assert_true (offers (open_menu (row), "job.remove"));
  g_assert_true (offers (open_menu (row), "job.show"));
  g_assert_false (offers (open_menu (row), "job.pause"));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 720, 640);
  while (!is_button_seen (row))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/job-rows/seen", test_seen },
    { "/job-rows/focus", test_focus },
    { "/job-rows/room", test_room },
    { "/job-rows/steps", test_steps },
    { "/job-rows/narrow", test_narrow },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
