/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker program: takes tasks of the cluster and works on them until it is
 * asked to end. It logs what it does (base/log), tells the service manager how
 * it is, and works on as many tasks at a time as its settings say.
 */
#pragma once

#include "engine/cluster-connection.h"
#include "worker/pool.h"

G_BEGIN_DECLS

typedef struct _LecClusterWorker LecClusterWorker;

/**
 * lec_cluster_worker_new:
 * @settings: must outlive it
 * @executable: (nullable): started with "--task"; this program
 *
 * To be called before there are other threads.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of opening the library
 */
LecClusterWorker *lec_cluster_worker_new (const LecClusterSettings *settings,
                                          const char *executable,
                                          GError **error);
void lec_cluster_worker_free (LecClusterWorker *self);
/* For tests: other work than that of a job's task. @func is called as by a pool. */
void lec_cluster_worker_set_work (LecClusterWorker *self, LecWorkFunc func, gpointer user_data);
const char *lec_cluster_worker_get_name (const LecClusterWorker *self);

/**
 * lec_cluster_worker_open:
 * @connection: zeroed; for lec_cluster_worker_run()
 *
 * Blocks while the database's server is not there: machines are started in any order. What is wrong
 * with it goes to the log.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED when it was asked to end meanwhile, or with what
 *   waiting does not mend
 */
gboolean lec_cluster_worker_open (LecClusterWorker *self, LecClusterConnection *connection, GError **error);

/**
 * lec_cluster_worker_run:
 * @connection: whose store belongs to the calling thread
 *
 * Blocks until it is asked to end.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED when it was asked twice, or with what is wrong with
 *   the database
 */
gboolean lec_cluster_worker_run (LecClusterWorker *self,
                                 const LecClusterConnection *connection,
                                 GError **error);

/**
 * lec_cluster_worker_stop:
 *
 * Takes no more tasks, and ends when those it has have ended, or the time for that is over: then
 * they are given back, and nobody counts that as a try. Called again it gives them back at once.
 * Any thread.
 */
void lec_cluster_worker_stop (LecClusterWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterWorker, lec_cluster_worker_free)

G_END_DECLS
