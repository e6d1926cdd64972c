/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What wakes the workers of a cluster: hints over Redis, where the settings
 * name one and this program was built with it. Without, workers find their
 * tasks by asking the store once a second.
 */
#pragma once

#include "engine/cluster-settings.h"
#include "queue/queue.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Any thread. */
typedef struct _LecClusterHints LecClusterHints;

/**
 * lec_cluster_hints_new:
 * @worker: (nullable): who listens; %NULL for who only tells
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE for an address that cannot be
 *   used, %LEC_ERROR_UNSUPPORTED when this program came without Redis; no message has the password
 */
LecClusterHints *lec_cluster_hints_new (const char *redis_url, const char *worker, GError **error);
void lec_cluster_hints_free (LecClusterHints *self);
/* Returns: (transfer none) */
LecQueue *lec_cluster_hints_get_queue (LecClusterHints *self);
/* What the store says of jobs is read from there, too. Takes @store. Returns: (transfer full) */
LecStore *lec_cluster_hints_cache_store (LecClusterHints *self, LecStore *store);
/* How long the server takes to answer. Returns: negative with an error */
double lec_cluster_hints_ping_ms (LecClusterHints *self, GCancellable *cancellable, GError **error);
/* What is wrong with how the server is set up. Returns: (transfer full) (nullable) (array
 * zero-terminated=1): %NULL with an error when it cannot be asked */
char **lec_cluster_hints_list_warnings (LecClusterHints *self, GCancellable *cancellable, GError **error);
/* Whether @owner may add one more job, of so many @per_hour. @wait_us: (out): 0, or when to ask
 * again. Returns: %FALSE when the server cannot be asked */
gboolean lec_cluster_hints_take_job (LecClusterHints *self,
                                     const char *owner,
                                     guint per_hour,
                                     gint64 *wait_us,
                                     GCancellable *cancellable);
/**
 * lec_cluster_hints_take:
 * @name: of what is limited: that often at once (@capacity, 1..100000000), so often in all
 * @n_done: 0 for once more; else how often it was done without asking, which counts in any case
 * @wait_us: (out): 0, or when to ask again
 *
 * With little patience: whoever asks has somebody waiting. Any thread.
 *
 * Returns: %FALSE when the server cannot be asked
 */
gboolean lec_cluster_hints_take (LecClusterHints *self,
                                 const char *name,
                                 guint capacity,
                                 double per_s,
                                 guint n_done,
                                 gint64 *wait_us,
                                 GCancellable *cancellable);
/* To whoever listens now. @text: valid UTF-8. Any thread; what fails is not told */
void lec_cluster_hints_tell_progress (LecClusterHints *self, const char *text, GCancellable *cancellable);
/**
 * lec_cluster_hints_hear:
 * @is_new: (out): whether it has just begun to listen: what was told before is missed
 *
 * What the above tells. One thread.
 *
 * Returns: (transfer full) (nullable): from anywhere, valid UTF-8; %NULL without an error when
 *   nothing was told, and with one when nothing can be heard now
 */
char *lec_cluster_hints_hear (LecClusterHints *self,
                              guint timeout_ms,
                              gboolean *is_new,
                              GCancellable *cancellable,
                              GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterHints, lec_cluster_hints_free)

G_END_DECLS
