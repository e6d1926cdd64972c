/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real PostgreSQL of Debian's packages for the length of a test program: with a data folder, a
 * socket and a port of its own, as another user when this one is root, and stopped by its number.
 * Nothing is synced but in benchmarks: what a crash of the machine would do to it is no test's
 * business. Tests get databases that are copies of one with the tables in it.
 */
#pragma once

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "free-port.h"
#include "store/postgres-store.h"
#include "temporary-folder.h"

G_BEGIN_DECLS

#define SERVER_TEMPLATE   "lectern_template"
#define SERVER_USER       "postgres"
#define SERVER_START_MS   20000
#define SERVER_OTHER_USER "nobody"

typedef struct
{
  char *folder;
  char *programs; /* where they are */
  guint port;
  GSubprocess *process;
  guint n_databases;
  gboolean is_synced; /* as in real life; else a crash of the machine would hurt */
} PostgresServer;

/* Returns: (transfer full) (nullable): the folder of the newest version that is installed */
static inline char *
find_postgres_programs (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/usr/lib/postgresql", 0, NULL);
  g_autofree char *found = g_find_program_in_path ("postgres");
  const char *name = NULL;
  guint64 newest = 0;

  if (found != NULL)
    return g_path_get_dirname (found);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    newest = MAX (newest, g_ascii_strtoull (name, NULL, 10));

  return newest > 0 ? g_strdup_printf ("/usr/lib/postgresql/%u/bin", (guint) newest) : NULL;
}

/* Ends with the test, however that ends. */
static inline void
become_server (gpointer data)
{
  const struct passwd *user = data;

  if (user != NULL && (setgid (user->pw_gid) != 0 || setuid (user->pw_uid) != 0))
    _exit (1);
  prctl (PR_SET_PDEATHSIG, SIGINT);
}

/* The server refuses to be root's. Returns: (nullable): static */
static inline struct passwd *
get_server_user (void)
{
  struct passwd *user = geteuid () == 0 ? getpwnam (SERVER_OTHER_USER) : NULL;

  g_assert_true (geteuid () != 0 || user != NULL);
  return user;
}

static inline GSubprocess *
start_as_server (const PostgresServer *server,
                 const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *program = g_build_filename (server->programs, arguments[0], NULL);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_strv_builder_add (command, program);
  g_strv_builder_addv (command, (const char **) arguments + 1);
  argv = g_strv_builder_end (command);
  g_subprocess_launcher_set_cwd (launcher, server->folder);
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  g_subprocess_launcher_set_child_setup (launcher, become_server, get_server_user (), NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  return process;
}

/* Through its socket. Returns: (transfer full) */
static inline char *
make_server_url (const PostgresServer *server,
                 const char *database)
{
  return g_strdup_printf ("postgresql:///%s?host=%s&port=%u&user=" SERVER_USER, database, server->folder,
                          server->port);
}

static inline void
run_on_server (const PostgresServer *server,
               const char *database,
               const char *script)
{
  g_autofree char *url = make_server_url (server, database);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecSql) sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);

  g_assert_no_error (error);
  lec_sql_exec_script (sql, script, &error);
  g_assert_no_error (error);
}

static inline void
wait_for_server (const PostgresServer *server)
{
  g_autofree char *url = make_server_url (server, SERVER_USER);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SERVER_START_MS / 20; i++)
    {
      g_autoptr (LecSql) sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);

      if (sql != NULL)
        return;
      if (i + 1 < SERVER_START_MS / 20)
        g_clear_error (&error);
      g_usleep (20 * 1000);
    }
  g_assert_no_error (error);
}

static inline void
spawn_server_process (PostgresServer *server)
{
  g_autofree char *port = g_strdup_printf ("%u", server->port);
  const char *const arguments[] = {
    "postgres",
    "-D",
    "data",
    "-k",
    server->folder,
    "-p",
    port,
    "-h",
    "127.0.0.1",
    "-c",
    server->is_synced ? "fsync=on" : "fsync=off",
    "-c",
    server->is_synced ? "full_page_writes=on" : "full_page_writes=off",
    "-c",
    "max_connections=250",
    "-c",
    "shared_buffers=32MB",
    "-c",
    "autovacuum=off",
    "-c",
    "jit=off",
    NULL,
  };

  server->process = start_as_server (server, arguments);
}

static inline void
start_server_process (PostgresServer *server)
{
  spawn_server_process (server);
  wait_for_server (server);
}

/* Until opening the store ends so. */
static inline void
wait_until_refused (const char *url,
                    GQuark domain,
                    int code)
{
  for (guint i = 0; i < SERVER_START_MS / 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecStore) store = lec_postgres_store_open (url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);

      if (g_error_matches (error, domain, code))
        return;
      g_usleep (20 * 1000);
    }
  g_assert_not_reached ();
}

/* By its number: 2 is "end now", 3 is "without tidying up", 9 is a crash. */
static inline void
stop_server_process (PostgresServer *server,
                     int signal_number)
{
  g_subprocess_send_signal (server->process, signal_number);
  g_assert_true (g_subprocess_wait (server->process, NULL, NULL));
  g_clear_object (&server->process);
}

/* Whoever comes through the socket is trusted, who comes through the network needs a password, and
 * "careful" needs encryption, too. */
static inline void
write_server_rules (const PostgresServer *server)
{
  static const char rules[] =
    "local all all trust\n"
    "hostssl all careful 127.0.0.1/32 scram-sha-256\n"
    "host all careful 127.0.0.1/32 reject\n"
    "host all all 127.0.0.1/32 scram-sha-256\n";
  g_autofree char *path = g_build_filename (server->folder, "data", "pg_hba.conf", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, rules, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &error);
  g_assert_no_error (error);
}

/* Returns: (nullable): %NULL when PostgreSQL's server is not installed, or this program is built
 * without it */
static inline PostgresServer *
postgres_server_start_with (gboolean is_synced)
{
  static const char *const make[] = { "initdb", "-D", "data", "-U", SERVER_USER, "-A", "trust", "-E", "UTF8",
                                      "--locale=C.UTF-8", "--no-sync", NULL };
  g_autofree char *programs = find_postgres_programs ();
  PostgresServer *server = NULL;
  const struct passwd *user = NULL;
  g_autoptr (GSubprocess) initdb = NULL;
  g_autofree char *url = NULL;
  LecPostgresStatus status = { 0 };
  g_autoptr (GError) error = NULL;

  if (programs == NULL || g_getenv ("LECTERN_HAS_POSTGRES") == NULL)
    return NULL;

  server = g_new0 (PostgresServer, 1);
  server->is_synced = is_synced;
  server->programs = g_steal_pointer (&programs);
  server->folder = g_dir_make_tmp ("lectern-pg-XXXXXX", NULL);
  server->port = find_free_port ();
  user = get_server_user ();
  if (user != NULL)
    g_assert_cmpint (chown (server->folder, user->pw_uid, user->pw_gid), ==, 0);
  initdb = start_as_server (server, make);
  g_assert_true (g_subprocess_wait_check (initdb, NULL, NULL));
  write_server_rules (server);
  start_server_process (server);

  run_on_server (server, SERVER_USER, "CREATE DATABASE " SERVER_TEMPLATE);
  url = make_server_url (server, SERVER_TEMPLATE);
  lec_postgres_store_migrate (url, &status, NULL, &error);
  g_assert_no_error (error);
  return server;
}

static inline PostgresServer *
postgres_server_start (void)
{
  return postgres_server_start_with (FALSE);
}

static inline void
postgres_server_stop (PostgresServer *server)
{
  if (server == NULL)
    return;

  if (server->process != NULL)
    stop_server_process (server, SIGINT);
  remove_all (server->folder);
  g_free (server->folder);
  g_free (server->programs);
  g_free (server);
}

/* A database with the tables of this version and nothing in them. Returns: (transfer full): its
 * name */
static inline char *
postgres_server_make_database (PostgresServer *server)
{
  char *name = g_strdup_printf ("lectern_%u", ++server->n_databases);
  g_autofree char *script = g_strdup_printf ("CREATE DATABASE %s TEMPLATE " SERVER_TEMPLATE, name);

  run_on_server (server, SERVER_USER, script);
  return name;
}

static inline void
postgres_server_drop_database (PostgresServer *server,
                               const char *name)
{
  g_autofree char *script = g_strdup_printf ("DROP DATABASE %s WITH (FORCE)", name);

  run_on_server (server, SERVER_USER, script);
}

G_END_DECLS
