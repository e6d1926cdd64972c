/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread, that serves one connection after the other: a client of this room closes one that has
 * failed before it makes the next.
 */
#include "redis/fake-server.h"

#include <gio/gio.h>
#include <string.h>

struct _FakeServer
{
  GSocketListener *listener;
  GThread *thread;
  GCancellable *ending;
  GBytes *bytes;
  FakeServerFlags flags;
  char *url;
};

/* Returns: (nullable): what Redis answers to one of the first questions */
static const char *
choose_greeting (const char *command)
{
  if (strstr (command, "PING") != NULL)
    return "+PONG\r\n";
  if (strstr (command, "INFO") != NULL)
    return "$11\r\nrun_id:fake\r\n";
  if (strstr (command, "CLIENT") != NULL)
    return "+OK\r\n";

  return NULL;
}

static void
talk (FakeServer *self,
      GIOStream *stream)
{
  char command[4096] = "";
  gssize length = 0;

  while ((length = g_input_stream_read (g_io_stream_get_input_stream (stream), command, sizeof command - 1,
                                        self->ending, NULL)) > 0)
    {
      const char *greeting = NULL;
      gsize size = 0;
      gconstpointer bytes = g_bytes_get_data (self->bytes, &size);

      command[length] = '\0';
      greeting = (self->flags & FAKE_SERVER_GREETS) != 0 ? choose_greeting (command) : NULL;
      if (!g_output_stream_write_all (g_io_stream_get_output_stream (stream), greeting != NULL ? greeting : bytes,
                                      greeting != NULL ? strlen (greeting) : size, NULL, self->ending, NULL))
        return;
      if (greeting == NULL && (self->flags & FAKE_SERVER_CLOSES) != 0)
        return;
    }
}

static gpointer
serve (gpointer user_data)
{
  FakeServer *self = user_data;

  while (!g_cancellable_is_cancelled (self->ending))
    {
      g_autoptr (GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, self->ending, NULL);

      if (connection != NULL)
        talk (self, G_IO_STREAM (connection));
    }

  return NULL;
}

FakeServer *
fake_server_start (GBytes *bytes,
                   FakeServerFlags flags)
{
  FakeServer *self = g_new0 (FakeServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) chosen = NULL;
  g_autoptr (GError) error = NULL;

  self->bytes = g_bytes_ref (bytes);
  self->flags = flags;
  self->ending = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &chosen, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("redis://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (chosen)));
  self->thread = g_thread_new ("fake-server", serve, self);
  return self;
}

void
fake_server_free (FakeServer *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->ending);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->ending);
  g_bytes_unref (self->bytes);
  g_free (self->url);
  g_free (self);
}

const char *
fake_server_get_url (FakeServer *self)
{
  return self->url;
}
