/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program is in a process group of its own, so that whatever it starts is
 * ended with it, and ends by the kernel's hand when this thread does. All it
 * says goes through one pipe that never fills up; of it only the progress and
 * the last line are kept.
 */
#include "text/whisper-cli.h"

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
#include "text/whisper-output.h"

#define STALL_TIMEOUT_MS (15 * 60 * 1000)
#define POLL_MS          1000
#define END_POLL_MS      20
#define MAX_LINE_BYTES   1024
#define MAX_PIECES       512 /* that are read before anything else is looked at: more than a pipe holds */
#define MAX_SHOWN        200
#define MAX_OUTPUT_BYTES (128 * 1024 * 1024)
#define NICER            10
#define HELP_TIMEOUT_MS  10000
#define MAX_HELP_BYTES   65536
#define PROMPT_OPTION    "--prompt"

typedef struct
{
  GPid pid;
  int output;      /* the pipe's end; -1 when the other one is closed */
  GString *line;   /* the one at work, bounded */
  char *last_line; /* (nullable): that is no progress */
  GString *all;    /* (nullable): what it says, bounded */
  gint64 cpu_us;   /* of the program, when last looked */
  gint64 moved_us; /* when last something moved */
  double fraction; /* told last */
  gint64 stall_us;
  gint64 end_us; /* when it has to be over; 0 for whenever it is */
  LecWhisperProgressFunc func;
  gpointer user_data;
} Run;

static char *
find_program (const char *program)
{
  static const char *const names[] = { "whisper-cli", "whisper-cpp" };
  char *path = NULL;

  if (program != NULL && *program != '\0')
    return g_find_program_in_path (program);
  for (guint i = 0; i < G_N_ELEMENTS (names) && path == NULL; i++)
    path = g_find_program_in_path (names[i]);

  return path;
}

static gboolean
check_model (const char *model,
             GError **error)
{
  g_autofree char *shown = NULL;

  if (model == NULL || *model == '\0')
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                           _ ("no speech model is set: get one for whisper.cpp, ggml-base.bin for example, "
                              "and choose its file"));
      return FALSE;
    }
  if (g_file_test (model, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  shown = g_filename_display_name (model);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the speech model is not there: %s"), shown);
  return FALSE;
}

char *
lec_whisper_cli_find (const LecWhisperSettings *settings,
                      GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  path = find_program (settings->program);
  if (path == NULL)
    {
      g_autofree char *shown = g_filename_display_name (settings->program != NULL ? settings->program : "whisper-cli");

      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                   _ ("%s was not found: install whisper.cpp to have speech written down on this machine"), shown);
      return NULL;
    }

  return check_model (settings->model, error) ? g_steal_pointer (&path) : NULL;
}

/* "pt-BR" is "pt" to the program. */
static char *
dup_language (const char *language)
{
  if (language == NULL || !lec_text_is_language_tag (language))
    return g_strdup ("auto");

  return g_ascii_strdown (language, (gssize) strcspn (language, "-"));
}

/* @takes_prompt: whether the program does. All users of the machine see what it is told. */
static GStrv
make_arguments (const LecWhisperSettings *settings,
                gboolean takes_prompt,
                const char *program,
                const char *audio,
                const char *base)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *language = dup_language (settings->language);

  g_strv_builder_add_many (builder, program, "-m", settings->model, "-f", audio, "-oj", "-ojf", "-pp", "-np", "-l",
                           language, "-of", base, NULL);
  if (settings->n_threads > 0)
    {
      g_autofree char *n_threads = g_strdup_printf ("%u", settings->n_threads);

      g_strv_builder_add_many (builder, "-t", n_threads, NULL);
    }

  if (takes_prompt)
    g_strv_builder_add_many (builder, PROMPT_OPTION, settings->prompt, NULL);

  return g_strv_builder_end (builder);
}

/* Between fork and exec: system calls only. */
static void
child_setup (gpointer user_data)
{
  const struct rlimit limit = { MAX_OUTPUT_BYTES, MAX_OUTPUT_BYTES };

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != (pid_t) GPOINTER_TO_INT (user_data))
    _exit (127);
  setrlimit (RLIMIT_FSIZE, &limit);
  setpriority (PRIO_PROCESS, 0, NICER);
}

static gboolean
start (Run *run,
       GStrv arguments,
       GError **error)
{
  g_autoptr (GError) cause = NULL;
  int ends[2];

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return FALSE;

  g_unix_set_fd_nonblocking (ends[0], TRUE, NULL);
  run->output = ends[0];
  if (g_spawn_async_with_fds (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, child_setup,
                              GINT_TO_POINTER (getpid ()), &run->pid, -1, ends[1], ends[1], &cause))
    {
      g_close (ends[1], NULL);
      return TRUE;
    }

  g_close (ends[1], NULL);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the speech program does not start: %s"), cause->message);
  return FALSE;
}

/* Fit for a one-line message. */
static char *
dup_shown (const char *line)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_SHOWN));
  GString *out = g_string_new (NULL);

  for (const char *c = cut; *c != '\0'; c = g_utf8_next_char (c))
    g_string_append_unichar (out, g_unichar_isprint (g_utf8_get_char (c)) ? g_utf8_get_char (c) : ' ');

  return g_strstrip (g_string_free (out, FALSE));
}

static void
end_line (Run *run)
{
  double fraction = 0;

  if (lec_whisper_output_read_progress (run->line->str, &fraction))
    {
      if (fraction > run->fraction && run->func != NULL)
        run->func (fraction, run->user_data);
      run->fraction = MAX (run->fraction, fraction);
    }
  else if (run->line->str[strspn (run->line->str, " \t")] != '\0')
    {
      g_free (run->last_line);
      run->last_line = dup_shown (run->line->str);
    }
  g_string_truncate (run->line, 0);
}

static void
take_output (Run *run,
             const char *data,
             gsize length)
{
  if (run->all != NULL && run->all->len + length <= MAX_HELP_BYTES)
    g_string_append_len (run->all, data, (gssize) length);
  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n' || data[i] == '\r')
      end_line (run);
    else if (run->line->len < MAX_LINE_BYTES && data[i] != '\0')
      g_string_append_c (run->line, data[i]);
}

static void
read_output (Run *run)
{
  char piece[4096];
  gssize n_read = -1;

  for (guint i = 0; i < MAX_PIECES; i++)
    {
      n_read = read (run->output, piece, sizeof piece);
      if (n_read <= 0)
        break;
      take_output (run, piece, (gsize) n_read);
      run->moved_us = g_get_monotonic_time ();
    }
  if (n_read == 0)
    {
      end_line (run);
      g_close (run->output, NULL);
      run->output = -1;
    }
}

/* A large model says nothing for long, but works. */
static void
look_at_work (Run *run)
{
  struct timespec time;
  clockid_t clock;
  gint64 cpu_us = 0;

  if (clock_getcpuclockid (run->pid, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return;

  cpu_us = time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
  if (cpu_us - run->cpu_us > G_USEC_PER_SEC / 100)
    {
      run->cpu_us = cpu_us;
      run->moved_us = g_get_monotonic_time ();
    }
}

static gboolean
check_goes_on (Run *run,
               GCancellable *cancellable,
               GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  look_at_work (run);
  if (g_get_monotonic_time () - run->moved_us <= run->stall_us &&
      (run->end_us == 0 || g_get_monotonic_time () <= run->end_us))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("the speech program does not get on"));
  return FALSE;
}

static void
wait_for_news (Run *run,
               GCancellable *cancellable)
{
  GPollFD fds[2] = { { .fd = run->output, .events = G_IO_IN | G_IO_HUP } };
  gboolean has_cancel = g_cancellable_make_pollfd (cancellable, &fds[1]);

  /* What it has started may hold the pipe after it has ended, or it may have closed it before. */
  if (run->output >= 0)
    g_poll (fds, has_cancel ? 2 : 1, POLL_MS);
  else
    g_poll (fds + 1, has_cancel ? 1 : 0, END_POLL_MS);
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
  while (!has_ended (run))
    {
      if (!check_goes_on (run, cancellable, error))
        return FALSE;
      wait_for_news (run, cancellable);
      if (run->output >= 0)
        read_output (run);
    }
  if (run->output >= 0)
    read_output (run);

  return TRUE;
}

/* Ends the whole group. Returns: the program's status */
static int
finish (Run *run)
{
  int status = 0;

  kill (-run->pid, SIGKILL);
  /* Not yet in its group. */
  kill (run->pid, SIGKILL);
  while (waitpid (run->pid, &status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (run->pid);

  return status;
}

static gboolean
check_status (const Run *run,
              int status,
              GError **error)
{
  const char *said = run->last_line != NULL ? run->last_line : _ ("it says nothing");

  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return TRUE;

  if (WIFSIGNALED (status))
    /* Translators: the signal's name, and the last line that the program wrote */
    g_set_error (error, LEC_ERROR, LEC_ERROR_CRASHED, _ ("the speech program died (%s): %s"),
                 g_strsignal (WTERMSIG (status)), said);
  else
    /* Translators: the number it ended with, and the last line that the program wrote */
    g_set_error (error, LEC_ERROR, LEC_ERROR_CRASHED, _ ("the speech program failed (%d): %s"), WEXITSTATUS (status),
                 said);
  return FALSE;
}

static gboolean
run_program (Run *run,
             GStrv arguments,
             GCancellable *cancellable,
             GError **error)
{
  gboolean is_done = FALSE;
  int status = 0;

  run->moved_us = g_get_monotonic_time ();
  if (!start (run, arguments, error))
    return FALSE;

  is_done = watch (run, cancellable, error);
  status = finish (run);
  return is_done && check_status (run, status, error);
}

static void
run_clear (Run *run)
{
  if (run->output >= 0)
    g_close (run->output, NULL);
  g_free (run->last_line);
}

/* Whatever else it does when it is asked for help, it is not told what it does not name there. */
static gboolean
takes_prompt (const LecWhisperSettings *settings,
              const char *program,
              GCancellable *cancellable)
{
  const char *const arguments[] = { program, "--help", NULL };
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  Run run = { .output = -1, .line = line, .all = all, .stall_us = G_MAXINT64 };

  if (settings->prompt == NULL || *settings->prompt == '\0')
    return FALSE;

  run.end_us = g_get_monotonic_time () + (gint64) HELP_TIMEOUT_MS * 1000;
  run_program (&run, (GStrv) arguments, cancellable, NULL);
  run_clear (&run);
  return strstr (all->str, PROMPT_OPTION " ") != NULL;
}

/* It may have written anything, or nothing, and ended well. */
static LecTranscript *
read_result (const Run *run,
             const char *path,
             const char *model,
             GError **error)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autofree char *name = g_path_get_basename (model);
  g_autofree char *origin = g_utf8_make_valid (name, -1);
  LecTranscript *transcript = NULL;

  file = g_mapped_file_new (path, FALSE, NULL);
  if (file == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_CRASHED, _ ("the speech program wrote no transcript: %s"),
                   run->last_line != NULL ? run->last_line : _ ("it says nothing"));
      return NULL;
    }

  transcript = lec_whisper_output_parse (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), origin,
                                         error);
  if (transcript == NULL)
    g_prefix_error (error, "%s", _ ("what the speech program wrote cannot be read: "));
  return transcript;
}

/* Returns: (transfer full) (nullable): a folder within @folder */
static char *
make_folder (const char *folder,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, "speech-XXXXXX", NULL);

  if (g_mkdtemp (path) == NULL)
    {
      lec_error_set_from_errno (error, errno, "write", folder);
      return NULL;
    }

  return g_steal_pointer (&path);
}

static LecTranscript *
run_in (const LecWhisperSettings *settings,
        Run *run,
        const char *program,
        const char *audio,
        const char *scratch,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *base = g_build_filename (scratch, "said", NULL);
  g_autofree char *result = g_strconcat (base, ".json", NULL);
  g_auto (GStrv) arguments =
    make_arguments (settings, takes_prompt (settings, program, cancellable), program, audio, base);
  LecTranscript *transcript = NULL;

  if (run_program (run, arguments, cancellable, error))
    transcript = read_result (run, result, settings->model, error);
  g_unlink (result);

  return transcript;
}

LecTranscript *
lec_whisper_cli_run (const LecWhisperSettings *settings,
                     const char *audio,
                     const char *folder,
                     LecWhisperProgressFunc func,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *program = NULL;
  g_autofree char *scratch = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  Run run = { .output = -1, .line = line, .func = func, .user_data = user_data };
  LecTranscript *transcript = NULL;

  g_return_val_if_fail (settings != NULL && audio != NULL && folder != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  program = lec_whisper_cli_find (settings, error);
  scratch = program != NULL ? make_folder (folder, error) : NULL;
  if (scratch == NULL)
    return NULL;

  run.stall_us = (gint64) (settings->stall_timeout_ms > 0 ? settings->stall_timeout_ms : STALL_TIMEOUT_MS) * 1000;
  transcript = run_in (settings, &run, program, audio, scratch, cancellable, error);
  run_clear (&run);
  g_rmdir (scratch);

  return transcript;
}
