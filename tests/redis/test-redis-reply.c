/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers are parsed whole or not at all, of the kind that was asked for or refused, and what a
 * server tells as an error is understood.
 */
#include <string.h>

#include "redis/redis-error.h"
#include "redis/redis-reply.h"

/* Returns: (transfer full) (nullable): the first one in @bytes */
static LecRedisReply *
parse (const char *bytes,
       GError **error)
{
  g_autoptr (LecRedisReader) reader = lec_redis_reader_new ();
  LecRedisReply *reply = NULL;

  if (!lec_redis_reader_push (reader, bytes, strlen (bytes), error) || !lec_redis_reader_pop (reader, &reply, error))
    return NULL;

  return reply;
}

static void
test_kinds (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecRedisReply) reply = parse ("*5\r\n:-42\r\n+OK\r\n$5\r\na\r\nbc\r\n$-1\r\n*0\r\n", &error);
  gint64 number = 0;
  gsize length = 0;

  g_assert_no_error (error);
  g_assert_nonnull (lec_redis_reply_get_array (reply, 5, &error));
  g_assert_true (lec_redis_reply_read_integer (lec_redis_reply_get_element (reply, 0), &number, &error));
  g_assert_cmpint (number, ==, -42);
  g_assert_cmpstr (lec_redis_reply_get_string (lec_redis_reply_get_element (reply, 1), NULL, &error), ==, "OK");
  g_assert_cmpstr (lec_redis_reply_get_string (lec_redis_reply_get_element (reply, 2), &length, &error), ==, "a\r\nbc");
  g_assert_cmpuint (length, ==, 5);
  g_assert_true (lec_redis_reply_is_nil (lec_redis_reply_get_element (reply, 3)));
  g_assert_cmpuint (lec_redis_reply_get_array (lec_redis_reply_get_element (reply, 4), 0, &error)->len, ==, 0);
  g_assert_no_error (error);
}

static void
test_wrong_kind (void)
{
  g_autoptr (LecRedisReply) reply = parse (":1\r\n", NULL);
  g_autoptr (LecRedisReply) text = parse ("+1\r\n", NULL);
  g_autoptr (LecRedisReply) failed = parse ("-OOM command not allowed\r\n", NULL);
  gint64 number = 7;
  GError *error = NULL;

  g_assert_null (lec_redis_reply_get_string (reply, NULL, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (lec_redis_reply_get_array (reply, 0, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_false (lec_redis_reply_read_integer (text, &number, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL);
  g_assert_cmpint (number, ==, 7);
  g_clear_error (&error);
  g_assert_null (lec_redis_reply_get_array (failed, 0, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_FULL);
  g_clear_error (&error);
}

static void
test_too_few (void)
{
  g_autoptr (LecRedisReply) reply = parse ("*1\r\n:1\r\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_redis_reply_get_array (reply, 2, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL);
}

/* Byte by byte it is the same, and before the last one it is nothing. */
static void
test_in_pieces (void)
{
  static const char bytes[] = "*2\r\n$3\r\nabc\r\n*1\r\n:5\r\n";
  g_autoptr (LecRedisReader) reader = lec_redis_reader_new ();
  g_autoptr (LecRedisReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < strlen (bytes); i++)
    {
      g_assert_null (reply);
      g_assert_true (lec_redis_reader_push (reader, bytes + i, 1, &error));
      g_assert_true (lec_redis_reader_has_rest (reader));
      g_assert_true (lec_redis_reader_pop (reader, &reply, &error));
    }
  g_assert_nonnull (reply);
  g_assert_false (lec_redis_reader_has_rest (reader));
  g_assert_cmpuint (lec_redis_reply_get_array (reply, 2, &error)->len, ==, 2);
}

static void
test_garbage (void)
{
  static const char *const garbage[] = {
    "HTTP/1.1 400 Bad Request\r\n\r\n",
    "SSH-2.0-OpenSSH_9.2\r\n",
    ":12x\r\n",
    "$-2\r\n",
    "*-2\r\n",
    "$99999999999999999999\r\n",
    "*99999999999999999999\r\n",
    "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
    "*2\r\n:1\r\n!\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", garbage[i]);
      g_assert_null (parse (garbage[i], &error));
      g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse ("*2147483647\r\n", &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TOO_LARGE);
}

/* Many small arrays are as bad as a large one. */
static void
test_too_many_in_all (void)
{
  g_autoptr (GString) bytes = g_string_new ("*1000\r\n");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    {
      g_string_append (bytes, "*1000\r\n");
      for (guint j = 0; j < 1000; j++)
        g_string_append (bytes, ":1\r\n");
    }
  g_assert_null (parse (bytes->str, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TOO_LARGE);
}

static void
test_too_large (void)
{
  g_autoptr (LecRedisReader) reader = lec_redis_reader_new ();
  g_autofree char *piece = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  guint n_pieces = 0;

  g_assert_true (lec_redis_reader_push (reader, "$536870912\r\n", 12, &error));
  while (lec_redis_reader_push (reader, piece, 1024 * 1024, &error))
    {
      LecRedisReply *reply = NULL;

      g_assert_true (lec_redis_reader_pop (reader, &reply, &error));
      g_assert_null (reply);
      n_pieces++;
    }
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_TOO_LARGE);
  g_assert_cmpuint (n_pieces, ==, 15);
}

/* The limit is one of each answer, not of the connection. */
static void
test_many_in_a_row (void)
{
  g_autoptr (LecRedisReader) reader = lec_redis_reader_new ();
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autofree char *bytes = g_strdup_printf ("$1048576\r\n%s\r\n", text);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (LecRedisReply) reply = NULL;

      g_assert_true (lec_redis_reader_push (reader, bytes, strlen (bytes), &error));
      g_assert_true (lec_redis_reader_pop (reader, &reply, &error));
      g_assert_nonnull (reply);
    }
}

typedef struct
{
  const char *text;
  LecRedisError code;
} Told;

static void
test_errors (void)
{
  static const Told told[] = {
    { "NOAUTH Authentication required.", LEC_REDIS_ERROR_REFUSED },
    { "WRONGPASS invalid username-password pair or user is disabled.", LEC_REDIS_ERROR_REFUSED },
    { "NOPERM this user has no permissions to run the 'xadd' command", LEC_REDIS_ERROR_REFUSED },
    { "OOM command not allowed when used memory > 'maxmemory'.", LEC_REDIS_ERROR_FULL },
    { "LOADING Redis is loading the dataset in memory", LEC_REDIS_ERROR_LOADING },
    { "BUSY Redis is busy running a script.", LEC_REDIS_ERROR_LOADING },
    { "READONLY You can't write against a read only replica.", LEC_REDIS_ERROR_READ_ONLY },
    { "MISCONF Redis is configured to save RDB snapshots", LEC_REDIS_ERROR_READ_ONLY },
    { "NOGROUP No such key", LEC_REDIS_ERROR_NO_GROUP },
    { "NOSCRIPT No matching script.", LEC_REDIS_ERROR_NO_SCRIPT },
    { "ERR unknown command 'XAUTOCLAIM'", LEC_REDIS_ERROR_OLD },
    { "ERR Error running script (call to f_x): @user_script:1: @user_script: 1: -OOM command not allowed",
      LEC_REDIS_ERROR_FULL },
    { "BUSYGROUP Consumer Group name already exists", LEC_REDIS_ERROR_EXISTS },
    { "ERR syntax error", LEC_REDIS_ERROR_FAILED },
    { "", LEC_REDIS_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", told[i].text);
      lec_redis_error_set_from_reply (&error, told[i].text);
      g_assert_error (error, LEC_REDIS_ERROR, (gint) told[i].code);
    }
}

/* What a server says may be meant for a terminal, and has no end. */
static void
test_error_text (void)
{
  g_autofree char *text = g_strnfill (10000, '\033');
  g_autoptr (GError) error = NULL;

  lec_redis_error_set_from_reply (&error, text);
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_FAILED);
  g_assert_cmpuint (strlen (error->message), <, 250);
  g_assert_null (strchr (error->message, '\033'));
}

static void
test_format (void)
{
  const char *words[] = { "SET", "a b", "", NULL };
  g_autoptr (GByteArray) bytes = lec_redis_format_command (words);
  static const char expected[] = "*3\r\n$3\r\nSET\r\n$3\r\na b\r\n$0\r\n\r\n";

  g_assert_cmpmem (bytes->data, bytes->len, expected, strlen (expected));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redis-reply/kinds", test_kinds);
  g_test_add_func ("/redis-reply/wrong-kind", test_wrong_kind);
  g_test_add_func ("/redis-reply/too-few", test_too_few);
  g_test_add_func ("/redis-reply/in-pieces", test_in_pieces);
  g_test_add_func ("/redis-reply/garbage", test_garbage);
  g_test_add_func ("/redis-reply/too-many", test_too_many);
  g_test_add_func ("/redis-reply/too-many-in-all", test_too_many_in_all);
  g_test_add_func ("/redis-reply/too-large", test_too_large);
  g_test_add_func ("/redis-reply/many-in-a-row", test_many_in_a_row);
  g_test_add_func ("/redis-reply/errors", test_errors);
  g_test_add_func ("/redis-reply/error-text", test_error_text);
  g_test_add_func ("/redis-reply/format", test_format);

  return g_test_run ();
}
