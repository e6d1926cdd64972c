/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A writer for GLib's structured log. A line is made in memory and written at
 * once, so that lines of several threads do not mix. What a line is about
 * travels in fields of its own; of all other fields only the message and the
 * domain are looked at.
 */
#include "base/log.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/name-list.h"
#include "base/secret-mask.h"

#define DOMAIN "lectern"

typedef struct
{
  const char *field; /* of GLib's log */
  const char *name;  /* in a line */
  gboolean is_number;
} About;

static const About abouts[] = {
  { "LECTERN_WORKER", "worker", FALSE },
  { "LECTERN_JOB", "job", TRUE },
  { "LECTERN_TASK", "task", TRUE },
  { "LECTERN_STAGE", "stage", FALSE },
  { "LECTERN_QUEUE", "queue", FALSE },
};

static const char *const level_names[LEC_N_LOG_LEVELS] = { "error", "warning", "info", "debug" };
static const char *const format_names[LEC_N_LOG_FORMATS] = { "text", "json" };

typedef struct
{
  LecLogLevel level;
  LecLogFormat format;
} Writer;

const char *
lec_log_level_get_name (LecLogLevel level)
{
  g_return_val_if_fail (level < LEC_N_LOG_LEVELS, "error");

  return level_names[level];
}

gboolean
lec_log_level_from_name (const char *name,
                         LecLogLevel *level)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && level != NULL, FALSE);

  if (!lec_name_list_find (level_names, LEC_N_LOG_LEVELS, name, &index))
    return FALSE;
  *level = (LecLogLevel) index;
  return TRUE;
}

const char *
lec_log_format_get_name (LecLogFormat format)
{
  g_return_val_if_fail (format < LEC_N_LOG_FORMATS, "text");

  return format_names[format];
}

gboolean
lec_log_format_from_name (const char *name,
                          LecLogFormat *format)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && format != NULL, FALSE);

  if (!lec_name_list_find (format_names, LEC_N_LOG_FORMATS, name, &index))
    return FALSE;
  *format = (LecLogFormat) index;
  return TRUE;
}

/* Returns: (transfer full) (nullable): valid UTF-8 */
static char *
dup_field (const GLogField *fields,
           gsize n_fields,
           const char *name)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, name) && fields[i].value != NULL)
      return g_utf8_make_valid (fields[i].value, fields[i].length);

  return NULL;
}

/* Returns: (transfer full): without passwords */
static char *
dup_message (const GLogField *fields,
             gsize n_fields)
{
  g_autofree char *message = dup_field (fields, n_fields, "MESSAGE");
  g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");
  g_autofree char *whole = NULL;

  if (domain == NULL || g_str_equal (domain, DOMAIN))
    return lec_secret_mask (message != NULL ? message : "");

  whole = g_strconcat (domain, ": ", message, NULL);
  return lec_secret_mask (whole);
}

static char *
format_time (gint64 now_us)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", text, (int) (now_us % G_USEC_PER_SEC / 1000));
}

static char *
build_json (LecLogLevel level,
            const GLogField *fields,
            gsize n_fields,
            const char *time,
            const char *message)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = lec_json_wrap (object);
  g_autofree char *line = NULL;

  json_object_set_string_member (object, "time", time);
  json_object_set_string_member (object, "level", level_names[level]);
  json_object_set_string_member (object, "message", message);
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autofree char *value = dup_field (fields, n_fields, abouts[i].field);

      if (value != NULL && abouts[i].is_number)
        json_object_set_int_member (object, abouts[i].name, g_ascii_strtoll (value, NULL, 10));
      else if (value != NULL)
        json_object_set_string_member (object, abouts[i].name, value);
    }

  line = lec_json_to_line (node);
  return g_strconcat (line, "\n", NULL);
}

/* Control characters would be lines of their own, or worse on a terminal. */
static void
append_safe (GString *out,
             const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == '\n')
        g_string_append (out, "\\n");
      else if (g_unichar_iscntrl (c))
        g_string_append_printf (out, "\\x%02x", c);
      else
        g_string_append_unichar (out, c);
    }
}

static char *
build_text (LecLogLevel level,
            const GLogField *fields,
            gsize n_fields,
            const char *time,
            const char *message)
{
  GString *out = g_string_new (NULL);
  gboolean is_first = TRUE;

  g_string_printf (out, "%s %-7s ", time, level_names[level]);
  append_safe (out, message);
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      g_autofree char *value = dup_field (fields, n_fields, abouts[i].field);

      if (value == NULL)
        continue;
      g_string_append_printf (out, "%s%s=", is_first ? "  [" : " ", abouts[i].name);
      append_safe (out, value);
      is_first = FALSE;
    }
  g_string_append (out, is_first ? "\n" : "]\n");

  return g_string_free (out, FALSE);
}

char *
lec_log_build_line (LecLogFormat format,
                    LecLogLevel level,
                    const GLogField *fields,
                    gsize n_fields,
                    gint64 now_us)
{
  g_autofree char *message = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (level < LEC_N_LOG_LEVELS, NULL);

  message = dup_message (fields, n_fields);
  time = format_time (now_us);
  return format == LEC_LOG_JSON ? build_json (level, fields, n_fields, time, message)
                                : build_text (level, fields, n_fields, time, message);
}

static LecLogLevel
translate_level (GLogLevelFlags flags)
{
  if (flags & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
    return LEC_LOG_ERROR;
  if (flags & G_LOG_LEVEL_WARNING)
    return LEC_LOG_WARNING;

  return flags & (G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO) ? LEC_LOG_INFO : LEC_LOG_DEBUG;
}

/* What libraries chatter about is for those who write them. */
static gboolean
is_ours (const GLogField *fields,
         gsize n_fields)
{
  g_autofree char *domain = dup_field (fields, n_fields, "GLIB_DOMAIN");

  return domain == NULL || g_str_equal (domain, DOMAIN);
}

static GLogWriterOutput
write_line (GLogLevelFlags flags,
            const GLogField *fields,
            gsize n_fields,
            gpointer user_data)
{
  const Writer *writer = user_data;
  LecLogLevel level = translate_level (flags);
  g_autofree char *line = NULL;

  if (level > writer->level || (level > LEC_LOG_WARNING && !is_ours (fields, n_fields)))
    return G_LOG_WRITER_HANDLED;

  line = lec_log_build_line (writer->format, level, fields, n_fields, g_get_real_time ());
  fputs (line, stderr);
  fflush (stderr);
  return G_LOG_WRITER_HANDLED;
}

void
lec_log_start (LecLogLevel level,
               LecLogFormat format)
{
  Writer *writer = g_new0 (Writer, 1);

  writer->level = level;
  writer->format = format;
  g_log_set_writer_func (write_line, writer, g_free);
}

static void
add_field (GLogField *fields,
           gsize *n_fields,
           const char *key,
           const char *value)
{
  if (value != NULL)
    fields[(*n_fields)++] = (GLogField){ key, value, -1 };
}

void
lec_log (LecLogLevel level,
         const LecLogContext *context,
         const char *format,
         ...)
{
  static const GLogLevelFlags flags[LEC_N_LOG_LEVELS] = {
    G_LOG_LEVEL_CRITICAL,
    G_LOG_LEVEL_WARNING,
    G_LOG_LEVEL_INFO,
    G_LOG_LEVEL_DEBUG,
  };
  static const LecLogContext nothing = { NULL };
  const LecLogContext *about = context != NULL ? context : &nothing;
  g_autofree char *job = about->job > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, about->job) : NULL;
  g_autofree char *task = about->task > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, about->task) : NULL;
  g_autofree char *message = NULL;
  GLogField fields[G_N_ELEMENTS (abouts) + 2];
  gsize n_fields = 0;
  va_list args;

  g_return_if_fail (level < LEC_N_LOG_LEVELS);

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  add_field (fields, &n_fields, "MESSAGE", message);
  add_field (fields, &n_fields, "GLIB_DOMAIN", DOMAIN);
  add_field (fields, &n_fields, "LECTERN_WORKER", about->worker);
  add_field (fields, &n_fields, "LECTERN_JOB", job);
  add_field (fields, &n_fields, "LECTERN_TASK", task);
  add_field (fields, &n_fields, "LECTERN_STAGE", about->stage);
  add_field (fields, &n_fields, "LECTERN_QUEUE", about->queue);
  g_log_structured_array (flags[level], fields, n_fields);
}
