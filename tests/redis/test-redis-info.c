/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server tells of itself, what is said to it, and how keys are named.
 */
#include <string.h>

#include "redis/redis-error.h"
#include "redis/redis-info.h"
#include "redis/redis-keys.h"

#define GOOD                                                                  \
  "# Server\r\nredis_version:7.0.15\r\nrun_id:0123abcd\r\n\r\n# Memory\r\n"   \
  "used_memory:1000\r\nmaxmemory:4000\r\nmaxmemory_policy:noeviction\r\n\r\n" \
  "# Persistence\r\nloading:0\r\naof_enabled:1\r\n\r\n# Replication\r\nrole:master\r\n"

static void
test_good (void)
{
  g_autoptr (LecRedisInfo) info = lec_redis_info_parse (GOOD);
  g_auto (GStrv) warnings = lec_redis_info_list_warnings (info);

  g_assert_cmpstr (info->version, ==, "7.0.15");
  g_assert_cmpstr (info->run_id, ==, "0123abcd");
  g_assert_cmpstr (info->eviction, ==, "noeviction");
  g_assert_cmpint (info->used_memory_bytes, ==, 1000);
  g_assert_cmpint (info->max_memory_bytes, ==, 4000);
  g_assert_true (info->has_append_file);
  g_assert_false (info->is_replica);
  g_assert_false (info->is_loading);
  g_assert_cmpuint (g_strv_length (warnings), ==, 0);
}

typedef struct
{
  const char *old;
  const char *new;
  const char *warning; /* (nullable) */
} Change;

static void
test_warnings (void)
{
  static const Change changes[] = {
    { "redis_version:7.0.15", "redis_version:5.0.3", "too old" },
    { "redis_version:7.0.15", "redis_version:6.0.16", "too old" },
    { "redis_version:7.0.15", "redis_version:6.2.0", NULL },
    { "redis_version:7.0.15", "redis_version:x", NULL },
    { "role:master", "role:slave", "replica" },
    { "loading:0", "loading:1", "reading its data" },
    { "maxmemory_policy:noeviction", "maxmemory_policy:allkeys-lru", "set it to noeviction" },
    { "used_memory:1000", "used_memory:3999", "nearly full" },
    { "maxmemory:4000", "maxmemory:0", NULL },
    { "aof_enabled:1", "aof_enabled:0", "appendonly is off" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_auto (GStrv) halves = g_strsplit (GOOD, changes[i].old, 2);
      g_autofree char *text = g_strjoinv (changes[i].new, halves);
      g_autoptr (LecRedisInfo) info = lec_redis_info_parse (text);
      g_auto (GStrv) warnings = lec_redis_info_list_warnings (info);

      g_test_message ("%s", changes[i].new);
      g_assert_cmpuint (g_strv_length (warnings), ==, changes[i].warning != NULL);
      if (changes[i].warning != NULL)
        g_assert_nonnull (strstr (warnings[0], changes[i].warning));
    }
}

/* Of what is unknown nothing is said. */
static void
test_garbage (void)
{
  g_autofree char *endless = g_strnfill (5000, 'x');
  g_autofree char *long_value = g_strconcat ("maxmemory_policy:", endless, NULL);
  const char *texts[] = { "", "\n", ":", "run_id", "run_id:", "maxmemory_policy:\033[2J", long_value,
                          "used_memory:-1\nmaxmemory:99999999999999999999\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LecRedisInfo) info = lec_redis_info_parse (texts[i]);
      g_auto (GStrv) warnings = lec_redis_info_list_warnings (info);

      g_assert_null (info->run_id);
      g_assert_null (info->eviction);
      g_assert_cmpint (info->max_memory_bytes, ==, 0);
      g_assert_cmpuint (g_strv_length (warnings), ==, 0);
    }
}

static void
test_keys (void)
{
  g_autoptr (LecRedisKeys) keys = lec_redis_keys_new ("lab:7", NULL);
  g_autofree char *queue = lec_redis_keys_make_queue (keys, "analysis");
  g_autofree char *mark = lec_redis_keys_make_mark (keys);
  g_autofree char *cache = lec_redis_keys_make_cache (keys, "job", "5");
  g_autofree char *rate = lec_redis_keys_make_rate (keys, "add");

  g_assert_cmpstr (queue, ==, "lab:7:queue:analysis");
  g_assert_cmpstr (mark, ==, "lab:7:mark");
  g_assert_cmpstr (cache, ==, "lab:7:cache:job:5");
  g_assert_cmpstr (rate, ==, "lab:7:rate:add");
}

static void
test_prefixes (void)
{
  g_autofree char *endless = g_strnfill (65, 'x');
  const char *bad[] = { "", "a b", "a\nb", "ä", "*", endless };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_redis_keys_new (bad[i], &error));
      g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_URL);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redis-info/good", test_good);
  g_test_add_func ("/redis-info/warnings", test_warnings);
  g_test_add_func ("/redis-info/garbage", test_garbage);
  g_test_add_func ("/redis-keys/names", test_keys);
  g_test_add_func ("/redis-keys/prefixes", test_prefixes);

  return g_test_run ();
}
