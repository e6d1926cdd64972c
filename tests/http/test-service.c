/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service as it is started, asked over a socket: what it says of itself, whom it lets in, what
 * it refuses, how it ends.
 */
#include "config.h"

#include "base/error.h"
#include "http/service.h"

static JsonObject *
find_check (JsonObject *health,
            const char *name)
{
  JsonArray *checks = json_object_get_array_member (health, "checks");

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonObject *check = json_array_get_object_element (checks, i);

      if (g_str_equal (json_object_get_string_member (check, "name"), name))
        return check;
    }

  return NULL;
}

/* GET /api/health */
static void
test_health (Service *service,
             gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) live = NULL;
  JsonObject *health = NULL;

  service_start (service, "");
  /* The thread that works begins beside it. */
  for (guint i = 0; i < 600 && service->status != 200; i++)
    {
      service_send (service, "GET", "/api/health", NULL, NULL);
      g_usleep (service->status != 200 ? 50000 : 0);
    }
  g_assert_cmpuint (service->status, ==, 200);
  node = service_get_json (service);
  health = json_node_get_object (node);
  g_assert_true (json_object_get_boolean_member (health, "ready"));
  g_assert_cmpstr (json_object_get_string_member (health, "version"), ==, LECTERN_VERSION);
  g_assert_nonnull (find_check (health, "database"));
  g_assert_nonnull (find_check (health, "disk"));
  g_assert_nonnull (find_check (health, "workers"));
  g_assert_null (find_check (health, "redis"));
  g_assert_null (strstr (service->text, service->folder));

  service_ask (service, "GET", "/api/health?probe=live", 200);
  live = service_get_json (service);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (live), "live"));
  service_refused (service, "GET", "/api/health?probe=dead", 400, "bad_request");
}

/* Ready is who has workers; they are missing, and the reason says so. */
static void
test_not_ready (Service *service,
                gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("sqlite://%s/cluster.db", service->folder);
  g_autofree char *out = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *check = NULL;

  g_setenv ("DATABASE_URL", url, TRUE);
  out = service_lectern (service, "cluster init");
  service_start (service, "--cluster");
  service_ask (service, "GET", "/api/health", 503);
  node = service_get_json (service);
  g_assert_false (json_object_get_boolean_member (json_node_get_object (node), "ready"));
  check = find_check (json_node_get_object (node), "workers");
  g_assert_cmpstr (json_object_get_string_member (check, "status"), ==, "failed");
  g_assert_cmpstr (json_object_get_string_member (check, "reason"), !=, "");
  service_ask (service, "GET", "/api/health?probe=live", 200);
}

/* GET /api/stats */
static void
test_stats (Service *service,
            gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *stats = NULL;
  g_autofree char *tag = NULL;

  service_start (service, "");
  service_ask (service, "GET", "/api/stats", 200);
  node = service_get_json (service);
  stats = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (stats, "total"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (stats, "jobs"), "queued"), ==, 0);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (stats, "queues")), ==, 5);
  g_assert_true (json_object_has_member (stats, "times"));
  g_assert_true (json_object_has_member (stats, "throughput"));
  g_assert_false (json_object_has_member (stats, "success_rate"));
  g_assert_false (json_object_has_member (stats, "cache_hit_rate"));

  tag = g_strdup (soup_message_headers_get_one (service->answer_headers, "ETag"));
  g_assert_nonnull (tag);
  service_set_header (service, "If-None-Match", tag);
  service_ask (service, "GET", "/api/stats", 304);
  g_assert_cmpuint (service->length, ==, 0);
  service_set_header (service, "If-None-Match", "\"other\"");
  service_ask (service, "GET", "/api/stats", 200);
  service_ask (service, "HEAD", "/api/stats", 200);
  g_assert_cmpuint (service->length, ==, 0);
}

/* Each scope lets in what is below it, and a token that is withdrawn nothing. */
static void
test_tokens (Service *service,
             gconstpointer data)
{
  g_autofree char *secret = service_lectern (service, "token add phone");
  g_autofree char *changed = g_strdup (secret);

  service_start (service, "");
  service_refused (service, "GET", "/api/stats", 401, "unauthorized");
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "WWW-Authenticate"), ==,
                   "Bearer realm=\"lectern\"");
  service_ask (service, "GET", "/api/health?probe=live", 200);
  service_set_token (service, secret);
  service_ask (service, "GET", "/api/stats", 200);
  changed[strlen (changed) - 1] = changed[strlen (changed) - 1] == 'A' ? 'B' : 'A';
  service_set_token (service, changed);
  service_refused (service, "GET", "/api/stats", 401, "unauthorized");
  service_set_header (service, "Authorization", "Basic cm9vdDpyb290");
  service_refused (service, "GET", "/api/stats", 401, "unauthorized");

  g_free (service_lectern (service, "token add other"));
  g_free (service_lectern (service, "token remove phone"));
  service_set_token (service, secret);
  service_refused (service, "GET", "/api/stats", 401, "unauthorized");
}

/* Without a token only this machine, and no page of another that a browser shows here. */
static void
test_at_home (Service *service,
              gconstpointer data)
{
  service_start (service, "");
  service_set_header (service, "Origin", "http://example.org");
  service_refused (service, "GET", "/api/stats", 403, "forbidden");
  service_set_header (service, "Origin", NULL);
  service_set_header (service, "Host", "example.org");
  service_refused (service, "GET", "/api/stats", 403, "forbidden");
  service_set_header (service, "Host", NULL);
  service_ask (service, "GET", "/api/stats", 200);

  /* A picture in a page from elsewhere, or whoever comes through a proxy on this machine. */
  service_set_header (service, "Sec-Fetch-Site", "cross-site");
  service_refused (service, "GET", "/api/stats", 403, "forbidden");
  service_set_header (service, "Sec-Fetch-Site", "same-origin");
  service_ask (service, "GET", "/api/stats", 200);
  service_set_header (service, "Sec-Fetch-Site", NULL);
  service_set_header (service, "X-Forwarded-For", "192.0.2.1");
  service_refused (service, "GET", "/api/stats", 403, "forbidden");
  service_set_header (service, "X-Forwarded-For", NULL);
  service_set_header (service, "Forwarded", "for=192.0.2.1");
  service_refused (service, "GET", "/api/stats", 403, "forbidden");
}

static void
test_errors (Service *service,
             gconstpointer data)
{
  g_autofree char *longer = g_strnfill (5000, 'a');
  g_autofree char *path = g_strconcat ("/api/", longer, NULL);
  g_autofree char *more = g_strnfill (100000, 'a');
  g_autoptr (GBytes) body = g_bytes_new (more, strlen (more));

  service_start (service, "");
  service_refused (service, "GET", "/nothing", 404, "not_found");
  service_refused (service, "DELETE", "/api/stats", 405, "method_not_allowed");
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "Allow"), ==, "GET, HEAD");
  service_refused (service, "GET", "/api/stats?x=1", 400, "bad_request");
  service_refused (service, "GET", path, 400, "bad_request");
  service_send (service, "GET", "/api/stats", "text/plain", body);
  g_assert_cmpuint (service->status, ==, 413);
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "X-Content-Type-Options"), ==, "nosniff");
  service_ask (service, "GET", "/api/stats", 200);
}

/* What is no HTTP, or only half of it, is answered with an error or none, and others go on. */
static void
test_raw (Service *service,
          gconstpointer data)
{
  static const char *const requests[] = {
    "\r\n\r\n",
    "GET\r\n\r\n",
    "GET /api/stats\r\n\r\n",
    "GET /api/stats HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    "GET /api/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "GET /api/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "GET http://example.org/api/stats HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "GET /api/stats HTTP/1.1\r\n\r\n",
    "\xff\xfe\x00\x01",
  };

  service_start (service, "");
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *answer = service_send_raw (service, requests[i], 2);

      g_assert_null (strstr (answer, " 200 "));
      /* Also what libsoup refuses by itself says so as everything here does. */
      if (strstr (answer, " 400 ") != NULL)
        g_assert_nonnull (strstr (answer, "{\"error\": {\"code\": \"bad_request\""));
    }
  service_ask (service, "GET", "/api/stats", 200);
}

/* A body without a length is cut where it is too long. */
static void
test_chunked (Service *service,
              gconstpointer data)
{
  g_autoptr (GString) request =
    g_string_new ("GET /api/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n");
  g_autofree char *answer = NULL;

  for (guint i = 0; i < 4; i++)
    g_string_append (request, "5\r\nabcde\r\n");
  g_string_append (request, "0\r\n\r\n");
  service_start (service, "");
  answer = service_send_raw (service, request->str, 2);
  g_assert_nonnull (strstr (answer, " 413 "));
}

/* @data: the signal */
static void
test_ends (Service *service,
           gconstpointer data)
{
  service_start (service, "");
  service_ask (service, "GET", "/api/stats", 200);
  g_assert_cmpint (service_end (service, GPOINTER_TO_INT (data)), ==, 0);
}

static int
run_lectern (const char *arguments,
             char **err)
{
  g_autofree char *line = g_strdup_printf ("'%s' %s", g_getenv ("LECTERN"), arguments);
  int status = 0;

  g_assert_true (g_spawn_command_line_sync (line, NULL, err, &status, NULL));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_listen (Service *service,
             gconstpointer data)
{
  static const char *const wrong[] = { "5000", "example.org:5000", "127.0.0.1:70000", "192.0.2.1:5000" };
  g_autofree char *err = NULL;
  g_autofree char *taken = NULL;

  g_assert_cmpint (run_lectern ("--serve --listen 0.0.0.0:0", &err), ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
  g_assert_nonnull (strstr (err, "lectern token add"));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("serve --listen %s", wrong[i]);
      g_autofree char *said = NULL;

      g_assert_cmpint (run_lectern (arguments, &said), ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
    }

  service_start (service, "");
  taken = g_strdup_printf ("--serve --listen 127.0.0.1:%u", (guint) service->port);
  g_assert_cmpint (run_lectern (taken, NULL), ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
}

static void
test_log (Service *service,
          gconstpointer data)
{
  g_autofree char *secret = service_lectern (service, "token add phone");
  g_autofree char *log = g_build_filename (service->folder, "log", NULL);
  g_autofree char *arguments = g_strdup_printf ("--log-level info --log-format json 2>'%s'", log);
  g_autofree char *text = NULL;

  service_start (service, arguments);
  service_set_token (service, secret);
  service_ask (service, "GET", "/api/stats", 200);
  service_set_token (service, "lectern_wrong");
  service_ask (service, "GET", "/api/stats", 401);
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  g_assert_true (g_file_get_contents (log, &text, NULL, NULL));
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "GET /api/stats 200"));
  g_assert_nonnull (strstr (text, "ms phone\""));
  g_assert_nonnull (strstr (text, "GET /api/stats 401"));
  g_assert_null (strstr (text, "lectern_"));
}

/* An answer without a body does not end the connection. */
static void
test_goes_on (Service *service,
              gconstpointer data)
{
  g_autofree char *answer = NULL;

  service_start (service, "");
  answer = service_send_raw (service,
                             "OPTIONS /api/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                             "GET /api/health?probe=live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                             20);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 204 "));
  g_assert_nonnull (strstr (answer, "HTTP/1.1 200 "));
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service/health", test_health },
    { "/service/not-ready", test_not_ready },
    { "/service/stats", test_stats },
    { "/service/tokens", test_tokens },
    { "/service/at-home", test_at_home },
    { "/service/errors", test_errors },
    { "/service/goes-on", test_goes_on },
    { "/service/raw", test_raw },
    { "/service/chunked", test_chunked },
    { "/service/listen", test_listen },
    { "/service/log", test_log },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Service, NULL, service_set_up, cases[i].test, service_tear_down);
  g_test_add ("/service/ends/terminated", Service, GINT_TO_POINTER (SIGTERM), service_set_up, test_ends,
              service_tear_down);
  g_test_add ("/service/ends/interrupted", Service, GINT_TO_POINTER (SIGINT), service_set_up, test_ends,
              service_tear_down);
  return g_test_run ();
}
