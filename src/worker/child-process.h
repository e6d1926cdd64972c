/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child that is a process: nothing that it does can harm this one.
 */
#pragma once

#include "worker/child.h"

G_BEGIN_DECLS

/**
 * lec_child_spawn:
 * @executable: run with the one argument "--task"
 * @environment: (array zero-terminated=1): all of it
 * @errnum: (out): why the system did not start it; 0 when that was not what failed
 *
 * The child has a process group of its own, the control channel as its standard input, a pipe as
 * standard output and error, and no other file open. The child ends with the thread that calls
 * this.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_INTERNAL
 */
LecChild *lec_child_spawn (const char *executable, char **environment, int *errnum, GError **error);

G_END_DECLS
