/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a language model made of a study guide, as it is kept: nothing in the file is trusted.
 */
#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "engine/improved-study.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-improved-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, LEC_FILE_IMPROVED, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
save (Fixture *fixture,
      const char *model,
      const char *key)
{
  g_autoptr (LecStudy) study = lec_study_new ();
  g_autoptr (GError) error = NULL;

  study->model = g_strdup (model);
  g_assert_true (lec_improved_study_save (study, fixture->folder, key, &error));
  g_assert_no_error (error);
}

/* The newer one replaces the older; without one nothing is wrong. */
static void
test_kept (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) study = NULL;
  g_autofree char *key = NULL;

  g_assert_null (lec_improved_study_load (fixture->folder, &key, &error));
  g_assert_no_error (error);
  g_assert_null (key);
  g_assert_true (lec_improved_study_remove (fixture->folder, &error));

  save (fixture, "llama", "one");
  save (fixture, "other", "two");
  study = lec_improved_study_load (fixture->folder, &key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (study->model, ==, "other");
  g_assert_cmpstr (key, ==, "two");

  g_assert_true (lec_improved_study_remove (fixture->folder, &error));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_damaged (Fixture *fixture,
              gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "{\"key\": \"one\"}",
    "{\"study\": {}}",
    "{\"key\": 7, \"study\": {}}",
    "{\"key\": \"one\", \"study\": 7}",
    "{\"key\": \"one\", \"study\": {\"version\": 99}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *key = NULL;

      g_assert_true (g_file_set_contents (fixture->path, texts[i], -1, NULL));
      g_assert_null (lec_improved_study_load (fixture->folder, &key, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_null (key);
    }
}

/* That it cannot be written leaves the one before. */
static void
test_not_writable (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecStudy) study = lec_study_new ();
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_improved_study_save (study, missing, "one", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  g_assert_false (lec_improved_study_remove (fixture->folder, &error));
  g_assert_nonnull (error);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/improved-study/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/improved-study/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/improved-study/not-writable", Fixture, NULL, set_up, test_not_writable, tear_down);
  return g_test_run ();
}
