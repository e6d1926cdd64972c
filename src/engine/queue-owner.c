/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lock on a file beside the database: the system gives it back when the
 * program ends, by whatever signal. The number in the file is for people.
 */
#include "engine/queue-owner.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"

#define LOCK_FILE "queue.lock"
#define RETRY_US  (200 * 1000)

struct _LecQueueOwner
{
  int fd;
};

void
lec_queue_owner_free (LecQueueOwner *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self);
}

/* 0 when it cannot be told. */
static int
read_pid (int fd)
{
  char text[32] = { 0 };

  return pread (fd, text, sizeof text - 1, 0) > 0 ? (int) strtol (text, NULL, 10) : 0;
}

static void
write_pid (int fd)
{
  g_autofree char *text = g_strdup_printf ("%d\n", (int) getpid ());

  /* Without the number the lock is as good. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("cannot note the owner: %s", g_strerror (errno));
}

static LecQueueOwner *
open_lock (const char *folder,
           GError **error)
{
  g_autoptr (LecQueueOwner) self = g_new0 (LecQueueOwner, 1);
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);

  self->fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd >= 0)
    return g_steal_pointer (&self);

  lec_error_set_from_errno (error, errno, "write", path);
  return NULL;
}

/* @is_taken: (out): whether it is ours now; FALSE without an error when another program has it */
static gboolean
try_lock (LecQueueOwner *self,
          const char *folder,
          gboolean *is_taken,
          GError **error)
{
  g_autofree char *shown = NULL;

  *is_taken = flock (self->fd, LOCK_EX | LOCK_NB) == 0;
  if (*is_taken)
    write_pid (self->fd);
  if (*is_taken || errno == EWOULDBLOCK || errno == EINTR)
    return TRUE;

  /* Nobody holds it: there is none to be had on this file system. */
  shown = g_filename_display_name (folder);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("the queue in %s cannot be locked: %s"), shown,
               g_strerror (errno));
  return FALSE;
}

LecQueueOwner *
lec_queue_owner_try (const char *folder,
                     GError **error)
{
  g_autoptr (LecQueueOwner) self = NULL;
  gboolean is_taken = FALSE;

  g_return_val_if_fail (folder != NULL, NULL);

  self = open_lock (folder, error);
  return self != NULL && try_lock (self, folder, &is_taken, error) && is_taken ? g_steal_pointer (&self) : NULL;
}

LecQueueOwner *
lec_queue_owner_wait (const char *folder,
                      void (*waiting) (int pid, gpointer user_data),
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (LecQueueOwner) self = NULL;
  gboolean is_taken = FALSE;

  g_return_val_if_fail (folder != NULL, NULL);

  self = open_lock (folder, error);
  while (self != NULL && try_lock (self, folder, &is_taken, error))
    {
      if (is_taken)
        return g_steal_pointer (&self);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (waiting != NULL)
        waiting (read_pid (self->fd), user_data);
      waiting = NULL;
      g_usleep (RETRY_US);
    }

  return NULL;
}
