/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a program without a screen tells of its work: lines of text or JSON on
 * standard error, each with its time, level and what it is about. Everything
 * that is logged through GLib in this process comes here. Passwords in
 * addresses are hidden, whoever logs them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names: error, warning, info, debug. */
typedef enum
{
  LEC_LOG_ERROR,
  LEC_LOG_WARNING,
  LEC_LOG_INFO,
  LEC_LOG_DEBUG,
} LecLogLevel;

#define LEC_N_LOG_LEVELS (LEC_LOG_DEBUG + 1)

/* Names: text, json. */
typedef enum
{
  LEC_LOG_TEXT,
  LEC_LOG_JSON,
} LecLogFormat;

#define LEC_N_LOG_FORMATS (LEC_LOG_JSON + 1)

/**
 * LecLogContext: what a line is about
 * @worker: (nullable): so are @stage and @queue
 * @job: a number above 0, else it is left out; so is @task
 */
typedef struct
{
  const char *worker;
  const char *stage;
  const char *queue;
  gint64 job;
  gint64 task;
} LecLogContext;

const char *lec_log_level_get_name (LecLogLevel level);
gboolean lec_log_level_from_name (const char *name, LecLogLevel *level);
const char *lec_log_format_get_name (LecLogFormat format);
gboolean lec_log_format_from_name (const char *name, LecLogFormat *format);

/**
 * lec_log_start:
 * @level: what is less urgent is left out; of libraries, all that is less than a warning
 *
 * From then on all of the process's log comes to standard error. Once in a process, before it has
 * other threads.
 */
void lec_log_start (LecLogLevel level, LecLogFormat format);

/**
 * lec_log:
 * @context: (nullable)
 *
 * Any thread.
 */
void lec_log (LecLogLevel level, const LecLogContext *context, const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * lec_log_build_line:
 * @fields: (array length=n_fields): as a GLogWriterFunc gets them
 * @now_us: since 1970
 *
 * Returns: (transfer full): valid UTF-8, with its newline and no other
 */
char *lec_log_build_line (LecLogFormat format,
                          LecLogLevel level,
                          const GLogField *fields,
                          gsize n_fields,
                          gint64 now_us);

G_END_DECLS
