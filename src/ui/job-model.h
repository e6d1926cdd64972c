/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The jobs of the library and of the cluster as a list of LecJobItem, newest first,
 * fed with news. Main thread only.
 */
#pragma once

#include "ui/job-item.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_MODEL (lec_job_model_get_type ())
G_DECLARE_FINAL_TYPE (LecJobModel, lec_job_model, LEC, JOB_MODEL, GObject)

LecJobModel *lec_job_model_new (void);
/* Takes the jobs out of @news. @now_us: monotonic */
void lec_job_model_apply (LecJobModel *self, const LecJobsNews *news, gint64 now_us);
/* Returns: (transfer none) (nullable): also of one that is hidden, or aside */
LecJobItem *lec_job_model_find (LecJobModel *self, gint64 id);
/* Whether it is a job of the cluster that is not in the list, since the same is here. */
gboolean lec_job_model_is_aside (LecJobModel *self, gint64 id);
/* Not in the list, until they are shown again or gone for good. @ids: (element-type gint64) */
void lec_job_model_hide (LecJobModel *self, const GArray *ids);
void lec_job_model_show (LecJobModel *self, gint64 id);
/* Signal "states-changed": which jobs are in the list, or the state of one of them, has changed;
 * once for all that changed together. */
/* Of those in the list, how many are in that state. */
guint lec_job_model_count (LecJobModel *self, LecJobStatus status);
/* Likewise, of this machine only. */
guint lec_job_model_count_here (LecJobModel *self, LecJobStatus status);

G_END_DECLS
