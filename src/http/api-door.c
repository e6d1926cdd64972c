/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsoup could listen itself, but lets ten wait to be let in: the kernel drops
 * what the eleventh sends, who sends it again after a second. And libsoup 3.2
 * never gives back the socket of a connection that it has accepted, nor its own
 * address when it is asked for that. Nor does it close a connection whose other
 * side goes between two requests: that is seen here.
 */
#include "http/api-door.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* As many as may be connected; the kernel may have a smaller limit of its own. */
#define MAX_KNOCKING 1024
/* Before others have a turn. */
#define MAX_AT_ONCE 64
/* Where there are no file descriptors left, asking at once again would take all of a processor. */
#define REST_MS 100
/* Of a socket: what it waits for between two requests. */
#define REST_KEY "lec-rest"

struct _LecApiDoor
{
  GSocket *socket; /* owned */
  GSource *source; /* (nullable) owned: while it is asked who comes */
  guint rest_source;
  LecApiDoorFunc came;
  gpointer user_data;
};

static void watch_socket (LecApiDoor *self);

static gboolean
rested_cb (gpointer data)
{
  LecApiDoor *self = data;

  self->rest_source = 0;
  watch_socket (self);
  return G_SOURCE_REMOVE;
}

static void
let_in (LecApiDoor *self,
        GSocket *socket)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);

  /* An answer is written at once, and waits for no more. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  self->came (connection, self->user_data);
}

static gboolean
knocked_cb (GSocket *listening,
            GIOCondition condition,
            gpointer data)
{
  LecApiDoor *self = data;

  for (guint i = 0; i < MAX_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

      if (socket != NULL)
        let_in (self, socket);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      else
        {
          g_clear_pointer (&self->source, g_source_unref);
          self->rest_source = g_timeout_add (REST_MS, rested_cb, self);
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
watch_socket (LecApiDoor *self)
{
  self->source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->source, G_SOURCE_FUNC (knocked_cb), self, NULL);
  g_source_attach (self->source, NULL);
}

/* Returns: (transfer full) (nullable) */
static GSocket *
listen_at (GSocketAddress *address,
           GError **error)
{
  g_autoptr (GSocket) socket =
    g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, MAX_KNOCKING);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

LecApiDoor *
lec_api_door_open (const char *host,
                   guint16 port,
                   LecApiDoorFunc came,
                   gpointer user_data,
                   GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  LecApiDoor *self = NULL;

  g_return_val_if_fail (host != NULL && came != NULL, NULL);

  address = g_inet_socket_address_new_from_string (host, port);
  g_return_val_if_fail (address != NULL, NULL);

  socket = listen_at (address, error);
  if (socket == NULL)
    return NULL;

  self = g_new0 (LecApiDoor, 1);
  self->socket = g_steal_pointer (&socket);
  self->came = came;
  self->user_data = user_data;
  watch_socket (self);
  return self;
}

void
lec_api_door_close (LecApiDoor *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_socket_close (self->socket, NULL);
  g_object_unref (self->socket);
  g_free (self);
}

GSocket *
lec_api_door_get_socket (const LecApiDoor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->socket;
}

char *
lec_api_door_dup_address (const LecApiDoor *self)
{
  g_autoptr (GSocketAddress) address = NULL;
  GInetSocketAddress *where = NULL;
  g_autofree char *host = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  address = g_socket_get_local_address (self->socket, NULL);
  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  where = G_INET_SOCKET_ADDRESS (address);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (where));
  return g_uri_join (G_URI_FLAGS_NONE, "http", NULL, host, g_inet_socket_address_get_port (where), "/", NULL, NULL);
}

/* --- Between two requests --- */

static void
drop_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

/* Takes @source. */
static void
set_rest (GSocket *socket,
          GSource *source,
          GSourceFunc func)
{
  g_source_set_callback (source, func, g_object_ref (socket), g_object_unref);
  g_source_attach (source, NULL);
  g_object_set_data_full (G_OBJECT (socket), REST_KEY, source, drop_source);
}

static gboolean
gone_cb (gpointer data)
{
  g_autoptr (GSocket) socket = g_object_ref (data);

  g_socket_close (socket, NULL);
  lec_api_door_end_rest (socket);
  return G_SOURCE_REMOVE;
}

/* What has come is for libsoup to read. */
static gboolean
stirred_cb (GSocket *resting,
            GIOCondition condition,
            gpointer data)
{
  g_autoptr (GSocket) socket = g_object_ref (resting);
  char byte = 0;
  gssize n_bytes = g_socket_is_closed (socket) ? 1 : recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);

  if (n_bytes < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;

  /* Not at once: libsoup asks for the same in this turn. */
  if (n_bytes <= 0)
    set_rest (socket, g_timeout_source_new (0), gone_cb);
  else
    lec_api_door_end_rest (socket);
  return G_SOURCE_REMOVE;
}

static gboolean
settled_cb (gpointer data)
{
  g_autoptr (GSocket) socket = g_object_ref (data);

  if (g_socket_is_closed (socket))
    lec_api_door_end_rest (socket);
  else
    set_rest (socket, g_socket_create_source (socket, G_IO_IN, NULL), G_SOURCE_FUNC (stirred_cb));
  return G_SOURCE_REMOVE;
}

void
lec_api_door_begin_rest (GSocket *socket)
{
  g_return_if_fail (G_IS_SOCKET (socket));

  /* libsoup may be about to close it. */
  set_rest (socket, g_timeout_source_new (0), settled_cb);
}

void
lec_api_door_end_rest (GSocket *socket)
{
  g_return_if_fail (G_IS_SOCKET (socket));

  g_object_set_data (G_OBJECT (socket), REST_KEY, NULL);
}
