/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far jobs are, told and heard over a real Redis: at most four times a second, the last of it
 * in any case, and again after the server was away.
 */
#include "config.h"

#include "engine/jobs-private.h"
#include "engine/live-progress.h"
#include "redis/redis-server.h"

#ifdef LEC_HAVE_REDIS
#define HAS_REDIS TRUE
#else
#define HAS_REDIS FALSE
#endif

static void
count_cb (gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

static LecJob *
make_job (gint64 id,
          LecJobStatus status,
          double progress)
{
  LecJob *job = lec_job_new ();

  job->id = id;
  job->status = status;
  job->progress = progress;
  return job;
}

/* Returns: what is shown of job 3 */
static double
show (LecProgressEar *ear,
      LecJobStatus status,
      double progress)
{
  g_autoptr (LecJob) job = make_job (3, status, progress);

  lec_progress_ear_apply (ear, job);
  return job->progress;
}

/* Until it shows that. */
static void
await (LecProgressEar *ear,
       double progress)
{
  for (guint i = 0; i < 100 && show (ear, LEC_JOB_PROCESSING, 0) < progress; i++)
    lec_progress_ear_wait (ear, 100, NULL);
  g_assert_cmpfloat (show (ear, LEC_JOB_PROCESSING, 0), ==, progress);
}

static void
await_heard (const int *n_heard,
             int n)
{
  for (guint i = 0; i < 1000 && g_atomic_int_get (n_heard) < n; i++)
    g_usleep (10 * 1000);
  g_assert_cmpint (g_atomic_int_get (n_heard), >=, n);
}

static void
test_rate (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecClusterHints) hints = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  g_autoptr (LecClusterHints) own = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  LecJobs jobs = { .hints = hints };
  int n_heard = 0;
  g_autoptr (LecProgressEar) ear = lec_progress_ear_new (&jobs, count_cb, &n_heard);
  g_autoptr (LecProgressMouth) mouth = lec_progress_mouth_new (own);
  gint64 begun_us = 0, took_us = 0;

  await_heard (&n_heard, 1);
  begun_us = g_get_monotonic_time ();
  for (guint i = 1; i <= 100; i++)
    {
      lec_progress_mouth_say (mouth, 3, i / 100.0, "reading");
      g_usleep (10 * 1000);
    }
  await (ear, 1);
  took_us = g_get_monotonic_time () - begun_us;
  /* The first of it, what a new listener is told, and four a second. */
  g_assert_cmpint (g_atomic_int_get (&n_heard), <=, 2 + took_us / LEC_LIVE_PROGRESS_US);
  g_assert_cmpint (g_atomic_int_get (&n_heard), >=, 3);

  /* What the store says counts. */
  g_assert_cmpfloat (show (ear, LEC_JOB_COMPLETED, .5), ==, .5);
  g_assert_cmpfloat (show (ear, LEC_JOB_QUEUED, 0), ==, 0);
}

/* What anybody may tell changes nothing, and what was told before it stays. */
static void
test_strange (void)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "{\"job\": 3}",
    "{\"job\": -3, \"progress\": 0.9}",
    "{\"job\": 3, \"progress\": 7}",
    "{\"job\": \"3\", \"progress\": 0.9}",
    "{\"job\": 3, \"progress\": 0.9, \"message\": 4}",
  };
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecClusterHints) hints = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  LecJobs jobs = { .hints = hints };
  int n_heard = 0;
  g_autoptr (LecProgressEar) ear = lec_progress_ear_new (&jobs, count_cb, &n_heard);

  await_heard (&n_heard, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    lec_cluster_hints_tell_progress (hints, texts[i], NULL);
  lec_cluster_hints_tell_progress (hints, "{\"job\": 3, \"progress\": 0.25}", NULL);
  await (ear, .25);
  await_heard (&n_heard, 2);
  g_assert_cmpint (g_atomic_int_get (&n_heard), ==, 2);
}

/* It hears again, and says so, since it has missed something. */
static void
test_away (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecClusterHints) hints = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  LecJobs jobs = { .hints = hints };
  int n_heard = 0;
  g_autoptr (LecProgressEar) ear = lec_progress_ear_new (&jobs, count_cb, &n_heard);

  await_heard (&n_heard, 1);
  redis_server_kill (server);
  redis_server_start_again (server);
  await_heard (&n_heard, 2);
}

/* Without Redis it waits its time and shows what it is given. */
static void
test_none (void)
{
  LecJobs jobs = { .hints = NULL };
  g_autoptr (LecProgressEar) ear = lec_progress_ear_new (&jobs, NULL, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_assert_true (lec_progress_ear_wait (ear, 10, NULL));
  g_assert_cmpfloat (show (ear, LEC_JOB_PROCESSING, .5), ==, .5);
  g_cancellable_cancel (cancelled);
  g_assert_false (lec_progress_ear_wait (ear, 10000, cancelled));
}

static void
test_no_server (void)
{
  g_test_skip ("redis-server is not installed");
}

int
main (int argc,
      char *argv[])
{
  gboolean is_installed = HAS_REDIS && redis_server_is_installed ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live-progress/none", test_none);
  g_test_add_func ("/live-progress/rate", is_installed ? test_rate : test_no_server);
  g_test_add_func ("/live-progress/strange", is_installed ? test_strange : test_no_server);
  g_test_add_func ("/live-progress/away", is_installed ? test_away : test_no_server);

  return g_test_run ();
}
