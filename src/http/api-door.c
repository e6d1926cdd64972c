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
#define REST_MS   100
#define GUEST_KEY "lec-guest"

struct _LecApiDoor
{
  GSocket *socket; /* owned */
  GSource *source; /* (nullable) owned: while it is asked who comes */
  guint rest_source;
  GPtrArray *guests; /* (element-type Guest): unowned */
  LecApiDoorFunc came;
  gpointer user_data;
};

/* Of a connection, as long as there is its socket. */
typedef struct
{
  LecApiDoor *door;  /* (nullable) unowned: until it is closed */
  GSocket *socket;   /* unowned */
  GSource *rest;     /* (nullable) owned: what it waits for between two requests */
  gint64 resting_us; /* since when; 0 otherwise */
} Guest;

static void
drop_rest (Guest *self)
{
  GSource *rest = g_steal_pointer (&self->rest);

  self->resting_us = 0;
  if (rest == NULL)
    return;

  g_source_destroy (rest);
  g_source_unref (rest);
}

static void
guest_free (gpointer data)
{
  Guest *self = data;

  if (self->door != NULL)
    g_ptr_array_remove_fast (self->door->guests, self);
  drop_rest (self);
  g_free (self);
}

static void
note_guest (LecApiDoor *self,
            GSocket *socket)
{
  Guest *guest = g_new0 (Guest, 1);

  guest->door = self;
  guest->socket = socket;
  g_ptr_array_add (self->guests, guest);
  g_object_set_data_full (G_OBJECT (socket), GUEST_KEY, guest, guest_free);
}

/* libsoup sees that, and closes it. */
static void
show_out (Guest *guest)
{
  guest->resting_us = 0;
  g_socket_shutdown (guest->socket, TRUE, TRUE, NULL);
}

/* Returns: whether there is some */
static gboolean
make_room (LecApiDoor *self)
{
  Guest *longest = NULL;

  if (self->guests->len < LEC_API_DOOR_MAX)
    return TRUE;

  for (guint i = 0; i < self->guests->len; i++)
    {
      Guest *guest = g_ptr_array_index (self->guests, i);

      if (guest->resting_us > 0 && (longest == NULL || guest->resting_us < longest->resting_us))
        longest = guest;
    }
  if (longest == NULL)
    return FALSE;

  show_out (longest);
  return TRUE;
}

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
  g_autoptr (GSocketConnection) connection = NULL;

  if (!make_room (self))
    return;

  note_guest (self, socket);
  connection = g_socket_connection_factory_create_connection (socket);
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
  self->guests = g_ptr_array_new ();
  self->came = came;
  self->user_data = user_data;
  watch_socket (self);
  return self;
}

/* A rest has a reference of the socket, with which the guest may go. */
static void
leave_guests (LecApiDoor *self)
{
  g_autoptr (GPtrArray) guests = g_steal_pointer (&self->guests);

  for (guint i = 0; i < guests->len; i++)
    ((Guest *) g_ptr_array_index (guests, i))->door = NULL;
  while (guests->len > 0)
    drop_rest (g_ptr_array_steal_index_fast (guests, 0));
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
  leave_guests (self);
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
set_rest (GSocket *socket,
          GSource *source,
          GSourceFunc func)
{
  Guest *guest = g_object_get_data (G_OBJECT (socket), GUEST_KEY);
  gint64 resting_us = guest->resting_us;

  g_source_set_callback (source, func, g_object_ref (socket), g_object_unref);
  g_source_attach (source, NULL);
  drop_rest (guest);
  guest->rest = source;
  guest->resting_us = resting_us;
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
  Guest *guest = NULL;

  g_return_if_fail (G_IS_SOCKET (socket));

  guest = g_object_get_data (G_OBJECT (socket), GUEST_KEY);
  g_return_if_fail (guest != NULL);

  /* libsoup may be about to close it. */
  set_rest (socket, g_timeout_source_new (0), settled_cb);
  guest->resting_us = g_get_monotonic_time ();
}

void
lec_api_door_end_rest (GSocket *socket)
{
  g_return_if_fail (G_IS_SOCKET (socket));

  drop_rest (g_object_get_data (G_OBJECT (socket), GUEST_KEY));
}

void
lec_api_door_look (LecApiDoor *self,
                   gint64 now_us)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->guests->len; i++)
    {
      Guest *guest = g_ptr_array_index (self->guests, i);

      if (guest->resting_us > 0 && now_us - guest->resting_us > LEC_API_DOOR_REST_US)
        show_out (guest);
    }
}
