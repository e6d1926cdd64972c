/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in this process, with its threads, a real database and task processes that follow a
 * script. Each test is a run of the application; what it leaves is looked at afterwards.
 */
#include "engine/queue-owner.h"
#include "ui/fixed-picture.h"
#include "ui/job-details.h"
#include "ui/preferences.h"
#include "ui/slide-cell.h"
#include "window-fixture.h"

/* --- Tests --- */

static void
test_empty (gpointer data)
{
  Fixture *fixture = data;

  wait_for_page (fixture, "empty");
  wait_until_says (GTK_WIDGET (fixture->window), "Drop Lecture Videos Here");
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "win.add"));
}

static void
test_add (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk.pdf", NULL);

  wait_for_page (fixture, "empty");
  add (fixture, "talk.mp4", GOOD);
  wait_for_page (fixture, "jobs");
  wait_until_says (GTK_WIDGET (fixture->window), "1 video added");
  wait_until_says (GTK_WIDGET (fixture->page), "Done\u00a0· 3\u00a0slides");
  g_assert_true (says (GTK_WIDGET (find_row (fixture)), "talk.mp4"));
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "job.open"));
  g_assert_null (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "job.pause"));
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

/* The dialog that asks what to add; nothing is added when it is cancelled. */
static void
test_dialog (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *dialog = NULL;

  wait_for_page (fixture, "empty");
  click (GTK_WIDGET (fixture->page), "win.add");
  dialog = find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (gtk_file_chooser_get_select_multiple (GTK_FILE_CHOOSER (dialog)));
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  settle ();
  g_assert_null (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG));
  g_assert_cmpstr (lec_library_page_get_shown (fixture->page), ==, "empty");
}

/* The document may have been moved away since. */
static void
test_document_gone (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk.pdf", NULL);

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  g_assert_cmpint (g_remove (pdf), ==, 0);
  click (GTK_WIDGET (fixture->page), "job.open");
  wait_until_says (GTK_WIDGET (fixture->window), "talk.pdf is not there any more");
}

/* A folder, as a file manager hands it over. */
static void
test_drop (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *one = make_video (fixture, "one.mp4", GOOD);
  g_autofree char *two = make_video (fixture, "two.mp4", GOOD " ");
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  GFile *files[] = { folder };
  g_auto (GValue) value = G_VALUE_INIT;
  GtkEventController *target = NULL;
  gboolean is_taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (files, G_N_ELEMENTS (files)));
  target = find_controller (GTK_WIDGET (fixture->page), GTK_TYPE_DROP_TARGET);
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &is_taken);
  g_assert_true (is_taken);
  wait_until_says (GTK_WIDGET (fixture->window), "2 videos added");
  wait_until_says (GTK_WIDGET (fixture->page), "one.mp4");
  wait_until_says (GTK_WIDGET (fixture->page), "two.mp4");
}

static void
test_failed (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", "nonsense");
  wait_until_says (GTK_WIDGET (fixture->page), "Failed");
  wait_until_says (GTK_WIDGET (fixture->page), "not a video");
  g_assert_nonnull (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "job.retry"));
}

static void
test_details (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *details = NULL;

  add (fixture, "talk.mp4", "duration=100 read=100 slides=0 end=well");
  wait_until_says (GTK_WIDGET (fixture->page), "no slides");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-job", "x", get_id (fixture));
  details = find_window (LEC_TYPE_JOB_DETAILS);
  g_assert_nonnull (details);
  wait_until_says (details, "Finding slides");
  g_assert_true (says (details, "talk.mp4"));
  g_assert_true (says (details, "no slides"));
}

static LecFixedPicture *
find_picture (Fixture *fixture)
{
  return LEC_FIXED_PICTURE (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_FIXED_PICTURE, NULL));
}

/* What a job that is done has found, and back. */
static void
test_lecture (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *cell = NULL;
  guint n_wrong = 0;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  wait_until_says (GTK_WIDGET (fixture->window), "3 slides");
  wait_until_says (GTK_WIDGET (fixture->window), "1 · 0:00");
  while (lec_fixed_picture_get_texture (find_picture (fixture)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  cell = gtk_widget_get_parent (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_CELL, NULL));
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Slide 1, at 0:00");
  check_widget (GTK_WIDGET (fixture->window), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  click (GTK_WIDGET (fixture->window), "win.back");
  wait_for_row (fixture);
  while (find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_CELL, NULL) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What was kept of it is gone: the page says so. */
static void
test_lecture_gone (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *lectures = g_build_filename (fixture->home, LEC_DATA_FOLDER_LECTURES, NULL);

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  lec_file_tree_remove (lectures);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  wait_until_says (GTK_WIDGET (fixture->window), "No Slides to Show");
  g_assert_true (says (GTK_WIDGET (fixture->window), "there are no slides of this job"));
}

/* Paused and cancelled by the buttons of the row; the window asks before it is closed meanwhile. */
static void
test_running (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", HANG);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  click (GTK_WIDGET (fixture->page), "job.pause");
  wait_until_says (GTK_WIDGET (fixture->page), "Pauses\u00a0after\u00a0this\u00a0step");
  click (GTK_WIDGET (fixture->page), "job.resume");
  wait_until_says (GTK_WIDGET (fixture->page), "Working");

  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
  g_assert_nonnull (find_window (ADW_TYPE_MESSAGE_DIALOG));

  click (GTK_WIDGET (fixture->page), "job.cancel");
  wait_until_says (GTK_WIDGET (fixture->page), "Cancelled");
}

static void
test_remove (gpointer data)
{
  Fixture *fixture = data;
  gint64 id = 0;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  id = get_id (fixture);
  click (GTK_WIDGET (fixture->page), "job.remove");
  wait_for_page (fixture, "empty");
  gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), "win.keep-jobs",
                                      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &id, 1, sizeof id));
  wait_for_page (fixture, "jobs");
  wait_for_row (fixture);
  g_assert_cmpint (get_id (fixture), ==, id);
}

/* Names of files are text, and no markup: in the list, in toasts, on pages. */
static void
test_markup (gpointer data)
{
  Fixture *fixture = data;
  const char *odd = "<b>Q & A.mp4";

  add (fixture, odd, "nonsense");
  wait_until_says (GTK_WIDGET (fixture->page), "Failed");
  g_assert_true (says (GTK_WIDGET (fixture->page), odd));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-job", "x", get_id (fixture));
  wait_until_says (find_window (LEC_TYPE_JOB_DETAILS), odd);
  click (GTK_WIDGET (fixture->page), "job.remove");
  wait_until_says (GTK_WIDGET (fixture->window), "Removed “<b>Q & A.mp4”");

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-uris", "^as",
                              (const char *const[]){ "file:///no/%3Cb%3EQ%20&%20A.mp4", NULL });
  wait_until_says (GTK_WIDGET (fixture->window), "<b>Q & A.mp4: ");
  lec_window_set_loaded (fixture->window, "no such folder: /a/<b>Q & A");
  wait_until_says (GTK_WIDGET (fixture->page), "no such folder: /a/<b>Q & A");
}

/* The toast is still there when the window is closed. */
static void
test_remove_and_close (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  click (GTK_WIDGET (fixture->page), "job.remove");
  wait_for_page (fixture, "empty");
  gtk_window_close (GTK_WINDOW (fixture->window));
}

/* The key that removes, pressed on a row that was chosen. */
static void
test_delete_key (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *list = NULL;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  list = find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW, NULL);
  press_key (list, GDK_KEY_Delete);
  settle ();
  g_assert_cmpstr (lec_library_page_get_shown (fixture->page), ==, "jobs");

  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  press_key (list, GDK_KEY_Delete);
  wait_for_page (fixture, "empty");
}

/* While another program works on the queue the window only watches, and says so. */
static void
test_elsewhere (gpointer data)
{
  Fixture *fixture = data;
  /* The window holds the lock for a moment when it keeps house. */
  g_autoptr (LecQueueOwner) other = lec_queue_owner_wait (fixture->home, NULL, NULL, NULL, NULL);

  g_assert_nonnull (other);
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->window), "Another program works on these videos");
  g_assert_true (says (GTK_WIDGET (fixture->page), "Waiting"));

  /* Nobody works on what is paused. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.pause-job", "x", get_id (fixture));
  while (says (GTK_WIDGET (fixture->window), "Another program works"))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.resume-job", "x", get_id (fixture));

  g_clear_pointer (&other, lec_queue_owner_free);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  while (says (GTK_WIDGET (fixture->window), "Another program works"))
    g_main_context_iteration (NULL, TRUE);
}

/* The toast's button. */
static void
test_undo_add (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", HANG);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  wait_until_says (GTK_WIDGET (fixture->window), "1 video added");
  click (GTK_WIDGET (fixture->window), "win.undo-add");
  wait_for_page (fixture, "empty");
  while (lec_job_model_find (lec_application_get_model (fixture->application), 1) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_toplevels (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
check_menu (Fixture *fixture,
            GMenuModel *menu,
            guint *n_entries)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL;

      if (section != NULL)
        check_menu (fixture, section, n_entries);
      if (!g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        continue;

      g_test_message ("menu: %s", action);
      ++*n_entries;
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
    }
}

/* No entry of the menu that does nothing: each opens a window, but for those that are about all
 * jobs. */
static void
test_menu (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *button = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON, NULL);
  guint n_entries = 0;

  while (!gtk_menu_button_get_primary (GTK_MENU_BUTTON (button)))
    {
      gtk_widget_set_visible (button, FALSE);
      button = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON, NULL);
    }
  check_menu (fixture, gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)), &n_entries);
  g_assert_cmpuint (n_entries, ==, 7);
  g_assert_cmpuint (count_toplevels (), >=, 1 + 3);
  wait_until_says (GTK_WIDGET (fixture->window), "The queue is paused");
}

static void
test_names (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *row = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *name = NULL;
  guint n_wrong = 0;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  row = gtk_widget_get_parent (GTK_WIDGET (find_row (fixture)));
  check_widget (GTK_WIDGET (fixture->window), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_object_get (lec_job_row_get_item (find_row (fixture)), "summary", &summary, NULL);
  name = g_strdup_printf ("talk.mp4, %s", summary);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

/* --- All jobs at once, filter and search --- */

static GtkWidget *
find_button (Fixture *fixture,
             const char *group)
{
  g_autofree char *label = g_strdup_printf ("%s ", group);
  GtkWidget *bar = gtk_widget_get_parent (find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "library.group"));
  GtkWidget *button = gtk_widget_get_first_child (bar);

  while (!g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (button)), label))
    button = gtk_widget_get_next_sibling (button);
  return button;
}

static void
wait_for_label (Fixture *fixture,
                const char *group,
                const char *label)
{
  while (!g_str_equal (gtk_button_get_label (GTK_BUTTON (find_button (fixture, group))), label))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_filter (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "bad.mp4", "nonsense");
  add (fixture, "good.mp4", GOOD);
  wait_for_page (fixture, "jobs");
  wait_for_label (fixture, "Failed", "Failed 1");
  wait_for_label (fixture, "Done", "Done 1");
  wait_for_label (fixture, "All", "All 2");
  g_signal_emit_by_name (find_button (fixture, "Failed"), "clicked");
  wait_until_says (GTK_WIDGET (fixture->page), "bad.mp4");
  while (says (GTK_WIDGET (fixture->page), "good.mp4"))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_button (fixture, "Running"), "clicked");
  wait_for_page (fixture, "none-such");

  /* All that are done are removed at once, and the toast brings them back. */
  g_signal_emit_by_name (find_button (fixture, "Done"), "clicked");
  wait_until_says (GTK_WIDGET (fixture->page), "good.mp4");
  click (GTK_WIDGET (fixture->page), "win.clear-done");
  wait_for_label (fixture, "All", "All 1");
  click (GTK_WIDGET (fixture->window), "win.keep-jobs");
  wait_for_label (fixture, "All", "All 2");
}

static void
test_retry_failed (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *path = g_build_filename (fixture->folder, "one.mp4", NULL);

  add (fixture, "one.mp4", "nonsense");
  wait_for_page (fixture, "jobs");
  wait_for_label (fixture, "Failed", "Failed 1");
  g_assert_true (g_file_set_contents (path, GOOD, -1, NULL));
  g_signal_emit_by_name (find_button (fixture, "Failed"), "clicked");
  click (GTK_WIDGET (fixture->page), "win.retry-failed");
  wait_for_label (fixture, "Done", "Done 1");
}

static void
type_query (Fixture *fixture,
            const char *query)
{
  GtkWidget *entry = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  while ((entry = find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), query);
}

/* As if that had been read on the slides of the first job. */
static void
write_on_slides (Fixture *fixture)
{
  g_autoptr (LecJobs) jobs = lec_jobs_open (fixture->home, NULL, NULL, NULL);
  g_autoptr (LecJob) job = lec_jobs_get (jobs, "1", NULL, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  for (guint number = 1; number <= 3; number++)
    {
      LecSlide *slide = lec_slide_new (number);

      lec_slide_add_visit (slide, number, number + 1);
      slide->title = g_strdup_printf ("Title %u", number);
      g_ptr_array_add (lecture->slides, slide);
    }
  g_assert_true (lec_jobs_set_lecture (jobs, job->content_hash, NULL, lecture, NULL, NULL));
}

/* By name, and by what stands on slides; from there to the slide. */
static void
test_search (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *list = NULL;
  GtkWidget *grid = NULL;

  add (fixture, "one.mp4", GOOD);
  add (fixture, "two.mp4", GOOD " ");
  wait_for_page (fixture, "jobs");
  wait_for_label (fixture, "Done", "Done 2");
  type_query (fixture, "nowhere");
  wait_for_page (fixture, "none");
  type_query (fixture, "two");
  wait_for_page (fixture, "jobs");
  wait_until_says (GTK_WIDGET (fixture->page), "two.mp4");
  while (says (GTK_WIDGET (fixture->page), "one.mp4"))
    g_main_context_iteration (NULL, TRUE);

  write_on_slides (fixture);
  type_query (fixture, "title");
  wait_until_says (GTK_WIDGET (fixture->page), "On Slides");
  wait_until_says (GTK_WIDGET (fixture->page), "slide 3");
  list = find_widget (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW, NULL);
  /* What was found on a slide is no video that could be removed or exported. */
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 3, TRUE);
  press_key (list, GDK_KEY_Delete);
  press_keys (list, GDK_KEY_e, GDK_CONTROL_MASK);
  g_signal_emit_by_name (list, "activate", 3u);
  while ((grid = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_GRID_VIEW, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (!gtk_selection_model_is_selected (gtk_grid_view_get_model (GTK_GRID_VIEW (grid)), 2))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_pause_all (gpointer data)
{
  Fixture *fixture = data;

  wait_for_page (fixture, "empty");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.paused", NULL);
  wait_until_says (GTK_WIDGET (fixture->window), "The queue is paused");
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Waiting");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.move-first-job", "x", (gint64) 1);
  wait_until_says (GTK_WIDGET (fixture->page), "comes\u00a0before\u00a0others");
  click (GTK_WIDGET (fixture->window), "win.paused");
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
}

/* The first slide's, made smaller and kept on the disk. */
static void
test_picture (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *picture = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "lectern", "thumbnails", "normal", NULL);

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  while ((picture = find_widget (GTK_WIDGET (fixture->page), LEC_TYPE_FIXED_PICTURE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (lec_fixed_picture_get_texture (LEC_FIXED_PICTURE (picture)));
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
}

/* There is no file manager here, and nothing that opens folders: it says so. */
static void
test_reveal (gpointer data)
{
  Fixture *fixture = data;

  add (fixture, "talk.mp4", "nonsense");
  wait_until_says (GTK_WIDGET (fixture->page), "Failed");
  lec_file_tree_remove (fixture->folder);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reveal-job", "x", get_id (fixture));
  wait_until_says (GTK_WIDGET (fixture->window), "is not there any more");
}

/* --- Dashboard --- */

static void
test_dashboard (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *window = GTK_WIDGET (fixture->window);
  guint n_wrong = 0;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (window, "win.view", "s", "dashboard");
  wait_until_says (window, "1 video done in the last 60 minutes");
  wait_until_says (window, "Idle");
  wait_until_says (window, "0 failed");
  check_widget (window, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  click (window, "dashboard.pause-queue");
  wait_until_says (window, "Paused · nothing waits");
  wait_until_says (window, "The queue is paused");
  click (window, "dashboard.resume-queue");
  while (says (window, "Paused · nothing waits"))
    g_main_context_iteration (NULL, TRUE);

  gtk_widget_activate_action (window, "win.find", NULL);
  wait_for_row (fixture);
}

/* --- Without a window --- */

static void
wait_for_status (Fixture *fixture,
                 LecJobStatus status)
{
  while (lec_job_model_count (lec_application_get_model (fixture->application), status) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
close_window (Fixture *fixture)
{
  gtk_window_close (GTK_WINDOW (fixture->window));
  settle ();
  g_assert_null (find_window (LEC_TYPE_WINDOW));
}

static void
answer (const char *response)
{
  GtkWidget *dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);

  g_assert_nonnull (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  settle ();
}

/* The window goes, work goes on; whoever starts the program again has the window back. */
static void
test_background (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *slow = g_strdup ("duration=100 read=100 slides=3 end=slow");

  add (fixture, "talk.mp4", slow);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  gtk_window_close (GTK_WINDOW (fixture->window));
  answer ("background");
  g_assert_null (find_window (LEC_TYPE_WINDOW));

  g_application_activate (G_APPLICATION (fixture->application));
  g_assert_nonnull (find_window (LEC_TYPE_WINDOW));
  wait_for_status (fixture, LEC_JOB_COMPLETED);
}

/* As long as something is worked on, and that is wanted. Nobody listens here: no trouble. */
static void
test_keep_awake (gpointer data)
{
  Fixture *fixture = data;

  wait_for_page (fixture, "empty");
  g_assert_false (lec_application_keeps_awake (fixture->application));
  add (fixture, "talk.mp4", HANG);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  g_assert_true (lec_application_keeps_awake (fixture->application));
  g_settings_set_boolean (fixture->settings, "keep-awake", FALSE);
  g_assert_false (lec_application_keeps_awake (fixture->application));
  g_settings_set_boolean (fixture->settings, "keep-awake", TRUE);
  g_assert_true (lec_application_keeps_awake (fixture->application));
  click (GTK_WIDGET (fixture->page), "job.cancel");
  wait_until_says (GTK_WIDGET (fixture->page), "Cancelled");
  g_assert_false (lec_application_keeps_awake (fixture->application));
}

/* The choice can be kept; then it is not asked for again. */
static void
test_remember (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *check = NULL;
  g_autofree char *kept = NULL;

  add (fixture, "talk.mp4", HANG);
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  gtk_window_close (GTK_WINDOW (fixture->window));
  answer ("cancel");
  g_assert_nonnull (find_window (LEC_TYPE_WINDOW));

  gtk_window_close (GTK_WINDOW (fixture->window));
  check = find_widget (find_window (ADW_TYPE_MESSAGE_DIALOG), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  answer ("stop");
  g_assert_null (find_window (LEC_TYPE_WINDOW));
  kept = g_settings_get_string (fixture->settings, "on-close");
  g_assert_cmpstr (kept, ==, "stop");
}

/* What has begun is finished and what waits is not begun: that is for the next start. */
static void
test_finish (gpointer data)
{
  Fixture *fixture = data;

  g_settings_set_int (fixture->settings, "jobs-at-once", 1);
  g_settings_set_string (fixture->settings, "on-close", "finish");
  add (fixture, "one.mp4", "duration=100 read=100 slides=3 end=slow");
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  add (fixture, "two.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Waiting");
  close_window (fixture);
  wait_for_status (fixture, LEC_JOB_COMPLETED);
  g_assert_cmpuint (lec_job_model_count (lec_application_get_model (fixture->application), LEC_JOB_COMPLETED), ==, 1);
}

static void
notifier_called_cb (GDBusConnection *bus,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *method,
                    GVariant *parameters,
                    GDBusMethodInvocation *invocation,
                    gpointer user_data)
{
  Fixture *fixture = user_data;
  const char *title = NULL;

  if (g_str_equal (method, "Notify"))
    {
      g_variant_get_child (parameters, 3, "&s", &title);
      g_string_append_printf (fixture->notified, "%s\n", title);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
    }
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "test", "test", "1", "1.2"));
}

/* Stands in for the desktop's. Returns: (transfer full): its connection */
static GDBusConnection *
start_notifier (Fixture *fixture)
{
  static const char xml[] = "<node><interface name='org.freedesktop.Notifications'>"
                            "<method name='GetServerInformation'><arg type='s' direction='out'/>"
                            "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
                            "<arg type='s' direction='out'/></method>"
                            "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
                            "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                            "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
                            "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
                            "<arg type='u' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable table = { notifier_called_cb, NULL, NULL, { 0 } };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL,
    NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);

  g_dbus_connection_register_object (bus, "/org/freedesktop/Notifications", node->interfaces[0], &table, fixture, NULL,
                                     NULL);
  g_bus_own_name_on_connection (bus, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL,
                                NULL);
  return bus;
}

/* One summary, when the last one has ended and nobody looks. */
static void
test_notification (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GDBusConnection) bus = start_notifier (fixture);

  g_settings_set_string (fixture->settings, "on-close", "background");
  add (fixture, "bad.mp4", "nonsense");
  add (fixture, "talk.mp4", "duration=100 read=100 slides=3 end=slow");
  wait_until_says (GTK_WIDGET (fixture->page), "Working");
  close_window (fixture);
  while (fixture->notified->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->notified->str, ==, "The slides of 1 video are ready\n");
}

/* What is chosen there is what dropped videos get. */
static void
test_options (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (LecJobs) jobs = NULL;
  g_autoptr (LecJob) job = NULL;

  g_settings_set_string (fixture->settings, "option-sensitivity", "high");
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  jobs = lec_jobs_open (fixture->home, NULL, NULL, NULL);
  job = lec_jobs_get (jobs, "1", NULL, NULL);
  g_assert_cmpint (job->request->options->sensitivity, ==, LEC_SENSITIVITY_HIGH);
}

static gboolean
is_page_row (GtkWidget *widget,
             gconstpointer title)
{
  return ADW_IS_PREFERENCES_ROW (widget) &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title);
}

/* Returns: (nullable): the row of that title, be it that it is not seen */
static GtkWidget *
find_page_row (GtkWidget *widget,
               const char *title)
{
  return walk_to (widget, is_page_row, title);
}

static gboolean
has_entry (GMenuModel *menu,
           const char *label)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *found = NULL;
      g_autofree char *action = NULL;

      g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &found));
      g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action));
      g_assert_cmpstr (action, ==, "win.add-uris");
      if (g_str_equal (found, label))
        return TRUE;
    }

  return FALSE;
}

/* What was added can be added again, from the menu. */
static void
test_recent (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *button = find_widget (GTK_WIDGET (fixture->window), ADW_TYPE_SPLIT_BUTTON, NULL);
  GMenuModel *menu = adw_split_button_get_menu_model (ADW_SPLIT_BUTTON (button));
  g_autoptr (GMenuModel) recent = g_menu_model_get_item_link (menu, 1, G_MENU_LINK_SECTION);

  add (fixture, "a_talk.mp4", GOOD);
  while (!has_entry (recent, "a__talk.mp4"))
    g_main_context_iteration (NULL, TRUE);
}

/* The rows of options follow the settings, whoever changes them. */
static void
test_preferences (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *window = GTK_WIDGET (lec_preferences_new (GTK_WINDOW (fixture->window), fixture->settings, NULL));
  GType row = ADW_TYPE_ACTION_ROW;
  guint n_wrong = 0;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpuint (count_widgets (window, is_of_type, &row), >=, 6 + 9);
  g_settings_set_string (fixture->settings, "option-language", "eng+xyz");
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (window),
                                           ADW_PREFERENCES_PAGE (gtk_widget_get_ancestor (
                                             find_page_row (window, "Sensitivity"), ADW_TYPE_PREFERENCES_PAGE)));
  wait_until_says (window, "tesseract-ocr-xyz");
  wait_until_says (window, "Normal");
  g_settings_set_string (fixture->settings, "option-sensitivity", "low");
  wait_until_says (window, "Low");
  g_settings_set_string (fixture->settings, "option-crop", "1,2,30,40");
  wait_until_says (window, "1,2,30,40");
  check_widget (window, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* --- Running --- */

static guint
count_kept (Fixture *fixture)
{
  g_autoptr (LecJobs) jobs = lec_jobs_open (fixture->home, NULL, NULL, NULL);
  g_autoptr (GPtrArray) list = lec_jobs_list (jobs, -1, NULL, NULL);

  return list->len;
}

/* What is left is looked at afterwards. */
static void
run_and_look (Fixture *fixture,
              gconstpointer data)
{
  run_application (fixture, data);
  if (data == test_remove)
    g_assert_cmpuint (count_kept (fixture), ==, 1);
  if (data == test_remove_and_close || data == test_undo_add)
    g_assert_cmpuint (count_kept (fixture), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/window/empty", test_empty },
    { "/window/add", test_add },
    { "/window/document-gone", test_document_gone },
    { "/window/dialog", test_dialog },
    { "/window/drop", test_drop },
    { "/window/failed", test_failed },
    { "/window/details", test_details },
    { "/window/lecture", test_lecture },
    { "/window/lecture-gone", test_lecture_gone },
    { "/window/running", test_running },
    { "/window/remove", test_remove },
    { "/window/markup", test_markup },
    { "/window/remove-and-close", test_remove_and_close },
    { "/window/delete-key", test_delete_key },
    { "/window/elsewhere", test_elsewhere },
    { "/window/undo-add", test_undo_add },
    { "/window/menu", test_menu },
    { "/window/filter", test_filter },
    { "/window/retry-failed", test_retry_failed },
    { "/window/search", test_search },
    { "/window/pause-all", test_pause_all },
    { "/window/picture", test_picture },
    { "/window/reveal", test_reveal },
    { "/window/dashboard", test_dashboard },
    { "/window/background", test_background },
    { "/window/keep-awake", test_keep_awake },
    { "/window/remember", test_remember },
    { "/window/finish", test_finish },
    { "/window/notification", test_notification },
    { "/window/options", test_options },
    { "/window/recent", test_recent },
    { "/window/preferences", test_preferences },
    { "/window/names", test_names },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_and_look);
}
