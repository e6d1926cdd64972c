/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much the bearer of a token may ask of the service: questions in a minute,
 * and jobs in an hour. Counted in Redis where the jobs are those of a cluster
 * that has one, for all of its servers together; else in this process.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

#define LEC_TOKEN_LIMITS_MAX 10000

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
 *
 * As lec_token_limits_take(), for an answer that is at hand, where that needs no asking elsewhere.
 * Any thread.
 *
 * Returns: %FALSE when it has to be asked there, or there is none left
 */
gboolean lec_token_limits_take_near (LecTokenLimits *self, LecTokenLimit limit, const char *token, gint64 now_us);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTokenLimits, lec_token_limits_free)

G_END_DECLS
