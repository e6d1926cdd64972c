/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A datagram that cannot be sent is lost: whatever the manager makes of that,
 * work is more important. The socket does not block.
 */
#include "worker/service-notify.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_VARIABLE   "NOTIFY_SOCKET"
#define WATCHDOG_VARIABLE "WATCHDOG_USEC"
#define PID_VARIABLE      "WATCHDOG_PID"

struct _LecServiceNotify
{
  int fd; /* -1 when no manager listens */
  struct sockaddr_un address;
  socklen_t address_length;
  gint64 watchdog_us; /* 0 when there is none */
  gint64 fed_us;
  gboolean has_fed;
  char *status; /* (nullable): told last */
};

/* A path, or @NAME: an abstract one. */
static gboolean
set_address (LecServiceNotify *self,
             const char *name)
{
  gsize length = strlen (name);

  if ((name[0] != '/' && name[0] != '@') || length < 2 || length >= sizeof self->address.sun_path)
    return FALSE;

  self->address.sun_family = AF_UNIX;
  memcpy (self->address.sun_path, name, length + 1);
  self->address_length = (socklen_t) (offsetof (struct sockaddr_un, sun_path) + length + 1);
  if (name[0] != '@')
    return TRUE;

  /* The length tells where an abstract name ends: all bytes count. */
  self->address.sun_path[0] = '\0';
  self->address_length--;
  return TRUE;
}

/* Returns: 0 when nobody watches this process */
static gint64
read_watchdog_us (const char *const *environment)
{
  const char *period = g_environ_getenv ((char **) environment, WATCHDOG_VARIABLE);
  const char *pid = g_environ_getenv ((char **) environment, PID_VARIABLE);
  guint64 number = 0;

  if (pid != NULL &&
      (!g_ascii_string_to_unsigned (pid, 10, 1, G_MAXINT32, &number, NULL) || (pid_t) number != getpid ()))
    return 0;
  if (period == NULL || !g_ascii_string_to_unsigned (period, 10, 1, G_MAXINT64, &number, NULL))
    return 0;

  return (gint64) number;
}

LecServiceNotify *
lec_service_notify_new (const char *const *environment)
{
  LecServiceNotify *self = g_new0 (LecServiceNotify, 1);
  const char *name = NULL;

  g_return_val_if_fail (environment != NULL, self);

  self->fd = -1;
  name = g_environ_getenv ((char **) environment, SOCKET_VARIABLE);
  if (name == NULL || !set_address (self, name))
    return self;

  self->fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  self->watchdog_us = read_watchdog_us (environment);
  return self;
}

void
lec_service_notify_free (LecServiceNotify *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->status);
  g_free (self);
}

gboolean
lec_service_notify_is_on (const LecServiceNotify *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->fd >= 0;
}

static void
tell (LecServiceNotify *self,
      const char *message)
{
  if (self->fd < 0)
    return;

  if (sendto (self->fd, message, strlen (message), MSG_NOSIGNAL, (const struct sockaddr *) &self->address,
              self->address_length) < 0)
    g_debug ("the service manager cannot be told %s", message);
}

void
lec_service_notify_tell_ready (LecServiceNotify *self)
{
  g_return_if_fail (self != NULL);

  tell (self, "READY=1");
}

void
lec_service_notify_tell_stopping (LecServiceNotify *self)
{
  g_return_if_fail (self != NULL);

  tell (self, "STOPPING=1");
}

void
lec_service_notify_tell_status (LecServiceNotify *self,
                                const char *status)
{
  g_autofree char *message = NULL;

  g_return_if_fail (self != NULL && status != NULL);

  if (g_strcmp0 (self->status, status) == 0)
    return;

  g_free (self->status);
  self->status = g_strdup (status);
  /* A line break would begin another assignment. */
  message = g_strconcat ("STATUS=", status, NULL);
  tell (self, g_strdelimit (message, "\n", ' '));
}

void
lec_service_notify_feed_watchdog (LecServiceNotify *self,
                                  gint64 now_us)
{
  g_return_if_fail (self != NULL);

  if (self->watchdog_us == 0 || (self->has_fed && now_us - self->fed_us < self->watchdog_us / 2))
    return;

  self->has_fed = TRUE;
  self->fed_us = now_us;
  tell (self, "WATCHDOG=1");
}

void
lec_service_notify_hide_from_children (void)
{
  g_unsetenv (SOCKET_VARIABLE);
  g_unsetenv (WATCHDOG_VARIABLE);
  g_unsetenv (PID_VARIABLE);
}
