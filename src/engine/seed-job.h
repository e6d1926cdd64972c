/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job of the web service that Lectern takes over from (the seed): rows of its
 * tables jobs, job_metrics and slides made into what this program's store takes.
 * Pure. A row is a table of texts by column; which columns there are differs
 * from one version of that service to the next, so each thing is looked for
 * under the names that it may have, and most may be missing.
 */
#pragma once

#include "model/job.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/* What a job may have: more is not taken, and is told of. */
#define LEC_SEED_JOB_MAX_SLIDES 10000U

/**
 * LecSeedJob:
 * @name: what the seed calls it
 * @job_id: what it is called here: a UUID, always the same for the same name
 * @status: those that are not over have no times worth keeping
 * @lecture: what it has found, without pictures; nothing but the video's facts until
 *   lec_seed_job_add_slides()
 * @metrics: zeroes until lec_seed_job_add_metrics()
 * @error: (nullable): why it has failed; no passwords
 * @pdf: (nullable): absolute path, of a file that may be anywhere
 * @created_us: since 1970, UTC; so are the next two, 0 for not known
 * @skipped: (element-type utf8): what was not taken of it, and why, for people
 */
typedef struct
{
  char *name;
  char *job_id;
  LecJobStatus status;
  LecJobRequest *request;
  LecLecture *lecture;
  LecJobMetrics metrics;
  char *error;
  char *pdf;
  gint64 created_us;
  gint64 started_us;
  gint64 completed_us;
  gint64 size_bytes;
  GPtrArray *skipped;
} LecSeedJob;

/* Which tables' columns are asked for. */
typedef enum
{
  LEC_SEED_JOBS,
  LEC_SEED_METRICS,
  LEC_SEED_SLIDES,
} LecSeedTable;

#define LEC_N_SEED_TABLES (LEC_SEED_SLIDES + 1)

/* Returns: (transfer none) (array zero-terminated=1): columns that say something, whether or not a
 * database has them */
const char *const *lec_seed_job_get_columns (LecSeedTable table);

/**
 * lec_seed_job_new:
 * @name: untrusted, as are all rows
 * @row: (element-type utf8 utf8): of jobs. Times are texts of ISO 8601, or seconds since 1970
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL, which says what is wrong
 *   with it
 */
LecSeedJob *lec_seed_job_new (const char *name, GHashTable *row, GError **error);
void lec_seed_job_free (LecSeedJob *self);
/* @row: of job_metrics. */
void lec_seed_job_add_metrics (LecSeedJob *self, GHashTable *row);
/* @rows: (element-type GHashTable): of slides, all of them, in whatever order. Numbers begin at 1
 * here. */
void lec_seed_job_add_slides (LecSeedJob *self, const GPtrArray *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSeedJob, lec_seed_job_free)

G_END_DECLS
