/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buckets of tokens, as those in Redis (redis/rate-limit). A bucket that is full
 * again is as good as none: from time to time those are thrown away.
 */
#include "engine/token-limits.h"

#include <math.h>

#include "engine/jobs-private.h"

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

static gint64
take_here (LecTokenLimits *self,
           LecTokenLimit limit,
           const char *token,
           double capacity,
           gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->buckets_lock);
  double per_us = capacity / (kinds[limit].period_s * G_USEC_PER_SEC);
  /* Half of it is another bucket. */
  char *name = g_strdup_printf ("%s:%.1f:%s", kinds[limit].name, capacity, token);
  Bucket *bucket = ensure_bucket_locked (self, name, capacity, per_us, now_us);

  if (bucket->n_left < 1)
    return (gint64) ceil ((1 - bucket->n_left) / per_us);

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
  return self;
}

void
lec_token_limits_free (LecTokenLimits *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->buckets_lock);
  g_free (self);
}

gint64
lec_token_limits_take (LecTokenLimits *self,
                       LecJobs *jobs,
                       LecTokenLimit limit,
                       const char *token,
                       gint64 now_us,
                       GCancellable *cancellable)
{
  g_autofree char *name = NULL;
  guint most = 0;
  gint64 wait_us = 0;

  g_return_val_if_fail (self != NULL && jobs != NULL && token != NULL && limit < LEC_N_TOKEN_LIMITS, 0);

  most = self->most[limit];
  if (most == 0)
    return 0;
  if (jobs->hints == NULL)
    return take_here (self, limit, token, most, now_us);

  g_atomic_int_set (&self->is_shared, TRUE);
  name = g_strdup_printf ("%s:%s", kinds[limit].name, token);
  if (lec_cluster_hints_take (jobs->hints, name, most, most / kinds[limit].period_s, &wait_us, cancellable))
    return wait_us;

  return take_here (self, limit, token, MAX (most / 2.0, 1), now_us);
}

gboolean
lec_token_limits_take_near (LecTokenLimits *self,
                            LecTokenLimit limit,
                            const char *token,
                            gint64 now_us)
{
  guint most = 0;

  g_return_val_if_fail (self != NULL && token != NULL && limit < LEC_N_TOKEN_LIMITS, FALSE);

  most = self->most[limit];
  return most == 0 ||
         (!g_atomic_int_get (&self->is_shared) && take_here (self, limit, token, most, now_us) == 0);
}
