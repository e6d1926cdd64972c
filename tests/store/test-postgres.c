/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is PostgreSQL's own: who may not come in and why, a server that goes away, the outbox, the
 * order of events.
 */
#include "fake-postgres.h"
#include "made-jobs.h"
#include "postgres-server.h"

/* Debian's is not in everybody's path. */
#define POOLER "/usr/sbin/pgbouncer"
#define SECRET "s3cr/t\""

typedef struct
{
  PostgresServer *server; /* unowned */
  char *database;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->server = (PostgresServer *) data;
  fixture->database = postgres_server_make_database (fixture->server);
  fixture->url = make_server_url (fixture->server, fixture->database);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  postgres_server_drop_database (fixture->server, fixture->database);
  g_free (fixture->database);
  g_free (fixture->url);
}

static LecStore *
open_at (const char *url,
         LecPostgresClock clock)
{
  g_autoptr (GError) error = NULL;
  LecStore *store = lec_postgres_store_open (url, clock, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static LecStore *
open_store (const Fixture *fixture)
{
  return open_at (fixture->url, LEC_POSTGRES_CLOCK_CALLER);
}

static void
run (const Fixture *fixture,
     const char *script)
{
  run_on_server (fixture->server, fixture->database, script);
}

/* Of the first column and row, as a number. */
static gint64
read_number (const Fixture *fixture,
             const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecSql) sql = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);
  gint64 number = -1;

  g_assert_no_error (error);
  lec_sql_get_int (sql, query, NULL, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* Through the network. */
static char *
make_network_url (const Fixture *fixture,
                  const char *who,
                  const char *options)
{
  return g_strdup_printf ("postgresql://%s@127.0.0.1:%u/%s%s", who, fixture->server->port, fixture->database, options);
}

/* @says: what the message must have in it */
static void
assert_refused (const char *url,
                GQuark domain,
                int code,
                const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_postgres_store_open (url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (strstr (error->message, "s3cr"));
}

/* The statements of the system that was there before. */
static void
test_statements (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);

  add_finished_job (store, "/a.mp4", "A", "a");
  add_job (store, "/b.mp4", NULL, 0);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM (SELECT status, COUNT(*) FROM jobs GROUP BY status) s"),
                   ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT AVG(processing_time) FROM job_metrics"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT AVG(peak_memory_usage) FROM job_metrics"), ==, 1000);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM jobs WHERE job_id IS NOT NULL"), ==, 2);
}

static void
test_password (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *right = make_network_url (fixture, "lectern:s3cr%2Ft%22", "");
  g_autofree char *wrong = make_network_url (fixture, "lectern:s3cr%2Ft", "");
  g_autofree char *none = make_network_url (fixture, "lectern", "?passfile=/dev/null");
  g_autoptr (LecStore) store = NULL;

  run (fixture, "CREATE ROLE lectern LOGIN PASSWORD '" SECRET "'; GRANT ALL ON ALL TABLES IN SCHEMA public TO lectern");
  store = open_at (right, LEC_POSTGRES_CLOCK_CALLER);
  assert_refused (wrong, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, "password authentication failed");
  assert_refused (none, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, "wants a password");
  g_clear_object (&store);
  run (fixture, "DROP OWNED BY lectern; DROP ROLE lectern");
}

static void
test_encryption (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *plain = make_network_url (fixture, "careful:s3cret", "?sslmode=disable");
  g_autofree char *demanding = make_network_url (fixture, "careful:s3cret", "?sslmode=require");

  run (fixture, "CREATE ROLE careful LOGIN PASSWORD 's3cret'");
  assert_refused (plain, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, "no encryption");
  assert_refused (demanding, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, "SSL was required");
  run (fixture, "DROP ROLE careful");
}

static void
test_rights (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("postgresql:///%s?host=%s&port=%u&user=stranger", fixture->database,
                                          fixture->server->folder, fixture->server->port);

  run (fixture, "CREATE ROLE stranger LOGIN");
  assert_refused (url, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, "permission denied");
  run (fixture, "DROP ROLE stranger");
}

/* A server that lets nobody in for a moment is not there, which is waited for: no refusal. */
static void
test_shutting_down (Fixture *fixture,
                    gconstpointer data)
{
  LecStore *store = open_store (fixture);
  GSubprocess *process = fixture->server->process;

  /* It ends when the last one has left. */
  g_subprocess_send_signal (process, SIGTERM);
  wait_until_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, "FATAL:  the database system is");
  g_object_unref (store);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_clear_object (&fixture->server->process);
  start_server_process (fixture->server);
}

static void
test_addresses (Fixture *fixture,
                gconstpointer data)
{
  guint port = find_free_port ();
  g_autofree char *nobody_there = g_strdup_printf ("postgresql://a:s3cret@127.0.0.1:%u/b", port);
  g_autofree char *no_database = make_server_url (fixture->server, "nothing_of_that_name");

  assert_refused (nobody_there, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, "cannot be reached");
  assert_refused ("postgresql://a:s3cret@/b?host=/nowhere", LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE,
                  "cannot be reached");
  assert_refused (no_database, LEC_STORE_ERROR, LEC_STORE_ERROR_REFUSED, "does not exist");
  /* Whatever is wrong with an address, it is not repeated. */
  assert_refused ("postgresql://a:12/s3cr@host/b", LEC_ERROR, LEC_ERROR_USAGE, "postgresql://USER");
  assert_refused ("postgresql://a:s3cr/t@host:nonsense/b", LEC_ERROR, LEC_ERROR_USAGE, "postgresql://USER");
  assert_refused ("postgresql://a:s3cr%zz@host/b", LEC_ERROR, LEC_ERROR_USAGE, "postgresql://USER");
  assert_refused ("password=s3cr nonsense", LEC_ERROR, LEC_ERROR_USAGE, "postgresql://USER");
  assert_refused ("s3cret", LEC_ERROR, LEC_ERROR_USAGE, "postgresql://USER");
}

static void
test_versions (Fixture *fixture,
               gconstpointer data)
{
  LecPostgresStatus status = { 0 };

  g_assert_true (lec_postgres_store_get_status (fixture->url, &status, NULL, NULL));
  g_assert_cmpuint (status.version, ==, status.known_version);
  run (fixture, "INSERT INTO schema_migrations VALUES (99, 1)");
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_NEWER, "99");
  g_assert_false (lec_postgres_store_migrate (fixture->url, &status, NULL, NULL));

  run (fixture, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_OLDER, "cluster init");
  g_assert_true (lec_postgres_store_get_status (fixture->url, &status, NULL, NULL));
  g_assert_cmpuint (status.version, ==, 0);
  /* As many frameworks have one. */
  run (fixture, "CREATE TABLE schema_migrations (version varchar PRIMARY KEY)");
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED, "another program");
  g_assert_false (lec_postgres_store_migrate (fixture->url, &status, NULL, NULL));
  run (fixture, "DROP TABLE schema_migrations; CREATE TABLE jobs (a text); CREATE TABLE tasks (a text)");
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED, "another program");
  g_assert_false (lec_postgres_store_migrate (fixture->url, &status, NULL, NULL));
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"), ==, 2);
}

static void
run_file (Fixture *fixture,
          const char *name)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "store", name, NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (script, &sql, NULL, NULL));
  run (fixture, sql);
}

/* What an older program left is all there, and work goes on. */
static void
check_migration (Fixture *fixture,
                 guint version,
                 const char *problem)
{
  g_autoptr (LecStore) store = NULL;
  g_autoptr (LecJob) job = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) schedule = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (LecClaim) claimed = NULL;
  LecPostgresStatus status = { 0 };
  const LecPeriodic *upkeep = NULL;

  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_OLDER, "cluster migrate");
  g_assert_true (lec_postgres_store_migrate (fixture->url, &status, NULL, NULL));
  g_assert_cmpuint (status.version, ==, version);

  store = open_store (fixture);
  job = lec_store_get_job (store, 1, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->pdf, ==, "/talks/talk.pdf");
  hits = lec_store_search (store, "ribosome", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  schedule = lec_store_list_periodic (store, NULL, NULL);
  upkeep = g_ptr_array_index (schedule, 0);
  g_assert_cmpint (upkeep->ended_us, ==, 0);
  g_assert_cmpstr (upkeep->error, ==, problem);
  g_assert_cmpint (upkeep->last_us, >, 0);
  tokens = lec_store_list_tokens (store, NULL, NULL, NULL);
  g_assert_cmpuint (tokens->len, ==, 0);
  claimed = claim_at (store, 2000000000);
  g_assert_cmpint (claimed->job, ==, 2);
}

static void
test_migration_1 (Fixture *fixture,
                  gconstpointer data)
{
  run (fixture, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  run_file (fixture, "postgres-version-1.sql");
  check_migration (fixture, 1, NULL);
}

static void
test_migration_2 (Fixture *fixture,
                  gconstpointer data)
{
  run (fixture, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  run_file (fixture, "postgres-version-1.sql");
  run_file (fixture, "postgres-version-2.sql");
  check_migration (fixture, 2, "the disk is full");
}

/* Nothing is made where the triggers could not be. */
static void
test_extension (Fixture *fixture,
                gconstpointer data)
{
  LecPostgresStatus status = { 0 };
  g_autoptr (GError) error = NULL;

  run (fixture, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP EXTENSION plpgsql");
  g_assert_false (lec_postgres_store_migrate (fixture->url, &status, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT);
  g_assert_nonnull (strstr (error->message, "CREATE EXTENSION plpgsql"));
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"), ==, 0);
  run (fixture, "CREATE EXTENSION plpgsql");
  g_assert_true (lec_postgres_store_migrate (fixture->url, &status, NULL, NULL));
}

static gpointer
migrate_in_thread (gpointer url)
{
  LecPostgresStatus status = { 0 };
  g_autoptr (GError) error = NULL;

  lec_postgres_store_migrate (url, &status, NULL, &error);
  g_assert_no_error (error);
  return GUINT_TO_POINTER (status.version);
}

/* Of several at the same time one does it. */
static void
test_migration_race (Fixture *fixture,
                     gconstpointer data)
{
  GThread *threads[4] = { NULL };
  guint n_first = 0;

  run (fixture, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("migrate", migrate_in_thread, fixture->url);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    n_first += GPOINTER_TO_UINT (g_thread_join (threads[i])) == 0;
  g_assert_cmpuint (n_first, ==, 1);
  g_clear_object (&(LecStore *){ open_store (fixture) });
}

/* @names: with spaces between them */
static void
assert_missing (Fixture *fixture,
                const char *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) missing = lec_postgres_store_list_missing (fixture->url, NULL, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (missing, NULL);
  found = g_strjoinv (" ", (char **) missing->pdata);
  g_assert_cmpstr (found, ==, names);
}

static void
test_repair (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecStore) store = NULL;
  g_autoptr (GError) error = NULL;

  assert_missing (fixture, "");
  run (fixture, "DROP FUNCTION lectern_note_waiting CASCADE; DELETE FROM queues WHERE name = 'default'");
  assert_missing (fixture, "lectern_note_waiting tasks_added tasks_woken");
  lec_postgres_store_repair (fixture->url, NULL, &error);
  g_assert_no_error (error);
  assert_missing (fixture, "");
  store = open_store (fixture);
  add_job (store, "/a.mp4", NULL, 0);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM outbox"), ==, 1);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM queues"), ==, 5);

  run (fixture, "DROP TABLE tokens; DROP INDEX jobs_status; DROP SEQUENCE event_drafts CASCADE");
  assert_missing (fixture, "event_drafts jobs_status tokens");
}

static void
test_read_only (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *script =
    g_strdup_printf ("ALTER DATABASE %s SET default_transaction_read_only = on", fixture->database);

  run_on_server (fixture->server, SERVER_USER, script);
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT, "can only be read");
}

static void
test_encoding (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *url = make_server_url (fixture->server, "latin");

  run_on_server (fixture->server, SERVER_USER,
                 "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  assert_refused (url, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT, "LATIN1");
  run_on_server (fixture->server, SERVER_USER, "DROP DATABASE latin");
}

/* A server in recovery, as a replica is all the time. */
static void
test_replica (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *signal_path = g_build_filename (fixture->server->folder, "data", "standby.signal", NULL);

  stop_server_process (fixture->server, SIGINT);
  g_assert_true (g_file_set_contents (signal_path, "", 0, NULL));
  g_assert_cmpint (chmod (signal_path, 0644), ==, 0);
  spawn_server_process (fixture->server);
  wait_until_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT);
  assert_refused (fixture->url, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT, "replica");
  stop_server_process (fixture->server, SIGINT);
  g_assert_cmpint (g_unlink (signal_path), ==, 0);
  start_server_process (fixture->server);
}

/* A server of another time, which no test can install. */
static void
test_old_server (Fixture *fixture,
                 gconstpointer data)
{
  FakePostgres fake = { 0 };
  g_autofree char *url = fake_postgres_start (&fake, "12.3");

  assert_refused (url, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT, "PostgreSQL 12");
  fake_postgres_stop (&fake);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Somebody accepts the connection and says nothing. */
static void
test_silent_server (Fixture *fixture,
                    gconstpointer data)
{
  FakePostgres fake = { 0 };
  g_autofree char *url = fake_postgres_start (&fake, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_postgres_store_open (url, LEC_POSTGRES_CLOCK_SERVER, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 5 * SECOND);
  g_thread_join (thread);
  fake_postgres_stop (&fake);
}

/* At once: GSubprocess leaves that to a thread of GLib's. */
static void
signal_server (const Fixture *fixture,
               int number)
{
  g_assert_cmpint (kill (atoi (g_subprocess_get_identifier (fixture->server->process)), number), ==, 0);
}

/* A server that has fallen silent is waited for once, and not by each call that follows. It goes on
 * before anything is looked at: it would stay as it is. */
static void
test_falls_silent (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  gint64 job = add_job (store, "/a.mp4", NULL, 0);
  g_autoptr (LecJob) found = NULL;
  GError *reasons[10] = { NULL };
  gint64 begin_us = 0, took_us = 0;

  run (fixture, "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  signal_server (fixture, SIGSTOP);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      found = lec_store_get_job (store, job, NULL, &reasons[i]);
      g_clear_pointer (&found, lec_job_free);
      if (i == 0)
        begin_us = g_get_monotonic_time ();
    }
  took_us = g_get_monotonic_time () - begin_us;
  signal_server (fixture, SIGCONT);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_assert_error (reasons[i], LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
      g_assert_nonnull (strstr (reasons[i]->message, "does not answer"));
      g_error_free (reasons[i]);
    }
  g_assert_cmpint (took_us, <, 2 * SECOND);
  while (found == NULL)
    found = lec_store_get_job (store, job, NULL, NULL);
  g_assert_cmpint (found->id, ==, job);
}

/* One that dies while it lets somebody in has refused nobody. */
static void
test_dying_server (Fixture *fixture,
                   gconstpointer data)
{
  FakePostgres fake = { 0 };
  g_autofree char *url = fake_postgres_start (&fake, FAKE_DIES);

  assert_refused (url, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE, "server closed the connection");
  fake_postgres_stop (&fake);
}

/* The call that meets a server that has gone fails, the first one after it is back works. */
static void
test_restart (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  gint64 job = add_job (store, "/a.mp4", NULL, 0);
  g_autoptr (GError) error = NULL;

  stop_server_process (fixture->server, SIGQUIT);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (lec_store_get_job (store, job, NULL, &error));
      g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
      g_clear_error (&error);
      g_assert_false (lec_store_change_job (store, job, LEC_JOB_ACTION_PAUSE, 1, NULL, &error));
      g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
      g_clear_error (&error);
    }
  start_server_process (fixture->server);
  assert_status (store, job, LEC_JOB_QUEUED);
  change (store, job, LEC_JOB_ACTION_PAUSE);
}

/* Lost in the middle of a transaction: nothing of it is there. */
static void
test_lost_in_transaction (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecSql) sql = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);
  const char *insert = "INSERT INTO events (at, job, kind) VALUES (1, 1, 'x')";
  g_auto (LecSqlTransaction) transaction = { 0 };

  g_assert_no_error (error);
  g_assert_true (lec_sql_transaction_begin (&transaction, sql, NULL));
  g_assert_true (lec_sql_exec (sql, insert, NULL, NULL));
  run (fixture, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  g_assert_false (lec_sql_exec (sql, insert, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
  g_clear_error (&error);
  /* Not on a new connection, where the first half would be missing. */
  g_assert_false (lec_sql_exec (sql, insert, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
  lec_sql_transaction_clear (&transaction);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM events"), ==, 0);
  g_assert_true (lec_sql_exec (sql, insert, NULL, NULL));
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM events"), ==, 1);
}

/* More than go at once; when one of them fails, it is that one's reason that is told. */
static void
test_batch (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecSql) sql = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  const char *insert = "INSERT INTO periodic (name, period, next) VALUES (?, ?, 1)";
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (LecSqlValue));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const LecSqlValue *values = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 600; i++)
    {
      char *name = g_strdup_printf ("n%u", i);
      const LecSqlValue row[] = { LEC_SQL_TEXT (name), LEC_SQL_INT (i), LEC_SQL_ROW_END };

      g_ptr_array_add (names, name);
      g_array_append_vals (rows, row, G_N_ELEMENTS (row));
    }
  values = (const LecSqlValue *) (gpointer) rows->data;
  lec_sql_exec_each (sql, insert, values, 600, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) * 1000 + MAX(period) FROM periodic"), ==, 600599);

  run (fixture, "DELETE FROM periodic WHERE name <> 'n400'");
  g_assert_false (lec_sql_exec_each (sql, insert, values, 600, &error));
  g_assert_nonnull (strstr (error->message, "duplicate key"));
  /* The handle is of use after that. */
  g_assert_true (lec_sql_exec (sql, "DELETE FROM periodic", NULL, NULL));
  g_clear_error (&error);
  lec_sql_exec_each (sql, insert, values, 600, &error);
  g_assert_no_error (error);
}

static gint64
count_periodic (Fixture *fixture)
{
  return read_number (fixture, "SELECT COUNT(*) FROM periodic");
}

/* What nobody waits for is done in its turn, at the latest when the transaction ends; where it
 * fails the next one that is waited for tells of it, and nothing is done. */
static void
test_later (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecSql) sql = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  const char *insert = "INSERT INTO periodic (name, period, next) VALUES (?, 1, 1)";
  const LecSqlValue *first = LEC_SQL_VALUES (LEC_SQL_TEXT ("first"));
  const LecSqlValue batch[] = { LEC_SQL_TEXT ("a"), LEC_SQL_ROW_END, LEC_SQL_TEXT ("b"), LEC_SQL_ROW_END };
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 n_rows = 0;

  g_assert_true (lec_sql_exec (sql, "DELETE FROM periodic", NULL, NULL));
  g_assert_true (lec_sql_transaction_begin (&transaction, sql, NULL));
  g_assert_true (lec_sql_exec_later (sql, insert, first, NULL));
  g_assert_true (lec_sql_get_int (sql, "SELECT COUNT(*) FROM periodic", NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 1);
  g_assert_cmpint (count_periodic (fixture), ==, 0);
  g_assert_true (lec_sql_exec_later (sql, insert, LEC_SQL_VALUES (LEC_SQL_TEXT ("second")), NULL));
  g_assert_true (lec_sql_exec_each (sql, insert, batch, 2, NULL));
  g_assert_true (lec_sql_exec_later (sql, insert, LEC_SQL_VALUES (LEC_SQL_TEXT ("last")), NULL));
  g_assert_true (lec_sql_transaction_commit (&transaction, NULL));
  g_assert_cmpint (count_periodic (fixture), ==, 5);

  g_assert_true (lec_sql_transaction_begin (&transaction, sql, NULL));
  g_assert_true (lec_sql_exec_later (sql, insert, LEC_SQL_VALUES (LEC_SQL_TEXT ("other")), NULL));
  g_assert_true (lec_sql_exec_later (sql, insert, first, NULL));
  g_assert_false (lec_sql_transaction_commit (&transaction, &error));
  g_assert_nonnull (strstr (error->message, "duplicate key"));
  lec_sql_transaction_clear (&transaction);
  g_assert_cmpint (count_periodic (fixture), ==, 5);

  /* Given up before anything was waited for. */
  g_assert_true (lec_sql_transaction_begin (&transaction, sql, NULL));
  g_assert_true (lec_sql_exec_later (sql, insert, first, NULL));
  lec_sql_transaction_clear (&transaction);
  g_assert_true (lec_sql_transaction_begin (&transaction, sql, NULL));
  lec_sql_transaction_clear (&transaction);
  g_assert_true (lec_sql_exec (sql, "DELETE FROM periodic", NULL, NULL));
}

/* While somebody else holds the job. */
static void
test_cancelled_wait (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  gint64 job = add_job (store, "/a.mp4", NULL, 0);
  g_autoptr (LecSql) other = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = NULL;
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_sql_transaction_begin (&transaction, other, NULL));
  g_assert_true (lec_sql_lock_row (other, "SELECT id FROM jobs WHERE id = ? FOR UPDATE", job, NULL));
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (lec_store_change_job (store, job, LEC_JOB_ACTION_PAUSE, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 5 * SECOND);
  g_thread_join (thread);
  assert_status (store, job, LEC_JOB_QUEUED);
  lec_sql_transaction_clear (&transaction);
  change (store, job, LEC_JOB_ACTION_PAUSE);
}

/* What the machine here believes the time to be is of no interest. */
static void
test_clock (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecStore) store = open_at (fixture->url, LEC_POSTGRES_CLOCK_SERVER);
  gint64 job = add_job (store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (store);
  g_autoptr (LecJob) record = lec_store_get_job (store, job, NULL, NULL);
  gint64 server_us = read_number (fixture, "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
  guint n_reaped = 9;

  g_assert_cmpint (ABS (record->created_us - server_us), <, 20 * SECOND);
  g_assert_cmpint (ABS (claimed->lease_until_us - LEASE_S * SECOND - server_us), <, 20 * SECOND);
  g_assert_true (lec_store_reap (store, LEC_REAP_EXPIRED, &n_reaped, G_MAXINT64 / 2, NULL, NULL));
  g_assert_cmpuint (n_reaped, ==, 0);
}

/* Whoever commits later has the later number, whoever began first. */
static void
test_event_order (Fixture *fixture,
                  gconstpointer data)
{
  const char *insert = "INSERT INTO events (at, job, kind) VALUES (1, ?, 'x')";
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (LecSql) slow = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  gint64 seen = 0;

  g_assert_true (lec_sql_transaction_begin (&transaction, slow, NULL));
  g_assert_true (lec_sql_exec (slow, insert, LEC_SQL_VALUES (LEC_SQL_INT (77)), NULL));
  add_job (store, "/a.mp4", NULL, 0);
  first = lec_store_list_events (store, 0, 10, NULL, NULL);
  g_assert_cmpuint (first->len, ==, 1);
  seen = ((const LecEvent *) g_ptr_array_index (first, 0))->sequence;
  g_assert_cmpint (seen, ==, 1);
  g_assert_true (lec_sql_transaction_commit (&transaction, NULL));
  second = lec_store_list_events (store, seen, 10, NULL, NULL);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpint (((const LecEvent *) g_ptr_array_index (second, 0))->job, ==, 77);
}

static gboolean
note_tasks (const LecWaitingTask *tasks,
            gsize n_tasks,
            gpointer data,
            GError **error)
{
  GString *noted = data;

  for (gsize i = 0; i < n_tasks; i++)
    g_string_append_printf (noted, "%d.%d ", (int) tasks[i].task, (int) tasks[i].generation);
  return TRUE;
}

static gboolean
drop_tasks (const LecWaitingTask *tasks,
            gsize n_tasks,
            gpointer data,
            GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "nobody listens");
  return FALSE;
}

/* Returns: what was passed on, as "task.generation " */
static void
assert_relays (LecStore *store,
               const char *expected)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  LecRelayRequest request = { "extraction", 2, note_tasks, noted };
  g_autoptr (GError) error = NULL;
  guint n_relayed = 9;

  lec_store_relay (store, &request, &n_relayed, START_S * SECOND, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (noted->str, ==, expected);
  g_assert_cmpuint (n_relayed, ==, strlen (expected) / 4);
}

static void
test_relay (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  LecRelayRequest broken = { "extraction", 2, drop_tasks, NULL };
  gint64 low = add_job (store, "/a.mp4", NULL, LEC_PRIORITY_LOW);
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (GError) error = NULL;

  add_job (store, "/b.mp4", NULL, 0);
  add_job (store, "/c.mp4", NULL, LEC_PRIORITY_HIGH);
  g_assert_false (lec_store_relay (store, &broken, NULL, START_S * SECOND, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_assert_true (lec_store_pause_queue (store, "extraction", TRUE, NULL, NULL));
  assert_relays (store, "");
  g_assert_true (lec_store_pause_queue (store, "extraction", FALSE, NULL, NULL));
  assert_relays (store, "3.0 2.0 ");
  assert_relays (store, "1.0 ");
  assert_relays (store, "");

  /* What is claimed needs no hint; what was given back does, with its new generation. */
  claimed = claim (store);
  g_assert_true (lec_store_release (store, claimed->fence, START_S * SECOND, NULL, NULL));
  assert_relays (store, "3.1 ");
  change (store, low, LEC_JOB_ACTION_PAUSE);
  change (store, low, LEC_JOB_ACTION_RESUME);
  change (store, low, LEC_JOB_ACTION_CANCEL);
  assert_relays (store, "");
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM outbox"), ==, 0);

  /* Whoever was told has forgotten it. */
  g_assert_true (lec_store_refill (store, NULL, NULL));
  g_assert_true (lec_store_refill (store, NULL, NULL));
  assert_relays (store, "3.1 2.0 ");
  assert_relays (store, "");
}

/* Returns: how many rows are left in the outbox */
static gint64
submit_and_tell (Fixture *fixture,
                 LecStore *store,
                 const char *key,
                 gint64 run_after_s,
                 LecRelayFunc pass_on,
                 GString *noted)
{
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask tasks[] = { { .stage = "extract", .queue = "extraction" } };
  LecSubmission submission = {
    .request = request,
    .idempotency_key = key,
    .tasks = tasks,
    .n_tasks = G_N_ELEMENTS (tasks),
    .run_after_us = run_after_s * SECOND,
    .pass_on = pass_on,
    .pass_on_data = noted,
  };
  g_autoptr (GError) error = NULL;

  g_string_truncate (noted, 0);
  g_assert_cmpint (lec_store_submit (store, &submission, NULL, START_S * SECOND, NULL, &error), >, 0);
  g_assert_no_error (error);
  return read_number (fixture, "SELECT COUNT(*) FROM outbox");
}

/* Who adds a job has its hint out before a relay looks; what he cannot tell is the relay's. */
static void
test_submit_tells (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (GString) noted = g_string_new (NULL);

  g_assert_cmpint (submit_and_tell (fixture, store, "a", 0, note_tasks, noted), ==, 0);
  g_assert_cmpstr (noted->str, ==, "1.0 ");
  /* The same once more, one for later, and one of a queue that is paused. */
  g_assert_cmpint (submit_and_tell (fixture, store, "a", 0, note_tasks, noted), ==, 0);
  g_assert_cmpstr (noted->str, ==, "");
  g_assert_cmpint (submit_and_tell (fixture, store, "b", START_S + 9, note_tasks, noted), ==, 0);
  g_assert_cmpstr (noted->str, ==, "");
  g_assert_true (lec_store_pause_queue (store, "extraction", TRUE, NULL, NULL));
  g_assert_cmpint (submit_and_tell (fixture, store, "c", 0, note_tasks, noted), ==, 1);
  g_assert_cmpstr (noted->str, ==, "");
  g_assert_true (lec_store_pause_queue (store, "extraction", FALSE, NULL, NULL));
  assert_relays (store, "3.0 ");

  g_assert_cmpint (submit_and_tell (fixture, store, "d", 0, drop_tasks, noted), ==, 1);
  assert_relays (store, "4.0 ");
}

/* Two relays at once: each hint goes out once. */
static void
test_two_relays (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (LecSql) other = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  g_auto (LecSqlTransaction) transaction = { 0 };

  add_job (store, "/a.mp4", NULL, 0);
  add_job (store, "/b.mp4", NULL, 0);
  g_assert_true (lec_sql_transaction_begin (&transaction, other, NULL));
  g_assert_true (lec_sql_lock_row (other, "SELECT id FROM outbox WHERE task = ? FOR UPDATE", 1, NULL));
  assert_relays (store, "2.0 ");
  lec_sql_transaction_clear (&transaction);
  assert_relays (store, "1.0 ");
}

static gboolean
asks_to_lead (LecStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean leads = FALSE;

  lec_store_lead (store, &leads, NULL, &error);
  g_assert_no_error (error);
  return leads;
}

/* One of them, and another one when that is gone, however it went. */
static void
test_lead (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecStore) first = open_store (fixture);
  g_autoptr (LecStore) second = open_store (fixture);

  g_assert_true (asks_to_lead (first));
  g_assert_true (asks_to_lead (first));
  g_assert_false (asks_to_lead (second));
  g_clear_object (&first);
  while (!asks_to_lead (second))
    g_usleep (1000);
  first = open_store (fixture);
  g_assert_false (asks_to_lead (first));
  run (fixture, "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND objid = 2"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
  while (!asks_to_lead (first))
    g_usleep (1000);
  g_assert_false (asks_to_lead (second));
}

/* Where nobody relays, upkeep takes away what is of no more use. */
static void
test_upkeep (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);

  add_finished_job (store, "/a.mp4", "A", "a");
  add_job (store, "/b.mp4", NULL, 0);
  g_assert_true (lec_store_upkeep (store, START_S * SECOND, NULL, NULL));
  g_assert_cmpint (read_number (fixture, "SELECT task FROM outbox"), ==, 2);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM outbox"), ==, 1);
}

static gpointer
submit_in_thread (gpointer url)
{
  g_autoptr (LecStore) store = open_at (url, LEC_POSTGRES_CLOCK_SERVER);
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 1 };
  LecSubmission submission = { .request = request, .idempotency_key = "key", .tasks = &task, .n_tasks = 1 };
  g_autoptr (GError) error = NULL;
  gint64 job = lec_store_submit (store, &submission, NULL, 1, NULL, &error);

  g_assert_no_error (error);
  return GSIZE_TO_POINTER ((gsize) job);
}

static void
test_submit_race (Fixture *fixture,
                  gconstpointer data)
{
  GThread *threads[6] = { NULL };
  gpointer first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("submit", submit_in_thread, fixture->url);
  first = g_thread_join (threads[0]);
  for (guint i = 1; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == first);
  g_assert_cmpint (read_number (fixture, "SELECT COUNT(*) FROM jobs"), ==, 1);
}

static void
skip (void)
{
  g_test_skip ("there is no PostgreSQL, or its server is not installed");
}

/* What becomes of jobs is told to who waits for it, at once; after the connection was lost it is
 * said that something may have been missed. */
static void
test_wait (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecSql) sql = lec_postgres_open (fixture->url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  gboolean is_told = FALSE;

  g_assert_no_error (error);
  g_assert_true (lec_postgres_wait (sql, "lectern_events", 0, &is_told, NULL, &error));
  g_assert_true (is_told);
  g_assert_true (lec_postgres_wait (sql, "lectern_events", 10, &is_told, NULL, &error));
  g_assert_false (is_told);
  add_job (store, "/a.mp4", NULL, 0);
  g_assert_true (lec_postgres_wait (sql, "lectern_events", 10000, &is_told, NULL, &error));
  g_assert_true (is_told);

  run (fixture, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'");
  g_assert_false (lec_postgres_wait (sql, "lectern_events", 10000, &is_told, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE);
  g_clear_error (&error);
  g_assert_true (lec_postgres_wait (sql, "lectern_events", 10000, &is_told, NULL, &error));
  g_assert_true (is_told);

  g_cancellable_cancel (cancelled);
  g_assert_false (lec_postgres_wait (sql, "lectern_events", 10000, &is_told, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* On a thread of its own. Returns: how many it got */
static gpointer
claim_many (gpointer url)
{
  LecClaimRequest request = {
    .queues = lec_store_get_queue_names (),
    .worker = "w",
    .lease_us = LEASE_S * SECOND,
    .max_per_owner = 3,
  };
  g_autoptr (LecStore) store = open_at (url, LEC_POSTGRES_CLOCK_SERVER);
  guint n = 0;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecClaim) claimed = lec_store_claim (store, &request, 0, NULL, &error);

      g_assert_no_error (error);
      n += claimed != NULL;
    }

  return GUINT_TO_POINTER (n);
}

/* However many claim at the same time, an owner has no more than one may have. */
static void
test_max_per_owner (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  GThread *threads[6] = { NULL };
  guint n = 0;

  for (guint i = 0; i < 20; i++)
    add_job (store, "/a.mp4", "ada", 0);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("claim", claim_many, fixture->url);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    n += GPOINTER_TO_UINT (g_thread_join (threads[i]));
  g_assert_cmpuint (n, ==, 3);
}

/* Returns: (transfer full) (nullable): one in front of the server, at @port */
static GSubprocess *
start_pooler (const Fixture *fixture,
              const char *mode,
              guint port)
{
  g_autofree char *program = g_find_program_in_path ("pgbouncer");
  g_autofree char *path = g_build_filename (fixture->server->folder, "pooler.ini", NULL);
  g_autofree char *text = g_strdup_printf ("[databases]\n* = host=%s port=%u user=" SERVER_USER "\n"
                                           "[pgbouncer]\nlisten_addr=127.0.0.1\nlisten_port=%u\n"
                                           "unix_socket_dir=\nauth_type=any\npool_mode=%s\n",
                                           fixture->server->folder, fixture->server->port, port, mode);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  GSubprocess *pooler = NULL;

  if (program == NULL && g_file_test (POOLER, G_FILE_TEST_IS_EXECUTABLE))
    program = g_strdup (POOLER);
  if (program == NULL)
    return NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  g_subprocess_launcher_set_child_setup (launcher, become_server, get_server_user (), NULL);
  pooler = g_subprocess_launcher_spawn (launcher, &error, program, path, NULL);
  g_assert_no_error (error);
  return pooler;
}

static void
stop_pooler (GSubprocess *pooler)
{
  g_subprocess_force_exit (pooler);
  g_assert_true (g_subprocess_wait (pooler, NULL, NULL));
  g_object_unref (pooler);
}

/* Until it listens. Returns: (nullable): what comes of opening the store through it */
static LecStore *
open_through_pooler (const Fixture *fixture,
                     guint port,
                     GError **error)
{
  g_autofree char *url = g_strdup_printf ("postgresql://ann@127.0.0.1:%u/%s", port, fixture->database);
  LecStore *store = NULL;

  for (guint i = 0; i < SERVER_START_MS / 20; i++)
    {
      g_clear_error (error);
      store = lec_postgres_store_open (url, LEC_POSTGRES_CLOCK_CALLER, NULL, error);
      if (!g_error_matches (*error, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE))
        break;
      g_usleep (20 * 1000);
    }

  return store;
}

/* One that shares sessions by transaction is found; one that keeps them will do. */
static void
test_pooler (Fixture *fixture,
             gconstpointer data)
{
  guint port = find_free_port ();
  GSubprocess *pooler = start_pooler (fixture, "transaction", port);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStore) store = NULL;

  if (pooler == NULL)
    {
      g_test_skip ("pgbouncer is not installed");
      return;
    }
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (open_through_pooler (fixture, port, &error));
      g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_UNFIT);
      g_assert_nonnull (strstr (error->message, "pool_mode=session"));
      g_clear_error (&error);
    }
  stop_pooler (pooler);

  port = find_free_port ();
  pooler = start_pooler (fixture, "session", port);
  store = open_through_pooler (fixture, port, &error);
  g_assert_no_error (error);
  add_job (store, "/a.mp4", NULL, 0);
  g_clear_object (&store);
  stop_pooler (pooler);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/postgres/statements", test_statements },
    { "/postgres/password", test_password },
    { "/postgres/encryption", test_encryption },
    { "/postgres/rights", test_rights },
    { "/postgres/shutting-down", test_shutting_down },
    { "/postgres/addresses", test_addresses },
    { "/postgres/versions", test_versions },
    { "/postgres/migration/1", test_migration_1 },
    { "/postgres/migration/2", test_migration_2 },
    { "/postgres/extension", test_extension },
    { "/postgres/wait", test_wait },
    { "/postgres/pooler", test_pooler },
    { "/postgres/max-per-owner", test_max_per_owner },
    { "/postgres/migration-race", test_migration_race },
    { "/postgres/repair", test_repair },
    { "/postgres/read-only", test_read_only },
    { "/postgres/encoding", test_encoding },
    { "/postgres/replica", test_replica },
    { "/postgres/old-server", test_old_server },
    { "/postgres/silent-server", test_silent_server },
    { "/postgres/falls-silent", test_falls_silent },
    { "/postgres/dying-server", test_dying_server },
    { "/postgres/restart", test_restart },
    { "/postgres/lost-in-transaction", test_lost_in_transaction },
    { "/postgres/batch", test_batch },
    { "/postgres/later", test_later },
    { "/postgres/cancelled-wait", test_cancelled_wait },
    { "/postgres/clock", test_clock },
    { "/postgres/event-order", test_event_order },
    { "/postgres/relay", test_relay },
    { "/postgres/submit-tells", test_submit_tells },
    { "/postgres/two-relays", test_two_relays },
    { "/postgres/lead", test_lead },
    { "/postgres/upkeep", test_upkeep },
    { "/postgres/submit-race", test_submit_race },
  };
  PostgresServer *server = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  server = postgres_server_start ();
  for (guint i = 0; server != NULL && i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, server, set_up, tests[i].test, tear_down);
  if (server == NULL)
    g_test_add_func ("/postgres", skip);

  status = g_test_run ();
  postgres_server_stop (server);
  return status;
}
