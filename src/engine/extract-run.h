/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stages of one request as one progress bar: runs a stage in a task
 * process, passes on how far it is and what it found, and keeps the
 * provisional slides for the case that the process dies.
 */
#pragma once

#include "base/progress.h"
#include "engine/extractor.h"
#include "worker/task-runner.h"

G_BEGIN_DECLS

typedef struct _LecExtractRun LecExtractRun;

LecExtractRun *lec_extract_run_new (LecTaskRunner *runner,
                                    const LecJobOptions *options,
                                    const char *title,
                                    const LecExtractListener *listener);
void lec_extract_run_free (LecExtractRun *self);
LecProgress *lec_extract_run_add_step (LecExtractRun *self, const char *stage, double share);
void lec_extract_run_set_duration (LecExtractRun *self, double duration_s);
double lec_extract_run_get_position_s (LecExtractRun *self);
GPtrArray *lec_extract_run_dup_slides (LecExtractRun *self);
gboolean lec_extract_run_stage (LecExtractRun *self,
                                const char *stage,
                                LecProgress *step,
                                const char *folder,
                                const char *video,
                                GCancellable *cancellable,
                                GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecExtractRun, lec_extract_run_free)

G_END_DECLS
