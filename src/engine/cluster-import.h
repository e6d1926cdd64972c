/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a desk has done, or was to do, while its cluster was away, brought there
 * once it is back: finished lectures with their results, jobs that wait to be
 * worked on. Jobs are the same by their key; nothing is doubled or lost,
 * wherever it is broken off and however often it is done.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_IMPORT_BROUGHT, /* a finished lecture: now a completed job of the cluster, with its result */
  LEC_IMPORT_MOVED,   /* a job that waited: waits in the cluster now, and no longer here */
  LEC_IMPORT_THERE,   /* the cluster has it already; one that waited here does so no longer */
  LEC_IMPORT_LEFT,    /* not brought: it has begun here, has failed or was cancelled */
  LEC_IMPORT_FAILED,  /* stays here for a reason; the next import tries again */
} LecImportOutcome;

#define LEC_N_IMPORT_OUTCOMES (LEC_IMPORT_FAILED + 1)

/* Names: brought, moved, there, left, failed. */
const char *lec_import_outcome_get_name (LecImportOutcome outcome);

/* @job: as it was here. @reason: (nullable): of %LEC_IMPORT_FAILED. From the caller's thread */
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

/* How many jobs came to what: all that are here, together. */
typedef struct
{
  guint n_jobs[LEC_N_IMPORT_OUTCOMES];
} LecImportCounts;

/**
 * lec_cluster_import_local:
 * @cluster: lec_cluster_jobs_open(); whose owner the jobs get. Tells of videos on their way as when
 *   adding
 * @library: lec_jobs_open(): this desk's; others may work on it meanwhile
 * @counts: (out caller-allocates)
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
