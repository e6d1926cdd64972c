/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store and the queue that the settings name. A database on this machine
 * (sqlite:///PATH) serves all worker programs of it; it is no library: whoever
 * works on one of those takes all of its tasks.
 */
#pragma once

#include "engine/cluster-hints.h"
#include "engine/cluster-settings.h"
#include "queue/queue.h"
#include "store/blobs.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * LecClusterConnection:
 * @store: belongs to the thread that has opened it
 * @queue: any thread
 * @hints: (nullable): what @queue is made of, where there is Redis
 * @is_local: whether all of its workers are on this machine
 */
typedef struct
{
  LecStore *store;
  LecQueue *queue;
  LecClusterHints *hints;
  gboolean is_local;
} LecClusterConnection;

/**
 * lec_cluster_connection_open:
 * @self: zeroed
 * @worker: (nullable): the name of a worker program, that listens
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when there is no cluster to work with, or in the errors of
 *   the store; no message holds a password
 */
gboolean lec_cluster_connection_open (LecClusterConnection *self,
                                      const LecClusterSettings *settings,
                                      const char *worker,
                                      GCancellable *cancellable,
                                      GError **error);
void lec_cluster_connection_clear (LecClusterConnection *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecClusterConnection, lec_cluster_connection_clear)

/* The store alone: a handle for another thread. Returns: (transfer full) (nullable): in the store's
 * errors */
LecStore *lec_cluster_connection_open_store (const LecClusterSettings *settings,
                                             GCancellable *cancellable,
                                             GError **error);

/**
 * lec_cluster_connection_open_blobs:
 * @beside: (nullable): the sum of what somebody has sent: what is put goes where that one finds it
 *
 * Where its machines hand files to each other: in a folder that all see, or in the database. Who
 * sees the folder gets what is in the database, too: a desk may not see it, or did not before.
 *
 * Returns: (transfer full) (nullable): a handle for one thread; %NULL with %LEC_ERROR_USAGE when
 *   all workers are on this machine, or in the errors of the store or of the blobs
 */
LecBlobs *lec_cluster_connection_open_blobs (const LecClusterSettings *settings,
                                             const char *beside,
                                             GCancellable *cancellable,
                                             GError **error);
/* Which machine or folder those files go to. Returns: (transfer full) (nullable): without a
 * password; %NULL for a database server that has no name */
char *lec_cluster_connection_describe_blobs (const LecClusterSettings *settings);

/* Whether all workers are on this machine. @settings: of a cluster */
gboolean lec_cluster_connection_is_local (const LecClusterSettings *settings);

G_END_DECLS
