/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No more than one event is on its way to a client; the others wait in the log,
 * which all clients share. Who is so far behind that the next one is no longer
 * there is sent away: it comes again with the id of what it has.
 */
#include "http/event-client.h"

#include <string.h>

/* How long a client waits before it comes again. */
#define HELLO "retry: 2000\n\n"
/* A comment. */
#define STILL_HERE ":\n\n"
#define SILENCE_US (10 * G_USEC_PER_SEC)

struct _LecEventClient
{
  SoupServerMessage *message; /* owned */
  const LecEventLog *log;     /* unowned */
  GPtrArray *first;           /* (nullable) (element-type GBytes): what it is told before the log's */
  guint n_first;              /* of them: sent */
  guint64 position;
  gint64 sent_us;
  gboolean is_writing;
  gboolean is_ended;
};

static void
send (LecEventClient *self,
      GBytes *bytes)
{
  self->is_writing = TRUE;
  self->sent_us = g_get_monotonic_time ();
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
  soup_server_message_unpause (self->message);
}

static void
send_text (LecEventClient *self,
           const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  send (self, bytes);
}

/* Returns: (transfer none) (nullable) */
static GBytes *
take_next (LecEventClient *self,
           gboolean *is_lost)
{
  *is_lost = FALSE;
  if (self->first != NULL && self->n_first < self->first->len)
    return g_ptr_array_index (self->first, self->n_first++);

  g_clear_pointer (&self->first, g_ptr_array_unref);
  return lec_event_log_read (self->log, &self->position, is_lost);
}

void
lec_event_client_write (LecEventClient *self)
{
  GBytes *event = NULL;
  gboolean is_lost = FALSE;

  g_return_if_fail (self != NULL);

  if (self->is_writing || self->is_ended)
    return;

  event = take_next (self, &is_lost);
  if (event != NULL)
    send (self, event);
  else if (is_lost || lec_event_log_is_over (self->log))
    lec_event_client_end (self);
}

static void
wrote_cb (SoupServerMessage *message,
          gpointer data)
{
  LecEventClient *self = data;

  self->is_writing = FALSE;
  lec_event_client_write (self);
}

LecEventClient *
lec_event_client_new (SoupServerMessage *message,
                      const LecEventLog *log)
{
  LecEventClient *self = NULL;

  g_return_val_if_fail (SOUP_IS_SERVER_MESSAGE (message) && log != NULL, NULL);

  self = g_new0 (LecEventClient, 1);
  self->message = g_object_ref (message);
  self->log = log;
  return self;
}

void
lec_event_client_free (LecEventClient *self)
{
  if (self == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_pointer (&self->first, g_ptr_array_unref);
  g_object_unref (self->message);
  g_free (self);
}

static void
set_encoding (SoupServerMessage *message)
{
  gboolean is_old = soup_server_message_get_http_version (message) == SOUP_HTTP_1_0;

  /* HTTP/1.0 has no chunks: what is sent ends with the connection. */
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     is_old ? SOUP_ENCODING_EOF : SOUP_ENCODING_CHUNKED);
}

gboolean
lec_event_client_begin (LecEventClient *self,
                        const char *after)
{
  g_return_val_if_fail (self != NULL && lec_event_log_is_begun (self->log), FALSE);

  self->first = lec_event_log_begin (self->log, after, &self->position);
  if (self->first == NULL)
    {
      self->is_ended = TRUE;
      return FALSE;
    }

  set_encoding (self->message);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  g_signal_connect (self->message, "wrote-chunk", G_CALLBACK (wrote_cb), self);
  send_text (self, HELLO);
  return TRUE;
}

void
lec_event_client_keep_alive (LecEventClient *self,
                             gint64 now_us)
{
  g_return_if_fail (self != NULL);

  if (!self->is_writing && !self->is_ended && now_us - self->sent_us >= SILENCE_US)
    send_text (self, STILL_HERE);
}

void
lec_event_client_end (LecEventClient *self)
{
  g_return_if_fail (self != NULL);

  if (self->is_ended)
    return;

  self->is_ended = TRUE;
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  soup_server_message_unpause (self->message);
}
