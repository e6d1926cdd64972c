/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs that somebody elsewhere has asked the service for. What comes of one lies
 * in a folder of its own, by what the job is called; nobody names a path.
 */
#pragma once

#include "engine/jobs.h"
#include "engine/link-report.h"
#include "engine/upload.h"

G_BEGIN_DECLS

/**
 * LecServedJob: what was asked for
 * @job_id: a UUID
 * @options: with no path in it
 */
typedef struct
{
  const char *job_id;
  const LecJobOptions *options;
  int priority;
} LecServedJob;

/**
 * lec_served_job_make_id:
 * @owner: (nullable)
 * @key: (nullable): of whoever asks; the same one again is the same job
 *
 * Returns: (transfer full): a UUID
 */
char *lec_served_job_make_id (const char *owner, const char *key);

/* Returns: (transfer full): a folder called @name where the service keeps things, for all who
   serve the same jobs if they see the same files; absolute */
char *lec_served_job_dup_root (LecJobs *jobs, const char *name);
/* Returns: (transfer full): where what comes of that job lies; absolute */
char *lec_served_job_dup_folder (LecJobs *jobs, const char *job_id);

/**
 * lec_served_job_add_link:
 * @address: untrusted
 * @link: whether the own network may be asked, and how large the video may be
 *
 * Asks the machine that has it. Its video is brought when the job begins; for a cluster, now.
 *
 * Returns: the job's number; 0 with the errors of lec_link_report_new() or of lec_jobs_add(), and
 *   %LEC_ERROR_USAGE for a page with several videos
 */
gint64 lec_served_job_add_link (LecJobs *jobs,
                                const LecServedJob *served,
                                const char *address,
                                const LecLinkOptions *link,
                                LecJobsAdded *added,
                                GCancellable *cancellable,
                                GError **error);

/**
 * lec_served_job_add_upload:
 * @upload: all of it has come; the caller is its writer
 *
 * The video goes to the job's folder, and with it; nothing is left of @upload.
 *
 * Returns: the job's number; 0 with the errors of lec_jobs_add(), when @upload is as it was
 */
gint64 lec_served_job_add_upload (LecJobs *jobs,
                                  const LecServedJob *served,
                                  LecUpload *upload,
                                  LecJobsAdded *added,
                                  GCancellable *cancellable,
                                  GError **error);

/* What the service has made of the job goes with it, and what is kept of it alone. */
void lec_served_job_remove_files (LecJobs *jobs, const LecJob *job);

/* Returns: (transfer full): what the job's video is called, without where it lies */
char *lec_served_job_dup_source (const LecJob *job);
/* Returns: (transfer full) (nullable): @text, as far as it says where the job's videos lie, without
 * that. @text: (nullable) */
char *lec_served_job_clean (const LecJob *job, const char *text);

G_END_DECLS
