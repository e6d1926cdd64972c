/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lectern run, watch and follow tell of jobs, and the exit code that comes
 * of it. Belongs to one thread.
 */
#pragma once

#include "cli/run-view.h"

G_BEGIN_DECLS

/**
 * LecRunTally:
 * @view: unowned
 * @exit_code: of the first job that did not end well
 */
typedef struct
{
  LecRunView *view;
  guint n_completed;
  guint n_failed;
  int exit_code;
} LecRunTally;

/* A LecJobsListener's: @user_data is a LecRunTally. */
void lec_run_tally_waiting_cb (int pid, gpointer user_data);
void lec_run_tally_event_cb (const LecJobsEvent *event, gpointer user_data);
/* Where the outputs of a job are, and what is missing. @name: as it is shown */
void lec_run_tally_add_completed (LecRunTally *self, const char *name, const LecJob *job);
/* At the end. */
void lec_run_tally_report (const LecRunTally *self);

G_END_DECLS
