/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The servers die, hang and lose what they had, and the net between fails. Work goes on in between:
 * there is some before, during and after.
 */
#include <signal.h>

#include "cases.h"
#include "programs.h"

#define N_CLIENTS       200
#define RETURN_S        60
#define LONGEST_WAIT_MS 20000
#define READY_IN_MS     10000

static guint
choose (const Hall *hall,
        guint full,
        guint brief)
{
  return hall->is_full ? full : brief;
}

static void
start_two (Hall *hall)
{
  hall_start_worker (hall, 0, NULL);
  hall_start_worker (hall, 1, NULL);
}

static void
add_work (Hall *hall)
{
  hall_add (hall, "quick", choose (hall, 40, 8), NULL);
  hall_add (hall, "slow-300", choose (hall, 10, 3), NULL);
}

static gint64
count_done (Hall *hall)
{
  return hall_ask (hall, "SELECT COUNT(*) FROM tasks WHERE state = 'done'");
}

/* Whether more is done than @before. */
static gboolean
await_progress (Hall *hall,
                gint64 before,
                guint timeout_ms)
{
  for (guint i = 0; i < timeout_ms / 50; i++)
    {
      if (count_done (hall) > before)
        return TRUE;
      hall_sleep (50);
    }

  return FALSE;
}

/* --- 4, 5, 6: Redis --- */

static void
kill_redis (Hall *hall,
            gboolean wipes)
{
  start_two (hall);
  for (guint i = 0; i < choose (hall, 20, 2); i++)
    {
      gint64 n_done = 0;

      add_work (hall);
      hall_sleep ((guint) g_rand_int_range (hall->dice, 50, 500));
      redis_server_kill (hall->redis);
      hall->n_kills++;
      add_work (hall);
      n_done = count_done (hall);
      hall_expect (hall, await_progress (hall, n_done, LONGEST_WAIT_MS), "work goes on without Redis");
      if (wipes)
        redis_server_wipe (hall->redis);
      redis_server_start_again (hall->redis);
      add_work (hall);
    }
  hall_await_end (hall, 60);
}

void
fault_redis_killed (Hall *hall)
{
  kill_redis (hall, FALSE);
}

void
fault_redis_wiped (Hall *hall)
{
  kill_redis (hall, TRUE);
}

/* It takes connections and answers nobody. */
void
fault_redis_stopped (Hall *hall)
{
  gint64 n_done = 0;

  start_two (hall);
  add_work (hall);
  hall_sleep (300);
  redis_server_pause (hall->redis);
  hall->n_kills++;
  add_work (hall);
  n_done = count_done (hall);
  hall_expect (hall, await_progress (hall, n_done, LONGEST_WAIT_MS), "work goes on while Redis hangs");
  hall_sleep (choose (hall, 60000, 1000));
  redis_server_resume (hall->redis);
  add_work (hall);
}

/* --- 7, 8: PostgreSQL --- */

void
fault_postgres_killed (Hall *hall)
{
  start_two (hall);
  for (guint i = 0; i < choose (hall, 20, 2); i++)
    {
      add_work (hall);
      hall_sleep ((guint) g_rand_int_range (hall->dice, 50, 700));
      hall_crash_postgres (hall, 0);
    }
  add_work (hall);
}

/* A task ends while nobody takes its result: it is kept, and written when somebody does. */
void
fault_postgres_away (Hall *hall)
{
  HallWorker *worker = hall_start_worker (hall, 0, NULL);

  hall_add (hall, "slow-1200", 2, NULL);
  hall_expect (hall, hall_await_log (worker, 0, "begun", 10000), "it has a task");
  hall_crash_postgres (hall, choose (hall, 300000, 2500));
  hall_expect (hall, hall_count_in_logs (hall, "the database cannot be used, tried again") > 0, "it says so");
  add_work (hall);
  hall_await_end (hall, 60);
  hall_remark (hall, "%u results came too late", hall_count_in_logs (hall, "another worker's by then"));
}

/* --- 9: the net --- */

static void
part (Hall *hall,
      Proxy *wire,
      ProxyState state,
      guint ms)
{
  add_work (hall);
  hall_sleep (200);
  proxy_set_state (wire, state);
  hall->n_kills++;
  hall_sleep (ms);
  proxy_set_state (wire, PROXY_OPEN);
}

/* One of two workers is cut off from one server and the other, noticeably or not. What it had is
 * done by the other one; what it sends when the net is back comes too late, or in time. */
void
fault_partition (Hall *hall)
{
  guint ms = choose (hall, 45000, HALL_LEASE_S * 1000 + 1500);
  guint brief_ms = choose (hall, 45000, 1000);
  HallWorker *lonely = hall_start_worker (hall, 0, NULL);

  hall_await_log (lonely, 0, "\"leads\"", 5000);
  hall_start_worker (hall, 1, NULL);
  part (hall, lonely->postgres, PROXY_SILENT, ms);
  part (hall, lonely->postgres, PROXY_CUT, brief_ms);
  part (hall, lonely->redis, PROXY_SILENT, brief_ms);
  part (hall, lonely->redis, PROXY_CUT, brief_ms);
}

/* --- 24: clients --- */

typedef struct
{
  const Hall *hall;
  GMutex begin_lock;
  GCond begun;
  guint n_ready;
  gboolean may_return;
  gint64 slowest_us; /* guarded by begin_lock, as all */
  guint n_back;
} Crowd;

static void
await_signal (Crowd *crowd)
{
  g_mutex_lock (&crowd->begin_lock);
  crowd->n_ready++;
  while (!crowd->may_return)
    g_cond_wait (&crowd->begun, &crowd->begin_lock);
  g_mutex_unlock (&crowd->begin_lock);
}

static gboolean
look (LecStore *store)
{
  g_autoptr (LecJob) job = store != NULL ? lec_store_get_job (store, 1, NULL, NULL) : NULL;

  return job != NULL;
}

/* As a window that shows a job, and that lost its connection with all others. */
static gpointer
be_client (gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (LecStore) store = lec_postgres_store_open (crowd->hall->url, LEC_POSTGRES_CLOCK_SERVER, NULL, NULL);
  gboolean was_there = look (store), is_back = FALSE;
  gint64 start_us = 0, now_us = 0;

  await_signal (crowd);
  start_us = now_us = g_get_monotonic_time ();
  while (was_there && !is_back && now_us < start_us + RETURN_S * G_USEC_PER_SEC)
    {
      is_back = look (store);
      now_us = g_get_monotonic_time ();
      if (!is_back)
        g_usleep (50 * 1000);
    }

  g_mutex_lock (&crowd->begin_lock);
  crowd->n_back += is_back;
  crowd->slowest_us = MAX (crowd->slowest_us, now_us - start_us);
  g_mutex_unlock (&crowd->begin_lock);
  return NULL;
}

static void
gather (Crowd *crowd,
        guint n)
{
  for (gboolean is_ready = FALSE; !is_ready; hall_sleep (20))
    {
      g_mutex_lock (&crowd->begin_lock);
      is_ready = crowd->n_ready == n;
      g_mutex_unlock (&crowd->begin_lock);
    }
}

static void
let_return (Crowd *crowd)
{
  g_mutex_lock (&crowd->begin_lock);
  crowd->may_return = TRUE;
  g_cond_broadcast (&crowd->begun);
  g_mutex_unlock (&crowd->begin_lock);
}

/* Workers go on beside them. */
void
fault_crowd_returns (Hall *hall)
{
  Crowd crowd = { .hall = hall };
  GThread *threads[N_CLIENTS];

  add_work (hall);
  start_two (hall);
  for (guint i = 0; i < N_CLIENTS; i++)
    threads[i] = g_thread_new ("client", be_client, &crowd);
  gather (&crowd, N_CLIENTS);
  /* One that has not begun yet says that there is no database, and ends. */
  for (guint i = 0; i < 2; i++)
    hall_await_log (&hall->workers[i], 0, HALL_READY, READY_IN_MS);
  hall_crash_postgres (hall, 0);
  let_return (&crowd);
  for (guint i = 0; i < N_CLIENTS; i++)
    g_thread_join (threads[i]);
  hall_expect (hall, crowd.n_back == N_CLIENTS, "all clients are back");
  hall_remark (hall, "%u clients back after %.1f s at most", crowd.n_back, (double) crowd.slowest_us / G_USEC_PER_SEC);
}
