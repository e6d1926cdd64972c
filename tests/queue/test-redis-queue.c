/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hints over Redis when Redis or others do badly: nothing crashes, hangs or spins, what is no hint
 * goes, and who announces learns that all may be lost.
 */
#include <string.h>

#include "queue/redis-queue.h"
#include "redis/fake-server.h"
#include "redis/made-client.h"
#include "redis/redis-error.h"
#include "redis/redis-server.h"

#define LONG_MS 60000

/* The most that a call takes beyond its own time: a new connection, an answer, a slow machine. */
#define GRACE_US (6 * G_USEC_PER_SEC)

static const char *const queues[] = { "extraction", "analysis", NULL };

typedef struct
{
  RedisServer *server;
  LecRedisClient *client;
  LecQueue *queue;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer options)
{
  fixture->server = redis_server_start ((const char *const *) options);
  fixture->client = make_client (redis_server_get_url (fixture->server));
  fixture->queue = lec_redis_queue_new (fixture->client, "lab-07");
}

static void
tear_down (Fixture *fixture,
           gconstpointer options)
{
  g_assert_finalize_object (fixture->queue);
  lec_redis_client_unref (fixture->client);
  redis_server_free (fixture->server);
}

/* Returns: (transfer full): for a command given as text */
static LecRedisReply *
ask (Fixture *fixture,
     const char *command)
{
  g_auto (GStrv) words = g_strsplit (command, " ", -1);
  g_autoptr (GError) error = NULL;
  LecRedisReply *reply = lec_redis_client_run (fixture->client, (const char *const *) words, 0, NULL, &error);

  g_assert_no_error (error);
  return reply;
}

static void
run (Fixture *fixture,
     const char *command)
{
  g_autoptr (LecRedisReply) reply = ask (fixture, command);

  g_assert_nonnull (reply);
}

static void
assert_integer (Fixture *fixture,
                const char *command,
                gint64 expected)
{
  g_autoptr (LecRedisReply) reply = ask (fixture, command);
  gint64 number = -1;

  g_assert_true (lec_redis_reply_read_integer (reply, &number, NULL));
  g_assert_cmpint (number, ==, expected);
}

/* Nothing in the stream, and nothing with any consumer. */
static void
assert_empty (Fixture *fixture,
              const char *name)
{
  g_autofree char *length = g_strdup_printf ("XLEN test:queue:%s", name);
  g_autofree char *pending = g_strdup_printf ("XPENDING test:queue:%s workers", name);
  g_autoptr (LecRedisReply) reply = ask (fixture, pending);
  gint64 n_pending = -1;

  assert_integer (fixture, length, 0);
  g_assert_nonnull (lec_redis_reply_get_array (reply, 1, NULL));
  g_assert_true (lec_redis_reply_read_integer (lec_redis_reply_get_element (reply, 0), &n_pending, NULL));
  g_assert_cmpint (n_pending, ==, 0);
}

static void
announce (Fixture *fixture,
          gint64 task)
{
  g_autoptr (GError) error = NULL;

  lec_queue_announce (fixture->queue, "analysis", task, 1, &error);
  g_assert_no_error (error);
}

static void
assert_next (Fixture *fixture,
             gint64 task)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecHint) hint = lec_queue_next (fixture->queue, queues, LONG_MS, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (hint);
  g_assert_cmpint (hint->task, ==, task);
  lec_queue_done (fixture->queue, hint);
}

/* It waits its time, and not much longer. */
static void
assert_nothing (LecQueue *queue,
                guint timeout_ms)
{
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_queue_next (queue, queues, timeout_ms, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - before_us, >=, timeout_ms * 1000);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, timeout_ms * 1000 + GRACE_US);
}

static void
test_leaves_nothing (Fixture *fixture,
                     gconstpointer options)
{
  g_autoptr (LecHint) kept = NULL;

  announce (fixture, 1);
  announce (fixture, 2);
  assert_next (fixture, 1);
  assert_empty (fixture, "extraction");
  kept = lec_queue_next (fixture->queue, queues, LONG_MS, NULL, NULL);
  g_assert_cmpint (kept->task, ==, 2);
  assert_integer (fixture, "XLEN test:queue:analysis", 1);
  lec_queue_shut_down (fixture->queue);
  assert_empty (fixture, "analysis");
  assert_integer (fixture, "XGROUP DELCONSUMER test:queue:analysis workers lab-07", 0);
  {
    g_autoptr (LecRedisReply) consumers = ask (fixture, "XINFO CONSUMERS test:queue:analysis workers");

    g_assert_cmpuint (lec_redis_reply_get_array (consumers, 0, NULL)->len, ==, 0);
  }
}

/* What a dead one had is thrown away, and so is he. */
static void
test_sweeps_dead (Fixture *fixture,
                  gconstpointer options)
{
  LecRedisQueueCounts counts = { 0 };
  g_autoptr (LecQueue) dead = lec_redis_queue_new (fixture->client, "lab-08");
  g_autoptr (LecHint) lost = NULL;
  g_autoptr (LecRedisReply) consumers = NULL;

  announce (fixture, 1);
  lost = lec_queue_next (dead, queues, LONG_MS, NULL, NULL);
  g_assert_nonnull (lost);
  assert_nothing (fixture->queue, 0);
  assert_integer (fixture, "XLEN test:queue:analysis", 1);
  g_assert_true (lec_redis_queue_sweep (LEC_REDIS_QUEUE (fixture->queue), queues, 60000, 60000, NULL, NULL));
  assert_integer (fixture, "XLEN test:queue:analysis", 1);
  g_assert_true (lec_redis_queue_sweep (LEC_REDIS_QUEUE (fixture->queue), queues, 0, 0, NULL, NULL));
  assert_empty (fixture, "analysis");
  consumers = ask (fixture, "XINFO CONSUMERS test:queue:analysis workers");
  g_assert_cmpuint (lec_redis_reply_get_array (consumers, 0, NULL)->len, ==, 1);
  lec_redis_queue_get_counts (LEC_REDIS_QUEUE (fixture->queue), &counts);
  g_assert_cmpuint (counts.n_swept, ==, 1);
  /* He was not dead. */
  lec_queue_done (dead, lost);
  announce (fixture, 2);
  assert_next (fixture, 2);
}

/* Each hint goes to one of two machines. */
static void
test_two_machines (Fixture *fixture,
                   gconstpointer options)
{
  g_autoptr (LecRedisClient) other_client = make_client (redis_server_get_url (fixture->server));
  g_autoptr (LecQueue) other = lec_redis_queue_new (other_client, "lab-08");
  LecQueue *both[] = { fixture->queue, other };
  guint64 seen = 0;

  for (guint i = 0; i < 20; i++)
    announce (fixture, i + 1);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (LecHint) hint = lec_queue_next (both[i % 2], queues, LONG_MS, NULL, NULL);

      g_assert_cmpuint (seen & (G_GUINT64_CONSTANT (1) << hint->task), ==, 0);
      seen |= G_GUINT64_CONSTANT (1) << hint->task;
      lec_queue_done (both[i % 2], hint);
    }
  assert_nothing (other, 0);
  lec_queue_shut_down (other);
}

static const char *const no_hints[] = {
  "a b",
  "task 1",
  "task 1 generation",
  "task x generation 1",
  "task 0 generation 1",
  "task -1 generation 1",
  "task 1 generation -1",
  "task 99999999999999999999 generation 1",
  "task 1 generation 1 task 2",
  "generation 1 task 1",
  "task 1.5 generation 1",
  "task ../../etc/passwd generation 1",
};

/* XADD wants pairs: what is odd is refused by Redis itself. */
static guint
add_no_hints (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (no_hints); i++)
    {
      g_autofree char *command = g_strdup_printf ("XADD test:queue:analysis * %s", no_hints[i]);
      g_auto (GStrv) words = g_strsplit (command, " ", -1);
      g_autoptr (LecRedisReply) reply =
        lec_redis_client_run (fixture->client, (const char *const *) words, 0, NULL, NULL);

      n += reply != NULL;
    }

  return n;
}

static void
add_large (Fixture *fixture)
{
  g_autofree char *large = g_strnfill (5 * 1024 * 1024, '1');
  const char *words[] = { "XADD", "test:queue:analysis", "*", "task", large, "generation", "1", NULL };
  g_autoptr (LecRedisReply) reply = lec_redis_client_run (fixture->client, words, 0, NULL, NULL);

  g_assert_nonnull (reply);
}

static void
test_corrupt (Fixture *fixture,
              gconstpointer options)
{
  LecRedisQueueCounts counts = { 0 };
  guint n = add_no_hints (fixture) + 1;

  g_assert_cmpuint (n, >, 9);
  add_large (fixture);
  announce (fixture, 5);
  assert_next (fixture, 5);
  assert_nothing (fixture->queue, 0);
  assert_empty (fixture, "analysis");
  lec_redis_queue_get_counts (LEC_REDIS_QUEUE (fixture->queue), &counts);
  g_assert_cmpuint (counts.n_dropped, ==, n);
  g_assert_cmpuint (counts.n_delivered, ==, 1);
  g_assert_cmpuint (counts.n_failures, ==, 0);
}

static gpointer
take_one (gpointer user_data)
{
  assert_next (user_data, 5);
  return NULL;
}

/* The same while somebody waits, who gets each as it comes. */
static void
test_corrupt_while_waiting (Fixture *fixture,
                            gconstpointer options)
{
  LecRedisQueueCounts counts = { 0 };
  GThread *thread = g_thread_new ("waiter", take_one, fixture);
  guint n = 0;

  g_usleep (50000);
  n = add_no_hints (fixture) + 1;
  add_large (fixture);
  announce (fixture, 5);
  g_thread_join (thread);
  assert_empty (fixture, "analysis");
  lec_redis_queue_get_counts (LEC_REDIS_QUEUE (fixture->queue), &counts);
  g_assert_cmpuint (counts.n_dropped, ==, n);
}

/* Somebody uses our key for something else: nothing comes, and nobody spins. */
static void
test_wrong_type (Fixture *fixture,
                 gconstpointer options)
{
  LecRedisCounts counts = { 0 };

  run (fixture, "SET test:queue:analysis x");
  assert_nothing (fixture->queue, 1200);
  lec_redis_client_get_counts (fixture->client, &counts);
  g_assert_cmpuint (counts.n_commands, <, 30);
  g_assert_false (lec_queue_announce (fixture->queue, "analysis", 1, 1, NULL));
  run (fixture, "DEL test:queue:analysis");
  announce (fixture, 5);
  assert_next (fixture, 5);
}

/* Killed and started again, nothing is lost; but that nobody can know. */
static void
test_killed (Fixture *fixture,
             gconstpointer options)
{
  guint64 n_losses = lec_queue_count_losses (fixture->queue, NULL);

  announce (fixture, 5);
  redis_server_kill (fixture->server);
  assert_nothing (fixture->queue, 20);
  g_assert_cmpuint (lec_queue_count_losses (fixture->queue, NULL), ==, n_losses);
  redis_server_start_again (fixture->server);
  assert_next (fixture, 5);
  g_assert_cmpuint (lec_queue_count_losses (fixture->queue, NULL), ==, n_losses + 1);
  g_assert_cmpuint (lec_queue_count_losses (fixture->queue, NULL), ==, n_losses + 1);
}

/* The groups are made again; the hint is gone, and that is told. */
static void
test_wiped (Fixture *fixture,
            gconstpointer options)
{
  guint64 n_losses = lec_queue_count_losses (fixture->queue, NULL);

  assert_nothing (fixture->queue, 0);
  announce (fixture, 5);
  redis_server_kill (fixture->server);
  redis_server_wipe (fixture->server);
  redis_server_start_again (fixture->server);
  wait_for_answer (fixture->client);
  assert_nothing (fixture->queue, 0);
  g_assert_cmpuint (lec_queue_count_losses (fixture->queue, NULL), ==, n_losses + 1);
  announce (fixture, 6);
  assert_next (fixture, 6);
}

/* Without a start of the server. */
static void
test_flushed (Fixture *fixture,
              gconstpointer options)
{
  guint64 n_losses = lec_queue_count_losses (fixture->queue, NULL);
  GThread *thread = g_thread_new ("waiter", take_one, fixture);

  g_usleep (50000);
  run (fixture, "FLUSHALL");
  announce (fixture, 5);
  g_thread_join (thread);
  g_assert_cmpuint (lec_queue_count_losses (fixture->queue, NULL), ==, n_losses + 1);
}

static void
test_hangs (Fixture *fixture,
            gconstpointer options)
{
  g_autoptr (GError) error = NULL;
  LecRedisCounts counts = { 0 };
  gint64 before_us = 0;

  assert_nothing (fixture->queue, 0);
  redis_server_pause (fixture->server);
  assert_nothing (fixture->queue, 3000);
  before_us = g_get_monotonic_time ();
  for (guint i = 0; i < 100; i++)
    {
      g_clear_error (&error);
      g_assert_false (lec_queue_announce (fixture->queue, "analysis", 1, 1, &error));
      g_assert_true (error->domain == LEC_REDIS_ERROR);
    }
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, GRACE_US);
  lec_redis_client_get_counts (fixture->client, &counts);
  g_assert_cmpuint (counts.n_failures, <, 20);
  redis_server_resume (fixture->server);
  wait_for_answer (fixture->client);
  run (fixture, "DEL test:queue:analysis");
  announce (fixture, 5);
  assert_next (fixture, 5);
}

/* Who goes while it hangs is not kept. */
static void
test_shut_down_while_it_hangs (Fixture *fixture,
                               gconstpointer options)
{
  gint64 before_us = 0;

  assert_nothing (fixture->queue, 0);
  redis_server_pause (fixture->server);
  before_us = g_get_monotonic_time ();
  lec_queue_shut_down (fixture->queue);
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, GRACE_US);
  redis_server_resume (fixture->server);
}

static void
test_full (Fixture *fixture,
           gconstpointer options)
{
  g_autoptr (GError) error = NULL;
  LecRedisCounts counts = { 0 };

  g_assert_false (lec_queue_announce (fixture->queue, "analysis", 1, 1, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_FULL);
  assert_nothing (fixture->queue, 600);
  lec_redis_client_get_counts (fixture->client, &counts);
  g_assert_cmpuint (counts.n_commands, <, 30);
  run (fixture, "CONFIG SET maxmemory 0");
  announce (fixture, 5);
  assert_next (fixture, 5);
}

static void
test_nobody_there (void)
{
  g_autofree char *address = g_strdup_printf ("redis://127.0.0.1:%u", redis_server_choose_port ());
  g_autoptr (LecRedisClient) client = make_client (address);
  g_autoptr (LecQueue) queue = lec_redis_queue_new (client, NULL);
  LecRedisQueueCounts counts = { 0 };
  LecRedisCounts calls = { 0 };
  g_autoptr (GError) error = NULL;
  guint n_hints = 77;

  g_assert_false (lec_queue_announce (queue, "analysis", 1, 1, NULL));
  assert_nothing (queue, 800);
  g_assert_cmpuint (lec_queue_count_losses (queue, NULL), ==, 0);
  g_assert_false (lec_queue_count_hints (queue, "analysis", &n_hints, NULL, &error));
  g_assert_true (error->domain == LEC_REDIS_ERROR);
  g_assert_cmpuint (n_hints, ==, 77);
  lec_redis_queue_get_counts (LEC_REDIS_QUEUE (queue), &counts);
  g_assert_cmpuint (counts.n_failures, >=, 3);
  lec_redis_client_get_counts (client, &calls);
  g_assert_cmpuint (calls.n_failures + calls.n_rested, <, 40);
  lec_queue_shut_down (queue);
}

/* One that speaks Redis, and delivers what no Redis does. */
static void
test_fakes (void)
{
  static const char *const answers[] = {
    "+OK\r\n",
    ":1\r\n",
    "*1\r\n:1\r\n",
    "*1\r\n*1\r\n$1\r\nx\r\n",
    "*1\r\n*2\r\n$1\r\nx\r\n:1\r\n",
    "*1\r\n*2\r\n$1\r\nx\r\n*1\r\n*2\r\n$3\r\n1-1\r\n*0\r\n",
    "*1\r\n*2\r\n$19\r\ntest:queue:analysis\r\n*1\r\n*2\r\n$4\r\n1-1\n\r\n*0\r\n",
    "*1\r\n*2\r\n$19\r\ntest:queue:analysis\r\n*1\r\n*2\r\n$3\r\n1-1\r\n$-1\r\n",
    "-NOGROUP for ever\r\n",
    "!\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (answers[i], strlen (answers[i]));
      g_autoptr (FakeServer) server = fake_server_start (bytes, FAKE_SERVER_GREETS);
      g_autoptr (LecRedisClient) client = make_client (fake_server_get_url (server));
      g_autoptr (LecQueue) queue = lec_redis_queue_new (client, NULL);
      LecRedisCounts counts = { 0 };

      g_test_message ("%s", answers[i]);
      assert_nothing (queue, 100);
      lec_redis_client_get_counts (client, &counts);
      g_assert_cmpuint (counts.n_commands, <, 50);
    }
}

static const char *const safe[] = { "--appendfsync", "always", NULL };
static const char *const full[] = { "--maxmemory", "1", "--maxmemory-policy", "noeviction", NULL };

static const struct
{
  const char *path;
  void (*test) (Fixture *fixture, gconstpointer options);
  const char *const *options;
} tests[] = {
  { "/redis-queue/leaves-nothing", test_leaves_nothing, NULL },
  { "/redis-queue/sweeps-dead", test_sweeps_dead, NULL },
  { "/redis-queue/two-machines", test_two_machines, NULL },
  { "/redis-queue/corrupt", test_corrupt, NULL },
  { "/redis-queue/corrupt-while-waiting", test_corrupt_while_waiting, NULL },
  { "/redis-queue/wrong-type", test_wrong_type, NULL },
  { "/redis-queue/killed", test_killed, safe },
  { "/redis-queue/wiped", test_wiped, NULL },
  { "/redis-queue/flushed", test_flushed, NULL },
  { "/redis-queue/hangs", test_hangs, NULL },
  { "/redis-queue/shut-down-while-it-hangs", test_shut_down_while_it_hangs, NULL },
  { "/redis-queue/full", test_full, full },
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
  for (guint i = 0; is_installed && i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].options, set_up, tests[i].test, tear_down);
  if (!is_installed)
    g_test_add_func ("/redis-queue/server", test_no_server);
  g_test_add_func ("/redis-queue/nobody-there", test_nobody_there);
  g_test_add_func ("/redis-queue/fakes", test_fakes);

  return g_test_run ();
}
