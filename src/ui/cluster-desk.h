/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cluster as the window sees it: whether there is one, whether it answers,
 * since when it does not, and the threads that talk to it. Lives as long as the
 * application; main thread only.
 *
 * Signals, all without arguments: "state-changed"; "carrying-changed": files are
 * on their way, or no longer; "settings-changed": what the cluster is set to, or
 * where from.
 */
#pragma once

#include "engine/cluster-settings.h"
#include "ui/cluster-words.h"
#include "ui/jobs-thread.h"
#include "ui/keyring.h"

G_BEGIN_DECLS

#define LEC_TYPE_CLUSTER_DESK (lec_cluster_desk_get_type ())
G_DECLARE_FINAL_TYPE (LecClusterDesk, lec_cluster_desk, LEC, CLUSTER_DESK, GObject)

/**
 * lec_cluster_desk_new:
 * @jobs: of this machine; asks the cluster's thread for the jobs of the cluster as long as there is
 *   one
 * @func: gets the news of the cluster's jobs, until lec_cluster_desk_stop()
 */
LecClusterDesk *lec_cluster_desk_new (LecJobsThread *jobs,
                                      GSettings *settings,
                                      LecJobsNewsFunc func,
                                      gpointer user_data);
/* Blocks for some seconds at most. */
void lec_cluster_desk_stop (LecClusterDesk *self);
LecClusterState lec_cluster_desk_get_state (LecClusterDesk *self);
/* Returns: (nullable): since when it is offline, local time */
GDateTime *lec_cluster_desk_get_since (LecClusterDesk *self);
/* Returns: (nullable): why it is offline, or off though it was asked for */
const char *lec_cluster_desk_get_reason (LecClusterDesk *self);
/* Returns: (nullable): what is to be said of files on their way; @fraction: (out): 0..1 */
const char *lec_cluster_desk_get_carrying (LecClusterDesk *self, double *fraction);
/* Returns: (transfer none) (nullable): what the cluster is set to; %NULL before it is known, or
 * where that is wrong */
const LecClusterSettings *lec_cluster_desk_get_settings (LecClusterDesk *self);
LecKeyring *lec_cluster_desk_get_keyring (LecClusterDesk *self);
/* Tries again at once. */
void lec_cluster_desk_reconnect (LecClusterDesk *self);

/* Returns: (transfer none) (nullable): that sends, unless the cluster is known not to answer, and
 * @connection (out) (transfer none), which ends when it does not */
LecJobsThread *lec_cluster_desk_get_sender (LecClusterDesk *self, GCancellable **connection);
/* Returns: (transfer none) (nullable): that fetches, while there is a cluster */
LecJobsThread *lec_cluster_desk_get_fetcher (LecClusterDesk *self);
/* Returns: (transfer none) (nullable): that looks at it, while there is a cluster */
LecJobsThread *lec_cluster_desk_get_watcher (LecClusterDesk *self);

/* What was fetched in this run of the program. @pdf: (nullable): path */
void lec_cluster_desk_note_fetched (LecClusterDesk *self, gint64 job, const char *pdf);
gboolean lec_cluster_desk_is_fetched (LecClusterDesk *self, gint64 job, const char **pdf);
/* Those jobs of this machine are brought to the cluster when it is back. @jobs: (element-type
 * gint64) */
void lec_cluster_desk_bring_later (LecClusterDesk *self, const GArray *jobs);

/**
 * lec_cluster_desk_dup_preferences:
 * @database_password: (nullable): so is @redis_password
 *
 * Returns: (transfer full) (element-type utf8 utf8): what @settings say, as
 *   lec_cluster_settings_load_with() takes it
 */
GHashTable *lec_cluster_desk_dup_preferences (GSettings *settings,
                                              const char *database_password,
                                              const char *redis_password);

G_END_DECLS
