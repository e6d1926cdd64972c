/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a store promises of jobs and tasks, whichever it is: who works on what, and how that ends.
 */
#include "store-kinds.h"

static void
test_submit (Fixture *fixture,
             gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/talks/\xff.mp4", "ada", LEC_PRIORITY_HIGH);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (job->id, ==, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_QUEUED);
  g_assert_cmpint (job->priority, ==, LEC_PRIORITY_HIGH);
  g_assert_cmpstr (job->owner, ==, "ada");
  g_assert_cmpint (job->created_us, ==, START_S * SECOND);
  g_assert_cmpstr (lec_job_request_get_video (job->request, 0), ==, "/talks/\xff.mp4");
  g_assert_true (g_utf8_validate (job->source, -1, NULL));
  g_assert_cmpint (lec_store_find_job (fixture->store, job->job_id, NULL, NULL), ==, id);
  g_assert_cmpint (lec_store_find_job (fixture->store, "none", NULL, &error), ==, 0);
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB);
}

static void
test_idempotent (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 1 };
  LecSubmission submission = { .request = request, .idempotency_key = "key", .tasks = &task, .n_tasks = 1 };
  LecJobFilter filter = { .status = -1 };
  g_autoptr (GPtrArray) jobs = NULL;
  gboolean is_new = FALSE;
  gint64 first = lec_store_submit (fixture->store, &submission, &is_new, 1, NULL, NULL);

  g_assert_true (is_new);
  g_assert_cmpint (lec_store_submit (fixture->store, &submission, &is_new, 2, NULL, NULL), ==, first);
  g_assert_false (is_new);
  jobs = lec_store_list_jobs (fixture->store, &filter, NULL, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpint (claim_job (fixture->store), ==, first);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);

  /* Jobs without a key are all different. */
  submission.idempotency_key = NULL;
  g_assert_cmpint (lec_store_submit (fixture->store, &submission, NULL, 3, NULL, NULL), !=,
                   lec_store_submit (fixture->store, &submission, NULL, 3, NULL, NULL));
}

static void
test_claim (Fixture *fixture,
            gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (LecJobRequest) request = lec_job_request_from_text (claimed->request, NULL);
  g_autoptr (LecJob) job = lec_store_get_job (fixture->store, id, NULL, NULL);

  g_assert_cmpint (claimed->job, ==, id);
  g_assert_cmpstr (claimed->job_id, ==, job->job_id);
  g_assert_cmpstr (claimed->stage, ==, "extract");
  g_assert_cmpuint (claimed->attempt, ==, 1);
  g_assert_cmpint (claimed->lease_until_us, ==, (START_S + LEASE_S) * SECOND);
  g_assert_cmpstr (lec_job_request_get_video (request, 0), ==, "/a.mp4");
  assert_status (fixture->store, id, LEC_JOB_PROCESSING);
  g_assert_null (claim_at (fixture->store, START_S));
}

/* Only tasks of the queues that the worker serves; a queue nobody knows is "default". */
static void
test_routing (Fixture *fixture,
              gconstpointer data)
{
  static const char *const analysis[] = { "analysis", NULL };
  static const char *const others[] = { "default", "nonsense", NULL };
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask tasks[] = {
    { .stage = "recognise", .queue = "analysis", .max_attempts = 1 },
    { .stage = "dance", .queue = "ballroom", .max_attempts = 1 },
  };
  LecSubmission submission = { .request = request, .tasks = tasks, .n_tasks = 2 };
  LecClaimRequest wants_analysis = { analysis, "w", SECOND }, wants_others = { others, "w", SECOND };
  g_autoptr (LecClaim) first = NULL;
  g_autoptr (LecClaim) second = NULL;

  g_assert_cmpint (lec_store_submit (fixture->store, &submission, NULL, 1, NULL, NULL), >, 0);
  first = lec_store_claim (fixture->store, &wants_analysis, 1, NULL, NULL);
  g_assert_cmpstr (first->stage, ==, "recognise");
  g_assert_null (lec_store_claim (fixture->store, &wants_analysis, 1, NULL, NULL));
  second = lec_store_claim (fixture->store, &wants_others, 1, NULL, NULL);
  g_assert_cmpstr (second->stage, ==, "dance");
  g_assert_cmpstr (second->queue, ==, "default");
}

static void
test_priority (Fixture *fixture,
               gconstpointer data)
{
  gint64 low = add_job (fixture->store, "/a.mp4", NULL, LEC_PRIORITY_LOW);
  gint64 normal = add_job (fixture->store, "/b.mp4", NULL, LEC_PRIORITY_NORMAL);
  gint64 high = add_job (fixture->store, "/c.mp4", NULL, LEC_PRIORITY_HIGH);
  gint64 high_too = add_job (fixture->store, "/d.mp4", NULL, LEC_PRIORITY_HIGH);

  g_assert_cmpint (claim_job (fixture->store), ==, high);
  g_assert_cmpint (claim_job (fixture->store), ==, high_too);
  g_assert_cmpint (claim_job (fixture->store), ==, normal);
  g_assert_cmpint (claim_job (fixture->store), ==, low);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
}

/* One owner with many jobs does not keep the other from getting a turn. */
static void
test_fair_owners (Fixture *fixture,
                  gconstpointer data)
{
  gint64 busy[4] = { 0 };
  gint64 quiet = 0;

  for (guint i = 0; i < G_N_ELEMENTS (busy); i++)
    busy[i] = add_job (fixture->store, "/a.mp4", "ada", 0);
  quiet = add_job (fixture->store, "/b.mp4", "bob", 0);

  g_assert_cmpint (claim_job (fixture->store), ==, busy[0]);
  g_assert_cmpint (claim_job (fixture->store), ==, quiet);
  g_assert_cmpint (claim_job (fixture->store), ==, busy[1]);
  g_assert_cmpint (claim_job (fixture->store), ==, busy[2]);
}

/* A job with several tasks at once does not keep the next job from its turn. */
static void
assert_running (LecStore *store,
                const char *owner,
                guint n_expected)
{
  guint n_running = 99;
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_store_count_running (store, owner, &n_running, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_running, ==, n_expected);
}

/* Who has as many as one may have waits, whatever the priority; others do not. */
static void
test_max_per_owner (Fixture *fixture,
                    gconstpointer data)
{
  LecClaimRequest request = {
    .queues = lec_store_get_queue_names (),
    .worker = "w",
    .lease_us = LEASE_S * SECOND,
    .max_per_owner = 2,
  };
  static const gint64 expected[] = { 1, 2, 5, 0 };
  g_autoptr (LecClaim) hinted = NULL;
  g_autoptr (LecClaim) later = NULL;
  g_autoptr (LecJob) waiting = NULL;
  gint64 first = 0;

  for (guint i = 0; i < 4; i++)
    add_job (fixture->store, "/a.mp4", "ada", 5);
  add_job (fixture->store, "/b.mp4", "bob", 0);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (LecClaim) claimed = lec_store_claim (fixture->store, &request, START_S * SECOND, NULL, NULL);

      g_assert_cmpint (claimed != NULL ? claimed->job : 0, ==, expected[i]);
      first = i == 0 ? claimed->fence : first;
    }
  assert_running (fixture->store, "ada", 2);
  assert_running (fixture->store, "bob", 1);
  assert_running (fixture->store, "eve", 0);

  /* Nor when somebody tells of it. */
  request.task = 3;
  hinted = lec_store_claim (fixture->store, &request, START_S * SECOND, NULL, NULL);
  g_assert_null (hinted);
  waiting = lec_store_get_job (fixture->store, 3, NULL, NULL);
  g_assert_cmpint (waiting->status, ==, LEC_JOB_QUEUED);
  request.task = 0;

  finish (fixture->store, first, NULL, NULL);
  later = lec_store_claim (fixture->store, &request, START_S * SECOND, NULL, NULL);
  g_assert_cmpint (later->job, ==, 3);
}

static void
taken_cb (LecClaim *claim,
          gpointer data)
{
  LecClaim **taken = data;

  g_assert_null (*taken);
  *taken = claim;
}

/* Whoever waits for a claim is told of that which the caller gets, as it is. */
static void
test_taken (Fixture *fixture,
            gconstpointer data)
{
  LecClaim *taken = NULL;
  LecClaimRequest request = {
    .queues = lec_store_get_queue_names (),
    .worker = "w",
    .lease_us = LEASE_S * SECOND,
    .taken = taken_cb,
    .taken_data = &taken,
  };
  gint64 job = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = lec_store_claim (fixture->store, &request, START_S * SECOND, NULL, NULL);
  g_autoptr (LecClaim) none = NULL;

  g_assert_true (taken == claimed);
  g_assert_cmpint (taken->job, ==, job);
  g_assert_cmpint (taken->fence, >, 0);
  g_assert_cmpuint (taken->attempt, ==, 1);
  g_assert_cmpint (taken->lease_until_us, ==, (START_S + LEASE_S) * SECOND);
  none = lec_store_claim (fixture->store, &request, START_S * SECOND, NULL, NULL);
  g_assert_null (none);
}

static void
test_fair_jobs (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask tasks[3] = { { NULL } };
  LecSubmission submission = { .request = request, .tasks = tasks, .n_tasks = 3 };
  gint64 wide = 0, narrow = 0;

  for (guint i = 0; i < 3; i++)
    tasks[i] = (LecNewTask){ .stage = "recognise", .queue = "analysis", .part = i, .max_attempts = 1 };
  wide = lec_store_submit (fixture->store, &submission, NULL, 1, NULL, NULL);
  submission.n_tasks = 1;
  narrow = lec_store_submit (fixture->store, &submission, NULL, 1, NULL, NULL);

  g_assert_cmpint (claim_job (fixture->store), ==, wide);
  g_assert_cmpint (claim_job (fixture->store), ==, narrow);
  g_assert_cmpint (claim_job (fixture->store), ==, wide);
  g_assert_cmpint (claim_job (fixture->store), ==, wide);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
}

/* A job that was begun is finished before the next one is begun. */
static void
test_oldest_job_first (Fixture *fixture,
                       gconstpointer data)
{
  gint64 first = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = NULL;

  add_job (fixture->store, "/b.mp4", NULL, 0);
  claimed = claim (fixture->store);
  finish (fixture->store, claimed->fence, "generate", "generation");
  g_assert_cmpint (claim_job (fixture->store), ==, first);
}

static void
test_run_after (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 1 };
  LecSubmission submission = {
    .request = request,
    .tasks = &task,
    .n_tasks = 1,
    .run_after_us = (START_S + 60) * SECOND
  };
  LecBacklog backlog = { 0 };
  g_autoptr (LecClaim) claimed = NULL;

  g_assert_cmpint (lec_store_submit (fixture->store, &submission, NULL, START_S * SECOND, NULL, NULL), >, 0);
  g_assert_null (claim_at (fixture->store, START_S + 59));
  g_assert_true (lec_store_get_backlog (fixture->store, lec_store_get_queue_names (), &backlog, NULL, NULL));
  g_assert_false (backlog.has_queued);
  g_assert_cmpint (backlog.next_us, ==, (START_S + 60) * SECOND);
  claimed = claim_at (fixture->store, START_S + 60);
  g_assert_nonnull (claimed);
}

static void
test_pause_job (Fixture *fixture,
                gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (GError) error = NULL;

  change (fixture->store, id, LEC_JOB_ACTION_PAUSE);
  assert_status (fixture->store, id, LEC_JOB_PAUSED);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  change (fixture->store, id, LEC_JOB_ACTION_RESUME);
  assert_status (fixture->store, id, LEC_JOB_QUEUED);

  /* What runs is finished; what follows waits. */
  claimed = claim (fixture->store);
  change (fixture->store, id, LEC_JOB_ACTION_PAUSE);
  assert_status (fixture->store, id, LEC_JOB_PROCESSING);
  finish (fixture->store, claimed->fence, "generate", "generation");
  assert_status (fixture->store, id, LEC_JOB_PAUSED);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  change (fixture->store, id, LEC_JOB_ACTION_RESUME);
  g_assert_cmpint (claim_job (fixture->store), ==, id);
  g_assert_false (lec_store_change_job (fixture->store, id, LEC_JOB_ACTION_RESUME, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE);
}

static void
test_pause_queue (Fixture *fixture,
                  gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  LecBacklog backlog = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_store_pause_queue (fixture->store, "extraction", TRUE, NULL, NULL));
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  g_assert_true (lec_store_get_backlog (fixture->store, lec_store_get_queue_names (), &backlog, NULL, NULL));
  g_assert_false (backlog.has_queued);
  g_assert_true (lec_store_pause_queue (fixture->store, "extraction", FALSE, NULL, NULL));
  g_assert_cmpint (claim_job (fixture->store), ==, id);
  g_assert_false (lec_store_pause_queue (fixture->store, "ballroom", TRUE, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_QUEUE);
}

static void
test_finish (Fixture *fixture,
             gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = NULL;
  g_autoptr (LecJob) job = NULL;

  finish (fixture->store, first->fence, "generate", "generation");
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
  second = claim (fixture->store);
  g_assert_cmpstr (second->stage, ==, "generate");
  g_assert_cmpint (second->fence, >, first->fence);
  finish (fixture->store, second->fence, NULL, NULL);
  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpfloat (job->progress, ==, 1);
  g_assert_cmpint (job->completed_us, ==, START_S * SECOND);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
}

static void
assert_lost (LecStore *store,
             gint64 fence)
{
  LecTaskResult result = { .pdf = "/too/late.pdf", .cost.exit_status = -1 };
  LecRenewal renewal = { .lease_us = SECOND, .progress = 0.5 };
  LecAttemptCost cost = { .exit_status = -1 };
  g_autoptr (GError) reason = g_error_new_literal (LEC_ERROR, LEC_ERROR_CRASHED, "late");
  g_autoptr (GError) error = NULL;
  gboolean is_cancelled = FALSE;

  g_assert_false (lec_store_finish (store, fence, &result, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST);
  g_clear_error (&error);
  g_assert_false (lec_store_renew (store, fence, &renewal, &is_cancelled, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST);
  g_clear_error (&error);
  g_assert_false (lec_store_fail (store, fence, reason, &cost, NULL, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST);
  g_clear_error (&error);
  g_assert_false (lec_store_release (store, fence, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST);
}

/* The second call of a worker that did not hear the answer to the first. */
static void
test_finish_twice (Fixture *fixture,
                   gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (LecJob) job = NULL;

  finish (fixture->store, claimed->fence, NULL, NULL);
  assert_lost (fixture->store, claimed->fence);
  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_null (job->pdf);
}

/* A worker that was stopped longer than its lease wakes up: nothing it says counts. */
static void
test_lost_lease (Fixture *fixture,
                 gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) stopped = claim (fixture->store);
  g_autoptr (LecClaim) second = NULL;
  guint n_reaped = 9;

  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, &n_reaped, (START_S + LEASE_S) * SECOND, NULL,
                                 NULL));
  g_assert_cmpuint (n_reaped, ==, 0);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, &n_reaped, (START_S + LEASE_S + 1) * SECOND,
                                 NULL, NULL));
  g_assert_cmpuint (n_reaped, ==, 1);
  assert_lost (fixture->store, stopped->fence);
  second = claim_at (fixture->store, START_S + LEASE_S + 60);
  g_assert_cmpuint (second->attempt, ==, 1);
  assert_lost (fixture->store, stopped->fence);
  finish (fixture->store, second->fence, NULL, NULL);
  assert_status (fixture->store, id, LEC_JOB_COMPLETED);
}

/* The first worker that is lost costs the task nothing, not even time; one that takes all of its
 * workers with it is given up in the end. */
static void
test_lost_workers (Fixture *fixture,
                   gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) second = NULL;
  gint64 now_s = START_S;

  for (guint i = 0; i < LEC_TASK_MAX_LOSSES; i++)
    {
      g_autoptr (LecClaim) claimed = claim_at (fixture->store, now_s);

      g_assert_nonnull (claimed);
      g_assert_cmpuint (claimed->attempt, ==, 1);
      assert_status (fixture->store, id, LEC_JOB_PROCESSING);
      now_s += LEASE_S + 1;
      g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, NULL, now_s * SECOND, NULL, NULL));
      now_s += i == 0 ? 0 : 3600;
    }
  assert_status (fixture->store, id, LEC_JOB_FAILED);

  g_assert_true (
    lec_store_change_job (fixture->store, id, LEC_JOB_ACTION_RETRY, now_s * SECOND, NULL, NULL));
  second = claim_at (fixture->store, now_s);
  g_assert_nonnull (second);
  g_assert_true (
    lec_store_reap (fixture->store, LEC_REAP_EXPIRED, NULL, (now_s + LEASE_S + 1) * SECOND, NULL, NULL));
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
}

static void
test_renew (Fixture *fixture,
            gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = 0.25, .message = "reading" };
  gint64 now_us = (START_S + LEASE_S - 1) * SECOND;
  g_autoptr (LecJob) job = NULL;
  gboolean is_cancelled = TRUE;
  guint n_reaped = 9;

  g_assert_true (lec_store_renew (fixture->store, claimed->fence, &renewal, &is_cancelled, now_us, NULL, NULL));
  g_assert_false (is_cancelled);
  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_cmpfloat (job->progress, ==, 0.25);
  g_assert_cmpstr (job->message, ==, "reading");
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, &n_reaped, now_us + LEASE_S * SECOND, NULL, NULL));
  g_assert_cmpuint (n_reaped, ==, 0);
}

/* When the whole program was killed, the tries do not count. */
static void
test_recover (Fixture *fixture,
              gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  guint n_reaped = 0;

  for (guint i = 0; i < LEC_TASK_MAX_GENERATIONS - 1; i++)
    {
      g_autoptr (LecClaim) claimed = claim (fixture->store);

      g_assert_cmpuint (claimed->attempt, ==, 1);
      g_assert_true (lec_store_reap (fixture->store, LEC_REAP_ALL, &n_reaped, START_S * SECOND, NULL, NULL));
      g_assert_cmpuint (n_reaped, ==, 1);
      assert_status (fixture->store, id, LEC_JOB_QUEUED);
      assert_lost (fixture->store, claimed->fence);
    }

  /* But one that kills it every time is given up in the end. */
  g_assert_cmpint (claim_job (fixture->store), ==, id);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_ALL, &n_reaped, START_S * SECOND, NULL, NULL));
  assert_status (fixture->store, id, LEC_JOB_FAILED);
}

/* A program that was killed often does not make the first crash of a video wait for an hour. */
static void
test_first_backoff (Fixture *fixture,
                    gconstpointer data)
{
  LecBacklog backlog = { 0 };
  g_autoptr (LecClaim) claimed = NULL;

  add_job (fixture->store, "/a.mp4", NULL, 0);
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpint (claim_job (fixture->store), ==, 1);
      g_assert_true (lec_store_reap (fixture->store, LEC_REAP_ALL, NULL, START_S * SECOND, NULL, NULL));
    }
  claimed = claim (fixture->store);
  g_assert_cmpint (fail_at (fixture->store, claimed->fence, LEC_ERROR_CRASHED, START_S), ==, LEC_TASK_DELAYED);
  g_assert_true (lec_store_get_backlog (fixture->store, lec_store_get_queue_names (), &backlog, NULL, NULL));
  g_assert_cmpint (backlog.next_us, <=, (START_S + 10) * SECOND);
}

static void
test_release (Fixture *fixture,
              gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (LecClaim) again = NULL;

  g_assert_true (lec_store_release (fixture->store, claimed->fence, START_S * SECOND, NULL, NULL));
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
  assert_lost (fixture->store, claimed->fence);
  again = claim (fixture->store);
  g_assert_cmpuint (again->attempt, ==, 1);
}

/* A video that kills its process gets its tries and no more; the reason is kept. */
static void
test_dead_letter (Fixture *fixture,
                  gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) second = NULL;
  gint64 now_s = START_S;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (LecJob) job = NULL;
  const LecAttempt *last = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (LecClaim) claimed = claim_at (fixture->store, now_s);

      g_assert_nonnull (claimed);
      g_assert_cmpuint (claimed->attempt, ==, i);
      g_assert_cmpint (fail_at (fixture->store, claimed->fence, LEC_ERROR_CRASHED, now_s), ==,
                       i < 3 ? LEC_TASK_DELAYED : LEC_TASK_DEAD);
      now_s += 3600;
    }

  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_cmpint (job->status, ==, LEC_JOB_FAILED);
  g_assert_cmpstr (job->error_code, ==, "crashed");
  g_assert_cmpstr (job->error, ==, "a reason");
  attempts = lec_store_list_attempts (fixture->store, id, NULL, NULL);
  g_assert_cmpuint (attempts->len, ==, 3);
  last = g_ptr_array_index (attempts, 2);
  g_assert_cmpstr (last->outcome, ==, "failed");
  g_assert_cmpstr (last->stderr_tail, ==, "last words");
  g_assert_cmpint (last->exit_status, ==, 11);
  g_assert_null (claim_at (fixture->store, now_s));
}

static void
test_never_again (Fixture *fixture,
                  gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);

  g_assert_cmpint (fail_at (fixture->store, claimed->fence, LEC_ERROR_NOT_A_VIDEO, START_S), ==, LEC_TASK_DEAD);
  assert_status (fixture->store, id, LEC_JOB_FAILED);
}

/* A full disk does not use up the tries of the video. */
static void
test_uncounted (Fixture *fixture,
                gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) second = NULL;
  gint64 now_s = START_S;

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (LecClaim) claimed = claim_at (fixture->store, now_s);

      g_assert_cmpuint (claimed->attempt, ==, 1);
      g_assert_cmpint (fail_at (fixture->store, claimed->fence, LEC_ERROR_NO_SPACE, now_s), ==, LEC_TASK_DELAYED);
      now_s += 3600;
    }
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
}

static void
assert_code (LecStore *store,
             gint64 id,
             const char *code)
{
  g_autoptr (LecJob) job = lec_store_get_job (store, id, NULL, NULL);

  g_assert_null (job->error);
  g_assert_cmpstr (job->error_code, ==, code);
}

/* A job that waits for another try says of which kind its trouble was, and no other job does. */
static void
test_retry_code (Fixture *fixture,
                 gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = NULL;

  assert_code (fixture->store, id, NULL);
  fail_at (fixture->store, first->fence, LEC_ERROR_NO_SPACE, START_S);
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
  assert_code (fixture->store, id, "no-space");
  second = claim_at (fixture->store, START_S + 3600);
  assert_code (fixture->store, id, NULL);
  finish (fixture->store, second->fence, NULL, NULL);
  assert_status (fixture->store, id, LEC_JOB_COMPLETED);
  assert_code (fixture->store, id, NULL);
}

static void
test_retry (Fixture *fixture,
            gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = NULL;
  g_autoptr (LecClaim) third = NULL;
  g_autoptr (LecClaim) fourth = NULL;
  g_autoptr (LecJob) job = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_store_change_job (fixture->store, id, LEC_JOB_ACTION_RETRY, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE);
  finish (fixture->store, first->fence, "generate", "generation");
  second = claim (fixture->store);
  fail_at (fixture->store, second->fence, LEC_ERROR_EXISTS, START_S);
  assert_status (fixture->store, id, LEC_JOB_FAILED);

  /* It goes on where it stood. */
  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  third = claim (fixture->store);
  g_assert_cmpstr (third->stage, ==, "generate");
  g_assert_cmpuint (third->attempt, ==, 1);
  job = lec_store_get_job (fixture->store, id, NULL, NULL);
  g_assert_null (job->error);
  finish (fixture->store, third->fence, NULL, NULL);
  assert_status (fixture->store, id, LEC_JOB_COMPLETED);

  /* A completed one begins anew. */
  change (fixture->store, id, LEC_JOB_ACTION_RETRY);
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
  fourth = claim (fixture->store);
  g_assert_cmpstr (fourth->stage, ==, "extract");
  finish (fixture->store, fourth->fence, "generate", "generation");
  assert_status (fixture->store, id, LEC_JOB_QUEUED);
}

static void
test_cancel_waiting (Fixture *fixture,
                     gconstpointer data)
{
  gint64 queued = add_job (fixture->store, "/a.mp4", NULL, 0);
  gint64 paused = add_job (fixture->store, "/b.mp4", NULL, 0);
  gint64 delayed = add_job (fixture->store, "/c.mp4", NULL, LEC_PRIORITY_HIGH);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (GError) error = NULL;

  fail_at (fixture->store, claimed->fence, LEC_ERROR_CRASHED, START_S);
  change (fixture->store, paused, LEC_JOB_ACTION_PAUSE);
  change (fixture->store, queued, LEC_JOB_ACTION_CANCEL);
  change (fixture->store, paused, LEC_JOB_ACTION_CANCEL);
  change (fixture->store, delayed, LEC_JOB_ACTION_CANCEL);
  assert_status (fixture->store, queued, LEC_JOB_CANCELLED);
  assert_status (fixture->store, paused, LEC_JOB_CANCELLED);
  assert_status (fixture->store, delayed, LEC_JOB_CANCELLED);
  g_assert_null (claim_at (fixture->store, START_S + 3600));
  g_assert_false (lec_store_change_job (fixture->store, queued, LEC_JOB_ACTION_CANCEL, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE);

  change (fixture->store, paused, LEC_JOB_ACTION_RETRY);
  g_assert_cmpint (claim_job (fixture->store), ==, paused);
}

static void
test_cancel_running (Fixture *fixture,
                     gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = -1 };
  LecAttemptCost cost = { .exit_status = -1 };
  LecTaskState state = LEC_TASK_DONE;
  gboolean is_cancelled = FALSE;

  change (fixture->store, id, LEC_JOB_ACTION_CANCEL);
  assert_status (fixture->store, id, LEC_JOB_PROCESSING);
  g_assert_true (lec_store_renew (fixture->store, claimed->fence, &renewal, &is_cancelled, START_S * SECOND, NULL,
                                  NULL));
  g_assert_true (is_cancelled);
  g_assert_true (lec_store_fail (fixture->store, claimed->fence, cancelled, &cost, &state, START_S * SECOND, NULL,
                                 NULL));
  g_assert_cmpint (state, ==, LEC_TASK_CANCELLED);
  assert_status (fixture->store, id, LEC_JOB_CANCELLED);
}

/* Cancelled while its worker died: nobody takes it up again. */
static void
test_cancel_abandoned (Fixture *fixture,
                       gconstpointer data)
{
  gint64 id = add_job (fixture->store, "/a.mp4", NULL, 0);

  g_assert_cmpint (claim_job (fixture->store), ==, id);
  change (fixture->store, id, LEC_JOB_ACTION_CANCEL);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_ALL, NULL, START_S * SECOND, NULL, NULL));
  assert_status (fixture->store, id, LEC_JOB_CANCELLED);
}

/* Too late: the last stage was finished before the worker heard of it. */
static void
test_cancel_too_late (Fixture *fixture,
                      gconstpointer data)
{
  gint64 last = add_job (fixture->store, "/a.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = claim (fixture->store);
  gint64 middle = add_job (fixture->store, "/b.mp4", NULL, 0);
  g_autoptr (LecClaim) other = claim (fixture->store);

  change (fixture->store, last, LEC_JOB_ACTION_CANCEL);
  finish (fixture->store, claimed->fence, NULL, NULL);
  assert_status (fixture->store, last, LEC_JOB_COMPLETED);
  change (fixture->store, middle, LEC_JOB_ACTION_CANCEL);
  finish (fixture->store, other->fence, "generate", "generation");
  assert_status (fixture->store, middle, LEC_JOB_CANCELLED);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  gint64 id = add_finished_job (fixture->store, "/a.mp4", "Grammars", "context-free");
  gint64 running = add_job (fixture->store, "/b.mp4", NULL, 0);
  gint64 later = 0;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (claim_job (fixture->store), ==, running);
  g_assert_false (lec_store_change_job (fixture->store, running, LEC_JOB_ACTION_REMOVE, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  change (fixture->store, id, LEC_JOB_ACTION_REMOVE);
  g_assert_null (lec_store_get_job (fixture->store, id, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB);
  g_clear_error (&error);
  hits = lec_store_search (fixture->store, "grammars", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 0);
  g_assert_false (lec_store_change_job (fixture->store, id, LEC_JOB_ACTION_REMOVE, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB);

  /* Numbers are not used again. */
  later = add_job (fixture->store, "/c.mp4", NULL, 0);
  change (fixture->store, later, LEC_JOB_ACTION_REMOVE);
  g_assert_cmpint (add_job (fixture->store, "/d.mp4", NULL, 0), >, later);
}

static void
test_cancellable (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  LecJobFilter all = { .status = -1 };

  add_job (fixture->store, "/a.mp4", NULL, 0);
  g_cancellable_cancel (cancellable);
  /* Short calls may still end well; none may leave the store unusable. */
  lec_store_change_job (fixture->store, 1, LEC_JOB_ACTION_PAUSE, 1, cancellable, NULL);
  jobs = lec_store_list_jobs (fixture->store, &all, NULL, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
  add_job (fixture->store, "/b.mp4", NULL, 0);
}

/* In the queue, before and behind all others; so are the stages that follow. */
static void
test_move (Fixture *fixture,
           gconstpointer data)
{
  gint64 urgent = add_job (fixture->store, "/urgent.mp4", NULL, LEC_PRIORITY_HIGH);
  gint64 first = add_job (fixture->store, "/first.mp4", NULL, 0);
  gint64 second = add_job (fixture->store, "/second.mp4", NULL, 0);
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (GError) error = NULL;

  change (fixture->store, second, LEC_JOB_ACTION_MOVE_FIRST);
  change (fixture->store, urgent, LEC_JOB_ACTION_MOVE_LAST);
  claimed = claim (fixture->store);
  g_assert_cmpint (claimed->job, ==, second);
  finish (fixture->store, claimed->fence, "generate", "generation");
  g_assert_cmpint (claim_job (fixture->store), ==, second);
  g_assert_cmpint (claim_job (fixture->store), ==, first);
  g_assert_cmpint (claim_job (fixture->store), ==, urgent);

  change (fixture->store, urgent, LEC_JOB_ACTION_CANCEL);
  add_finished_job (fixture->store, "/done.mp4", "Title", "Text");
  g_assert_false (lec_store_change_job (fixture->store, 4, LEC_JOB_ACTION_MOVE_FIRST, 1, NULL, &error));
  g_assert_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE);
}

static const LecQueueFacts *
find_queue (const GPtrArray *queues,
            const char *name)
{
  guint i = 0;

  while (!g_str_equal (((const LecQueueFacts *) g_ptr_array_index (queues, i))->name, name))
    g_assert_cmpuint (++i, <, queues->len);

  return g_ptr_array_index (queues, i);
}

static void
test_queues (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) queues = NULL;
  const LecQueueFacts *extraction = NULL;

  add_job (fixture->store, "/a.mp4", NULL, 0);
  add_job (fixture->store, "/b.mp4", NULL, 0);
  g_assert_true (lec_store_pause_queue (fixture->store, "generation", TRUE, NULL, NULL));
  queues = lec_store_list_queues (fixture->store, NULL, NULL);
  g_assert_cmpuint (queues->len, ==, g_strv_length ((char **) lec_store_get_queue_names ()));
  extraction = find_queue (queues, "extraction");
  g_assert_cmpuint (extraction->n_waiting, ==, 2);
  g_assert_cmpint (extraction->oldest_us, ==, START_S * SECOND);
  g_assert_false (extraction->is_paused);
  g_assert_true (find_queue (queues, "generation")->is_paused);
  g_assert_cmpint (find_queue (queues, "generation")->oldest_us, ==, 0);
}

static void
test_figures (Fixture *fixture,
              gconstpointer data)
{
  guint n_jobs[LEC_N_JOB_STATUSES] = { 0 };
  g_autoptr (GPtrArray) endings = NULL;
  g_autoptr (GPtrArray) tries = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const LecEnding *ending = NULL;
  const LecTry *attempt = NULL;

  add_finished_job (fixture->store, "/done.mp4", "Title", "Text");
  add_job (fixture->store, "/runs.mp4", NULL, 0);
  claim_job (fixture->store);
  g_assert_true (lec_store_count_jobs (fixture->store, n_jobs, NULL, NULL));
  g_assert_cmpuint (n_jobs[LEC_JOB_COMPLETED], ==, 1);
  g_assert_cmpuint (n_jobs[LEC_JOB_PROCESSING], ==, 1);
  g_assert_cmpuint (n_jobs[LEC_JOB_FAILED], ==, 0);

  endings = lec_store_list_endings (fixture->store, 0, 10, NULL, NULL);
  g_assert_cmpuint (endings->len, ==, 1);
  ending = g_ptr_array_index (endings, 0);
  g_assert_cmpint (ending->at_us, ==, (START_S + 5) * SECOND);
  g_assert_cmpfloat (ending->processing_s, ==, 2);
  g_assert_false (ending->was_kept);
  none = lec_store_list_endings (fixture->store, (START_S + 6) * SECOND, 10, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);

  tries = lec_store_list_tries (fixture->store, (START_S + 6) * SECOND, 10, NULL, NULL);
  g_assert_cmpuint (tries->len, ==, 1);
  attempt = g_ptr_array_index (tries, 0);
  g_assert_cmpstr (attempt->worker, ==, "tester");
  g_assert_cmpstr (attempt->outcome, ==, "running");
  g_assert_cmpint (attempt->ended_us, ==, 0);
  g_assert_cmpint (attempt->lease_until_us, ==, (START_S + LEASE_S) * SECOND);
}

int
main (int argc,
      char *argv[])
{
  static const StoreTest tests[] = {
    { "submit", test_submit },
    { "idempotent", test_idempotent },
    { "claim", test_claim },
    { "routing", test_routing },
    { "priority", test_priority },
    { "fair-owners", test_fair_owners },
    { "max-per-owner", test_max_per_owner },
    { "taken", test_taken },
    { "fair-jobs", test_fair_jobs },
    { "oldest-job-first", test_oldest_job_first },
    { "run-after", test_run_after },
    { "pause-job", test_pause_job },
    { "pause-queue", test_pause_queue },
    { "finish", test_finish },
    { "finish-twice", test_finish_twice },
    { "lost-lease", test_lost_lease },
    { "lost-workers", test_lost_workers },
    { "renew", test_renew },
    { "recover", test_recover },
    { "first-backoff", test_first_backoff },
    { "release", test_release },
    { "dead-letter", test_dead_letter },
    { "never-again", test_never_again },
    { "uncounted", test_uncounted },
    { "retry", test_retry },
    { "retry-code", test_retry_code },
    { "cancel-waiting", test_cancel_waiting },
    { "cancel-running", test_cancel_running },
    { "cancel-abandoned", test_cancel_abandoned },
    { "cancel-too-late", test_cancel_too_late },
    { "remove", test_remove },
    { "move", test_move },
    { "queues", test_queues },
    { "figures", test_figures },
    { "cancellable", test_cancellable },
  };

  g_test_init (&argc, &argv, NULL);
  return run_store_tests ("store", tests, G_N_ELEMENTS (tests));
}
