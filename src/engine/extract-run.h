/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stages of one request as one progress bar: runs a stage in a task
 * process, passes on how far it is and what it found, and keeps the
 * provisional slides for the case that the process dies.
 */
#pragma once

#include "base/progress.h"
#include "engine/extractor.h"
#include "engine/read-ahead.h"
#include "worker/task-runner.h"

G_BEGIN_DECLS

/**
 * LecExtractAim: what is to come out
 * @title: of the documents
 * @link_folder: where they will lie
 * @documents: stands for all that they are made of beside the lecture and the options
 */
typedef struct
{
  const LecJobOptions *options;
  const char *title;
  const char *link_folder;
  const char *documents;
} LecExtractAim;

typedef struct _LecExtractRun LecExtractRun;

LecExtractRun *lec_extract_run_new (LecTaskRunner *runner,
                                    const LecExtractAim *aim,
                                    const LecExtractListener *listener,
                                    GCancellable *cancellable);
void lec_extract_run_free (LecExtractRun *self);
void lec_extract_run_set_ahead (LecExtractRun *self,
                                LecTaskRunner *runner,
                                LecAheadRoom has_room,
                                gpointer room_data);
void lec_extract_run_set_cores (LecExtractRun *self, guint n_cores);
GCancellable *lec_extract_run_get_cancellable (LecExtractRun *self);
/* What LecTask says of it, for the stages that follow. */
void lec_extract_run_set_part (LecExtractRun *self, guint part, guint n_parts);
const LecExtractAim *lec_extract_run_get_aim (LecExtractRun *self);
LecProgress *lec_extract_run_add_step (LecExtractRun *self, const char *stage, double share);
void lec_extract_run_set_duration (LecExtractRun *self, double duration_s);
double lec_extract_run_get_position_s (LecExtractRun *self);
GPtrArray *lec_extract_run_dup_slides (LecExtractRun *self);
gboolean lec_extract_run_stage (LecExtractRun *self,
                                const char *stage,
                                LecProgress *step,
                                const char *folder,
                                const char *video,
                                GError **error);
const LecExtractListener *lec_extract_run_get_listener (LecExtractRun *self);
void lec_extract_run_tell (LecExtractRun *self, const char *stage, LecProgress *step, double fraction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecExtractRun, lec_extract_run_free)

G_END_DECLS
