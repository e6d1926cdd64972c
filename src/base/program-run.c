/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread does it all: it reads what comes through two pipes, which never fill up therefore, and
 * looks each second whether there is a reason to end it.
 */
#include "base/program-run.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/secret-mask.h"

#define POLL_MS         1000
#define END_POLL_MS     20
#define MAX_LINE_BYTES  2048
#define MAX_PIECES      32 /* that are read before anything else is looked at: more than a pipe holds */
#define MAX_SHOWN       200
#define MAX_INPUT_BYTES 65536
#define WORK_US         (G_USEC_PER_SEC / 100)

enum
{
  OUT,
  ERR,
  N_ENDS
};

typedef struct
{
  const LecProgramPlan *plan;
  LecProgramEnd *end;
  GPid parent;
  GPid pid;
  int ends[N_ENDS];       /* of its standard output and error; -1 when closed */
  GString *lines[N_ENDS]; /* the ones at work, bounded */
  gboolean is_too_much;
  gint64 begun_us;
  gint64 moved_us; /* when last something moved */
  gint64 cpu_us;   /* of the program, when last looked */
} Run;

void
lec_program_end_clear (LecProgramEnd *self)
{
  if (self->output != NULL)
    g_string_free (g_steal_pointer (&self->output), TRUE);
  g_clear_pointer (&self->last_line, g_free);
}

gboolean
lec_program_end_is_success (const LecProgramEnd *self)
{
  return WIFEXITED (self->status) && WEXITSTATUS (self->status) == 0;
}

char *
lec_program_end_describe (const LecProgramEnd *self,
                          const LecProgramPlan *plan)
{
  const char *said = self->last_line != NULL ? self->last_line : _ ("it says nothing");

  if (WIFSIGNALED (self->status))
    /* Translators: a program, the signal's name, and the last line that the program wrote */
    return g_strdup_printf (_ ("%s died (%s): %s"), plan->name, g_strsignal (WTERMSIG (self->status)), said);

  /* Translators: a program, the number it ended with, and the last line that the program wrote */
  return g_strdup_printf (_ ("%s failed (%d): %s"), plan->name, WEXITSTATUS (self->status), said);
}

/* --- What it says --- */

/* Fit for a one-line message. */
static char *
dup_shown (const char *line)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);
  g_autofree char *masked = lec_secret_mask (valid);
  g_autofree char *cut = g_utf8_substring (masked, 0, MIN (g_utf8_strlen (masked, -1), MAX_SHOWN));
  GString *out = g_string_new (NULL);

  for (const char *c = cut; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (out, g_unichar_isprint (g_utf8_get_char (c)) ? g_utf8_get_char (c) : ' ');

  return g_strstrip (g_string_free (out, FALSE));
}

static void
end_line (Run *run,
          int which)
{
  const LecProgramPlan *plan = run->plan;
  GString *line = run->lines[which];
  gboolean is_taken = plan->take_line != NULL && plan->take_line (line->str, plan->user_data);

  if (!is_taken && line->str[strspn (line->str, " \t")] != '\0')
    {
      g_free (run->end->last_line);
      run->end->last_line = dup_shown (line->str);
    }
  g_string_truncate (line, 0);
}

static void
keep_output (Run *run,
             const char *data,
             gsize length)
{
  GString *output = run->end->output;

  run->is_too_much = run->is_too_much || length > run->plan->max_output_bytes - output->len;
  if (!run->is_too_much)
    g_string_append_len (output, data, (gssize) length);
}

static void
take_output (Run *run,
             int which,
             const char *data,
             gsize length)
{
  GString *line = run->lines[which];

  if (which == OUT && run->end->output != NULL)
    keep_output (run, data, length);
  if (which == OUT && !run->plan->is_output_lines)
    return;

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n' || data[i] == '\r')
      end_line (run, which);
    else if (line->len < MAX_LINE_BYTES && data[i] != '\0')
      g_string_append_c (line, data[i]);
}

static void
read_end (Run *run,
          int which)
{
  char piece[65536];
  gssize n_read = -1;

  for (guint i = 0; i < MAX_PIECES && run->ends[which] >= 0 && !run->is_too_much; i++)
    {
      n_read = read (run->ends[which], piece, sizeof piece);
      if (n_read <= 0)
        break;
      take_output (run, which, piece, (gsize) n_read);
      run->moved_us = g_get_monotonic_time ();
    }
  if (n_read == 0)
    {
      if (run->lines[which]->len > 0)
        end_line (run, which);
      g_close (run->ends[which], NULL);
      run->ends[which] = -1;
    }
}

/* --- The process --- */

/* Between fork and exec: system calls only. */
static void
child_setup (gpointer user_data)
{
  const Run *run = user_data;
  const rlim_t max_bytes = (rlim_t) run->plan->max_file_bytes;
  const struct rlimit limit = { max_bytes, max_bytes };

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != run->parent)
    _exit (127);
  setrlimit (RLIMIT_FSIZE, &limit);
  /* What is ignored here would be there, too. */
  signal (SIGXFSZ, SIG_DFL);
  setpriority (PRIO_PROCESS, 0, getpriority (PRIO_PROCESS, 0) + run->plan->nicer);
}

/* It fits into a pipe, so that nobody has to read for it to be written. Returns: its end; or -1 */
static int
open_input (const char *input,
            GError **error)
{
  gsize length = strlen (input);
  int ends[2] = { -1, -1 };
  gssize n_written = 0;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return -1;

  do
    n_written = length < MAX_INPUT_BYTES ? write (ends[1], input, length) : -1;
  while (n_written < 0 && length < MAX_INPUT_BYTES && errno == EINTR);
  g_close (ends[1], NULL);
  if (n_written == (gssize) length)
    return ends[0];

  g_close (ends[0], NULL);
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the program cannot be told what to do"));
  return -1;
}

/* @theirs: of the pipe, what the program gets. Returns: whether there is one */
static gboolean
open_output (Run *run,
             int which,
             int *theirs,
             GError **error)
{
  int ends[2] = { -1, -1 };

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return FALSE;

  run->ends[which] = ends[0];
  *theirs = ends[1];
  return g_unix_set_fd_nonblocking (ends[0], TRUE, error);
}

/* @ends: its standard input, output and error */
static gboolean
spawn (Run *run,
       const int *ends,
       GError **error)
{
  g_autoptr (GError) cause = NULL;

  run->parent = getpid ();
  if (g_spawn_async_with_fds (NULL, (char **) run->plan->arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, child_setup, run,
                              &run->pid, ends[0], ends[1], ends[2], &cause))
    return TRUE;

  /* Translators: a program, and why */
  g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("%s does not start: %s"), run->plan->name, cause->message);
  return FALSE;
}

static gboolean
start (Run *run,
       GError **error)
{
  const char *input = run->plan->input;
  int ends[] = { -1, -1, -1 };
  gboolean is_started = (input == NULL || (ends[0] = open_input (input, error)) >= 0) &&
                        open_output (run, OUT, &ends[1], error) && open_output (run, ERR, &ends[2], error) &&
                        spawn (run, ends, error);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] >= 0)
      g_close (ends[i], NULL);
  return is_started;
}

/* What thinks for long says nothing, but works. */
static void
look_at_work (Run *run)
{
  struct timespec time;
  clockid_t clock;
  gint64 cpu_us = 0;

  if (!run->plan->counts_work || clock_getcpuclockid (run->pid, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return;

  cpu_us = time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
  if (cpu_us - run->cpu_us > WORK_US)
    {
      run->cpu_us = cpu_us;
      run->moved_us = g_get_monotonic_time ();
    }
}

static gboolean
is_late (const Run *run)
{
  const LecProgramPlan *plan = run->plan;
  gint64 now_us = g_get_monotonic_time ();

  return (plan->stall_us > 0 && now_us - run->moved_us > plan->stall_us) ||
         (plan->time_us > 0 && now_us - run->begun_us > plan->time_us);
}

static gboolean
check_goes_on (Run *run,
               GCancellable *cancellable,
               GError **error)
{
  const LecProgramPlan *plan = run->plan;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  look_at_work (run);
  if (run->is_too_much)
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("%s says more than it may"), plan->name);
  else if (is_late (run))
    g_set_error (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("%s does not get on"), plan->name);
  else
    return plan->look == NULL || plan->look (plan->user_data, error);

  return FALSE;
}

static void
wait_for_news (const Run *run,
               GCancellable *cancellable)
{
  GPollFD fds[N_ENDS + 1];
  guint n_fds = 0;
  gboolean has_cancel = FALSE;

  for (int i = 0; i < N_ENDS; i++)
    if (run->ends[i] >= 0)
      fds[n_fds++] = (GPollFD){ .fd = run->ends[i], .events = G_IO_IN | G_IO_HUP };
  has_cancel = g_cancellable_make_pollfd (cancellable, &fds[n_fds]);
  /* What it has started may hold the pipes after its end, or it may have closed them before. */
  g_poll (fds, n_fds + (has_cancel ? 1 : 0), n_fds == N_ENDS ? POLL_MS : END_POLL_MS);
  if (has_cancel)
    g_cancellable_release_fd (cancellable);
}

/* Without reaping it: its number is the group's. */
static gboolean
has_ended (const Run *run)
{
  siginfo_t info = { 0 };

  return waitid (P_PID, (id_t) run->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == run->pid;
}

static gboolean
watch (Run *run,
       GCancellable *cancellable,
       GError **error)
{
  gboolean is_over = FALSE;

  while (!is_over)
    {
      /* What it has said before its end is read. */
      is_over = has_ended (run);
      read_end (run, OUT);
      read_end (run, ERR);
      if (!check_goes_on (run, cancellable, error))
        return FALSE;
      if (!is_over)
        wait_for_news (run, cancellable);
    }

  return TRUE;
}

/* Ends the whole group. */
static void
finish (Run *run)
{
  kill (-run->pid, SIGKILL);
  /* Not yet in its group. */
  kill (run->pid, SIGKILL);
  while (waitpid (run->pid, &run->end->status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (run->pid);
}

gboolean
lec_program_run (const LecProgramPlan *plan,
                 LecProgramEnd *end,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) err = g_string_new (NULL);
  Run run = { .plan = plan, .end = end, .ends = { -1, -1 }, .lines = { out, err } };
  gboolean is_done = FALSE;

  g_return_val_if_fail (plan != NULL && plan->name != NULL && plan->arguments != NULL && end != NULL, FALSE);
  g_return_val_if_fail (plan->max_file_bytes > 0, FALSE);

  if (plan->max_output_bytes > 0)
    end->output = g_string_new (NULL);
  run.begun_us = run.moved_us = g_get_monotonic_time ();
  if (start (&run, error))
    {
      is_done = watch (&run, cancellable, error);
      finish (&run);
    }
  for (int i = 0; i < N_ENDS; i++)
    if (run.ends[i] >= 0)
      g_close (run.ends[i], NULL);

  return is_done;
}
