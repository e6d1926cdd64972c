/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A crop for a whole folder: set on the lecture page, taken back from the toast, and what a video
 * that is added later makes of it. Videos follow a script.
 */
#include "engine/folder-defaults.h"
#include "ui/folder-group.h"
#include "ui/job-details.h"
#include "ui/slide-grid.h"
#include "window-fixture.h"

static LecSlideGrid *
wait_for_grid (Fixture *fixture)
{
  GtkWidget *grid = NULL;

  while ((grid = find_widget (GTK_WIDGET (fixture->window), LEC_TYPE_SLIDE_GRID, NULL)) == NULL ||
         g_list_model_get_n_items (lec_slide_grid_get_slides (LEC_SLIDE_GRID (grid))) != 3)
    g_main_context_iteration (NULL, TRUE);

  return LEC_SLIDE_GRID (grid);
}

/* Returns: (transfer full): of a video in the folder, by what is set for it */
static char *
find_crop (Fixture *fixture)
{
  g_autofree char *video = g_build_filename (fixture->folder, "next.mp4", NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();

  g_assert_true (lec_folder_defaults_apply (video, NULL, options, NULL));
  return lec_job_options_dup_value (options, "crop");
}

static void
wait_for_crop (Fixture *fixture,
               const char *wanted)
{
  g_autofree char *crop = find_crop (fixture);

  g_test_message ("waiting for the crop “%s”, not “%s”", wanted, crop);
  while (!g_str_equal (crop, wanted))
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (crop);
      crop = find_crop (fixture);
    }
}

static void
test_set (gpointer data)
{
  Fixture *fixture = data;
  LecSlideGrid *grid = NULL;
  guint n_wrong = 0;

  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view-job", "x", get_id (fixture));
  grid = wait_for_grid (fixture);
  lec_slide_grid_select (grid, 1, FALSE);
  settle ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "lecture.crop", "(iiii)", 10, 10, 100, 80));
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is made again in a moment");
  wait_until_says (GTK_WIDGET (fixture->window), "The PDF is up to date");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (grid), "lecture.crop-folder", NULL));
  wait_until_says (GTK_WIDGET (fixture->window), "are cropped like this");
  wait_for_crop (fixture, "10,10,100,80");
  check_widget (GTK_WIDGET (fixture->window), &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  click (GTK_WIDGET (fixture->window), "lecture.restore-folder");
  wait_for_crop (fixture, "auto");
}

static void
set_for_folder (Fixture *fixture,
                LecFolderChange change,
                const char *name,
                const char *value)
{
  g_autofree char *before = NULL;

  g_assert_true (lec_folder_defaults_change (fixture->folder, change, name, value, &before, NULL));
}

/* The settings say how where the folder says nothing; the details say where it comes from. */
static void
test_add (gpointer data)
{
  Fixture *fixture = data;
  const LecJob *job = NULL;
  GtkWidget *details = NULL;

  set_for_folder (fixture, LEC_FOLDER_REPLACE, "crop", "10,10,100,80");
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  job = lec_job_item_get_job (lec_job_row_get_item (find_row (fixture)));
  g_assert_cmpint (job->request->options->crop_mode, ==, LEC_CROP_REGION);
  g_assert_cmpint (job->request->options->crop.width, ==, 100);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-job", "x", job->id);
  details = find_window (LEC_TYPE_JOB_DETAILS);
  wait_until_says (details, "Cropped to 100 × 80 at 10, 10");
  g_assert_true (says (details, "Set for the folder"));
  g_assert_false (says (details, "Ignored"));
  gtk_window_destroy (GTK_WINDOW (details));
}

static void
wait_until_silent (GtkWidget *widget,
                   const char *part)
{
  g_test_message ("waiting for no “%s”", part);
  while (says (widget, part))
    g_main_context_iteration (NULL, TRUE);
}

/* Listed in the preferences, taken back there one by one, and put back. */
static void
test_list (gpointer data)
{
  Fixture *fixture = data;
  GtkWindow *window = GTK_WINDOW (adw_preferences_window_new ());
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *group = NULL;
  guint n_wrong = 0;

  set_for_folder (fixture, LEC_FOLDER_REPLACE, "crop", "none");
  set_for_folder (fixture, LEC_FOLDER_ADD, "ignore", "5,6,70,80");
  set_for_folder (fixture, LEC_FOLDER_ADD, "ignore", "9,6,70,80");
  group = g_object_new (LEC_TYPE_FOLDER_GROUP, NULL);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (window);
  lec_folder_group_list (LEC_FOLDER_GROUP (group));
  wait_until_says (group, "Not cropped");
  g_assert_true (says (group, "Ignored: 70 × 80 at 5, 6"));
  g_assert_true (says (group, "Ignored: 70 × 80 at 9, 6"));
  g_assert_true (says (group, fixture->folder));
  check_widget (group, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);

  g_signal_emit_by_name (find_widget (group, GTK_TYPE_BUTTON, NULL), "clicked");
  wait_until_silent (group, "Not cropped");
  wait_for_crop (fixture, "auto");
  g_assert_true (says (group, "Ignored: 70 × 80 at 9, 6"));
  wait_until_says (GTK_WIDGET (window), "Not set for the folder any more");
  g_signal_emit_by_name (find_labelled (GTK_WIDGET (window), "Undo"), "clicked");
  wait_until_says (group, "Not cropped");
  wait_for_crop (fixture, "none");
  gtk_window_destroy (window);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/folder-crop/set", test_set },
    { "/folder-crop/add", test_add },
    { "/folder-crop/list", test_list },
  };

  return window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
}
