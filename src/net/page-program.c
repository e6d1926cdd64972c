/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program gets no settings of the user's. The address, which may have a secret
 * in it, is on its standard input: what is on a command line all users can read.
 */
#include "net/page-program.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/error.h"
#include "base/program-run.h"
#include "net/disk-room.h"
#include "net/link-name.h"

#define PROGRAM           "yt-dlp"
#define STALL_TIMEOUT_US  (3 * 60 * G_USEC_PER_SEC)
#define MAX_ADDRESS_BYTES 16384 /* less than a pipe holds */
#define PROGRESS_PREFIX   "lectern "
#define FOLDER_SUFFIX     ".page"
#define FORMAT            "bv*[height<=1080]+ba/b[height<=1080]/b"
#define FORMAT_OF_ONE     "b[height<=1080]/b"

static const char progress_template[] = "download:lectern %(progress.downloaded_bytes)s"
                                        " %(progress.total_bytes)s %(progress.total_bytes_estimate)s";

typedef struct
{
  const char *address;
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

/* --- The program --- */

static gboolean
take_line_cb (const char *line,
              gpointer user_data)
{
  const Run *run = user_data;
  gint64 done_bytes = 0, size_bytes = -1;

  if (!lec_page_program_read_progress (line, &done_bytes, &size_bytes))
    return FALSE;

  if (run->func != NULL)
    run->func (done_bytes, size_bytes, run->user_data);
  return TRUE;
}

static gboolean
look_cb (gpointer user_data,
         GError **error)
{
  const Run *run = user_data;

  return run->folder == NULL || lec_disk_room_check (run->folder, 0, run->spare_bytes, error);
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

static gboolean
check_end (const LecProgramPlan *plan,
           const LecProgramEnd *end,
           GError **error)
{
  g_autofree char *how = NULL;

  if (lec_program_end_is_success (end))
    return TRUE;

  how = lec_program_end_describe (end, plan);
  if (WIFSIGNALED (end->status) && WTERMSIG (end->status) == SIGXFSZ)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("the video is larger than it may be"));
  else
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE, how);
  return FALSE;
}

/* @said: (nullable): gets its output; else that is read for its progress */
static gboolean
run_program (Run *run,
             const char *const *arguments,
             GString **said,
             GCancellable *cancellable,
             GError **error)
{
  g_auto (LecProgramEnd) end = { NULL };
  g_autofree char *input = NULL;
  LecProgramPlan plan = {
    .name = PROGRAM,
    .arguments = arguments,
    .max_output_bytes = said != NULL ? LEC_PAGE_LISTING_MAX_BYTES : 0,
    .is_output_lines = said == NULL,
    .max_file_bytes = run->max_bytes,
    .stall_us = STALL_TIMEOUT_US,
    .take_line = take_line_cb,
    .look = look_cb,
    .user_data = run,
  };

  if (!check_address (run->address, error))
    return FALSE;

  input = g_strconcat (run->address, "\n", NULL);
  plan.input = input;
  if (!lec_program_run (&plan, &end, cancellable, error) || !check_end (&plan, &end, error))
    return FALSE;

  if (said != NULL)
    *said = g_steal_pointer (&end.output);
  return TRUE;
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
  g_autoptr (GString) said = NULL;
  Run run = { .address = address, .max_bytes = LEC_PAGE_LISTING_MAX_BYTES };

  g_return_val_if_fail (program != NULL && address != NULL, NULL);

  if (!run_program (&run, arguments, &said, cancellable, error))
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

  return run_program (&run, arguments, NULL, cancellable, error) && take_result (folder, path, error);
}
