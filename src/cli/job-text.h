/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs as a person reads them. Pure; text that came from files is escaped.
 */
#pragma once

#include "engine/jobs.h"
#include "model/slide.h"

G_BEGIN_DECLS

/* All return: (transfer full): lines that end in a newline */
char *lec_job_text_format_table (const GPtrArray *jobs);
char *lec_job_text_format_job (const LecJob *job, const GPtrArray *slides);
char *lec_job_text_format_attempt (const LecAttempt *attempt);
char *lec_job_text_format_metrics (const LecJobMetrics *metrics);
/* @with_colours: whether matches may be marked for a terminal */
char *lec_job_text_format_hit (const LecSearchHit *hit, gboolean with_colours);
/* The name of the video, without its folder. */
char *lec_job_text_dup_name (const LecJob *job);
/* "job 3: talk.mp4", a line; @name is a path. Returns: (transfer full) */
char *lec_job_text_format_added (const char *name, gint64 id, LecJobsAdded added);

G_END_DECLS
