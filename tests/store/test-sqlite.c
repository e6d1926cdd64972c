/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is SQLite's own: the file, older and newer and broken ones, several programs at once.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "broken-locks.h"
#include "database-file.h"
#include "made-jobs.h"
#include "store/sql.h"
#include "store/sqlite-database.h"
#include "store/sqlite-schema.h"
#include "store/sqlite-store.h"
#include "temporary-folder.h"

#define N_WORKERS 4
#define N_JOBS    40

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-sqlite-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "data", "lectern.db", NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static LecStore *
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecStore *store = lec_sqlite_store_open (fixture->path, START_S * SECOND, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
assert_refused (Fixture *fixture,
                LecStoreError code,
                const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) error_of_reader = NULL;

  g_assert_null (lec_sqlite_store_open (fixture->path, START_S * SECOND, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, (int) code);
  g_assert_null (lec_sqlite_store_open_to_read (fixture->path, START_S * SECOND, NULL, &error_of_reader));
  g_assert_error (error_of_reader, LEC_STORE_ERROR, (int) code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, says));
}

static void
assert_rows (Fixture *fixture,
             const char *sql,
             const char *expected)
{
  g_autofree char *rows = database_file_query (fixture->path, sql);

  g_assert_cmpstr (rows, ==, expected);
}

static void
make_version (Fixture *fixture,
              guint version)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  database_file_make (fixture->path, version);
}

static void
test_new_file (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autofree char *version = g_strdup_printf ("%u\n", lec_sqlite_schema_get_version ());

  g_assert_true (lec_sqlite_store_check (store, NULL, NULL));
  assert_rows (fixture, "SELECT MAX(version) FROM schema_migrations", version);
  assert_rows (fixture, "PRAGMA journal_mode", "wal\n");
  assert_rows (fixture, "PRAGMA foreign_key_check", "");
  assert_rows (fixture, "PRAGMA application_id", "1281713012\n");
}

/* The statements of the system that was there before. */
static void
test_statements (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);

  add_finished_job (store, "/a.mp4", "A", "a");
  add_job (store, "/b.mp4", NULL, 0);
  assert_rows (fixture, "SELECT status, COUNT(*) FROM jobs GROUP BY status", "completed|1\nqueued|1\n");
  assert_rows (fixture, "SELECT AVG(processing_time) FROM job_metrics", "2.0\n");
  assert_rows (fixture, "SELECT AVG(peak_memory_usage) FROM job_metrics", "1000.0\n");
  assert_rows (fixture, "SELECT COUNT(*) FROM jobs WHERE job_id IS NOT NULL", "2\n");
}

static void
test_words (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  gint64 job = add_finished_job (store, "/a.mp4", "A", "a");

  assert_rows (fixture, "SELECT text, x, y, width, height, confidence FROM words WHERE slide = 1",
               "word|1|2|30|10|90.0\n");
  assert_rows (fixture, "SELECT start_time FROM slide_visits WHERE slide = 1", "10.0\n90.0\n");
  assert_rows (fixture, "SELECT ocr_confidence FROM slides WHERE number = 1", "90.0\n");
  change (store, job, LEC_JOB_ACTION_REMOVE);
  assert_rows (fixture,
               "SELECT (SELECT COUNT(*) FROM words), (SELECT COUNT(*) FROM slide_visits),"
               " (SELECT COUNT(*) FROM attempts), (SELECT COUNT(*) FROM tasks), (SELECT COUNT(*) FROM job_metrics)",
               "0|0|0|0|0\n");
}

/* What an older program left is all there, and can be searched. @data: the version */
static void
test_migration (Fixture *fixture,
                gconstpointer data)
{
  const char *version = data;
  g_autoptr (LecStore) store = NULL;
  g_autofree char *copy = g_strdup_printf ("%s.version-%s", fixture->path, version);
  g_autofree char *expected = g_strdup_printf ("%s|2\n", version);
  g_autofree char *copied = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (LecJob) job = NULL;
  g_autoptr (LecClaim) claimed = NULL;

  make_version (fixture, (guint) g_ascii_strtoull (version, NULL, 10));
  store = open_store (fixture);
  job = lec_store_get_job (store, 1, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->pdf, ==, "/talks/grammars.pdf");
  hits = lec_store_search (store, "grammar", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = lec_store_search (store, "上下文无关", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  claimed = claim_at (store, 2000000000);
  g_assert_cmpint (claimed->job, ==, 2);
  g_assert_true (lec_sqlite_store_check (store, NULL, NULL));

  copied = database_file_query (copy, "SELECT MAX(version), (SELECT COUNT(*) FROM jobs) FROM schema_migrations");
  g_assert_cmpstr (copied, ==, expected);
}

/* Read without being brought up to date, and nothing comes beside it. */
static void
test_read_old (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autoptr (LecStore) store = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;

  make_version (fixture, 1);
  store = lec_sqlite_store_open_to_read (fixture->path, START_S * SECOND, NULL, &error);
  g_assert_no_error (error);
  hits = lec_store_search (store, "grammar", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_false (lec_store_change_job (store, 1, LEC_JOB_ACTION_REMOVE, START_S * SECOND, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE);
  g_clear_object (&store);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "lectern.db");
  g_assert_null (g_dir_read_name (dir));
  assert_rows (fixture, "SELECT MAX(version), (SELECT COUNT(*) FROM jobs) FROM schema_migrations", "1|2\n");
}

static void
test_read_nothing (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_sqlite_store_open_to_read (fixture->path, START_S * SECOND, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* Nothing is changed when the copy cannot be made. */
static void
test_migration_without_copy (Fixture *fixture,
                             gconstpointer data)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".version-1", NULL);
  g_autofree char *blocker = g_build_filename (copy, "blocker", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  const char *name = NULL;

  make_version (fixture, 1);
  g_assert_cmpint (g_mkdir_with_parents (blocker, 0700), ==, 0);
  g_assert_null (lec_sqlite_store_open (fixture->path, 1, NULL, &error));
  g_assert_nonnull (error);
  assert_rows (fixture, "SELECT MAX(version) FROM schema_migrations", "1\n");
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".lectern-"));
}

static gpointer
open_in_thread (gpointer data)
{
  g_autoptr (LecStore) store = open_store (data);

  return NULL;
}

/* Several programs meet the old, or no, database at the same moment. */
static void
test_migration_race (Fixture *fixture,
                     gconstpointer data)
{
  GThread *threads[N_WORKERS] = { NULL };

  if (data != NULL)
    make_version (fixture, 1);
  for (guint i = 0; i < N_WORKERS; i++)
    threads[i] = g_thread_new ("opener", open_in_thread, fixture);
  for (guint i = 0; i < N_WORKERS; i++)
    g_thread_join (threads[i]);
  assert_rows (fixture, "SELECT version FROM schema_migrations ORDER BY version", "1\n2\n3\n4\n5\n");
  assert_rows (fixture, "PRAGMA integrity_check", "ok\n");
}

static void
test_newer (Fixture *fixture,
            gconstpointer data)
{
  g_clear_object (&(LecStore *){ open_store (fixture) });
  database_file_run (fixture->path, "INSERT INTO schema_migrations VALUES (99, 1)");
  assert_refused (fixture, LEC_STORE_ERROR_NEWER, "99");
}

static void
test_foreign (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  database_file_run (fixture->path, "CREATE TABLE recipes (name TEXT)");
  assert_refused (fixture, LEC_STORE_ERROR_DAMAGED, "another program");
  assert_rows (fixture, "SELECT name FROM sqlite_schema", "recipes\n");
  assert_rows (fixture, "PRAGMA journal_mode", "delete\n");
}

static void
test_not_a_database (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *garbage = g_strnfill (8192, 'x');

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, garbage, -1, NULL));
  assert_refused (fixture, LEC_STORE_ERROR_DAMAGED, "damaged");
}

/* Pages overwritten in the middle: opening may succeed, the check does not. */
static void
test_damaged (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length = 0;
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 50; i++)
    add_job (store, "/a.mp4", NULL, 0);
  g_clear_object (&store);
  g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 40 * 4096);
  memset (content + 4096, 0x5a, 30 * 4096);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) length, NULL));

  store = lec_sqlite_store_open (fixture->path, 1, NULL, &error);
  if (store != NULL)
    g_assert_false (lec_sqlite_store_check (store, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

/* Nobody is waited for where nobody can hold a lock. */
static void
test_no_locks (Fixture *fixture,
               gconstpointer data)
{
  gint64 begin_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  lock_errno = ENOLCK;
  g_assert_null (lec_sqlite_store_open (fixture->path, 1, NULL, &error));
  lock_errno = 0;
  g_assert_error (error, LEC_ERROR, LEC_ERROR_INTERNAL);
  g_assert_nonnull (strstr (error->message, g_strerror (ENOLCK)));
  g_assert_cmpint (g_get_monotonic_time () - begin_us, <, 5 * G_USEC_PER_SEC);
}

/* The table of events does not grow for ever; numbers go on. */
static void
test_old_events (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (GPtrArray) events = NULL;

  database_file_run (fixture->path,
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050)"
                     " INSERT INTO events (at, job, kind) SELECT i, 1, 'queued' FROM n");
  g_assert_true (lec_store_reap (store, LEC_REAP_EXPIRED, NULL, 1, NULL, NULL));
  assert_rows (fixture, "SELECT COUNT(*), MIN(sequence), MAX(sequence) FROM events", "10000|51|10050\n");
  add_job (store, "/a.mp4", NULL, 0);
  events = lec_store_list_events (store, 10050, 10, NULL, NULL);
  g_assert_cmpuint (events->len, ==, 1);
}

static void
test_not_writable (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "data", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "in the way", -1, NULL));
  g_assert_null (lec_sqlite_store_open (fixture->path, 1, NULL, &error));
  g_assert_nonnull (strstr (error->message, "data"));
}

/* A full disk: the call fails as a whole, and when there is room the next one works. */
static void
test_full (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecSql) sql = lec_sqlite_database_open (fixture->path, 1, NULL, &error);
  g_autofree char *blob = g_strnfill (100000, 'x');
  const char *insert = "INSERT INTO events (at, job, kind, detail) VALUES (1, 1, 'x', ?)";
  gint64 n_rows = -1;

  g_assert_no_error (error);
  g_assert_true (lec_sql_exec_script (sql, "PRAGMA max_page_count = 1", NULL));
  g_assert_false (lec_sql_exec (sql, insert, LEC_SQL_VALUES (LEC_SQL_TEXT (blob)), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_true (lec_sql_get_int (sql, "SELECT COUNT(*) FROM events", NULL, &n_rows, NULL));
  g_assert_cmpint (n_rows, ==, 0);
  g_assert_true (lec_sql_exec_script (sql, "PRAGMA max_page_count = 100000", NULL));
  g_assert_true (lec_sql_exec (sql, insert, LEC_SQL_VALUES (LEC_SQL_TEXT (blob)), NULL));
}

static void
test_remote_types (Fixture *fixture,
                   gconstpointer data)
{
  g_assert_true (lec_sqlite_database_is_remote (0x6969));      /* NFS */
  g_assert_true (lec_sqlite_database_is_remote (0xff534d42));  /* CIFS */
  g_assert_true (lec_sqlite_database_is_remote (0xfe534d42));  /* SMB 2 */
  g_assert_true (lec_sqlite_database_is_remote (0x65735546));  /* FUSE */
  g_assert_false (lec_sqlite_database_is_remote (0xef53));     /* ext4 */
  g_assert_false (lec_sqlite_database_is_remote (0x9123683e)); /* btrfs */
  g_assert_false (lec_sqlite_database_is_remote (0x01021994)); /* tmpfs */
}

/* Somebody else holds the database: a cancelled call does not wait for it. */
static void
test_busy (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (LecSql) other = lec_sqlite_database_open (fixture->path, 1, NULL, NULL);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_sql_transaction_begin (&transaction, other, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (lec_store_change_job (store, 1, LEC_JOB_ACTION_PAUSE, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* Reading goes on meanwhile. */
  g_clear_error (&error);
  g_assert_null (lec_store_get_job (store, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB);
}

static void
work_until_empty (const char *path,
                  gboolean dies)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStore) store = lec_sqlite_store_open (path, START_S * SECOND, NULL, &error);

  g_assert_no_error (error);
  while (TRUE)
    {
      g_autoptr (LecClaim) claimed = claim_at (store, START_S);

      if (claimed == NULL)
        return;
      if (dies)
        raise (SIGKILL);
      g_usleep (1000); /* the work */
      finish (store, claimed->fence, g_str_equal (claimed->stage, "extract") ? "generate" : NULL, "generation");
    }
}

static gpointer
work_in_thread (gpointer data)
{
  work_until_empty (data, FALSE);
  return NULL;
}

static void
assert_each_once (Fixture *fixture)
{
  g_autofree char *jobs = g_strdup_printf ("completed|%d\n", N_JOBS);
  g_autofree char *tries = g_strdup_printf ("%d\n", 2 * N_JOBS);

  assert_rows (fixture, "SELECT status, COUNT(*) FROM jobs GROUP BY status", jobs);
  assert_rows (fixture, "SELECT COUNT(*) FROM attempts WHERE outcome = 'done'", tries);
  assert_rows (fixture, "SELECT task FROM attempts WHERE outcome = 'done' GROUP BY task HAVING COUNT(*) > 1", "");
  assert_rows (fixture, "PRAGMA integrity_check", "ok\n");
}

static void
test_threads (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  GThread *threads[N_WORKERS] = { NULL };

  for (guint i = 0; i < N_JOBS; i++)
    add_job (store, "/a.mp4", NULL, 0);
  for (guint i = 0; i < N_WORKERS; i++)
    threads[i] = g_thread_new ("worker", work_in_thread, fixture->path);
  for (guint i = 0; i < N_WORKERS; i++)
    g_thread_join (threads[i]);
  assert_each_once (fixture);
}

static GSubprocess *
start_worker (Fixture *fixture,
              const char *how)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, how, fixture->path, NULL);

  g_assert_no_error (error);
  return process;
}

/* One process dies with a task in its hands; what it held is done by the others, once. */
static void
test_processes (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (GSubprocess) dead = NULL;
  GSubprocess *workers[N_WORKERS] = { NULL };
  guint n_reaped = 0;

  for (guint i = 0; i < N_JOBS; i++)
    add_job (store, "/a.mp4", NULL, 0);
  dead = start_worker (fixture, "--die");
  g_assert_true (g_subprocess_wait (dead, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (dead));
  for (guint i = 0; i < N_WORKERS; i++)
    workers[i] = start_worker (fixture, "--work");
  for (guint i = 0; i < N_WORKERS; i++)
    {
      g_assert_true (g_subprocess_wait_check (workers[i], NULL, NULL));
      g_object_unref (workers[i]);
    }
  assert_rows (fixture, "SELECT COUNT(*) FROM tasks WHERE state = 'running'", "1\n");
  g_assert_true (lec_store_reap (store, LEC_REAP_EXPIRED, &n_reaped, (START_S + 100) * SECOND, NULL, NULL));
  g_assert_cmpuint (n_reaped, ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LecClaim) claimed = claim_at (store, START_S + 1000);

      g_assert_nonnull (claimed);
      finish (store, claimed->fence, i == 0 ? "generate" : NULL, "generation");
    }
  assert_each_once (fixture);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
    gconstpointer data;
  } tests[] = {
    { "/sqlite/new-file", test_new_file, NULL },
    { "/sqlite/statements", test_statements, NULL },
    { "/sqlite/words", test_words, NULL },
    { "/sqlite/migration/1", test_migration, "1" },
    { "/sqlite/migration/2", test_migration, "2" },
    { "/sqlite/migration/3", test_migration, "3" },
    { "/sqlite/migration/4", test_migration, "4" },
    { "/sqlite/migration-without-copy", test_migration_without_copy, NULL },
    { "/sqlite/migration-race/new", test_migration_race, NULL },
    { "/sqlite/migration-race/old", test_migration_race, "old" },
    { "/sqlite/read-old", test_read_old, NULL },
    { "/sqlite/read-nothing", test_read_nothing, NULL },
    { "/sqlite/newer", test_newer, NULL },
    { "/sqlite/foreign", test_foreign, NULL },
    { "/sqlite/not-a-database", test_not_a_database, NULL },
    { "/sqlite/damaged", test_damaged, NULL },
    { "/sqlite/no-locks", test_no_locks, NULL },
    { "/sqlite/old-events", test_old_events, NULL },
    { "/sqlite/not-writable", test_not_writable, NULL },
    { "/sqlite/full", test_full, NULL },
    { "/sqlite/remote-types", test_remote_types, NULL },
    { "/sqlite/busy", test_busy, NULL },
    { "/sqlite/threads", test_threads, NULL },
    { "/sqlite/processes", test_processes, NULL },
  };

  if (argc == 3 && (g_str_equal (argv[1], "--work") || g_str_equal (argv[1], "--die")))
    {
      work_until_empty (argv[2], g_str_equal (argv[1], "--die"));
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
