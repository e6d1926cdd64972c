/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is found wrong with a cluster, which worker a name means, and who is forgotten.
 */
#include <glib/gstdio.h>
#include <utime.h>

#include "base/error.h"
#include "engine/cluster-admin.h"
#include "engine/cluster-keeping.h"
#include "engine/file-tree.h"
#include "model/finding.h"
#include "store/sqlite-store.h"

#define HOUR_US (3600 * (gint64) G_USEC_PER_SEC)

static char *const all_queues[] = { (char *) "extraction", NULL };

static LecWorkerRecord
make_worker (const char *identity,
             LecWorkerState state)
{
  return (LecWorkerRecord){
    .identity = (char *) identity,
    .version = (char *) "1.0",
    .queues = (GStrv) all_queues,
    .n_slots = 2,
    .state = state,
  };
}

static void
test_find (void)
{
  LecWorkerRecord workers[] = { make_worker ("lab-1-a", 0), make_worker ("lab-1-b", 0), make_worker ("lab-2-a", 0),
                                make_worker ("lab-2", 0) };
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    g_ptr_array_add (list, &workers[i]);
  g_assert_true (lec_cluster_admin_find_worker (list, "lab-1-b", &error) == &workers[1]);
  g_assert_true (lec_cluster_admin_find_worker (list, "lab-2-", &error) == &workers[2]);
  /* A whole name is that worker's, also when another one's begins so. */
  g_assert_true (lec_cluster_admin_find_worker (list, "lab-2", &error) == &workers[3]);
  g_assert_no_error (error);

  g_assert_null (lec_cluster_admin_find_worker (list, "lab-1", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (lec_cluster_admin_find_worker (list, "lab-3", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lec_cluster_admin_find_worker (list, "", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

/* The one of that name. */
static const LecFinding *
find (const GPtrArray *findings,
      const char *check)
{
  const LecFinding *found = g_ptr_array_index (findings, 0);

  for (guint i = 1; i < findings->len && !g_str_equal (found->check, check); i++)
    found = g_ptr_array_index (findings, i);

  g_assert_cmpstr (found->check, ==, check);
  return found;
}

static void
test_well (void)
{
  LecWorkerRecord worker = make_worker ("a", LEC_WORKER_ONLINE);
  LecClusterQueue queue = { (char *) "extraction", FALSE, 5, 1, 1, 2 };
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  g_autoptr (GPtrArray) queues = g_ptr_array_new ();
  g_autoptr (GPtrArray) findings = NULL;

  g_ptr_array_add (workers, &worker);
  g_ptr_array_add (queues, &queue);
  findings = lec_cluster_admin_judge (queues, workers, "1.0");
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpint (find (findings, "workers")->level, ==, LEC_FINDING_OK);
}

static void
test_ill (void)
{
  LecWorkerRecord stalled = make_worker ("a", LEC_WORKER_STALLED);
  LecWorkerRecord other = make_worker ("b", LEC_WORKER_ONLINE);
  LecClusterQueue unserved = { (char *) "generation", FALSE, 5, 1, 0, 0 };
  LecClusterQueue paused = { (char *) "extraction", TRUE, 0, 0, 1, 2 };
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  g_autoptr (GPtrArray) queues = g_ptr_array_new ();
  g_autoptr (GPtrArray) findings = NULL;

  g_ptr_array_add (workers, &stalled);
  g_ptr_array_add (workers, &other);
  g_ptr_array_add (queues, &unserved);
  g_ptr_array_add (queues, &paused);
  findings = lec_cluster_admin_judge (queues, workers, "1.1");
  g_assert_cmpint (find (findings, "silent-workers")->level, ==, LEC_FINDING_WARNING);
  g_assert_cmpint (find (findings, "versions")->level, ==, LEC_FINDING_WARNING);
  g_assert_cmpstr (find (findings, "unserved")->message, ==, "no worker takes the tasks of generation, 5 wait");
  g_assert_cmpstr (find (findings, "paused")->advice, ==, "lectern cluster resume extraction");

  g_ptr_array_set_size (workers, 0);
  g_ptr_array_unref (findings);
  findings = lec_cluster_admin_judge (queues, workers, "1.1");
  g_assert_cmpint (find (findings, "workers")->level, ==, LEC_FINDING_WARNING);

  /* That nobody works is said once, and not of each queue. */
  g_assert_cmpint (find (findings, "paused")->level, ==, LEC_FINDING_WARNING);
  g_assert_cmpuint (findings->len, ==, 2);
}

static void
add_worker (LecStore *store,
            const char *identity,
            gint64 now_us)
{
  LecNewWorker worker = { identity, "lab", "1.0", (const char *const *) all_queues, 1, 1 };

  g_assert_true (lec_store_register_worker (store, &worker, now_us, NULL, NULL));
}

/* Whoever was silent for a day does not come back. */
static void
test_forget_gone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStore) store = lec_sqlite_store_new_in_memory (0, &error);
  g_autoptr (GPtrArray) workers = NULL;

  add_worker (store, "old", 0);
  add_worker (store, "new", 2 * HOUR_US);
  g_assert_true (lec_cluster_keeping_forget_gone (store, 25 * HOUR_US, NULL, &error));
  g_assert_no_error (error);
  workers = lec_store_list_workers (store, 25 * HOUR_US, NULL, NULL);
  g_assert_cmpuint (workers->len, ==, 1);
  g_assert_cmpstr (((const LecWorkerRecord *) g_ptr_array_index (workers, 0))->identity, ==, "new");
}

#define OLD_PART   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define FRESH_PART "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* A part of a long video, as its reader leaves it. */
static void
make_part (const char *folder,
           const char *id,
           gint64 age_s)
{
  g_autofree char *path = g_build_filename (folder, "lectures", id, NULL);
  g_autofree char *lock = g_build_filename (path, "lock", NULL);
  g_autofree char *part = g_build_filename (path, "part.bin", NULL);
  gint64 read_s = g_get_real_time () / G_USEC_PER_SEC - age_s;
  struct utimbuf times = { read_s, read_s };

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (lock, "", 0, NULL));
  g_assert_true (g_file_set_contents (part, "frames", -1, NULL));
  g_assert_cmpint (g_utime (path, &times), ==, 0);
}

static gboolean
has_part (const char *folder,
          const char *id)
{
  g_autofree char *path = g_build_filename (folder, "lectures", id, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What a cancelled job has left where all machines keep their lectures goes after a week. */
static void
test_half_read (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-cluster-XXXXXX", NULL);
  g_autofree char *url = g_strdup_printf ("DATABASE_URL=sqlite://%s/c.db", folder);
  g_autofree char *shared = g_strdup_printf ("LECTERN_SHARED_FOLDER=%s", folder);
  const char *const environment[] = { url, shared, NULL };
  LecSettingGivens givens = { .environment = environment };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) settings = lec_cluster_settings_new (&givens, &error);

  g_assert_no_error (error);
  make_part (folder, OLD_PART, 8 * 24 * 3600);
  make_part (folder, FRESH_PART, 6 * 24 * 3600);
  lec_cluster_keeping_run_now (settings, "half-read", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (has_part (folder, OLD_PART));
  g_assert_true (has_part (folder, FRESH_PART));
  lec_file_tree_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster-admin/find", test_find);
  g_test_add_func ("/cluster-admin/well", test_well);
  g_test_add_func ("/cluster-admin/ill", test_ill);
  g_test_add_func ("/cluster-admin/forget-gone", test_forget_gone);
  g_test_add_func ("/cluster-admin/half-read", test_half_read);
  return g_test_run ();
}
