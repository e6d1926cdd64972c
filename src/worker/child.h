/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who does the tasks of a runner, as the runner sees it: a process, or a thread
 * of this program where no process can be started. Knows nothing of tasks.
 * Belongs to one thread after it was started.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecChild LecChild;

/* Ends it, as lec_child_kill() does. */
void lec_child_free (LecChild *self);

/* Both non-blocking; owned by the child object. -1 for what a thread prints: this program does. */
int lec_child_get_control_fd (LecChild *self);
int lec_child_get_stderr_fd (LecChild *self);
/* Lets the child read end of file: it gives up what it does and ends. */
void lec_child_close_control (LecChild *self);

/* Bounds of address space and of each file written; 0 sets none. A thread has none. */
void lec_child_limit (LecChild *self, guint64 address_space_bytes, guint64 file_bytes);

/* Peak resident memory since the last reset; 0 when it cannot be found out (any more). */
guint64 lec_child_get_peak_rss (LecChild *self);
void lec_child_reset_peak_rss (LecChild *self);
/* Processor time of all its threads since it started, also after its end; of all of this program
 * for a thread. */
gint64 lec_child_get_cpu_us (LecChild *self);

/* Returns: whether it ended within the time; then it is reaped */
gboolean lec_child_wait (LecChild *self, guint timeout_ms);
/* Kills the whole process group and reaps it. A thread can only be asked to end: one that has not
 * after some seconds is left alone, see lec_child_has_ended(). */
void lec_child_kill (LecChild *self);
gboolean lec_child_has_ended (LecChild *self);
/* Whether it is a thread of this program. */
gboolean lec_child_is_thread (LecChild *self);
/* As waitpid() gives it; -1 while it lives, and for a thread */
int lec_child_get_exit_status (LecChild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecChild, lec_child_free)

G_END_DECLS
