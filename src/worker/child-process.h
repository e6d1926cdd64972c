/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child process as the system sees it: start, measure, limit, kill, reap.
 * Knows nothing of tasks. Belongs to one thread after it was started.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecChild LecChild;

/**
 * lec_child_spawn:
 * @executable: run with the one argument "--task"
 * @environment: (array zero-terminated=1): all of it
 *
 * The child has a process group of its own, the control channel as its standard input, a pipe as
 * standard output and error,
and no other file open. The child ends with the thread that calls this.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_INTERNAL
 */
LecChild *lec_child_spawn (const char *executable, char **environment, GError **error);
/* Kills what is left of the process group and reaps it. */
void lec_child_free (LecChild *self);

/* Both non-blocking; owned by the child object. */
int lec_child_get_control_fd (LecChild *self);
int lec_child_get_stderr_fd (LecChild *self);
/* Lets the child read end of file: it gives up what it does and ends. */
void lec_child_close_control (LecChild *self);

/* Bounds of address space and of each file written; 0 sets none. */
void lec_child_limit (LecChild *self, guint64 address_space_bytes, guint64 file_bytes);

/* Peak resident memory since the last reset; 0 when it cannot be found out (any more). */
guint64 lec_child_get_peak_rss (LecChild *self);
void lec_child_reset_peak_rss (LecChild *self);
/* Processor time of all its threads since it started, also after its end. */
gint64 lec_child_get_cpu_us (LecChild *self);

/* Returns: whether it ended within the time; then it is reaped */
gboolean lec_child_wait (LecChild *self, guint timeout_ms);
/* Kills the whole process group and reaps it. */
void lec_child_kill (LecChild *self);
/* As waitpid() gives it; -1 while it lives */
int lec_child_get_exit_status (LecChild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecChild, lec_child_free)

G_END_DECLS
