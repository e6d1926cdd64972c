/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Listening to a job over HTTP, while a worker that is this test works on it.
 */
#include "config.h"

#include "engine/cluster-hints.h"
#include "http/listener.h"
#include "redis/redis-server.h"
#include "store/postgres-server.h"

#ifdef LEC_HAVE_REDIS
#define HAS_REDIS TRUE
#else
#define HAS_REDIS FALSE
#endif

#define EVENTS "/api/jobs/1/events"
/* Comes within that time where nothing else does. */
#define HEARTBEAT_S 20
#define N_LISTENERS 20
#define N_LARGE     1200

/* With a token of somebody who sees all. */
static void
start (Service *service,
       Worker *worker)
{
  g_autofree char *token = NULL;

  g_object_unref (service->session);
  service->session = soup_session_new_with_options ("timeout", 600, "max-conns", N_LISTENERS + 5, "max-conns-per-host",
                                                    N_LISTENERS + 5, NULL);
  worker_start (worker, service);
  token = service_lectern (service, "token add boss --scope admin --cluster");
  service_start (service, "--cluster");
  service_set_token (service, token);
}

/* The slides that GET says there are, one a line. Returns: (transfer full) */
static char *
get_slides (Service *service)
{
  g_autoptr (JsonNode) node = NULL;
  GString *lines = g_string_new (NULL);
  JsonArray *slides = NULL;

  service_ask (service, "GET", "/api/jobs/1/slides", 200);
  node = service_get_json (service);
  slides = json_object_get_array_member (json_node_get_object (node), "slides");
  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      g_autofree char *line = json_to_string (json_array_get_element (slides, i), FALSE);

      g_string_append_printf (lines, "%s\n", line);
    }
  return g_string_free (lines, FALSE);
}

/* As get_slides() writes them. */
static void
append_slide (GString *lines,
              const Listener *listener)
{
  g_autoptr (JsonNode) node = json_from_string (listener->data, NULL);
  g_autofree char *line = NULL;

  if (!g_str_equal (listener->name, "slide"))
    return;
  line = json_to_string (node, FALSE);
  g_string_append_printf (lines, "%s\n", line);
}

/* GET /api/jobs/{id}/events */
static void
test_life (Service *service,
           gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autofree char *slides = NULL;

  start (service, &worker);
  listener_open (&listener, service, EVENTS, NULL, 200);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (listener.message), "Content-Type"),
                   ==, "text/event-stream");
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (listener.message), "Cache-Control"),
                   ==, "no-store");
  listener_expect (&listener, "job");
  g_assert_nonnull (strstr (listener.data, "\"queued\""));
  g_assert_null (strstr (listener.data, "/srv"));

  worker_claim (&worker);
  listener_expect (&listener, "job");
  g_assert_nonnull (strstr (listener.data, "\"processing\""));
  worker_advance (&worker, .25, 1, 2, NULL);
  listener_await (&listener, "slide");
  append_slide (heard, &listener);
  listener_await (&listener, "slide");
  append_slide (heard, &listener);
  slides = get_slides (service);
  g_assert_cmpstr (heard->str, ==, slides);

  /* Their words were read: all are told again. */
  worker_finish (&worker, 3, "A <script> of words");
  g_string_truncate (heard, 0);
  listener_await (&listener, "slides");
  g_assert_nonnull (strstr (listener.data, "\"keep\":0"));
  for (guint i = 0; i < 3; i++)
    {
      listener_expect (&listener, "slide");
      append_slide (heard, &listener);
    }
  listener_expect (&listener, "job");
  listener_expect (&listener, "end");
  g_assert_nonnull (strstr (listener.data, "\"completed\""));
  g_assert_false (listener_next (&listener, FALSE));
  g_clear_pointer (&slides, g_free);
  slides = get_slides (service);
  g_assert_cmpstr (heard->str, ==, slides);
}

/* Whoever comes again gets what is missing, and is told when nothing is. */
static void
test_resumed (Service *service,
              gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };

  start (service, &worker);
  worker_claim (&worker);
  worker_advance (&worker, .25, 1, 3, NULL);
  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_await (&listener, "slide");
  listener_await (&listener, "slide");
  listener_open (&listener, service, EVENTS, listener.id, 200);
  listener_expect (&listener, "job");
  listener_expect (&listener, "slides");
  g_assert_nonnull (strstr (listener.data, "\"keep\":2"));
  listener_expect (&listener, "slide");
  g_assert_nonnull (strstr (listener.data, "\"number\": 3"));

  /* An id that never was: from the beginning. */
  listener_open (&listener, service, EVENTS, "2-0123456789abcdef", 200);
  listener_await (&listener, "slides");
  g_assert_nonnull (strstr (listener.data, "\"keep\":0"));

  worker_finish (&worker, 3, NULL);
  listener_await (&listener, "end");
  /* A browser does not come again after that. */
  listener_open (&listener, service, EVENTS, listener.id, 204);
  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_await (&listener, "end");

  /* It is tried again: whoever thinks that it is over hears of it. */
  service_ask (service, "POST", "/api/jobs/1/retry", 200);
  listener_open (&listener, service, EVENTS, listener.id, 200);
  listener_expect (&listener, "job");
  g_assert_nonnull (strstr (listener.data, "\"queued\""));
}

static void
test_removed (Service *service,
              gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };

  start (service, &worker);
  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_expect (&listener, "job");
  service_ask (service, "DELETE", "/api/jobs/1", 204);
  listener_await (&listener, "end");
  g_assert_nonnull (strstr (listener.data, "\"removed\""));
  g_assert_false (listener_next (&listener, FALSE));
}

/* Who may not look may not listen; a token that is taken back ends what it began. */
static void
test_access (Service *service,
             gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };
  g_autofree char *ann = NULL;
  g_autofree char *ben = NULL;

  start (service, &worker);
  ann = service_lectern (service, "token add ann --owner ann --cluster");
  ben = service_lectern (service, "token add ben --owner ben --cluster");
  service_ask (service, "HEAD", EVENTS, 200);
  g_assert_cmpuint (service->length, ==, 0);
  service_refused (service, "GET", "/api/jobs/2/events", 404, "not_found");
  service_set_token (service, NULL);
  service_refused (service, "GET", EVENTS, 401, "unauthorized");
  service_set_token (service, ben);
  service_refused (service, "GET", EVENTS, 404, "not_found");
  service_set_token (service, ann);
  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_expect (&listener, "job");
  g_free (service_lectern (service, "token remove ann --cluster"));
  while (listener_next (&listener, FALSE))
    continue;
  service_refused (service, "GET", EVENTS, 401, "unauthorized");
}

/* It is seen that the service is there, while nothing happens. */
static void
test_heartbeat (Service *service,
                gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };
  gint64 begun_us = 0;

  start (service, &worker);
  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_expect (&listener, "job");
  begun_us = g_get_monotonic_time ();
  g_assert_true (listener_next (&listener, TRUE));
  g_assert_cmpuint (listener.n_comments, ==, 1);
  g_test_message ("after %.1f s", (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC);
  worker_claim (&worker);
  listener_expect (&listener, "job");
}

/* All of them hear the same, in the same order. */
static void
test_many (Service *service,
           gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  Listener listeners[N_LISTENERS] = { { NULL } };
  g_autofree char *first = NULL;

  start (service, &worker);
  for (guint i = 0; i < N_LISTENERS; i++)
    {
      listener_open (&listeners[i], service, EVENTS, NULL, 200);
      listener_expect (&listeners[i], "job");
    }
  worker_claim (&worker);
  for (guint i = 1; i <= 20; i++)
    worker_advance (&worker, i / 40.0, i, i, "words");
  worker_finish (&worker, 20, "words");
  for (guint i = 0; i < N_LISTENERS; i++)
    {
      g_autoptr (GString) heard = g_string_new (NULL);

      while (listener_next (&listeners[i], FALSE))
        g_string_append_printf (heard, "%s %s %s\n", listeners[i].id, listeners[i].name, listeners[i].data);
      g_assert_cmpstr (listeners[i].name, ==, "end");
      if (i == 0)
        first = g_string_free (g_steal_pointer (&heard), FALSE);
      else
        g_assert_cmpstr (heard->str, ==, first);
      listener_close (&listeners[i]);
    }
}

static gboolean
is_last (const Listener *listener)
{
  return strstr (listener->data, "\"number\": 1200,") != NULL || strstr (listener->data, "\"number\": 1200}") != NULL;
}

/* Whoever takes nothing of what is told costs no memory and no other listener anything; it comes
 * again, and misses nothing. */
static void
test_slow (Service *service,
           gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) slow = { NULL };
  g_auto (Listener) quick = { NULL };
  g_autofree char *text = g_strnfill (10000, 'w');
  gint64 before_kb = 0;
  guint n_times = 0;

  start (service, &worker);
  worker_claim (&worker);
  listener_open (&slow, service, EVENTS, NULL, 200);
  listener_open (&quick, service, EVENTS, NULL, 200);
  listener_expect (&quick, "job");
  before_kb = service_read_memory_kb (service, "VmRSS:");
  for (guint i = 0; i < N_LARGE; i += 50)
    {
      worker_advance (&worker, i / (double) N_LARGE, i + 1, i + 50, text);
      for (guint n_slides = 0; n_slides < 50; n_slides++)
        listener_await (&quick, "slide");
    }
  /* The slides themselves, as they are told and as they are compared: twice twelve megabytes, and
   * what reading them all takes for a moment. The address sanitizer keeps what was freed. */
  g_test_message ("%" G_GINT64_FORMAT " KB more", service_read_memory_kb (service, "VmRSS:") - before_kb);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpint (service_read_memory_kb (service, "VmRSS:") - before_kb, <, 150000);
#endif

  /* More than its connection holds has not come. */
  while (listener_next (&slow, FALSE))
    g_assert_cmpstr (slow.name, !=, "end");
  while (!is_last (&slow))
    {
      listener_open (&slow, service, EVENTS, slow.id, 200);
      while (listener_next (&slow, FALSE) && !is_last (&slow))
        continue;
      g_assert_cmpuint (++n_times, <, 100);
    }
  g_assert_cmpstr (slow.id, ==, quick.id);
}

/* The end of the service ends what is listened to, at once. */
static void
test_stopped (Service *service,
              gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };
  gint64 begun_us = 0;

  start (service, &worker);
  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_expect (&listener, "job");
  begun_us = g_get_monotonic_time ();
  g_subprocess_send_signal (service->process, SIGTERM);
  while (listener_next (&listener, FALSE))
    continue;
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, HEARTBEAT_S * G_USEC_PER_SEC);
}

/* An old program without chunks is told as much. */
static void
test_old_http (Service *service,
               gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;

  start (service, &worker);
  worker_claim (&worker);
  worker_finish (&worker, 2, NULL);
  request = g_strdup_printf ("GET " EVENTS " HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\n\r\n",
                             (const char *) g_hash_table_lookup (service->headers, "Authorization"));
  answer = service_send_raw (service, request, 60);
  g_assert_nonnull (strstr (answer, "\r\n\r\nretry: 2000\n\nid: 0-0\nevent: job\n"));
  g_assert_true (g_str_has_suffix (answer, "event: end\ndata: {\"status\":\"completed\"}\n\n"));
}

/* --- With servers --- */

typedef struct
{
  LecClusterHints *hints;
  int is_over; /* atomic */
} Mouth;

/* Again and again: who has just begun to listen has missed what was told before. */
static gpointer
tell (gpointer data)
{
  Mouth *mouth = data;

  while (!g_atomic_int_get (&mouth->is_over))
    {
      lec_cluster_hints_tell_progress (mouth->hints,
                                       "{\"job\": 1, \"progress\": 0.5, \"message\": \"told <b>live</b>\"}", NULL);
      g_usleep (100000);
    }
  return NULL;
}

static void
await_live (Listener *listener,
            LecClusterHints *hints)
{
  Mouth mouth = { hints, FALSE };
  GThread *thread = g_thread_new ("mouth", tell, &mouth);

  listener_await (listener, "progress");
  g_assert_nonnull (strstr (listener->data, "\"progress\": 0.5"));
  g_assert_nonnull (strstr (listener->data, "told <b>live</b>"));
  g_atomic_int_set (&mouth.is_over, TRUE);
  g_thread_join (thread);
}

/* Two servers of one cluster: what a worker tells over Redis is told on, and after the one server
 * the other one goes on; then without Redis. */
static void
follow_cluster (Service *service,
                PostgresServer *postgres)
{
  g_autoptr (RedisServer) redis = redis_server_start (NULL);
  g_autofree char *database = postgres_server_make_database (postgres);
  g_autofree char *url = make_server_url (postgres, database);
  g_autoptr (LecClusterHints) hints = lec_cluster_hints_new (redis_server_get_url (redis), NULL, NULL);
  g_auto (Worker) worker = { NULL };
  g_auto (Listener) listener = { NULL };
  g_autofree char *token = NULL;
  Service other = *service;

  g_setenv ("DATABASE_URL", url, TRUE);
  g_setenv ("REDIS_URL", redis_server_get_url (redis), TRUE);
  worker.store = lec_cluster_hints_cache_store (
    hints, lec_postgres_store_open (url, LEC_POSTGRES_CLOCK_SERVER, NULL, NULL));
  g_assert_cmpint (add_job (worker.store, "/srv/talk.mp4", "ann", 0), ==, 1);
  token = service_lectern (service, "token add boss --scope admin --cluster");
  service_set_token (service, token);
  service_start (service, "--cluster");
  service_start (&other, "--cluster");

  listener_open (&listener, service, EVENTS, NULL, 200);
  listener_expect (&listener, "job");
  worker_claim (&worker);
  listener_expect (&listener, "job");
  await_live (&listener, hints);
  worker_advance (&worker, .6, 1, 2, NULL);
  listener_await (&listener, "slide");
  listener_open (&listener, &other, EVENTS, listener.id, 200);
  listener_expect (&listener, "job");
  listener_expect (&listener, "slides");
  g_assert_nonnull (strstr (listener.data, "\"keep\":1"));
  listener_expect (&listener, "slide");
  g_assert_nonnull (strstr (listener.data, "\"number\": 2"));

  redis_server_kill (redis);
  worker_advance (&worker, .7, 3, 3, NULL);
  listener_await (&listener, "slide");
  g_assert_nonnull (strstr (listener.data, "\"number\": 3"));
  worker_finish (&worker, 3, NULL);
  listener_await (&listener, "end");
  listener_close (&listener);
  g_assert_cmpint (service_end (&other, SIGTERM), ==, 0);
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  g_unsetenv ("REDIS_URL");
}

static void
test_cluster (Service *service,
              gconstpointer data)
{
  PostgresServer *postgres = HAS_REDIS && redis_server_is_installed () ? postgres_server_start () : NULL;

  if (postgres == NULL)
    {
      g_test_skip ("PostgreSQL or Redis is not installed");
      return;
    }

  follow_cluster (service, postgres);
  postgres_server_stop (postgres);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-events/life", test_life },
    { "/service-events/resumed", test_resumed },
    { "/service-events/removed", test_removed },
    { "/service-events/access", test_access },
    { "/service-events/heartbeat", test_heartbeat },
    { "/service-events/many", test_many },
    { "/service-events/slow", test_slow },
    { "/service-events/stopped", test_stopped },
    { "/service-events/old-http", test_old_http },
    { "/service-events/cluster", test_cluster },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
