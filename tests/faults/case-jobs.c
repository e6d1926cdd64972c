/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs that are many, bad, unequal or not wanted any more, and the clock of what is periodic.
 */
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "programs.h"

#define MINUTE_US  (60 * (gint64) G_USEC_PER_SEC)
#define HOUR_US    (60 * MINUTE_US)
#define DAY_US     (24 * HOUR_US)
#define MAX_STEP_S 150 /* between two looks at the clock */

static guint
choose (const Hall *hall,
        guint full,
        guint brief)
{
  return hall->is_full ? full : brief;
}

/* --- 12: the disk --- */

void
fault_disk_full (Hall *hall)
{
  g_autofree char *space = g_build_filename (hall->folder, "space", NULL);
  HallWorker *worker = hall_start_worker (hall, 0, NULL);

  hall_add (hall, "full", choose (hall, 40, 4), NULL);
  hall_add (hall, "quick", choose (hall, 40, 4), NULL);
  hall_expect (hall, hall_await_log (worker, 0, "failed, is tried again: no space is left", 10000), "it is said");
  hall_sleep (choose (hall, 10000, 500));
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'failed'") == 0, "nobody gives up");
  g_assert_true (g_file_set_contents (space, "", 0, NULL));
}

/* --- 18: many --- */

static void
add_many (Hall *hall,
          guint n_jobs)
{
  g_autofree char *script = g_strdup_printf (
    "INSERT INTO jobs (job_id, source, options, status, created_at)"
    "  SELECT 'many' || n, '%s/quick-' || n, '{\"videos\":[\"%s/quick-' || n || '\"]}', 'queued', 0"
    "  FROM generate_series (1, %u) AS n;"
    "INSERT INTO tasks (job, stage, queue, state)"
    "  SELECT id, 'extract', 'extraction', 'queued' FROM jobs WHERE job_id LIKE 'many%%'",
    hall->folder, hall->folder, n_jobs);

  hall_tell (hall, script);
}

/* How long until @n more tasks are done. */
static gint64
measure (Hall *hall,
         guint n)
{
  gint64 goal = hall_ask (hall, "SELECT COUNT(*) FROM tasks WHERE state = 'done'") + n;
  gint64 start_us = g_get_monotonic_time ();

  while (hall_ask (hall, "SELECT COUNT(*) FROM tasks WHERE state = 'done'") < goal &&
         g_get_monotonic_time () < start_us + MINUTE_US)
    hall_sleep (5);
  return g_get_monotonic_time () - start_us;
}

/* One more that is urgent is done long before those that wait. */
void
fault_many_jobs (Hall *hall)
{
  guint n_jobs = choose (hall, 10000, 300);
  const guint n_measured = 100;
  g_autofree char *urgent = programs_build_video (hall->folder, "quick", 0);
  gint64 urgent_job = 0, time_us = 0;

  hall_start_worker (hall, 0, NULL);
  hall_start_worker (hall, 1, NULL);
  add_many (hall, n_jobs);
  time_us = measure (hall, n_measured);
  urgent_job = hall_add_one (hall, urgent, NULL, 10, 0);
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *query =
        g_strdup_printf ("SELECT COUNT(*) FROM jobs WHERE id = %u AND status = 'completed'", (guint) urgent_job);

      if (hall_ask (hall, query) > 0)
        break;
      hall_sleep (5);
    }
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM tasks WHERE state = 'queued'") > n_jobs / 10,
               "what is urgent is done first");
  hall_remark (hall, "%.0f tasks a second", n_measured * 1e6 / (double) time_us);
  hall_await_end (hall, choose (hall, 600, 60));
}

/* --- 19: bad videos --- */

void
fault_bad_videos (Hall *hall)
{
  static const char *const settings[] = { PROGRAMS_STALL, "1500", NULL };
  guint n = choose (hall, 5, 1);
  gint64 n_good = 0;

  hall_start_worker (hall, 0, settings);
  hall_start_worker (hall, 1, settings);
  hall_add (hall, "crash", n, NULL);
  hall_add (hall, "eat", n, NULL);
  hall_add (hall, "hang", n, NULL);
  hall_add (hall, "unread", n, NULL);
  hall_add (hall, "quick", 10 * n, NULL);
  hall_await_end (hall, choose (hall, 300, 60));
  n_good = hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'completed' AND source LIKE '%quick%'");
  hall_expect (hall, n_good == 10 * n, "good videos are done beside them");
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'failed' AND error <> ''") == 4 * n,
               "each bad one is given up, with a reason");
  hall_expect (hall,
               hall_ask (hall, "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM attempts GROUP BY task) AS tries") == 3,
               "none has more than three tries");
}

/* --- 21: schedulers --- */

static const struct
{
  const char *name;
  gint64 period_us;
} works[] = { { "a", 5 * MINUTE_US }, { "b", HOUR_US }, { "c", 6 * HOUR_US }, { "d", DAY_US } };

typedef struct
{
  const Hall *hall;
  guint32 seed;
  GArray *taken[G_N_ELEMENTS (works)]; /* (element-type gint64): when */
} Scheduler;

/* A day of its own clock, whatever that of the other one says. */
static gpointer
keep_time (gpointer data)
{
  Scheduler *self = data;
  g_autoptr (LecStore) store = lec_postgres_store_open (self->hall->url, LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  g_autoptr (GRand) dice = g_rand_new_with_seed (self->seed);
  gint64 now_us = DAY_US;

  while (now_us < 2 * DAY_US)
    {
      for (guint i = 0; i < G_N_ELEMENTS (works); i++)
        {
          gboolean is_taken = FALSE;

          lec_store_take_slot (store, works[i].name, works[i].period_us, &is_taken, now_us, NULL, NULL);
          if (is_taken)
            g_array_append_val (self->taken[i], now_us);
        }
      now_us += g_rand_int_range (dice, 30, MAX_STEP_S + 1) * (gint64) G_USEC_PER_SEC;
    }

  return NULL;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Takes @first. Once in each whole period of the day. */
static void
check_slots (Hall *hall,
             GArray *first,
             const GArray *second,
             guint work)
{
  g_autoptr (GArray) all = g_array_append_vals (first, second->data, second->len);
  gint64 period_us = works[work].period_us;

  g_array_sort (all, compare_times);
  hall_expect (hall, all->len == DAY_US / period_us, "each slot of the day is taken");
  for (guint i = 0; i < all->len; i++)
    hall_expect (hall, g_array_index (all, gint64, i) / period_us == DAY_US / period_us + i,
                 "no slot is taken twice, none is left out");
  hall_remark (hall, "%u times in a day every %u min", all->len, (guint) (period_us / MINUTE_US));
}

void
fault_two_schedulers (Hall *hall)
{
  Scheduler schedulers[2] = { { hall, hall->seed, { NULL } }, { hall, hall->seed + 1, { NULL } } };
  GThread *threads[2];

  for (guint i = 0; i < 2; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (works); j++)
        schedulers[i].taken[j] = g_array_new (FALSE, FALSE, sizeof (gint64));
      threads[i] = g_thread_new ("scheduler", keep_time, &schedulers[i]);
    }
  for (guint i = 0; i < 2; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    {
      check_slots (hall, schedulers[0].taken[i], schedulers[1].taken[i], i);
      g_array_unref (schedulers[1].taken[i]);
    }
}

/* --- 22: cancelling --- */

static void
change (Hall *hall,
        gint64 job,
        LecJobAction action)
{
  lec_store_change_job (hall->store, job, action, g_get_real_time (), NULL, NULL);
  hall->n_kills++;
}

static gint64
add_in_state (Hall *hall,
              guint number,
              gint64 run_after_us)
{
  g_autofree char *video = programs_build_video (hall->folder, "slow-5000", number);

  return hall_add_one (hall, video, NULL, 0, run_after_us);
}

static gboolean
await_running (Hall *hall,
               gint64 job)
{
  g_autofree char *query =
    g_strdup_printf ("SELECT COUNT(*) FROM jobs WHERE status = 'processing' AND id = %u", (guint) job);

  for (guint i = 0; i < 500 && hall_ask (hall, query) == 0; i++)
    hall_sleep (20);
  return hall_ask (hall, query) > 0;
}

/* Queued, waiting for its time, paused, running, asked to twice; one that is done stays done. */
static void
cancel_each (Hall *hall,
             guint turn)
{
  gint64 done = 0, running = 0, paused = 0, delayed = 0, queued = 0;
  gint64 start_us = 0;

  hall_add (hall, "quick", 1, NULL);
  hall_await_end (hall, 20);
  done = hall_ask (hall, "SELECT MAX(id) FROM jobs");
  running = add_in_state (hall, 10 * turn, 0);
  hall_expect (hall, await_running (hall, running), "it runs");
  queued = add_in_state (hall, 10 * turn + 1, g_get_real_time () + HOUR_US);
  delayed = add_in_state (hall, 10 * turn + 2, g_get_real_time () + HOUR_US);
  paused = add_in_state (hall, 10 * turn + 3, g_get_real_time () + HOUR_US);
  change (hall, paused, LEC_JOB_ACTION_PAUSE);
  change (hall, done, LEC_JOB_ACTION_CANCEL);
  change (hall, queued, LEC_JOB_ACTION_CANCEL);
  change (hall, delayed, LEC_JOB_ACTION_CANCEL);
  change (hall, delayed, LEC_JOB_ACTION_CANCEL);
  change (hall, paused, LEC_JOB_ACTION_CANCEL);
  start_us = g_get_monotonic_time ();
  change (hall, running, LEC_JOB_ACTION_CANCEL);
  hall_await_end (hall, 20);
  hall_expect (hall, g_get_monotonic_time () - start_us < 4 * G_USEC_PER_SEC, "what runs ends at once");
}

void
fault_cancelled (Hall *hall)
{
  guint n_turns = choose (hall, 20, 1);

  hall_start_worker (hall, 0, (const char *[]){ "WORKER_CONCURRENCY", "1", NULL });
  for (guint i = 0; i < n_turns; i++)
    cancel_each (hall, i);
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'cancelled'") == 4 * n_turns,
               "what was not over is cancelled");
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE status = 'completed'") == n_turns,
               "what was over stays as it is");
}

/* --- 23: owners --- */

void
fault_unequal_owners (Hall *hall)
{
  guint n_many = choose (hall, 1000, 60);
  gint64 n_before = 0;

  hall_add (hall, "quick", n_many, "many");
  hall_start_worker (hall, 0, NULL);
  hall_start_worker (hall, 1, NULL);
  hall_sleep (500);
  hall_add (hall, "quick", 1, "one");
  hall_await_end (hall, choose (hall, 300, 60));
  n_before = hall_ask (hall, "SELECT COUNT(*) FROM attempts JOIN jobs ON jobs.id = attempts.job"
                             "  WHERE jobs.owner = 'many' AND attempts.stage = 'extract' AND attempts.started_at >="
                             "    (SELECT created_at FROM jobs WHERE owner = 'one') AND attempts.started_at <"
                             "    (SELECT started_at FROM jobs WHERE owner = 'one')");
  hall_expect (hall, n_before <= 8, "the one does not stand in the queue of the many");
  hall_remark (hall, "%u of %u came before it", (guint) n_before, n_many);
}
