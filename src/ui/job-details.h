/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with all about a job: why it failed, what was tried and how long that
 * took, what was printed, where its files are.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-item.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_DETAILS (lec_job_details_get_type ())
G_DECLARE_FINAL_TYPE (LecJobDetails, lec_job_details, LEC, JOB_DETAILS, AdwWindow)

LecJobDetails *lec_job_details_new (GtkWindow *parent, LecJobsThread *jobs, LecJobItem *item);

G_END_DECLS
