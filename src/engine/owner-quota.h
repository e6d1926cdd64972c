/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one owner may have of a cluster, so that something is left for others:
 * how many jobs may be added in an hour, and how many tasks run at a time.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * lec_owner_quota_take:
 * @jobs: anybody's; only those of a cluster that limits them
 *
 * One more is to be added. Counts where Redis is, by its clock, for all machines together; without
 * it by the jobs that are there: no more than so many within any hour.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE, which says when the next one can be added, as does
 *   lec_jobs_get_wait_us(); or in the store's errors
 */
gboolean lec_owner_quota_take (LecJobs *jobs, GCancellable *cancellable, GError **error);

/**
 * lec_owner_quota_explain:
 * @list: (array length=n_jobs)
 *
 * Those that wait although a worker may be free get a message that says so, unless they have one.
 */
void lec_owner_quota_explain (LecJobs *jobs, LecJob *const *list, guint n_jobs, GCancellable *cancellable);

G_END_DECLS
