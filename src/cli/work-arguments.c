/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checked before anything is opened; what was not given is the engine's to
 * choose.
 */
#include "cli/work-arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "cli/jobs-session.h"

#define MAX_CONCURRENCY     64
#define MAX_TASKS_PER_CHILD 100000
#define MAX_EXPIRE_DAYS     36500
#define MAX_MEMORY_KIB      (G_GUINT64_CONSTANT (1) << 40)

/* The units of memory, each 1024 times the one before. */
static const char units[] = "KMG";

/* A bare number counts KiB, as Celery has it. */
static gboolean
parse_memory (const char *text,
              guint64 *bytes)
{
  gsize n_digits = strspn (text, "0123456789");
  g_autofree char *digits = g_strndup (text, n_digits);
  const char *suffix = text + n_digits;
  const char *unit = *suffix != '\0' ? strchr (units, g_ascii_toupper (*suffix)) : units;
  guint64 number = 0;

  if (unit == NULL || (*suffix != '\0' && suffix[1] != '\0') ||
      !g_ascii_string_to_unsigned (digits, 10, 1, MAX_MEMORY_KIB, &number, NULL) ||
      number > (MAX_MEMORY_KIB >> (10 * (unit - units))))
    return FALSE;

  *bytes = number << (10 * (unit - units + 1));
  return TRUE;
}

static gboolean
read_memory (const LecArguments *arguments,
             guint64 *bytes,
             GError **error)
{
  const char *text = lec_arguments_get_value (arguments, "max-memory-per-child");
  g_autofree char *shown = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  if (text == NULL || (parse_memory (text, bytes) && *bytes >= LEC_WORK_MIN_MEMORY_BYTES))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("--max-memory-per-child cannot be “%s”: it is a size such as 800M or 2G (a bare number counts "
                  "KiB), and at least 64M"),
               shown);
  return FALSE;
}

static gboolean
check_queue (const char *name,
             GError **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *known = NULL;

  if (g_strv_contains (lec_store_get_queue_names (), name))
    return TRUE;

  shown = g_utf8_make_valid (name, -1);
  known = g_strjoinv (", ", (GStrv) lec_store_get_queue_names ());
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no queue “%s”; the queues are %s"), shown, known);
  return FALSE;
}

static gboolean
read_queues (LecWorkArguments *self,
             const LecArguments *arguments,
             GError **error)
{
  const char *text = lec_arguments_get_value (arguments, "queues");

  if (text == NULL)
    return TRUE;

  self->queues = g_strsplit (text, ",", -1);
  self->options.queues = (const char *const *) self->queues;
  if (*text == '\0')
    return check_queue (text, error);
  for (char **name = self->queues; *name != NULL; name++)
    if (!check_queue (*name, error))
      return FALSE;

  return TRUE;
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
