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
 * @window: how many tasks of a queue are told of at most
 *
 * Once, for all queues.
 *
 * Returns: %FALSE with the errors of the store or the queue: what was not told of will be
 */
gboolean lec_cluster_relay_pass (LecStore *store,
                                 LecQueue *queue,
                                 guint window,
                                 gint64 now_us,
                                 GCancellable *cancellable,
                                 GError **error);

/* Relays about once a second on a thread of its own. */
typedef struct _LecClusterRelay LecClusterRelay;

/**
 * lec_cluster_relay_new:
 * @settings: must outlive it, and so must @hints; the thread has a store of its own
 *
 * Returns: (transfer full)
 */
LecClusterRelay *lec_cluster_relay_new (const LecClusterSettings *settings, LecClusterHints *hints, guint window);
/* Stops, and waits for its thread. */
void lec_cluster_relay_free (LecClusterRelay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterRelay, lec_cluster_relay_free)

G_END_DECLS
