/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program dies at a statement of its own, caught on its wire: so each step of a task's way is
 * met, and each side of the commit. The statements are known by a part that no other one has.
 */
#include <signal.h>

#include "cases.h"
#include "programs.h"

#define N_WORKERS    4
#define MAX_DEATH_MS 2000 /* after that a worker is killed wherever it is */
#define LEADS        "\"leads\""
#define LEADS_IN_MS  5000
#define NO_STATEMENT "no such statement"

typedef struct
{
  const char *statement;
  gboolean is_redis;
} Step;

/* Of a task: claimed, begun to be waited for, heard of and done with in Redis, renewed, ended. */
static const Step worker_steps[] = {
  { "INSERT INTO attempts", FALSE },
  { "UPDATE tasks SET state = 'running'", FALSE },
  { "XREADGROUP", TRUE },
  { "-0\r\n", TRUE }, /* an entry's number: it is done with */
  { "UPDATE tasks SET lease_until", FALSE },
  { "UPDATE attempts SET outcome", FALSE },
  { "INSERT INTO tasks", FALSE }, /* what follows */
};

static const Step leader_steps[] = {
  { "pg_try_advisory_lock", FALSE },
  { "FOR UPDATE OF outbox", FALSE },
  { "XADD", TRUE },
  { "DELETE FROM outbox WHERE id = ", FALSE },
  { "SELECT fence FROM tasks WHERE state = 'running'", FALSE },
  { "UPDATE attempts SET outcome", FALSE },
};

static const Step submitter_steps[] = {
  { "INSERT INTO jobs", FALSE },
  { "INSERT INTO tasks", FALSE },
  { "queue:extraction", TRUE },
  { "DELETE FROM outbox WHERE id IN", FALSE },
};

static void
set_trap (Hall *hall,
          HallWorker *worker,
          pid_t pid,
          const Step *step,
          ProxyMoment moment)
{
  Proxy *proxy = step->is_redis ? worker->redis : worker->postgres;
  Proxy *other = step->is_redis ? worker->postgres : worker->redis;

  proxy_kill_at (other, NO_STATEMENT, 1, PROXY_BEFORE, 0);
  proxy_kill_at (proxy, step->statement, (guint) g_rand_int_range (hall->dice, 1, 3), moment, pid);
}

/* --- 1: workers --- */

/* Until it is dead, by its trap or by hand. */
static void
await_death (Hall *hall,
             HallWorker *worker,
             gint64 until_us)
{
  while (!hall_has_ended (hall, worker))
    {
      if (g_get_monotonic_time () > until_us)
        hall_kill_worker (hall, worker);
      hall_sleep (5);
    }
}

static void
start_to_die (Hall *hall,
              guint number,
              guint turn)
{
  HallWorker *worker = hall_start_worker (hall, number, NULL);

  set_trap (hall, worker, hall_get_pid (worker), &worker_steps[turn % G_N_ELEMENTS (worker_steps)],
            (ProxyMoment) g_rand_int_range (hall->dice, 0, PROXY_N_MOMENTS));
}

/* Where a thousand tasks meet three hundred kills, one may meet five and be given up: then a person
 * tries it again. */
void
fault_workers_killed (Hall *hall)
{
  guint n_jobs = hall->is_full ? 500 : 24;
  guint n_kills = hall->is_full ? 300 : 3 * N_WORKERS;
  guint turn = 0, n_met = 0;

  hall_add (hall, "quick", n_jobs - n_jobs / 6, NULL);
  hall_add (hall, "slow-900", n_jobs / 6, NULL);
  while (turn < n_kills)
    {
      gint64 until_us = g_get_monotonic_time () + (gint64) MAX_DEATH_MS * 1000;

      for (guint i = 0; i < N_WORKERS; i++)
        start_to_die (hall, i, turn++);
      for (guint i = 0; i < N_WORKERS; i++)
        {
          await_death (hall, &hall->workers[i], until_us);
          n_met += proxy_has_killed (hall->workers[i].postgres) || proxy_has_killed (hall->workers[i].redis);
        }
      /* There has to be something left to die at. */
      if (hall_ask (hall, "SELECT COUNT(*) FROM tasks WHERE state IN ('queued', 'running')") < 4 * N_WORKERS)
        hall_add (hall, "slow-900", 2 * N_WORKERS, NULL);
    }
  hall->n_kills = turn;
  for (guint i = 0; i < N_WORKERS; i++)
    hall_start_worker (hall, i, NULL);
  hall_await_end (hall, 120);
  hall_expect (hall, n_met > n_kills / 3, "most die at their steps");
  hall_remark (hall, "%u killed at their steps, %u tried again by hand", n_met, hall_retry_failed (hall));
}

/* --- 2: the leader --- */

/* From the death of @leader until @other leads, in ms; -1 when it never does */
static gint64
measure_takeover (Hall *hall,
                  HallWorker *leader,
                  HallWorker *other,
                  gsize offset)
{
  gint64 start_us = 0;

  while (!hall_has_ended (hall, leader))
    hall_sleep (2);
  start_us = g_get_monotonic_time ();
  if (!hall_await_log (other, offset, LEADS, 2 * LEADS_IN_MS))
    return -1;

  return (g_get_monotonic_time () - start_us) / 1000;
}

/* Its trap, or a hand when it is not met in time. */
static void
kill_leader (Hall *hall,
             HallWorker *leader,
             guint turn)
{
  pid_t pid = hall_get_pid (leader);

  set_trap (hall, leader, pid, &leader_steps[turn % G_N_ELEMENTS (leader_steps)],
            (ProxyMoment) (turn / G_N_ELEMENTS (leader_steps) % PROXY_N_MOMENTS));
  hall_add (hall, "quick", 6, NULL);
  for (guint i = 0; i < MAX_DEATH_MS / 5 && !hall_has_ended (hall, leader); i++)
    hall_sleep (5);
  if (leader->process != NULL)
    g_subprocess_force_exit (leader->process);
}

void
fault_leader_killed (Hall *hall)
{
  guint n_kills = hall->is_full ? PROXY_N_MOMENTS * G_N_ELEMENTS (leader_steps) : G_N_ELEMENTS (leader_steps);
  gint64 slowest_ms = 0;
  HallWorker *leader = hall_start_worker (hall, 0, NULL);

  hall_add (hall, "slow-900", 4, NULL);
  hall_expect (hall, hall_await_log (leader, 0, LEADS, LEADS_IN_MS), "the first one leads");
  for (guint turn = 0; turn < n_kills; turn++)
    {
      guint number = turn % 2 == 0 ? 1 : 0;
      gsize offset = hall_get_log_size (&hall->workers[number]);
      HallWorker *other = hall_start_worker (hall, number, NULL);
      gint64 takeover_ms = 0;

      hall_await_log (other, offset, HALL_READY, LEADS_IN_MS);
      kill_leader (hall, leader, turn + (hall->is_full ? 0 : hall->seed));
      hall->n_kills++;
      takeover_ms = measure_takeover (hall, leader, other, offset);
      if (!hall_expect (hall, takeover_ms >= 0 && takeover_ms <= LEADS_IN_MS, "another one leads in 5 s"))
        break;
      slowest_ms = MAX (slowest_ms, takeover_ms);
      leader = other;
    }
  hall_remark (hall, "another one leads after %.1f s at most", (double) slowest_ms / 1000);
}

/* --- 3: who adds --- */

void
fault_submitter_killed (Hall *hall)
{
  guint n_kills = (hall->is_full ? 10 : 1) * PROXY_N_MOMENTS * G_N_ELEMENTS (submitter_steps);
  HallWorker *desk = &hall->workers[1];
  const guint n_jobs = 8;

  hall_start_worker (hall, 0, NULL);
  for (guint turn = 0; turn <= n_kills; turn++)
    {
      g_autoptr (GSubprocess) process = hall_start_submitter (hall, desk, "quick", turn / 6 * n_jobs, n_jobs);
      const char *pid = g_subprocess_get_identifier (process);
      const Step *step = &submitter_steps[turn % G_N_ELEMENTS (submitter_steps)];

      if (turn < n_kills && turn % 6 != 5 && pid != NULL)
        set_trap (hall, desk, (pid_t) atoi (pid), step,
                  (ProxyMoment) (turn / G_N_ELEMENTS (submitter_steps) % PROXY_N_MOMENTS));
      else /* the same ones once more, to the end */
        proxy_kill_at (desk->postgres, NO_STATEMENT, 1, PROXY_BEFORE, 0);
      g_subprocess_wait (process, NULL, NULL);
      hall->n_kills += !g_subprocess_get_if_exited (process);
    }
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM jobs") == (n_kills / 6 + 1) * n_jobs,
               "each video is one job, however often it was added");
}

/* --- 10: a worker that stands still --- */

/* Its task is another one's by the time it wakes; what it finished then does not count. */
void
fault_worker_stopped (Hall *hall)
{
  HallWorker *sleeper = hall_start_worker (hall, 0, NULL);
  guint n_times = hall->is_full ? 10 : 1;

  hall_start_worker (hall, 1, NULL);
  for (guint i = 0; i < n_times; i++)
    {
      gsize offset = hall_get_log_size (sleeper);

      hall_add (hall, "slow-400", 4, NULL);
      hall_add (hall, "quick", 4, NULL);
      hall_expect (hall, hall_await_log (sleeper, offset, "begun", 10000), "it has a task");
      hall_signal_worker (hall, sleeper, SIGSTOP);
      hall_sleep (HALL_LEASE_S * 1000 + 1500 + (guint) g_rand_int_range (hall->dice, 0, 500));
      hall_signal_worker (hall, sleeper, SIGCONT);
    }
  hall_await_end (hall, 30);
  hall_remark (hall, "%u results came too late", hall_count_in_logs (hall, "another worker's by then"));
}

/* --- 11: clocks --- */

/* Returns: (transfer full) (nullable): Debian's libfaketime */
static char *
find_faketime (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/usr/lib", 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/usr/lib", name, "faketime", "libfaketime.so.1", NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/* One an hour early, one an hour late, one right; one dies with what it has. */
void
fault_wrong_clock (Hall *hall)
{
  g_autofree char *library = find_faketime ();
  /* A sanitizer wants to be the first library of all. */
  const char *early[] = {
    "LD_PRELOAD",
    library,
    "FAKETIME",
    "-1h",
    "FAKETIME_DONT_FAKE_MONOTONIC",
    "1",
    "ASAN_OPTIONS",
    "verify_asan_link_order=0:detect_leaks=0",
    NULL,
  };
  const char *late[] = {
    "LD_PRELOAD",
    library,
    "FAKETIME",
    "+1h",
    "FAKETIME_DONT_FAKE_MONOTONIC",
    "1",
    "ASAN_OPTIONS",
    "verify_asan_link_order=0:detect_leaks=0",
    NULL,
  };
  HallWorker *worker = NULL;

  if (library == NULL)
    {
      hall_remark (hall, "not run: libfaketime is not installed");
      return;
    }

  hall_add (hall, "quick", hall->is_full ? 200 : 20, NULL);
  hall_add (hall, "slow-900", hall->is_full ? 40 : 4, NULL);
  worker = hall_start_worker (hall, 0, late);
  hall_start_worker (hall, 1, early);
  hall_await_log (worker, 0, "begun", 10000);
  hall_sleep (500);
  hall_kill_worker (hall, worker);
  hall_start_worker (hall, 0, late);
  hall_start_worker (hall, 2, NULL);
  hall_await_end (hall, 60);
  hall_expect (hall,
               hall_ask (hall, "SELECT COUNT(*) FROM jobs WHERE created_at > started_at OR started_at > completed_at"
                               "  OR completed_at - created_at > 600000000") == 0,
               "times are the database's");
}

/* --- 17: versions --- */

/* The older one does what it can, and gives back what it does not know. */
void
fault_older_worker (Hall *hall)
{
  HallWorker *older = hall_start_worker (hall, 0, (const char *[]){ PROGRAMS_IS_OLD, "1", NULL });

  hall_add (hall, "new", hall->is_full ? 50 : 6, NULL);
  hall_add (hall, "quick", hall->is_full ? 50 : 6, NULL);
  hall_expect (hall, hall_await_log (older, 0, "there is no stage", 10000), "the older one says why it cannot");
  hall_await_log (hall_start_worker (hall, 1, NULL), 0, HALL_READY, 10000);
}

/* --- 20: restarts --- */

/* Half of the tasks outlive the time for draining, and are given back. */
void
fault_rolling_restart (Hall *hall)
{
  static const char *const settings[] = { "LECTERN_DRAIN_TIMEOUT", "1", NULL };
  guint n_rounds = hall->is_full ? 20 : 2;

  hall_add (hall, "slow-300", hall->is_full ? 80 : 8, NULL);
  hall_add (hall, "slow-1500", hall->is_full ? 40 : 4, NULL);
  for (guint i = 0; i < 3; i++)
    hall_start_worker (hall, i, settings);
  for (guint i = 0; i < n_rounds * 3; i++)
    {
      HallWorker *worker = &hall->workers[i % 3];
      gsize offset = hall_get_log_size (worker);

      hall_await_log (worker, 0, HALL_READY, 10000);
      hall_sleep ((guint) g_rand_int_range (hall->dice, 0, 400));
      hall_stop_worker (hall, worker);
      hall_start_worker (hall, i % 3, settings);
      hall_await_log (worker, offset, HALL_READY, 10000);
    }
  hall_await_end (hall, 60);
  hall_expect (hall, hall_ask (hall, "SELECT COUNT(*) FROM attempts WHERE outcome = 'lost'") == 0, "nothing is lost");
  hall_expect (hall, hall_ask (hall, "SELECT MAX(attempt) FROM tasks") <= 1, "no try counts");
}
