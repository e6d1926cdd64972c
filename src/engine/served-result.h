/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came of a job, for the service: what was said, and documents to study
 * from, which are made when they are first asked for and kept with the job.
 */
#pragma once

#include "engine/jobs.h"
#include "engine/transcriber.h"

G_BEGIN_DECLS

/**
 * lec_served_result_read_transcript:
 * @format: of the text
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND when nothing was said, or
 *   there is no lecture yet
 */
char *lec_served_result_read_transcript (LecJobs *jobs,
                                         const LecJob *job,
                                         LecTranscriptFormat format,
                                         GCancellable *cancellable,
                                         GError **error);

/**
 * lec_served_result_make_study:
 * @format: as lec_study_format_list() has it
 *
 * Starts task processes, unless it was made before and nothing has changed since.
 *
 * Returns: (transfer full) (nullable): path; %NULL with the errors of lec_review_open_job() and of
 *   lec_review_export_study()
 */
char *lec_served_result_make_study (LecJobs *jobs,
                                    const LecJob *job,
                                    const char *format,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
