/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lecture in a task's folder, for the stages that make documents of it.
 */
#pragma once

#include "model/task.h"

G_BEGIN_DECLS

/* As a person has corrected it, where that is so, and with its videos as seen from where the
 * documents will lie. Returns: (transfer full) (nullable): %NULL with the errors of
 * lec_lecture_load() */
LecLecture *lec_task_lecture_load (const LecTask *task, GError **error);

G_END_DECLS
