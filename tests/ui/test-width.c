/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each page of the window, and each window beside it, can be made as narrow as a phone is, and what
 * is written there can be read in light and in dark colours. In high contrast, too: that is the
 * system's, and asked for in the environment (ADW_DEBUG_HIGH_CONTRAST=1), in a run of its own.
 */
#include "contrast.h"
#include "made-notes.h"
#include "ui/application.h"
#include "ui/closing.h"
#include "ui/dashboard-page.h"
#include "ui/export-dialog.h"
#include "ui/job-details.h"
#include "ui/lecture-page.h"
#include "ui/practice-page.h"
#include "ui/preferences.h"
#include "ui/slide-grid.h"
#include "ui/study-page.h"
#include "window-fixture.h"

#define NARROW    360 /* pixels */
#define MAX_LOOKS 3
#define MORE      "duration=5400 read=5400 slides=14 end=more"
#define WAIT      "duration=100 read=100 slides=4 end=wait"

/* What asks for most, from @widget downwards. */
static void
tell_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;
  int most = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > most)
        {
          most = minimum;
          widest = child;
        }
    }
  if (widest == NULL)
    return;

  g_test_message ("%s asks for %d", G_OBJECT_TYPE_NAME (widest), most);
  tell_widest (widest);
}

static gboolean
frame_cb (GtkWidget *widget,
          GdkFrameClock *clock,
          gpointer user_data)
{
  guint *n_frames = user_data;

  return --*n_frames > 0;
}

/* Until it is laid out, and what that brings with it is, too. */
static void
wait_for_frames (GtkWidget *window,
                 guint n_frames)
{
  gtk_widget_add_tick_callback (window, frame_cb, &n_frames, NULL);
  while (n_frames > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What is hidden by an animation, or laid out at the moment, is drawn later. */
static ContrastSheet
measure_contrast (gpointer window,
                  const char *where)
{
  ContrastSheet sheet = { .lowest = 21 };
  g_autoptr (GskRenderNode) node = NULL;

  for (wait_for_frames (window, 4); (node = contrast_draw (window)) == NULL; wait_for_frames (window, 1))
    continue;
  contrast_check (&sheet, window, node, where);
  return sheet;
}

/* They lie over texts. */
static void
close_toasts (gpointer window)
{
  const GType type = g_type_from_name ("AdwToastWidget");
  GtkWidget *toast = NULL;

  while (type != 0 && (toast = find_widget (window, type, NULL)) != NULL)
    {
      gtk_widget_activate (gtk_widget_get_last_child (toast));
      wait_for_frames (window, 4);
    }
}

/* In both colours. What has moved since it was drawn is looked for once more. */
static void
check_contrast (gpointer window,
                const char *state)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_FORCE_LIGHT };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      ContrastSheet sheet = { .n_failed = 1 };
      g_autofree char *where = g_strdup_printf ("%s, %s", state, i == 0 ? "dark" : "light");

      close_toasts (window);
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
      for (guint n = 0; sheet.n_failed > 0 && n < MAX_LOOKS; n++)
        sheet = measure_contrast (window, where);
      g_test_message ("%s: the lowest contrast of %u texts is %.2f", where, sheet.n_texts, sheet.lowest);
      if (sheet.n_failed > 0 || sheet.n_texts == 0)
        g_test_fail ();
    }
}

/* With all buttons that a desktop may put into its header, but without the frame around. */
static void
check_window (gpointer window,
              const char *state)
{
  int minimum = 0;

  gtk_window_set_default_size (window, NARROW, 640);
  wait_for_frames (window, 6);
  gtk_widget_measure (gtk_widget_get_first_child (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_test_message ("%s: %d", state, minimum);
  if (minimum > NARROW)
    {
      tell_widest (window);
      g_test_fail ();
    }
#ifndef __SANITIZE_ADDRESS__ /* the pixels are the same with it, and looking at each takes long */
  check_contrast (window, state);
#endif
}

static void
view (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
}

static GtkWidget *
wait_for (Fixture *fixture,
          GType type)
{
  GtkWidget *found = NULL;

  g_test_message ("waiting for a %s", g_type_name (type));
  while ((found = find_widget (GTK_WIDGET (fixture->window), type, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

static void
test_library (gpointer data)
{
  Fixture *fixture = data;
  static const char *const groups[] = { "running", "failed", "done", "all" };

  wait_for_page (fixture, "empty");
  check_window (fixture->window, "empty");
  add (fixture, "fails.mp4", "duration=100 read=50 slides=0 end=well");
  wait_until_says (GTK_WIDGET (fixture->page), "Failed");
  add (fixture, "done, and its name is so long that it cannot be shown.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  add (fixture, "runs.mp4", HANG);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "library.group", "s", groups[i]);
      check_window (fixture->window, groups[i]);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  check_window (fixture->window, "search");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "s", "dashboard");
  wait_for (fixture, LEC_TYPE_DASHBOARD_PAGE);
  check_window (fixture->window, "dashboard");
}

static void
test_lecture (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;

  add (fixture, "talk.mp4", MORE);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  view (fixture);
  page = gtk_widget_get_ancestor (wait_for (fixture, LEC_TYPE_SLIDE_GRID), LEC_TYPE_LECTURE_PAGE);
  wait_until_says (page, "left out");
  check_window (fixture->window, "slides");
  gtk_widget_activate_action (page, "lecture.remove", NULL);
  gtk_widget_activate_action (page, "lecture.find", NULL);
  check_window (fixture->window, "found");
}

/* The keys beside what a menu offers, too. */
static void
test_menu (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *grid = NULL;
  GtkWidget *menu = NULL;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  view (fixture);
  grid = wait_for (fixture, LEC_TYPE_SLIDE_GRID);
  menu = walk_to_type (grid, GTK_TYPE_POPOVER_MENU);
  gtk_widget_activate_action (grid, "slides.menu", NULL);
  while (!gtk_widget_get_mapped (menu))
    g_main_context_iteration (NULL, TRUE);
  check_contrast (menu, "slide menu");
  gtk_popover_popdown (GTK_POPOVER (menu));
}

/* Each view of the study guide, with something in it. */
static void
test_study (gpointer data)
{
  Fixture *fixture = data;
  static const char *const views[] = { "summary", "glossary", "questions", "transcript", "topics" };
  g_autoptr (LecStudyNotes) notes = make_notes ();
  g_autoptr (LecStudyNews) news = lec_study_news_new (notes);
  LecStudyPage *study = NULL;

  add (fixture, "talk.mp4", MORE);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  view (fixture);
  wait_for (fixture, LEC_TYPE_SLIDE_GRID);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (wait_for (fixture, ADW_TYPE_VIEW_STACK)), "study");
  study = LEC_STUDY_PAGE (wait_for (fixture, LEC_TYPE_STUDY_PAGE));
  lec_study_page_set_study (study, news);
  check_window (fixture->window, "study");
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      lec_study_page_show_view (study, views[i]);
      check_window (fixture->window, views[i]);
    }
  lec_study_page_show_view (study, "questions");
  gtk_widget_activate_action (wait_for (fixture, LEC_TYPE_PRACTICE_PAGE), "practice.reveal", NULL);
  check_window (fixture->window, "answer");
}

static void
changed_cb (guint *n_changes)
{
  ++*n_changes;
}

/* The name of the lecture is shortened where it must be, not cut off. */
static void
check_name (Fixture *fixture)
{
  GtkWidget *title = find_widget (GTK_WIDGET (fixture->window), ADW_TYPE_WINDOW_TITLE, NULL);
  GtkWidget *room = gtk_widget_get_ancestor (title, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *place = NULL;

  g_assert_true (says (title, "talk.mp4"));
  if (room == NULL)
    return;

  place = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (room));
  g_test_message ("%.0f of %.0f", gtk_adjustment_get_page_size (place), gtk_adjustment_get_upper (place));
  g_assert_cmpfloat (gtk_adjustment_get_upper (place), <=, gtk_adjustment_get_page_size (place));
}

/* The name of the lecture takes room from what chooses the view: neither chases the other away. */
static void
test_rest (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *switcher = NULL;
  guint n_changes = 0;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  view (fixture);
  wait_for (fixture, LEC_TYPE_SLIDE_GRID);
  switcher = wait_for (fixture, ADW_TYPE_VIEW_SWITCHER_TITLE);
  for (int width = 480; width < 760; width += 20)
    {
      gulong id = 0;

      gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 640);
      wait_for_frames (GTK_WIDGET (fixture->window), 6);
      id = g_signal_connect_swapped (switcher, "notify::title-visible", G_CALLBACK (changed_cb), &n_changes);
      wait_for_frames (GTK_WIDGET (fixture->window), 4);
      g_signal_handler_disconnect (switcher, id);
      g_test_message ("%d: %u", width, n_changes);
      check_name (fixture);
    }
  g_assert_cmpuint (n_changes, ==, 0);
}

/* While slides are found they are all there is to see. */
static void
test_live (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", HANG);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  view (fixture);
  wait_for (fixture, LEC_TYPE_SLIDE_GRID);
  check_window (fixture->window, "live");
}

static gboolean
is_row_that_warns (GtkWidget *widget,
                   gconstpointer data)
{
  return GTK_IS_LIST_BOX_ROW (widget) && gtk_widget_has_css_class (widget, "warning");
}

/* A language that is not installed is chosen. */
static void
test_preferences (gpointer data)
{
  Fixture *fixture = data;
  LecPreferences *preferences = NULL;
  GtkWidget *stack = NULL;
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_settings_set_string (fixture->settings, "option-language", "eng+tlh");
  preferences = lec_preferences_new (GTK_WINDOW (fixture->window), fixture->settings, NULL);
  stack = walk_to_type (GTK_WIDGET (preferences), ADW_TYPE_VIEW_STACK);
  pages = adw_view_stack_get_pages (ADW_VIEW_STACK (stack));
  gtk_window_present (GTK_WINDOW (preferences));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      gtk_selection_model_select_item (pages, i, TRUE);
      check_window (preferences, adw_view_stack_page_get_title (page));
    }
  gtk_selection_model_select_item (pages, 1, TRUE);
  gtk_widget_grab_focus (walk_to (GTK_WIDGET (preferences), is_row_that_warns, NULL));
  check_contrast (preferences, "language not installed");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
ignore_choice (GtkWindow *parent,
               LecClosing closing)
{
}

/* The windows of one job, and those that are the same for all. */
static void
test_beside (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *window = GTK_WIDGET (fixture->window);

  add (fixture, "fails.mp4", "duration=100 read=50 slides=0 end=well");
  wait_until_says (GTK_WIDGET (fixture->page), "Failed");
  gtk_widget_activate_action (window, "win.show-job", "x", get_id (fixture));
  check_window (find_window (LEC_TYPE_JOB_DETAILS), "details");
  gtk_widget_activate_action (window, "win.show-help-overlay", NULL);
  check_contrast (find_window (GTK_TYPE_SHORTCUTS_WINDOW), "shortcuts");
  gtk_widget_activate_action (window, "app.about", NULL);
  check_contrast (find_window (ADW_TYPE_ABOUT_WINDOW), "about");
  lec_closing_ask (GTK_WINDOW (window), fixture->settings, 2, ignore_choice);
  check_contrast (find_window (ADW_TYPE_MESSAGE_DIALOG), "question");
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
  check_window (dialog, "export");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/width/library", test_library },
    { "/width/lecture", test_lecture },
    { "/width/menu", test_menu },
    { "/width/study", test_study },
    { "/width/rest", test_rest },
    { "/width/live", test_live },
    { "/width/preferences", test_preferences },
    { "/width/export", test_export },
    { "/width/beside", test_beside },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
