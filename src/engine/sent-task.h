/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task of a job whose videos were sent: brings what it needs to this machine,
 * lets it be done here, and sends what came of it.
 */
#pragma once

#include "engine/cluster-connection.h"
#include "engine/job-work.h"

G_BEGIN_DECLS

/**
 * LecSentTasks:
 * @folder: of this machine; made when it is not there. Worker programs may share it
 */
typedef struct
{
  const LecClusterSettings *settings;
  const char *folder;
  LecJobWork *job_work;
} LecSentTasks;

/* Where a user's worker programs keep what is sent to them. Returns: (transfer full) */
char *lec_sent_tasks_dup_folder (void);

/**
 * lec_sent_task_run:
 * @job: what @work's claim asks for
 *
 * As lec_job_work_run(). The stages see paths of this machine; what they made lies in no folder of
 * a person's, but among the job's artifacts.
 */
gboolean lec_sent_task_run (const LecSentTasks *self,
                            const LecJobRequest *job,
                            LecWork *work,
                            LecWorkReport *report,
                            GCancellable *cancellable,
                            GError **error);

/**
 * lec_sent_lecture_bring:
 * @artifact: of a job: a lecture; from anywhere
 * @root: where lectures are kept; waits while somebody works on that one
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL, or the errors of lec_shared_lecture_bring()
 */
gboolean lec_sent_lecture_bring (LecBlobs *blobs,
                                 const LecKeptArtifact *artifact,
                                 const char *root,
                                 GCancellable *cancellable,
                                 GError **error);
/* Whether @artifact is a lecture: of the talk as a whole, or of one of its parts. */
gboolean lec_sent_lecture_is_one (const LecKeptArtifact *artifact);
/* Whether it is a part of a long video, sent in the same way. */
gboolean lec_sent_part_is_one (const LecKeptArtifact *artifact);

/* Removes what is kept of jobs that nobody has worked on here for a week. */
void lec_sent_tasks_sweep (const char *folder, gint64 now_us);

G_END_DECLS
