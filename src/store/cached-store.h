/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A store whose answers about jobs that nobody works on are kept in Redis.
 */
#pragma once

#include "redis/redis-cache.h"
#include "store/store.h"

G_BEGIN_DECLS

#define LEC_TYPE_CACHED_STORE (lec_cached_store_get_type ())
G_DECLARE_FINAL_TYPE (LecCachedStore, lec_cached_store, LEC, CACHED_STORE, GObject)

LecStore *lec_cached_store_new (LecStore *inner, LecRedisClient *client);
void lec_cached_store_get_counts (LecCachedStore *self, LecRedisCacheCounts *counts);

G_END_DECLS
