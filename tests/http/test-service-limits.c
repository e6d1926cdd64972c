/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much may be asked, and by pages from where.
 */
#include "config.h"

#include "http/service.h"

#define ORIGIN "https://lms.example.org"

static const char *
get_header (Service *service,
            const char *name)
{
  return soup_message_headers_get_list (service->answer_headers, name);
}

/* --- How much --- */

static void
test_requests (Service *service,
               gconstpointer data)
{
  g_autofree char *ann = service_lectern (service, "token add ann");
  g_autofree char *ben = service_lectern (service, "token add ben");
  guint64 wait_s = 0;

  service_start (service, "--requests-per-minute 5");
  service_set_token (service, ann);
  for (guint i = 0; i < 5; i++)
    service_ask (service, "GET", "/api/jobs", 200);
  service_refused (service, "GET", "/api/jobs", 429, "too_many_requests");
  g_assert_nonnull (get_header (service, "Retry-After"));
  g_assert_true (g_ascii_string_to_unsigned (get_header (service, "Retry-After"), 10, 1, 12, &wait_s, NULL));
  /* What anybody may ask, and what others may. */
  service_ask (service, "GET", "/api/health?probe=live", 200);
  service_set_token (service, ben);
  service_ask (service, "GET", "/api/jobs", 200);
  /* It is as was said. */
  service_set_token (service, ann);
  g_usleep (wait_s * G_USEC_PER_SEC);
  service_ask (service, "GET", "/api/jobs", 200);
}

static void
test_jobs (Service *service,
           gconstpointer data)
{
  g_autofree char *ann = service_lectern (service, "token add ann --scope submit");
  guint64 wait_s = 0;

  service_start (service, "--token-jobs-per-hour 2");
  service_set_token (service, ann);
  for (guint i = 0; i < 2; i++)
    service_post_json (service, "/api/extract", "{\"url\": \"http://127.0.0.1/\"}", 400);
  service_post_json (service, "/api/extract", "{\"url\": \"http://127.0.0.1/\"}", 429);
  g_assert_true (g_ascii_string_to_unsigned (get_header (service, "Retry-After"), 10, 1500, 1800, &wait_s, NULL));
  service_ask (service, "GET", "/api/jobs", 200);
}

/* Whoever is at this machine is not counted; nor is anybody where nothing is set. */
static void
test_unlimited (Service *service,
                gconstpointer data)
{
  g_autofree char *token = NULL;

  service_start (service, "--requests-per-minute 1");
  for (guint i = 0; i < 10; i++)
    service_ask (service, "GET", "/api/jobs", 200);
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);

  token = service_lectern (service, "token add ann");
  g_setenv ("LECTERN_REQUESTS_PER_MINUTE", "0", TRUE);
  service_start (service, "");
  g_unsetenv ("LECTERN_REQUESTS_PER_MINUTE");
  service_set_token (service, token);
  for (guint i = 0; i < 10; i++)
    service_ask (service, "GET", "/api/jobs", 200);
}

/* --- From where --- */

static void
assert_closed (Service *service)
{
  g_assert_null (get_header (service, "Access-Control-Allow-Origin"));
  g_assert_null (get_header (service, "Access-Control-Allow-Headers"));
}

static void
test_origins_off (Service *service,
                  gconstpointer data)
{
  g_autofree char *token = service_lectern (service, "token add ann");

  service_start (service, "");
  service_set_token (service, token);
  service_set_header (service, "Origin", ORIGIN);
  service_ask (service, "GET", "/api/jobs", 200);
  assert_closed (service);
  service_set_header (service, "Access-Control-Request-Method", "GET");
  service_ask (service, "OPTIONS", "/api/jobs", 405);
  assert_closed (service);
}

static void
test_origins (Service *service,
              gconstpointer data)
{
  static const char *const others[] = {
    "https://lms.example.org.evil.example",
    "http://lms.example.org",
    "https://lms.example.org:8443",
    "null",
    "*",
  };
  g_autofree char *token = service_lectern (service, "token add ann");

  service_start (service, "--allow-origin " ORIGIN ",http://localhost:3000");
  /* A browser asks whether it may, without the token. */
  service_set_header (service, "Origin", ORIGIN);
  service_set_header (service, "Access-Control-Request-Method", "POST");
  service_set_header (service, "Access-Control-Request-Headers", "authorization, x-\"strange\"");
  service_ask (service, "OPTIONS", "/api/extract", 204);
  g_assert_cmpstr (get_header (service, "Access-Control-Allow-Origin"), ==, ORIGIN);
  g_assert_nonnull (strstr (get_header (service, "Access-Control-Allow-Methods"), "POST"));
  g_assert_nonnull (strstr (get_header (service, "Access-Control-Allow-Headers"), "Authorization"));
  g_assert_null (strstr (get_header (service, "Access-Control-Allow-Headers"), "strange"));
  g_assert_nonnull (strstr (get_header (service, "Access-Control-Allow-Headers"), "X-HTTP-Method-Override"));
  g_assert_nonnull (get_header (service, "Access-Control-Max-Age"));
  g_assert_null (get_header (service, "Access-Control-Allow-Credentials"));
  service_set_header (service, "Access-Control-Request-Method", NULL);
  service_set_header (service, "Access-Control-Request-Headers", NULL);

  /* What comes then, also when it is refused: the page has to read why. */
  service_refused (service, "GET", "/api/jobs", 401, "unauthorized");
  g_assert_cmpstr (get_header (service, "Access-Control-Allow-Origin"), ==, ORIGIN);
  service_set_token (service, token);
  service_ask (service, "GET", "/api/jobs", 200);
  g_assert_cmpstr (get_header (service, "Access-Control-Allow-Origin"), ==, ORIGIN);
  g_assert_cmpstr (get_header (service, "Vary"), ==, "Origin");
  g_assert_nonnull (strstr (get_header (service, "Access-Control-Expose-Headers"), "Retry-After"));
  g_assert_nonnull (strstr (get_header (service, "Access-Control-Expose-Headers"), "Upload-Metadata"));
  service_refused (service, "GET", "/api/nothing", 404, "not_found");
  g_assert_cmpstr (get_header (service, "Access-Control-Allow-Origin"), ==, ORIGIN);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      service_set_header (service, "Origin", others[i]);
      service_ask (service, "GET", "/api/jobs", 200);
      assert_closed (service);
      g_assert_cmpstr (get_header (service, "Vary"), ==, "Origin");
      service_set_header (service, "Access-Control-Request-Method", "GET");
      service_ask (service, "OPTIONS", "/api/jobs", 405);
      assert_closed (service);
      service_set_header (service, "Access-Control-Request-Method", NULL);
    }
}

/* From anywhere, with a token; without any token this machine is not open to pages. */
static void
test_any_origin (Service *service,
                 gconstpointer data)
{
  g_autofree char *token = NULL;

  service_start (service, "--allow-origin '*'");
  service_set_header (service, "Origin", "https://anywhere.example");
  service_refused (service, "GET", "/api/jobs", 403, "forbidden");
  token = service_lectern (service, "token add ann");
  service_set_token (service, token);
  service_ask (service, "GET", "/api/jobs", 200);
  g_assert_cmpstr (get_header (service, "Access-Control-Allow-Origin"), ==, "*");
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-limits/requests", test_requests },
    { "/service-limits/jobs", test_jobs },
    { "/service-limits/unlimited", test_unlimited },
    { "/service-limits/origins-off", test_origins_off },
    { "/service-limits/origins", test_origins },
    { "/service-limits/any-origin", test_any_origin },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
