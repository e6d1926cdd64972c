/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the work goes: figures, queues, workers. Its actions:
 *
 *   dashboard.per-hour            whether what is done is counted an hour, and not a minute
 *   dashboard.pause-queue, .resume-queue (s)
 */
#pragma once

#include <adwaita.h>

#include "engine/figures.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_DASHBOARD_PAGE (lec_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (LecDashboardPage, lec_dashboard_page, LEC, DASHBOARD_PAGE, AdwBin)

/* While it is seen it asks for figures, every other second. */
void lec_dashboard_page_set_jobs (LecDashboardPage *self, LecJobsThread *jobs, GSettings *settings);
/* Shows them. Others may be told, too: of several machines. */
void lec_dashboard_page_show (LecDashboardPage *self, const LecFigures *figures);

G_END_DECLS
