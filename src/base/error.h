/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one error domain that crosses the process boundary. A stage fails in a
 * child, the reason is shown by a front end two processes away: so the codes
 * are few, stable, have a name that travels in JSON, a kind that decides
 * whether a retry makes sense, and an exit code.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_ERROR (lec_error_quark ())
GQuark lec_error_quark (void);

/**
 * LecError:
 * @LEC_ERROR_USAGE: the command line or an option's value is wrong
 * @LEC_ERROR_NOT_FOUND: no such file
 * @LEC_ERROR_UNREADABLE: there, but may not be read
 * @LEC_ERROR_NOT_A_VIDEO: empty, text, a folder, audio only
 * @LEC_ERROR_UNSUPPORTED: a video, but no decoder for it is installed
 * @LEC_ERROR_DAMAGED: a video from which not one frame could be read
 * @LEC_ERROR_NO_SLIDES: read, and nothing in it is a slide
 * @LEC_ERROR_EXISTS: an output is there already and was not to be replaced
 * @LEC_ERROR_NOT_WRITABLE: the output folder may not be written
 * @LEC_ERROR_NO_SPACE: the disk is full
 * @LEC_ERROR_NO_LANGUAGE: a recognition language is not installed
 * @LEC_ERROR_STALLED: no progress within the deadline, stopped by the watchdog
 * @LEC_ERROR_CRASHED: the task process died
 * @LEC_ERROR_LIMIT: the task process used more memory than it may
 * @LEC_ERROR_PROTOCOL: a message or a stored file that does not follow its schema
 * @LEC_ERROR_INCOMPLETE: only a part of the video could be read; what was found in it is there
 * @LEC_ERROR_WEB: a machine on the web did not give what was asked for, or cannot be asked
 * @LEC_ERROR_NOT_AGREED: something would have been sent to a machine, and nobody has agreed to that
 * @LEC_ERROR_INTERNAL: a failure of the program or the system, none of the above
 *
 * Cancellation is not here: it is %G_IO_ERROR_CANCELLED, everywhere.
 */
typedef enum
{
  LEC_ERROR_USAGE,
  LEC_ERROR_NOT_FOUND,
  LEC_ERROR_UNREADABLE,
  LEC_ERROR_NOT_A_VIDEO,
  LEC_ERROR_UNSUPPORTED,
  LEC_ERROR_DAMAGED,
  LEC_ERROR_NO_SLIDES,
  LEC_ERROR_EXISTS,
  LEC_ERROR_NOT_WRITABLE,
  LEC_ERROR_NO_SPACE,
  LEC_ERROR_NO_LANGUAGE,
  LEC_ERROR_STALLED,
  LEC_ERROR_CRASHED,
  LEC_ERROR_LIMIT,
  LEC_ERROR_PROTOCOL,
  LEC_ERROR_INCOMPLETE,
  LEC_ERROR_WEB,
  LEC_ERROR_NOT_AGREED,
  LEC_ERROR_INTERNAL,
} LecError;

#define LEC_N_ERRORS (LEC_ERROR_INTERNAL + 1)

const char *lec_error_get_name (LecError code);
gboolean lec_error_from_name (const char *name, LecError *code);
int lec_error_get_exit_code (LecError code);
int lec_error_get_exit_code_for (const GError *error);
const char *lec_error_describe (LecError code);

/* Maps errno of a failed file operation on @path; the message names @path. */
void lec_error_set_from_errno (GError **error, int errnum, const char *action, const char *path);

G_END_DECLS
