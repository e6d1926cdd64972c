/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The jobs of a cluster, for front ends: the same service as for those of a
 * desk. Worker programs work on them; what a job names has to be where they
 * can reach it.
 */
#pragma once

#include "engine/cluster-settings.h"
#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * lec_cluster_jobs_open:
 *
 * With the settings of this process; their warnings are passed to @warn (nullable). A job belongs
 * to the owner that the settings name, the user unless they do, who sees no other ones. Nothing is
 * secret by that: whoever has the database's password may read all of it. lec_jobs_run() and
 * lec_jobs_serve() are not for it, and it has no folder.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE when there is no cluster to work
 *   with, or what is wrong with it
 */
LecJobs *lec_cluster_jobs_open (void (*warn) (const char *warning),
                                GCancellable *cancellable,
                                GError **error);

/* Likewise, for a window. @preferences: (nullable): as lec_cluster_settings_load_with() takes
 * them */
LecJobs *lec_cluster_jobs_open_with (GHashTable *preferences, GCancellable *cancellable, GError **error);

/* For whoever operates the cluster: sees everybody's jobs from now on. */
void lec_cluster_jobs_see_all (LecJobs *self);

G_END_DECLS
