/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lecture in a task's folder, and what was said, for the stages that make something of them.
 */
#pragma once

#include "model/task.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/* As a person has corrected it, where that is so, and with its videos as seen from where the
 * documents will lie. Returns: (transfer full) (nullable): %NULL with the errors of
 * lec_lecture_load() */
LecLecture *lec_task_lecture_load (const LecTask *task, GError **error);

/* What a person gave goes before what was found. @transcript: (out) (transfer full) (nullable):
 * %NULL where nothing is known to have been said. Returns: %FALSE with the errors of
 * lec_transcript_load() */
gboolean lec_task_lecture_load_transcript (const LecTask *task, LecTranscript **transcript, GError **error);

G_END_DECLS
