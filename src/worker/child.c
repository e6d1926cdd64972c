/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The channels, and waiting; how a child is started, measured and ended is its
 * kind's.
 */
#include <sys/socket.h>
#include <unistd.h>

#include "worker/child-private.h"

#define WAIT_STEP_US    2000
#define KILL_TIMEOUT_MS 5000

void
lec_child_free (LecChild *self)
{
  lec_child_kill (self);
  if (self->kind->clear != NULL)
    self->kind->clear (self);
  close (self->control_fd);
  if (self->stderr_fd >= 0)
    close (self->stderr_fd);
  g_free (self);
}

int
lec_child_get_control_fd (LecChild *self)
{
  return self->control_fd;
}

int
lec_child_get_stderr_fd (LecChild *self)
{
  return self->stderr_fd;
}

void
lec_child_close_control (LecChild *self)
{
  shutdown (self->control_fd, SHUT_WR);
}

void
lec_child_limit (LecChild *self,
                 guint64 address_space_bytes,
                 guint64 file_bytes)
{
  if (self->kind->limit != NULL)
    self->kind->limit (self, address_space_bytes, file_bytes);
}

guint64
lec_child_get_peak_rss (LecChild *self)
{
  return self->kind->get_peak_rss != NULL ? self->kind->get_peak_rss (self) : 0;
}

void
lec_child_reset_peak_rss (LecChild *self)
{
  if (self->kind->reset_peak_rss != NULL)
    self->kind->reset_peak_rss (self);
}

gint64
lec_child_get_cpu_us (LecChild *self)
{
  return self->kind->get_cpu_us (self);
}

gboolean
lec_child_wait (LecChild *self,
                guint timeout_ms)
{
  gint64 deadline_us = g_get_monotonic_time () + (self->was_killed ? 0 : (gint64) timeout_ms * 1000);

  while (!self->has_ended && !self->kind->try_reap (self))
    {
      if (g_get_monotonic_time () >= deadline_us)
        return FALSE;
      g_usleep (WAIT_STEP_US);
    }

  return TRUE;
}

/* A process that hangs in the kernel cannot be waited for; it is left to the system. */
void
lec_child_kill (LecChild *self)
{
  if (self->has_ended)
    return;

  if (self->kind->kill != NULL)
    self->kind->kill (self);
  if (!lec_child_wait (self, KILL_TIMEOUT_MS))
    {
      self->was_killed = TRUE;
      g_debug ("a task does not end");
    }
}

gboolean
lec_child_has_ended (LecChild *self)
{
  return self->has_ended;
}

int
lec_child_get_exit_status (LecChild *self)
{
  return self->exit_status;
}
