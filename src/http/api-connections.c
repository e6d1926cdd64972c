/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libsoup tells nothing of a connection that it was given, but has its remote
 * address as long as there is a message: the socket is found by that.
 */
#include "http/api-connections.h"

#include "http/api-door.h"

/* Of a remote address. */
#define SOCKET_KEY "lec-socket"

struct _LecApiConnections
{
  SoupServer *soup; /* unowned */
  LecApiDoor *door; /* owned */
};

/* Returns: (nullable) */
static GSocket *
find_socket (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), SOCKET_KEY) : NULL;
}

static void
came_cb (GSocketConnection *connection,
         gpointer data)
{
  LecApiConnections *self = data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  /* It may have gone already. */
  if (local == NULL || remote == NULL)
    return;

  g_object_set_data_full (G_OBJECT (remote), SOCKET_KEY, g_object_ref (g_socket_connection_get_socket (connection)),
                          g_object_unref);
  soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local, remote, NULL);
}

/* libsoup keeps connections for a next request only as long as it listens itself: in a main context
 * that nobody runs. */
static gboolean
listen_idly (LecApiConnections *self,
             GError **error)
{
  g_autoptr (GMainContext) idle = g_main_context_new ();
  gboolean is_well = FALSE;

  g_main_context_push_thread_default (idle);
  is_well = soup_server_listen_socket (self->soup, lec_api_door_get_socket (self->door), 0, error);
  g_main_context_pop_thread_default (idle);
  return is_well;
}

LecApiConnections *
lec_api_connections_open (SoupServer *soup,
                          const char *host,
                          guint16 port,
                          GError **error)
{
  g_autoptr (LecApiConnections) self = NULL;

  g_return_val_if_fail (SOUP_IS_SERVER (soup), NULL);

  self = g_new0 (LecApiConnections, 1);
  self->soup = soup;
  self->door = lec_api_door_open (host, port, came_cb, self, error);
  return self->door != NULL && listen_idly (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lec_api_connections_close (LecApiConnections *self)
{
  if (self == NULL)
    return;

  lec_api_door_close (self->door);
  g_free (self);
}

char *
lec_api_connections_dup_address (const LecApiConnections *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return lec_api_door_dup_address (self->door);
}

void
lec_api_connections_look (LecApiConnections *self,
                          gint64 now_us)
{
  g_return_if_fail (self != NULL);

  lec_api_door_look (self->door, now_us);
}

void
lec_api_connections_begin_request (SoupServerMessage *message)
{
  GSocket *socket = find_socket (message);

  if (socket != NULL)
    lec_api_door_end_rest (socket);
}

void
lec_api_connections_end_request (SoupServerMessage *message)
{
  GSocket *socket = find_socket (message);

  if (socket != NULL)
    lec_api_door_begin_rest (socket);
}

void
lec_api_connections_cut_off (SoupServerMessage *message)
{
  GSocket *socket = find_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}
