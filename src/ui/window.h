/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main window. Its actions:
 *
 *   win.add, win.add-folder    a dialog that asks what to add
 *   win.add-uris (as)          adds what is there
 *   win.undo-add (ax)          takes back jobs that were just added
 *   win.back                   from the lecture to the library
 *   win.view-job (x)           the slides of a job, also while it finds them
 *   win.follow-job (x)         likewise, while it is what is shown: the cluster has done it
 *   win.view-slide (xu)        that slide of that job
 *   win.find                   lets somebody type what to look for
 *   win.view (s)               library or dashboard
 *   win.open-job, .pause-job, .resume-job, .cancel-job, .retry-job, .remove-job,
 *   .show-job, .reveal-job, .move-first-job, .move-last-job (x)
 *                              of a job: show its details, show it in its folder, move it in the
 *                              queue
 *   win.retry-failed, .clear-done
 *                              all that failed begin again; all that are done are removed
 *   win.paused                 whether the queue is (property "paused")
 *   win.keep-jobs (ax)         takes back removals
 *   win.export-job (x)         asks how the lecture of a job is to be exported
 *   win.reconnect              tries to reach the cluster at once
 *   win.open-file (ay)         with the program for it
 *   win.show-file (ay)         in the file manager
 */
#pragma once

#include <adwaita.h>

#include "ui/cluster-desk.h"
#include "ui/job-model.h"
#include "ui/queue-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_WINDOW (lec_window_get_type ())
G_DECLARE_FINAL_TYPE (LecWindow, lec_window, LEC, WINDOW, AdwApplicationWindow)

/**
 * LecWindowDesk: what the window shows and asks; the window takes references
 * @cluster: (nullable)
 */
typedef struct
{
  LecJobModel *model;
  LecJobsThread *jobs;
  LecQueueThread *queue;
  GSettings *settings;
  LecClusterDesk *cluster;
} LecWindowDesk;

/* Signal "leaving" (s): somebody closes it while jobs are worked on; what is wanted of those is the
 * name of a LecClosing. */
LecWindow *lec_window_new (GtkApplication *application, const LecWindowDesk *desk);
/* @failure: (nullable): why the jobs cannot be read */
void lec_window_set_loaded (LecWindow *self, const char *failure);
/* @is_paused: whether the queue is; @read_only: (nullable): why jobs can only be looked at */
void lec_window_set_state (LecWindow *self, gboolean is_paused, const char *read_only);
/* @files: (element-type GFile) */
void lec_window_add_files (LecWindow *self, GListModel *files);

G_END_DECLS
