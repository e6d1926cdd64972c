/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread borrows a connection for the time of one command; no I/O is done
 * under the lock. A connection on which anything failed is closed, and with it
 * all that rest, since they lead to the same server; the next command makes a
 * new one, when the circuit breaker lets it.
 *
 * Nothing is sent twice: whether a command whose answer is missing was done is
 * not known here. Only connections that the server has closed in the meantime
 * are seen before they are used.
 */
#include "redis/redis-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "redis/circuit-breaker.h"
#include "redis/redis-connection.h"
#include "redis/redis-error.h"

#define MAX_RESTING 8

struct _LecRedisClient
{
  gatomicrefcount n_refs;
  LecRedisUrl *url;
  LecRedisKeys *keys;
  char *place; /* of the server, for messages */
  char *name;  /* ours, for the server's list of clients */
  guint connect_timeout_ms;
  guint timeout_ms;

  GMutex state_lock; /* guards all below */
  GQueue resting;    /* (element-type LecRedisConnection) owned, last used first */
  LecCircuitBreaker breaker;
  char *last_reason; /* (nullable): why the breaker is open */
  char *run_id;      /* (nullable): of the server that was connected to last */
  LecRedisCounts counts;
};

/**
 * lec_redis_client_new:
 * @prefix: see lec_redis_keys_new()
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): %NULL with %LEC_REDIS_ERROR_URL when the prefix is wrong
 */
LecRedisClient *
lec_redis_client_new (const LecRedisUrl *url,
                      const char *prefix,
                      GError **error)
{
  g_autoptr (LecRedisKeys) keys = NULL;
  LecRedisClient *self = NULL;

  g_return_val_if_fail (url != NULL && prefix != NULL, NULL);

  keys = lec_redis_keys_new (prefix, error);
  if (keys == NULL)
    return NULL;

  self = g_new0 (LecRedisClient, 1);
  g_atomic_ref_count_init (&self->n_refs);
  self->url = lec_redis_url_copy (url);
  self->keys = g_steal_pointer (&keys);
  self->place = lec_redis_url_describe (url);
  self->name = g_strdup_printf ("lectern-%ld", (long) getpid ());
  self->connect_timeout_ms = LEC_REDIS_CONNECT_TIMEOUT_MS;
  self->timeout_ms = LEC_REDIS_TIMEOUT_MS;
  g_mutex_init (&self->state_lock);
  g_queue_init (&self->resting);
  return self;
}

LecRedisClient *
lec_redis_client_ref (LecRedisClient *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
lec_redis_client_unref (LecRedisClient *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_queue_clear_full (&self->resting, (GDestroyNotify) lec_redis_connection_free);
  g_mutex_clear (&self->state_lock);
  lec_redis_url_free (self->url);
  lec_redis_keys_free (self->keys);
  g_free (self->place);
  g_free (self->name);
  g_free (self->last_reason);
  g_free (self->run_id);
  g_free (self);
}

/**
 * lec_redis_client_set_patience:
 * @connect_timeout_ms: 1..: instead of %LEC_REDIS_CONNECT_TIMEOUT_MS
 * @timeout_ms: 1..: instead of %LEC_REDIS_TIMEOUT_MS
 *
 * For who can do without, and would rather do that than wait: a cache. Not while another call is
 * under way.
 */
void
lec_redis_client_set_patience (LecRedisClient *self,
                               guint connect_timeout_ms,
                               guint timeout_ms)
{
  g_return_if_fail (self != NULL && connect_timeout_ms > 0 && timeout_ms > 0);

  self->connect_timeout_ms = connect_timeout_ms;
  self->timeout_ms = timeout_ms;
}

/* Returns: the number of the database that its keys are in */
guint
lec_redis_client_get_database (LecRedisClient *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->url->database;
}

/* Returns: (transfer none): for as long as the client lives */
const LecRedisKeys *
lec_redis_client_get_keys (LecRedisClient *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->keys;
}

static void
note_failure (LecRedisClient *self,
              const GError *reason)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);
  GQueue closed = self->resting;

  g_queue_init (&self->resting);
  self->counts.n_failures++;
  lec_circuit_breaker_note_failure (&self->breaker, g_get_monotonic_time (), g_random_double ());
  g_free (self->last_reason);
  self->last_reason = g_strdup (reason->message);
  g_clear_pointer (&locker, g_mutex_locker_free);

  g_queue_clear_full (&closed, (GDestroyNotify) lec_redis_connection_free);
}

/* Cancelling is nobody's fault, but whoever tried whether the server is back found nothing out:
 * the next one may try at once. */
static void
note_cancelled (LecRedisClient *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  self->breaker.resting_until_us = 0;
}

static gboolean
may_ask (LecRedisClient *self,
         GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  if (lec_circuit_breaker_try (&self->breaker, g_get_monotonic_time ()))
    return TRUE;

  self->counts.n_rested++;
  g_set_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_RESTING, _ ("%s failed a moment ago (%s)"), self->place,
               self->last_reason);
  return FALSE;
}

/* Returns: (transfer full) (nullable) */
static LecRedisConnection *
take_resting (LecRedisClient *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  return g_queue_pop_head (&self->resting);
}

static LecRedisConnection *
connect_anew (LecRedisClient *self,
              GCancellable *cancellable,
              GError **error)
{
  gint64 deadline_us = g_get_monotonic_time () + (gint64) self->connect_timeout_ms * 1000;
  LecRedisConnection *connection = lec_redis_connection_open (self->url, self->name, deadline_us, cancellable, error);
  g_autoptr (GMutexLocker) locker = NULL;

  if (connection == NULL)
    return NULL;

  locker = g_mutex_locker_new (&self->state_lock);
  self->counts.n_connections++;
  g_free (self->run_id);
  self->run_id = g_strdup (lec_redis_connection_get_run_id (connection));
  return connection;
}

static LecRedisConnection *
borrow (LecRedisClient *self,
        GCancellable *cancellable,
        GError **error)
{
  LecRedisConnection *connection = NULL;

  while ((connection = take_resting (self)) != NULL)
    {
      if (lec_redis_connection_is_usable (connection))
        return connection;
      lec_redis_connection_free (connection);
    }

  return connect_anew (self, cancellable, error);
}

/* @connection: (transfer full): after an answer, be it an error */
static void
give_back (LecRedisClient *self,
           LecRedisConnection *connection)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);
  LecRedisConnection *superfluous = NULL;

  self->counts.n_commands++;
  lec_circuit_breaker_note_success (&self->breaker);
  g_queue_push_head (&self->resting, connection);
  if (self->resting.length > MAX_RESTING)
    superfluous = g_queue_pop_tail (&self->resting);
  g_clear_pointer (&locker, g_mutex_locker_free);

  lec_redis_connection_free (superfluous);
}

static void
settle (LecRedisClient *self,
        LecRedisConnection *connection,
        const GError *reason)
{
  gboolean was_cancelled = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* A connection that could not be made has failed, whatever the reason. */
  if (was_cancelled)
    note_cancelled (self);
  else if (reason != NULL && (connection == NULL || lec_redis_error_is_outage (reason)))
    note_failure (self, reason);
  else
    {
      give_back (self, connection);
      return;
    }

  lec_redis_connection_free (connection);
}

/**
 * lec_redis_client_run:
 * @words: (array zero-terminated=1): the command and its arguments, all of them text
 * @timeout_ms: how long the command itself may take on the server (BLOCK), 0 for most;
 *   %LEC_REDIS_TIMEOUT_MS is added for the way
 *
 * May take %LEC_REDIS_CONNECT_TIMEOUT_MS more when there is no connection; see also
 * lec_redis_client_set_patience(). Returns at once after
 * @cancellable was cancelled.
 *
 * Returns: (transfer full): never an error reply; %NULL with any of %LEC_REDIS_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 */
LecRedisReply *
lec_redis_client_run (LecRedisClient *self,
                      const char *const *words,
                      guint timeout_ms,
                      GCancellable *cancellable,
                      GError **error)
{
  LecRedisConnection *connection = NULL;
  LecRedisReply *reply = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (self != NULL && words != NULL && words[0] != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !may_ask (self, error))
    return NULL;

  connection = borrow (self, cancellable, &reason);
  if (connection != NULL)
    {
      gint64 deadline_us = g_get_monotonic_time () + ((gint64) timeout_ms + self->timeout_ms) * 1000;

      reply = lec_redis_connection_run (connection, words, deadline_us, cancellable, &reason);
    }
  settle (self, connection, reason);
  if (reply != NULL)
    return reply;

  if (reason->domain == LEC_REDIS_ERROR)
    g_prefix_error (&reason, "%s: ", self->place);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/* Returns: (transfer full) (nullable): %NULL as lec_redis_client_run() */
LecRedisConnection *
lec_redis_client_connect (LecRedisClient *self,
                          GCancellable *cancellable,
                          GError **error)
{
  LecRedisConnection *connection = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !may_ask (self, error))
    return NULL;

  connection = connect_anew (self, cancellable, &reason);
  if (connection != NULL)
    {
      g_mutex_lock (&self->state_lock);
      lec_circuit_breaker_note_success (&self->breaker);
      g_mutex_unlock (&self->state_lock);
      return connection;
    }

  settle (self, NULL, reason);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

static GPtrArray *
make_script_call (const char *command,
                  const char *script,
                  const char *const *keys,
                  const char *const *arguments)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (words, g_strdup (command));
  g_ptr_array_add (words, g_strdup (script));
  g_ptr_array_add (words, g_strdup_printf ("%u", g_strv_length ((char **) keys)));
  for (const char *const *key = keys; *key != NULL; key++)
    g_ptr_array_add (words, g_strdup (*key));
  for (const char *const *argument = arguments; *argument != NULL; argument++)
    g_ptr_array_add (words, g_strdup (*argument));
  g_ptr_array_add (words, NULL);
  return g_steal_pointer (&words);
}

/**
 * lec_redis_client_run_script:
 * @script: in Lua
 * @keys: (array zero-terminated=1): all that it uses
 * @arguments: (array zero-terminated=1)
 *
 * By its hash, since the server has it most of the time; else as it is. All of it happens at once,
 * or not at all when the server does not run it.
 *
 * Returns: (transfer full): as lec_redis_client_run()
 */
LecRedisReply *
lec_redis_client_run_script (LecRedisClient *self,
                             const char *script,
                             const char *const *keys,
                             const char *const *arguments,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (GPtrArray) by_hash = NULL;
  g_autoptr (GPtrArray) as_it_is = NULL;
  g_autoptr (GError) reason = NULL;
  LecRedisReply *reply = NULL;

  g_return_val_if_fail (self != NULL && script != NULL && keys != NULL && arguments != NULL, NULL);

  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, script, -1);
  by_hash = make_script_call ("EVALSHA", hash, keys, arguments);
  reply = lec_redis_client_run (self, (const char *const *) by_hash->pdata, 0, cancellable, &reason);
  if (reply != NULL)
    return reply;
  if (!g_error_matches (reason, LEC_REDIS_ERROR, LEC_REDIS_ERROR_NO_SCRIPT))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  as_it_is = make_script_call ("EVAL", script, keys, arguments);
  return lec_redis_client_run (self, (const char *const *) as_it_is->pdata, 0, cancellable, error);
}

/**
 * lec_redis_client_get_info:
 *
 * Returns: (transfer full): as lec_redis_client_run()
 */
LecRedisInfo *
lec_redis_client_get_info (LecRedisClient *self,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char *const words[] = { "INFO", NULL };
  g_autoptr (LecRedisReply) reply = NULL;
  const char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  reply = lec_redis_client_run (self, words, 0, cancellable, error);
  text = reply != NULL ? lec_redis_reply_get_string (reply, NULL, error) : NULL;

  return text != NULL ? lec_redis_info_parse (text) : NULL;
}

/**
 * lec_redis_client_dup_run_id:
 *
 * Returns: (transfer full) (nullable): of the server that was connected to last: another one after
 *   each of its starts
 */
char *
lec_redis_client_dup_run_id (LecRedisClient *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->state_lock);
  return g_strdup (self->run_id);
}

/**
 * lec_redis_client_get_wait_us:
 *
 * Returns: for how long nothing will be sent after a failure, 0 when all is well
 */
gint64
lec_redis_client_get_wait_us (LecRedisClient *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->state_lock);
  return lec_circuit_breaker_get_wait_us (&self->breaker, g_get_monotonic_time ());
}

void
lec_redis_client_get_counts (LecRedisClient *self,
                             LecRedisCounts *counts)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && counts != NULL);

  locker = g_mutex_locker_new (&self->state_lock);
  *counts = self->counts;
}
