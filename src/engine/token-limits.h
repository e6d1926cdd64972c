/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much the bearer of a token may ask of the service: questions in a minute,
 * and jobs in an hour. Counted in Redis where the jobs are those of a cluster
 * that has one, for all of its servers together; else in this process.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

#define LEC_TOKEN_LIMITS_MAX 100000000
/* Of the requests in a minute one in so many is given without asking, by each server, while other
 * servers do not know: where it is an answer that is at hand. */
#define LEC_TOKEN_LIMITS_BLOCKS    100
#define LEC_TOKEN_LIMITS_MAX_BLOCK 1000

typedef enum
{
  LEC_TOKEN_LIMIT_REQUESTS, /* in a minute */
  LEC_TOKEN_LIMIT_JOBS,     /* in an hour */
} LecTokenLimit;

#define LEC_N_TOKEN_LIMITS (LEC_TOKEN_LIMIT_JOBS + 1)

typedef struct _LecTokenLimits LecTokenLimits;

/* @requests_per_minute: 0..%LEC_TOKEN_LIMITS_MAX; 0 for no limit, and so is @jobs_per_hour.
 * Returns: (transfer full) */
LecTokenLimits *lec_token_limits_new (guint requests_per_minute, guint jobs_per_hour);
void lec_token_limits_free (LecTokenLimits *self);

/**
 * lec_token_limits_take:
 * @jobs: the calling thread's
 * @token: its name
 * @now_us: monotonic
 *
 * One more is wanted. All of them may come at once, the next ones as time goes by. While a Redis is
 * away only half of it is given, since other servers do not know. Any thread.
 *
 * Returns: 0 when it may be had, which counts; else after how many µs to ask again
 */
gint64 lec_token_limits_take (LecTokenLimits *self,
                              LecJobs *jobs,
                              LecTokenLimit limit,
                              const char *token,
                              gint64 now_us,
                              GCancellable *cancellable);

/**
 * lec_token_limits_take_near:
 * @has_to_tell: (out): whether lec_token_limits_tell() is to be called
 *
 * One more request is wanted, for an answer that is at hand: waits for nothing. Any thread.
 *
 * Returns: 0 when it may be had, which counts; after how many µs to ask again; or negative when
 *   only lec_token_limits_take() can tell, since Redis has to hear of others first
 */
gint64 lec_token_limits_take_near (LecTokenLimits *self, const char *token, gint64 now_us, gboolean *has_to_tell);

/**
 * lec_token_limits_tell:
 * @jobs: (nullable): the calling thread's; %NULL where it has none, as while Redis is away
 *
 * Tells Redis of what was given near. On a thread that may wait for it.
 */
void lec_token_limits_tell (LecTokenLimits *self,
                            LecJobs *jobs,
                            const char *token,
                            gint64 now_us,
                            GCancellable *cancellable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTokenLimits, lec_token_limits_free)

G_END_DECLS
