/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of a library with jobs that ended when the test says so.
 */
#include "engine/figures.h"
#include "engine/jobs-private.h"
#include "store/made-jobs.h"
#include "store/sqlite-store.h"
#include "temporary-folder.h"

#define MINUTE (60 * SECOND)

static void
test_percentile (void)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_cmpfloat (lec_figures_get_percentile (values, 0.5), ==, 0);
  for (int i = 20; i >= 1; i--)
    {
      double value = i;

      g_array_append_val (values, value);
    }
  g_assert_cmpfloat (lec_figures_get_percentile (values, 0), ==, 1);
  g_assert_cmpfloat (lec_figures_get_percentile (values, 0.5), ==, 10);
  g_assert_cmpfloat (lec_figures_get_percentile (values, 0.95), ==, 19);
  g_assert_cmpfloat (lec_figures_get_percentile (values, 1), ==, 20);
}

/* As if it had been done by @worker, within @took_s before @end_us. */
static void
add_done (LecStore *store,
          const char *worker,
          gint64 end_us,
          double took_s,
          guint n_hits)
{
  LecClaimRequest request = { lec_store_get_queue_names (), worker, LEC_JOBS_LEASE_US };
  LecTaskResult result = { .cost = { .wall_s = took_s, .n_cache_hits = n_hits, .exit_status = -1 } };
  g_autoptr (LecClaim) claimed = NULL;

  add_job (store, "/a.mp4", NULL, 0);
  claimed = lec_store_claim (store, &request, end_us - (gint64) (took_s * SECOND), NULL, NULL);
  g_assert_true (lec_store_finish (store, claimed->fence, &result, end_us, NULL, NULL));
}

static void
test_take (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-figures-XXXXXX", NULL);
  g_autoptr (LecJobs) jobs = lec_jobs_open (folder, NULL, NULL, NULL);
  gint64 now_us = g_get_real_time ();
  LecClaimRequest request = { lec_store_get_queue_names (), "beta", LEC_JOBS_LEASE_US };
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (LecFigures) figures = NULL;
  const LecWorkerFigures *alpha = NULL;
  const LecWorkerFigures *beta = NULL;

  add_done (jobs->store, "alpha", now_us - 10 * SECOND, 4, 0);
  add_done (jobs->store, "alpha", now_us - 5 * MINUTE, 8, 1);
  add_done (jobs->store, "beta", now_us - 3 * 60 * MINUTE, 60, 0);
  add_job (jobs->store, "/runs.mp4", NULL, 0);
  claimed = lec_store_claim (jobs->store, &request, now_us - 7 * SECOND, NULL, NULL);
  add_job (jobs->store, "/waits.mp4", NULL, 0);

  figures = lec_figures_take (jobs, now_us, NULL, NULL);
  g_assert_nonnull (figures);
  g_assert_cmpuint (figures->n_jobs[LEC_JOB_COMPLETED], ==, 3);
  g_assert_cmpuint (figures->n_jobs[LEC_JOB_QUEUED], ==, 1);
  g_assert_cmpfloat (figures->median_s, ==, 8);
  g_assert_cmpfloat (figures->p95_s, ==, 60);
  g_assert_cmpuint (figures->n_completed, ==, 3);
  g_assert_cmpuint (figures->n_kept, ==, 1);
  g_assert_cmpuint (figures->per_minute[LEC_FIGURES_N_MINUTES - 1], ==, 1);
  g_assert_cmpuint (figures->per_minute[LEC_FIGURES_N_MINUTES - 6], ==, 1);
  g_assert_cmpuint (figures->per_hour[LEC_FIGURES_N_HOURS - 1], ==, 2);
  g_assert_cmpuint (figures->per_hour[LEC_FIGURES_N_HOURS - 4], ==, 1);

  g_assert_cmpuint (figures->workers->len, ==, 2);
  alpha = g_ptr_array_index (figures->workers, 0);
  beta = g_ptr_array_index (figures->workers, 1);
  g_assert_cmpstr (alpha->name, ==, "alpha");
  g_assert_cmpuint (alpha->n_done, ==, 2);
  g_assert_cmpuint (alpha->n_busy, ==, 0);
  g_assert_cmpfloat (alpha->median_s, ==, 4);
  g_assert_cmpint (alpha->heard_us, ==, now_us - 10 * SECOND);
  g_assert_cmpuint (beta->n_busy, ==, 1);
  g_assert_cmpint (beta->heard_us, ==, now_us - 7 * SECOND);
  remove_all (folder);
}

/* Whatever the leases of workers are: those who say that they are there are believed. */
static void
test_heartbeat (void)
{
  static const char *const queues[] = { "extraction", NULL };
  g_autofree char *folder = g_dir_make_tmp ("lectern-figures-XXXXXX", NULL);
  g_autoptr (LecJobs) jobs = lec_jobs_open (folder, NULL, NULL, NULL);
  gint64 now_us = g_get_real_time ();
  LecClaimRequest request = { queues, "busy", 600 * SECOND };
  LecNewWorker busy = { .identity = "busy", .host = "h", .version = "1", .queues = queues, .n_slots = 1, .pid = 1 };
  LecNewWorker idle = { .identity = "idle", .host = "h", .version = "1", .queues = queues, .n_slots = 1, .pid = 2 };
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (LecFigures) figures = NULL;

  g_assert_true (lec_store_register_worker (jobs->store, &busy, now_us - 90 * SECOND, NULL, NULL));
  g_assert_true (lec_store_register_worker (jobs->store, &idle, now_us - 3 * SECOND, NULL, NULL));
  add_job (jobs->store, "/runs.mp4", NULL, 0);
  claimed = lec_store_claim (jobs->store, &request, now_us - 2 * SECOND, NULL, NULL);

  figures = lec_figures_take (jobs, now_us, NULL, NULL);
  g_assert_nonnull (figures);
  g_assert_cmpuint (figures->workers->len, ==, 2);
  g_assert_cmpint (((LecWorkerFigures *) g_ptr_array_index (figures->workers, 0))->heard_us, ==, now_us - 90 * SECOND);
  g_assert_cmpint (((LecWorkerFigures *) g_ptr_array_index (figures->workers, 1))->heard_us, ==, now_us - 3 * SECOND);
  remove_all (folder);
}

static void
test_pause (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-figures-XXXXXX", NULL);
  g_autoptr (LecJobs) jobs = lec_jobs_open (folder, NULL, NULL, NULL);
  gboolean is_paused = TRUE;

  g_assert_true (lec_jobs_is_paused (jobs, &is_paused, NULL, NULL));
  g_assert_false (is_paused);
  g_assert_true (lec_jobs_pause_all (jobs, TRUE, NULL, NULL));
  g_assert_true (lec_jobs_is_paused (jobs, &is_paused, NULL, NULL));
  g_assert_true (is_paused);
  g_assert_true (lec_jobs_pause_all (jobs, FALSE, NULL, NULL));
  g_assert_true (lec_jobs_is_paused (jobs, &is_paused, NULL, NULL));
  g_assert_false (is_paused);
  remove_all (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/percentile", test_percentile);
  g_test_add_func ("/figures/take", test_take);
  g_test_add_func ("/figures/heartbeat", test_heartbeat);
  g_test_add_func ("/figures/pause", test_pause);

  return g_test_run ();
}
