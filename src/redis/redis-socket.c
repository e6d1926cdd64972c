/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GIO connects, since it can be cancelled and timed while it looks up the name,
 * too: hiredis 0.14 would look it up for as long as it takes. For that it runs
 * a main context of its own, for the time of the call. Afterwards the socket
 * does not block, and is waited for with a deadline and a cancellable.
 *
 * Belongs to one thread at a time.
 */
#include "redis/redis-socket.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "base/cancel-relay.h"
#include "redis/redis-error.h"

struct _LecRedisSocket
{
  GSocketConnection *connection; /* owned */
  GSocket *socket;               /* unowned, of the connection */
};

typedef struct
{
  LecCancelRelay giving_up; /* by the caller or by the time */
  GSocketConnection *connection;
  GError *error;
  guint has_ended : 1;
  guint is_late : 1;
} Attempt;

static void
connected_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &attempt->error);
  attempt->has_ended = TRUE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->is_late = TRUE;
  g_cancellable_cancel (attempt->giving_up.cancellable);
  return G_SOURCE_REMOVE;
}

/* The default context of this thread is another one in the meantime. */
static void
run_attempt (Attempt *attempt,
             const LecRedisUrl *url,
             gint64 deadline_us,
             GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) address = g_network_address_new (url->host, url->port);
  gint64 left_us = MAX (deadline_us - g_get_monotonic_time (), 0);
  g_autoptr (GSource) timer = g_timeout_source_new ((guint) (left_us / 1000));

  g_socket_client_set_enable_proxy (client, FALSE);
  g_source_set_callback (timer, deadline_cb, attempt, NULL);
  g_source_attach (timer, context);
  lec_cancel_relay_begin (&attempt->giving_up, context, cancellable);
  g_socket_client_connect_async (client, address, attempt->giving_up.cancellable, connected_cb, attempt);
  while (!attempt->has_ended)
    lec_cancel_relay_iterate (&attempt->giving_up);
  g_source_destroy (timer);
  /* What GIO has begun beside that, for another address, ends in this context, too. */
  while (g_main_context_iteration (context, FALSE))
    continue;
  lec_cancel_relay_end (&attempt->giving_up);
}

static void
set_unreachable (GError **error,
                 const Attempt *attempt)
{
  if (attempt->is_late)
    g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TIMED_OUT, _ ("no connection in time"));
  else
    g_set_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_UNREACHABLE, _ ("cannot connect: %s"),
                 attempt->error->message);
}

static void
set_options (GSocket *socket)
{
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_keepalive (socket, TRUE);
  /* A command is one packet, that waits for no other. */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
}

/**
 * lec_redis_socket_connect:
 * @deadline_us: monotonic
 *
 * Returns: (transfer full): %NULL with %LEC_REDIS_ERROR_UNREACHABLE, %LEC_REDIS_ERROR_TIMED_OUT or
 *   %G_IO_ERROR_CANCELLED
 */
LecRedisSocket *
lec_redis_socket_connect (const LecRedisUrl *url,
                          gint64 deadline_us,
                          GCancellable *cancellable,
                          GError **error)
{
  Attempt attempt = { 0 };
  g_autoptr (GError) reason = NULL;
  LecRedisSocket *self = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  run_attempt (&attempt, url, deadline_us, cancellable);
  reason = attempt.error;
  if (attempt.connection == NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        set_unreachable (error, &attempt);
      return NULL;
    }

  self = g_new0 (LecRedisSocket, 1);
  self->connection = attempt.connection;
  self->socket = g_socket_connection_get_socket (self->connection);
  set_options (self->socket);
  return self;
}

void
lec_redis_socket_free (LecRedisSocket *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->connection);
  g_free (self);
}

static gboolean
set_lost (GError **error,
          const GError *reason)
{
  g_set_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_UNREACHABLE, _ ("the connection was lost: %s"), reason->message);
  return FALSE;
}

/* Waits until the socket is ready. */
static gboolean
wait_for (LecRedisSocket *self,
          GIOCondition condition,
          gint64 deadline_us,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) reason = NULL;
  gint64 left_us = MAX (deadline_us - g_get_monotonic_time (), 0);

  if (g_socket_condition_timed_wait (self->socket, condition, left_us, cancellable, &reason))
    return TRUE;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TIMED_OUT, _ ("no answer in time"));
  else
    set_lost (error, reason);
  return FALSE;
}

/**
 * lec_redis_socket_send:
 * @deadline_us: monotonic: for all of it
 *
 * Returns: %FALSE with %LEC_REDIS_ERROR_UNREACHABLE, %LEC_REDIS_ERROR_TIMED_OUT or
 *   %G_IO_ERROR_CANCELLED: a part of it may have been sent
 */
gboolean
lec_redis_socket_send (LecRedisSocket *self,
                       const GByteArray *bytes,
                       gint64 deadline_us,
                       GCancellable *cancellable,
                       GError **error)
{
  gsize n_sent = 0;

  while (n_sent < bytes->len)
    {
      g_autoptr (GError) reason = NULL;
      gssize n = g_socket_send (self->socket, (const char *) bytes->data + n_sent, bytes->len - n_sent, NULL, &reason);

      if (n >= 0)
        n_sent += (gsize) n;
      else if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return set_lost (error, reason);
      else if (!wait_for (self, G_IO_OUT, deadline_us, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * lec_redis_socket_receive:
 * @deadline_us: monotonic
 *
 * Returns: 1..@size bytes; -1 with errors as of lec_redis_socket_send()
 */
gssize
lec_redis_socket_receive (LecRedisSocket *self,
                          char *buffer,
                          gsize size,
                          gint64 deadline_us,
                          GCancellable *cancellable,
                          GError **error)
{
  while (TRUE)
    {
      g_autoptr (GError) reason = NULL;
      gssize n = 0;

      if (!wait_for (self, G_IO_IN, deadline_us, cancellable, error))
        return -1;
      n = g_socket_receive (self->socket, buffer, size, NULL, &reason);
      if (n > 0)
        return n;
      if (n == 0)
        {
          g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_UNREACHABLE, _ ("the server has hung up"));
          return -1;
        }
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          set_lost (error, reason);
          return -1;
        }
    }
}

/**
 * lec_redis_socket_is_quiet:
 *
 * Returns: whether the connection is there and nothing has come unasked, as on one that the server
 *   has closed
 */
gboolean
lec_redis_socket_is_quiet (LecRedisSocket *self)
{
  return g_socket_condition_check (self->socket, G_IO_IN | G_IO_HUP | G_IO_ERR) == 0;
}
