/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a desk has done, or was to do, while its cluster was away, brought there
 * once it is back: finished lectures with their results, jobs that wait to be
 * worked on. Jobs are the same by their key; nothing is doubled or lost,
 * wherever it is broken off and however often it is done.
 */
#pragma once

#include "engine/import-outcome.h"
#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecImportFunc:
 * @job: as it was here
 * @outcome: %LEC_IMPORT_BROUGHT: a finished lecture, now a completed job of the cluster; of
 *   %LEC_IMPORT_THERE one that waited here does so no longer; %LEC_IMPORT_LEFT: it has begun here,
 *   has failed or was cancelled
 * @reason: (nullable): of %LEC_IMPORT_FAILED
 *
 * From the caller's thread.
 */
typedef void (*LecImportFunc) (const LecJob *job, LecImportOutcome outcome, const GError *reason, gpointer user_data);

/**
 * LecImportRequest:
 * @is_trial: only says what would be done
 * @only: (nullable) (element-type gint64): numbers of the jobs that are meant; %NULL for all
 * @told: (nullable): of each job that is here
 */
typedef struct
{
  gboolean is_trial;
  LecImportFunc told;
  gpointer user_data;
  const GArray *only;
} LecImportRequest;

/**
 * lec_cluster_import_local:
 * @cluster: lec_cluster_jobs_open(); whose owner the jobs get. Tells of videos on their way as when
 *   adding
 * @library: lec_jobs_open(): this desk's; others may work on it meanwhile
 * @counts: (out caller-allocates): of the jobs that are here
 *
 * Belongs to the thread of both. What was done before an error stays done.
 *
 * Returns: %FALSE when one of both can no longer be asked, with %G_IO_ERROR_CANCELLED, or with what
 *   would be wrong with all that follow, such as %LEC_ERROR_NO_SPACE
 */
gboolean lec_cluster_import_local (LecJobs *cluster,
                                   LecJobs *library,
                                   const LecImportRequest *request,
                                   LecImportCounts *counts,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
