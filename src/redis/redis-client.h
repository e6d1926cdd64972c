/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Redis server, for any thread: connections that are kept, and the moment in
 * which it is let alone after a failure. All others go through this.
 */
#pragma once

#include <gio/gio.h>

#include "redis/redis-connection.h"
#include "redis/redis-info.h"
#include "redis/redis-keys.h"
#include "redis/redis-reply.h"
#include "redis/redis-url.h"

G_BEGIN_DECLS

/* How long an answer is waited for that is not meant to take time, and a new connection. */
#define LEC_REDIS_TIMEOUT_MS         1000
#define LEC_REDIS_CONNECT_TIMEOUT_MS 2000

/**
 * LecRedisCounts:
 * @n_commands: that were answered, with an error or not
 * @n_failures: that the server failed to answer, new connections included
 * @n_rested: that were not sent, since it had failed a moment ago
 * @n_connections: that were made
 */
typedef struct
{
  guint64 n_commands;
  guint64 n_failures;
  guint64 n_rested;
  guint64 n_connections;
} LecRedisCounts;

typedef struct _LecRedisClient LecRedisClient;

LecRedisClient *lec_redis_client_new (const LecRedisUrl *url, const char *prefix, GError **error);
LecRedisClient *lec_redis_client_ref (LecRedisClient *self);
void lec_redis_client_unref (LecRedisClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisClient, lec_redis_client_unref)

void lec_redis_client_set_patience (LecRedisClient *self, guint connect_timeout_ms, guint timeout_ms);

guint lec_redis_client_get_database (LecRedisClient *self);
const LecRedisKeys *lec_redis_client_get_keys (LecRedisClient *self);

/* One of the caller's own. */
LecRedisConnection *lec_redis_client_connect (LecRedisClient *self, GCancellable *cancellable, GError **error);
LecRedisReply *lec_redis_client_run (LecRedisClient *self,
                                     const char *const *words,
                                     guint timeout_ms,
                                     GCancellable *cancellable,
                                     GError **error);
LecRedisReply *lec_redis_client_run_script (LecRedisClient *self,
                                            const char *script,
                                            const char *const *keys,
                                            const char *const *arguments,
                                            GCancellable *cancellable,
                                            GError **error);
LecRedisInfo *lec_redis_client_get_info (LecRedisClient *self, GCancellable *cancellable, GError **error);

char *lec_redis_client_dup_run_id (LecRedisClient *self);
gint64 lec_redis_client_get_wait_us (LecRedisClient *self);
void lec_redis_client_get_counts (LecRedisClient *self, LecRedisCounts *counts);

G_END_DECLS
