/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What whoever looks after a cluster wants of it: who works on it, what waits,
 * what was given up. All take the jobs of a cluster (engine/cluster-jobs) and
 * belong to the thread that has opened them; failures are in %LEC_ERROR, as
 * those of jobs.
 */
#pragma once

#include "engine/cluster-hints.h"
#include "engine/cluster-jobs.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * LecClusterQueue:
 * @n_workers: online, that take its tasks
 * @n_slots: of theirs, which they may use for other queues, too
 */
typedef struct
{
  char *name;
  gboolean is_paused;
  guint n_waiting;
  gint64 oldest_us;
  guint n_workers;
  guint n_slots;
} LecClusterQueue;

void lec_cluster_queue_free (LecClusterQueue *self);

/* Returns: (transfer full): where the database is, without its password */
char *lec_cluster_admin_dup_address (LecJobs *jobs);

/* Returns: (transfer full) (nullable) (element-type LecWorkerRecord) */
GPtrArray *lec_cluster_admin_list_workers (LecJobs *jobs, GCancellable *cancellable, GError **error);

/* Returns: (transfer full) (nullable) (element-type LecClusterQueue) */
GPtrArray *lec_cluster_admin_list_queues (LecJobs *jobs, GCancellable *cancellable, GError **error);

/**
 * lec_cluster_admin_drain:
 * @worker: its identity, or how only one begins
 * @drains: %FALSE takes it back
 *
 * It takes no more tasks; it knows after its next heartbeat.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND, or %LEC_ERROR_USAGE when several begin so
 */
gboolean lec_cluster_admin_drain (LecJobs *jobs,
                                  const char *worker,
                                  gboolean drains,
                                  GCancellable *cancellable,
                                  GError **error);

/* Takes one that does not come back off the list; likewise, and %LEC_ERROR_USAGE for one that is
 * online. */
gboolean lec_cluster_admin_forget (LecJobs *jobs,
                                   const char *worker,
                                   GCancellable *cancellable,
                                   GError **error);

/* Returns: (transfer full) (nullable) (element-type LecDeadTask): the last one first */
GPtrArray *lec_cluster_admin_list_dead (LecJobs *jobs, guint limit, GCancellable *cancellable, GError **error);

/* What was given up of @job, whosever it is, waits again. Returns: %FALSE with
 * %LEC_ERROR_NOT_FOUND, or %LEC_ERROR_USAGE when there is nothing to be tried again */
gboolean lec_cluster_admin_requeue (LecJobs *jobs, gint64 job, GCancellable *cancellable, GError **error);

/* Returns: (transfer full) (nullable) (element-type LecPeriodic) */
/* As lec_cluster_keeping_run_now(). */
gboolean lec_cluster_admin_run_now (LecJobs *jobs, const char *work, GCancellable *cancellable, GError **error);
GPtrArray *lec_cluster_admin_list_schedule (LecJobs *jobs, GCancellable *cancellable, GError **error);

/* How long the database takes to answer. Returns: negative with an error */
double lec_cluster_admin_ping_ms (LecJobs *jobs, GCancellable *cancellable, GError **error);

/* Likewise, Redis; 0 where there is none. */
double lec_cluster_admin_ping_redis_ms (LecJobs *jobs, GCancellable *cancellable, GError **error);

/**
 * lec_cluster_admin_check:
 *
 * Looks whether the cluster can work. What is wrong is a finding, not an error.
 *
 * Returns: (transfer full) (nullable) (element-type LecFinding): %NULL with what is wrong with the
 *   database
 */
GPtrArray *lec_cluster_admin_check (LecJobs *jobs, GCancellable *cancellable, GError **error);

/* Adds what is to be said of Redis, without which work goes on, only later. @hints: (nullable): for
 * none; @findings: (element-type LecFinding) */
void lec_cluster_admin_check_redis (LecClusterHints *hints, GPtrArray *findings, GCancellable *cancellable);

/* Which machine that worker is on. Pure. Returns: (transfer full) */
char *lec_cluster_admin_dup_host (const char *worker);

/* Which of them is meant. @workers: (element-type LecWorkerRecord). Returns: (transfer none)
 * (nullable) */
const LecWorkerRecord *lec_cluster_admin_find_worker (const GPtrArray *workers, const char *name, GError **error);

/* What is to be said of @queues and @workers, as findings. Pure. Returns: (transfer full)
 * (element-type LecFinding) */
GPtrArray *lec_cluster_admin_judge (const GPtrArray *queues, const GPtrArray *workers, const char *version);

G_END_DECLS
