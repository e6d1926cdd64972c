/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checked before anything is opened; what was not given is the engine's to
 * choose.
 */
#include "cli/work-arguments.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "cli/jobs-session.h"
#include "engine/setting-value.h"

#define MAX_CONCURRENCY     64
#define MAX_TASKS_PER_CHILD 100000
#define MAX_EXPIRE_DAYS     36500

static gboolean
read_memory (const LecArguments *arguments,
             guint64 *bytes,
             GError **error)
{
  const char *text = lec_arguments_get_value (arguments, "max-memory-per-child");
  g_autofree char *shown = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (text == NULL || (lec_setting_read_memory (text, bytes) && *bytes >= LEC_WORK_MIN_MEMORY_BYTES))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("--max-memory-per-child cannot be “%s”: it has to be a size such as 800M or 2G (a bare number counts "
                  "KiB), and at least 64M"),
               shown);
  return FALSE;
}

static gboolean
read_queues (LecWorkArguments *self,
             const LecArguments *arguments,
             GError **error)
{
  const char *text = lec_arguments_get_value (arguments, "queues");
  g_autofree char *unknown = NULL;
  g_autofree char *known = NULL;

  if (text == NULL || lec_setting_read_queues (text, &self->queues, &unknown))
    {
      self->options.queues = (const char *const *) self->queues;
      return TRUE;
    }

  known = g_strjoinv (", ", (GStrv) lec_store_get_queue_names ());
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no queue “%s”; the queues are %s"), unknown, known);
  return FALSE;
}

gboolean
lec_work_arguments_read (LecWorkArguments *self,
                         const LecArguments *arguments,
                         GError **error)
{
  LecWorkOptions *options = NULL;

  g_return_val_if_fail (self != NULL && arguments != NULL, FALSE);

  options = &self->options;
  return lec_jobs_session_read_number (arguments, "concurrency", 1, MAX_CONCURRENCY, 0, &options->concurrency,
                                       error) &&
         lec_jobs_session_read_number (arguments, "max-tasks-per-child", 1, MAX_TASKS_PER_CHILD, 0,
                                       &options->max_tasks_per_child, error) &&
         lec_jobs_session_read_number (arguments, "expire", 1, MAX_EXPIRE_DAYS, 0, &options->expire_days, error) &&
         read_memory (arguments, &options->max_memory_per_child_bytes, error) && read_queues (self, arguments, error);
}

void
lec_work_arguments_clear (LecWorkArguments *self)
{
  g_clear_pointer (&self->queues, g_strfreev);
}
