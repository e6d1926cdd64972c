/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As the HTML standard has it (Server-sent events, 9.2.6): lines end with \n,
 * \r or both, an empty one ends an event, and one that no empty line has ended
 * is none. Names and numbers of events are not looked at.
 */
#include "net/event-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "net/net-error.h"

struct _LecEventStream
{
  gsize max_bytes;
  GString *line;
  GString *data;
  GQueue events; /* (element-type utf8) */
  guint has_data : 1;
  guint after_return : 1; /* a \n would belong to it */
  guint has_begun : 1;
};

LecEventStream *
lec_event_stream_new (gsize max_bytes)
{
  LecEventStream *self = g_new0 (LecEventStream, 1);

  self->max_bytes = max_bytes;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  g_queue_init (&self->events);

  return self;
}

void
lec_event_stream_free (LecEventStream *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_queue_clear_full (&self->events, g_free);
  g_free (self);
}

static void
end_event (LecEventStream *self)
{
  if (self->has_data)
    g_queue_push_tail (&self->events, g_utf8_make_valid (self->data->str, (gssize) self->data->len));
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
}

static void
add_data (LecEventStream *self,
          const char *value)
{
  if (self->has_data)
    g_string_append_c (self->data, '\n');
  g_string_append (self->data, value);
  self->has_data = TRUE;
}

static void
end_line (LecEventStream *self)
{
  const char *line = self->line->str;

  if (!self->has_begun && g_str_has_prefix (line, "\xef\xbb\xbf"))
    line += 3;
  self->has_begun = TRUE;
  if (*line == '\0')
    end_event (self);
  else if (g_str_equal (line, "data"))
    add_data (self, "");
  else if (g_str_has_prefix (line, "data:"))
    add_data (self, line + (line[5] == ' ' ? 6 : 5));
  g_string_truncate (self->line, 0);
}

gboolean
lec_event_stream_push (LecEventStream *self,
                       const char *data,
                       gsize length,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && (data != NULL || length == 0), FALSE);

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_second = self->after_return && data[i] == '\n';

      self->after_return = data[i] == '\r';
      if (is_second)
        continue;
      if (data[i] == '\n' || data[i] == '\r')
        end_line (self);
      else if (data[i] != '\0')
        g_string_append_c (self->line, data[i]);
      if (self->line->len + self->data->len > self->max_bytes)
        {
          g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_PROTOCOL, _ ("the server sends too much at once"));
          return FALSE;
        }
    }

  return TRUE;
}

char *
lec_event_stream_pop (LecEventStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_queue_pop_head (&self->events);
}
