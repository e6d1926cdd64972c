/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * posix_spawn(), since nothing may run between fork and exec in a process with
 * threads. Peak memory comes from /proc: ru_maxrss of a spawned process starts
 * at the parent's.
 */
#include "worker/child-process.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"

#define WAIT_STEP_US     2000
#define MAX_ORPHAN_WAITS 50
#define KILL_TIMEOUT_MS  5000

struct _LecChild
{
  pid_t pid;
  int control_fd;
  int stderr_fd;
  int exit_status;
  gint64 final_cpu_us;
  guint reaped : 1;
};

typedef struct
{
  int control[2];
  int output[2];
} Channels;

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

static void
channels_clear (Channels *channels)
{
  for (guint i = 0; i < 2; i++)
    {
      close_fd (&channels->control[i]);
      close_fd (&channels->output[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Channels, channels_clear)

/* A socket and not a pipe: writing to a dead child must not raise SIGPIPE in this process. */
static gboolean
channels_open (Channels *channels,
               GError **error)
{
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channels->control) == 0 &&
      pipe2 (channels->output, O_CLOEXEC) == 0 &&
      g_unix_set_fd_nonblocking (channels->control[0], TRUE, NULL) &&
      g_unix_set_fd_nonblocking (channels->output[0], TRUE, NULL))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL,
               _ ("cannot open a channel to a task process: %s"), g_strerror (errno));
  return FALSE;
}

/* Signals back to their defaults: what this process ignores or blocks is not the child's choice. */
static int
spawn_process (const char *executable,
               char **environment,
               const Channels *channels,
               pid_t *pid)
{
  char *argv[] = { (char *) "lectern", (char *) "--task", NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  int result;

  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_adddup2 (&actions, channels->control[1], STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, channels->output[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, channels->output[1], STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np (&actions, STDERR_FILENO + 1);

  sigemptyset (&none);
  sigfillset (&all);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  result = posix_spawn (pid, executable, &actions, &attributes, argv, environment);

  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return result;
}

LecChild *
lec_child_spawn (const char *executable,
                 char **environment,
                 GError **error)
{
  g_auto (Channels) channels = { { -1, -1 }, { -1, -1 } };
  LecChild *self;
  pid_t pid;
  int errnum;

  g_return_val_if_fail (executable != NULL && environment != NULL, NULL);

  if (!channels_open (&channels, error))
    return NULL;
  errnum = spawn_process (executable, environment, &channels, &pid);
  if (errnum != 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL,
                   _ ("cannot start the task process %s: %s"), executable, g_strerror (errnum));
      return NULL;
    }

  self = g_new0 (LecChild, 1);
  self->pid = pid;
  self->control_fd = channels.control[0];
  self->stderr_fd = channels.output[0];
  self->exit_status = -1;
  channels.control[0] = channels.output[0] = -1;
  return self;
}

void
lec_child_free (LecChild *self)
{
  lec_child_kill (self);
  close_fd (&self->control_fd);
  close_fd (&self->stderr_fd);
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

static void
set_limit (pid_t pid,
           __rlimit_resource_t resource,
           guint64 bytes)
{
  struct rlimit limit;

  if (bytes == 0 || prlimit (pid, resource, NULL, &limit) != 0)
    return;

  limit.rlim_cur = MIN (limit.rlim_max, bytes);
  prlimit (pid, resource, &limit, NULL);
}

void
lec_child_limit (LecChild *self,
                 guint64 address_space_bytes,
                 guint64 file_bytes)
{
  set_limit (self->pid, RLIMIT_AS, address_space_bytes);
  set_limit (self->pid, RLIMIT_FSIZE, file_bytes);
}

guint64
lec_child_get_peak_rss (LecChild *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) self->pid);
  g_autofree char *status = NULL;
  const char *line;

  if (self->reaped || !g_file_get_contents (path, &status, NULL, NULL))
    return 0;

  line = strstr (status, "\nVmHWM:");
  return line != NULL ? g_ascii_strtoull (line + strlen ("\nVmHWM:"), NULL, 10) * 1024 : 0;
}

void
lec_child_reset_peak_rss (LecChild *self)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/clear_refs", (int) self->pid);
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  if (fd < 0)
    return;

  /* Where it fails the peak of an earlier task counts: too much, never too little. */
  if (write (fd, "5", 1) != 1)
    g_debug ("cannot reset the peak memory of process %d", (int) self->pid);
  close (fd);
}

gint64
lec_child_get_cpu_us (LecChild *self)
{
  struct timespec time;
  clockid_t clock;

  if (self->reaped)
    return self->final_cpu_us;
  if (clock_getcpuclockid (self->pid, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return 0;

  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gint64
timeval_to_us (const struct timeval *time)
{
  return time->tv_sec * G_USEC_PER_SEC + time->tv_usec;
}

/*
 * What the child has started goes with it. Before the child is reaped, since its number is the
 * group's and may then belong to somebody else.
 */
static void
reap (LecChild *self)
{
  struct rusage usage;
  int status;

  kill (-self->pid, SIGKILL);
  self->reaped = TRUE;
  if (wait4 (self->pid, &status, 0, &usage) == self->pid)
    {
      self->exit_status = status;
      self->final_cpu_us = timeval_to_us (&usage.ru_utime) + timeval_to_us (&usage.ru_stime);
    }

  /* This process gets them when it is a subreaper; they need a moment to die. */
  for (guint i = 0; i < MAX_ORPHAN_WAITS && waitpid (-self->pid, NULL, WNOHANG) >= 0; i++)
    g_usleep (WAIT_STEP_US);
}

static gboolean
try_reap (LecChild *self)
{
  siginfo_t info = { 0 };

  if (self->reaped)
    return TRUE;
  if (waitid (P_PID, (id_t) self->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0)
    return FALSE;

  reap (self);
  return TRUE;
}

gboolean
lec_child_wait (LecChild *self,
                guint timeout_ms)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;

  while (!try_reap (self))
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
  if (self->reaped)
    return;

  kill (-self->pid, SIGKILL);
  if (!lec_child_wait (self, KILL_TIMEOUT_MS))
    g_debug ("process %d does not end", (int) self->pid);
}

int
lec_child_get_exit_status (LecChild *self)
{
  return self->exit_status;
}
