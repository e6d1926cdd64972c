/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only file of this room that knows whether there is Redis.
 */
#include "config.h"

#include "engine/cluster-hints.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

#ifdef LEC_HAVE_REDIS

#include "queue/redis-queue.h"
#include "redis/rate-limit.h"
#include "redis/redis-channel.h"
#include "redis/redis-client.h"
#include "store/cached-store.h"

#define KEY_PREFIX "lectern"
#define PROGRESS   "progress"

/* Reading from the store is quicker than this: a Redis that hangs must not hold up who claims. */
#define CACHE_CONNECT_MS 200
#define CACHE_TIMEOUT_MS 100

struct _LecClusterHints
{
  LecRedisClient *client;
  LecRedisClient *cache;
  LecQueue *queue;
  LecRedisListener *listener; /* (nullable): of the thread that hears */
};

/* Takes @reason: in the errors of Redis. */
static void
pass_on (GError *reason,
         GError **error)
{
  reason->domain = LEC_ERROR;
  reason->code = LEC_ERROR_INTERNAL;
  g_propagate_error (error, reason);
}

LecClusterHints *
lec_cluster_hints_new (const char *redis_url,
                       const char *worker,
                       GError **error)
{
  g_autoptr (LecRedisUrl) url = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecRedisClient) client = NULL;
  LecClusterHints *self = NULL;

  g_return_val_if_fail (redis_url != NULL, NULL);

  url = lec_redis_url_parse (redis_url, &reason);
  client = url != NULL ? lec_redis_client_new (url, KEY_PREFIX, &reason) : NULL;
  if (client == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, reason->message);
      return NULL;
    }

  self = g_new0 (LecClusterHints, 1);
  self->queue = lec_redis_queue_new (client, worker);
  self->client = g_steal_pointer (&client);
  self->cache = lec_redis_client_new (url, KEY_PREFIX, NULL);
  lec_redis_client_set_patience (self->cache, CACHE_CONNECT_MS, CACHE_TIMEOUT_MS);
  return self;
}

void
lec_cluster_hints_free (LecClusterHints *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->listener, lec_redis_listener_free);
  g_object_unref (self->queue);
  lec_redis_client_unref (self->client);
  lec_redis_client_unref (self->cache);
  g_free (self);
}

LecQueue *
lec_cluster_hints_get_queue (LecClusterHints *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->queue;
}

LecStore *
lec_cluster_hints_cache_store (LecClusterHints *self,
                               LecStore *store)
{
  g_autoptr (LecStore) inner = store;

  g_return_val_if_fail (self != NULL && LEC_IS_STORE (store), NULL);

  return lec_cached_store_new (inner, self->cache);
}

double
lec_cluster_hints_ping_ms (LecClusterHints *self,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char *const words[] = { "PING", NULL };
  gint64 start_us = g_get_monotonic_time ();
  GError *reason = NULL;
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL, -1);

  reply = lec_redis_client_run (self->client, words, 0, cancellable, &reason);
  if (reply == NULL)
    {
      pass_on (reason, error);
      return -1;
    }

  return (double) (g_get_monotonic_time () - start_us) / 1000;
}

char **
lec_cluster_hints_list_warnings (LecClusterHints *self,
                                 GCancellable *cancellable,
                                 GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecRedisInfo) info = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  info = lec_redis_client_get_info (self->client, cancellable, &reason);
  if (info != NULL)
    return lec_redis_info_list_warnings (info);

  pass_on (reason, error);
  return NULL;
}

gboolean
lec_cluster_hints_take_job (LecClusterHints *self,
                            const char *owner,
                            guint per_hour,
                            gint64 *wait_us,
                            GCancellable *cancellable)
{
  g_autofree char *name = NULL;
  g_autoptr (LecRateLimit) limit = NULL;

  g_return_val_if_fail (self != NULL && owner != NULL && per_hour > 0 && wait_us != NULL, FALSE);

  name = g_strconcat ("jobs:", owner, NULL);
  limit = lec_rate_limit_new (self->client, name, per_hour, per_hour / 3600.0);
  return lec_rate_limit_take (limit, 0, wait_us, cancellable);
}

gboolean
lec_cluster_hints_take (LecClusterHints *self,
                        const char *name,
                        guint capacity,
                        double per_s,
                        guint n_done,
                        gint64 *wait_us,
                        GCancellable *cancellable)
{
  g_autoptr (LecRateLimit) limit = NULL;

  g_return_val_if_fail (self != NULL && name != NULL && wait_us != NULL, FALSE);

  limit = lec_rate_limit_new (self->cache, name, capacity, per_s);
  return lec_rate_limit_take (limit, n_done, wait_us, cancellable);
}

/* With little patience: what is told later is of no use. */
void
lec_cluster_hints_tell_progress (LecClusterHints *self,
                                 const char *text,
                                 GCancellable *cancellable)
{
  g_return_if_fail (self != NULL && text != NULL);

  lec_redis_channel_tell (self->cache, PROGRESS, text, cancellable, NULL);
}

char *
lec_cluster_hints_hear (LecClusterHints *self,
                        guint timeout_ms,
                        gboolean *is_new,
                        GCancellable *cancellable,
                        GError **error)
{
  GError *reason = NULL;
  char *text = NULL;

  g_return_val_if_fail (self != NULL && is_new != NULL, NULL);

  *is_new = FALSE;
  if (self->listener == NULL)
    {
      self->listener = lec_redis_listener_open (self->client, PROGRESS, cancellable, &reason);
      *is_new = self->listener != NULL;
    }
  if (self->listener != NULL && !*is_new)
    text = lec_redis_listener_next (self->listener, timeout_ms, cancellable, &reason);
  if (reason == NULL)
    return text;

  g_clear_pointer (&self->listener, lec_redis_listener_free);
  pass_on (reason, error);
  return NULL;
}

#else

LecClusterHints *
lec_cluster_hints_new (const char *redis_url,
                       const char *worker,
                       GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("this program was built without Redis"));
  return NULL;
}

void
lec_cluster_hints_free (LecClusterHints *self)
{
}

LecQueue *
lec_cluster_hints_get_queue (LecClusterHints *self)
{
  return NULL;
}

LecStore *
lec_cluster_hints_cache_store (LecClusterHints *self,
                               LecStore *store)
{
  return store;
}

double
lec_cluster_hints_ping_ms (LecClusterHints *self,
                           GCancellable *cancellable,
                           GError **error)
{
  return -1;
}

char **
lec_cluster_hints_list_warnings (LecClusterHints *self,
                                 GCancellable *cancellable,
                                 GError **error)
{
  return NULL;
}

gboolean
lec_cluster_hints_take_job (LecClusterHints *self,
                            const char *owner,
                            guint per_hour,
                            gint64 *wait_us,
                            GCancellable *cancellable)
{
  return FALSE;
}

gboolean
lec_cluster_hints_take (LecClusterHints *self,
                        const char *name,
                        guint capacity,
                        double per_s,
                        guint n_done,
                        gint64 *wait_us,
                        GCancellable *cancellable)
{
  return FALSE;
}

void
lec_cluster_hints_tell_progress (LecClusterHints *self,
                                 const char *text,
                                 GCancellable *cancellable)
{
}

char *
lec_cluster_hints_hear (LecClusterHints *self,
                        guint timeout_ms,
                        gboolean *is_new,
                        GCancellable *cancellable,
                        GError **error)
{
  *is_new = FALSE;
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("this program was built without Redis"));
  return NULL;
}

#endif
