/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table: name, exit code and a sentence for each code.
 */
#include "base/error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  int exit_code;
  const char *description;
} ErrorFacts;

static const ErrorFacts facts[LEC_N_ERRORS] = {
  [LEC_ERROR_USAGE] = { "usage", 2, N_ ("wrong option or value") },
  [LEC_ERROR_NOT_FOUND] = { "not-found", 3, N_ ("no such file") },
  [LEC_ERROR_UNREADABLE] = { "unreadable", 4, N_ ("the file may not be read") },
  [LEC_ERROR_NOT_A_VIDEO] = { "not-a-video", 5, N_ ("the file has no video") },
  [LEC_ERROR_UNSUPPORTED] = { "unsupported", 6, N_ ("no decoder installed") },
  [LEC_ERROR_DAMAGED] = { "damaged", 7, N_ ("the video cannot be decoded") },
  [LEC_ERROR_NO_SLIDES] = { "no-slides", 8, N_ ("no slides in the video") },
  [LEC_ERROR_EXISTS] = { "exists", 9, N_ ("the output is there already") },
  [LEC_ERROR_NOT_WRITABLE] = { "not-writable", 10, N_ ("the folder may not be written") },
  [LEC_ERROR_NO_SPACE] = { "no-space", 11, N_ ("the disk is full") },
  [LEC_ERROR_NO_LANGUAGE] = { "no-language", 12, N_ ("a language is not installed") },
  [LEC_ERROR_STALLED] = { "stalled", 13, N_ ("no progress within the deadline") },
  [LEC_ERROR_CRASHED] = { "crashed", 14, N_ ("the task process died") },
  [LEC_ERROR_LIMIT] = { "limit", 15, N_ ("the task needed too much memory") },
  [LEC_ERROR_PROTOCOL] = { "protocol", 16, N_ ("a message or file is malformed") },
  [LEC_ERROR_INCOMPLETE] = { "incomplete", 17,
                             N_ ("only a part of the video could be read; the slides up to there were written") },
  [LEC_ERROR_WEB] = { "web", 18, N_ ("a machine on the web did not answer as it should, or cannot be asked") },
  [LEC_ERROR_NOT_AGREED] = { "not-agreed", 19, N_ ("nobody has agreed to sending something to that service") },
  [LEC_ERROR_INTERNAL] = { "internal", 1, N_ ("internal failure") },
};

/* Not by G_DEFINE_QUARK: that keeps it in a static that threads write without a lock. */
GQuark
lec_error_quark (void)
{
  return g_quark_from_static_string ("lec_error");
}

/**
 * lec_error_get_name:
 *
 * Returns: the code's stable name, as it stands in JSON and logs
 */
const char *
lec_error_get_name (LecError code)
{
  g_return_val_if_fail (code < LEC_N_ERRORS, "internal");

  return facts[code].name;
}

gboolean
lec_error_from_name (const char *name,
                     LecError *code)
{
  g_return_val_if_fail (name != NULL && code != NULL, FALSE);

  for (guint i = 0; i < LEC_N_ERRORS; i++)
    if (g_str_equal (facts[i].name, name))
      {
        *code = (LecError) i;
        return TRUE;
      }

  return FALSE;
}

int
lec_error_get_exit_code (LecError code)
{
  g_return_val_if_fail (code < LEC_N_ERRORS, 1);

  return facts[code].exit_code;
}

/**
 * lec_error_get_exit_code_for:
 * @error: any error
 *
 * Returns: 130 when cancelled (as a shell reports Ctrl-C), 1 for a foreign domain
 */
int
lec_error_get_exit_code_for (const GError *error)
{
  g_return_val_if_fail (error != NULL, 1);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return 130;
  if (error->domain != LEC_ERROR || error->code < 0 || error->code >= LEC_N_ERRORS)
    return 1;

  return facts[error->code].exit_code;
}

/**
 * lec_error_describe:
 *
 * Returns: what the code means in a few English words, for the table of exit codes
 */
const char *
lec_error_describe (LecError code)
{
  g_return_val_if_fail (code < LEC_N_ERRORS, "");

  return facts[code].description;
}

static LecError
code_from_errno (int errnum)
{
  switch (errnum)
    {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
      return LEC_ERROR_NOT_FOUND;
    case EACCES:
    case EPERM:
      return LEC_ERROR_UNREADABLE;
    case EROFS:
      return LEC_ERROR_NOT_WRITABLE;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return LEC_ERROR_NO_SPACE;
    case EEXIST:
      return LEC_ERROR_EXISTS;
    default:
      return LEC_ERROR_INTERNAL;
    }
}

/* What may not be done to a file is one thing when it was to be read, another when it was to be
 * changed. */
static LecError
choose_code (int errnum,
             const char *action)
{
  LecError code = code_from_errno (errnum);
  gboolean reads = g_str_equal (action, "open") || g_str_equal (action, "read");

  return code == LEC_ERROR_UNREADABLE && !reads ? LEC_ERROR_NOT_WRITABLE : code;
}

static char *
describe_failure (const char *action,
                  const char *name,
                  const char *reason)
{
  /* Translators: of each of these, a file or folder, and why */
  if (g_str_equal (action, "open"))
    return g_strdup_printf (_ ("cannot open %s: %s"), name, reason);
  if (g_str_equal (action, "read"))
    return g_strdup_printf (_ ("cannot read %s: %s"), name, reason);
  if (g_str_equal (action, "create"))
    return g_strdup_printf (_ ("cannot create %s: %s"), name, reason);
  if (g_str_equal (action, "make"))
    return g_strdup_printf (_ ("cannot make the folder %s: %s"), name, reason);
  if (g_str_equal (action, "rename"))
    return g_strdup_printf (_ ("cannot rename %s: %s"), name, reason);
  if (g_str_equal (action, "remove"))
    return g_strdup_printf (_ ("cannot remove %s: %s"), name, reason);
  if (g_str_equal (action, "lock"))
    return g_strdup_printf (_ ("cannot lock %s: %s"), name, reason);
  if (g_str_equal (action, "sync"))
    return g_strdup_printf (_ ("cannot bring %s to the disk: %s"), name, reason);

  g_assert (g_str_equal (action, "write"));
  return g_strdup_printf (_ ("cannot write %s: %s"), name, reason);
}

/**
 * lec_error_set_from_errno:
 * @errnum: errno of the failed call
 * @action: what was tried: open, read, write, create, make (a folder), rename, remove, lock or
 *   sync; all but the first two change something
 * @path: on which file
 */
void
lec_error_set_from_errno (GError **error,
                          int errnum,
                          const char *action,
                          const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *text = describe_failure (action, name, g_strerror (errnum));

  g_set_error_literal (error, LEC_ERROR, choose_code (errnum, action), text);
}
