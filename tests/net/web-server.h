/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server of HTTP/1.1 on a port of its own, each connection on a thread: a test's function gets
 * the whole request and writes what it likes, bytes of HTTP or none, slowly or cut. A connection
 * takes one request.
 */
#pragma once

#include <gio/gio.h>
#include <string.h>

typedef struct _WebServer WebServer;

/* @n: how many requests came before. @head: first line and headers; @body: of @length bytes */
typedef void (*WebServerFunc) (WebServer *self,
                               guint n,
                               const char *head,
                               const char *body,
                               gsize length,
                               GOutputStream *out,
                               gpointer user_data);

struct _WebServer
{
  GSocketListener *listener;
  GThread *thread; /* that accepts */
  GCancellable *stop;
  WebServerFunc func;
  gpointer user_data;
  guint16 port;
  char *url;     /* without a path */
  int n_asked;   /* atomic */
  int is_closed; /* atomic: whoever writes without end ends */
  int n_running; /* atomic */
  GMutex log_lock;
  GPtrArray *heads;  /* (element-type utf8) of the requests */
  GPtrArray *bodies; /* (element-type GBytes) likewise */
};

static inline gsize
web_server_find_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "\r\ncontent-length:");

  return found != NULL ? (gsize) g_ascii_strtoull (found + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* Returns: whether a whole request came */
static inline gboolean
web_server_read (GInputStream *in,
                 GString *request,
                 gsize *head_length)
{
  while (TRUE)
    {
      const char *end = strstr (request->str, "\r\n\r\n");
      char piece[65536];
      gssize n_read = 0;

      if (end != NULL)
        {
          g_autofree char *head = g_strndup (request->str, (gsize) (end - request->str));

          *head_length = (gsize) (end - request->str) + 4;
          if (request->len >= *head_length + web_server_find_length (head))
            return TRUE;
        }
      n_read = g_input_stream_read (in, piece, sizeof piece, NULL, NULL);
      if (n_read <= 0)
        return FALSE;
      g_string_append_len (request, piece, n_read);
    }
}

typedef struct
{
  WebServer *server;
  GSocketConnection *connection;
} WebServerCall;

static inline void
web_server_serve (WebServer *self,
                  GSocketConnection *connection)
{
  g_autoptr (GString) request = g_string_new (NULL);
  g_autofree char *head = NULL;
  gsize head_length = 0;
  guint n = 0;

  if (!web_server_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, &head_length))
    return;

  head = g_strndup (request->str, head_length);
  g_mutex_lock (&self->log_lock);
  n = (guint) g_atomic_int_add (&self->n_asked, 1);
  g_ptr_array_add (self->heads, g_strdup (head));
  g_ptr_array_add (self->bodies, g_bytes_new (request->str + head_length, request->len - head_length));
  g_mutex_unlock (&self->log_lock);
  self->func (self, n, head, request->str + head_length, request->len - head_length,
              g_io_stream_get_output_stream (G_IO_STREAM (connection)), self->user_data);
}

static inline gpointer
web_server_call_thread (gpointer data)
{
  WebServerCall *call = data;

  web_server_serve (call->server, call->connection);
  g_io_stream_close (G_IO_STREAM (call->connection), NULL, NULL);
  g_object_unref (call->connection);
  g_atomic_int_dec_and_test (&call->server->n_running);
  g_free (call);

  return NULL;
}

static inline gpointer
web_server_accept_thread (gpointer data)
{
  WebServer *self = data;
  GSocketConnection *connection = NULL;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      WebServerCall *call = g_new0 (WebServerCall, 1);

      call->server = self;
      call->connection = connection;
      g_atomic_int_inc (&self->n_running);
      g_thread_unref (g_thread_new ("web-call", web_server_call_thread, call));
    }

  return NULL;
}

static inline WebServer *
web_server_new (WebServerFunc func,
                gpointer user_data)
{
  WebServer *self = g_new0 (WebServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->func = func;
  self->user_data = user_data;
  self->heads = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->stop = g_cancellable_new ();
  g_mutex_init (&self->log_lock);
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, &bound,
                                 &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->thread = g_thread_new ("web-server", web_server_accept_thread, self);

  return self;
}

/* Nothing answers there any more. */
static inline void
web_server_stop (WebServer *self)
{
  g_atomic_int_set (&self->is_closed, TRUE);
  g_cancellable_cancel (self->stop);
  g_clear_pointer (&self->thread, g_thread_join);
  g_socket_listener_close (self->listener);
}

static inline void
web_server_free (WebServer *self)
{
  web_server_stop (self);
  while (g_atomic_int_get (&self->n_running) > 0)
    g_usleep (1000);
  g_object_unref (self->listener);
  g_object_unref (self->stop);
  g_ptr_array_unref (self->heads);
  g_ptr_array_unref (self->bodies);
  g_mutex_clear (&self->log_lock);
  g_free (self->url);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebServer, web_server_free)

static inline guint
web_server_count (WebServer *self)
{
  return (guint) g_atomic_int_get (&self->n_asked);
}

/* Returns: (transfer full): with head and body of request @n */
static inline char *
web_server_dup_request (WebServer *self,
                        guint n,
                        GBytes **body)
{
  char *head = NULL;

  g_mutex_lock (&self->log_lock);
  g_assert_cmpuint (n, <, self->heads->len);
  head = g_strdup (g_ptr_array_index (self->heads, n));
  if (body != NULL)
    *body = g_bytes_ref (g_ptr_array_index (self->bodies, n));
  g_mutex_unlock (&self->log_lock);

  return head;
}

/* Returns: whether the other side still takes it */
static inline gboolean
web_server_write (GOutputStream *out,
                  const void *data,
                  gsize length)
{
  return g_output_stream_write_all (out, data, length, NULL, NULL, NULL);
}

static inline void
web_server_say (GOutputStream *out,
                const char *text)
{
  web_server_write (out, text, strlen (text));
}

/* A whole answer. @headers: (nullable): lines that end with \r\n */
static inline void
web_server_answer (GOutputStream *out,
                   const char *status,
                   const char *headers,
                   const char *body)
{
  g_autofree char *text =
    g_strdup_printf ("HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s", status, strlen (body),
                     headers != NULL ? headers : "", body);

  web_server_say (out, text);
}
