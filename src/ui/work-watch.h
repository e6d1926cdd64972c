/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks after the machine and the person while jobs are worked on: keeps the
 * machine awake, and tells when the last one has ended. Those of the cluster go on
 * without this program, and are told of by themselves. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/job-model.h"
#include "ui/queue-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_WORK_WATCH (lec_work_watch_get_type ())
G_DECLARE_FINAL_TYPE (LecWorkWatch, lec_work_watch, LEC, WORK_WATCH, GObject)

/* @application: outlives it. Signal "ended": no job of this machine waits or is worked on
 * any more. */
LecWorkWatch *lec_work_watch_new (GtkApplication *application,
                                  LecJobModel *model,
                                  LecQueueThread *queue,
                                  GSettings *settings);
/* Before the news get into the model. */
void lec_work_watch_see (LecWorkWatch *self, const LecJobsNews *news);
/* Whether the machine is asked to stay awake, be it that nobody listens. */
gboolean lec_work_watch_keeps_awake (LecWorkWatch *self);

G_END_DECLS
