/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide in the window: what a person types there reaches the disk, whatever they do
 * next, and what is told of it does not pile up.
 */
#include "ui/lecture-page.h"
#include "ui/study-entry-row.h"
#include "ui/study-page.h"
#include "window-fixture.h"

#define SAID                                                                       \
  "WEBVTT\n\n00:01.000 --> 00:02.000\nGood mourning.\n\n00:03.000 --> 00:04.000\n" \
  "Two day we link.\n\n00:05.000 --> 00:06.000\nThat is all.\n"

/* Returns: what is shown of the guide: the lecture's transcript */
static GtkWidget *
open_transcript (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *page = NULL;
  GtkWidget *views = NULL;

  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (window, "win.view-job", "x", get_id (fixture));
  while ((views = find_widget (window, ADW_TYPE_VIEW_STACK, NULL)) == NULL ||
         (page = gtk_widget_get_ancestor (views, LEC_TYPE_LECTURE_PAGE)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_until_says (page, "3 slides");
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (views), "study");
  gtk_widget_activate_action (find_widget (page, LEC_TYPE_STUDY_PAGE, NULL), "study.view", "s", "transcript");
  return page;
}

/* A lecture with words that were said, which somebody has heard wrong. */
static GtkWidget *
begin (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "said.vtt", NULL);
  GtkWidget *page = NULL;

  add (fixture, "talk.mp4", GOOD);
  g_assert_true (g_file_set_contents (path, SAID, -1, NULL));
  page = open_transcript (fixture);
  g_assert_true (drop (page, path));
  wait_until_says (page, "Good mourning.");
  return page;
}

static gboolean
is_edit_button (GtkWidget *widget,
                gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "document-edit-symbolic") == 0;
}

static gboolean
is_keep_button (GtkWidget *widget,
                gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "lectern-done-symbolic") == 0;
}

static gboolean
is_labelled_so (GtkWidget *widget,
                gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
}

/* Opens the row that says @heard, and types. Returns: the button that keeps it */
static GtkWidget *
type_over (GtkWidget *page,
           const char *heard,
           const char *typed)
{
  GtkWidget *row = walk_to (page, is_labelled_so, heard);
  GtkWidget *button = NULL;
  GtkWidget *editor = NULL;

  g_assert_nonnull (row);
  while (!GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  button = walk_to (row, is_edit_button, NULL);
  g_signal_emit_by_name (button, "clicked");
  editor = walk_to_mapped (row, GTK_TYPE_TEXT_VIEW);
  g_assert_nonnull (editor);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), typed, -1);
  return button;
}

/* Without Enter, by the way back: it is there when one comes again. What was only opened, or
 * emptied, is what it was. The window ends with the guide of a lecture that was opened twice. */
static void
test_left (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = begin (fixture);

  type_over (page, "Good mourning.", "Good morning.");
  type_over (page, "Two day we link.", "Today we link.");
  type_over (page, "That is all.", " ");
  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);

  page = open_transcript (fixture);
  wait_until_says (page, "Good morning.");
  wait_until_says (page, "Today we link.");
  wait_until_says (page, "That is all.");
  g_assert_null (walk_to_mapped (page, GTK_TYPE_TEXT_VIEW));
}

/* Scrolled away, or in another view, it is no less typed. */
static void
test_left_unseen (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = begin (fixture);

  type_over (page, "Good mourning.", "Good morning.");
  gtk_widget_activate_action (find_widget (page, LEC_TYPE_STUDY_PAGE, NULL), "study.view", "s", "summary");
  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);
  page = open_transcript (fixture);
  wait_until_says (page, "Good morning.");
}

static void
test_after_closing (gpointer data)
{
  wait_until_says (open_transcript (data), "Good morning.");
}

/* The program ends: the next run shows it. */
static void
test_closed (gpointer data)
{
  Fixture *fixture = data;

  type_over (begin (fixture), "Good mourning.", "Good morning.");
  gtk_window_close (GTK_WINDOW (fixture->window));
}

/* Of many corrections only the last is told, and can be undone there. */
static void
test_toasts (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = begin (fixture);
  GtkWidget *undo = NULL;

  g_signal_emit_by_name (type_over (page, "Good mourning.", "Good morning."), "clicked");
  wait_until_says (page, "Good morning.");
  g_signal_emit_by_name (type_over (page, "Two day we link.", "Today we link."), "clicked");
  wait_until_says (page, "Today we link.");
  g_signal_emit_by_name (type_over (page, "That is all.", "This is all."), "clicked");
  wait_until_says (page, "This is all.");
  settle ();
  while ((undo = find_widget (page, GTK_TYPE_BUTTON, "lecture.put-back-transcript")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (undo, "clicked");
  wait_until_says (page, "That is all.");
  wait_until_says (page, "Today we link.");
  settle ();
  g_assert_null (find_widget (page, GTK_TYPE_BUTTON, "lecture.put-back-transcript"));
}

/* What changes elsewhere in the transcript leaves what is being typed. */
static void
test_typed_beside (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = begin (fixture);
  GtkWidget *editor = NULL;
  GtkWidget *button = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "said.vtt", NULL);

  type_over (page, "Two day we link.", "Today we link.");
  g_signal_emit_by_name (type_over (page, "Good mourning.", "Good morning."), "clicked");
  wait_until_says (page, "Good morning.");
  g_assert_nonnull (walk_to_mapped (page, GTK_TYPE_TEXT_VIEW));
  g_signal_emit_by_name (type_over (page, "That is all.", "This is all."), "clicked");
  wait_until_says (page, "This is all.");
  /* Both around it at once, by the file that was given. */
  g_assert_true (drop (page, path));
  wait_until_says (page, "Good mourning.");
  settle ();
  editor = walk_to_mapped (page, GTK_TYPE_TEXT_VIEW);
  g_assert_nonnull (editor);
  button = walk_to (gtk_widget_get_ancestor (editor, LEC_TYPE_STUDY_ENTRY_ROW), is_keep_button, NULL);
  g_signal_emit_by_name (button, "clicked");
  wait_until_says (page, "Today we link.");
}

/* The second run is of what the first one has left. */
static void
run_test (Fixture *fixture,
          gconstpointer test)
{
  run_application (fixture, test);
  if (test == test_closed)
    {
      fixture->test = test_after_closing;
      run_application (fixture, test);
    }
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/lecture-study/left", test_left },
    { "/lecture-study/left-unseen", test_left_unseen },
    { "/lecture-study/closed", test_closed },
    { "/lecture-study/toasts", test_toasts },
    { "/lecture-study/typed-beside", test_typed_beside },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_test);
}
