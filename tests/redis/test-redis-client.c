/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The client against a real Redis and what befalls it, and against what is none. Each call ends in
 * time and says what is wrong, without the password.
 */
#include <string.h>

#include "redis/fake-server.h"
#include "redis/made-client.h"
#include "redis/redis-error.h"
#include "redis/redis-server.h"
#include "told-resolver.h"

/* A call takes no longer than this, whatever the server does; machines under test are slow. */
#define MAX_CALL_US (6 * G_USEC_PER_SEC)

static const char *const ping[] = { "PING", NULL };
static const char *const set[] = { "SET", "k", "v", NULL };
static const char *const get[] = { "GET", "k", NULL };

static void
run (LecRedisClient *client,
     const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecRedisReply) reply = lec_redis_client_run (client, words, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

/* Until it is let through again. */
static void
run_soon (LecRedisClient *client,
          const char *const *words)
{
  gint64 deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (LecRedisReply) reply = NULL;

  while ((reply = lec_redis_client_run (client, words, 0, NULL, NULL)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (10000);
    }
}

static void
assert_fails (LecRedisClient *client,
              const char *const *words,
              LecRedisError code)
{
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_redis_client_run (client, words, 0, NULL, &error));
  g_assert_error (error, LEC_REDIS_ERROR, (gint) code);
  g_assert_null (strstr (error->message, "s3cret"));
  g_assert_cmpint (g_get_monotonic_time () - before_us, <, MAX_CALL_US);
}

static void
test_runs (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autofree char *address = g_strconcat (redis_server_get_url (server), "/3", NULL);
  g_autoptr (LecRedisClient) client = make_client (address);
  g_autoptr (LecRedisReply) reply = NULL;
  g_autoptr (LecRedisReply) clients = NULL;
  const char *list[] = { "CLIENT", "LIST", NULL };
  LecRedisCounts counts = { 0 };

  for (guint i = 0; i < 10; i++)
    run (client, set);
  reply = lec_redis_client_run (client, get, 0, NULL, NULL);
  g_assert_cmpstr (lec_redis_reply_get_string (reply, NULL, NULL), ==, "v");
  clients = lec_redis_client_run (client, list, 0, NULL, NULL);
  g_assert_nonnull (strstr (lec_redis_reply_get_string (clients, NULL, NULL), " name=lectern-"));
  g_assert_nonnull (strstr (lec_redis_reply_get_string (clients, NULL, NULL), " db=3 "));
  lec_redis_client_get_counts (client, &counts);
  g_assert_cmpuint (counts.n_commands, ==, 12);
  g_assert_cmpuint (counts.n_connections, ==, 1);
  g_assert_cmpuint (counts.n_failures, ==, 0);
}

/* An error that is the command's fault closes nothing. */
static void
test_error_reply (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  const char *wrong[] = { "XADD", "k", "*", "a", "b", NULL };
  const char *unknown[] = { "NOSUCH", "s3cret", NULL };
  LecRedisCounts counts = { 0 };

  run (client, set);
  assert_fails (client, wrong, LEC_REDIS_ERROR_FAILED);
  assert_fails (client, unknown, LEC_REDIS_ERROR_OLD);
  run (client, set);
  lec_redis_client_get_counts (client, &counts);
  g_assert_cmpuint (counts.n_connections, ==, 1);
}

static void
test_script (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  const char *keys[] = { "k", NULL };
  const char *arguments[] = { "20", "22", NULL };
  const char *forget[] = { "SCRIPT", "FLUSH", NULL };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecRedisReply) reply =
        lec_redis_client_run_script (client, "return ARGV[1] + ARGV[2]", keys, arguments, NULL, &error);
      gint64 sum = 0;

      g_assert_no_error (error);
      g_assert_true (lec_redis_reply_read_integer (reply, &sum, NULL));
      g_assert_cmpint (sum, ==, 42);
      if (i == 1)
        run (client, forget);
    }
}

static void
test_password (void)
{
  g_autoptr (RedisServer) server = redis_server_start ((const char *[]){ "--requirepass", "s3cret", NULL });
  g_autofree char *right = g_strdup_printf ("redis://:s3cret@127.0.0.1:%u", redis_server_get_port (server));
  g_autofree char *named = g_strdup_printf ("redis://default:s3cret@127.0.0.1:%u/1", redis_server_get_port (server));
  g_autofree char *wrong = g_strdup_printf ("redis://:s3cret-not@127.0.0.1:%u", redis_server_get_port (server));
  g_autoptr (LecRedisClient) let_in = make_client (right);
  g_autoptr (LecRedisClient) let_in_by_name = make_client (named);
  g_autoptr (LecRedisClient) refused = make_client (wrong);
  g_autoptr (LecRedisClient) without = make_client (redis_server_get_url (server));

  run (let_in, set);
  run (let_in_by_name, set);
  assert_fails (refused, set, LEC_REDIS_ERROR_REFUSED);
  assert_fails (refused, set, LEC_REDIS_ERROR_RESTING);
  assert_fails (without, set, LEC_REDIS_ERROR_REFUSED);
}

/* Who may not ask for everything may still work; what is not allowed is said. */
static void
test_restricted_user (void)
{
  g_autoptr (RedisServer) server = redis_server_start (
    (const char *[]){ "--user", "ann", "on", ">s3cret", "~*", "&*", "+@all", "-info", "-client", "-flushall", NULL });
  g_autofree char *address = g_strdup_printf ("redis://ann:s3cret@127.0.0.1:%u", redis_server_get_port (server));
  g_autoptr (LecRedisClient) client = make_client (address);
  const char *flush[] = { "FLUSHALL", NULL };
  g_autofree char *run_id = NULL;

  run (client, set);
  run_id = lec_redis_client_dup_run_id (client);
  g_assert_null (run_id);
  assert_fails (client, flush, LEC_REDIS_ERROR_REFUSED);
  run (client, get);
}

/* By name, which stands for more than one address. */
static void
test_by_name (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autofree char *address = g_strdup_printf ("redis://localhost:%u", redis_server_get_port (server));
  g_autoptr (LecRedisClient) client = make_client (address);

  run (client, set);
}

/* A server without a password refuses one, and repeats it in what it says. */
static void
test_superfluous_password (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autofree char *address = g_strdup_printf ("redis://:s3cret@127.0.0.1:%u", redis_server_get_port (server));
  g_autoptr (LecRedisClient) client = make_client (address);

  assert_fails (client, set, LEC_REDIS_ERROR_REFUSED);
}

static void
test_unknown_auth (void)
{
  g_autoptr (RedisServer) server = redis_server_start ((const char *[]){ "--rename-command", "AUTH", "", NULL });
  g_autofree char *address = g_strdup_printf ("redis://:s3cret@127.0.0.1:%u", redis_server_get_port (server));
  g_autoptr (LecRedisClient) client = make_client (address);

  assert_fails (client, set, LEC_REDIS_ERROR_OLD);
}

static void
test_no_such_database (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autofree char *address = g_strconcat (redis_server_get_url (server), "/65535", NULL);
  g_autoptr (LecRedisClient) client = make_client (address);

  assert_fails (client, set, LEC_REDIS_ERROR_FAILED);
}

static void
test_full (void)
{
  g_autoptr (RedisServer) server =
    redis_server_start ((const char *[]){ "--maxmemory", "1", "--maxmemory-policy", "noeviction", NULL });
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  const char *no_keys[] = { NULL };
  g_autoptr (GError) error = NULL;

  assert_fails (client, set, LEC_REDIS_ERROR_FULL);
  g_assert_null (lec_redis_client_run_script (client, "return redis.call ('SET', 'k', 'v')", no_keys, no_keys, NULL,
                                              &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_FULL);
  /* It answers: nobody is kept from asking. */
  run (client, get);
}

static void
test_replica (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autofree char *port = g_strdup_printf ("%u", redis_server_choose_port ());
  const char *follow[] = { "REPLICAOF", "127.0.0.1", port, NULL };

  run (client, follow);
  assert_fails (client, set, LEC_REDIS_ERROR_READ_ONLY);
}

static void
test_info (void)
{
  g_autoptr (RedisServer) server = redis_server_start ((const char *[]){ "--maxmemory-policy", "allkeys-lru", NULL });
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (GError) error = NULL;
  g_autoptr (LecRedisInfo) info = lec_redis_client_get_info (client, NULL, &error);
  g_autofree char *run_id = NULL;
  g_auto (GStrv) warnings = NULL;

  g_assert_no_error (error);
  run_id = lec_redis_client_dup_run_id (client);
  warnings = lec_redis_info_list_warnings (info);
  g_assert_cmpstr (info->run_id, ==, run_id);
  g_assert_cmpuint (strlen (run_id), ==, 40);
  g_assert_cmpuint (g_strv_length (warnings), ==, 1);
  g_assert_nonnull (strstr (warnings[0], "allkeys-lru"));
}

static void
test_nobody_there (void)
{
  g_autofree char *address = g_strdup_printf ("redis://127.0.0.1:%u", redis_server_choose_port ());
  g_autoptr (LecRedisClient) client = make_client (address);
  LecRedisCounts counts = { 0 };

  assert_fails (client, ping, LEC_REDIS_ERROR_UNREACHABLE);
  for (guint i = 0; i < 100; i++)
    assert_fails (client, ping, LEC_REDIS_ERROR_RESTING);
  g_assert_cmpint (lec_redis_client_get_wait_us (client), >, 0);
  lec_redis_client_get_counts (client, &counts);
  g_assert_cmpuint (counts.n_failures, ==, 1);
  g_assert_cmpuint (counts.n_rested, ==, 100);
}

static const char *
tell_no_such_name (const char *name,
                   guint n)
{
  return "";
}

static void
test_no_such_host (void)
{
  g_autoptr (LecRedisClient) client = make_client ("redis://:s3cret@no-such-host.invalid");

  told_resolver_begin (tell_no_such_name);
  assert_fails (client, ping, LEC_REDIS_ERROR_UNREACHABLE);
  g_assert_cmpuint (told_resolver_end (), >=, 1);
}

static const char *
tell_nothing (const char *name,
              guint n)
{
  return NULL;
}

/* Name servers may be silent, too. */
static void
test_silent_name (void)
{
  g_autoptr (LecRedisClient) client = make_client ("redis://:s3cret@redis.example");

  told_resolver_begin (tell_nothing);
  assert_fails (client, ping, LEC_REDIS_ERROR_TIMED_OUT);
  g_assert_cmpuint (told_resolver_end (), >=, 1);
}

/* Killed and started again with what it had: the client notices, and goes on. */
static void
test_killed (void)
{
  g_autoptr (RedisServer) server = redis_server_start ((const char *[]){ "--appendfsync", "always", NULL });
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (LecRedisReply) reply = NULL;

  run (client, set);
  before = lec_redis_client_dup_run_id (client);
  redis_server_kill (server);
  assert_fails (client, ping, LEC_REDIS_ERROR_UNREACHABLE);
  redis_server_start_again (server);
  run_soon (client, ping);
  after = lec_redis_client_dup_run_id (client);
  g_assert_cmpstr (before, !=, after);
  reply = lec_redis_client_run (client, get, 0, NULL, NULL);
  g_assert_cmpstr (lec_redis_reply_get_string (reply, NULL, NULL), ==, "v");
}

/* A connection that the server has closed in the meantime costs no call. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  LecRedisCounts counts = { 0 };

  run (client, set);
  redis_server_kill (server);
  redis_server_start_again (server);
  run (client, set);
  lec_redis_client_get_counts (client, &counts);
  g_assert_cmpuint (counts.n_failures, ==, 0);
  g_assert_cmpuint (counts.n_connections, ==, 2);
}

/* One that hangs takes connections and answers nothing. */
static void
test_hangs (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));

  run (client, set);
  redis_server_pause (server);
  assert_fails (client, ping, LEC_REDIS_ERROR_TIMED_OUT);
  assert_fails (client, ping, LEC_REDIS_ERROR_RESTING);
  g_usleep ((gulong) lec_redis_client_get_wait_us (client));
  assert_fails (client, ping, LEC_REDIS_ERROR_TIMED_OUT);
  redis_server_resume (server);
  run_soon (client, ping);
}

/* Who can do without waits less. */
static void
test_impatient (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  g_autoptr (GTimer) timer = g_timer_new ();

  lec_redis_client_set_patience (client, 60000, 60000);
  run (client, set);
  redis_server_pause (server);
  lec_redis_client_set_patience (client, 10, 10);
  g_timer_start (timer);
  assert_fails (client, ping, LEC_REDIS_ERROR_TIMED_OUT);
  g_usleep ((gulong) lec_redis_client_get_wait_us (client));
  assert_fails (client, ping, LEC_REDIS_ERROR_TIMED_OUT);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, LEC_REDIS_TIMEOUT_MS / 1000.);
  redis_server_resume (server);
}

/* Whenever it comes while a connection is made, it is heard, and nothing is touched by two threads
 * at once. */
static gpointer
cancel_at_once (gpointer cancellable)
{
  g_usleep ((gulong) g_random_int_range (0, 200));
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel_connecting (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      GThread *thread = g_thread_new ("cancel", cancel_at_once, cancellable);
      g_autoptr (LecRedisReply) reply = lec_redis_client_run (client, ping, 0, cancellable, &error);

      g_thread_join (thread);
      if (reply == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Also while there is nobody who answers. */
static void
test_cancel (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  const char *wait[] = { "BLPOP", "nothing", "0", NULL };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      gint64 before_us = g_get_monotonic_time ();
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

      g_assert_null (lec_redis_client_run (client, wait, 600000, cancellable, &error));
      g_thread_join (thread);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (g_get_monotonic_time () - before_us, <, LEC_REDIS_TIMEOUT_MS * 1000);
      if (i == 0)
        redis_server_pause (server);
    }
  redis_server_resume (server);
  run (client, set);
}

typedef struct
{
  const char *name;
  const char *bytes;
  FakeServerFlags flags;
  LecRedisError code;
} Fake;

static void
test_fakes (void)
{
  static const Fake fakes[] = {
    { "http", "HTTP/1.1 400 Bad Request\r\n\r\n", 0, LEC_REDIS_ERROR_PROTOCOL },
    { "number for a greeting", ":1\r\n", 0, LEC_REDIS_ERROR_PROTOCOL },
    { "garbage later", "\001\002\003\r\n", FAKE_SERVER_GREETS, LEC_REDIS_ERROR_PROTOCOL },
    { "half", "$100\r\nabc", FAKE_SERVER_GREETS | FAKE_SERVER_CLOSES, LEC_REDIS_ERROR_UNREACHABLE },
    { "half, and nothing more", "$100\r\nabc", FAKE_SERVER_GREETS, LEC_REDIS_ERROR_TIMED_OUT },
    { "nothing", "", FAKE_SERVER_GREETS | FAKE_SERVER_CLOSES, LEC_REDIS_ERROR_UNREACHABLE },
    { "huge array", "*2147483647\r\n", FAKE_SERVER_GREETS, LEC_REDIS_ERROR_TOO_LARGE },
    { "nested", "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n", FAKE_SERVER_GREETS,
      LEC_REDIS_ERROR_PROTOCOL },
    { "two for one", "+PONG\r\n+PONG\r\n", 0, LEC_REDIS_ERROR_PROTOCOL },
    { "loading", "-LOADING Redis is loading the dataset in memory\r\n", 0, LEC_REDIS_ERROR_LOADING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fakes); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (fakes[i].bytes, strlen (fakes[i].bytes));
      g_autoptr (FakeServer) server = fake_server_start (bytes, fakes[i].flags);
      g_autoptr (LecRedisClient) client = make_client (fake_server_get_url (server));

      g_test_message ("%s", fakes[i].name);
      assert_fails (client, get, fakes[i].code);
      assert_fails (client, get, LEC_REDIS_ERROR_RESTING);
    }
}

static void
test_endless (void)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FakeServer) server = NULL;
  g_autoptr (LecRedisClient) client = NULL;

  g_byte_array_append (text, (const guint8 *) "$536870912\r\n", 12);
  g_byte_array_set_size (text, LEC_REDIS_MAX_REPLY_BYTES + 1000);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&text));
  server = fake_server_start (bytes, FAKE_SERVER_GREETS);
  client = make_client (fake_server_get_url (server));
  assert_fails (client, get, LEC_REDIS_ERROR_TOO_LARGE);
}

/* More answers than questions: the next question gets none of them. */
static void
test_unasked (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("+one\r\n+two\r\n", 12);
  g_autoptr (FakeServer) server = fake_server_start (bytes, FAKE_SERVER_GREETS);
  g_autoptr (LecRedisClient) client = make_client (fake_server_get_url (server));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecRedisReply) reply = lec_redis_client_run (client, get, 0, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (lec_redis_reply_get_string (reply, NULL, NULL), ==, "one");
    }
}

static gpointer
count_up (gpointer client)
{
  const char *words[] = { "INCR", "n", NULL };

  for (guint i = 0; i < 100; i++)
    run (client, words);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  g_autoptr (LecRedisClient) client = make_client (redis_server_get_url (server));
  const char *words[] = { "GET", "n", NULL };
  g_autoptr (LecRedisReply) reply = NULL;
  GThread *threads[4] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("count", count_up, client);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  reply = lec_redis_client_run (client, words, 0, NULL, NULL);
  g_assert_cmpstr (lec_redis_reply_get_string (reply, NULL, NULL), ==, "400");
}

typedef struct
{
  char *address;
  gint64 deadline_us;
  GAsyncQueue *back; /* (element-type LecRedisCounts) owned */
} Crowd;

/* One of many: connected, then without a server, until there is one again. */
static gpointer
come_back (gpointer user_data)
{
  Crowd *crowd = user_data;
  g_autoptr (LecRedisClient) client = make_client (crowd->address);
  LecRedisCounts *counts = g_new0 (LecRedisCounts, 1);
  g_autoptr (LecRedisReply) reply = NULL;

  while ((reply = lec_redis_client_run (client, ping, 0, NULL, NULL)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, crowd->deadline_us);
      g_usleep ((gulong) lec_redis_client_get_wait_us (client));
    }
  lec_redis_client_get_counts (client, counts);
  g_async_queue_push (crowd->back, counts);
  return NULL;
}

/* Two hundred clients of a server that comes late: none is left behind, none knocks without end. */
static void
test_crowd (void)
{
  g_autoptr (RedisServer) server = redis_server_start (NULL);
  Crowd crowd = { .address = g_strdup (redis_server_get_url (server)), .back = g_async_queue_new_full (g_free) };
  GThread *threads[200] = { NULL };
  guint64 n_failures = 0;

  redis_server_kill (server);
  crowd.deadline_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("crowd", come_back, &crowd);
  g_usleep (G_USEC_PER_SEC);
  redis_server_start_again (server);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree LecRedisCounts *counts = g_async_queue_pop (crowd.back);

      g_assert_cmpuint (counts->n_connections, ==, 1);
      n_failures += counts->n_failures;
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_test_message ("%" G_GUINT64_FORMAT " attempts in vain by %u clients", n_failures, (guint) G_N_ELEMENTS (threads));
  g_assert_cmpuint (n_failures, <, 30 * G_N_ELEMENTS (threads));
  g_async_queue_unref (crowd.back);
  g_free (crowd.address);
}

typedef struct
{
  const char *path;
  void (*test) (void);
} Test;

static const Test real[] = {
  { "/redis-client/runs", test_runs },
  { "/redis-client/error-reply", test_error_reply },
  { "/redis-client/script", test_script },
  { "/redis-client/password", test_password },
  { "/redis-client/restricted-user", test_restricted_user },
  { "/redis-client/by-name", test_by_name },
  { "/redis-client/superfluous-password", test_superfluous_password },
  { "/redis-client/unknown-auth", test_unknown_auth },
  { "/redis-client/no-such-database", test_no_such_database },
  { "/redis-client/full", test_full },
  { "/redis-client/replica", test_replica },
  { "/redis-client/info", test_info },
  { "/redis-client/killed", test_killed },
  { "/redis-client/closed-meanwhile", test_closed_meanwhile },
  { "/redis-client/hangs", test_hangs },
  { "/redis-client/impatient", test_impatient },
  { "/redis-client/cancel", test_cancel },
  { "/redis-client/cancel-connecting", test_cancel_connecting },
  { "/redis-client/threads", test_threads },
  { "/redis-client/crowd", test_crowd },
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
  for (guint i = 0; i < G_N_ELEMENTS (real); i++)
    g_test_add_func (real[i].path, is_installed ? real[i].test : test_no_server);
  g_test_add_func ("/redis-client/nobody-there", test_nobody_there);
  g_test_add_func ("/redis-client/no-such-host", test_no_such_host);
  g_test_add_func ("/redis-client/silent-name", test_silent_name);
  g_test_add_func ("/redis-client/fakes", test_fakes);
  g_test_add_func ("/redis-client/endless", test_endless);
  g_test_add_func ("/redis-client/unasked", test_unasked);

  return g_test_run ();
}
