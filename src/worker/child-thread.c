/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The thread and whoever follows it share nothing but a socket and whether it
 * has ended. It cannot be killed; one that does not end when it is asked to is
 * left to itself, with all that it uses.
 */
#include "worker/child-thread.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "worker/child-private.h"
#include "worker/task-loop.h"

typedef struct
{
  LecChild child;
  GThread *thread; /* (nullable): joined */
  int *has_ended;  /* atomic; a reference-counted box that the thread has, too */
} Thread;

typedef struct
{
  LecTaskLoop *loop;
  int *has_ended;
} Start;

static gpointer
run_thread (gpointer data)
{
  Start *start = data;

  /* Without its reader it has no tasks: the other end sees that the channel is closed. */
  lec_task_loop_run (start->loop, NULL);
  lec_task_loop_free (start->loop);
  g_atomic_int_set (start->has_ended, TRUE);
  g_atomic_rc_box_release (start->has_ended);
  g_free (start);
  return NULL;
}

static gboolean
try_join (LecChild *child)
{
  Thread *self = (Thread *) child;

  if (!g_atomic_int_get (self->has_ended))
    return FALSE;

  g_clear_pointer (&self->thread, g_thread_join);
  child->has_ended = TRUE;
  return TRUE;
}

static void
ask_to_end (LecChild *child)
{
  shutdown (child->control_fd, SHUT_RDWR);
}

static gint64
get_cpu_us (LecChild *child)
{
  struct timespec time;

  if (clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time) != 0)
    return 0;

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
clear (LecChild *child)
{
  Thread *self = (Thread *) child;

  g_clear_pointer (&self->thread, g_thread_unref);
  g_atomic_rc_box_release (self->has_ended);
}

static const LecChildKind kind = {
  .try_reap = try_join,
  .kill = ask_to_end,
  .get_cpu_us = get_cpu_us,
  .clear = clear,
};

gboolean
lec_child_is_thread (LecChild *self)
{
  return self->kind == &kind;
}

static gboolean
open_channel (int fds[2],
              GError **error)
{
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) == 0 && g_unix_set_fd_nonblocking (fds[0], TRUE, NULL))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("cannot open a channel to a task: %s"), g_strerror (errno));
  return FALSE;
}

LecChild *
lec_child_start_thread (const LecStage *stages,
                        gsize n_stages,
                        GError **error)
{
  g_autoptr (GError) reason = NULL;
  Thread *self = NULL;
  Start *start = NULL;
  int fds[2];

  g_return_val_if_fail (stages != NULL, NULL);

  if (!open_channel (fds, error))
    return NULL;

  self = g_new0 (Thread, 1);
  self->child = (LecChild){ &kind, fds[0], -1, -1, FALSE, FALSE };
  self->has_ended = g_atomic_rc_box_new0 (int);
  start = g_new0 (Start, 1);
  start->loop = lec_task_loop_new (LEC_TASK_LOOP_THREAD, fds[1], stages, n_stages);
  start->has_ended = g_atomic_rc_box_acquire (self->has_ended);
  self->thread = g_thread_try_new ("task", run_thread, start, &reason);
  if (self->thread != NULL)
    return &self->child;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, reason->message);
  lec_task_loop_free (start->loop);
  g_atomic_rc_box_release (start->has_ended);
  g_free (start);
  self->child.has_ended = TRUE;
  lec_child_free (&self->child);
  return NULL;
}
