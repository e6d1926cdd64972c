/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another program, from its start to its end: one that a person has installed, and that may say
 * anything, hang, or start others. Blocks. For programs that read what strangers wrote in our name
 * there are the worker's task processes; this is for those that are none of ours.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @line: without its end, bounded, any bytes but NUL. Returns: whether it is not for people, so
 * that it will not be told as the last that the program said */
typedef gboolean (*LecProgramLineFunc) (const char *line, gpointer user_data);

/* At least each second. Returns: %FALSE with what is wrong, to end it */
typedef gboolean (*LecProgramLookFunc) (gpointer user_data, GError **error);

/**
 * LecProgramPlan:
 * @name: what messages call it, translated
 * @arguments: (array zero-terminated=1): the program's path first. All users of the machine can
 *   read them
 * @input: (nullable): its standard input, less than a pipe holds (64 KiB)
 * @max_output_bytes: of what it says on standard output, that is kept; 0 for none
 * @is_output_lines: whether standard output is told by lines as standard error is
 * @max_file_bytes: what a file it writes may have
 * @nicer: added to the nice value
 * @stall_us: how long it may say nothing; 0 for ever
 * @counts_work: whether processor time that it uses is as good as saying something
 * @time_us: how long it may take; 0 for ever
 */
typedef struct
{
  const char *name;
  const char *const *arguments;
  const char *input;
  gsize max_output_bytes;
  gboolean is_output_lines;
  gint64 max_file_bytes;
  int nicer;
  gint64 stall_us;
  gboolean counts_work;
  gint64 time_us;
  LecProgramLineFunc take_line; /* (nullable) */
  LecProgramLookFunc look;      /* (nullable) */
  gpointer user_data;
} LecProgramPlan;

/**
 * LecProgramEnd: zeroed before
 * @output: (nullable): what was to be kept of it, with a NUL behind
 * @last_line: (nullable): for people, one line of valid text without secrets of addresses
 * @status: as waitpid() gives it
 */
typedef struct
{
  GString *output;
  char *last_line;
  int status;
} LecProgramEnd;

void lec_program_end_clear (LecProgramEnd *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecProgramEnd, lec_program_end_clear)

/* Whether it ended well. */
gboolean lec_program_end_is_success (const LecProgramEnd *self);
/* Returns: (transfer full): how it ended else, and what it said last */
char *lec_program_end_describe (const LecProgramEnd *self, const LecProgramPlan *plan);

/**
 * lec_program_run:
 * @end: (out caller-allocates): also when it fails
 *
 * It is in a process group of its own, so that whatever it starts is ended with it, and ends by the
 * kernel's hand when this thread does. It gets no shell.
 *
 * Returns: whether it came to its end by itself, well or not; else %FALSE with
 *   %LEC_ERROR_UNSUPPORTED when it does not start, %LEC_ERROR_STALLED, %LEC_ERROR_PROTOCOL when it
 *   says more than is kept, %G_IO_ERROR_CANCELLED, or what @look says
 */
gboolean lec_program_run (const LecProgramPlan *plan, LecProgramEnd *end, GCancellable *cancellable, GError **error);

G_END_DECLS
