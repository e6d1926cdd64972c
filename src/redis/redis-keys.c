/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A prefix lets several installations, and tests, share one server.
 */
#include "redis/redis-keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "redis/redis-error.h"

#define MAX_PREFIX_BYTES 64

struct _LecRedisKeys
{
  char *prefix;
};

/**
 * lec_redis_keys_new:
 * @prefix: 1..64 letters, digits, dots, hyphens, underscores or colons
 *
 * Returns: (transfer full): %NULL with %LEC_REDIS_ERROR_URL when it is another
 */
LecRedisKeys *
lec_redis_keys_new (const char *prefix,
                    GError **error)
{
  LecRedisKeys *self = NULL;
  gsize length = 0;

  g_return_val_if_fail (prefix != NULL, NULL);

  length = strspn (prefix, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._:-");
  if (length == 0 || length > MAX_PREFIX_BYTES || prefix[length] != '\0')
    {
      g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_URL,
                           _ ("the prefix of keys has to be 1 to 64 letters, digits and . _ : -"));
      return NULL;
    }

  self = g_new0 (LecRedisKeys, 1);
  self->prefix = g_strdup (prefix);
  return self;
}

void
lec_redis_keys_free (LecRedisKeys *self)
{
  if (self == NULL)
    return;

  g_free (self->prefix);
  g_free (self);
}

char *
lec_redis_keys_make_queue (const LecRedisKeys *self,
                           const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_strdup_printf ("%s:queue:%s", self->prefix, name);
}

char *
lec_redis_keys_make_mark (const LecRedisKeys *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf ("%s:mark", self->prefix);
}

char *
lec_redis_keys_make_cache (const LecRedisKeys *self,
                           const char *kind,
                           const char *id)
{
  g_return_val_if_fail (self != NULL && kind != NULL && id != NULL, NULL);

  return g_strdup_printf ("%s:cache:%s:%s", self->prefix, kind, id);
}

char *
lec_redis_keys_make_rate (const LecRedisKeys *self,
                          const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_strdup_printf ("%s:rate:%s", self->prefix, name);
}

char *
lec_redis_keys_make_channel (const LecRedisKeys *self,
                             guint database,
                             const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_strdup_printf ("%s:channel:%u:%s", self->prefix, database, name);
}
