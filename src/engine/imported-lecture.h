/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that was finished at this desk, as a job of a cluster: its request
 * in the cluster's terms, and its files where the cluster finds them.
 */
#pragma once

#include "engine/jobs.h"
#include "store/blobs.h"

G_BEGIN_DECLS

typedef struct _LecImportedLecture LecImportedLecture;

/**
 * lec_imported_lecture_new:
 * @blobs: (nullable): where its files go; %NULL when all workers are on this machine
 * @root: where lectures are kept here
 * @job: completed here; must outlive what is made of it
 *
 * Sends what came of the job, and what the library knows of its videos. The videos stay: nobody
 * needs them but who begins the job anew, and has to send them then.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND when the lecture is not kept
 *   any more, _USAGE while somebody works on it, or the errors of lec_blobs_put()
 */
LecImportedLecture *lec_imported_lecture_new (LecJobs *cluster,
                                              LecBlobs *blobs,
                                              const char *root,
                                              const LecJob *job,
                                              GCancellable *cancellable,
                                              GError **error);
void lec_imported_lecture_free (LecImportedLecture *self);
/* Fills in what is the lecture's; @self owns it. */
void lec_imported_lecture_describe (LecImportedLecture *self, LecAdoption *adoption);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecImportedLecture, lec_imported_lecture_free)

G_END_DECLS
