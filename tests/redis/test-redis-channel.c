/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told reaches whoever listens, and what is no text reaches nobody; against a real server.
 */
#include "redis/made-client.h"
#include "redis/redis-channel.h"
#include "redis/redis-server.h"

static LecRedisClient *
make_client_of (RedisServer *server,
                guint database)
{
  g_autoptr (LecRedisUrl) url = lec_redis_url_parse (redis_server_get_url (server), NULL);

  url->database = database;
  return lec_redis_client_new (url, "test", NULL);
}

static void
test_tell (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (GError) error = NULL;
  g_autoptr (LecRedisListener) first = lec_redis_listener_open (client, "news", NULL, &error);
  g_autoptr (LecRedisListener) second = lec_redis_listener_open (client, "news", NULL, &error);
  g_autoptr (LecRedisListener) other = lec_redis_listener_open (client, "others", NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);

      g_assert_true (lec_redis_channel_tell (client, "news", text, NULL, &error));
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);
      g_autofree char *heard = lec_redis_listener_next (first, 1000, NULL, &error);
      g_autofree char *heard_too = lec_redis_listener_next (second, 1000, NULL, &error);

      g_assert_cmpstr (heard, ==, text);
      g_assert_cmpstr (heard_too, ==, text);
    }
  g_assert_null (lec_redis_listener_next (other, 50, NULL, &error));
  g_assert_no_error (error);

  /* No text; and it goes on. */
  g_assert_true (lec_redis_channel_tell (client, "others", "\xff\xfe", NULL, &error));
  g_assert_null (lec_redis_listener_next (other, 1000, NULL, &error));
  g_assert_no_error (error);
}

/* Whoever shares the server, but has a database of their own, hears nothing. */
static void
test_databases (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (LecRedisClient) other = make_client_of (server, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecRedisListener) listener = lec_redis_listener_open (other, "news", NULL, &error);
  g_autofree char *heard = NULL;

  g_assert_no_error (error);
  g_assert_true (lec_redis_channel_tell (client, "news", "of another cluster", NULL, &error));
  g_assert_true (lec_redis_channel_tell (other, "news", "of this one", NULL, &error));
  g_assert_no_error (error);
  heard = lec_redis_listener_next (listener, 1000, NULL, &error);
  g_assert_cmpstr (heard, ==, "of this one");
}

static void
test_gone (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (LecRedisListener) listener = lec_redis_listener_open (client, "news", NULL, &error);

  g_assert_no_error (error);
  g_cancellable_cancel (cancelled);
  g_assert_null (lec_redis_listener_next (listener, 1000, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  redis_server_kill (server);
  g_assert_null (lec_redis_listener_next (listener, 5000, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (lec_redis_listener_open (client, "news", NULL, &error));
  g_assert_nonnull (error);
}

static void
test_no_server (void)
{
  g_test_skip ("redis-server is not installed");
}

int
main (int argc,
      char *argv[])
{
  gboolean is_installed = redis_server_is_installed ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redis-channel/tell", is_installed ? test_tell : test_no_server);
  g_test_add_func ("/redis-channel/databases", is_installed ? test_databases : test_no_server);
  g_test_add_func ("/redis-channel/gone", is_installed ? test_gone : test_no_server);

  return g_test_run ();
}
