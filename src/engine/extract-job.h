/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request, from what is asked for to files in their places. Belongs to one
 * thread; lives as long as the call that made it.
 */
#pragma once

#include "engine/extractor.h"
#include "engine/lecture-folder.h"
#include "worker/task-runner.h"

G_BEGIN_DECLS

typedef struct _LecExtractJob LecExtractJob;

LecExtractJob *lec_extract_job_new (const char *root,
                                    LecTaskRunner *runner,
                                    LecTaskRunner *ahead,
                                    const LecExtractRequest *request);
void lec_extract_job_free (LecExtractJob *self);
gboolean lec_extract_job_add_videos (LecExtractJob *self, GCancellable *cancellable, GError **error);
void lec_extract_job_add_kept (LecExtractJob *self, LecLectureFolder *folder, const char *video);
gboolean lec_extract_job_prepare (LecExtractJob *self,
                                  const char *name,
                                  const char *title_source,
                                  GCancellable *cancellable,
                                  GError **error);
LecStep lec_extract_job_get_next_step (LecExtractJob *self);
gboolean lec_extract_job_run (LecExtractJob *self,
                              const LecExtractListener *listener,
                              LecExtractResult *result,
                              GCancellable *cancellable,
                              GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecExtractJob, lec_extract_job_free)

G_END_DECLS
