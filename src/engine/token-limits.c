/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buckets of tokens, as those in Redis (redis/rate-limit). A bucket that is full
 * again is as good as none: from time to time those are thrown away. Where Redis
 * counts, what is given near is in a tally until it was told.
 */
#include "engine/token-limits.h"

#include <math.h>

#include "engine/jobs-private.h"
#include "engine/token-tally.h"

/* After that many, full ones go; tokens are made by people, one by one. */
#define MANY_BUCKETS 1000

static const struct
{
  const char *name;
  double period_s;
} kinds[LEC_N_TOKEN_LIMITS] = {
  [LEC_TOKEN_LIMIT_REQUESTS] = { "requests", 60 },
  [LEC_TOKEN_LIMIT_JOBS] = { "token-jobs", 3600 },
};

struct _LecTokenLimits
{
  guint most[LEC_N_TOKEN_LIMITS];
  int is_shared; /* with other servers, by way of Redis; atomic */
  GMutex buckets_lock;
  GHashTable *buckets; /* (element-type utf8 Bucket) */
  GMutex tally_lock;
  LecTokenTally *tally; /* (nullable) owned: of requests, where they are limited */
};

typedef struct
{
  double n_left;
  double capacity;
  double per_us;
  gint64 at_us;
} Bucket;

static void
refill (Bucket *bucket,
        gint64 now_us)
{
  double gained = (double) MAX (now_us - bucket->at_us, 0) * bucket->per_us;

  bucket->n_left = MIN (bucket->capacity, bucket->n_left + gained);
  bucket->at_us = now_us;
}

static gboolean
is_full (gpointer key,
         gpointer value,
         gpointer now_us)
{
  refill (value, *(const gint64 *) now_us);
  return ((const Bucket *) value)->n_left >= ((const Bucket *) value)->capacity;
}

static Bucket *
ensure_bucket_locked (LecTokenLimits *self,
                      char *name,
                      double capacity,
                      double per_us,
                      gint64 now_us)
{
  g_autofree char *owned = name;
  Bucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= MANY_BUCKETS)
        g_hash_table_foreach_remove (self->buckets, is_full, &now_us);
      bucket = g_new0 (Bucket, 1);
      *bucket = (Bucket){ capacity, capacity, per_us, now_us };
      g_hash_table_insert (self->buckets, g_steal_pointer (&owned), bucket);
    }
  refill (bucket, now_us);
  return bucket;
}

/* @n_done: as lec_rate_limit_take() says, and so is a debt. */
static gint64
take_here (LecTokenLimits *self,
           LecTokenLimit limit,
           const char *token,
           double capacity,
           guint n_done,
           gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->buckets_lock);
  double per_us = capacity / (kinds[limit].period_s * G_USEC_PER_SEC);
  /* Half of it is another bucket. */
  char *name = g_strdup_printf ("%s:%.1f:%s", kinds[limit].name, capacity, token);
  Bucket *bucket = ensure_bucket_locked (self, name, capacity, per_us, now_us);

  bucket->n_left = MAX (bucket->n_left - n_done, -capacity);
  if (bucket->n_left < 1)
    return (gint64) ceil ((1 - bucket->n_left) / per_us);

  if (n_done == 0)
    bucket->n_left -= 1;
  return 0;
}

LecTokenLimits *
lec_token_limits_new (guint requests_per_minute,
                      guint jobs_per_hour)
{
  LecTokenLimits *self = NULL;

  g_return_val_if_fail (requests_per_minute <= LEC_TOKEN_LIMITS_MAX && jobs_per_hour <= LEC_TOKEN_LIMITS_MAX, NULL);

  self = g_new0 (LecTokenLimits, 1);
  self->most[LEC_TOKEN_LIMIT_REQUESTS] = requests_per_minute;
  self->most[LEC_TOKEN_LIMIT_JOBS] = jobs_per_hour;
  g_mutex_init (&self->buckets_lock);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_mutex_init (&self->tally_lock);
  if (requests_per_minute > 0)
    self->tally =
      lec_token_tally_new (CLAMP (requests_per_minute / LEC_TOKEN_LIMITS_BLOCKS, 1, LEC_TOKEN_LIMITS_MAX_BLOCK));
  return self;
}

void
lec_token_limits_free (LecTokenLimits *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->buckets_lock);
  lec_token_tally_free (self->tally);
  g_mutex_clear (&self->tally_lock);
  g_free (self);
}

/* In Redis, where there is one. */
static gint64
take (LecTokenLimits *self,
      LecJobs *jobs,
      LecTokenLimit limit,
      const char *token,
      guint n_done,
      gint64 now_us,
      GCancellable *cancellable)
{
  guint most = self->most[limit];
  g_autofree char *name = NULL;
  gint64 wait_us = 0;

  if (jobs != NULL && jobs->hints == NULL)
    return take_here (self, limit, token, most, n_done, now_us);

  g_atomic_int_set (&self->is_shared, TRUE);
  name = g_strdup_printf ("%s:%s", kinds[limit].name, token);
  if (jobs != NULL &&
      lec_cluster_hints_take (jobs->hints, name, most, most / kinds[limit].period_s, n_done, &wait_us, cancellable))
    return wait_us;

  return take_here (self, limit, token, MAX (most / 2.0, 1), n_done, now_us);
}

gint64
lec_token_limits_take (LecTokenLimits *self,
                       LecJobs *jobs,
                       LecTokenLimit limit,
                       const char *token,
                       gint64 now_us,
                       GCancellable *cancellable)
{
  gint64 wait_us = 0;

  g_return_val_if_fail (self != NULL && jobs != NULL && token != NULL && limit < LEC_N_TOKEN_LIMITS, 0);

  if (self->most[limit] == 0)
    return 0;

  wait_us = take (self, jobs, limit, token, 0, now_us, cancellable);
  if (wait_us > 0 && limit == LEC_TOKEN_LIMIT_REQUESTS && jobs->hints != NULL)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->tally_lock);

      lec_token_tally_refuse (self->tally, token, now_us + wait_us, now_us);
    }
  return wait_us;
}

gint64
lec_token_limits_take_near (LecTokenLimits *self,
                            const char *token,
                            gint64 now_us,
                            gboolean *has_to_tell)
{
  g_autoptr (GMutexLocker) locker = NULL;
  guint most = 0;

  g_return_val_if_fail (self != NULL && token != NULL && has_to_tell != NULL, 0);

  *has_to_tell = FALSE;
  most = self->most[LEC_TOKEN_LIMIT_REQUESTS];
  if (most == 0)
    return 0;
  if (!g_atomic_int_get (&self->is_shared))
    return take_here (self, LEC_TOKEN_LIMIT_REQUESTS, token, most, 0, now_us);

  locker = g_mutex_locker_new (&self->tally_lock);
  return lec_token_tally_take (self->tally, token, now_us, has_to_tell);
}

void
lec_token_limits_tell (LecTokenLimits *self,
                       LecJobs *jobs,
                       const char *token,
                       gint64 now_us,
                       GCancellable *cancellable)
{
  guint n_done = 0;
  gint64 wait_us = 0;

  g_return_if_fail (self != NULL && self->tally != NULL && token != NULL);

  g_mutex_lock (&self->tally_lock);
  n_done = lec_token_tally_begin_telling (self->tally, token);
  g_mutex_unlock (&self->tally_lock);

  if (n_done > 0)
    wait_us = take (self, jobs, LEC_TOKEN_LIMIT_REQUESTS, token, n_done, now_us, cancellable);

  g_mutex_lock (&self->tally_lock);
  lec_token_tally_end_telling (self->tally, token);
  if (wait_us > 0)
    lec_token_tally_refuse (self->tally, token, now_us + wait_us, now_us);
  g_mutex_unlock (&self->tally_lock);
}
