/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hiredis parses the protocol, and has its values made here, so that they are
 * ours, bounded, and looked at by functions that check their kind. Nothing that
 * a server sends is trusted: it may be another program, or have been written to
 * by one.
 *
 * hiredis itself refuses nesting beyond its stack of nine, and lengths that are
 * no numbers; a string is only made when it has come whole, an array before its
 * elements, which is why those are counted.
 */
#include "redis/redis-reply.h"

#include <glib/gi18n-lib.h>
#include <hiredis/hiredis.h>
#include <string.h>

#include "redis/redis-error.h"

struct _LecRedisReply
{
  LecRedisReplyKind kind;
  gint64 integer;
  char *string; /* of a string or an error; with a NUL behind */
  gsize length;
  GPtrArray *elements; /* (element-type LecRedisReply) owned: of an array; none is missing when it is popped */
};

struct _LecRedisReader
{
  redisReader *parser;
  gsize n_pushed; /* since the last reply was whole; so is n_values */
  guint n_values;
  guint is_too_large : 1;
};

void
lec_redis_reply_free (LecRedisReply *self)
{
  if (self == NULL)
    return;

  g_free (self->string);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_free (self);
}

LecRedisReplyKind
lec_redis_reply_get_kind (const LecRedisReply *self)
{
  g_return_val_if_fail (self != NULL, LEC_REDIS_REPLY_NIL);

  return self->kind;
}

static gboolean
check_kind (const LecRedisReply *self,
            LecRedisReplyKind kind,
            GError **error)
{
  if (self->kind == kind)
    return TRUE;

  if (self->kind == LEC_REDIS_REPLY_ERROR)
    lec_redis_error_set_from_reply (error, self->string);
  else
    g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL,
                         _ ("Redis answers with another kind of value than was asked for"));
  return FALSE;
}

/**
 * lec_redis_reply_read_integer:
 * @value: (out): left as it was on failure
 *
 * Returns: %FALSE with @error set when it is no integer
 */
gboolean
lec_redis_reply_read_integer (const LecRedisReply *self,
                              gint64 *value,
                              GError **error)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  if (!check_kind (self, LEC_REDIS_REPLY_INTEGER, error))
    return FALSE;

  *value = self->integer;
  return TRUE;
}

/**
 * lec_redis_reply_get_string:
 * @length: (out) (optional): in bytes; there may be NULs among them
 *
 * Returns: (transfer none) (nullable): any bytes with a NUL behind; %NULL with @error set
 */
const char *
lec_redis_reply_get_string (const LecRedisReply *self,
                            gsize *length,
                            GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!check_kind (self, LEC_REDIS_REPLY_STRING, error))
    return NULL;

  if (length != NULL)
    *length = self->length;
  return self->string;
}

/**
 * lec_redis_reply_get_array:
 * @min_elements: fewer are refused
 *
 * Returns: (transfer none) (nullable) (element-type LecRedisReply): %NULL with @error set
 */
const GPtrArray *
lec_redis_reply_get_array (const LecRedisReply *self,
                           guint min_elements,
                           GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!check_kind (self, LEC_REDIS_REPLY_ARRAY, error))
    return NULL;
  if (self->elements->len < min_elements)
    {
      g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL,
                           _ ("Redis answers with fewer values than were asked for"));
      return NULL;
    }

  return self->elements;
}

/**
 * lec_redis_reply_get_element:
 * @self: an array
 *
 * Returns: (transfer none)
 */
const LecRedisReply *
lec_redis_reply_get_element (const LecRedisReply *self,
                             guint index)
{
  g_return_val_if_fail (self != NULL && self->kind == LEC_REDIS_REPLY_ARRAY, NULL);
  g_return_val_if_fail (index < self->elements->len, NULL);

  return g_ptr_array_index (self->elements, index);
}

gboolean
lec_redis_reply_is_nil (const LecRedisReply *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->kind == LEC_REDIS_REPLY_NIL;
}

/* A value belongs to its array as soon as it is made: hiredis frees the outermost one only.
 *
 * Returns: (nullable): %NULL makes hiredis give up, with nothing leaked */
static LecRedisReply *
add_reply (const redisReadTask *task,
           LecRedisReplyKind kind)
{
  LecRedisReader *reader = task->privdata;
  LecRedisReply *reply = NULL;

  if (reader->n_values >= LEC_REDIS_MAX_VALUES)
    {
      reader->is_too_large = TRUE;
      return NULL;
    }

  reader->n_values++;
  reply = g_new0 (LecRedisReply, 1);
  reply->kind = kind;
  if (task->parent != NULL)
    {
      LecRedisReply *parent = task->parent->obj;

      g_assert (parent->kind == LEC_REDIS_REPLY_ARRAY && task->idx < (int) parent->elements->len);
      parent->elements->pdata[task->idx] = reply;
    }

  return reply;
}

static void *
create_string (const redisReadTask *task,
               char *bytes,
               size_t length)
{
  gboolean is_error = task->type == REDIS_REPLY_ERROR;
  LecRedisReply *reply = add_reply (task, is_error ? LEC_REDIS_REPLY_ERROR : LEC_REDIS_REPLY_STRING);

  if (reply == NULL)
    return NULL;

  reply->string = g_malloc (length + 1);
  memcpy (reply->string, bytes, length);
  reply->string[length] = '\0';
  reply->length = length;
  return reply;
}

static void *
create_array (const redisReadTask *task,
              int n_elements)
{
  LecRedisReader *reader = task->privdata;
  LecRedisReply *reply = NULL;

  if (n_elements > LEC_REDIS_MAX_VALUES)
    {
      reader->is_too_large = TRUE;
      return NULL;
    }

  reply = add_reply (task, LEC_REDIS_REPLY_ARRAY);
  if (reply == NULL)
    return NULL;

  reply->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_redis_reply_free);
  g_ptr_array_set_size (reply->elements, n_elements);
  return reply;
}

static void *
create_integer (const redisReadTask *task,
                long long value)
{
  LecRedisReply *reply = add_reply (task, LEC_REDIS_REPLY_INTEGER);

  if (reply != NULL)
    reply->integer = value;
  return reply;
}

static void *
create_nil (const redisReadTask *task)
{
  return add_reply (task, LEC_REDIS_REPLY_NIL);
}

static void
free_reply (void *reply)
{
  lec_redis_reply_free (reply);
}

/* hiredis wants it writable, and does not write. */
static const redisReplyObjectFunctions reply_functions = {
  .createString = create_string,
  .createArray = create_array,
  .createInteger = create_integer,
  .createNil = create_nil,
  .freeObject = free_reply,
};

LecRedisReader *
lec_redis_reader_new (void)
{
  LecRedisReader *self = g_new0 (LecRedisReader, 1);

  self->parser = redisReaderCreateWithFunctions ((redisReplyObjectFunctions *) &reply_functions);
  g_assert (self->parser != NULL);
  self->parser->privdata = self;
  return self;
}

void
lec_redis_reader_free (LecRedisReader *self)
{
  if (self == NULL)
    return;

  redisReaderFree (self->parser);
  g_free (self);
}

static gboolean
set_too_large (GError **error)
{
  g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TOO_LARGE,
                       _ ("Redis answers with more than anybody could have asked for"));
  return FALSE;
}

static gboolean
set_not_redis (GError **error)
{
  g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL,
                       _ ("what answers does not speak as Redis does"));
  return FALSE;
}

/**
 * lec_redis_reader_push:
 * @bytes: as they came
 *
 * Returns: %FALSE with %LEC_REDIS_ERROR_TOO_LARGE or %LEC_REDIS_ERROR_PROTOCOL: the connection is
 *   of no use any more
 */
gboolean
lec_redis_reader_push (LecRedisReader *self,
                       const char *bytes,
                       gsize length,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && bytes != NULL, FALSE);

  self->n_pushed += length;
  if (self->n_pushed > LEC_REDIS_MAX_REPLY_BYTES)
    return set_too_large (error);
  if (redisReaderFeed (self->parser, bytes, length) == REDIS_OK)
    return TRUE;

  return set_not_redis (error);
}

/**
 * lec_redis_reader_pop:
 * @reply: (out) (nullable) (transfer full): %NULL when more has to come first
 *
 * Returns: as lec_redis_reader_push()
 */
gboolean
lec_redis_reader_pop (LecRedisReader *self,
                      LecRedisReply **reply,
                      GError **error)
{
  void *popped = NULL;

  g_return_val_if_fail (self != NULL && reply != NULL, FALSE);

  if (redisReaderGetReply (self->parser, &popped) == REDIS_OK)
    {
      *reply = popped;
      if (popped != NULL)
        self->n_pushed = self->n_values = 0;
      return TRUE;
    }

  if (self->is_too_large)
    return set_too_large (error);
  return set_not_redis (error);
}

/* Whether bytes were pushed of which no reply was popped yet. */
gboolean
lec_redis_reader_has_rest (LecRedisReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->parser->len > self->parser->pos;
}

/**
 * lec_redis_format_command:
 * @words: (array zero-terminated=1): the command and its arguments
 */
GByteArray *
lec_redis_format_command (const char *const *words)
{
  GByteArray *bytes = g_byte_array_new ();
  char *formatted = NULL;
  int length = 0;

  g_return_val_if_fail (words != NULL && words[0] != NULL, bytes);

  length = redisFormatCommandArgv (&formatted, (int) g_strv_length ((char **) words), (const char **) words, NULL);
  g_assert (length > 0);
  g_byte_array_append (bytes, (const guint8 *) formatted, (guint) length);
  redisFreeCommand (formatted);
  return bytes;
}
