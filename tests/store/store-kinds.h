/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds of stores: each test of the contract runs against each of them. A new kind is a row of
 * the table at the end.
 */
#pragma once

#include <glib/gstdio.h>

#include "made-jobs.h"
#include "postgres-server.h"
#include "store/sqlite-store.h"
#include "temporary-folder.h"

G_BEGIN_DECLS

typedef struct _Kind Kind;

typedef struct
{
  LecStore *store;
  char *folder;   /* (nullable) */
  char *database; /* (nullable) */
} Fixture;

struct _Kind
{
  const char *name;
  LecStore *(*open) (const Kind *kind, Fixture *fixture, GError **error);
  PostgresServer *server; /* (nullable) */
};

static inline LecStore *
open_file (const Kind *kind,
           Fixture *fixture,
           GError **error)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-store-XXXXXX", error);
  g_assert_no_error (*error);
  path = g_build_filename (fixture->folder, "lectern.db", NULL);
  return lec_sqlite_store_open (path, START_S * SECOND, NULL, error);
}

static inline LecStore *
open_memory (const Kind *kind,
             Fixture *fixture,
             GError **error)
{
  return lec_sqlite_store_new_in_memory (START_S * SECOND, error);
}

static inline LecStore *
open_postgres (const Kind *kind,
               Fixture *fixture,
               GError **error)
{
  g_autofree char *url = NULL;

  fixture->database = postgres_server_make_database (kind->server);
  url = make_server_url (kind->server, fixture->database);
  return lec_postgres_store_open (url, LEC_POSTGRES_CLOCK_CALLER, NULL, error);
}

static inline void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GError) error = NULL;

  fixture->store = kind->open (kind, fixture, &error);
  g_assert_no_error (error);
}

static inline void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  const Kind *kind = data;

  g_assert_finalize_object (fixture->store);
  if (fixture->folder != NULL)
    remove_all (fixture->folder);
  if (fixture->database != NULL)
    postgres_server_drop_database (kind->server, fixture->database);
  g_free (fixture->folder);
  g_free (fixture->database);
}

typedef struct
{
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer data);
} StoreTest;

static inline void
skip_postgres (void)
{
  g_test_skip ("there is no PostgreSQL, or its server is not installed");
}

/* Runs each of @tests for each kind, as /@program/KIND/NAME. */
static inline int
run_store_tests (const char *program,
                 const StoreTest *tests,
                 gsize n_tests)
{
  const Kind kinds[] = {
    { "sqlite-file", open_file, NULL },
    { "sqlite-memory", open_memory, NULL },
    { "postgres", open_postgres, postgres_server_start () },
  };
  PostgresServer *server = kinds[2].server;
  int status = 0;

  for (guint i = 0; i < (server != NULL ? 3 : 2); i++)
    for (gsize j = 0; j < n_tests; j++)
      {
        g_autofree char *path = g_strdup_printf ("/%s/%s/%s", program, kinds[i].name, tests[j].name);

        g_test_add (path, Fixture, &kinds[i], set_up, tests[j].test, tear_down);
      }
  if (server == NULL)
    {
      g_autofree char *path = g_strdup_printf ("/%s/postgres", program);

      g_test_add_func (path, skip_postgres);
    }

  status = g_test_run ();
  postgres_server_stop (server);
  return status;
}

G_END_DECLS
