/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens come at a rate, and are kept up to a number.
 */
#include "redis/token-bucket.h"

#include <math.h>

/**
 * lec_token_bucket_take:
 * @capacity: from 1: how many may be taken at once
 * @per_s: above 0: how many come
 * @now_us: monotonic, not 0
 *
 * Returns: 0 when one was taken, else how long it takes until there is one, in µs
 */
gint64
lec_token_bucket_take (LecTokenBucket *self,
                       double capacity,
                       double per_s,
                       gint64 now_us)
{
  double tokens = 0;

  g_return_val_if_fail (self != NULL && capacity >= 1 && per_s > 0, G_USEC_PER_SEC);

  tokens = self->at_us == 0 ? capacity : self->tokens + (double) MAX (now_us - self->at_us, 0) * per_s / G_USEC_PER_SEC;
  tokens = MIN (tokens, capacity);
  self->at_us = now_us;
  self->tokens = tokens >= 1 ? tokens - 1 : tokens;

  return tokens >= 1 ? 0 : (gint64) ceil ((1 - tokens) / per_s * G_USEC_PER_SEC);
}
