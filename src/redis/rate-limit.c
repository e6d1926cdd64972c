/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bucket of tokens in Redis, by Redis' clock: those of the machines do not
 * agree.
 */
#include "redis/rate-limit.h"

#include <math.h>

#define MAX_WAIT_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* What it finds may have been written by anybody: what makes no sense is a full bucket. */
static const char take_script[] =
  "local time = redis.call ('TIME')\n"
  "local now = time[1] * 1000000 + time[2]\n"
  "local capacity, per_us = tonumber (ARGV[1]), tonumber (ARGV[2]) / 1000000\n"
  "local had = redis.call ('HMGET', KEYS[1], 'tokens', 'at')\n"
  "local tokens, at = tonumber (had[1]), tonumber (had[2])\n"
  "if not (tokens and tokens >= -capacity and at and at >= 0) then tokens, at = capacity, now end\n"
  "tokens = math.min (capacity, tokens + math.max (0, now - at) * per_us)\n"
  "local given, wait = tonumber (ARGV[4]), 0\n"
  "tokens = math.max (tokens - given, -capacity)\n"
  "if tokens < 1 then wait = math.ceil ((1 - tokens) / per_us)\n"
  "elseif given == 0 then tokens = tokens - 1 end\n"
  "redis.call ('HSET', KEYS[1], 'tokens', string.format ('%.6f', tokens), 'at', string.format ('%.0f', now))\n"
  "redis.call ('EXPIRE', KEYS[1], ARGV[3])\n"
  "return wait\n";

struct _LecRateLimit
{
  LecRedisClient *client; /* owned */
  char *key;
  guint capacity;
  double per_s;
};

/**
 * lec_rate_limit_new:
 * @name: limits of one name, capacity and rate are one, wherever they are
 * @capacity: 1..%LEC_RATE_LIMIT_MAX: how often it may be done at once
 * @per_s: .0001..%LEC_RATE_LIMIT_MAX: and how often in the long run
 *
 * Returns: (transfer full)
 */
LecRateLimit *
lec_rate_limit_new (LecRedisClient *client,
                    const char *name,
                    guint capacity,
                    double per_s)
{
  LecRateLimit *self = NULL;

  g_return_val_if_fail (client != NULL && name != NULL, NULL);
  g_return_val_if_fail (capacity >= 1 && capacity <= LEC_RATE_LIMIT_MAX, NULL);
  g_return_val_if_fail (per_s >= .0001 && per_s <= LEC_RATE_LIMIT_MAX, NULL);

  self = g_new0 (LecRateLimit, 1);
  self->client = lec_redis_client_ref (client);
  self->key = lec_redis_keys_make_rate (lec_redis_client_get_keys (client), name);
  self->capacity = capacity;
  self->per_s = per_s;
  return self;
}

void
lec_rate_limit_free (LecRateLimit *self)
{
  if (self == NULL)
    return;

  lec_redis_client_unref (self->client);
  g_free (self->key);
  g_free (self);
}

/**
 * lec_rate_limit_take:
 * @n_done: 0 to do it once more; else how often it was done without asking, which always counts
 * @wait_us: (out): 0 when it may be done now, which counts; else after how many µs to ask again
 *
 * What was done beyond the limit is a debt, of @capacity at most: it is paid off first.
 *
 * Returns: %FALSE while Redis is away: what may be done then is for the caller to know
 */
gboolean
lec_rate_limit_take (LecRateLimit *self,
                     guint n_done,
                     gint64 *wait_us,
                     GCancellable *cancellable)
{
  char rate[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *capacity = NULL;
  g_autofree char *ttl = NULL;
  g_autofree char *done = NULL;
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 answer_us = 0;

  g_return_val_if_fail (self != NULL && wait_us != NULL, FALSE);

  g_ascii_dtostr (rate, sizeof rate, self->per_s);
  capacity = g_strdup_printf ("%u", self->capacity);
  /* Then it is full, also after the largest debt, and as good as none. */
  ttl = g_strdup_printf ("%.0f", ceil (2 * self->capacity / self->per_s) + 1);
  done = g_strdup_printf ("%u", n_done);
  reply = lec_redis_client_run_script (self->client, take_script, (const char *[]){ self->key, NULL },
                                       (const char *[]){ capacity, rate, ttl, done, NULL }, cancellable, NULL);
  if (reply == NULL || !lec_redis_reply_read_integer (reply, &answer_us, NULL))
    return FALSE;

  *wait_us = CLAMP (answer_us, 0, MAX_WAIT_US);
  return TRUE;
}
