/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a process in the sandbox can no longer do, and what it still can. Each
 * case is a process of its own: there is no way back.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "worker/sandbox.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MAY_FORK 1
#else
#define MAY_FORK 0
#endif

static void
enter (void)
{
  if (!lec_sandbox_enter ())
    _exit (77);
}

/* Runs @func in a child. */
static void
assert_in_sandbox (gboolean (*func) (void))
{
  pid_t pid = fork ();
  int status = 0;

  if (pid == 0)
    {
      enter ();
      _exit (func () ? 0 : 1);
    }

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("this system has no filter of system calls");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static gboolean
cannot_run_programs (void)
{
  char *argv[] = { (char *) "true", NULL };

  execv ("/bin/true", argv);
  return errno == EPERM;
}

/* By its number, as shellcode would. */
static gboolean
cannot_run_programs_by_number (void)
{
  char *argv[] = { (char *) "true", NULL };

  return syscall (SYS_execve, "/bin/true", argv, NULL) == -1 && errno == EPERM &&
         syscall (SYS_execveat, -1, "/bin/true", argv, NULL, 0) == -1 && errno == EPERM;
}

static gboolean
cannot_fork (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  return pid < 0 || MAY_FORK;
}

static gboolean
cannot_spawn (void)
{
  char *argv[] = { (char *) "true", NULL };
  pid_t pid = 0;

  return posix_spawn (&pid, "/bin/true", NULL, NULL, argv, NULL) != 0;
}

static gboolean
cannot_open_sockets (void)
{
  static const int families[] = { AF_INET, AF_INET6, AF_UNIX, AF_NETLINK };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (socket (families[i], SOCK_STREAM, 0) >= 0 || errno != EPERM)
      return FALSE;

  return TRUE;
}

static gboolean
cannot_signal (void)
{
  return kill (getppid (), 0) == -1 && errno == EPERM;
}

static gboolean
cannot_signal_otherwise (void)
{
  pid_t parent = getppid ();

  return syscall (SYS_tkill, parent, 0) == -1 && errno == EPERM &&
         syscall (SYS_tgkill, parent, parent, 0) == -1 && errno == EPERM &&
         syscall (SYS_rt_sigqueueinfo, parent, 0, NULL) == -1 && errno == EPERM;
}

static gboolean
cannot_limit_others (void)
{
  struct rlimit limit = { 1, 1 };

  return prlimit (getppid (), RLIMIT_CPU, &limit, NULL) == -1 && errno == EPERM &&
         prlimit (0, RLIMIT_CPU, NULL, &limit) == 0;
}

static gboolean
cannot_change_the_system (void)
{
  return syscall (SYS_mount, "none", "/", "tmpfs", 0, NULL) == -1 && errno == EPERM &&
         syscall (SYS_unshare, 0) == -1 && errno == EPERM &&
         syscall (SYS_io_uring_setup, 1, NULL) == -1 && errno == EPERM &&
         syscall (SYS_bpf, 0, NULL, 0) == -1 && errno == EPERM;
}

static gpointer
return_data (gpointer data)
{
  return data;
}

/* Decoders need all of these. */
static gboolean
can_work (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GThread) thread = g_thread_new ("worker", return_data, GINT_TO_POINTER (1));
  void *memory = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int fd = g_file_open_tmp ("lectern-sandbox-XXXXXX", &path, NULL);
  gboolean wrote = fd >= 0 && write (fd, "x", 1) == 1;

  g_unlink (path);
  return g_thread_join (g_steal_pointer (&thread)) != NULL && memory != MAP_FAILED && wrote;
}

/* Its own abort() must still end it: a failed assertion is a crash, no hang. */
static void
test_can_die (void)
{
  pid_t pid = fork ();
  int status = 0;

  if (pid == 0)
    {
      enter ();
      abort ();
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 77);
}

static gpointer
try_exec (gpointer data)
{
  return GINT_TO_POINTER (cannot_run_programs ());
}

static gpointer
wait_then_try_exec (gpointer data)
{
  g_mutex_lock (data);
  return try_exec (NULL);
}

/* Also threads that were there before, as the one that reads the tasks. */
static gboolean
run_in_older_thread (GMutex *gate)
{
  g_autoptr (GThread) thread = g_thread_new ("older", wait_then_try_exec, gate);

  enter ();
  g_mutex_unlock (gate);
  return g_thread_join (g_steal_pointer (&thread)) != NULL;
}

static void
test_older_threads (void)
{
  pid_t pid = fork ();
  int status = 0;

  if (pid == 0)
    {
      GMutex gate;

      g_mutex_init (&gate);
      g_mutex_lock (&gate);
      _exit (run_in_older_thread (&gate) ? 0 : 1);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_true (WEXITSTATUS (status) == 0 || WEXITSTATUS (status) == 77);
}

typedef struct
{
  const char *path;
  gboolean (*func) (void);
} Case;

static void
run_case (gconstpointer data)
{
  const Case *test = data;

  assert_in_sandbox (test->func);
}

int
main (int argc, char *argv[])
{
  static const Case cases[] = {
    { "/sandbox/cannot-run-programs", cannot_run_programs },
    { "/sandbox/cannot-run-programs-by-number", cannot_run_programs_by_number },
    { "/sandbox/cannot-fork", cannot_fork },
    { "/sandbox/cannot-spawn", cannot_spawn },
    { "/sandbox/cannot-open-sockets", cannot_open_sockets },
    { "/sandbox/cannot-signal", cannot_signal },
    { "/sandbox/cannot-signal-otherwise", cannot_signal_otherwise },
    { "/sandbox/cannot-limit-others", cannot_limit_others },
    { "/sandbox/cannot-change-the-system", cannot_change_the_system },
    { "/sandbox/can-work", can_work },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], run_case);
  g_test_add_func ("/sandbox/can-die", test_can_die);
  g_test_add_func ("/sandbox/older-threads", test_older_threads);
  return g_test_run ();
}
