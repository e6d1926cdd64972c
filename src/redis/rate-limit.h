/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often something may be done by all machines together. For any thread.
 */
#pragma once

#include "redis/redis-client.h"

G_BEGIN_DECLS

#define LEC_RATE_LIMIT_MAX 100000000

typedef struct _LecRateLimit LecRateLimit;

LecRateLimit *lec_rate_limit_new (LecRedisClient *client, const char *name, guint capacity, double per_s);
void lec_rate_limit_free (LecRateLimit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRateLimit, lec_rate_limit_free)

gboolean lec_rate_limit_take (LecRateLimit *self, guint n_done, gint64 *wait_us, GCancellable *cancellable);

G_END_DECLS
