/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the others do one at a time, at once and at random, while jobs are added.
 */
#include <signal.h>

#include "cases.h"
#include "programs.h"

#define N_WORKERS 4
#define BRIEF_S   6
#define FULL_S    (30 * 60)

static void
hit_worker (Hall *hall,
            HallWorker *worker,
            gboolean is_spared)
{
  switch (is_spared ? 0 : g_rand_int_range (hall->dice, 0, 4))
    {
    case 0:
      hall_signal_worker (hall, worker, SIGSTOP);
      hall_sleep ((guint) g_rand_int_range (hall->dice, 100, 3000));
      hall_signal_worker (hall, worker, SIGCONT);
      break;
    case 1:
      /* One that has just been started may not listen to signals yet. */
      if (hall_await_log (worker, worker->begin, HALL_READY, 0))
        hall_stop_worker (hall, worker);
      else
        hall_kill_worker (hall, worker);
      hall_start_worker (hall, worker->number, NULL);
      break;
    default:
      hall_kill_worker (hall, worker);
      hall_start_worker (hall, worker->number, NULL);
      break;
    }
}

static void
hit_wire (Hall *hall,
          Proxy *wire)
{
  proxy_set_state (wire, g_rand_boolean (hall->dice) ? PROXY_SILENT : PROXY_CUT);
  hall_sleep ((guint) g_rand_int_range (hall->dice, 100, 3000));
  proxy_set_state (wire, PROXY_OPEN);
  hall->n_kills++;
}

static void
hit_redis (Hall *hall)
{
  guint ms = (guint) g_rand_int_range (hall->dice, 50, 2000);

  hall->n_kills++;
  if (g_rand_boolean (hall->dice))
    {
      redis_server_pause (hall->redis);
      hall_sleep (ms);
      redis_server_resume (hall->redis);
      return;
    }

  redis_server_kill (hall->redis);
  hall_sleep (ms);
  if (g_rand_boolean (hall->dice))
    redis_server_wipe (hall->redis);
  redis_server_start_again (hall->redis);
}

static void
hit_something (Hall *hall,
               guint n_spared)
{
  HallWorker *worker = &hall->workers[g_rand_int_range (hall->dice, 0, N_WORKERS)];

  switch (g_rand_int_range (hall->dice, 0, 10))
    {
    case 0:
      hit_redis (hall);
      break;
    case 1:
      hall_crash_postgres (hall, (guint) g_rand_int_range (hall->dice, 0, 1500));
      break;
    case 2:
      hit_wire (hall, worker->postgres);
      break;
    case 3:
      hit_wire (hall, worker->redis);
      break;
    default:
      hit_worker (hall, worker, worker->number < n_spared);
      break;
    }
}

void
fault_mix_for (Hall *hall,
               guint duration_s,
               guint n_spared,
               void (*look) (Hall *hall, gpointer data),
               gpointer data)
{
  gint64 until_us = g_get_monotonic_time () + duration_s * (gint64) G_USEC_PER_SEC;

  for (guint i = 0; i < N_WORKERS; i++)
    hall_start_worker (hall, i, NULL);
  while (g_get_monotonic_time () < until_us)
    {
      hall_add (hall, "quick", (guint) g_rand_int_range (hall->dice, 0, 8), NULL);
      hall_add (hall, "slow-700", (guint) g_rand_int_range (hall->dice, 0, 3), NULL);
      hit_something (hall, n_spared);
      hall_sleep ((guint) g_rand_int_range (hall->dice, 0, 500));
      if (look != NULL)
        look (hall, data);
    }
}

/* Whoever is hit five times at the same task gives it up; a person tries it again. */
void
fault_mix (Hall *hall)
{
  guint n_failed = 0;

  fault_mix_for (hall, hall->is_full ? FULL_S : BRIEF_S, 0, NULL, NULL);
  hall_await_end (hall, hall->is_full ? 600 : 60);
  n_failed = hall_retry_failed (hall);
  hall_remark (hall, "%.2f %% of %u jobs done without a hand", 100. - 100. * n_failed / hall->n_added, hall->n_added);
}
