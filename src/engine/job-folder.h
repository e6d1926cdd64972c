/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where what was found of a job's video lies.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * lec_job_folder_find_picture:
 *
 * Of the job's first slide, also of one that is still provisional.
 *
 * Returns: (transfer full) (nullable): path; %NULL with %LEC_ERROR_NOT_FOUND when there is none yet
 */
char *lec_job_folder_find_picture (LecJobs *jobs, gint64 job, GCancellable *cancellable, GError **error);

G_END_DECLS
