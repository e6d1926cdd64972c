/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The streams of Redis that hints are in, each step one call. For any thread.
 */
#pragma once

#include "queue/stream-entries.h"
#include "redis/redis-client.h"

G_BEGIN_DECLS

typedef struct _LecRedisStreams LecRedisStreams;

LecRedisStreams *lec_redis_streams_new (LecRedisClient *client, const char *consumer);
void lec_redis_streams_free (LecRedisStreams *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisStreams, lec_redis_streams_free)

LecRedisClient *lec_redis_streams_get_client (LecRedisStreams *self);
/* Returns: (transfer full): the key of that queue's stream */
char *lec_redis_streams_make_key (LecRedisStreams *self, const char *queue);

/* All fail with any of LEC_REDIS_ERROR, or G_IO_ERROR_CANCELLED. @keys end with a NULL. */
gboolean lec_redis_streams_add (LecRedisStreams *self,
                                const char *key,
                                gint64 task,
                                gint64 generation,
                                GError **error);
gboolean lec_redis_streams_add_within (LecRedisStreams *self,
                                       const char *key,
                                       gint64 task,
                                       gint64 generation,
                                       guint window,
                                       gboolean *is_added,
                                       GError **error);
gboolean lec_redis_streams_count (LecRedisStreams *self,
                                  const char *key,
                                  guint *n_entries,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean lec_redis_streams_make_groups (LecRedisStreams *self,
                                        const char *const *keys,
                                        GCancellable *cancellable,
                                        GError **error);
GPtrArray *lec_redis_streams_take (LecRedisStreams *self,
                                   const char *const *keys,
                                   GCancellable *cancellable,
                                   GError **error);
GPtrArray *lec_redis_streams_wait (LecRedisStreams *self,
                                   const char *const *keys,
                                   guint timeout_ms,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_redis_streams_finish (LecRedisStreams *self, const char *key, const char *id, GError **error);
gboolean lec_redis_streams_sweep (LecRedisStreams *self,
                                  const char *const *keys,
                                  guint dead_after_ms,
                                  guint forgotten_after_ms,
                                  guint64 *n_swept,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean lec_redis_streams_leave (LecRedisStreams *self, const char *const *keys, GError **error);
char *lec_redis_streams_read_mark (LecRedisStreams *self, GCancellable *cancellable, GError **error);

G_END_DECLS
