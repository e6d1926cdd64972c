/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The child's side: a process that runs stages for a worker until the worker
 * has no more tasks or is gone.
 */
#pragma once

#include "pipeline/stage.h"

G_BEGIN_DECLS

/**
 * lec_task_process_main:
 *
 * The whole life of `lectern --task`: call it before anything else has started a thread. Standard
 * input is the control channel, a socket that the worker made.
 *
 * Returns: the process's exit code
 */
int lec_task_process_main (void);

/**
 * lec_task_process_main_with:
 * @stages: (array length=n_stages): instead of the built-in table
 *
 * Likewise, for other stages.
 */
int lec_task_process_main_with (const LecStage *stages, gsize n_stages);

G_END_DECLS
