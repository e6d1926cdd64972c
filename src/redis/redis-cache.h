/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was read once and need not be asked again for a while: texts, in Redis.
 * An entry is about one thing, has parts, and is forgotten as a whole. For any
 * thread.
 */
#pragma once

#include "redis/redis-client.h"

G_BEGIN_DECLS

#define LEC_REDIS_CACHE_TTL_S           3600
#define LEC_REDIS_CACHE_TTL_SPREAD      .1
#define LEC_REDIS_CACHE_MAX_VALUE_BYTES (1024 * 1024)
/**
 * LecRedisCacheCounts:
 * @n_hits: was there
 * @n_misses: was not there
 * @n_failures: Redis could not be asked or told
 * @n_refused: writes that came too late: the entry had been forgotten since it was looked at
 */
typedef struct
{
  guint64 n_hits;
  guint64 n_misses;
  guint64 n_failures;
  guint64 n_refused;
} LecRedisCacheCounts;

typedef struct _LecRedisCache LecRedisCache;

LecRedisCache *lec_redis_cache_new (LecRedisClient *client);
void lec_redis_cache_free (LecRedisCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisCache, lec_redis_cache_free)

char *lec_redis_cache_get (LecRedisCache *self, const char *kind, const char *id, const char *part, gint64 *version);
void lec_redis_cache_put (LecRedisCache *self,
                          const char *kind,
                          const char *id,
                          const char *part,
                          gint64 version,
                          const char *value);
void lec_redis_cache_forget (LecRedisCache *self, const char *kind, const char *id);
void lec_redis_cache_get_counts (LecRedisCache *self, LecRedisCacheCounts *counts);

guint lec_redis_cache_choose_ttl_s (double chance);

G_END_DECLS
