/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever version a library is of, it becomes what a new one is. The versions are not listed here:
 * one that is added without a database of the one before is found missing.
 */
#include <glib/gstdio.h>

#include "database-file.h"
#include "made-jobs.h"
#include "store/sqlite-schema.h"
#include "store/sqlite-store.h"
#include "temporary-folder.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-upgrade-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "lectern.db", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* All that the tables are made of, whatever white space it was written with. */
static char *
describe_schema (const char *path)
{
  static const char schema[] = "SELECT type, name, tbl_name, replace(replace(sql, char(10), ''), ' ', '')"
                               " FROM sqlite_schema ORDER BY name, type";

  return database_file_query (path, schema);
}

static char *
describe_new (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStore) store = lec_sqlite_store_open (path, START_S * SECOND, NULL, &error);

  g_assert_no_error (error);
  return describe_schema (path);
}

/* Rows of each table that a person would miss. */
static char *
count_rows (const char *path)
{
  static const char counts[] =
    "SELECT (SELECT COUNT(*) FROM jobs), (SELECT COUNT(*) FROM slides),"
    " (SELECT COUNT(*) FROM words), (SELECT COUNT(*) FROM tasks),"
    " (SELECT COUNT(*) FROM attempts), (SELECT COUNT(*) FROM edits),"
    " (SELECT group_concat(title) FROM slides), (SELECT group_concat(status) FROM jobs)";

  return database_file_query (path, counts);
}

static void
test_becomes_new (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *fresh = g_build_filename (fixture->folder, "new.db", NULL);
  g_autofree char *wanted = describe_new (fresh);
  g_autofree char *schema = NULL;

  for (guint version = 1; version < lec_sqlite_schema_get_version (); version++)
    {
      g_test_message ("version %u", version);
      database_file_make (fixture->path, version);
      g_free (describe_new (fixture->path));
      schema = describe_schema (fixture->path);
      g_assert_cmpstr (schema, ==, wanted);
      g_clear_pointer (&schema, g_free);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* The copy is what there was, and opens as such; what is in the library is all there. */
static void
test_backup (Fixture *fixture,
             gconstpointer data)
{
  for (guint version = 1; version < lec_sqlite_schema_get_version (); version++)
    {
      g_autofree char *copy = g_strdup_printf ("%s.version-%u", fixture->path, version);
      g_autofree char *schema_before = NULL;
      g_autofree char *rows_before = NULL;
      g_autofree char *schema_copied = NULL;
      g_autofree char *rows_copied = NULL;
      g_autofree char *rows = NULL;

      g_test_message ("version %u", version);
      database_file_make (fixture->path, version);
      schema_before = describe_schema (fixture->path);
      rows_before = count_rows (fixture->path);
      g_free (describe_new (fixture->path));
      schema_copied = describe_schema (copy);
      rows_copied = count_rows (copy);
      rows = count_rows (fixture->path);
      g_assert_cmpstr (schema_copied, ==, schema_before);
      g_assert_cmpstr (rows_copied, ==, rows_before);
      g_assert_cmpstr (rows, ==, rows_before);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* Going back: the copy in the place of the library is a library again. */
static void
test_goes_back (Fixture *fixture,
                gconstpointer data)
{
  for (guint version = 1; version < lec_sqlite_schema_get_version (); version++)
    {
      g_autofree char *copy = g_strdup_printf ("%s.version-%u", fixture->path, version);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      database_file_make (fixture->path, version);
      first = describe_new (fixture->path);
      g_assert_cmpint (g_rename (copy, fixture->path), ==, 0);
      second = describe_new (fixture->path);
      g_assert_cmpstr (first, ==, second);
      g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/upgrade/becomes-new", Fixture, NULL, set_up, test_becomes_new, tear_down);
  g_test_add ("/upgrade/backup", Fixture, NULL, set_up, test_backup, tear_down);
  g_test_add ("/upgrade/goes-back", Fixture, NULL, set_up, test_goes_back, tear_down);

  return g_test_run ();
}
