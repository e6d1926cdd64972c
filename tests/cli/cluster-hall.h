/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk, and a hall with the real servers of a cluster, PostgreSQL and Redis, for real worker
 * programs.
 */
#pragma once

#include "config.h"

#include "cli/desk.h"
#include "dying-child.h"
#include "redis/redis-server.h"
#include "store/postgres-server.h"

G_BEGIN_DECLS

#ifdef LEC_HAVE_REDIS
#define HAS_REDIS TRUE
#else
#define HAS_REDIS FALSE
#endif

#define HALL_MAX_WAIT_MS 90000
#define HALL_STEP_MS     100

typedef struct
{
  DeskShop shop; /* first: it is what a desk is given */
  PostgresServer *postgres;
  RedisServer *redis;
} Hall;

/* A database of the test's own; the desk's folder is what all see. */
static inline void
hall_set_up (Desk *desk,
             gconstpointer data)
{
  Hall *hall = (gpointer) data;
  g_autofree char *database = postgres_server_make_database (hall->postgres);
  g_autofree char *url = make_server_url (hall->postgres, database);

  desk_set_up_at_home (desk, &hall->shop);
  g_setenv ("DATABASE_URL", url, TRUE);
  g_setenv ("REDIS_URL", redis_server_get_url (hall->redis), TRUE);
  g_setenv ("LECTERN_SHARED_FOLDER", desk->folder, TRUE);
  g_setenv ("LECTERN_LEASE", "2", TRUE);
}

/* @data: (nullable): its folder for all that it keeps, if not the desk's. @queues: (nullable) */
static inline GSubprocess *
start_worker_at (Desk *desk,
                 const char *log,
                 const char *data,
                 const char *queues)
{
  g_autofree char *path = g_build_filename (desk->folder, log, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  GSubprocess *worker = NULL;

  g_subprocess_launcher_set_stderr_file_path (launcher, path);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  if (data != NULL)
    {
      g_autofree char *folder = g_build_filename (desk->folder, data, NULL);

      g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
      g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", folder, TRUE);
    }
  if (queues != NULL)
    g_subprocess_launcher_setenv (launcher, "WORKER_QUEUES", queues, TRUE);
  worker = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("LECTERN"), "--worker", "--concurrency", "1",
                                        "--log-level", "debug", NULL);
  g_assert_no_error (error);
  return worker;
}

static inline GSubprocess *
start_worker (Desk *desk,
              const char *log)
{
  return start_worker_at (desk, log, NULL, NULL);
}

/* Waits until @command prints @text. */
static inline void
await (Desk *desk,
       const char *command,
       const char *text)
{
  for (guint i = 0; i < HALL_MAX_WAIT_MS / HALL_STEP_MS; i++)
    {
      desk_run (desk, command);
      if (strstr (desk->out, text) != NULL)
        return;
      g_usleep (HALL_STEP_MS * 1000);
    }

  desk_run (desk, "cat *.err");
  desk_assert_says (desk->out, text);
}

/* Takes @worker. It ends in peace. */
static inline void
stop_worker (GSubprocess *worker)
{
  g_autoptr (GSubprocess) owned = worker;

  g_subprocess_send_signal (owned, SIGTERM);
  g_assert_true (g_subprocess_wait (owned, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (owned));
  g_assert_cmpint (g_subprocess_get_exit_status (owned), ==, 0);
}

/* Takes @worker. */
static inline void
kill_worker (GSubprocess *worker)
{
  g_autoptr (GSubprocess) owned = worker;

  g_subprocess_force_exit (owned);
  g_assert_true (g_subprocess_wait (owned, NULL, NULL));
}

static inline void
test_no_servers (void)
{
  g_test_skip ("the servers of PostgreSQL and Redis are not installed, or this program came without them");
}

/* Adds @cases and runs all tests; starts and stops the servers. Returns: the exit code */
static inline int
hall_run (void (*set_up) (Desk *desk, gconstpointer data),
          const DeskCase *cases,
          gsize n_cases)
{
  Hall hall = { .shop = { .make = DESK_TALK } };
  int status = 0;

  hall.redis = HAS_REDIS && redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  hall.postgres = hall.redis != NULL ? postgres_server_start () : NULL;
  desk_shop_open (&hall.shop);
  for (gsize i = 0; i < n_cases; i++)
    if (hall.postgres != NULL)
      g_test_add (cases[i].path, Desk, &hall, set_up, cases[i].test, desk_tear_down);
    else
      g_test_add_func (cases[i].path, test_no_servers);
  status = g_test_run ();

  desk_shop_close (&hall.shop);
  postgres_server_stop (hall.postgres);
  g_clear_pointer (&hall.redis, redis_server_free);
  return status;
}

G_END_DECLS
