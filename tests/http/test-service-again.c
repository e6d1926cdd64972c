/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job that is over, asked for again and again: the answer may be one that was given before, and
 * nobody can tell by what it says, whom it is for, or how it is counted.
 */
#include "config.h"

#include "http/listener.h"
#include "redis/redis-server.h"

#ifdef LEC_HAVE_REDIS
#define HAS_REDIS TRUE
#else
#define HAS_REDIS FALSE
#endif

#define PER_MINUTE 600
#define BLOCK      (PER_MINUTE / 100)
#define N_ASKERS   4
#define N_EACH     300

static void
set_up (Service *service,
        Worker *worker,
        const char *arguments)
{
  g_autofree char *token = NULL;

  worker_start (worker, service);
  worker_claim (worker);
  worker_finish (worker, 2, "A slide");
  token = service_lectern (service, "token add ann --scope submit --owner ann --cluster");
  service_start (service, arguments);
  service_set_token (service, token);
}

static void
ask (Service *service,
     guint status)
{
  for (guint i = 0; i < 3; i++)
    service_ask (service, "GET", "/api/jobs/1", status);
}

static void
test_owners (Service *service,
             gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_autofree char *other = NULL;

  set_up (service, &worker, "--cluster");
  other = service_lectern (service, "token add ben --scope submit --owner ben --cluster");
  ask (service, 200);
  service_set_token (service, other);
  service_refused (service, "GET", "/api/jobs/1", 404, "not_found");
  service_set_token (service, NULL);
  service_refused (service, "GET", "/api/jobs/1", 401, "unauthorized");
}

/* Whoever changes something sees it at once. */
static void
test_changes (Service *service,
              gconstpointer data)
{
  g_auto (Worker) worker = { NULL };

  set_up (service, &worker, "--cluster");
  ask (service, 200);
  g_assert_nonnull (strstr (service->text, "\"completed\""));
  service_ask (service, "DELETE", "/api/jobs/1", 204);
  ask (service, 404);
}

static void
test_headers (Service *service,
              gconstpointer data)
{
  g_auto (Worker) worker = { NULL };
  g_autofree char *tag = NULL;
  g_autofree char *text = NULL;

  set_up (service, &worker, "--cluster");
  service_ask (service, "GET", "/api/jobs/1", 200);
  tag = g_strdup (soup_message_headers_get_one (service->answer_headers, "ETag"));
  text = g_strdup (service->text);
  ask (service, 200);
  g_assert_cmpstr (service->text, ==, text);
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "ETag"), ==, tag);
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "Cache-Control"), ==, "private, no-cache");
  service_set_header (service, "If-None-Match", tag);
  ask (service, 304);
  service_set_header (service, "If-None-Match", NULL);
  service_ask (service, "HEAD", "/api/jobs/1", 200);
  g_assert_cmpuint (service->length, ==, 0);
  ask (service, 200);
}

static void
test_limits (Service *service,
             gconstpointer data)
{
  g_auto (Worker) worker = { NULL };

  set_up (service, &worker, "--cluster --requests-per-minute 6");
  ask (service, 200);
  ask (service, 200);
  service_refused (service, "GET", "/api/jobs/1", 429, "too_many_requests");
}

typedef struct
{
  Service *service;
  guint n_answered;
  guint n_refused;
} Asker;

static gpointer
ask_often (gpointer data)
{
  Asker *asker = data;
  g_autofree char *url = g_strconcat (asker->service->address, "api/jobs/1", NULL);
  const char *authorization = g_hash_table_lookup (asker->service->headers, "Authorization");
  g_autoptr (SoupSession) session = soup_session_new ();

  for (guint i = 0; i < N_EACH; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
      g_autoptr (GBytes) answer = NULL;
      const char *wait_s = NULL;

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
      answer = soup_session_send_and_read (session, message, NULL, NULL);
      g_assert_nonnull (answer);
      if (soup_message_get_status (message) == 200)
        {
          asker->n_answered++;
          continue;
        }

      g_assert_cmpuint (soup_message_get_status (message), ==, 429);
      wait_s = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
      g_assert_nonnull (wait_s);
      g_assert_true (g_ascii_string_to_unsigned (wait_s, 10, 1, 60, NULL, NULL));
      asker->n_refused++;
    }
  return NULL;
}

/* Several at once, with the same token. Returns: whether no more were answered than that may have,
 * and what is unknown to Redis */
static gboolean
ask_too_often (Service *service)
{
  Asker askers[N_ASKERS] = { { NULL } };
  GThread *threads[N_ASKERS] = { NULL };
  gint64 start_us = g_get_monotonic_time ();
  guint n_answered = 0, n_refused = 0, n_refilled = 0;

  for (guint i = 0; i < N_ASKERS; i++)
    {
      askers[i].service = service;
      threads[i] = g_thread_new ("asks", ask_often, &askers[i]);
    }
  for (guint i = 0; i < N_ASKERS; i++)
    {
      g_thread_join (threads[i]);
      n_answered += askers[i].n_answered;
      n_refused += askers[i].n_refused;
    }
  n_refilled = (guint) ((g_get_monotonic_time () - start_us) * PER_MINUTE / (60 * G_USEC_PER_SEC)) + 1;

  g_test_message ("%u answered, %u refused, %u for the time", n_answered, n_refused, n_refilled);
  g_assert_cmpuint (n_answered + n_refused, ==, N_ASKERS * N_EACH);
  return n_answered >= PER_MINUTE && n_answered <= PER_MINUTE + BLOCK + n_refilled;
}

/* Where Redis counts, the answers that are given again are counted there, too. */
static void
test_shared_limits (Service *service,
                    gconstpointer data)
{
  g_autoptr (RedisServer) redis = HAS_REDIS && redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  g_auto (Worker) worker = { NULL };
  gboolean is_well = FALSE;

  if (redis == NULL)
    {
      g_test_skip ("redis-server is not installed");
      return;
    }

  g_setenv ("REDIS_URL", redis_server_get_url (redis), TRUE);
  set_up (service, &worker, "--cluster --log-level warning --requests-per-minute " G_STRINGIFY (PER_MINUTE));
  is_well = ask_too_often (service);
  /* On a busy machine Redis may be too slow once: then it counts as away for a while. */
  for (guint i = 0; i < 2 && !is_well; i++)
    {
      g_autofree char *line = g_strdup_printf ("token add again-%u --scope submit --owner ann --cluster", i);
      g_autofree char *token = service_lectern (service, line);

      service_set_token (service, token);
      is_well = ask_too_often (service);
    }
  g_assert_true (is_well);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/http/again/owners", test_owners },
    { "/http/again/changes", test_changes },
    { "/http/again/headers", test_headers },
    { "/http/again/limits", test_limits },
    { "/http/again/shared-limits", test_shared_limits },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
