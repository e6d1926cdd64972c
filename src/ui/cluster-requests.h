/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window asks the threads of the cluster to do, beside what it asks of
 * jobs. Callbacks come on the main thread; reasons are in %LEC_ERROR.
 */
#pragma once

#include "engine/cluster-admin.h"
#include "engine/figures.h"
#include "ui/jobs-thread.h"
#include "ui/review-news.h"

G_BEGIN_DECLS

/**
 * lec_cluster_requests_fetch_async:
 * @thread: its signal "carrying" tells how far it is
 * @job: in the window
 *
 * Brings the lecture of a completed job to this machine's library, and makes its documents. Returns
 * from finish: (transfer full) (nullable): path of the document; %NULL with an error, or when there
 * is none
 */
void lec_cluster_requests_fetch_async (LecJobsThread *thread,
                                       gint64 job,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *lec_cluster_requests_fetch_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/**
 * lec_cluster_requests_list_slides_async:
 * @job: in the window
 *
 * What the cluster has found so far; their pictures are where it was found. Returns from finish:
 * (transfer full) (nullable)
 */
void lec_cluster_requests_list_slides_async (LecJobsThread *thread,
                                             gint64 job,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
LecReviewNews *lec_cluster_requests_list_slides_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/**
 * lec_cluster_requests_bring_async:
 * @thread: its signal "carrying" tells how far it is
 * @jobs: (element-type gint64): of this machine
 * @connection: ends when the cluster cannot be reached any more
 *
 * Brings to the cluster what was added while it was away. Returns from finish: (transfer full)
 * (element-type gint64) (nullable): those that have still to be brought; %NULL with an error
 */
void lec_cluster_requests_bring_async (LecJobsThread *thread,
                                       const GArray *jobs,
                                       GCancellable *connection,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GArray *lec_cluster_requests_bring_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/**
 * LecClusterSight: a cluster as a whole
 * @workers: (element-type LecWorkerRecord)
 * @queues: (element-type LecClusterQueue)
 * @dead: (element-type LecDeadTask): the last ones that were given up
 */
typedef struct
{
  LecFigures *figures;
  GPtrArray *workers;
  GPtrArray *queues;
  GPtrArray *dead;
} LecClusterSight;

void lec_cluster_sight_free (LecClusterSight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterSight, lec_cluster_sight_free)

/* Returns from finish: (transfer full) (nullable) */
void lec_cluster_requests_look_async (LecJobsThread *thread,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
LecClusterSight *lec_cluster_requests_look_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

typedef enum
{
  LEC_CLUSTER_DRAIN,
  LEC_CLUSTER_UNDRAIN,
  LEC_CLUSTER_FORGET,
} LecClusterOrder;

/* @worker: its identity. Returns from finish: whether it could be done */
void lec_cluster_requests_order_async (LecJobsThread *thread,
                                       const char *worker,
                                       LecClusterOrder order,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Likewise; what was given up of those jobs waits again. @jobs: (element-type gint64): numbers in
 * the cluster */
void lec_cluster_requests_requeue_async (LecJobsThread *thread,
                                         const GArray *jobs,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
/* Of both. */
gboolean lec_cluster_requests_order_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

G_END_DECLS
