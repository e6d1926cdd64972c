/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cache may forget, and never lies: not to a slow reader, not after Redis was away.
 */
#include <string.h>

#include "redis/made-client.h"
#include "redis/redis-cache.h"
#include "redis/redis-server.h"

typedef struct
{
  RedisServer *server;
  LecRedisClient *client;
  LecRedisCache *cache;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->server = redis_server_start ((const char *[]){ "--appendfsync", "always", NULL });
  fixture->client = make_client (redis_server_get_url (fixture->server));
  fixture->cache = lec_redis_cache_new (fixture->client);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_redis_cache_free (fixture->cache);
  lec_redis_client_unref (fixture->client);
  redis_server_free (fixture->server);
}

/* Returns: the version with which it may be put */
static gint64
assert_value (Fixture *fixture,
              const char *id,
              const char *expected)
{
  gint64 version = -2;
  g_autofree char *value = lec_redis_cache_get (fixture->cache, "job", id, "row", &version);

  g_assert_cmpstr (value, ==, expected);
  return version;
}

static void
put (Fixture *fixture,
     const char *id,
     gint64 version,
     const char *value)
{
  lec_redis_cache_put (fixture->cache, "job", id, "row", version, value);
}

static void
assert_counts (Fixture *fixture,
               guint n_hits,
               guint n_misses,
               guint n_refused)
{
  LecRedisCacheCounts counts = { 0 };

  lec_redis_cache_get_counts (fixture->cache, &counts);
  g_assert_cmpuint (counts.n_hits, ==, n_hits);
  g_assert_cmpuint (counts.n_misses, ==, n_misses);
  g_assert_cmpuint (counts.n_refused, ==, n_refused);
}

static void
test_keeps (Fixture *fixture,
            gconstpointer data)
{
  gint64 version = assert_value (fixture, "1", NULL);

  put (fixture, "1", version, "{\"ä\": 1}\r\n");
  assert_value (fixture, "1", "{\"ä\": 1}\r\n");
  assert_value (fixture, "2", NULL);
  put (fixture, "1", version, "");
  assert_value (fixture, "1", "");
  assert_counts (fixture, 2, 2, 0);
}

/* Who read before a change, and writes after it. */
static void
test_versions (Fixture *fixture,
               gconstpointer data)
{
  gint64 before = assert_value (fixture, "1", NULL);
  gint64 after = 0;

  lec_redis_cache_forget (fixture->cache, "job", "1");
  put (fixture, "1", before, "old");
  after = assert_value (fixture, "1", NULL);
  g_assert_cmpint (after, >, before);
  put (fixture, "1", after, "new");
  put (fixture, "1", before, "old");
  assert_value (fixture, "1", "new");
  lec_redis_cache_forget (fixture->cache, "job", "1");
  assert_value (fixture, "1", NULL);
  put (fixture, "1", after, "new");
  assert_value (fixture, "1", NULL);
  assert_counts (fixture, 1, 4, 3);
}

/* What is forgotten is forgotten as a whole. */
static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  gint64 version = assert_value (fixture, "1", NULL);
  gint64 other = 0;
  g_autofree char *slides = NULL;
  g_autofree char *none = NULL;

  put (fixture, "1", version, "row");
  lec_redis_cache_put (fixture->cache, "job", "1", "slides", version, "slides");
  slides = lec_redis_cache_get (fixture->cache, "job", "1", "slides", &other);
  g_assert_cmpstr (slides, ==, "slides");
  g_assert_cmpint (other, ==, version);
  assert_value (fixture, "1", "row");
  lec_redis_cache_forget (fixture->cache, "job", "1");
  assert_value (fixture, "1", NULL);
  none = lec_redis_cache_get (fixture->cache, "job", "1", "slides", &other);
  g_assert_null (none);
}

static void
test_ttl (Fixture *fixture,
          gconstpointer data)
{
  const char *list[] = { "KEYS", "test:cache:*", NULL };
  g_autoptr (LecRedisReply) keys = NULL;
  const GPtrArray *names = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      put (fixture, id, 0, "x");
    }
  keys = lec_redis_client_run (fixture->client, list, 0, NULL, NULL);
  names = lec_redis_reply_get_array (keys, 20, NULL);
  g_assert_nonnull (names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = lec_redis_reply_get_string (lec_redis_reply_get_element (keys, i), NULL, NULL);
      const char *words[] = { "TTL", name, NULL };
      g_autoptr (LecRedisReply) reply = lec_redis_client_run (fixture->client, words, 0, NULL, NULL);
      gint64 ttl_s = 0;

      g_assert_true (lec_redis_reply_read_integer (reply, &ttl_s, NULL));
      g_assert_cmpint (ttl_s, >=, 3240 - 60);
      g_assert_cmpint (ttl_s, <=, 3960);
    }
}

static void
test_large (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *largest = g_strnfill (LEC_REDIS_CACHE_MAX_VALUE_BYTES, 'x');
  g_autofree char *larger = g_strnfill (LEC_REDIS_CACHE_MAX_VALUE_BYTES + 1, 'x');

  put (fixture, "1", 0, largest);
  put (fixture, "2", 0, larger);
  assert_value (fixture, "1", largest);
  assert_value (fixture, "2", NULL);
}

/* Somebody else wrote there. */
static void
test_strange_value (Fixture *fixture,
                    gconstpointer data)
{
  const char *list[] = { "KEYS", "test:cache:*", NULL };
  g_autoptr (LecRedisReply) keys = NULL;
  const char *set[] = { "SET", NULL, "text", NULL };
  g_autoptr (LecRedisReply) reply = NULL;
  LecRedisCacheCounts counts = { 0 };
  gint64 version = 0;

  put (fixture, "1", 0, "x");
  keys = lec_redis_client_run (fixture->client, list, 0, NULL, NULL);
  set[1] = lec_redis_reply_get_string (lec_redis_reply_get_element (keys, 0), NULL, NULL);
  reply = lec_redis_client_run (fixture->client, set, 0, NULL, NULL);
  g_assert_nonnull (reply);
  version = assert_value (fixture, "1", NULL);
  g_assert_cmpint (version, ==, -1);
  put (fixture, "1", 0, "y");
  assert_value (fixture, "1", NULL);
  lec_redis_cache_get_counts (fixture->cache, &counts);
  g_assert_cmpuint (counts.n_failures, ==, 3);
}

static void
test_strange_version (Fixture *fixture,
                      gconstpointer data)
{
  static const char *const versions[] = { "x", "-5", "1e400", "99999999999999999999" };
  const char *list[] = { "KEYS", "test:cache:*", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      const char *set[] = { "HSET", NULL, "@version", versions[i], NULL };
      g_autoptr (LecRedisReply) keys = NULL;
      g_autoptr (LecRedisReply) reply = NULL;

      lec_redis_cache_forget (fixture->cache, "job", "1");
      keys = lec_redis_client_run (fixture->client, list, 0, NULL, NULL);
      set[1] = lec_redis_reply_get_string (lec_redis_reply_get_element (keys, 0), NULL, NULL);
      reply = lec_redis_client_run (fixture->client, set, 0, NULL, NULL);
      g_assert_nonnull (reply);
      g_assert_cmpint (assert_value (fixture, "1", NULL), ==, -1);
      put (fixture, "1", -1, "x");
      assert_value (fixture, "1", NULL);
    }
}

/* A change while Redis hung: what it had is not read when it goes on. */
static void
test_hung (Fixture *fixture,
           gconstpointer data)
{
  put (fixture, "1", 0, "old");
  redis_server_pause (fixture->server);
  g_assert_cmpint (assert_value (fixture, "1", NULL), ==, -1);
  lec_redis_cache_forget (fixture->cache, "job", "1");
  redis_server_resume (fixture->server);
  wait_for_answer (fixture->client);
  assert_value (fixture, "1", NULL);
  put (fixture, "1", 0, "old");
  assert_value (fixture, "1", NULL);
}

/* Nor by another program when it was started again with what it had. */
static void
test_started_again (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (LecRedisCache) other = lec_redis_cache_new (fixture->client);
  g_autofree char *value = NULL;
  gint64 version = 0;

  put (fixture, "1", 0, "old");
  redis_server_kill (fixture->server);
  lec_redis_cache_forget (fixture->cache, "job", "1");
  redis_server_start_again (fixture->server);
  wait_for_answer (fixture->client);
  value = lec_redis_cache_get (other, "job", "1", "row", &version);
  g_assert_null (value);
}

static void
test_choose_ttl (void)
{
  g_assert_cmpuint (lec_redis_cache_choose_ttl_s (0), ==, 3240);
  g_assert_cmpuint (lec_redis_cache_choose_ttl_s (.5), ==, 3600);
  g_assert_cmpuint (lec_redis_cache_choose_ttl_s (1), ==, 3960);
}

static const struct
{
  const char *path;
  void (*test) (Fixture *fixture, gconstpointer data);
} tests[] = {
  { "/redis-cache/keeps", test_keeps },
  { "/redis-cache/versions", test_versions },
  { "/redis-cache/parts", test_parts },
  { "/redis-cache/ttl", test_ttl },
  { "/redis-cache/large", test_large },
  { "/redis-cache/strange-value", test_strange_value },
  { "/redis-cache/strange-version", test_strange_version },
  { "/redis-cache/hung", test_hung },
  { "/redis-cache/started-again", test_started_again },
};

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
  g_test_add_func ("/redis-cache/choose-ttl", test_choose_ttl);
  for (guint i = 0; is_installed && i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  if (!is_installed)
    g_test_add_func ("/redis-cache/server", test_no_server);

  return g_test_run ();
}
