/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queue between programs and machines.
 */
#pragma once

#include "queue/queue.h"
#include "redis/redis-client.h"

G_BEGIN_DECLS

/**
 * LecRedisQueueCounts:
 * @n_announced: hints that Redis has taken
 * @n_delivered: and those it has given
 * @n_dropped: entries that were no hints
 * @n_swept: hints that somebody took and never was done with
 * @n_failures: calls in which Redis did not do its part
 */
typedef struct
{
  guint64 n_announced;
  guint64 n_delivered;
  guint64 n_dropped;
  guint64 n_swept;
  guint64 n_failures;
} LecRedisQueueCounts;

#define LEC_TYPE_REDIS_QUEUE (lec_redis_queue_get_type ())
G_DECLARE_FINAL_TYPE (LecRedisQueue, lec_redis_queue, LEC, REDIS_QUEUE, GObject)

LecQueue *lec_redis_queue_new (LecRedisClient *client, const char *worker);
void lec_redis_queue_get_counts (LecRedisQueue *self, LecRedisQueueCounts *counts);
gboolean lec_redis_queue_sweep (LecRedisQueue *self,
                                const char *const *queues,
                                guint dead_after_ms,
                                guint forgotten_after_ms,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
