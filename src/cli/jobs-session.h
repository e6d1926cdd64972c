/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every command about jobs begins with: the database, and Ctrl-C.
 */
#pragma once

#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "engine/jobs.h"

G_BEGIN_DECLS

typedef struct
{
  LecInterrupt *interrupt;
  LecJobs *jobs;
  char *temporary; /* (nullable): the data folder, when it goes with the command */
} LecJobsSession;

/* @arguments: (nullable): with --cluster the jobs are those of the cluster */
gboolean lec_jobs_session_init (LecJobsSession *self, const LecArguments *arguments, GError **error);
/* Likewise, for a command that only looks: the library need not be writable. */
gboolean lec_jobs_session_init_to_read (LecJobsSession *self, const LecArguments *arguments, GError **error);
/* The cluster's, in any case. */
gboolean lec_jobs_session_init_cluster (LecJobsSession *self, GError **error);
/* For a command that has use for jobs that end with it: where the library cannot be written it goes
 * on without one, and says so. */
gboolean lec_jobs_session_init_somewhere (LecJobsSession *self, GError **error);
void lec_jobs_session_clear (LecJobsSession *self);
GCancellable *lec_jobs_session_get_cancellable (LecJobsSession *self);
/* A number given with an option; @fallback when it was not. FALSE with %LEC_ERROR_USAGE. */
gboolean lec_jobs_session_read_number (const LecArguments *arguments,
                                       const char *option,
                                       guint minimum,
                                       guint maximum,
                                       guint fallback,
                                       guint *value,
                                       GError **error);
/* What --priority says. */
int lec_jobs_session_read_priority (const LecArguments *arguments);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecJobsSession, lec_jobs_session_clear)

G_END_DECLS
