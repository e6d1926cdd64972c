/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A connection that has subscribed is sent what is told, one array each:
 * "message", the channel, the text. What comes from there may be from anybody.
 */
#include "redis/redis-channel.h"

#include <string.h>

#include "redis/redis-connection.h"
#include "redis/redis-error.h"

#define N_ELEMENTS 3

struct _LecRedisListener
{
  LecRedisConnection *connection;
};

/* Redis tells what is told in one database to those who listen in another one, too. Returns:
 * (transfer full) */
static char *
make_channel (LecRedisClient *client,
              const char *name)
{
  return lec_redis_keys_make_channel (lec_redis_client_get_keys (client), lec_redis_client_get_database (client), name);
}

gboolean
lec_redis_channel_tell (LecRedisClient *client,
                        const char *name,
                        const char *text,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *channel = NULL;
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (client != NULL && name != NULL && text != NULL, FALSE);

  channel = make_channel (client, name);
  reply = lec_redis_client_run (client, (const char *[]){ "PUBLISH", channel, text, NULL }, 0, cancellable, error);
  return reply != NULL;
}

/* Returns: (transfer full) (nullable): %NULL with the errors of lec_redis_client_connect() */
LecRedisListener *
lec_redis_listener_open (LecRedisClient *client,
                         const char *name,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *channel = NULL;
  g_autoptr (LecRedisListener) self = g_new0 (LecRedisListener, 1);
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 deadline_us = g_get_monotonic_time () + LEC_REDIS_TIMEOUT_MS * (gint64) 1000;

  g_return_val_if_fail (client != NULL && name != NULL, NULL);

  channel = make_channel (client, name);
  self->connection = lec_redis_client_connect (client, cancellable, error);
  reply = self->connection != NULL
            ? lec_redis_connection_run (self->connection, (const char *[]){ "SUBSCRIBE", channel, NULL }, deadline_us,
                                        cancellable, error)
            : NULL;

  return reply != NULL ? g_steal_pointer (&self) : NULL;
}

void
lec_redis_listener_free (LecRedisListener *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->connection, lec_redis_connection_free);
  g_free (self);
}

/* Returns: (transfer full) (nullable): %NULL for what is no message, or no text */
static char *
read_message (const LecRedisReply *reply)
{
  const GPtrArray *elements = lec_redis_reply_get_array (reply, N_ELEMENTS, NULL);
  const char *kind = elements != NULL ? lec_redis_reply_get_string (lec_redis_reply_get_element (reply, 0), NULL, NULL)
                                      : NULL;
  gsize length = 0;
  const char *text = g_strcmp0 (kind, "message") == 0
                       ? lec_redis_reply_get_string (lec_redis_reply_get_element (reply, 2), &length, NULL)
                       : NULL;

  return text != NULL && g_utf8_validate_len (text, length, NULL) ? g_strndup (text, length) : NULL;
}

/**
 * lec_redis_listener_next:
 * @timeout_ms: how long it waits
 *
 * Returns: (transfer full) (nullable): valid UTF-8; %NULL without an error when nothing was told;
 *   with one it is of no more use
 */
char *
lec_redis_listener_next (LecRedisListener *self,
                         guint timeout_ms,
                         GCancellable *cancellable,
                         GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  g_autoptr (LecRedisReply) reply = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  reply = lec_redis_connection_receive (self->connection, deadline_us, cancellable, &reason);
  if (reply != NULL)
    return read_message (reply);

  if (g_error_matches (reason, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TIMED_OUT))
    g_clear_error (&reason);
  else
    g_propagate_error (error, reason);
  return NULL;
}
