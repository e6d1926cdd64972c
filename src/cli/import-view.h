/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern cluster import-local: what a desk has done while its cluster was away
 * goes there, and what became of each job is told.
 */
#pragma once

#include "cli/jobs-session.h"

G_BEGIN_DECLS

/**
 * lec_import_view_run:
 * @session: of the cluster
 * @is_trial: only says what would be done
 * @as_json: a line a job, and one for all of them
 *
 * Returns: the exit code, that of the first job that could not be brought; 0 with @error set when
 *   the rest could not be tried
 */
int lec_import_view_run (LecJobsSession *session, gboolean is_trial, gboolean as_json, GError **error);

G_END_DECLS
