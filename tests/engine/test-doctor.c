/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is broken is found, whatever else is, and nothing is made worse.
 */
#include <glib/gstdio.h>

#include "engine/data-folder.h"
#include "engine/doctor.h"
#include "engine/jobs.h"
#include "kept-slides.h"
#include "store/sqlite-store.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)

typedef struct
{
  char *folder;
  char *database;
  GPtrArray *findings;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-test-doctor-XXXXXX", NULL);
  fixture->database = g_build_filename (fixture->folder, LEC_DATA_FOLDER_DATABASE, NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  g_clear_pointer (&fixture->findings, g_ptr_array_unref);
  g_free (fixture->folder);
  g_free (fixture->database);
}

static void
examine (Fixture *fixture,
         const char *executable)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->findings, g_ptr_array_unref);
  fixture->findings = lec_doctor_examine (fixture->folder, executable, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->findings->len, >, 0);
}

static const LecFinding *
find (Fixture *fixture,
      const char *check)
{
  for (guint i = 0; i < fixture->findings->len; i++)
    {
      const LecFinding *finding = g_ptr_array_index (fixture->findings, i);

      if (g_str_equal (finding->check, check))
        return finding;
    }

  g_error ("nothing was found of %s", check);
}

static void
assert_problem (Fixture *fixture,
                const char *check,
                LecError code)
{
  const LecFinding *finding = find (fixture, check);

  g_test_message ("%s; %s", finding->message, finding->advice);
  g_assert_cmpint (finding->level, ==, LEC_FINDING_PROBLEM);
  g_assert_cmpint (finding->code, ==, code);
  g_assert_nonnull (finding->advice);
}

static void
test_well (Fixture *fixture,
           gconstpointer data)
{
  static const char *const checks[] = { "task-process", "reading", "containers", "codecs", "languages",
                                        "data-folder", "database" };

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (LecJobs) jobs = NULL;

      examine (fixture, g_getenv ("LECTERN"));
      for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
        g_assert_cmpint (find (fixture, checks[i])->level, !=, LEC_FINDING_PROBLEM);
      g_assert_cmpint (g_file_test (fixture->database, G_FILE_TEST_EXISTS), ==, round);
      /* The second time there is a database. */
      jobs = lec_jobs_open (fixture->folder, NULL, NULL, NULL);
      g_assert_nonnull (jobs);
    }
  g_assert_nonnull (strstr (find (fixture, "database")->message, "version"));
}

/* When what is done from time to time was done last. */
static void
test_upkeep (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecStore) store = lec_sqlite_store_open (fixture->database, 1, NULL, NULL);
  gboolean is_taken = FALSE;

  examine (fixture, "/bin/false");
  g_assert_nonnull (strstr (find (fixture, "upkeep")->message, "lectern run"));
  g_assert_true (lec_store_take_slot (store, "cleanup", 1000, &is_taken, g_get_real_time (), NULL, NULL));
  examine (fixture, "/bin/false");
  g_assert_true (g_str_has_prefix (find (fixture, "upkeep")->message, "cleanup 20"));
}

static void
test_no_process (Fixture *fixture,
                 gconstpointer data)
{
  examine (fixture, "/nonexistent/lectern");
  assert_problem (fixture, "task-process", LEC_ERROR_INTERNAL);
  g_assert_cmpint (find (fixture, "data-folder")->level, ==, LEC_FINDING_OK);
  /* A program that ends at once. */
  examine (fixture, "/bin/false");
  assert_problem (fixture, "task-process", LEC_ERROR_CRASHED);
}

static void
test_database (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *left = NULL;

  g_assert_true (g_file_set_contents (fixture->database, "no database at all, but text", -1, NULL));
  examine (fixture, "/bin/false");
  assert_problem (fixture, "database", LEC_ERROR_PROTOCOL);
  g_assert_true (g_file_get_contents (fixture->database, &left, NULL, NULL));
  g_assert_cmpstr (left, ==, "no database at all, but text");
}

/* A file where the folder should be: permissions do not keep root from writing. */
static void
test_data_folder (Fixture *fixture,
                  gconstpointer data)
{
  char *wrong = g_build_filename (fixture->folder, "file", "lectern", NULL);
  g_autofree char *file = g_path_get_dirname (wrong);
  char *folder = fixture->folder;

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  fixture->folder = wrong;
  examine (fixture, "/bin/false");
  assert_problem (fixture, "data-folder", LEC_ERROR_NOT_WRITABLE);
  fixture->folder = folder;
  g_free (wrong);
}

static void
test_space (void)
{
  static const struct
  {
    guint64 free_bytes;
    LecFindingLevel level;
  } cases[] = {
    { 0, LEC_FINDING_PROBLEM },
    { 10 * MIB - 1, LEC_FINDING_PROBLEM },
    { 10 * MIB, LEC_FINDING_WARNING },
    { 100 * MIB - 1, LEC_FINDING_WARNING },
    { 100 * MIB, LEC_FINDING_OK },
    { G_MAXUINT64, LEC_FINDING_OK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecFinding) finding =
        lec_doctor_judge_space ("disk", "/data", cases[i].free_bytes, 10 * MIB, 100 * MIB);

      g_assert_cmpint (finding->level, ==, cases[i].level);
      g_assert_cmpint (finding->advice == NULL, ==, cases[i].level == LEC_FINDING_OK);
      if (cases[i].level == LEC_FINDING_PROBLEM)
        g_assert_cmpint (finding->code, ==, LEC_ERROR_NO_SPACE);
    }
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (lec_doctor_examine (fixture->folder, g_getenv ("LECTERN"), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/doctor/well", Fixture, NULL, set_up, test_well, tear_down);
  g_test_add ("/doctor/no-process", Fixture, NULL, set_up, test_no_process, tear_down);
  g_test_add ("/doctor/database", Fixture, NULL, set_up, test_database, tear_down);
  g_test_add ("/doctor/upkeep", Fixture, NULL, set_up, test_upkeep, tear_down);
  g_test_add ("/doctor/data-folder", Fixture, NULL, set_up, test_data_folder, tear_down);
  g_test_add ("/doctor/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add_func ("/doctor/space", test_space);

  return g_test_run ();
}
