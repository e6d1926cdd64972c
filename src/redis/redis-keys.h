/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names of all keys, in one place.
 *
 *   PREFIX:queue:NAME    stream of hints, one for each queue; its group is "workers"
 *   PREFIX:mark          made anew whenever Redis was found empty
 *   PREFIX:cache:KIND:ID what the store says, for a while (TTL)
 *   PREFIX:rate:NAME     a token bucket (TTL)
 *   PREFIX:channel:DATABASE:NAME
 *                        a channel, which keeps nothing, and is in no database
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_REDIS_GROUP "workers"

typedef struct _LecRedisKeys LecRedisKeys;

LecRedisKeys *lec_redis_keys_new (const char *prefix, GError **error);
void lec_redis_keys_free (LecRedisKeys *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisKeys, lec_redis_keys_free)

/* Returns: (transfer full) */
char *lec_redis_keys_make_queue (const LecRedisKeys *self, const char *name);
char *lec_redis_keys_make_mark (const LecRedisKeys *self);
char *lec_redis_keys_make_cache (const LecRedisKeys *self, const char *kind, const char *id);
char *lec_redis_keys_make_rate (const LecRedisKeys *self, const char *name);
char *lec_redis_keys_make_channel (const LecRedisKeys *self, guint database, const char *name);

G_END_DECLS
