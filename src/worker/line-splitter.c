/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes wait in one array; lines are taken from its front at an offset, and
 * the array is moved up only when new bytes come, so that many short lines in
 * one read cost no more than one move.
 */
#include "worker/line-splitter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"

struct _LecLineSplitter
{
  GByteArray *bytes;
  gsize offset;
  gsize max_bytes;
};

LecLineSplitter *
lec_line_splitter_new (gsize max_bytes)
{
  LecLineSplitter *self = g_new0 (LecLineSplitter, 1);

  self->bytes = g_byte_array_new ();
  self->max_bytes = max_bytes;
  return self;
}

void
lec_line_splitter_free (LecLineSplitter *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/* Whether no line of what waits and @data is longer than it may be. */
static gboolean
lines_fit (LecLineSplitter *self,
           const char *data,
           gsize length)
{
  gsize waiting = self->bytes->len;

  while (length > 0)
    {
      const char *newline = memchr (data, '\n', length);
      gsize head = newline != NULL ? (gsize) (newline - data) : length;

      if (waiting + head > self->max_bytes)
        return FALSE;
      if (newline == NULL)
        return TRUE;
      data += head + 1;
      length -= head + 1;
      waiting = 0;
    }

  return TRUE;
}

gboolean
lec_line_splitter_push (LecLineSplitter *self,
                        const char *data,
                        gsize length,
                        GError **error)
{
  g_byte_array_remove_range (self->bytes, 0, (guint) self->offset);
  self->offset = 0;
  if (!lines_fit (self, data, length))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
                   _ ("a message is longer than %zu bytes"), self->max_bytes);
      return FALSE;
    }

  g_byte_array_append (self->bytes, (const guint8 *) data, (guint) length);
  return TRUE;
}

char *
lec_line_splitter_pop (LecLineSplitter *self,
                       gsize *length)
{
  const char *start = (const char *) self->bytes->data + self->offset;
  gsize left = self->bytes->len - self->offset;
  const char *newline = left > 0 ? memchr (start, '\n', left) : NULL;
  char *line;

  if (newline == NULL)
    return NULL;

  *length = (gsize) (newline - start);
  line = g_malloc (*length + 1);
  memcpy (line, start, *length);
  line[*length] = '\0';
  self->offset += *length + 1;
  return line;
}

gboolean
lec_line_splitter_has_rest (LecLineSplitter *self)
{
  return self->bytes->len > self->offset;
}
