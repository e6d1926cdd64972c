/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the web service that Lectern takes over from (the seed) has done comes
 * into the jobs of a desk or of a cluster: jobs that are over, with their
 * slides and what they have cost. Each is one transaction, and the same by its
 * name: however often it is done, and wherever it is broken off, each job is
 * there once.
 */
#pragma once

#include "engine/import-outcome.h"
#include "engine/jobs.h"
#include "engine/seed-job.h"

G_BEGIN_DECLS

/**
 * LecSeedImportFunc:
 * @name: of the job, there; untrusted
 * @job: (nullable): of those that failed
 * @outcome: %LEC_IMPORT_LEFT: it is not over there, and none is moved
 * @reason: (nullable): of %LEC_IMPORT_FAILED
 *
 * From the caller's thread.
 */
typedef void (*LecSeedImportFunc) (const char *name,
                                   const LecSeedJob *job,
                                   LecImportOutcome outcome,
                                   const GError *reason,
                                   gpointer user_data);

/**
 * LecSeedImportRequest:
 * @url: of the seed's database; nothing is written there
 * @is_trial: only says what would be done
 * @told: (nullable): of each job
 */
typedef struct
{
  const char *url;
  gboolean is_trial;
  LecSeedImportFunc told;
  gpointer user_data;
} LecSeedImportRequest;

/**
 * lec_seed_import:
 * @jobs: lec_jobs_open() or lec_cluster_jobs_open(), whose owner the jobs get; of a trial, one that
 *   can only be read will do
 * @counts: (out caller-allocates)
 *
 * Belongs to the thread of @jobs. What was done before an error stays done.
 *
 * Returns: %FALSE with the errors of opening a database, when one of both can no longer be asked,
 *   or with %G_IO_ERROR_CANCELLED. No message has a password in it
 */
gboolean lec_seed_import (LecJobs *jobs,
                          const LecSeedImportRequest *request,
                          LecImportCounts *counts,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
