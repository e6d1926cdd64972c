/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the library is found, that one which is not there is not taken for an empty one, and who
 * may hold it beside whom.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/data-folder.h"
#include "engine/extractor.h"
#include "engine/jobs.h"
#include "kept-slides.h"

typedef struct
{
  char *top; /* XDG_DATA_HOME is in it */
  char *home;
  char *drive;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->top = g_path_get_dirname (g_get_user_data_dir ());
  fixture->home = lec_data_folder_dup_home ();
  fixture->drive = g_build_filename (fixture->top, "drive", NULL);
  g_assert_cmpint (g_mkdir_with_parents (fixture->home, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (fixture->drive, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->home);
  remove_all (fixture->drive);
  g_free (fixture->top);
  g_free (fixture->home);
  g_free (fixture->drive);
}

static void
put_file (const char *folder,
          const char *name,
          const char *text,
          gssize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static void
assert_found (Fixture *fixture,
              const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = lec_data_folder_find (fixture->home, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, folder);
}

static void
assert_not_found (Fixture *fixture,
                  LecError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_data_folder_find (fixture->home, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_test_message ("%s", error->message);
}

static void
test_home (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecDataFolder) folder = lec_data_folder_open (NULL, NULL);
  g_autofree char *lectures = lec_data_folder_build_path (folder, LEC_DATA_FOLDER_LECTURES);

  assert_found (fixture, fixture->home);
  g_assert_cmpstr (lec_data_folder_get_path (folder), ==, fixture->home);
  g_assert_true (g_str_has_prefix (lectures, fixture->home));
}

/* What a drive held is not there when it is not mounted; its folder may be. */
static void
test_moved (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_file (fixture->drive, LEC_DATA_FOLDER_DATABASE, "x", 1);
  g_assert_true (lec_data_folder_point_to (fixture->home, fixture->drive, &error));
  g_assert_no_error (error);
  assert_found (fixture, fixture->drive);
  remove_all (fixture->drive);
  g_assert_cmpint (g_mkdir (fixture->drive, 0700), ==, 0);
  assert_not_found (fixture, LEC_ERROR_NOT_FOUND);
  g_assert_null (lec_data_folder_open (NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, fixture->drive));
  g_assert_cmpint (g_rmdir (fixture->drive), ==, 0);

  g_assert_true (lec_data_folder_point_to (fixture->home, fixture->home, NULL));
  assert_found (fixture, fixture->home);
}

/* Where it was moved to, nobody asks again. */
static void
test_no_chain (Fixture *fixture,
               gconstpointer data)
{
  put_file (fixture->drive, LEC_DATA_FOLDER_DATABASE, "x", 1);
  put_file (fixture->drive, LEC_DATA_FOLDER_MOVED_TO, "/nowhere\n", -1);
  g_assert_true (lec_data_folder_point_to (fixture->home, fixture->drive, NULL));
  assert_found (fixture, fixture->drive);
}

static void
test_malformed (Fixture *fixture,
                gconstpointer data)
{
  static const struct
  {
    const char *text;
    gssize length;
  } cases[] = {
    { "", 0 },
    { "\n", 1 },
    { "relative\n", -1 },
    { "/no/end", -1 },
    { "/two\n/lines\n", -1 },
    { "/with\0zero\n", 11 },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_build_filename (fixture->drive, "a\nb", NULL);
  g_autofree char *long_line = g_strnfill (10000, '/');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      put_file (fixture->home, LEC_DATA_FOLDER_MOVED_TO, cases[i].text, cases[i].length);
      assert_not_found (fixture, LEC_ERROR_PROTOCOL);
    }
  long_line[9999] = '\n';
  put_file (fixture->home, LEC_DATA_FOLDER_MOVED_TO, long_line, -1);
  assert_not_found (fixture, LEC_ERROR_PROTOCOL);
  g_assert_false (lec_data_folder_point_to (fixture->home, name, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

/* Who works with it does so beside others; who moves it does not. */
static void
test_hold (Fixture *fixture,
           gconstpointer data)
{
  LecDataFolder *first = lec_data_folder_open (NULL, NULL);
  LecDataFolder *second = lec_data_folder_open (NULL, NULL);
  LecDataFolder *alone = NULL;
  g_autoptr (GError) busy = NULL;
  g_autoptr (GError) moving = NULL;

  g_assert_true (first != NULL && second != NULL);
  g_assert_null (lec_data_folder_open_alone (NULL, &busy));
  g_assert_error (busy, LEC_ERROR, LEC_ERROR_NOT_WRITABLE);
  lec_data_folder_free (first);
  lec_data_folder_free (second);
  alone = lec_data_folder_open_alone (NULL, NULL);
  g_assert_nonnull (alone);
  g_assert_null (lec_data_folder_open (NULL, &moving));
  g_assert_error (moving, LEC_ERROR, LEC_ERROR_NOT_WRITABLE);
  lec_data_folder_free (alone);
}

/* Whoever works with the library says that it is not there, and makes no other one. */
static void
test_users (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecExtractor) extractor = lec_extractor_new (NULL, NULL);
  g_autoptr (GError) jobs_error = NULL;
  g_autoptr (GError) extract_error = NULL;
  g_autofree char *kept = g_build_filename (fixture->drive, LEC_DATA_FOLDER_LECTURES, NULL);
  g_autofree char *video = g_build_filename (fixture->top, "none.mp4", NULL);

  g_assert_true (lec_data_folder_point_to (fixture->home, fixture->drive, NULL));
  g_assert_null (lec_jobs_open (NULL, NULL, NULL, &jobs_error));
  g_assert_error (jobs_error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_null (lec_extractor_dup_kept_options (extractor, video, NULL, &extract_error));
  g_assert_error (extract_error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (extract_error->message, fixture->drive));
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *top = g_dir_make_tmp ("lectern-data-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (top, "data", NULL);
  int status = 0;

  g_assert_true (g_setenv ("XDG_DATA_HOME", data, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/data-folder/home", Fixture, NULL, set_up, test_home, tear_down);
  g_test_add ("/data-folder/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add ("/data-folder/no-chain", Fixture, NULL, set_up, test_no_chain, tear_down);
  g_test_add ("/data-folder/malformed", Fixture, NULL, set_up, test_malformed, tear_down);
  g_test_add ("/data-folder/hold", Fixture, NULL, set_up, test_hold, tear_down);
  g_test_add ("/data-folder/users", Fixture, NULL, set_up, test_users, tear_down);
  status = g_test_run ();
  remove_all (top);

  return status;
}
