/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A library's database, read and changed behind the program's back.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

static inline void
database_file_run (const char *path,
                   const char *sql)
{
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static inline int
database_file_append_row (void *data,
                          int n_columns,
                          char **values,
                          char **names)
{
  for (int i = 0; i < n_columns; i++)
    g_string_append_printf (data, "%s%s", i > 0 ? "|" : "", values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (data, '\n');
  return 0;
}

/* Returns: (transfer full): a line a row, "1|talk.mp4|NULL" */
static inline char *
database_file_query (const char *path,
                     const char *sql)
{
  GString *rows = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, database_file_append_row, rows, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return g_string_free (rows, FALSE);
}

/* As a program of @version left it: each script is run on what the one before made. */
static inline void
database_file_make (const char *path,
                    guint version)
{
  for (guint i = 1; i <= version; i++)
    {
      g_autofree char *name = g_strdup_printf ("version-%u.sql", i);
      g_autofree char *script = g_test_build_filename (G_TEST_DIST, "store", name, NULL);
      g_autofree char *sql = NULL;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (script, &sql, NULL, &error);
      g_assert_no_error (error);
      database_file_run (path, sql);
    }
}
