/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Redis server answered: a value that is of any kind until it was looked at.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The largest answer that is read, and the most values in it. */
#define LEC_REDIS_MAX_REPLY_BYTES (16 * 1024 * 1024)
#define LEC_REDIS_MAX_VALUES      100000

typedef enum
{
  LEC_REDIS_REPLY_NIL,
  LEC_REDIS_REPLY_INTEGER,
  LEC_REDIS_REPLY_STRING,
  LEC_REDIS_REPLY_ERROR,
  LEC_REDIS_REPLY_ARRAY,
} LecRedisReplyKind;

typedef struct _LecRedisReply LecRedisReply;

void lec_redis_reply_free (LecRedisReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisReply, lec_redis_reply_free)

LecRedisReplyKind lec_redis_reply_get_kind (const LecRedisReply *self);

/* Each fails with LEC_REDIS_ERROR_PROTOCOL on another kind, and with what it tells on an error. */
gboolean lec_redis_reply_read_integer (const LecRedisReply *self, gint64 *value, GError **error);
const char *lec_redis_reply_get_string (const LecRedisReply *self, gsize *length, GError **error);
const GPtrArray *lec_redis_reply_get_array (const LecRedisReply *self, guint min_elements, GError **error);
const LecRedisReply *lec_redis_reply_get_element (const LecRedisReply *self, guint index);
gboolean lec_redis_reply_is_nil (const LecRedisReply *self);

/* The parser. One belongs to one stream of bytes, and to one thread at a time. */
typedef struct _LecRedisReader LecRedisReader;

LecRedisReader *lec_redis_reader_new (void);
void lec_redis_reader_free (LecRedisReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisReader, lec_redis_reader_free)

gboolean lec_redis_reader_push (LecRedisReader *self, const char *bytes, gsize length, GError **error);
gboolean lec_redis_reader_pop (LecRedisReader *self, LecRedisReply **reply, GError **error);
gboolean lec_redis_reader_has_rest (LecRedisReader *self);

/* Returns: (transfer full): what goes over the wire for that command */
GByteArray *lec_redis_format_command (const char *const *words);

G_END_DECLS
