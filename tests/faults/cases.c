/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list, in the order in which the design counts them.
 */
#include "cases.h"

static const FaultCase cases[] = {
  { 1, "worker killed at each step", fault_workers_killed, FALSE },
  { 2, "leader killed at each step", fault_leader_killed, FALSE },
  { 3, "submitter killed before and after its commit", fault_submitter_killed, FALSE },
  { 4, "Redis killed, with its log of writes", fault_redis_killed, FALSE },
  { 5, "Redis killed and wiped", fault_redis_wiped, FALSE },
  { 6, "Redis stopped", fault_redis_stopped, FALSE },
  { 7, "PostgreSQL killed in transactions", fault_postgres_killed, FALSE },
  { 8, "PostgreSQL away during a task", fault_postgres_away, FALSE },
  { 9, "no net between worker and servers", fault_partition, FALSE },
  { 10, "worker stopped longer than its lease", fault_worker_stopped, FALSE },
  { 11, "workers' clocks an hour off", fault_wrong_clock, FALSE },
  { 12, "disk full", fault_disk_full, FALSE },
  { 13, "corrupt messages", fault_corrupt_message, FALSE },
  { 14, "5 MB message, absurd file names", fault_absurd_names, FALSE },
  { 15, "every message five times", fault_many_times, FALSE },
  { 16, "slow consumer", fault_slow_consumer, FALSE },
  { 17, "older worker beside newer tasks", fault_older_worker, FALSE },
  { 18, "many queued jobs", fault_many_jobs, FALSE },
  { 19, "videos that crash, eat memory, loop", fault_bad_videos, TRUE },
  { 20, "SIGTERM under load, rolling restart", fault_rolling_restart, FALSE },
  { 21, "two schedulers for a day", fault_two_schedulers, FALSE },
  { 22, "cancelled in each state", fault_cancelled, FALSE },
  { 23, "an owner with many jobs beside one with 1", fault_unequal_owners, FALSE },
  { 24, "200 clients reconnect at once", fault_crowd_returns, FALSE },
  { 25, "several at once", fault_mix, FALSE },
};

const FaultCase *
fault_cases_get (gsize *n_cases)
{
  *n_cases = G_N_ELEMENTS (cases);
  return cases;
}

gboolean
fault_case_run (const FaultCase *fault,
                Hall *hall,
                guint32 seed,
                HallTruth *truth)
{
  hall_begin (hall, seed);
  fault->run (hall);
  hall_judge (hall, truth);

  return hall->n_wrong == 0 && truth->n_lost == 0 && truth->n_twice == 0 && truth->n_open == 0 &&
         truth->n_pending == 0 && truth->n_outbox == 0 && (fault->fails || truth->n_failed == 0);
}
