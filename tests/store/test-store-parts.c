/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stage of several parts: they are claimed and lost each by itself, the job is as far as they are
 * in the mean, and what follows begins when the last of them is done. Against each kind of store.
 */
#include "store-kinds.h"

#define N_PARTS 3

static void
finish_into (LecStore *store,
             gint64 fence,
             const LecNewTask *next,
             gsize n_next,
             gboolean waits_for_parts)
{
  LecTaskResult result = {
    .next = next,
    .n_next = n_next,
    .waits_for_parts = waits_for_parts,
    .cost.exit_status = -1
  };
  g_autoptr (GError) error = NULL;

  lec_store_finish (store, fence, &result, START_S * SECOND, NULL, &error);
  g_assert_no_error (error);
}

/* Its first task has found that the video is to be read in parts. */
static gint64
add_split_job (LecStore *store)
{
  gint64 job = add_job (store, "/long.mp4", NULL, 0);
  g_autoptr (LecClaim) first = claim (store);
  LecNewTask parts[N_PARTS];

  g_assert_cmpuint (first->part, ==, 0);
  g_assert_cmpuint (first->n_parts, ==, 0);
  for (guint i = 0; i < N_PARTS; i++)
    parts[i] = (LecNewTask){ .stage = "read-part", .queue = "extraction", .part = i + 1, .max_attempts = 3 };
  finish_into (store, first->fence, parts, N_PARTS, FALSE);
  return job;
}

/* A part: the task that joins them waits for the others. */
static void
finish_part (LecStore *store,
             const LecClaim *claimed)
{
  const LecNewTask join = { .stage = "join", .queue = "extraction", .max_attempts = 3 };

  finish_into (store, claimed->fence, &join, 1, TRUE);
}

static void
test_last_one_joins (Fixture *fixture,
                     gconstpointer data)
{
  gint64 job = add_split_job (fixture->store);
  g_autoptr (GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_claim_free);
  g_autoptr (LecClaim) join = NULL;

  for (guint i = 0; i < N_PARTS; i++)
    {
      LecClaim *claimed = claim (fixture->store);

      g_assert_cmpstr (claimed->stage, ==, "read-part");
      g_assert_cmpuint (claimed->part, ==, i + 1);
      g_assert_cmpuint (claimed->n_parts, ==, N_PARTS);
      g_ptr_array_add (claims, claimed);
    }
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  for (guint i = N_PARTS; i-- > 0;)
    {
      g_assert_null (join);
      finish_part (fixture->store, g_ptr_array_index (claims, i));
      join = claim_at (fixture->store, START_S);
    }
  g_assert_nonnull (join);
  g_assert_cmpstr (join->stage, ==, "join");
  g_assert_cmpuint (join->n_parts, ==, 0);
  assert_status (fixture->store, job, LEC_JOB_PROCESSING);
  finish (fixture->store, join->fence, NULL, NULL);
  assert_status (fixture->store, job, LEC_JOB_COMPLETED);
}

static void
report (LecStore *store,
        const LecClaim *claimed,
        double progress)
{
  const LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = progress };
  gboolean is_cancelled = TRUE;
  g_autoptr (GError) error = NULL;

  lec_store_renew (store, claimed->fence, &renewal, &is_cancelled, START_S * SECOND, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_cancelled);
}

static void
assert_progress (LecStore *store,
                 gint64 id,
                 double progress)
{
  g_autoptr (LecJob) job = lec_store_get_job (store, id, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (job->progress, progress, 1e-6);
}

static void
test_progress_is_the_mean (Fixture *fixture,
                           gconstpointer data)
{
  gint64 job = add_split_job (fixture->store);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = claim (fixture->store);

  report (fixture->store, first, 0.6);
  assert_progress (fixture->store, job, 0.2);
  report (fixture->store, second, 0.3);
  assert_progress (fixture->store, job, 0.3);
  report (fixture->store, second, -1);
  assert_progress (fixture->store, job, 0.3);
  report (fixture->store, second, 0.6);
  finish_part (fixture->store, first);
  assert_progress (fixture->store, job, 0.4);
}

/* The others stay as they are: only the lost one is done again. */
static void
test_lost_part (Fixture *fixture,
                gconstpointer data)
{
  gint64 job = add_split_job (fixture->store);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = claim (fixture->store);
  g_autoptr (LecClaim) third = claim (fixture->store);
  g_autoptr (LecClaim) again = NULL;
  g_autoptr (LecClaim) join = NULL;
  guint n_taken = 0;

  finish_part (fixture->store, first);
  finish_part (fixture->store, third);
  g_assert_true (lec_store_reap (fixture->store, LEC_REAP_EXPIRED, &n_taken, (START_S + LEASE_S + 1) * SECOND, NULL,
                                 NULL));
  g_assert_cmpuint (n_taken, ==, 1);
  again = claim_at (fixture->store, START_S + 4000);
  g_assert_nonnull (again);
  g_assert_cmpint (again->task, ==, second->task);
  g_assert_cmpuint (again->part, ==, 2);
  g_assert_cmpuint (again->n_parts, ==, N_PARTS);
  finish_part (fixture->store, again);
  join = claim_at (fixture->store, START_S + 4000);
  g_assert_nonnull (join);
  g_assert_cmpstr (join->stage, ==, "join");
  assert_status (fixture->store, job, LEC_JOB_PROCESSING);
}

/* What the others still do comes to nothing, until somebody asks for another try. */
static void
test_dead_part (Fixture *fixture,
                gconstpointer data)
{
  gint64 job = add_split_job (fixture->store);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = claim (fixture->store);
  g_autoptr (LecClaim) again = NULL;
  g_autoptr (LecClaim) third = NULL;
  g_autoptr (LecClaim) join = NULL;

  g_assert_cmpint (fail_at (fixture->store, first->fence, LEC_ERROR_NOT_A_VIDEO, START_S), ==, LEC_TASK_DEAD);
  finish_part (fixture->store, second);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  assert_status (fixture->store, job, LEC_JOB_FAILED);

  change (fixture->store, job, LEC_JOB_ACTION_RETRY);
  again = claim (fixture->store);
  third = claim (fixture->store);
  g_assert_cmpuint (again->part + third->part, ==, 1 + 3);
  finish_part (fixture->store, again);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  finish_part (fixture->store, third);
  join = claim (fixture->store);
  g_assert_cmpstr (join->stage, ==, "join");
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  const LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = 0.5 };
  gint64 job = add_split_job (fixture->store);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = claim (fixture->store);
  gboolean is_cancelled = FALSE;

  finish_part (fixture->store, first);
  change (fixture->store, job, LEC_JOB_ACTION_CANCEL);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  lec_store_renew (fixture->store, second->fence, &renewal, &is_cancelled, START_S * SECOND, NULL, NULL);
  g_assert_true (is_cancelled);
}

static void
test_pause (Fixture *fixture,
            gconstpointer data)
{
  gint64 job = add_split_job (fixture->store);
  g_autoptr (LecClaim) first = claim (fixture->store);
  g_autoptr (LecClaim) second = NULL;

  change (fixture->store, job, LEC_JOB_ACTION_PAUSE);
  finish_part (fixture->store, first);
  g_assert_cmpint (claim_job (fixture->store), ==, 0);
  change (fixture->store, job, LEC_JOB_ACTION_RESUME);
  second = claim (fixture->store);
  g_assert_cmpuint (second->part, ==, 2);
}

int
main (int argc,
      char *argv[])
{
  static const StoreTest tests[] = {
    { "last-one-joins", test_last_one_joins },
    { "progress-is-the-mean", test_progress_is_the_mean },
    { "lost-part", test_lost_part },
    { "dead-part", test_dead_part },
    { "cancel", test_cancel },
    { "pause", test_pause },
  };

  g_test_init (&argc, &argv, NULL);
  return run_store_tests ("store-parts", tests, G_N_ELEMENTS (tests));
}
