/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told to whoever listens now, and to nobody else: nothing of it is
 * kept.
 */
#pragma once

#include "redis/redis-client.h"

G_BEGIN_DECLS

/* @name: of the channel. Returns: %FALSE with the errors of lec_redis_client_run() */
gboolean lec_redis_channel_tell (LecRedisClient *client,
                                 const char *name,
                                 const char *text,
                                 GCancellable *cancellable,
                                 GError **error);

/* Who listens has a connection of its own, and belongs to one thread. */
typedef struct _LecRedisListener LecRedisListener;

LecRedisListener *lec_redis_listener_open (LecRedisClient *client,
                                           const char *name,
                                           GCancellable *cancellable,
                                           GError **error);
void lec_redis_listener_free (LecRedisListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisListener, lec_redis_listener_free)

char *lec_redis_listener_next (LecRedisListener *self, guint timeout_ms, GCancellable *cancellable, GError **error);

G_END_DECLS
