/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done at the other end of a runner's control channel: one task after
 * the other, with progress, slides and outcome as lines of JSON. In a process
 * of its own, or in a thread of the runner's program.
 */
#pragma once

#include "pipeline/stage.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_TASK_LOOP_PROCESS, /* the process has nothing else to do, and ends when nobody listens */
  LEC_TASK_LOOP_THREAD,
} LecTaskLoopPlace;

/* The exit status of a process whose channel brings nonsense or cannot be written. */
#define LEC_TASK_LOOP_BROKEN 1

typedef struct _LecTaskLoop LecTaskLoop;

LecTaskLoop *lec_task_loop_new (LecTaskLoopPlace place, int control_fd, const LecStage *stages, gsize n_stages);
/* One in a thread, that has run to its end or was never run. */
void lec_task_loop_free (LecTaskLoop *self);
gboolean lec_task_loop_run (LecTaskLoop *self, GError **error);

G_END_DECLS
