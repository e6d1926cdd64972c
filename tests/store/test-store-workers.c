/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store promises of workers, of claims that somebody was told of, and of tasks that were
 * given up.
 */
#include "store-kinds.h"

static const char *const served[] = { "extraction", "analysis", NULL };

static void
register_worker (LecStore *store,
                 const char *identity,
                 const char *host,
                 gint64 now_s)
{
  LecNewWorker worker = {
    .identity = identity,
    .host = host,
    .version = "1.2.3",
    .queues = served,
    .n_slots = 4,
    .pid = 4711,
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_store_register_worker (store, &worker, now_s * SECOND, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
beat (LecStore *store,
      const char *identity,
      guint n_busy,
      gint64 now_s)
{
  g_autoptr (GError) error = NULL;
  gboolean is_draining = FALSE;

  g_assert_true (lec_store_heartbeat (store, identity, n_busy, &is_draining, now_s * SECOND, NULL, &error));
  g_assert_no_error (error);
  return is_draining;
}

static void
test_worker (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) workers = NULL;
  const LecWorkerRecord *worker = NULL;

  register_worker (fixture->store, "b", "lab-2", START_S);
  register_worker (fixture->store, "a", "lab-1", START_S + 1);
  g_assert_false (beat (fixture->store, "a", 3, START_S + 5));
  workers = lec_store_list_workers (fixture->store, (START_S + 7) * SECOND, NULL, NULL);
  g_assert_cmpuint (workers->len, ==, 2);
  worker = g_ptr_array_index (workers, 0);
  g_assert_cmpstr (worker->identity, ==, "a");
  g_assert_cmpstr (worker->host, ==, "lab-1");
  g_assert_cmpstr (worker->version, ==, "1.2.3");
  g_assert_true (g_strv_equal ((const char *const *) worker->queues, served));
  g_assert_cmpuint (worker->n_slots, ==, 4);
  g_assert_cmpuint (worker->n_busy, ==, 3);
  g_assert_cmpint (worker->pid, ==, 4711);
  g_assert_cmpint (worker->started_us, ==, (START_S + 1) * SECOND);
  g_assert_cmpint (worker->silence_us, ==, 2 * SECOND);
  g_assert_cmpint (worker->state, ==, LEC_WORKER_ONLINE);
  g_assert_false (worker->is_draining);
}

static void
assert_state (LecStore *store,
              gint64 now_s,
              LecWorkerState state)
{
  g_autoptr (GPtrArray) workers = lec_store_list_workers (store, now_s * SECOND, NULL, NULL);
  const LecWorkerRecord *worker = g_ptr_array_index (workers, 0);

  g_assert_cmpstr (lec_worker_state_get_name (worker->state), ==, lec_worker_state_get_name (state));
}

static void
test_silence (Fixture *fixture,
              gconstpointer data)
{
  register_worker (fixture->store, "a", "lab-1", START_S);
  assert_state (fixture->store, START_S + 30, LEC_WORKER_ONLINE);
  assert_state (fixture->store, START_S + 31, LEC_WORKER_STALLED);
  assert_state (fixture->store, START_S + 301, LEC_WORKER_GONE);
  beat (fixture->store, "a", 0, START_S + 302);
  assert_state (fixture->store, START_S + 303, LEC_WORKER_ONLINE);
  /* By a clock that was put back meanwhile. */
  assert_state (fixture->store, START_S, LEC_WORKER_ONLINE);
}

static void
test_drain (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  register_worker (fixture->store, "a", "lab-1", START_S);
  g_assert_true (lec_store_drain_worker (fixture->store, "a", TRUE, NULL, NULL));
  g_assert_true (beat (fixture->store, "a", 1, START_S + 1));
  /* Introducing itself again is no way out. */
  register_worker (fixture->store, "a", "lab-1", START_S + 2);
  g_assert_true (beat (fixture->store, "a", 1, START_S + 3));
  g_assert_true (lec_store_drain_worker (fixture->store, "a", FALSE, NULL, NULL));
  g_assert_false (beat (fixture->store, "a", 1, START_S + 4));
  g_assert_false (lec_store_drain_worker (fixture->store, "nobody", TRUE, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_WORKER);
}

static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) workers = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_draining = FALSE;

  register_worker (fixture->store, "a", "lab-1", START_S);
  g_assert_true (lec_store_forget_worker (fixture->store, "a", NULL, NULL));
  workers = lec_store_list_workers (fixture->store, START_S * SECOND, NULL, NULL);
  g_assert_cmpuint (workers->len, ==, 0);
  g_assert_false (lec_store_heartbeat (fixture->store, "a", 0, &is_draining, START_S * SECOND, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_WORKER);
  g_clear_error (&error);
  g_assert_false (lec_store_forget_worker (fixture->store, "a", NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_WORKER);
}

/* Returns: (nullable) */
static LecClaim *
claim_task (LecStore *store,
            gint64 task,
            gint64 generation)
{
  LecClaimRequest request = {
    .queues = served,
    .worker = "tester",
    .lease_us = LEASE_S * SECOND,
    .task = task,
    .generation = generation,
  };
  g_autoptr (GError) error = NULL;
  LecClaim *claimed = lec_store_claim (store, &request, START_S * SECOND, NULL, &error);

  g_assert_no_error (error);
  return claimed;
}

/* The second task although the first one is next; and only as long as it waits. */
static void
test_claim_told (Fixture *fixture,
                 gconstpointer data)
{
  gint64 first = add_job (fixture->store, "/a.mp4", NULL, LEC_PRIORITY_HIGH);
  gint64 second = add_job (fixture->store, "/b.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim_task (fixture->store, 2, 0);
  g_autoptr (LecClaim) again = NULL;

  g_assert_nonnull (claimed);
  g_assert_cmpint (claimed->job, ==, second);
  g_assert_cmpint (claimed->task, ==, 2);
  g_assert_cmpint (claimed->generation, ==, 0);
  g_assert_null (claim_task (fixture->store, 2, 0));
  g_assert_null (claim_task (fixture->store, 99, 0));

  /* A hint of before the task was given back is too old. */
  g_assert_true (lec_store_release (fixture->store, claimed->fence, START_S * SECOND, NULL, NULL));
  g_assert_null (claim_task (fixture->store, 2, 0));
  again = claim_task (fixture->store, 2, 1);
  g_assert_nonnull (again);
  finish (fixture->store, again->fence, NULL, NULL);
  g_assert_null (claim_task (fixture->store, 2, 2));
  g_assert_cmpint (claim_job (fixture->store), ==, first);
}

static void
test_claim_told_in_vain (Fixture *fixture,
                         gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = NULL;

  g_assert_true (lec_store_pause_queue (fixture->store, "extraction", TRUE, NULL, NULL));
  g_assert_null (claim_task (fixture->store, 1, 0));
  g_assert_true (lec_store_pause_queue (fixture->store, "extraction", FALSE, NULL, NULL));
  change (fixture->store, job, LEC_JOB_ACTION_PAUSE);
  g_assert_null (claim_task (fixture->store, 1, 0));
  change (fixture->store, job, LEC_JOB_ACTION_RESUME);
  claimed = claim_task (fixture->store, 1, 0);
  g_assert_nonnull (claimed);
  finish (fixture->store, claimed->fence, "generate", "generation");
  /* Of a queue that this worker does not serve. */
  g_assert_null (claim_task (fixture->store, 2, 0));
}

static void
test_dead (Fixture *fixture,
           gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (GPtrArray) dead = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const LecDeadTask *task = NULL;

  fail_at (fixture->store, claimed->fence, LEC_ERROR_NOT_A_VIDEO, START_S + 9);
  dead = lec_store_list_dead (fixture->store, 10, NULL, NULL);
  g_assert_cmpuint (dead->len, ==, 1);
  task = g_ptr_array_index (dead, 0);
  g_assert_cmpint (task->job, ==, job);
  g_assert_cmpint (task->task, ==, claimed->task);
  g_assert_cmpstr (task->source, ==, "/a.mp4");
  g_assert_cmpstr (task->stage, ==, "extract");
  g_assert_cmpstr (task->queue, ==, "extraction");
  g_assert_cmpstr (task->worker, ==, "tester");
  g_assert_cmpstr (task->error_code, ==, "not-a-video");
  g_assert_cmpstr (task->error, ==, "a reason");
  g_assert_cmpuint (task->n_tries, ==, 1);
  g_assert_cmpint (task->at_us, ==, (START_S + 9) * SECOND);

  change (fixture->store, job, LEC_JOB_ACTION_RETRY);
  none = lec_store_list_dead (fixture->store, 10, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (claim_job (fixture->store), ==, job);
}

int
main (int argc,
      char *argv[])
{
  static const StoreTest tests[] = {
    { "worker", test_worker },
    { "silence", test_silence },
    { "drain", test_drain },
    { "forget", test_forget },
    { "claim-told", test_claim_told },
    { "claim-told-in-vain", test_claim_told_in_vain },
    { "dead", test_dead },
  };

  g_test_init (&argc, &argv, NULL);
  return run_store_tests ("store-workers", tests, G_N_ELEMENTS (tests));
}
