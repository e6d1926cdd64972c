/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done from time to time for a whole cluster, by the worker that
 * leads: the database's upkeep, taking workers off the list that are gone for
 * good, removing files that were sent for jobs that are there no more, and what
 * was half read of videos.
 */
#pragma once

#include "engine/cluster-settings.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef struct _LecClusterKeeping LecClusterKeeping;

/**
 * lec_cluster_keeping_new:
 * @settings: must outlive it; the work opens a store of its own
 * @store: whose handle belongs to the calling thread
 *
 * Returns: (transfer full): for the calling thread
 */
LecClusterKeeping *lec_cluster_keeping_new (const LecClusterSettings *settings, LecStore *store);
/* Stops what runs. */
void lec_cluster_keeping_free (LecClusterKeeping *self);
/* To be called often; begins what is due, on another thread. */
void lec_cluster_keeping_tick (LecClusterKeeping *self);
/**
 * lec_cluster_keeping_run_now:
 * @work: its name
 *
 * Does it here and now, whoever's turn it is: doing it twice does no harm.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND when there is no such work, or what became of it, in
 *   the store's errors
 */
gboolean lec_cluster_keeping_run_now (const LecClusterSettings *settings,
                                      const char *work,
                                      GCancellable *cancellable,
                                      GError **error);
/* Workers that were silent for so long are forgotten. Returns: %FALSE with the store's error */
gboolean lec_cluster_keeping_forget_gone (LecStore *store, gint64 now_us, GCancellable *cancellable, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterKeeping, lec_cluster_keeping_free)

G_END_DECLS
