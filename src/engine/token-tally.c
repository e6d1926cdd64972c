/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is told of half a block, so that the other half can be given meanwhile:
 * both together are never more than one.
 */
#include "engine/token-tally.h"

struct _LecTokenTally
{
  guint block;
  GHashTable *entries; /* (element-type utf8 Entry) */
  gint64 swept_us;
};

typedef struct
{
  guint n_untold;
  guint n_in_telling;
  gboolean is_called_for; /* telling: until it has ended */
  gint64 since_us;        /* when the first of @n_untold was given */
  gint64 refused_until_us;
  gint64 seen_us;
} Entry;

LecTokenTally *
lec_token_tally_new (guint block)
{
  LecTokenTally *self = NULL;

  g_return_val_if_fail (block > 0, NULL);

  self = g_new0 (LecTokenTally, 1);
  self->block = block;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lec_token_tally_free (LecTokenTally *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

static gboolean
is_forgotten (gpointer token,
              gpointer entry,
              gpointer now_us)
{
  return *(const gint64 *) now_us - ((const Entry *) entry)->seen_us >= LEC_TOKEN_TALLY_FORGET_US;
}

static Entry *
ensure_entry (LecTokenTally *self,
              const char *token,
              gint64 now_us)
{
  Entry *entry = NULL;

  if (now_us - self->swept_us >= LEC_TOKEN_TALLY_FORGET_US)
    {
      g_hash_table_foreach_remove (self->entries, is_forgotten, &now_us);
      self->swept_us = now_us;
    }

  entry = g_hash_table_lookup (self->entries, token);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_strdup (token), entry);
    }
  entry->seen_us = now_us;
  return entry;
}

gint64
lec_token_tally_take (LecTokenTally *self,
                      const char *token,
                      gint64 now_us,
                      gboolean *has_to_tell)
{
  Entry *entry = NULL;

  g_return_val_if_fail (self != NULL && token != NULL && has_to_tell != NULL, 0);

  *has_to_tell = FALSE;
  entry = ensure_entry (self, token, now_us);
  if (now_us < entry->refused_until_us)
    return entry->refused_until_us - now_us;
  if (entry->n_untold + entry->n_in_telling >= self->block)
    return LEC_TOKEN_TALLY_FULL;

  if (entry->n_untold++ == 0)
    entry->since_us = now_us;
  *has_to_tell = !entry->is_called_for && (entry->n_untold >= (self->block + 1) / 2 ||
                                           now_us - entry->since_us >= LEC_TOKEN_TALLY_TELL_US);
  entry->is_called_for = entry->is_called_for || *has_to_tell;
  return 0;
}

guint
lec_token_tally_begin_telling (LecTokenTally *self,
                               const char *token)
{
  Entry *entry = NULL;

  g_return_val_if_fail (self != NULL && token != NULL, 0);

  entry = g_hash_table_lookup (self->entries, token);
  if (entry == NULL)
    return 0;

  entry->n_in_telling = entry->n_untold;
  entry->n_untold = 0;
  return entry->n_in_telling;
}

void
lec_token_tally_end_telling (LecTokenTally *self,
                             const char *token)
{
  Entry *entry = NULL;

  g_return_if_fail (self != NULL && token != NULL);

  entry = g_hash_table_lookup (self->entries, token);
  if (entry == NULL)
    return;

  entry->n_in_telling = 0;
  entry->is_called_for = FALSE;
}

void
lec_token_tally_refuse (LecTokenTally *self,
                        const char *token,
                        gint64 until_us,
                        gint64 now_us)
{
  g_return_if_fail (self != NULL && token != NULL);

  ensure_entry (self, token, now_us)->refused_until_us = until_us;
}

guint
lec_token_tally_count (const LecTokenTally *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->entries);
}
