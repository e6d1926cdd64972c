/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the lecture of a job is that the service shows. Workers that share a
 * folder with the service keep it there. Of a video that was sent to workers
 * which share none it is with them: it is brought to the job's folder when
 * somebody first asks for it, and goes with the job.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecServedLecture:
 * @root: (nullable): the folder of lectures that it is in; NULL for that of this machine's user
 * @pdf: (nullable)
 */
typedef struct
{
  char *root;
  char *pdf;
} LecServedLecture;

/**
 * lec_served_lecture_find:
 * @self: zeroed; to be cleared also on failure
 *
 * Starts task processes when it has to be brought; who asks for the same one meanwhile waits.
 *
 * Returns: %FALSE with the errors of lec_cluster_fetch(); %LEC_ERROR_USAGE where there is none yet
 */
gboolean lec_served_lecture_find (LecServedLecture *self,
                                  LecJobs *jobs,
                                  const LecJob *job,
                                  GCancellable *cancellable,
                                  GError **error);
void lec_served_lecture_clear (LecServedLecture *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecServedLecture, lec_served_lecture_clear)

G_END_DECLS
