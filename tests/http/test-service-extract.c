/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking the service for slides of a video: what is refused, and the whole life of a job.
 */
#include "config.h"

#include "http/talk-server.h"

/* POST /api/extract */
static void
test_life (Service *service,
           gconstpointer data)
{
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *path = NULL;
  g_autofree char *location = NULL;
  g_autofree char *served = g_build_filename (service->home, "lectern", "served", NULL);
  g_autofree char *folder = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *job = NULL;

  service_start (service, "--own-network");
  path = talk_server_submit (server, service, 202);
  location = g_strdup (soup_message_headers_get_one (service->answer_headers, "Location"));
  g_assert_cmpstr (location, ==, path);
  talk_server_wait (service, path, "completed");
  node = service_get_json (service);
  job = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (job, "slides"), ==, 3);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (job, "source"), "/talk.mp4"));
  g_assert_null (strstr (service->text, service->folder));

  folder = g_build_filename (served, json_object_get_string_member (job, "job_id"), NULL);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  service_ask (service, "DELETE", path, 204);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_again (Service *service,
            gconstpointer data)
{
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *other = g_strdup_printf ("{\"url\": \"%s/other.mp4\"}", server->web->url);
  g_autofree char *longer = g_strnfill (201, 'k');

  service_start (service, "--own-network");
  service_set_header (service, "Idempotency-Key", "monday");
  first = talk_server_submit (server, service, 202);
  second = talk_server_submit (server, service, 200);
  g_assert_cmpstr (first, ==, second);
  service_post_json (service, "/api/extract", other, 409);
  service_set_header (service, "Idempotency-Key", longer);
  service_post_json (service, "/api/extract", other, 400);
  service_set_header (service, "Idempotency-Key", NULL);
  third = talk_server_submit (server, service, 202);
  g_assert_cmpstr (first, !=, third);
  service_ask (service, "POST", first, 405);
}

/* A key of one owner's is none of another's. */
static void
test_keys (Service *service,
           gconstpointer data)
{
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *ann = service_lectern (service, "token add ann --scope submit --owner ann");
  g_autofree char *bob = service_lectern (service, "token add bob --scope submit --owner bob");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  service_start (service, "--own-network");
  service_set_header (service, "Idempotency-Key", "monday");
  service_set_token (service, ann);
  first = talk_server_submit (server, service, 202);
  service_set_token (service, bob);
  second = talk_server_submit (server, service, 202);
  g_assert_cmpstr (first, !=, second);
  service_ask (service, "GET", first, 404);
}

/* Nobody has this service ask the machines of its own network. */
static void
test_own_network (Service *service,
                  gconstpointer data)
{
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *by_name = g_strdup_printf ("{\"url\": \"http://localhost:%u/talk.mp4\"}", (guint) server->web->port);
  g_autofree char *mapped =
    g_strdup_printf ("{\"url\": \"http://[::ffff:127.0.0.1]:%u/talk.mp4\"}", (guint) server->web->port);
  g_autofree char *none = NULL;

  service_start (service, "");
  none = talk_server_submit (server, service, 400);
  service_post_json (service, "/api/extract", by_name, 400);
  service_post_json (service, "/api/extract", mapped, 400);
  service_post_json (service, "/api/extract", "{\"url\": \"http://169.254.169.254/latest/meta-data/\"}", 400);
  g_assert_cmpint (server->web->n_asked, ==, 0);
  service_ask (service, "GET", "/api/jobs", 200);
  g_assert_nonnull (strstr (service->text, "\"total\": 0"));
}

/* yt-dlp asks whatever machines a page names: it does so only where that was allowed. */
static void
test_pages (Service *service,
            gconstpointer data)
{
  static const char script[] = "#!/bin/sh\ntouch \"$XDG_DATA_HOME/asked\"\necho '{}'\n";
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *program = g_build_filename (service->folder, "yt-dlp", NULL);
  g_autofree char *path = g_strconcat (service->folder, ":", g_getenv ("PATH"), NULL);
  g_autofree char *before = g_strdup (g_getenv ("PATH"));
  g_autofree char *asked = g_build_filename (service->home, "asked", NULL);
  g_autofree char *page = g_strdup_printf ("{\"url\": \"%s/page\"}", server->web->url);

  g_assert_true (g_file_set_contents_full (program, script, -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  g_setenv ("PATH", path, TRUE);
  server->type = "text/html";
  service_start (service, "--own-network");
  service_post_json (service, "/api/extract", page, 400);
  g_assert_nonnull (strstr (service->text, "page"));
  g_assert_false (g_file_test (asked, G_FILE_TEST_EXISTS));
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);

  service_start (service, "--own-network --pages");
  service_post_json (service, "/api/extract", page, 202);
  g_assert_true (g_file_test (asked, G_FILE_TEST_EXISTS));
  g_setenv ("PATH", before, TRUE);
}

static void
test_refused (Service *service,
              gconstpointer data)
{
  static const char *const wrong[] = {
    "",
    "x",
    "[]",
    "{}",
    "{\"url\": 1}",
    "{\"url\": \"/etc/passwd\"}",
    "{\"url\": \"file:///etc/passwd\"}",
    "{\"url\": \"ftp://example.org/a.mp4\"}",
    "{\"url\": \"http://user:word@example.org/a.mp4\"}",
    "{\"url\": \"http://127.0.0.1/\", \"output\": \"/tmp\"}",
    "{\"url\": \"http://127.0.0.1/\", \"priority\": \"highest\"}",
    "{\"url\": \"http://127.0.0.1/\", \"options\": []}",
    "{\"url\": \"http://127.0.0.1/\", \"options\": {\"nothing\": 1}}",
    "{\"url\": \"http://127.0.0.1/\", \"options\": {\"layout\": \"round\"}}",
    "{\"url\": \"http://127.0.0.1/\", \"options\": {\"layout\": {}}}",
    "{\"url\": \"http://127.0.0.1/\", \"options\": {\"transcript\": \"/etc/passwd\"}}",
    "{\"url\": \"http://127.0.0.1/\", \"options\": {\"transcript\": \"a.vtt\"}}",
  };
  g_autofree char *longer = g_strnfill (70000, 'a');
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"url\": \"http://127.0.0.1/\"}", 28);

  service_start (service, "");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    service_post_json (service, "/api/extract", wrong[i], 400);
  service_post_json (service, "/api/extract", longer, 413);
  service_send (service, "POST", "/api/extract", "text/plain", body);
  g_assert_cmpuint (service->status, ==, 415);
  service_refused (service, "POST", "/api/extract", 415, "unsupported_media_type");
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-extract/life", test_life },
    { "/service-extract/again", test_again },
    { "/service-extract/keys", test_keys },
    { "/service-extract/own-network", test_own_network },
    { "/service-extract/pages", test_pages },
    { "/service-extract/refused", test_refused },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
