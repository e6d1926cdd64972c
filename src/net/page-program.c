/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program is in a process group of its own, so that whatever it starts is
 * ended with it, and ends by the kernel's hand when this thread does. It gets no
 * shell and no settings of the user's. The address, which may have a secret in
 * it, is on its standard input: what is on a command line all users can read. Of
 * what it says on standard error the last line is kept.
 */
#include "net/page-program.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/secret-mask.h"
#include "net/disk-room.h"
#include "net/link-name.h"

#define PROGRAM           "yt-dlp"
#define STALL_TIMEOUT_MS  (3 * 60 * 1000)
#define POLL_MS           1000
#define END_POLL_MS       20
#define MAX_LINE_BYTES    2048
#define MAX_ADDRESS_BYTES 16384 /* less than a pipe holds */
#define MAX_PIECES        32    /* that are read before anything else is looked at: more than a pipe holds */
#define MAX_SHOWN         200
#define PROGRESS_PREFIX   "lectern "
#define FOLDER_SUFFIX     ".page"
#define FORMAT            "bv*[height<=1080]+ba/b[height<=1080]/b"
#define FORMAT_OF_ONE     "b[height<=1080]/b"

static const char progress_template[] = "download:lectern %(progress.downloaded_bytes)s"
                                        " %(progress.total_bytes)s %(progress.total_bytes_estimate)s";

typedef struct
{
  GPid pid;
  const char *address;
  int ends[2];       /* of its standard output and error; -1 when closed */
  GString *lines[2]; /* the ones at work, bounded */
  GString *said;     /* (nullable): all of its output, bounded */
  gboolean is_too_much;
  char *last_line; /* (nullable): that it complained with */
  gint64 moved_us;
  gint64 max_bytes;   /* of a file */
  const char *folder; /* (nullable): that it writes to */
  gint64 spare_bytes; /* that have to stay free there */
  LecPageProgramFunc func;
  gpointer user_data;
} Run;

char *
lec_page_program_find (GError **error)
{
  char *path = g_find_program_in_path (PROGRAM);

  if (path == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED,
                         _ ("this is a page of the web: install yt-dlp to have the videos on it"));
  return path;
}

gboolean
lec_page_program_read_progress (const char *line,
                                gint64 *done_bytes,
                                gint64 *size_bytes)
{
  g_auto (GStrv) words = NULL;
  gint64 values[3] = { -1, -1, -1 };

  g_return_val_if_fail (line != NULL && done_bytes != NULL && size_bytes != NULL, FALSE);

  if (!g_str_has_prefix (line, PROGRESS_PREFIX))
    return FALSE;

  /* Estimates have a point, and what it does not know is "NA". */
  words = g_strsplit (line + strlen (PROGRESS_PREFIX), " ", 4);
  for (gsize i = 0; i < G_N_ELEMENTS (values) && words[i] != NULL; i++)
    if (g_ascii_isdigit (words[i][0]))
      values[i] = g_ascii_strtoll (words[i], NULL, 10);
  if (values[0] < 0)
    return FALSE;

  *done_bytes = values[0];
  *size_bytes = values[1] >= 0 ? values[1] : values[2];
  return TRUE;
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
  GString *line = run->lines[which];
  gint64 done_bytes = 0, size_bytes = -1;

  if (lec_page_program_read_progress (line->str, &done_bytes, &size_bytes))
    {
      if (run->func != NULL)
        run->func (done_bytes, size_bytes, run->user_data);
    }
  else if (which == 1 && line->str[strspn (line->str, " \t")] != '\0')
    {
      g_free (run->last_line);
      run->last_line = dup_shown (line->str);
    }
  g_string_truncate (line, 0);
}

static void
take_output (Run *run,
             int which,
             const char *data,
             gsize length)
{
  if (which == 0 && run->said != NULL)
    {
      run->is_too_much = run->is_too_much || run->said->len + length > LEC_PAGE_LISTING_MAX_BYTES;
      if (!run->is_too_much)
        g_string_append_len (run->said, data, (gssize) length);
      return;
    }
  for (gsize i = 0; i < length; i++)
    if (data[i] == '\n' || data[i] == '\r')
      end_line (run, which);
    else if (run->lines[which]->len < MAX_LINE_BYTES && data[i] != '\0')
      g_string_append_c (run->lines[which], data[i]);
}

static void
read_end (Run *run,
          int which)
{
  char piece[65536];
  gssize n_read = -1;

  for (guint i = 0; i < MAX_PIECES; i++)
    {
      n_read = run->ends[which] >= 0 ? read (run->ends[which], piece, sizeof piece) : -1;
      if (n_read <= 0)
        break;
      take_output (run, which, piece, (gsize) n_read);
      run->moved_us = g_get_monotonic_time ();
      if (run->is_too_much)
        return;
    }
  if (run->ends[which] >= 0 && n_read == 0)
    {
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
  const struct rlimit limit = { (rlim_t) run->max_bytes, (rlim_t) run->max_bytes };

  setpgid (0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setrlimit (RLIMIT_FSIZE, &limit);
}

/* It is one line of a list, which must be no comment, nor two lines. */
static gboolean
check_address (const char *address,
               GError **error)
{
  gsize length = strlen (address);
  gboolean is_web = lec_link_name_is_address (address);

  for (const char *c = address; is_web && *c != '\0'; c++)
    is_web = !g_ascii_isspace (*c) && !g_ascii_iscntrl (*c);
  if (is_web && length <= MAX_ADDRESS_BYTES)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("this is no address of a page of the web"));
  return FALSE;
}

/* It fits into a pipe, so that nobody has to read for it to be written. Returns: its end; or -1 */
static int
open_input (const char *address,
            GError **error)
{
  g_autofree char *line = g_strconcat (address, "\n", NULL);
  gsize length = strlen (line);
  int in[2] = { -1, -1 };
  gssize n_written = 0;

  if (!check_address (address, error) || !g_unix_open_pipe (in, FD_CLOEXEC, error))
    return -1;

  do
    n_written = write (in[1], line, length);
  while (n_written < 0 && errno == EINTR);
  g_close (in[1], NULL);
  if (n_written == (gssize) length)
    return in[0];

  g_close (in[0], NULL);
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("yt-dlp cannot be told the address"));
  return -1;
}

static gboolean
start (Run *run,
       const char *const *arguments,
       GError **error)
{
  int out[2] = { -1, -1 }, err[2] = { -1, -1 };
  int in = open_input (run->address, error);
  g_autoptr (GError) cause = NULL;
  gboolean is_started = FALSE;

  if (in < 0)
    return FALSE;
  if (!g_unix_open_pipe (out, FD_CLOEXEC, error))
    {
      g_close (in, NULL);
      return FALSE;
    }
  if (!g_unix_open_pipe (err, FD_CLOEXEC, error))
    {
      g_close (in, NULL);
      g_close (out[0], NULL);
      g_close (out[1], NULL);
      return FALSE;
    }

  g_unix_set_fd_nonblocking (out[0], TRUE, NULL);
  g_unix_set_fd_nonblocking (err[0], TRUE, NULL);
  run->ends[0] = out[0];
  run->ends[1] = err[0];
  is_started = g_spawn_async_with_fds (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, child_setup, run,
                                       &run->pid, in, out[1], err[1], &cause);
  g_close (in, NULL);
  g_close (out[1], NULL);
  g_close (err[1], NULL);
  if (!is_started)
    g_set_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("yt-dlp does not start: %s"), cause->message);
  return is_started;
}

static gboolean
check_goes_on (const Run *run,
               GCancellable *cancellable,
               GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (run->is_too_much)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("yt-dlp says more of the page than it may"));
  else if (g_get_monotonic_time () - run->moved_us > (gint64) STALL_TIMEOUT_MS * 1000)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_STALLED, _ ("yt-dlp does not get on"));
  else
    return run->folder == NULL || lec_disk_room_check (run->folder, 0, run->spare_bytes, error);

  return FALSE;
}

static void
wait_for_news (const Run *run,
               GCancellable *cancellable)
{
  GPollFD fds[3];
  guint n_fds = 0;
  gboolean has_cancel = FALSE;

  for (int i = 0; i < 2; i++)
    if (run->ends[i] >= 0)
      fds[n_fds++] = (GPollFD){ .fd = run->ends[i], .events = G_IO_IN | G_IO_HUP };
  has_cancel = g_cancellable_make_pollfd (cancellable, &fds[n_fds]);
  /* What it has started may hold the pipes after its end, or it may have closed them before. */
  g_poll (fds, n_fds + (has_cancel ? 1 : 0), n_fds == 2 ? POLL_MS : END_POLL_MS);
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
      read_end (run, 0);
      read_end (run, 1);
      if (!check_goes_on (run, cancellable, error))
        return FALSE;
      if (!is_over)
        wait_for_news (run, cancellable);
    }

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

  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGXFSZ)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("the video is larger than it may be"));
  else
    /* Translators: the last line that the program yt-dlp wrote */
    g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("yt-dlp failed: %s"), said);
  return FALSE;
}

/* @said: (nullable): gets its output */
static gboolean
run_program (Run *run,
             const char *const *arguments,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) err = g_string_new (NULL);
  gboolean is_done = FALSE;
  int status = 0;

  run->ends[0] = run->ends[1] = -1;
  run->lines[0] = out;
  run->lines[1] = err;
  run->moved_us = g_get_monotonic_time ();
  if (start (run, arguments, error))
    {
      is_done = watch (run, cancellable, error);
      status = finish (run);
      is_done = is_done && check_status (run, status, error);
    }
  for (int i = 0; i < 2; i++)
    if (run->ends[i] >= 0)
      g_close (run->ends[i], NULL);
  g_clear_pointer (&run->last_line, g_free);

  return is_done;
}

/* --- Its two uses --- */

LecPageListing *
lec_page_program_list (const char *program,
                       const char *address,
                       GCancellable *cancellable,
                       GError **error)
{
  const char *const arguments[] = { program,
                                    "--ignore-config",
                                    "--no-warnings",
                                    "--socket-timeout",
                                    "30",
                                    "--flat-playlist",
                                    "--dump-single-json",
                                    "--batch-file",
                                    "-",
                                    NULL };
  g_autoptr (GString) said = g_string_new (NULL);
  Run run = { .address = address, .said = said, .max_bytes = LEC_PAGE_LISTING_MAX_BYTES };

  g_return_val_if_fail (program != NULL && address != NULL, NULL);

  if (!run_program (&run, arguments, cancellable, error))
    return NULL;

  return lec_page_listing_parse (said->str, said->len, address, error);
}

/* Of what is left there: the video, and not a part of one. Returns: (transfer full) (nullable) */
static char *
find_result (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  char *found = NULL;
  gint64 largest = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf facts = { 0 };

      if (g_str_has_suffix (name, ".part") || g_str_has_suffix (name, ".ytdl") || g_lstat (path, &facts) != 0 ||
          !S_ISREG (facts.st_mode) || facts.st_size <= largest)
        continue;
      largest = facts.st_size;
      g_free (found);
      found = g_steal_pointer (&path);
    }

  return found;
}

static gboolean
take_result (const char *folder,
             const char *path,
             GError **error)
{
  g_autofree char *found = find_result (folder);
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  if (found == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("yt-dlp has brought no video"));
      return FALSE;
    }
  if (g_rename (found, path) != 0)
    {
      lec_error_set_from_errno (error, errno, "write", path);
      return FALSE;
    }

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *rest = g_build_filename (folder, name, NULL);

      g_unlink (rest);
    }
  g_rmdir (folder);
  return TRUE;
}

gboolean
lec_page_program_fetch (const char *program,
                        const char *address,
                        const char *path,
                        const LecPageProgramLimits *limits,
                        LecPageProgramFunc func,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *folder = g_strconcat (path, FOLDER_SUFFIX, NULL);
  g_autofree char *joiner = g_find_program_in_path ("ffmpeg");
  const char *const arguments[] = { program,
                                    "--ignore-config",
                                    "--no-warnings",
                                    "--no-playlist",
                                    "--socket-timeout",
                                    "30",
                                    "--format",
                                    joiner != NULL ? FORMAT : FORMAT_OF_ONE,
                                    "--merge-output-format",
                                    "mkv",
                                    "--continue",
                                    "--no-mtime",
                                    "--newline",
                                    "--progress",
                                    "--progress-template",
                                    progress_template,
                                    "--paths",
                                    folder,
                                    "--output",
                                    "video.%(ext)s",
                                    "--batch-file",
                                    "-",
                                    NULL };
  Run run = { .address = address, .folder = folder, .func = func, .user_data = user_data };

  g_return_val_if_fail (program != NULL && address != NULL && path != NULL && limits != NULL, FALSE);
  g_return_val_if_fail (limits->max_bytes > 0 && limits->spare_bytes > 0, FALSE);

  run.max_bytes = limits->max_bytes;
  run.spare_bytes = limits->spare_bytes;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", folder);
      return FALSE;
    }

  return run_program (&run, arguments, cancellable, error) && take_result (folder, path, error);
}
