/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cache may forget, and must not lie. Three things could make it:
 *
 * - A slow reader writes what it read before somebody changed it: an entry has
 *   a version, that forgetting counts up. Whoever finds nothing is told it, and
 *   may write only while it is the same.
 * - Redis was away when something was to be forgotten: that is kept, and done
 *   before anything else is read or written here.
 * - It comes back with what it had before: keys carry the start of the server
 *   they were written to, so that none is read after the next.
 */
#include "redis/redis-cache.h"

#include <string.h>

#define MAX_LATE 10000

/* How long the version of what was forgotten stays: longer than any reader takes. */
#define FORGOTTEN_TTL_S "300"

/* Beside the parts, which are named by letters. */
#define VERSION_FIELD "@version"

/* A part that is put later does not make the others stay longer. */
static const char put_script[] =
  "local version = tonumber (redis.call ('HGET', KEYS[1], '" VERSION_FIELD "')) or 0\n"
  "if version ~= tonumber (ARGV[1]) then return 0 end\n"
  "local is_first = redis.call ('HLEN', KEYS[1]) <= 1\n"
  "redis.call ('HSET', KEYS[1], '" VERSION_FIELD "', ARGV[1], ARGV[2], ARGV[3])\n"
  "if is_first then redis.call ('EXPIRE', KEYS[1], ARGV[4]) end\n"
  "return 1\n";

static const char forget_script[] =
  "local version = tonumber (redis.call ('HGET', KEYS[1], '" VERSION_FIELD "')) or 0\n"
  "redis.call ('DEL', KEYS[1])\n"
  "redis.call ('HSET', KEYS[1], '" VERSION_FIELD "', string.format ('%.0f', version + 1))\n"
  "redis.call ('EXPIRE', KEYS[1], ARGV[1])\n"
  "return 1\n";

typedef struct
{
  char *kind;
  char *id;
} Late;

struct _LecRedisCache
{
  LecRedisClient *client; /* owned */

  GMutex state_lock; /* guards all below */
  GQueue late;       /* (element-type Late) owned: to be forgotten when Redis is there again */
  LecRedisCacheCounts counts;
};

static void
late_free (Late *self)
{
  g_free (self->kind);
  g_free (self->id);
  g_free (self);
}

/* Returns: (transfer full) */
LecRedisCache *
lec_redis_cache_new (LecRedisClient *client)
{
  LecRedisCache *self = NULL;

  g_return_val_if_fail (client != NULL, NULL);

  self = g_new0 (LecRedisCache, 1);
  self->client = lec_redis_client_ref (client);
  g_mutex_init (&self->state_lock);
  g_queue_init (&self->late);
  return self;
}

void
lec_redis_cache_free (LecRedisCache *self)
{
  if (self == NULL)
    return;

  g_queue_clear_full (&self->late, (GDestroyNotify) late_free);
  g_mutex_clear (&self->state_lock);
  lec_redis_client_unref (self->client);
  g_free (self);
}

static void
count (LecRedisCache *self,
       guint64 *counter)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  (*counter)++;
}

/* Returns: (transfer full) (nullable): %NULL while it is not known which server this is */
static char *
make_key (LecRedisCache *self,
          const char *kind,
          const char *id)
{
  static const char *const greeting[] = { "PING", NULL };
  g_autofree char *run_id = lec_redis_client_dup_run_id (self->client);
  g_autofree char *place = NULL;

  if (run_id == NULL)
    {
      g_autoptr (LecRedisReply) reply = lec_redis_client_run (self->client, greeting, 0, NULL, NULL);

      run_id = lec_redis_client_dup_run_id (self->client);
      if (reply == NULL || run_id == NULL)
        return NULL;
    }

  place = g_strconcat (id, ":", run_id, NULL);
  return lec_redis_keys_make_cache (lec_redis_client_get_keys (self->client), kind, place);
}

static gboolean
forget_now (LecRedisCache *self,
            const char *kind,
            const char *id)
{
  g_autofree char *key = make_key (self, kind, id);
  const char *keys[] = { key, NULL };
  const char *arguments[] = { FORGOTTEN_TTL_S, NULL };
  g_autoptr (LecRedisReply) reply = NULL;

  if (key == NULL)
    return FALSE;

  reply = lec_redis_client_run_script (self->client, forget_script, keys, arguments, NULL, NULL);
  return reply != NULL;
}

static void
keep_for_later (LecRedisCache *self,
                Late *late)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  self->counts.n_failures++;
  g_queue_push_tail (&self->late, late);
  /* Those that are dropped are gone after their time. */
  if (self->late.length > MAX_LATE)
    late_free (g_queue_pop_head (&self->late));
}

static Late *
take_late (LecRedisCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  return g_queue_pop_head (&self->late);
}

/* Returns: whether nothing is left that should have been forgotten */
static gboolean
catch_up (LecRedisCache *self)
{
  Late *late = NULL;

  while ((late = take_late (self)) != NULL)
    {
      if (!forget_now (self, late->kind, late->id))
        {
          keep_for_later (self, late);
          return FALSE;
        }
      late_free (late);
    }

  return TRUE;
}

/* Returns: (nullable): %NULL when it is no text, or too long */
static const char *
read_value (const LecRedisReply *reply)
{
  gsize length = 0;
  const char *value = lec_redis_reply_get_string (reply, &length, NULL);

  return value != NULL && length <= LEC_REDIS_CACHE_MAX_VALUE_BYTES && strlen (value) == length ? value : NULL;
}

/* What is there that is no number makes every write refused: the entry ends by its time. */
static gint64
read_version (const LecRedisReply *reply)
{
  gint64 version = -1;

  if (lec_redis_reply_is_nil (reply))
    return 0;

  g_ascii_string_to_signed (read_value (reply) != NULL ? read_value (reply) : "", 10, 0, G_MAXINT64, &version, NULL);
  return version;
}

/* Returns: (transfer full) (nullable): version and value */
static LecRedisReply *
ask (LecRedisCache *self,
     const char *kind,
     const char *id,
     const char *part)
{
  g_autofree char *key = catch_up (self) ? make_key (self, kind, id) : NULL;
  const char *words[] = { "HMGET", key, VERSION_FIELD, part, NULL };
  g_autoptr (LecRedisReply) reply = NULL;

  if (key == NULL)
    return NULL;

  reply = lec_redis_client_run (self->client, words, 0, NULL, NULL);
  return reply != NULL && lec_redis_reply_get_array (reply, 2, NULL) != NULL ? g_steal_pointer (&reply) : NULL;
}

/**
 * lec_redis_cache_get:
 * @kind: what it is about, e.g. "job"
 * @part: letters
 * @version: (out): for lec_redis_cache_put() of what is read now because nothing was found
 *
 * Returns: (transfer full) (nullable): the text that was put; %NULL when it is not there, or Redis
 *   is not. It was once put there by somebody who may write to Redis: check it.
 */
char *
lec_redis_cache_get (LecRedisCache *self,
                     const char *kind,
                     const char *id,
                     const char *part,
                     gint64 *version)
{
  g_autoptr (LecRedisReply) reply = NULL;
  const LecRedisReply *found = NULL;

  g_return_val_if_fail (self != NULL && kind != NULL && id != NULL && part != NULL && version != NULL, NULL);

  reply = ask (self, kind, id, part);
  found = reply != NULL ? lec_redis_reply_get_element (reply, 1) : NULL;
  *version = reply != NULL ? read_version (lec_redis_reply_get_element (reply, 0)) : -1;
  if (found != NULL && lec_redis_reply_is_nil (found))
    count (self, &self->counts.n_misses);
  else if (found == NULL || read_value (found) == NULL)
    count (self, &self->counts.n_failures);
  else
    {
      count (self, &self->counts.n_hits);
      return g_strdup (read_value (found));
    }

  return NULL;
}

/**
 * lec_redis_cache_choose_ttl_s:
 * @chance: 0..1
 *
 * Returns: how long a value stays: what was written at one time shall not go at one time
 */
guint
lec_redis_cache_choose_ttl_s (double chance)
{
  return (guint) (LEC_REDIS_CACHE_TTL_S * (1 + LEC_REDIS_CACHE_TTL_SPREAD * (2 * CLAMP (chance, 0, 1) - 1)) + .5);
}

/**
 * lec_redis_cache_put:
 * @version: of lec_redis_cache_get(), before the value was read
 * @value: a larger one than %LEC_REDIS_CACHE_MAX_VALUE_BYTES is not kept
 *
 * Nothing happens when the entry was forgotten in the meantime, or Redis is away.
 */
void
lec_redis_cache_put (LecRedisCache *self,
                     const char *kind,
                     const char *id,
                     const char *part,
                     gint64 version,
                     const char *value)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  g_autofree char *ttl = g_strdup_printf ("%u", lec_redis_cache_choose_ttl_s (g_random_double ()));
  const char *arguments[] = { number, part, value, ttl, NULL };
  g_autofree char *key = NULL;
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 is_kept = 0;

  g_return_if_fail (self != NULL && kind != NULL && id != NULL && part != NULL && value != NULL);

  if (version < 0 || strlen (value) > LEC_REDIS_CACHE_MAX_VALUE_BYTES)
    return;

  if (catch_up (self) && (key = make_key (self, kind, id)) != NULL)
    {
      const char *keys[] = { key, NULL };

      reply = lec_redis_client_run_script (self->client, put_script, keys, arguments, NULL, NULL);
    }
  if (reply == NULL || !lec_redis_reply_read_integer (reply, &is_kept, NULL))
    count (self, &self->counts.n_failures);
  else if (is_kept == 0)
    count (self, &self->counts.n_refused);
}

/**
 * lec_redis_cache_forget:
 *
 * To be called after the change is in the store. When Redis is away it is made up for before the
 * next call here.
 */
void
lec_redis_cache_forget (LecRedisCache *self,
                        const char *kind,
                        const char *id)
{
  Late *late = NULL;

  g_return_if_fail (self != NULL && kind != NULL && id != NULL);

  if (catch_up (self) && forget_now (self, kind, id))
    return;

  late = g_new0 (Late, 1);
  late->kind = g_strdup (kind);
  late->id = g_strdup (id);
  keep_for_later (self, late);
}

void
lec_redis_cache_get_counts (LecRedisCache *self,
                            LecRedisCacheCounts *counts)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && counts != NULL);

  locker = g_mutex_locker_new (&self->state_lock);
  *counts = self->counts;
}
