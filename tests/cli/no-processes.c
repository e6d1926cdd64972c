/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: no-processes [--beside] ERRNO PROGRAM [ARGUMENT…]
 *
 * Runs a program that can start no other, as in a container that forbids it, or where there are too
 * many: threads are all that is left. ERRNO is what it is told, as a number. --beside: it has
 * started one already, which goes with it.
 */
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* clone3() hides its flags behind a pointer: the C library takes clone() when there is none. */
static int
forbid (scmp_filter_ctx filter,
        unsigned int errnum)
{
  return seccomp_rule_add (filter, SCMP_ACT_ERRNO (errnum), SCMP_SYS (fork), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (errnum), SCMP_SYS (vfork), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (errnum), SCMP_SYS (clone), 1,
                           SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0 &&
         seccomp_load (filter) == 0;
}

static void
start_one (void)
{
  if (fork () != 0)
    return;

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  /* Nobody waits for what it might print. */
  close (STDOUT_FILENO);
  close (STDERR_FILENO);
  sleep (60);
  _exit (0);
}

int
main (int argc,
      char *argv[])
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  if (argc > 1 && strcmp (argv[1], "--beside") == 0)
    {
      start_one ();
      argc--;
      argv++;
    }
  if (argc < 3 || filter == NULL || !forbid (filter, (unsigned int) atoi (argv[1])))
    {
      fprintf (stderr, "no-processes: there is no filter for system calls here\n");
      return 125;
    }

  execv (argv[2], argv + 2);
  perror (argv[2]);
  return 126;
}
