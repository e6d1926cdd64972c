/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many at once on one PostgreSQL: workers that claim by themselves and by what they are told,
 * renew, finish, fail, give back and fall silent; a reaper; a relay; people who pause, move,
 * cancel, retry and remove. What was done is counted outside of the database. Nothing may be lost,
 * nothing done twice, and nobody may ever wait in a circle.
 */
#include "made-jobs.h"
#include "postgres-server.h"

#define N_WORKERS 4
#define N_JOBS    80 /* that are only paused and moved */
#define N_VICTIMS 20 /* with which people do as they like */
#define MAX_TOLD  4096
#define MAX_TASKS 4096
#define STOP_S    90

/* What all threads share. */
typedef struct
{
  char *url;
  guint32 seed;
  gint64 jobs[N_JOBS];
  gint64 victims[N_VICTIMS];
  int is_over;           /* (atomic) */
  int n_done[MAX_TASKS]; /* (atomic): by task */
  int now_s;             /* (atomic): leases are over when somebody says so */
  GAsyncQueue *told;     /* (element-type LecWaitingTask) */
} Crowd;

typedef struct
{
  Crowd *crowd;
  guint number;
} Member;

static LecStore *
open_store (const Crowd *crowd)
{
  g_autoptr (GError) error = NULL;
  LecStore *store = lec_postgres_store_open (crowd->url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static gint64
get_now_us (Crowd *crowd)
{
  return (gint64) g_atomic_int_get (&crowd->now_s) * SECOND;
}

/* Being too late is part of the game; being in each other's way is not. */
static void
assert_fair (const GError *error)
{
  if (error == NULL || g_error_matches (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST) ||
      g_error_matches (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB) ||
      g_error_matches (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE))
    return;

  g_assert_no_error (error);
}

static void
renew (Crowd *crowd,
       LecStore *store,
       gint64 fence)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecRenewal renewal = { .lease_us = LEASE_S * SECOND, .progress = 0.5, .slides = lecture->slides };
  gboolean is_cancelled = FALSE;
  g_autoptr (GError) error = NULL;

  add_text_slide (lecture, "Crowds", "are many");
  lec_store_renew (store, fence, &renewal, &is_cancelled, get_now_us (crowd), NULL, &error);
  assert_fair (error);
}

static void
finish_task (Crowd *crowd,
             LecStore *store,
             const LecClaim *claimed)
{
  LecNewTask next = { .stage = "generate", .queue = "generation", .max_attempts = 100 };
  LecTaskResult result = { .next = &next, .n_next = g_str_equal (claimed->stage, "extract"), .cost.exit_status = -1 };
  g_autoptr (GError) error = NULL;

  if (lec_store_finish (store, claimed->fence, &result, get_now_us (crowd), NULL, &error))
    g_atomic_int_inc (&crowd->n_done[claimed->task]);
  assert_fair (error);
}

static void
end_task (Crowd *crowd,
          LecStore *store,
          const LecClaim *claimed,
          GRand *dice)
{
  g_autoptr (GError) reason = g_error_new_literal (LEC_ERROR, LEC_ERROR_NO_SPACE, "full");
  LecAttemptCost cost = { .exit_status = -1 };
  g_autoptr (GError) error = NULL;

  switch (g_rand_int_range (dice, 0, 10))
    {
    case 0:
      lec_store_fail (store, claimed->fence, reason, &cost, NULL, get_now_us (crowd), NULL, &error);
      break;
    case 1:
      lec_store_release (store, claimed->fence, get_now_us (crowd), NULL, &error);
      break;
    case 2: /* falls silent; sometimes it comes back too late */
      g_usleep (15 * 1000);
      if (g_rand_boolean (dice))
        finish_task (crowd, store, claimed);
      break;
    default:
      finish_task (crowd, store, claimed);
    }
  assert_fair (error);
}

static gpointer
work (gpointer data)
{
  const Member *member = data;
  Crowd *crowd = member->crowd;
  g_autoptr (LecStore) store = open_store (crowd);
  g_autoptr (GRand) dice = g_rand_new_with_seed (crowd->seed + member->number);
  g_autofree char *name = g_strdup_printf ("w%u", member->number);

  while (!g_atomic_int_get (&crowd->is_over))
    {
      g_autofree LecWaitingTask *told = g_rand_boolean (dice) ? g_async_queue_try_pop (crowd->told) : NULL;
      LecClaimRequest request = { lec_store_get_queue_names (), name, LEASE_S * SECOND, 0, 0 };
      g_autoptr (LecClaim) claimed = NULL;
      g_autoptr (GError) error = NULL;

      if (told != NULL)
        {
          request.task = told->task;
          request.generation = told->generation;
        }
      claimed = lec_store_claim (store, &request, get_now_us (crowd), NULL, &error);
      g_assert_no_error (error);
      if (claimed == NULL)
        g_usleep (1000);
      else
        {
          renew (crowd, store, claimed->fence);
          end_task (crowd, store, claimed, dice);
        }
    }

  return NULL;
}

static gboolean
pass_on (const LecWaitingTask *tasks,
         gsize n_tasks,
         gpointer data,
         GError **error)
{
  for (gsize i = 0; i < n_tasks; i++)
    g_async_queue_push (data, g_memdup2 (&tasks[i], sizeof tasks[i]));
  return TRUE;
}

/* Two of them: nobody is the only one. */
static gpointer
lead (gpointer data)
{
  const Member *member = data;
  Crowd *crowd = member->crowd;
  g_autoptr (LecStore) store = open_store (crowd);

  while (!g_atomic_int_get (&crowd->is_over))
    {
      g_autoptr (GError) error = NULL;

      g_atomic_int_add (&crowd->now_s, LEASE_S / 3);
      lec_store_reap (store, LEC_REAP_EXPIRED, NULL, get_now_us (crowd), NULL, &error);
      assert_fair (error);
      for (const char *const *queue = lec_store_get_queue_names (); *queue != NULL; queue++)
        {
          LecRelayRequest request = { *queue, 8, pass_on, crowd->told };

          lec_store_relay (store, &request, NULL, get_now_us (crowd), NULL, &error);
          g_assert_no_error (error);
        }
      g_usleep (5000);
    }

  return NULL;
}

static void
act (Crowd *crowd,
     LecStore *store,
     GRand *dice)
{
  static const LecJobAction mild[] = { LEC_JOB_ACTION_PAUSE, LEC_JOB_ACTION_RESUME, LEC_JOB_ACTION_MOVE_FIRST,
                                       LEC_JOB_ACTION_MOVE_LAST };
  static const LecJobAction wild[] = { LEC_JOB_ACTION_CANCEL, LEC_JOB_ACTION_RETRY, LEC_JOB_ACTION_REMOVE,
                                       LEC_JOB_ACTION_CANCEL, LEC_JOB_ACTION_RETRY, LEC_JOB_ACTION_PAUSE };
  gboolean is_mild = g_rand_boolean (dice);
  gint64 job = is_mild ? crowd->jobs[g_rand_int_range (dice, 0, N_JOBS)]
                       : crowd->victims[g_rand_int_range (dice, 0, N_VICTIMS)];
  LecJobAction action = is_mild ? mild[g_rand_int_range (dice, 0, G_N_ELEMENTS (mild))]
                                : wild[g_rand_int_range (dice, 0, G_N_ELEMENTS (wild))];
  g_autoptr (GError) error = NULL;

  lec_store_change_job (store, job, action, get_now_us (crowd), NULL, &error);
  assert_fair (error);
}

/* In the end everybody may go on. */
static void
resume_all (Crowd *crowd,
            LecStore *store)
{
  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autoptr (GError) error = NULL;

      lec_store_change_job (store, crowd->jobs[i], LEC_JOB_ACTION_RESUME, get_now_us (crowd), NULL, &error);
      assert_fair (error);
    }
}

static gpointer
meddle (gpointer data)
{
  const Member *member = data;
  g_autoptr (LecStore) store = open_store (member->crowd);
  g_autoptr (GRand) dice = g_rand_new_with_seed (member->crowd->seed + 1000);

  for (guint i = 0; i < 600 && !g_atomic_int_get (&member->crowd->is_over); i++)
    {
      act (member->crowd, store, dice);
      g_usleep (1000);
    }
  resume_all (member->crowd, store);
  return NULL;
}

static gboolean
are_all_done (Crowd *crowd,
              LecStore *store)
{
  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autoptr (LecJob) job = lec_store_get_job (store, crowd->jobs[i], NULL, NULL);

      g_assert_nonnull (job);
      g_assert_cmpint (job->status, !=, LEC_JOB_FAILED);
      if (job->status != LEC_JOB_COMPLETED)
        return FALSE;
    }

  return TRUE;
}

static gint64
read_number (const Crowd *crowd,
             const char *query)
{
  g_autoptr (LecSql) sql = lec_postgres_open (crowd->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  gint64 number = -1;

  g_assert_true (lec_sql_get_int (sql, query, NULL, &number, NULL));
  return number;
}

/* The two tasks of a job. */
static void
assert_done_once (Crowd *crowd,
                  LecSql *sql,
                  gint64 job)
{
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, "SELECT id FROM tasks WHERE job = ?", LEC_SQL_VALUES (LEC_SQL_INT (job)), NULL);
  gboolean has_row = TRUE;
  guint n_tasks = 0;

  while (lec_sql_rows_next (rows, &has_row, NULL) && has_row)
    {
      g_assert_cmpint (g_atomic_int_get (&crowd->n_done[lec_sql_rows_get_int (rows, 0)]), ==, 1);
      n_tasks++;
    }
  g_assert_cmpuint (n_tasks, ==, 2);
}

static void
assert_each_once (Crowd *crowd,
                  LecStore *store)
{
  g_autoptr (LecSql) sql = lec_postgres_open (crowd->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);

  g_assert_true (are_all_done (crowd, store));
  for (guint i = 0; i < N_JOBS; i++)
    assert_done_once (crowd, sql, crowd->jobs[i]);
  g_assert_cmpint (read_number (crowd, "SELECT COUNT(*) FROM attempts WHERE outcome = 'done' AND job <= 80"), ==,
                   2 * N_JOBS);
  g_assert_cmpint (
    read_number (crowd, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), ==, 0);
}

static void
submit_all (Crowd *crowd,
            LecStore *store)
{
  for (guint i = 0; i < N_JOBS + N_VICTIMS; i++)
    {
      g_autoptr (LecJobRequest) request = make_request ("/a.mp4");
      LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 100 };
      const char *owner = i % 3 == 0 ? "ada" : "bob";
      LecSubmission submission = { .request = request, .owner = owner, .tasks = &task, .n_tasks = 1 };
      g_autoptr (GError) error = NULL;
      gint64 job = lec_store_submit (store, &submission, NULL, START_S * SECOND, NULL, &error);

      g_assert_no_error (error);
      if (i < N_JOBS)
        crowd->jobs[i] = job;
      else
        crowd->victims[i - N_JOBS] = job;
    }
}

static void
test_crowd (gconstpointer data)
{
  PostgresServer *server = (PostgresServer *) data;
  g_autofree char *database = postgres_server_make_database (server);
  g_autofree char *url = make_server_url (server, database);
  g_autoptr (GAsyncQueue) told = g_async_queue_new_full (g_free);
  Crowd crowd = { .url = url, .seed = g_test_rand_int (), .now_s = START_S, .told = told };
  g_autoptr (LecStore) store = open_store (&crowd);
  Member members[N_WORKERS + 3] = { { NULL } };
  GThread *threads[N_WORKERS + 3] = { NULL };
  gint64 end_us = g_get_monotonic_time () + STOP_S * SECOND;

  g_test_message ("seed %u", crowd.seed);
  submit_all (&crowd, store);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      members[i] = (Member){ &crowd, i };
      threads[i] = g_thread_new ("member", i < N_WORKERS ? work : i == N_WORKERS ? meddle
                                                                                 : lead,
                                 &members[i]);
    }
  g_thread_join (threads[N_WORKERS]);
  while (!are_all_done (&crowd, store) && g_get_monotonic_time () < end_us)
    g_usleep (20 * 1000);
  g_atomic_int_set (&crowd.is_over, 1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    if (i != N_WORKERS)
      g_thread_join (threads[i]);

  assert_each_once (&crowd, store);
  g_test_message ("%d tries, %d reaped", (int) read_number (&crowd, "SELECT COUNT(*) FROM attempts"),
                  (int) read_number (&crowd, "SELECT COUNT(*) FROM attempts WHERE outcome = 'lost'"));
  g_clear_object (&store);
  postgres_server_drop_database (server, database);
}

static void
skip (void)
{
  g_test_skip ("there is no PostgreSQL, or its server is not installed");
}

int
main (int argc,
      char *argv[])
{
  PostgresServer *server = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  server = postgres_server_start ();
  if (server != NULL)
    g_test_add_data_func ("/postgres-crowd/all", server, test_crowd);
  else
    g_test_add_func ("/postgres-crowd", skip);

  status = g_test_run ();
  postgres_server_stop (server);
  return status;
}
