/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds of stores: each test of the contract runs against each of them. A new kind is a row of
 * the table at the end.
 */
#pragma once

#include "config.h"

#include <glib/gstdio.h>

#include "made-jobs.h"
#include "postgres-server.h"
#include "store/sqlite-store.h"
#include "temporary-folder.h"

#ifdef LEC_HAVE_REDIS
#include "redis/redis-server.h"
#include "store/cached-store.h"
#endif

G_BEGIN_DECLS

typedef struct _Kind Kind;

typedef struct
{
  LecStore *store;
  char *folder;   /* (nullable) */
  char *database; /* (nullable) */
#ifdef LEC_HAVE_REDIS
  RedisServer *redis; /* (nullable) */
#endif
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

#ifdef LEC_HAVE_REDIS
/* Over the store in memory, with a server of its own: numbers of jobs begin anew with each test. */
static inline LecStore *
open_cached (const Kind *kind,
             Fixture *fixture,
             GError **error)
{
  g_autoptr (LecStore) inner = open_memory (kind, fixture, error);
  g_autoptr (LecRedisUrl) url = NULL;
  g_autoptr (LecRedisClient) client = NULL;

  fixture->redis = redis_server_start (NULL);
  url = lec_redis_url_parse (redis_server_get_url (fixture->redis), NULL);
  client = lec_redis_client_new (url, "test", NULL);
  return lec_cached_store_new (inner, client);
}
#endif

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
#ifdef LEC_HAVE_REDIS
  redis_server_free (fixture->redis);
#endif
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
  PostgresServer *server = postgres_server_start ();
  const Kind kinds[] = {
    { "sqlite-file", open_file, NULL },
    { "sqlite-memory", open_memory, NULL },
#ifdef LEC_HAVE_REDIS
    { "cached", open_cached, NULL },
#endif
    { "postgres", open_postgres, server }, /* the last one: there may be no server */
  };
  gsize n_kinds = G_N_ELEMENTS (kinds) - (server != NULL ? 0 : 1);
  int status = 0;

  for (gsize i = 0; i < n_kinds; i++)
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
