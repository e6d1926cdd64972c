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
#include "worker/child-private.h"

#define ORPHAN_WAIT_US   2000
#define NICER            10
#define MAX_ORPHAN_WAITS 50

typedef struct
{
  LecChild child;
  pid_t pid;
  gint64 final_cpu_us;
} Process;

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

static void
limit_process (LecChild *child,
               guint64 address_space_bytes,
               guint64 file_bytes)
{
  pid_t pid = ((Process *) child)->pid;

  set_limit (pid, RLIMIT_AS, address_space_bytes);
  set_limit (pid, RLIMIT_FSIZE, file_bytes);
}

static guint64
read_peak_rss (LecChild *child)
{
  Process *self = (Process *) child;
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) self->pid);
  g_autofree char *status = NULL;
  const char *line;

  if (child->has_ended || !g_file_get_contents (path, &status, NULL, NULL))
    return 0;

  line = strstr (status, "\nVmHWM:");
  return line != NULL ? g_ascii_strtoull (line + strlen ("\nVmHWM:"), NULL, 10) * 1024 : 0;
}

static void
reset_peak_rss (LecChild *child)
{
  Process *self = (Process *) child;
  g_autofree char *path = g_strdup_printf ("/proc/%d/clear_refs", (int) self->pid);
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  if (fd < 0)
    return;

  /* Where it fails the peak of an earlier task counts: too much, never too little. */
  if (write (fd, "5", 1) != 1)
    g_debug ("cannot reset the peak memory of process %d", (int) self->pid);
  close (fd);
}

static gint64
get_cpu_us (LecChild *child)
{
  Process *self = (Process *) child;
  struct timespec time;
  clockid_t clock;

  if (child->has_ended)
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
reap (Process *self)
{
  struct rusage usage;
  int status;

  kill (-self->pid, SIGKILL);
  self->child.has_ended = TRUE;
  if (wait4 (self->pid, &status, 0, &usage) == self->pid)
    {
      self->child.exit_status = status;
      self->final_cpu_us = timeval_to_us (&usage.ru_utime) + timeval_to_us (&usage.ru_stime);
    }

  /* This process gets them when it is a subreaper; they need a moment to die. */
  for (guint i = 0; i < MAX_ORPHAN_WAITS && waitpid (-self->pid, NULL, WNOHANG) >= 0; i++)
    g_usleep (ORPHAN_WAIT_US);
}

static gboolean
try_reap (LecChild *child)
{
  Process *self = (Process *) child;
  siginfo_t info = { 0 };

  if (waitid (P_PID, (id_t) self->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0)
    return FALSE;

  reap (self);
  return TRUE;
}

static void
kill_process (LecChild *child)
{
  kill (-((Process *) child)->pid, SIGKILL);
}

static const LecChildKind kind = {
  .try_reap = try_reap,
  .kill = kill_process,
  .limit = limit_process,
  .get_peak_rss = read_peak_rss,
  .reset_peak_rss = reset_peak_rss,
  .get_cpu_us = get_cpu_us,
};

LecChild *
lec_child_spawn (const char *executable,
                 char **environment,
                 int *errnum,
                 GError **error)
{
  g_auto (Channels) channels = { { -1, -1 }, { -1, -1 } };
  Process *self;
  pid_t pid;

  g_return_val_if_fail (executable != NULL && environment != NULL && errnum != NULL, NULL);

  *errnum = 0;
  if (!channels_open (&channels, error))
    return NULL;
  *errnum = spawn_process (executable, environment, &channels, &pid);
  if (*errnum != 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL,
                   _ ("cannot start the task process %s: %s"), executable, g_strerror (*errnum));
      return NULL;
    }

  /* Whoever waits for an answer of this machine comes first: a window, a server. */
  setpriority (PRIO_PGRP, (id_t) pid, getpriority (PRIO_PROCESS, 0) + NICER);
  self = g_new0 (Process, 1);
  self->child = (LecChild){ &kind, channels.control[0], channels.output[0], -1, FALSE, FALSE };
  self->pid = pid;
  channels.control[0] = channels.output[0] = -1;
  return &self->child;
}
