/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker program with a store in memory and work that takes no time: how it begins, scales and
 * ends. What a task does is told by the name of its job's video.
 */
#include <glib/gstdio.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "engine/cluster-worker.h"
#include "engine/file-tree.h"
#include "queue/local-queue.h"
#include "store/made-jobs.h"
#include "store/sqlite-store.h"

#define MAX_WAIT_MS 10000

typedef struct
{
  GHashTable *flags;
  LecClusterSettings *settings;
  LecClusterConnection connection;
  LecClusterWorker *worker;
  guint n_stops; /* how often it is asked to end when work has begun */
  int n_running; /* atomic; so are the others */
  int max_running;
  int n_done;
  int n_to_do;  /* it is asked to end after so many; 0 for never */
  int n_wanted; /* work does not end before so many have run at once */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->flags = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (fixture->flags, (gpointer) "concurrency", (gpointer) "1");
  g_hash_table_insert (fixture->flags, (gpointer) "log-level", (gpointer) "error");
  fixture->connection.store = lec_sqlite_store_new_in_memory (g_get_real_time (), NULL);
  fixture->connection.queue = lec_local_queue_new ();
  fixture->connection.is_local = TRUE;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_cluster_worker_free (fixture->worker);
  lec_cluster_settings_free (fixture->settings);
  lec_cluster_connection_clear (&fixture->connection);
  g_hash_table_unref (fixture->flags);
}

static void
note_running (Fixture *fixture)
{
  int n = g_atomic_int_add (&fixture->n_running, 1) + 1;
  int max = g_atomic_int_get (&fixture->max_running);

  while (n > max && !g_atomic_int_compare_and_exchange (&fixture->max_running, max, n))
    max = g_atomic_int_get (&fixture->max_running);
  for (guint i = 0; i < MAX_WAIT_MS && g_atomic_int_get (&fixture->max_running) < fixture->n_wanted; i++)
    g_usleep (1000);
  g_atomic_int_add (&fixture->n_running, -1);
}

static gboolean
work (LecWork *work,
      LecWorkReport *report,
      gpointer user_data,
      GCancellable *cancellable,
      GError **error)
{
  Fixture *fixture = user_data;

  note_running (fixture);
  for (guint i = 0; i < fixture->n_stops; i++)
    lec_cluster_worker_stop (fixture->worker);
  while (g_str_equal (work->claim->source, "/hangs") && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (g_atomic_int_add (&fixture->n_done, 1) + 1 == fixture->n_to_do)
    lec_cluster_worker_stop (fixture->worker);
  work->pdf = g_strdup ("/out.pdf");
  return TRUE;
}

static void
make_worker (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecSettingGivens givens = { .flags = fixture->flags };

  fixture->settings = lec_cluster_settings_new (&givens, &error);
  g_assert_no_error (error);
  fixture->worker = lec_cluster_worker_new (fixture->settings, NULL, &error);
  g_assert_no_error (error);
  lec_cluster_worker_set_work (fixture->worker, work, fixture);
}

static void
run (Fixture *fixture,
     GError **error)
{
  make_worker (fixture);
  lec_cluster_worker_run (fixture->worker, &fixture->connection, error);
}

/* What has begun ends; the other one is left to others. */
static void
test_drains (Fixture *fixture,
             gconstpointer data)
{
  gint64 begun = add_job (fixture->connection.store, "/a", NULL, 0);
  gint64 other = add_job (fixture->connection.store, "/b", NULL, 0);
  g_autoptr (GError) error = NULL;

  fixture->n_stops = 1;
  run (fixture, &error);
  g_assert_no_error (error);
  assert_status (fixture->connection.store, begun, LEC_JOB_COMPLETED);
  assert_status (fixture->connection.store, other, LEC_JOB_QUEUED);
}

/* Said also when there is nothing that has to end. */
static void
test_stopped_idle (Fixture *fixture,
                   gconstpointer data)
{
  if (g_test_subprocess ())
    {
      make_worker (fixture);
      lec_cluster_worker_stop (fixture->worker);
      g_assert_true (lec_cluster_worker_run (fixture->worker, &fixture->connection, NULL));
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*takes no more tasks*ended*");
}

static void
assert_given_back (Fixture *fixture,
                   gint64 job)
{
  g_autoptr (LecClaim) claim = NULL;

  assert_status (fixture->connection.store, job, LEC_JOB_QUEUED);
  claim = claim_at (fixture->connection.store, START_S);
  g_assert_nonnull (claim);
  g_assert_cmpuint (claim->attempt, ==, 1);
}

/* A task that does not end in time is given back, uncounted, and that is no failure. */
static void
test_drain_timeout (Fixture *fixture,
                    gconstpointer data)
{
  gint64 job = add_job (fixture->connection.store, "/hangs", NULL, 0);
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (fixture->flags, (gpointer) "drain-timeout", (gpointer) "1");
  fixture->n_stops = 1;
  run (fixture, &error);
  g_assert_no_error (error);
  assert_given_back (fixture, job);
}

/* Asked twice it waits for nothing. */
static void
test_stopped (Fixture *fixture,
              gconstpointer data)
{
  gint64 job = add_job (fixture->connection.store, "/hangs", NULL, 0);
  g_autoptr (GError) error = NULL;

  fixture->n_stops = 2;
  run (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_given_back (fixture, job);
}

static void
assert_refused (Fixture *fixture,
                gint64 job)
{
  g_autoptr (LecJob) failed = lec_store_get_job (fixture->connection.store, job, NULL, NULL);

  g_assert_cmpint (failed->status, ==, LEC_JOB_FAILED);
  g_assert_cmpstr (failed->error_code, ==, "usage");
}

/* A job whose files are elsewhere, or that would read what it should not; the next one is done. */
static void
test_outside (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-shared-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "talk.mp4", NULL);
  gint64 outside = add_job (fixture->connection.store, "/etc/passwd", NULL, 0);
  gint64 inside = add_job (fixture->connection.store, path, NULL, 0);
  g_autoptr (GError) error = NULL;

  fixture->connection.is_local = FALSE;
  fixture->n_to_do = 1;
  g_hash_table_insert (fixture->flags, (gpointer) "shared-folder", folder);
  run (fixture, &error);
  g_assert_no_error (error);
  assert_refused (fixture, outside);
  assert_status (fixture->connection.store, inside, LEC_JOB_COMPLETED);
  g_rmdir (folder);
}

/* One task at a time at first; as work waits, more. */
static void
test_scales (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 6; i++)
    add_job (fixture->connection.store, "/a", NULL, 0);
  g_hash_table_insert (fixture->flags, (gpointer) "autoscale", (gpointer) "1,2");
  fixture->n_wanted = 2;
  fixture->n_to_do = 6;
  run (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture->max_running, ==, 2);
}

/* Long enough for the pool to renew, and to tell of it. */
static gboolean
fetch (LecWork *work,
       LecWorkReport *report,
       gpointer user_data,
       GCancellable *cancellable,
       GError **error)
{
  Fixture *fixture = user_data;

  lec_work_report (report, -1, "fetching the video");
  g_usleep (2500 * 1000);
  lec_cluster_worker_stop (fixture->worker);
  return TRUE;
}

/* What does not know how far it is is not said to be before the beginning. */
static void
test_logs_messages (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stderr ("* debug *fetching the video*");
      g_test_trap_assert_stderr_unmatched ("*100 %*");
      return;
    }

  add_job (fixture->connection.store, "/a", NULL, 0);
  make_worker (fixture);
  lec_cluster_worker_set_work (fixture->worker, fetch, fixture);
  lec_cluster_worker_run (fixture->worker, &fixture->connection, &error);
  g_assert_no_error (error);
}

/* --- The service manager --- */

static int
open_socket (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

static char *
read_all (int fd)
{
  GString *all = g_string_new (NULL);
  char buffer[256] = { 0 };
  gssize length = 0;

  while ((length = recv (fd, buffer, sizeof buffer, 0)) > 0)
    {
      g_string_append_len (all, buffer, length);
      g_string_append_c (all, '\n');
    }

  return g_string_free (all, FALSE);
}

/* --- The list of workers --- */

static GPtrArray *
list_workers (LecStore *store)
{
  GPtrArray *workers = lec_store_list_workers (store, g_get_real_time (), NULL, NULL);

  g_assert_nonnull (workers);
  return workers;
}

typedef struct
{
  Fixture *fixture;
  const char *path;
  gboolean was_there;
  int fd; /* of the service manager */
} Look;

/* On a thread of the pool's, with a handle of its own. */
static gboolean
look (LecWork *work,
      LecWorkReport *report,
      gpointer user_data,
      GCancellable *cancellable,
      GError **error)
{
  Look *what = user_data;
  LecClusterWorker *worker = what->fixture->worker;
  g_autoptr (LecStore) store = lec_sqlite_store_open (what->path, g_get_real_time (), NULL, error);
  g_autoptr (GPtrArray) workers = list_workers (store);
  const LecWorkerRecord *record = workers->len == 1 ? g_ptr_array_index (workers, 0) : NULL;

  what->was_there = record != NULL && g_str_equal (record->identity, lec_cluster_worker_get_name (worker)) &&
                    record->n_slots == 1 && record->state == LEC_WORKER_ONLINE;
  lec_cluster_worker_stop (worker);
  return TRUE;
}

/* Likewise: asks that it takes no more tasks, and waits until that has come about. */
static gboolean
hold (LecWork *work,
      LecWorkReport *report,
      gpointer user_data,
      GCancellable *cancellable,
      GError **error)
{
  Look *what = user_data;
  LecClusterWorker *worker = what->fixture->worker;
  g_autoptr (LecStore) store = lec_sqlite_store_open (what->path, g_get_real_time (), NULL, error);

  g_assert_true (lec_store_drain_worker (store, lec_cluster_worker_get_name (worker), TRUE, NULL, NULL));
  for (guint i = 0; i < MAX_WAIT_MS && !what->was_there; i++)
    {
      g_autofree char *told = read_all (what->fd);

      what->was_there = strstr (told, "STATUS=held, 1 of 1 tasks") != NULL;
      g_usleep (1000);
    }
  lec_cluster_worker_stop (worker);
  return TRUE;
}

/* It is on the list while it works, and not after it. */
static void
test_listed (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-cluster-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "c.db", NULL);
  g_autoptr (GPtrArray) workers = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *socket_path = g_build_filename (folder, "s", NULL);
  Look what = { fixture, path, FALSE, open_socket (socket_path) };

  g_clear_object (&fixture->connection.store);
  fixture->connection.store = lec_sqlite_store_open (path, g_get_real_time (), NULL, &error);
  g_assert_no_error (error);
  add_job (fixture->connection.store, "/a", NULL, 0);
  g_setenv ("NOTIFY_SOCKET", socket_path, TRUE);
  make_worker (fixture);
  lec_cluster_worker_set_work (fixture->worker, data != NULL ? hold : look, &what);
  lec_cluster_worker_run (fixture->worker, &fixture->connection, &error);
  g_assert_no_error (error);
  g_assert_true (what.was_there);
  workers = list_workers (fixture->connection.store);
  g_assert_cmpuint (workers->len, ==, 0);
  g_clear_object (&fixture->connection.store);
  close (what.fd);
  lec_file_tree_remove (folder);
}

static void
test_notifies (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-notify-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "s", NULL);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;
  int fd = open_socket (path);

  g_setenv ("NOTIFY_SOCKET", path, TRUE);
  g_setenv ("WATCHDOG_USEC", "60000000", TRUE);
  add_job (fixture->connection.store, "/a", NULL, 0);
  fixture->n_to_do = 1;
  run (fixture, &error);
  g_assert_no_error (error);
  told = read_all (fd);
  g_assert_true (g_str_has_prefix (told, "READY=1\nWATCHDOG=1\n"));
  g_assert_nonnull (strstr (told, "\nSTATUS=draining, 1 of 1 tasks\n"));
  g_assert_nonnull (strstr (told, "STOPPING=1\n"));
  close (fd);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-worker-XXXXXX", NULL);
  int status = 0;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  lec_log_start (g_test_subprocess () ? LEC_LOG_DEBUG : LEC_LOG_ERROR, LEC_LOG_TEXT);
  g_test_add ("/cluster-worker/drains", Fixture, NULL, set_up, test_drains, tear_down);
  g_test_add ("/cluster-worker/drain-timeout", Fixture, NULL, set_up, test_drain_timeout, tear_down);
  g_test_add ("/cluster-worker/stopped", Fixture, NULL, set_up, test_stopped, tear_down);
  g_test_add ("/cluster-worker/stopped-idle", Fixture, NULL, set_up, test_stopped_idle, tear_down);
  g_test_add ("/cluster-worker/outside", Fixture, NULL, set_up, test_outside, tear_down);
  g_test_add ("/cluster-worker/scales", Fixture, NULL, set_up, test_scales, tear_down);
  g_test_add ("/cluster-worker/logs-messages", Fixture, NULL, set_up, test_logs_messages, tear_down);
  g_test_add ("/cluster-worker/listed", Fixture, NULL, set_up, test_listed, tear_down);
  g_test_add ("/cluster-worker/held", Fixture, "held", set_up, test_listed, tear_down);
  g_test_add ("/cluster-worker/notifies", Fixture, NULL, set_up, test_notifies, tear_down);
  status = g_test_run ();
  lec_file_tree_remove (folder);
  return status;
}
