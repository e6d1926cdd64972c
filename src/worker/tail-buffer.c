/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ring of bytes; what is in it becomes text only when somebody asks.
 */
#include "worker/tail-buffer.h"

#include <string.h>

#define MAX_LINE_CHARACTERS 200

struct _LecTailBuffer
{
  char *bytes;
  gsize size;
  gsize start;
  gsize length;
};

LecTailBuffer *
lec_tail_buffer_new (gsize max_bytes)
{
  LecTailBuffer *self;

  g_return_val_if_fail (max_bytes > 0, NULL);

  self = g_new0 (LecTailBuffer, 1);
  self->bytes = g_malloc (max_bytes);
  self->size = max_bytes;
  return self;
}

void
lec_tail_buffer_free (LecTailBuffer *self)
{
  g_free (self->bytes);
  g_free (self);
}

void
lec_tail_buffer_push (LecTailBuffer *self,
                      const char *data,
                      gsize length)
{
  gsize end, first;

  if (length > self->size)
    {
      data += length - self->size;
      length = self->size;
    }

  end = (self->start + self->length) % self->size;
  first = MIN (length, self->size - end);
  memcpy (self->bytes + end, data, first);
  memcpy (self->bytes, data + first, length - first);
  self->length += length;
  if (self->length > self->size)
    {
      self->start = (self->start + self->length) % self->size;
      self->length = self->size;
    }
}

char *
lec_tail_buffer_dup_text (LecTailBuffer *self)
{
  gsize first = MIN (self->length, self->size - self->start);
  g_autofree char *raw = g_malloc (self->length + 1);

  memcpy (raw, self->bytes + self->start, first);
  memcpy (raw + first, self->bytes, self->length - first);
  return g_utf8_make_valid (raw, (gssize) self->length);
}

static char *
clean_line (const char *line)
{
  g_autofree char *cut = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), MAX_LINE_CHARACTERS));
  GString *clean = g_string_new (NULL);

  for (const char *p = cut; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, g_unichar_isprint (c) ? c : ' ');
    }

  g_strstrip (clean->str);
  return g_string_free (clean, FALSE);
}

char *
lec_tail_buffer_dup_last_line (LecTailBuffer *self)
{
  g_autofree char *text = lec_tail_buffer_dup_text (self);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = g_strv_length (lines); i > 0; i--)
    {
      g_autofree char *line = clean_line (lines[i - 1]);

      if (*line != '\0')
        return g_steal_pointer (&line);
    }

  return NULL;
}
