/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes wrong, each in a short form of seconds and a full one.
 */
#pragma once

#include "hall.h"

G_BEGIN_DECLS

/**
 * FaultCase:
 * @run: makes it go wrong; what it leaves to workers still runs when it returns
 * @fails: whether jobs may be given up: those whose videos are bad
 */
typedef struct
{
  guint number;
  const char *name;
  void (*run) (Hall *hall);
  gboolean fails;
} FaultCase;

const FaultCase *fault_cases_get (gsize *n_cases);

/* From a fresh database to the verdict. Returns: whether all was as it has to be */
gboolean fault_case_run (const FaultCase *fault, Hall *hall, guint32 seed, HallTruth *truth);

/* Programs that die, stop, lie about the time or are older: case-programs.c */
void fault_workers_killed (Hall *hall);
void fault_leader_killed (Hall *hall);
void fault_submitter_killed (Hall *hall);
void fault_worker_stopped (Hall *hall);
void fault_wrong_clock (Hall *hall);
void fault_older_worker (Hall *hall);
void fault_rolling_restart (Hall *hall);

/* Servers and the net between: case-servers.c */
void fault_redis_killed (Hall *hall);
void fault_redis_wiped (Hall *hall);
void fault_redis_stopped (Hall *hall);
void fault_postgres_killed (Hall *hall);
void fault_postgres_away (Hall *hall);
void fault_partition (Hall *hall);
void fault_crowd_returns (Hall *hall);

/* What comes over Redis: case-messages.c */
void fault_corrupt_message (Hall *hall);
void fault_absurd_names (Hall *hall);
void fault_many_times (Hall *hall);
void fault_slow_consumer (Hall *hall);

/* Jobs: case-jobs.c */
void fault_disk_full (Hall *hall);
void fault_many_jobs (Hall *hall);
void fault_bad_videos (Hall *hall);
void fault_two_schedulers (Hall *hall);
void fault_cancelled (Hall *hall);
void fault_unequal_owners (Hall *hall);

/* Several at once: case-mix.c */
void fault_mix (Hall *hall);
/* @n_spared: workers that are only disturbed, not killed; the first ones. @look: (nullable): called
 * between what happens */
void fault_mix_for (Hall *hall,
                    guint duration_s,
                    guint n_spared,
                    void (*look) (Hall *hall, gpointer data),
                    gpointer data);

G_END_DECLS
