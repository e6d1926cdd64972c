/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A command goes out, its answer comes back, with a deadline for both. After
 * any failure to do so an answer may still be under way that would be taken
 * for that of the next command: the connection is of no use then.
 *
 * Belongs to one thread at a time.
 */
#include "redis/redis-connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "redis/redis-error.h"
#include "redis/redis-info.h"
#include "redis/redis-socket.h"

#define BUFFER_BYTES (16 * 1024)

struct _LecRedisConnection
{
  LecRedisSocket *socket;
  LecRedisReader *reader;
  char *run_id; /* (nullable): the server does not tell everybody */
  guint is_broken : 1;
};

static LecRedisReply *
receive_reply (LecRedisConnection *self,
               gint64 deadline_us,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *buffer = g_malloc (BUFFER_BYTES);
  LecRedisReply *reply = NULL;

  while (lec_redis_reader_pop (self->reader, &reply, error))
    {
      gssize n = 0;

      if (reply != NULL)
        return reply;
      n = lec_redis_socket_receive (self->socket, buffer, BUFFER_BYTES, deadline_us, cancellable, error);
      if (n < 0 || !lec_redis_reader_push (self->reader, buffer, (gsize) n, error))
        return NULL;
    }

  return NULL;
}

static LecRedisReply *
exchange (LecRedisConnection *self,
          const char *const *words,
          gint64 deadline_us,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GByteArray) bytes = lec_redis_format_command (words);

  if (!lec_redis_socket_send (self->socket, bytes, deadline_us, cancellable, error))
    return NULL;

  return receive_reply (self, deadline_us, cancellable, error);
}

/**
 * lec_redis_connection_run:
 * @words: (array zero-terminated=1): the command and its arguments
 * @deadline_us: monotonic: when an answer is no longer waited for
 *
 * Returns: (transfer full): what it answers, never an error reply: that is in @error, of
 *   %LEC_REDIS_ERROR; or %G_IO_ERROR_CANCELLED
 */
LecRedisReply *
lec_redis_connection_run (LecRedisConnection *self,
                          const char *const *words,
                          gint64 deadline_us,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && words != NULL, NULL);

  if (self->is_broken)
    {
      g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL, _ ("Redis answers what nobody asked"));
      return NULL;
    }
  reply = exchange (self, words, deadline_us, cancellable, error);
  if (reply == NULL)
    {
      self->is_broken = TRUE;
      return NULL;
    }
  /* An answer to nothing: the next question must not get it. */
  self->is_broken = lec_redis_reader_has_rest (self->reader);
  if (lec_redis_reply_get_kind (reply) == LEC_REDIS_REPLY_ERROR)
    {
      lec_redis_reply_get_string (reply, NULL, error);
      return NULL;
    }

  return g_steal_pointer (&reply);
}

/**
 * lec_redis_connection_receive:
 * @deadline_us: monotonic
 *
 * For who has subscribed to something: what comes unasked.
 *
 * Returns: (transfer full) (nullable): %NULL with any of %LEC_REDIS_ERROR, after which it is of no
 *   more use but for _TIMED_OUT; or %G_IO_ERROR_CANCELLED
 */
LecRedisReply *
lec_redis_connection_receive (LecRedisConnection *self,
                              gint64 deadline_us,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->is_broken = TRUE; /* For questions. */
  return receive_reply (self, deadline_us, cancellable, error);
}

/* What the server says to it may repeat the password: it is told by our words only. */
static gboolean
authenticate (LecRedisConnection *self,
              const LecRedisUrl *url,
              gint64 deadline_us,
              GCancellable *cancellable,
              GError **error)
{
  const char *with_user[] = { "AUTH", url->user, url->password, NULL };
  const char *without[] = { "AUTH", url->password, NULL };
  g_autoptr (LecRedisReply) reply = NULL;
  g_autoptr (GError) reason = NULL;

  if (url->password == NULL)
    return TRUE;

  reply = lec_redis_connection_run (self, url->user != NULL ? with_user : without, deadline_us, cancellable, &reason);
  if (reply != NULL)
    return TRUE;

  if (g_error_matches (reason, LEC_REDIS_ERROR, LEC_REDIS_ERROR_FAILED))
    g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_REFUSED,
                         _ ("Redis takes no password, or not this one: the server may have none set"));
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* It may have been configured away. */
static gboolean
tell_name (LecRedisConnection *self,
           const char *name,
           gint64 deadline_us,
           GCancellable *cancellable,
           GError **error)
{
  const char *words[] = { "CLIENT", "SETNAME", name, NULL };
  g_autoptr (LecRedisReply) reply = lec_redis_connection_run (self, words, deadline_us, cancellable, error);

  if (reply != NULL || self->is_broken)
    return reply != NULL;

  g_clear_error (error);
  return TRUE;
}

static gboolean
choose_database (LecRedisConnection *self,
                 guint database,
                 gint64 deadline_us,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", database);
  const char *words[] = { "SELECT", number, NULL };
  g_autoptr (LecRedisReply) reply = NULL;

  if (database == 0)
    return TRUE;

  reply = lec_redis_connection_run (self, words, deadline_us, cancellable, error);
  return reply != NULL;
}

/* Whether this is Redis at all, and lets us in. */
static gboolean
greet (LecRedisConnection *self,
       gint64 deadline_us,
       GCancellable *cancellable,
       GError **error)
{
  static const char *const words[] = { "PING", NULL };
  g_autoptr (LecRedisReply) reply = lec_redis_connection_run (self, words, deadline_us, cancellable, error);

  return reply != NULL && lec_redis_reply_get_string (reply, NULL, error) != NULL;
}

/* A user who may not ask that may still use queues. */
static gboolean
learn_run_id (LecRedisConnection *self,
              gint64 deadline_us,
              GCancellable *cancellable,
              GError **error)
{
  static const char *const words[] = { "INFO", "server", NULL };
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecRedisReply) reply = lec_redis_connection_run (self, words, deadline_us, cancellable, &reason);
  const char *text = reply != NULL ? lec_redis_reply_get_string (reply, NULL, &reason) : NULL;

  if (text != NULL)
    self->run_id = lec_redis_info_dup_value (text, "run_id");
  if (text != NULL || (!self->is_broken && g_error_matches (reason, LEC_REDIS_ERROR, LEC_REDIS_ERROR_REFUSED)))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/**
 * lec_redis_connection_open:
 * @name: for the server's list of clients: no spaces
 * @deadline_us: monotonic: for all of it
 *
 * Returns: (transfer full): %NULL with any of %LEC_REDIS_ERROR or %G_IO_ERROR_CANCELLED
 */
LecRedisConnection *
lec_redis_connection_open (const LecRedisUrl *url,
                           const char *name,
                           gint64 deadline_us,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (LecRedisConnection) self = NULL;

  g_return_val_if_fail (url != NULL && name != NULL, NULL);

  self = g_new0 (LecRedisConnection, 1);
  self->reader = lec_redis_reader_new ();
  self->socket = lec_redis_socket_connect (url, deadline_us, cancellable, error);
  if (self->socket == NULL || !authenticate (self, url, deadline_us, cancellable, error) ||
      !greet (self, deadline_us, cancellable, error) || !learn_run_id (self, deadline_us, cancellable, error) ||
      !choose_database (self, url->database, deadline_us, cancellable, error) ||
      !tell_name (self, name, deadline_us, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
lec_redis_connection_free (LecRedisConnection *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->socket, lec_redis_socket_free);
  g_clear_pointer (&self->reader, lec_redis_reader_free);
  g_free (self->run_id);
  g_free (self);
}

/**
 * lec_redis_connection_is_usable:
 *
 * Returns: whether nothing has failed on it and the server has not closed it since
 */
gboolean
lec_redis_connection_is_usable (LecRedisConnection *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return !self->is_broken && lec_redis_socket_is_quiet (self->socket);
}

/* Returns: (nullable): another one after each start of the server */
const char *
lec_redis_connection_get_run_id (LecRedisConnection *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->run_id;
}
