/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server with one file, that knows parts of it (Range, If-Range) or does not, and cuts
 * connections.
 */
#pragma once

#include "net/web-server.h"

/**
 * FileServer:
 * @etag: (nullable)
 * @modified: (nullable)
 * @type: (nullable)
 * @more: (nullable): headers, that end with \r\n
 * @status: (nullable): of all answers, instead of the file
 * @knows_no_parts: sends all of it, whatever is asked for
 * @lies_about_parts: sends another part than it was asked for
 * @says_no_size: in chunks
 * @hides_whole: whoever asks for a part gets half of it, and is not told of how much
 * @cut_bytes: a connection is cut after so many of the body; 0: never
 * @n_cuts: so many connections are
 * @pause_us: before each piece
 * @piece_bytes: 0 for 64 KiB
 */
typedef struct
{
  WebServer *web;
  GBytes *file;
  const char *etag;
  const char *modified;
  const char *type;
  const char *more;
  const char *status;
  gboolean knows_no_parts;
  gboolean lies_about_parts;
  gboolean says_no_size;
  gboolean hides_whole;
  gsize cut_bytes;
  int n_cuts; /* atomic */
  gulong pause_us;
  gsize piece_bytes;
} FileServer;

/* Returns: (transfer full) (nullable): of a request's head */
static inline char *
file_server_dup_header (const char *head,
                        const char *name)
{
  g_autofree char *start = g_strconcat ("\r\n", name, ": ", NULL);
  const char *found = strstr (head, start);

  return found != NULL ? g_strndup (found + strlen (start), strcspn (found + strlen (start), "\r\n")) : NULL;
}

static inline gsize
file_server_read_start (const FileServer *self,
                        const char *head)
{
  g_autofree char *range = file_server_dup_header (head, "Range");
  g_autofree char *condition = file_server_dup_header (head, "If-Range");
  gboolean is_same = condition == NULL || g_strcmp0 (condition, self->etag) == 0 ||
                     (self->etag == NULL && g_strcmp0 (condition, self->modified) == 0);

  if (range == NULL || self->knows_no_parts || !is_same || !g_str_has_prefix (range, "bytes="))
    return 0;
  return (gsize) g_ascii_strtoull (range + strlen ("bytes="), NULL, 10);
}

static inline void
file_server_send_body (FileServer *self,
                       WebServer *web,
                       const guint8 *data,
                       gsize length,
                       GOutputStream *out)
{
  gboolean is_cut = self->cut_bytes > 0 && g_atomic_int_add (&self->n_cuts, -1) > 0;
  gsize end = is_cut ? MIN (self->cut_bytes, length) : length;

  for (gsize done = 0; done < end && !g_atomic_int_get (&web->is_closed);)
    {
      gsize n = MIN (end - done, self->piece_bytes > 0 ? self->piece_bytes : 65536);
      g_autofree char *size = g_strdup_printf ("%zx\r\n", n);

      if (self->pause_us > 0)
        g_usleep (self->pause_us);
      if (self->says_no_size)
        web_server_say (out, size);
      if (!web_server_write (out, data + done, n))
        return;
      if (self->says_no_size)
        web_server_say (out, "\r\n");
      done += n;
    }
  if (self->says_no_size && !is_cut)
    web_server_say (out, "0\r\n\r\n");
}

static inline void
file_server_cb (WebServer *web,
                guint n,
                const char *head,
                const char *body,
                gsize length,
                GOutputStream *out,
                gpointer user_data)
{
  FileServer *self = user_data;
  /* A test may put another one in its place meanwhile. */
  g_autoptr (GBytes) file = g_bytes_ref (self->file);
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (file, &size);
  gsize start = file_server_read_start (self, head);
  gboolean is_half = FALSE;
  g_autoptr (GString) text = g_string_new ("HTTP/1.1 ");

  if (self->status != NULL)
    {
      web_server_answer (out, self->status, self->more, "no such luck");
      return;
    }
  if (start > 0 && self->lies_about_parts)
    start += 1;
  if (start >= size && size > 0)
    {
      web_server_answer (out, "416 Range Not Satisfiable", NULL, "");
      return;
    }
  is_half = self->hides_whole && strstr (head, "\r\nRange: ") != NULL;
  g_string_append (text, start > 0 || is_half ? "206 Partial Content\r\n" : "200 OK\r\n");
  if (is_half)
    {
      size = start + (size - start) / 2;
      g_string_append_printf (text, "Content-Range: bytes %zu-%zu/*\r\n", start, size - 1);
    }
  else if (start > 0)
    g_string_append_printf (text, "Content-Range: bytes %zu-%zu/%zu\r\n", start, size - 1, size);
  if (!self->knows_no_parts)
    g_string_append (text, "Accept-Ranges: bytes\r\n");
  if (self->says_no_size)
    g_string_append (text, "Transfer-Encoding: chunked\r\n");
  else
    g_string_append_printf (text, "Content-Length: %zu\r\n", size - start);
  if (self->etag != NULL)
    g_string_append_printf (text, "ETag: %s\r\n", self->etag);
  if (self->modified != NULL)
    g_string_append_printf (text, "Last-Modified: %s\r\n", self->modified);
  if (self->type != NULL)
    g_string_append_printf (text, "Content-Type: %s\r\n", self->type);
  g_string_append_printf (text, "%sConnection: close\r\n\r\n", self->more != NULL ? self->more : "");
  web_server_say (out, text->str);
  file_server_send_body (self, web, data + start, size - start, out);
}

/* @self: zeroed, or with what it is to be like; takes @file. */
static inline void
file_server_start (FileServer *self,
                   GBytes *file)
{
  self->file = file;
  self->web = web_server_new (file_server_cb, self);
}

static inline void
file_server_stop (FileServer *self)
{
  g_clear_pointer (&self->web, web_server_free);
  g_clear_pointer (&self->file, g_bytes_unref);
}

/* Returns: how often it was asked */
static inline guint
file_server_get_n_asked (const FileServer *self)
{
  return (guint) g_atomic_int_get (&self->web->n_asked);
}
