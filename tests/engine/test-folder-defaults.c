/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Defaults of folders in the library: kept, found by whatever path leads to a video, replaced,
 * removed, and a file that cannot be understood.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/data-folder.h"
#include "engine/folder-defaults.h"
#include "kept-slides.h"

typedef struct
{
  char *library;
  char *course;
  char *link; /* to the course */
  char *file; /* that they are kept in */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *top = g_path_get_dirname (g_get_user_data_dir ());

  fixture->library = lec_data_folder_dup_home ();
  fixture->course = g_build_filename (top, "course", NULL);
  fixture->link = g_build_filename (top, "link", NULL);
  fixture->file = g_build_filename (fixture->library, "lectures", "folders", "folders.json", NULL);
  g_assert_cmpint (g_mkdir_with_parents (fixture->course, 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->course, fixture->link), ==, 0);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_unlink (fixture->link);
  remove_all (fixture->library);
  remove_all (fixture->course);
  g_free (fixture->library);
  g_free (fixture->course);
  g_free (fixture->link);
  g_free (fixture->file);
}

static void
set_crop (const char *folder,
          const char *crop)
{
  g_autoptr (LecFolderOptions) options = lec_folder_options_new (folder);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_folder_options_set (options, "crop", crop, NULL));
  lec_folder_defaults_set (options, &error);
  g_assert_no_error (error);
}

static void
assert_crop (const char *folder,
             const char *const *except,
             const char *crop)
{
  g_autofree char *video = g_build_filename (folder, "talk.mp4", NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  lec_folder_defaults_apply (video, except, options, &error);
  g_assert_no_error (error);
  found = lec_job_options_dup_value (options, "crop");
  g_assert_cmpstr (found, ==, crop);
}

static void
test_set (Fixture *fixture,
          gconstpointer data)
{
  static const char *const except[] = { "crop", NULL };
  g_autoptr (GPtrArray) folders = NULL;

  /* Before there is a library none is made. */
  assert_crop (fixture->course, NULL, "auto");
  g_assert_false (g_file_test (fixture->library, G_FILE_TEST_EXISTS));

  set_crop (fixture->link, "1,2,30,40");
  assert_crop (fixture->course, NULL, "1,2,30,40");
  assert_crop (fixture->link, NULL, "1,2,30,40");
  assert_crop (fixture->link, except, "auto");

  set_crop (fixture->course, "none");
  assert_crop (fixture->link, NULL, "none");
  folders = lec_folder_defaults_load (NULL);
  g_assert_cmpuint (folders->len, ==, 1);
  g_assert_cmpstr (lec_folder_options_get_folder (g_ptr_array_index (folders, 0)), ==, fixture->course);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_crop (fixture->course, "none");
  g_assert_true (lec_folder_defaults_remove (fixture->link, NULL));
  assert_crop (fixture->course, NULL, "auto");
  g_assert_false (lec_folder_defaults_remove (fixture->course, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);

  set_crop (fixture->course, "none");
  remove_all (fixture->course);
  g_assert_true (lec_folder_defaults_remove (fixture->course, NULL));
}

/* One option; what else is set stays, and undoing it leaves nothing. */
static void
test_change (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *nothing = NULL;
  g_autofree char *before = NULL;
  g_autofree char *ignored = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = NULL;

  g_assert_true (lec_folder_defaults_change (fixture->link, LEC_FOLDER_REPLACE, "crop", "1,2,30,40", &nothing, NULL));
  g_assert_null (nothing);
  g_assert_true (lec_folder_defaults_change (fixture->course, LEC_FOLDER_REPLACE, "ignore", "5,6,7,8", &nothing, NULL));
  assert_crop (fixture->course, NULL, "1,2,30,40");
  g_assert_false (lec_folder_defaults_change (fixture->course, LEC_FOLDER_REPLACE, "crop", "all", &before, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_null (before);

  g_assert_true (lec_folder_defaults_change (fixture->course, LEC_FOLDER_REPLACE, "crop", NULL, &before, NULL));
  g_assert_cmpstr (before, ==, "1,2,30,40");
  assert_crop (fixture->course, NULL, "auto");
  g_assert_true (lec_folder_defaults_change (fixture->course, LEC_FOLDER_REPLACE, "ignore", NULL, &ignored, NULL));
  g_assert_cmpstr (ignored, ==, "5,6,7,8");
  folders = lec_folder_defaults_load (NULL);
  g_assert_cmpuint (folders->len, ==, 0);
}

/* Lists grow and shrink, also of a folder that is gone. */
static void
test_change_list (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *nothing = NULL;
  g_autofree char *first = NULL;
  g_autofree char *both = NULL;
  g_autoptr (GPtrArray) folders = NULL;

  g_assert_true (lec_folder_defaults_change (fixture->course, LEC_FOLDER_ADD, "ignore", "1,2,3,4", &nothing, NULL));
  g_assert_null (nothing);
  remove_all (fixture->course);
  g_assert_true (lec_folder_defaults_change (fixture->course, LEC_FOLDER_ADD, "ignore", "5,6,7,8", &first, NULL));
  g_assert_cmpstr (first, ==, "1,2,3,4");
  g_assert_true (lec_folder_defaults_change (fixture->course, LEC_FOLDER_TAKE_OUT, "ignore", "1,2,3,4", &both, NULL));
  g_assert_cmpstr (both, ==, "1,2,3,4 5,6,7,8");
  folders = lec_folder_defaults_load (NULL);
  g_assert_cmpuint (folders->len, ==, 1);
  g_assert_cmpstr (lec_folder_options_get_value (g_ptr_array_index (folders, 0), "ignore"), ==, "5,6,7,8");
}

static void
test_no_folder (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->course, "none", NULL);
  g_autoptr (LecFolderOptions) options = lec_folder_options_new (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_folder_defaults_set (options, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

/* It is told, and stays as it is: somebody may be able to mend it. */
static void
test_broken (Fixture *fixture,
             gconstpointer data)
{
  static const char *const texts[] = { "", "{}", "{\"version\": 2, \"folders\": []}",
                                       "{\"version\": 1, \"folders\": [{\"folder\": \"x\"}]}" };
  g_autoptr (LecFolderOptions) folder = lec_folder_options_new (fixture->course);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();

  set_crop (fixture->course, "none");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) apply_error = NULL;
      g_autoptr (GError) set_error = NULL;
      g_autofree char *left = NULL;

      g_assert_true (g_file_set_contents (fixture->file, texts[i], -1, NULL));
      g_assert_false (lec_folder_defaults_apply (fixture->course, NULL, options, &apply_error));
      g_assert_error (apply_error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (apply_error->message, fixture->file));
      g_assert_false (lec_folder_defaults_set (folder, &set_error));
      g_assert_error (set_error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_true (g_file_get_contents (fixture->file, &left, NULL, NULL));
      g_assert_cmpstr (left, ==, texts[i]);
    }
}

static gpointer
set_many (gpointer data)
{
  for (guint i = 0; i < 10; i++)
    set_crop (data, "none");

  return NULL;
}

/* Whoever sets something meanwhile does not lose it. */
static void
test_at_once (Fixture *fixture,
              gconstpointer data)
{
  GThread *threads[4] = { NULL };
  char *paths[G_N_ELEMENTS (threads)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      paths[i] = g_strdup_printf ("%s/%u", fixture->course, i);
      g_assert_cmpint (g_mkdir (paths[i], 0700), ==, 0);
      threads[i] = g_thread_new ("set", set_many, paths[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_thread_join (threads[i]);
      assert_crop (paths[i], NULL, "none");
      g_free (paths[i]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *made = g_dir_make_tmp ("lectern-folders-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (made, "data", NULL);
  int status = 0;

  g_assert_true (g_setenv ("XDG_DATA_HOME", data, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/folder-defaults/set", Fixture, NULL, set_up, test_set, tear_down);
  g_test_add ("/folder-defaults/remove", Fixture, NULL, set_up, test_remove, tear_down);
  g_test_add ("/folder-defaults/change", Fixture, NULL, set_up, test_change, tear_down);
  g_test_add ("/folder-defaults/change-list", Fixture, NULL, set_up, test_change_list, tear_down);
  g_test_add ("/folder-defaults/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  g_test_add ("/folder-defaults/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/folder-defaults/at-once", Fixture, NULL, set_up, test_at_once, tear_down);
  status = g_test_run ();
  remove_all (made);

  return status;
}
