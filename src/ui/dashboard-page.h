/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the work goes: figures, queues, workers. Its actions:
 *
 *   dashboard.per-hour            whether what is done is counted an hour, and not a minute
 *   dashboard.pause-queue, .resume-queue (s)
 *   dashboard.source (s)          "here" or "cluster": what is shown, where there is a cluster
 *   dashboard.drain, .undrain, .forget (s)
 *                                 of a worker of the cluster: takes no more tasks, takes some
 *                                 again, is taken off the list
 *   dashboard.requeue (x), .requeue-all
 *                                 what was given up of a job waits again, or all of it
 */
#pragma once

#include <adwaita.h>

#include "engine/figures.h"
#include "ui/cluster-desk.h"
#include "ui/cluster-requests.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_DASHBOARD_PAGE (lec_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (LecDashboardPage, lec_dashboard_page, LEC, DASHBOARD_PAGE, AdwBin)

/* While it is seen it asks for figures, every other second. @cluster: (nullable) */
void lec_dashboard_page_set_jobs (LecDashboardPage *self,
                                  LecJobsThread *jobs,
                                  GSettings *settings,
                                  LecClusterDesk *cluster);
/* Shows this machine's. */
void lec_dashboard_page_show (LecDashboardPage *self, const LecFigures *figures);
/* Shows a cluster. */
void lec_dashboard_page_show_cluster (LecDashboardPage *self, const LecClusterSight *sight);

G_END_DECLS
