/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much the bearer of a token may ask: by a clock of this test, by that of a real Redis for
 * several servers, and while that is away.
 */
#include "config.h"

#include "engine/jobs-private.h"
#include "engine/token-limits.h"
#include "redis/redis-server.h"

#ifdef LEC_HAVE_REDIS
#define HAS_REDIS TRUE
#else
#define HAS_REDIS FALSE
#endif

#define MINUTE_US (60 * (gint64) G_USEC_PER_SEC)
#define N_THREADS 4
#define N_EACH    500

/* How many of @n are given at once. */
static guint
take (LecTokenLimits *limits,
      LecJobs *jobs,
      LecTokenLimit limit,
      const char *token,
      gint64 now_us,
      guint n)
{
  guint n_given = 0;

  for (guint i = 0; i < n; i++)
    n_given += lec_token_limits_take (limits, jobs, limit, token, now_us, NULL) == 0;
  return n_given;
}

static void
test_here (void)
{
  g_autoptr (LecTokenLimits) limits = lec_token_limits_new (60, 2);
  LecJobs jobs = { NULL };

  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 1000, 100), ==, 60);
  /* One a second. */
  g_assert_cmpint (lec_token_limits_take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 1000, NULL), ==,
                   G_USEC_PER_SEC);
  g_assert_cmpint (lec_token_limits_take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 1000 + G_USEC_PER_SEC / 2,
                                          NULL),
                   ==, G_USEC_PER_SEC / 2);
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 1000 + 3 * G_USEC_PER_SEC, 100), ==, 3);
  /* Another token, and another limit, are something else. */
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ben", 1000, 100), ==, 60);
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 1000, 100), ==, 2);
  /* A clock that is late gives nothing. */
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ben", 0, 100), ==, 0);
  /* However long nobody asked, it is no more than that. */
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 100 * MINUTE_US, 100), ==, 60);
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 31 * MINUTE_US, 100), ==, 1);
}

static void
test_none (void)
{
  g_autoptr (LecTokenLimits) limits = lec_token_limits_new (0, 0);
  LecJobs jobs = { NULL };

  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 0, 20000), ==, 20000);
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 0, 20000), ==, 20000);
}

/* More tokens than anybody makes: those whose time is over are forgotten, others are not. */
static void
test_many_tokens (void)
{
  g_autoptr (LecTokenLimits) limits = lec_token_limits_new (1, 0);
  LecJobs jobs = { NULL };

  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "last", 2 * MINUTE_US, 5), ==, 1);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *name = g_strdup_printf ("token-%u", i);

      g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, name, 2 * MINUTE_US + i, 2), ==, 1);
    }
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "last", 2 * MINUTE_US + 3000, 5), ==, 0);
}

typedef struct
{
  LecTokenLimits *limits;
  guint n_given;
} Asker;

static gpointer
ask (gpointer data)
{
  Asker *asker = data;
  LecJobs jobs = { NULL };

  asker->n_given = take (asker->limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "ann", 0, N_EACH);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (LecTokenLimits) limits = lec_token_limits_new (1000, 0);
  Asker askers[N_THREADS] = { { NULL } };
  GThread *threads[N_THREADS] = { NULL };
  guint n_given = 0;

  for (guint i = 0; i < N_THREADS; i++)
    {
      askers[i].limits = limits;
      threads[i] = g_thread_new ("asker", ask, &askers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (threads[i]);
      n_given += askers[i].n_given;
    }
  g_assert_cmpuint (n_given, ==, 1000);
}

/* Two servers of a cluster give together what one would; without Redis each gives half of it. */
static void
test_shared (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecClusterHints) hints = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  g_autoptr (LecClusterHints) other_hints = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  g_autoptr (LecTokenLimits) limits = lec_token_limits_new (0, 20);
  g_autoptr (LecTokenLimits) other = lec_token_limits_new (0, 20);
  LecJobs jobs = { .hints = hints };
  LecJobs other_jobs = { .hints = other_hints };
  gint64 wait_us = 0;

  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 0, 12), ==, 12);
  g_assert_cmpuint (take (other, &other_jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 0, 12), ==, 8);
  wait_us = lec_token_limits_take (other, &other_jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 0, NULL);
  g_assert_cmpint (wait_us, >, 0);
  g_assert_cmpint (wait_us, <=, 180 * G_USEC_PER_SEC);
  g_assert_cmpuint (take (other, &other_jobs, LEC_TOKEN_LIMIT_JOBS, "ben", 0, 30), ==, 20);

  redis_server_kill (server);
  g_assert_cmpuint (take (limits, &jobs, LEC_TOKEN_LIMIT_JOBS, "ann", 0, 30), ==, 10);
}

/* How many answers that are at hand are given of @n that are wanted at once. */
static guint
take_near (LecTokenLimits *limits,
           LecJobs *jobs,
           const char *token,
           guint n)
{
  guint n_given = 0;
  gboolean has_to_tell = FALSE;

  for (guint i = 0; i < n; i++)
    {
      n_given += lec_token_limits_take_near (limits, token, 0, &has_to_tell) == 0;
      if (has_to_tell)
        lec_token_limits_tell (limits, jobs, token, 0, NULL);
    }
  return n_given;
}

/* Of two servers together, of which each may give a block more. */
static gboolean
give_near (LecTokenLimits *servers[2],
           LecJobs *jobs,
           const char *token)
{
  gint64 start_us = g_get_monotonic_time ();
  guint block = 1000 / LEC_TOKEN_LIMITS_BLOCKS, n_given = 0, n_refilled = 0;

  /* Whose is known once it was asked. */
  n_given = take (servers[0], jobs, LEC_TOKEN_LIMIT_REQUESTS, token, 0, 1);
  n_given += take (servers[1], jobs, LEC_TOKEN_LIMIT_REQUESTS, token, 0, 1);
  n_given += take_near (servers[0], jobs, token, 600);
  n_given += take_near (servers[1], jobs, token, 600);
  n_given += take_near (servers[0], jobs, token, 600);
  n_refilled = (guint) ((g_get_monotonic_time () - start_us) * 1000 / MINUTE_US) + 1;
  g_test_message ("%u given", n_given);
  return n_given >= 1000 && n_given <= 1000 + 2 * block + n_refilled;
}

static void
test_near (void)
{
  static const char *const tokens[] = { "ann", "ben", "cleo" };
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecClusterHints) hints = lec_cluster_hints_new (redis_server_get_url (server), NULL, NULL);
  g_autoptr (LecTokenLimits) limits = lec_token_limits_new (1000, 0);
  g_autoptr (LecTokenLimits) other = lec_token_limits_new (1000, 0);
  LecJobs jobs = { .hints = hints };
  gboolean is_well = FALSE, has_to_tell = FALSE;
  gint64 wait_us = 0;
  guint n_given = 0;

  /* On a busy machine Redis may be too slow once: then it counts as away for a while. */
  for (guint i = 0; i < G_N_ELEMENTS (tokens) && !is_well; i++)
    is_well = give_near ((LecTokenLimits *[]){ limits, other }, &jobs, tokens[i]);
  g_assert_true (is_well);

  lec_token_limits_take (limits, &jobs, LEC_TOKEN_LIMIT_REQUESTS, "dan", 0, NULL);
  redis_server_kill (server);
  n_given = take_near (limits, &jobs, "dan", 1000);
  g_assert_cmpuint (n_given, >=, 500);
  g_assert_cmpuint (n_given, <=, 500 + 1000 / LEC_TOKEN_LIMITS_BLOCKS);
  /* And then it says when to come again. */
  wait_us = lec_token_limits_take_near (limits, "dan", 0, &has_to_tell);
  g_assert_cmpint (wait_us, >, 0);
  g_assert_cmpint (wait_us, <=, MINUTE_US);
  g_assert_false (has_to_tell);
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
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token-limits/here", test_here);
  g_test_add_func ("/token-limits/none", test_none);
  g_test_add_func ("/token-limits/many-tokens", test_many_tokens);
  g_test_add_func ("/token-limits/threads", test_threads);
  g_test_add_func ("/token-limits/near", HAS_REDIS && redis_server_is_installed () ? test_near : test_no_server);
  g_test_add_func ("/token-limits/shared", HAS_REDIS && redis_server_is_installed () ? test_shared : test_no_server);
  return g_test_run ();
}
