/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bytes to and from a Redis server, each step with an end in time.
 */
#pragma once

#include <gio/gio.h>

#include "redis/redis-url.h"

G_BEGIN_DECLS

typedef struct _LecRedisSocket LecRedisSocket;

LecRedisSocket *lec_redis_socket_connect (const LecRedisUrl *url,
                                          gint64 deadline_us,
                                          GCancellable *cancellable,
                                          GError **error);
void lec_redis_socket_free (LecRedisSocket *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisSocket, lec_redis_socket_free)

gboolean lec_redis_socket_send (LecRedisSocket *self,
                                const GByteArray *bytes,
                                gint64 deadline_us,
                                GCancellable *cancellable,
                                GError **error);
gssize lec_redis_socket_receive (LecRedisSocket *self,
                                 char *buffer,
                                 gsize size,
                                 gint64 deadline_us,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean lec_redis_socket_is_quiet (LecRedisSocket *self);

G_END_DECLS
