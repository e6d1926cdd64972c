/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Redis server, or another, answers, in pieces: the first byte is how long each piece is. It
 * is taken for everything that is read from Redis: hints, INFO, errors.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "queue/stream-entries.h"
#include "redis/redis-error.h"
#include "redis/redis-info.h"
#include "redis/redis-reply.h"

static void
assert_protocol_error (const GError *error)
{
  g_assert_true (g_error_matches (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL) ||
                 g_error_matches (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TOO_LARGE));
}

/* Each value is of one kind, and of no other. */
static void
look_at (const LecRedisReply *reply)
{
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  gint64 number = 0;
  const char *text = lec_redis_reply_get_string (reply, &length, NULL);
  const GPtrArray *elements = lec_redis_reply_get_array (reply, 0, NULL);
  gboolean is_integer = lec_redis_reply_read_integer (reply, &number, &error);

  g_assert_true (is_integer == (error == NULL));
  g_assert_true (error == NULL || error->domain == LEC_REDIS_ERROR);
  g_assert_cmpint ((text != NULL) + (elements != NULL) + is_integer + lec_redis_reply_is_nil (reply), ==,
                   lec_redis_reply_get_kind (reply) != LEC_REDIS_REPLY_ERROR);
  for (guint i = 0; elements != NULL && i < elements->len; i++)
    look_at (lec_redis_reply_get_element (reply, i));
}

static void
read_hints (const LecRedisReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = lec_stream_entries_read (reply, &error);

  g_assert_true ((entries == NULL) == (error != NULL));
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const LecStreamEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpuint (strlen (entry->id), <=, LEC_STREAM_ENTRY_MAX_ID_BYTES);
      g_assert_cmpuint (strspn (entry->id, "0123456789-"), ==, strlen (entry->id));
      g_assert_true (!entry->is_hint || (entry->task >= 1 && entry->generation >= 0));
    }
}

static void
read_info (const LecRedisReply *reply)
{
  const char *text = lec_redis_reply_get_string (reply, NULL, NULL);
  g_autoptr (LecRedisInfo) info = text != NULL ? lec_redis_info_parse (text) : NULL;
  g_auto (GStrv) warnings = info != NULL ? lec_redis_info_list_warnings (info) : NULL;

  for (guint i = 0; warnings != NULL && warnings[i] != NULL; i++)
    for (const char *c = warnings[i]; *c != '\0'; c++)
      g_assert_true (g_ascii_isprint (*c));
}

/* Returns: whether the stream goes on */
static gboolean
pop_all (LecRedisReader *reader)
{
  while (TRUE)
    {
      g_autoptr (LecRedisReply) reply = NULL;
      g_autoptr (GError) error = NULL;

      if (!lec_redis_reader_pop (reader, &reply, &error))
        {
          assert_protocol_error (error);
          return FALSE;
        }
      if (reply == NULL)
        return TRUE;
      look_at (reply);
      read_hints (reply);
      read_info (reply);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (LecRedisReader) reader = lec_redis_reader_new ();
  const char *stream = (const char *) data + 1;

  if (size < 1)
    return 0;

  size--;
  for (size_t i = 0; i < size; i += data[0] + 1)
    {
      g_autoptr (GError) error = NULL;

      if (!lec_redis_reader_push (reader, stream + i, MIN (size - i, (size_t) data[0] + 1), &error))
        {
          assert_protocol_error (error);
          return 0;
        }
      if (!pop_all (reader))
        return 0;
    }
  return 0;
}
