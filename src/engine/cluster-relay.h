/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the store's outbox into the queue: workers are told of tasks that have
 * begun to wait. Any number of programs may relay.
 */
#pragma once

#include "engine/cluster-hints.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * lec_cluster_relay_pass:
 * @workers: (nullable) (element-type LecWorkerRecord): whose slots bound what is told of
 * @window: how many hints of a queue may be out at a time, as far as @workers do not say
 *
 * Once, for all queues.
 *
 * Returns: %FALSE with the errors of the store or the queue: what was not told of will be
 */
gboolean lec_cluster_relay_pass (LecStore *store,
                                 LecQueue *queue,
                                 const GPtrArray *workers,
                                 guint window,
                                 gint64 now_us,
                                 GCancellable *cancellable,
                                 GError **error);

/* Likewise, for the queue of that @name alone, by whoever has added to it. */
gboolean lec_cluster_relay_pass_queue (LecStore *store,
                                       LecQueue *queue,
                                       const char *name,
                                       guint window,
                                       gint64 now_us,
                                       GCancellable *cancellable,
                                       GError **error);

/* Where tasks are told of; no more than @window hints may be out. All unowned. */
typedef struct
{
  LecQueue *queue;
  const char *name;
  guint window;
} LecClusterTarget;

/* A LecRelayFunc, for who has just added a task. @target: LecClusterTarget */
gboolean lec_cluster_relay_tell (const LecWaitingTask *tasks, gsize n_tasks, gpointer target, GError **error);

/**
 * lec_cluster_relay_choose_window:
 * @queue: whose hints
 * @workers: (element-type LecWorkerRecord): of the cluster
 * @minimum: for when none of them is there yet
 *
 * Returns: how many hints of that queue are of use at a time: twice as many as its workers have
 *   slots, as long as they are heard of
 */
guint lec_cluster_relay_choose_window (const char *queue, const GPtrArray *workers, guint minimum);

/* Relays about once a second on a thread of its own, while it leads. */
typedef struct _LecClusterRelay LecClusterRelay;

/**
 * lec_cluster_relay_new:
 * @settings: must outlive it, and so must @hints; the thread has a store of its own
 *
 * Returns: (transfer full)
 */
LecClusterRelay *lec_cluster_relay_new (const LecClusterSettings *settings, LecClusterHints *hints, guint window);
/* Whether it is this one's turn; not until it is told. Any thread. */
void lec_cluster_relay_set_leading (LecClusterRelay *self, gboolean leads);
/* Stops, and waits for its thread. */
void lec_cluster_relay_free (LecClusterRelay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterRelay, lec_cluster_relay_free)

G_END_DECLS
