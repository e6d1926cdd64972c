/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds of stores: each test of the contract runs against each of them. A new kind is a row of
 * the table at the end.
 */
#pragma once

#include <glib/gstdio.h>

#include "made-jobs.h"
#include "store/sqlite-store.h"

G_BEGIN_DECLS

typedef struct
{
  LecStore *store;
  char *folder; /* (nullable) */
} Fixture;

typedef struct
{
  const char *name;
  LecStore *(*open) (Fixture *fixture, GError **error);
} Kind;

static inline LecStore *
open_file (Fixture *fixture,
           GError **error)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-store-XXXXXX", error);
  g_assert_no_error (*error);
  path = g_build_filename (fixture->folder, "lectern.db", NULL);
  return lec_sqlite_store_open (path, START_S * SECOND, NULL, error);
}

static inline LecStore *
open_memory (Fixture *fixture,
             GError **error)
{
  return lec_sqlite_store_new_in_memory (START_S * SECOND, error);
}

static inline void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GError) error = NULL;

  fixture->store = kind->open (fixture, &error);
  g_assert_no_error (error);
}

static inline void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = fixture->folder != NULL ? g_dir_open (fixture->folder, 0, NULL) : NULL;
  const char *name = NULL;

  g_assert_finalize_object (fixture->store);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  if (fixture->folder != NULL)
    g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static const Kind store_kinds[] = {
  { "sqlite-file", open_file },
  { "sqlite-memory", open_memory },
};

typedef struct
{
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer data);
} StoreTest;

/* Adds each of @tests for each kind, as /@program/KIND/NAME. */
static inline void
add_store_tests (const char *program,
                 const StoreTest *tests,
                 gsize n_tests)
{
  for (guint i = 0; i < G_N_ELEMENTS (store_kinds); i++)
    for (gsize j = 0; j < n_tests; j++)
      {
        g_autofree char *path = g_strdup_printf ("/%s/%s/%s", program, store_kinds[i].name, tests[j].name);

        g_test_add (path, Fixture, &store_kinds[i], set_up, tests[j].test, tear_down);
      }
}

G_END_DECLS
