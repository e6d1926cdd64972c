/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A seccomp filter that forbids by list. Decoders, GStreamer's plugins and the
 * C library need more system calls than anybody could list for every machine;
 * what an attacker needs next to get out of a decoder is a short list.
 */
#include "worker/sandbox.h"

#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <unistd.h>

/* Calls that start programs, open connections, or act on other processes and the system. */
static const int forbidden_calls[] = {
  SCMP_SYS (execve),
  SCMP_SYS (execveat),
  SCMP_SYS (socket),
  SCMP_SYS (connect),
  SCMP_SYS (bind),
  SCMP_SYS (listen),
  SCMP_SYS (accept),
  SCMP_SYS (accept4),
  /* It can do all of the above. */
  SCMP_SYS (io_uring_setup),
  SCMP_SYS (kill),
  SCMP_SYS (tkill),
  SCMP_SYS (rt_sigqueueinfo),
  SCMP_SYS (rt_tgsigqueueinfo),
  SCMP_SYS (pidfd_open),
  SCMP_SYS (pidfd_getfd),
  SCMP_SYS (pidfd_send_signal),
  SCMP_SYS (process_vm_readv),
  SCMP_SYS (process_vm_writev),
  SCMP_SYS (process_madvise),
  SCMP_SYS (kcmp),
  SCMP_SYS (setns),
  SCMP_SYS (unshare),
  SCMP_SYS (mount),
  SCMP_SYS (umount2),
  SCMP_SYS (pivot_root),
  SCMP_SYS (chroot),
  SCMP_SYS (open_by_handle_at),
  SCMP_SYS (bpf),
  SCMP_SYS (perf_event_open),
  SCMP_SYS (userfaultfd),
  SCMP_SYS (keyctl),
  SCMP_SYS (add_key),
  SCMP_SYS (request_key),
  SCMP_SYS (init_module),
  SCMP_SYS (finit_module),
  SCMP_SYS (delete_module),
  SCMP_SYS (kexec_load),
  SCMP_SYS (kexec_file_load),
  SCMP_SYS (reboot),
  SCMP_SYS (swapon),
  SCMP_SYS (swapoff),
  SCMP_SYS (settimeofday),
  SCMP_SYS (clock_settime),
};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/* The leak check at exit looks at the process from a clone of it. */
#define MAY_FORK 1
#else
#define MAY_FORK 0
#endif

/* What abort() and a process's own limits need stays allowed for the process itself. */
static gboolean
forbid_reaching_out (scmp_filter_ctx filter)
{
  return seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (tgkill), 1,
                           SCMP_A0 (SCMP_CMP_NE, (scmp_datum_t) getpid ())) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (prlimit64), 1, SCMP_A0 (SCMP_CMP_NE, 0)) == 0;
}

/*
 * Threads stay allowed. clone3() hides its flags behind a pointer that a filter cannot follow: the
 * C library takes clone() when it is told that there is no clone3().
 */
static gboolean
forbid_processes (scmp_filter_ctx filter)
{
  if (MAY_FORK)
    return TRUE;

  return seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (fork), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (vfork), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (ptrace), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0 &&
         seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (clone), 1,
                           SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
}

static gboolean
build_filter (scmp_filter_ctx filter)
{
  if (seccomp_attr_set (filter, SCMP_FLTATR_CTL_TSYNC, 1) != 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (forbidden_calls); i++)
    if (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), forbidden_calls[i], 0) != 0)
      return FALSE;

  return forbid_reaching_out (filter) && forbid_processes (filter);
}

gboolean
lec_sandbox_enter (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);
  gboolean entered;

  if (filter == NULL)
    return FALSE;

  entered = build_filter (filter) && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return entered;
}
