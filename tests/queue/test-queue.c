/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a queue promises, whichever it is: each test runs against each kind. A kind is a row of
 * the table at the end.
 */
#include "config.h"

#include "queue/local-queue.h"

#ifdef LEC_HAVE_REDIS
#include "queue/redis-queue.h"
#include "redis/redis-server.h"
#endif

#define LONG_MS   60000
#define N_THREADS 4
#define N_HINTS   200

static const char *const both[] = { "extraction", "analysis", NULL };
static const char *const extraction[] = { "extraction", NULL };

typedef struct
{
  LecQueue *queue;
} Fixture;

/* @n_flood: more than anybody would keep
 * @server: (nullable): that @create needs */
typedef struct
{
  const char *name;
  LecQueue *(*create) (gpointer server);
  guint n_flood;
  gpointer server;
} Kind;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const Kind *kind = data;

  fixture->queue = kind->create (kind->server);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->queue);
}

static void
announce (Fixture *fixture,
          const char *name,
          gint64 task)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_queue_announce (fixture->queue, name, task, 7, &error));
  g_assert_no_error (error);
}

static void
test_delivers (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecHint) hint = NULL;

  announce (fixture, "analysis", 5);
  hint = lec_queue_next (fixture->queue, both, LONG_MS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hint->queue, ==, "analysis");
  g_assert_cmpint (hint->task, ==, 5);
  g_assert_cmpint (hint->generation, ==, 7);
  lec_queue_done (fixture->queue, hint);
}

/* A hint for others waits for them. */
static void
test_only_served (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecHint) hint = NULL;

  announce (fixture, "analysis", 5);
  g_assert_null (lec_queue_next (fixture->queue, extraction, 0, NULL, &error));
  g_assert_no_error (error);
  hint = lec_queue_next (fixture->queue, both, LONG_MS, NULL, NULL);
  g_assert_cmpint (hint->task, ==, 5);
  lec_queue_done (fixture->queue, hint);
}

static void
test_timeout (Fixture *fixture,
              gconstpointer data)
{
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_queue_next (fixture->queue, both, 20, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_get_monotonic_time () - before_us, >=, 20 * 1000);
}

typedef struct
{
  LecQueue *queue;
  GCancellable *cancellable; /* (nullable) */
  GAsyncQueue *taken;        /* (nullable) (element-type guint) */
  GError *error;
} Waiter;

/* Until an error ends it. */
static gpointer
wait_in_thread (gpointer data)
{
  Waiter *self = data;

  while (self->error == NULL)
    {
      g_autoptr (LecHint) hint = lec_queue_next (self->queue, both, LONG_MS, self->cancellable, &self->error);

      if (hint == NULL)
        continue;
      lec_queue_done (self->queue, hint);
      g_async_queue_push (self->taken, GUINT_TO_POINTER ((guint) hint->task));
    }

  return NULL;
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiter waiter = { .queue = fixture->queue, .cancellable = cancellable };
  GThread *thread = g_thread_new ("waiter", wait_in_thread, &waiter);
  g_autoptr (GError) error = NULL;

  g_usleep (2000);
  g_cancellable_cancel (cancellable);
  g_thread_join (thread);
  g_assert_error (waiter.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiter.error);

  /* One that is cancelled already takes nothing. */
  announce (fixture, "analysis", 5);
  g_assert_null (lec_queue_next (fixture->queue, both, LONG_MS, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_shut_down (Fixture *fixture,
                gconstpointer data)
{
  Waiter waiters[N_THREADS] = { { NULL } };
  GThread *threads[N_THREADS] = { NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_THREADS; i++)
    {
      waiters[i].queue = fixture->queue;
      threads[i] = g_thread_new ("waiter", wait_in_thread, &waiters[i]);
    }
  g_usleep (2000);
  lec_queue_shut_down (fixture->queue);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (threads[i]);
      g_assert_error (waiters[i].error, G_IO_ERROR, G_IO_ERROR_CLOSED);
      g_clear_error (&waiters[i].error);
    }
  g_assert_false (lec_queue_announce (fixture->queue, "analysis", 5, 7, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* Each hint comes to somebody, while several announce and several wait. */
static void
test_threads (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GAsyncQueue) taken = g_async_queue_new ();
  g_autofree gboolean *seen = g_new0 (gboolean, N_HINTS + 1);
  Waiter waiters[N_THREADS] = { { NULL } };
  GThread *threads[N_THREADS] = { NULL };
  guint n_seen = 0;

  for (guint i = 0; i < N_THREADS; i++)
    {
      waiters[i] = (Waiter){ .queue = fixture->queue, .taken = taken };
      threads[i] = g_thread_new ("waiter", wait_in_thread, &waiters[i]);
    }
  for (guint i = 1; i <= N_HINTS; i++)
    announce (fixture, i % 2 == 0 ? "analysis" : "extraction", i);
  while (n_seen < N_HINTS)
    {
      guint task = GPOINTER_TO_UINT (g_async_queue_pop (taken));

      g_assert_cmpuint (task, <=, N_HINTS);
      n_seen += !seen[task];
      seen[task] = TRUE;
    }
  lec_queue_shut_down (fixture->queue);
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (threads[i]);
      g_clear_error (&waiters[i].error);
    }
}

/* Announcing without anybody who listens does not fill the memory. */
static void
test_nobody_listens (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecHint) hint = NULL;

  const Kind *kind = data;

  for (guint i = 1; i <= kind->n_flood; i++)
    announce (fixture, "analysis", i);
  hint = lec_queue_next (fixture->queue, both, 0, NULL, NULL);
  g_assert_nonnull (hint);
  lec_queue_done (fixture->queue, hint);
}

/* Whoever asks for another queue does not wait for ever behind one that is full. */
static void
test_fair (Fixture *fixture,
           gconstpointer data)
{
  gboolean has_come = FALSE;

  for (guint i = 1; i <= 50; i++)
    announce (fixture, "extraction", i);
  announce (fixture, "analysis", 99);
  for (guint i = 0; i < 51; i++)
    {
      g_autoptr (LecHint) hint = lec_queue_next (fixture->queue, both, LONG_MS, NULL, NULL);

      has_come = has_come || hint->task == 99;
      lec_queue_done (fixture->queue, hint);
    }
  g_assert_true (has_come);
}

/* What has been done with does not come again, and nothing is left behind. */
static void
test_empties (Fixture *fixture,
              gconstpointer data)
{
  for (guint i = 1; i <= 20; i++)
    announce (fixture, i % 2 == 0 ? "analysis" : "extraction", i);
  for (guint i = 1; i <= 20; i++)
    {
      g_autoptr (LecHint) hint = lec_queue_next (fixture->queue, both, LONG_MS, NULL, NULL);

      lec_queue_done (fixture->queue, hint);
    }
  g_assert_null (lec_queue_next (fixture->queue, both, 0, NULL, NULL));
}

/* With nothing lost, looking twice is as good as once. */
static void
test_losses (Fixture *fixture,
             gconstpointer data)
{
  guint64 n_losses = lec_queue_count_losses (fixture->queue, NULL);

  announce (fixture, "analysis", 5);
  g_assert_cmpuint (lec_queue_count_losses (fixture->queue, NULL), ==, n_losses);
}

static void
assert_n_hints (Fixture *fixture,
                const char *name,
                guint expected)
{
  g_autoptr (GError) error = NULL;
  guint n_hints = 77;

  g_assert_true (lec_queue_count_hints (fixture->queue, name, &n_hints, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_hints, ==, expected);
}

static void
test_counts (Fixture *fixture,
             gconstpointer data)
{
  assert_n_hints (fixture, "analysis", 0);
  for (guint i = 1; i <= 3; i++)
    announce (fixture, "analysis", i);
  announce (fixture, "extraction", 9);
  assert_n_hints (fixture, "analysis", 3);
  assert_n_hints (fixture, "extraction", 1);
  {
    g_autoptr (LecHint) hint = lec_queue_next (fixture->queue, extraction, LONG_MS, NULL, NULL);

    lec_queue_done (fixture->queue, hint);
  }
  assert_n_hints (fixture, "analysis", 3);
  assert_n_hints (fixture, "extraction", 0);
}

static void
assert_within (Fixture *fixture,
               const char *name,
               gboolean expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (lec_queue_announce_within (fixture->queue, name, 5, 7, 2, &error), ==, expected);
  g_assert_no_error (error);
}

/* No more are out than may be, whoever has announced them; what was delivered
 * and is done with is out no more. */
static void
test_within (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecHint) hint = NULL;

  announce (fixture, "extraction", 1);
  assert_within (fixture, "extraction", TRUE);
  assert_within (fixture, "extraction", FALSE);
  assert_within (fixture, "analysis", TRUE);
  hint = lec_queue_next (fixture->queue, extraction, LONG_MS, NULL, NULL);
  lec_queue_done (fixture->queue, hint);
  assert_within (fixture, "extraction", TRUE);
  assert_within (fixture, "extraction", FALSE);
  assert_n_hints (fixture, "extraction", 2);

  g_clear_pointer (&hint, lec_hint_free);
  for (guint i = 0; i < 2; i++)
    {
      hint = lec_queue_next (fixture->queue, extraction, LONG_MS, NULL, NULL);
      g_assert_cmpint (hint->task, ==, 5);
      g_assert_cmpint (hint->generation, ==, 7);
      lec_queue_done (fixture->queue, hint);
      g_clear_pointer (&hint, lec_hint_free);
    }
  lec_queue_shut_down (fixture->queue);
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (lec_queue_announce_within (fixture->queue, "analysis", 5, 7, 9, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  }
}

static const struct
{
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer data);
} tests[] = {
  { "delivers", test_delivers },
  { "only-served", test_only_served },
  { "timeout", test_timeout },
  { "cancel", test_cancel },
  { "shut-down", test_shut_down },
  { "threads", test_threads },
  { "nobody-listens", test_nobody_listens },
  { "fair", test_fair },
  { "empties", test_empties },
  { "losses", test_losses },
  { "counts", test_counts },
  { "within", test_within },
};

static LecQueue *
create_local (gpointer server)
{
  return lec_local_queue_new ();
}

#ifdef LEC_HAVE_REDIS
/* Keys of its own, for each test. */
static LecQueue *
create_redis (gpointer server)
{
  g_autofree char *prefix = g_uuid_string_random ();
  g_autoptr (LecRedisUrl) url = lec_redis_url_parse (redis_server_get_url (server), NULL);
  g_autoptr (LecRedisClient) client = lec_redis_client_new (url, prefix, NULL);

  return lec_redis_queue_new (client, NULL);
}

static void
test_no_server (void)
{
  g_test_skip ("redis-server is not installed");
}
#endif

static void
add_tests (const Kind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/queue/%s/%s", kind->name, tests[i].name);

      g_test_add (path, Fixture, kind, set_up, tests[i].test, tear_down);
    }
}

int
main (int argc,
      char *argv[])
{
  Kind local = { .name = "local", .create = create_local, .n_flood = 100000 };
#ifdef LEC_HAVE_REDIS
  g_autoptr (RedisServer) server = redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  Kind redis = { .name = "redis", .create = create_redis, .n_flood = 3000, .server = server };
#endif

  g_test_init (&argc, &argv, NULL);
  add_tests (&local);
#ifdef LEC_HAVE_REDIS
  if (server != NULL)
    add_tests (&redis);
  else
    g_test_add_func ("/queue/redis", test_no_server);
#endif

  return g_test_run ();
}
