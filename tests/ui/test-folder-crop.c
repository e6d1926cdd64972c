/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A crop for a whole folder: set on the lecture page, taken back from the toast, and what a video
 * that is added later makes of it. Videos follow a script.
 */
#include "engine/folder-defaults.h"
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

/* The settings say how where the folder says nothing. */
static void
test_add (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *before = NULL;
  const LecJob *job = NULL;

  g_assert_true (lec_folder_defaults_change (fixture->folder, "crop", "10,10,100,80", &before, NULL));
  add (fixture, "talk.mp4", GOOD);
  wait_until_says (GTK_WIDGET (fixture->page), "Done");
  job = lec_job_item_get_job (lec_job_row_get_item (find_row (fixture)));
  g_assert_cmpint (job->request->options->crop_mode, ==, LEC_CROP_REGION);
  g_assert_cmpint (job->request->options->crop.width, ==, 100);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (gpointer data);
  } tests[] = {
    { "/folder-crop/set", test_set },
    { "/folder-crop/add", test_add },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].test, set_up, run_application, tear_down);

  return g_test_run ();
}
