/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The door through which a front end's "--task" reaches the worker room.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The whole life of a task process; before any thread is started. Returns: the exit code */
int lec_task_main (void);

G_END_DECLS
