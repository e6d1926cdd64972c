/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One connection to a Redis server, from the first greeting to the first failure.
 */
#pragma once

#include <gio/gio.h>

#include "redis/redis-reply.h"
#include "redis/redis-url.h"

G_BEGIN_DECLS

typedef struct _LecRedisConnection LecRedisConnection;

LecRedisConnection *lec_redis_connection_open (const LecRedisUrl *url,
                                               const char *name,
                                               gint64 deadline_us,
                                               GCancellable *cancellable,
                                               GError **error);
void lec_redis_connection_free (LecRedisConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisConnection, lec_redis_connection_free)

LecRedisReply *lec_redis_connection_run (LecRedisConnection *self,
                                         const char *const *words,
                                         gint64 deadline_us,
                                         GCancellable *cancellable,
                                         GError **error);
LecRedisReply *lec_redis_connection_receive (LecRedisConnection *self,
                                             gint64 deadline_us,
                                             GCancellable *cancellable,
                                             GError **error);
gboolean lec_redis_connection_is_usable (LecRedisConnection *self);
const char *lec_redis_connection_get_run_id (LecRedisConnection *self);

G_END_DECLS
