/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Before the first stage runs the process ties its life to its parent's and
 * gives up what it has no use for; the rest is the loop's. Stages run on the
 * main thread.
 */
#include "worker/task-process.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "worker/task-loop.h"

enum
{
  EXIT_OK = 0,
  EXIT_BROKEN = LEC_TASK_LOOP_BROKEN,
  EXIT_USAGE = 2, /* not started by a worker */
};

/* PR_SET_PDEATHSIG comes too late when the parent is gone already. */
static gboolean
tie_to_parent (void)
{
  struct ucred parent = { 0 };
  socklen_t length = sizeof parent;

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  return getsockopt (STDIN_FILENO, SOL_SOCKET, SO_PEERCRED, &parent, &length) == 0 && parent.pid == getppid ();
}

/* Core dumps would hold the user's lecture. A write that fails is to be reported as an error. */
static void
restrict_process (void)
{
  struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

/* Out of reach of a library that reads standard input. */
static int
move_control_channel (void)
{
  int control_fd = fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int null_fd = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  if (null_fd >= 0)
    {
      dup2 (null_fd, STDIN_FILENO);
      close (null_fd);
    }
  return control_fd;
}

int
lec_task_process_main_with (const LecStage *stages,
                            gsize n_stages)
{
  LecTaskLoop *loop = NULL;
  int control_fd = -1;

  if (!tie_to_parent ())
    {
      g_printerr ("%s\n", _ ("lectern: --task is for lectern itself"));
      return EXIT_USAGE;
    }

  restrict_process ();
  control_fd = move_control_channel ();
  if (control_fd < 0)
    return EXIT_BROKEN;

  loop = lec_task_loop_new (LEC_TASK_LOOP_PROCESS, control_fd, stages, n_stages);
  return lec_task_loop_run (loop, NULL) ? EXIT_OK : EXIT_BROKEN;
}

int
lec_task_process_main (void)
{
  gsize n_stages;
  const LecStage *stages = lec_stage_table (&n_stages);

  return lec_task_process_main_with (stages, n_stages);
}
