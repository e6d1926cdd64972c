/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job as an item of a list: what a row binds to. Main thread only.
 */
#pragma once

#include <glib-object.h>

#include "model/job.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_ITEM (lec_job_item_get_type ())
G_DECLARE_FINAL_TYPE (LecJobItem, lec_job_item, LEC, JOB_ITEM, GObject)

/**
 * lec_job_item_new:
 * @job: (transfer full)
 * @now_us: monotonic
 *
 * Properties, all read-only: "name", "state", "icon-name", "summary", "reason" (nullable),
 * "fraction" (0..1), "shows-progress", "has-failed", "can-pause", "can-resume", "can-cancel",
 * "can-retry", "can-remove", "can-open".
 */
LecJobItem *lec_job_item_new (LecJob *job, gint64 now_us);
/* @job: (transfer full): the same job, as it is now */
void lec_job_item_update (LecJobItem *self, LecJob *job, gint64 now_us);
const LecJob *lec_job_item_get_job (LecJobItem *self);
gint64 lec_job_item_get_id (LecJobItem *self);
/* Whether it is done, on this machine, and lacks what a service would give it, since nobody has
 * agreed to sending something there. */
gboolean lec_job_item_is_unagreed (LecJobItem *self);
/* Of a job of the cluster: as its lecture is in this machine's library once it was fetched.
 * Returns: (transfer full) (nullable): %NULL for a job of this machine */
LecJob *lec_job_item_dup_fetched (LecJobItem *self);
const char *lec_job_item_get_name (LecJobItem *self);

G_END_DECLS
