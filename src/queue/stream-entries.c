/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the answer to XREADGROUP. Anybody who may write to Redis may have put
 * anything into a stream: an entry that is no hint is told by its id, so that
 * it can be taken away; an answer of another form is an error.
 */
#include "queue/stream-entries.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "redis/redis-error.h"

#define MAX_NUMBER_BYTES 19

void
lec_stream_entry_free (LecStreamEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->id);
  g_free (self);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL,
                       _ ("Redis delivers what is no entry of a stream"));
  return FALSE;
}

/* It goes back to Redis as an argument. */
static gboolean
is_id (const char *id,
       gsize length)
{
  gsize n_digits = strspn (id, G_CSET_DIGITS);

  if (length != strlen (id) || length > LEC_STREAM_ENTRY_MAX_ID_BYTES || n_digits == 0 || id[n_digits] != '-')
    return FALSE;

  id += n_digits + 1;
  return *id != '\0' && strspn (id, G_CSET_DIGITS) == strlen (id);
}

static gboolean
is_text (const LecRedisReply *reply,
         const char *expected)
{
  gsize length = 0;
  const char *text = lec_redis_reply_get_string (reply, &length, NULL);

  return text != NULL && length == strlen (expected) && memcmp (text, expected, length) == 0;
}

static gboolean
read_number (const LecRedisReply *reply,
             gint64 minimum,
             gint64 *value)
{
  gsize length = 0;
  const char *text = lec_redis_reply_get_string (reply, &length, NULL);

  return text != NULL && length <= MAX_NUMBER_BYTES && strlen (text) == length &&
         g_ascii_string_to_signed (text, 10, minimum, G_MAXINT64, value, NULL);
}

/* @fields: names and values in turn */
static gboolean
read_hint (const LecRedisReply *fields,
           LecStreamEntry *entry)
{
  const GPtrArray *values = lec_redis_reply_get_array (fields, 4, NULL);

  return values != NULL && values->len == 4 &&
         is_text (g_ptr_array_index (values, 0), "task") &&
         read_number (g_ptr_array_index (values, 1), 1, &entry->task) &&
         is_text (g_ptr_array_index (values, 2), "generation") &&
         read_number (g_ptr_array_index (values, 3), 0, &entry->generation);
}

/* @reply: id and fields */
static gboolean
add_entry (GPtrArray *entries,
           const char *key,
           const LecRedisReply *reply,
           GError **error)
{
  const GPtrArray *parts = lec_redis_reply_get_array (reply, 2, error);
  gsize length = 0;
  const char *id = parts != NULL ? lec_redis_reply_get_string (g_ptr_array_index (parts, 0), &length, error) : NULL;
  LecStreamEntry *entry = NULL;

  if (id == NULL)
    return FALSE;
  if (!is_id (id, length))
    return refuse (error);

  entry = g_new0 (LecStreamEntry, 1);
  entry->key = g_strdup (key);
  entry->id = g_strdup (id);
  entry->is_hint = read_hint (g_ptr_array_index (parts, 1), entry);
  g_ptr_array_add (entries, entry);
  return TRUE;
}

/* @reply: key and entries */
static gboolean
add_stream (GPtrArray *entries,
            const LecRedisReply *reply,
            GError **error)
{
  const GPtrArray *parts = lec_redis_reply_get_array (reply, 2, error);
  const char *key = parts != NULL ? lec_redis_reply_get_string (g_ptr_array_index (parts, 0), NULL, error) : NULL;
  const GPtrArray *replies = key != NULL ? lec_redis_reply_get_array (g_ptr_array_index (parts, 1), 0, error) : NULL;

  if (replies == NULL)
    return FALSE;

  for (guint i = 0; i < replies->len; i++)
    if (!add_entry (entries, key, g_ptr_array_index (replies, i), error))
      return FALSE;

  return TRUE;
}

/**
 * lec_stream_entries_read:
 * @reply: to XREADGROUP
 *
 * Returns: (transfer full) (element-type LecStreamEntry): empty when nothing came; %NULL with
 *   %LEC_REDIS_ERROR_PROTOCOL
 */
GPtrArray *
lec_stream_entries_read (const LecRedisReply *reply,
                         GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_stream_entry_free);
  const GPtrArray *streams = NULL;

  g_return_val_if_fail (reply != NULL, NULL);

  if (lec_redis_reply_is_nil (reply))
    return g_steal_pointer (&entries);

  streams = lec_redis_reply_get_array (reply, 0, error);
  if (streams == NULL)
    return NULL;
  for (guint i = 0; i < streams->len; i++)
    if (!add_stream (entries, g_ptr_array_index (streams, i), error))
      return NULL;

  return g_steal_pointer (&entries);
}
