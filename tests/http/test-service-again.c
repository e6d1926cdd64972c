/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job that is over, asked for again and again: the answer may be one that was given before, and
 * nobody can tell by what it says, whom it is for, or how it is counted.
 */
#include "http/listener.h"

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

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/http/again/owners", test_owners },
    { "/http/again/changes", test_changes },
    { "/http/again/headers", test_headers },
    { "/http/again/limits", test_limits },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
