/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One limit for all who share a server.
 */
#include "redis/made-client.h"
#include "redis/rate-limit.h"
#include "redis/redis-server.h"

static gint64
take (LecRateLimit *limit)
{
  gint64 wait_us = -1;

  g_assert_true (lec_rate_limit_take (limit, 0, &wait_us, NULL));
  return wait_us;
}

/* Two machines take from one bucket. Its rate is so low that a slow test gets nothing more. */
static void
test_shared (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (LecRedisClient) other_client = make_client (redis_server_get_url (server));
  g_autoptr (LecRateLimit) limit = lec_rate_limit_new (client, "add", 10, .001);
  g_autoptr (LecRateLimit) other = lec_rate_limit_new (other_client, "add", 10, .001);
  gint64 wait_us = 0;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (take (limit), ==, 0);
      g_assert_cmpint (take (other), ==, 0);
    }
  wait_us = take (limit);
  g_assert_cmpint (wait_us, >, 900 * G_USEC_PER_SEC);
  g_assert_cmpint (wait_us, <=, 1000 * G_USEC_PER_SEC);
  g_assert_cmpint (take (other), >, 0);
}

static void
test_refills (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (LecRateLimit) limit = lec_rate_limit_new (client, "add", 1, 20);
  gint64 wait_us = 0;

  g_assert_cmpint (take (limit), ==, 0);
  while ((wait_us = take (limit)) > 0)
    {
      g_assert_cmpint (wait_us, <=, 50000);
      g_usleep ((gulong) wait_us);
    }
}

static gint64
tell (LecRateLimit *limit,
      guint n_done)
{
  gint64 wait_us = -1;

  g_assert_true (lec_rate_limit_take (limit, n_done, &wait_us, NULL));
  return wait_us;
}

/* What was done beyond the limit has to be waited for, however much that was. */
static void
test_debt (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (LecRateLimit) limit = lec_rate_limit_new (client, "add", 10, .01);
  gint64 wait_us = 0;

  g_assert_cmpint (tell (limit, 4), ==, 0);
  g_assert_cmpint (take (limit), ==, 0);
  g_assert_cmpint (tell (limit, 4), ==, 0);
  wait_us = tell (limit, 4);
  g_assert_cmpint (wait_us, >, 390 * G_USEC_PER_SEC);
  g_assert_cmpint (wait_us, <=, 400 * G_USEC_PER_SEC);
  g_assert_cmpint (take (limit), >, 390 * G_USEC_PER_SEC);
  g_assert_cmpint (tell (limit, 1000), <=, 1100 * G_USEC_PER_SEC);
}

static void
test_ttl (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (LecRateLimit) limit = lec_rate_limit_new (client, "add", 100, 1);
  const char *words[] = { "TTL", "test:rate:add", NULL };
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 ttl_s = 0;

  take (limit);
  reply = lec_redis_client_run (client, words, 0, NULL, NULL);
  g_assert_true (lec_redis_reply_read_integer (reply, &ttl_s, NULL));
  g_assert_cmpint (ttl_s, >, 60);
  g_assert_cmpint (ttl_s, <=, 201);
}

/* What somebody wrote there lets nobody in for ever, and keeps nobody out. */
static void
test_strange_values (void)
{
  static const char *const values[] = { "nan", "inf", "-1e300", "1e300", "x", "" };
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (LecRateLimit) limit = lec_rate_limit_new (client, "add", 2, .001);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const char *words[] = { "HSET", "test:rate:add", "tokens", values[i], "at", values[i], NULL };
      g_autoptr (LecRedisReply) reply = lec_redis_client_run (client, words, 0, NULL, NULL);

      g_test_message ("%s", values[i]);
      g_assert_nonnull (reply);
      g_assert_cmpint (take (limit), ==, 0);
      g_assert_cmpint (take (limit), ==, 0);
      g_assert_cmpint (take (limit), >, 0);
    }
}

static void
test_away (void)
{
  g_autofree char *address = g_strdup_printf ("redis://127.0.0.1:%u", redis_server_choose_port ());
  g_autoptr (LecRedisClient) client = make_client (address);
  g_autoptr (LecRateLimit) limit = lec_rate_limit_new (client, "add", 8, .001);
  gint64 wait_us = 0;

  g_assert_false (lec_rate_limit_take (limit, 0, &wait_us, NULL));
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
  g_test_add_func ("/rate-limit/shared", is_installed ? test_shared : test_no_server);
  g_test_add_func ("/rate-limit/refills", is_installed ? test_refills : test_no_server);
  g_test_add_func ("/rate-limit/debt", is_installed ? test_debt : test_no_server);
  g_test_add_func ("/rate-limit/ttl", is_installed ? test_ttl : test_no_server);
  g_test_add_func ("/rate-limit/strange-values", is_installed ? test_strange_values : test_no_server);
  g_test_add_func ("/rate-limit/away", test_away);

  return g_test_run ();
}
