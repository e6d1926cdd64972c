/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ten risks of an API that OWASP lists (API Security Top 10, 2023), one test each. Where a risk
 * is one of each route, the table of routes is gone through: a new one is looked at, too.
 */
#include "config.h"

#include "http/api-route.h"
#include "http/talk-server.h"

#define TUS_TYPE "application/offset+octet-stream"

/* Of two people who have nothing to do with each other, and who may do what. */
typedef struct
{
  char *ann;    /* submit; whose job and upload there are */
  char *bob;    /* submit */
  char *reader; /* read; of ann's */
  char *admin;
  char *job;    /* path of ann's */
  char *upload; /* likewise */
} People;

static void
people_clear (People *people)
{
  g_free (people->ann);
  g_free (people->bob);
  g_free (people->reader);
  g_free (people->admin);
  g_free (people->job);
  g_free (people->upload);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (People, people_clear)

static char *
dup_location (Service *service)
{
  return g_strdup (soup_message_headers_get_one (service->answer_headers, "Location"));
}

/* The job's video is none, so that it fails at once. */
static void
start_with_people (Service *service,
                   People *people)
{
  static const char form[] = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"secret talk.mp4\"\r\n"
                             "\r\nabc\r\n--X--\r\n";
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));

  people->ann = service_lectern (service, "token add ann --scope submit --owner ann");
  people->bob = service_lectern (service, "token add bob --scope submit --owner bob");
  people->reader = service_lectern (service, "token add reader --owner ann");
  people->admin = service_lectern (service, "token add admin --scope admin --owner root");
  service_start (service, "");
  service_set_token (service, people->ann);
  service_send (service, "POST", "/api/extract", "multipart/form-data; boundary=X", body);
  g_assert_cmpuint (service->status, ==, 202);
  people->job = dup_location (service);
  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", "6");
  service_ask (service, "POST", "/api/uploads", 201);
  people->upload = dup_location (service);
  service_set_header (service, "Upload-Length", NULL);
}

/* Returns: (transfer full): with ann's for what stands in braces */
static char *
fill_path (const LecApiRoute *route,
           const People *people)
{
  g_autoptr (GString) path = g_string_new (route->path);

  g_string_replace (path, "{id}", people->job != NULL ? strrchr (people->job, '/') + 1 : "1", 0);
  g_string_replace (path, "{upload}", people->upload != NULL ? strrchr (people->upload, '/') + 1 : "1", 0);
  g_string_replace (path, "{file}", "1.jpg", 0);
  g_string_replace (path, "{task}", "1", 0);
  g_string_replace (path, "{name}", "default", 0);
  return g_strdup (path->str);
}

/* As somebody would who wants it done: with a body where there has to be one. */
static void
ask_route (Service *service,
           const LecApiRoute *route,
           const People *people)
{
  g_autofree char *path = fill_path (route, people);
  g_autoptr (GBytes) piece = g_bytes_new_static ("abc", 3);

  service_set_header (service, "Tus-Resumable", "1.0.0");
  if (g_str_equal (route->method, "PATCH"))
    {
      service_set_header (service, "Upload-Offset", "0");
      service_send (service, route->method, path, TUS_TYPE, piece);
      service_set_header (service, "Upload-Offset", NULL);
      return;
    }

  service_send (service, route->method, path, NULL, NULL);
}

/* --- The ten --- */

/* API1, broken object level authorization: of what is ann's bob learns nothing, nor changes any. */
static void
test_objects (Service *service,
              gconstpointer data)
{
  g_auto (People) people = { NULL };
  gsize n_routes = 0, n_asked = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  start_with_people (service, &people);
  service_set_token (service, people.bob);
  for (gsize i = 0; i < n_routes; i++)
    {
      gboolean is_of_one = strstr (routes[i].path, "{id}") != NULL || strstr (routes[i].path, "{upload}") != NULL;

      if (!is_of_one || routes[i].access == LEC_API_OPEN || routes[i].access == LEC_API_ADMIN)
        continue;
      n_asked++;
      service_set_header (service, "If-None-Match", "*");
      ask_route (service, &routes[i], &people);
      service_set_header (service, "If-None-Match", NULL);
      g_assert_cmpuint (service->status, ==, 404);
      g_assert_null (strstr (service->text, "secret talk"));
    }
  g_assert_cmpuint (n_asked, >=, 12);

  service_ask (service, "GET", "/api/jobs?search=secret", 200);
  g_assert_nonnull (strstr (service->text, "\"total\": 0"));
  service_ask (service, "GET", "/api/jobs/1", 404);
  service_set_token (service, people.ann);
  service_ask (service, "GET", people.job, 200);
  service_ask (service, "HEAD", people.upload, 200);
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "Upload-Offset"), ==, "0");
}

/* API2, broken authentication: nobody is let in by nothing, by half of it, or in another place. */
static void
test_authentication (Service *service,
                     gconstpointer data)
{
  g_auto (People) people = { NULL };
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);
  g_autofree char *half = NULL;
  g_autofree char *in_query = NULL;
  g_autofree char *twice = NULL;

  start_with_people (service, &people);
  half = g_strndup (people.ann, strlen (people.ann) - 1);
  in_query = g_strdup_printf ("/api/jobs?token=%s", people.ann);
  twice = g_strdup_printf ("Bearer %s, Bearer %s", people.ann, people.ann);
  for (gsize i = 0; i < n_routes; i++)
    {
      if (routes[i].access == LEC_API_OPEN)
        continue;
      service_set_token (service, NULL);
      ask_route (service, &routes[i], &people);
      g_assert_cmpuint (service->status, ==, 401);
      service_set_token (service, half);
      ask_route (service, &routes[i], &people);
      g_assert_cmpuint (service->status, ==, 401);
    }

  service_set_token (service, NULL);
  service_ask (service, "GET", in_query, 400);
  service_set_header (service, "Authorization", twice);
  service_ask (service, "GET", "/api/jobs", 401);
  service_set_header (service, "Authorization", people.ann);
  service_ask (service, "GET", "/api/jobs", 401);
}

/* API3, broken object property level authorization: what is not for outside is neither told nor
 * set. */
static void
test_properties (Service *service,
                 gconstpointer data)
{
  static const char *const inner[] = { "pdf", "images", "json", "request", "owner", "idempotency_key" };
  static const char *const wrong[] = { "owner", "job_id", "output", "status", "id", "content_hash" };
  g_auto (People) people = { NULL };
  g_autoptr (JsonNode) node = NULL;

  start_with_people (service, &people);
  service_ask (service, "GET", people.job, 200);
  node = service_get_json (service);
  for (gsize i = 0; i < G_N_ELEMENTS (inner); i++)
    g_assert_false (json_object_has_member (json_node_get_object (node), inner[i]));
  g_assert_null (strstr (service->text, service->folder));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"url\": \"http://127.0.0.1/\", \"%s\": \"x\"}", wrong[i]);

      service_post_json (service, "/api/extract", json, 400);
      g_assert_nonnull (strstr (service->text, wrong[i]));
    }
}

/* API4, unrestricted resource consumption. */
static void
test_consumption (Service *service,
                  gconstpointer data)
{
  static const char *const wrong[] = {
    "/api/jobs?limit=201",
    "/api/jobs?limit=0",
    "/api/jobs?offset=99999999999",
    "/api/jobs?limit=-1",
    "/api/tasks?state=dead&limit=501",
  };
  g_autoptr (GString) many = g_string_new ("/api/jobs?x0=1");
  g_autofree char *longer = g_strnfill (70000, ' ');
  g_autofree char *search = g_strnfill (300, 'a');
  g_autofree char *searching = g_strconcat ("/api/jobs?search=", search, NULL);
  g_autoptr (GString) deep = g_string_new ("{\"url\": ");

  service_start (service, "--max-upload 1");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    service_refused (service, "GET", wrong[i], 400, "bad_request");
  for (guint i = 1; i < 100; i++)
    g_string_append_printf (many, "&x%u=1", i);
  service_refused (service, "GET", many->str, 400, "bad_request");
  service_refused (service, "GET", searching, 400, "bad_request");
  service_post_json (service, "/api/extract", longer, 413);
  for (guint i = 0; i < 10000; i++)
    g_string_append_c (deep, '[');
  service_post_json (service, "/api/extract", deep->str, 400);
  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", "1000001");
  service_refused (service, "POST", "/api/uploads", 413, "too_large");
  service_set_header (service, "Upload-Length", "1");
  for (guint i = 0; i < 100; i++)
    service_ask (service, "POST", "/api/uploads", 201);
  service_refused (service, "POST", "/api/uploads", 429, "too_many_requests");
}

/* API5, broken function level authorization: who may only look does nothing, who submits does not
 * operate. */
static void
test_functions (Service *service,
                gconstpointer data)
{
  g_auto (People) people = { NULL };
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  start_with_people (service, &people);
  for (gsize i = 0; i < n_routes; i++)
    {
      if (routes[i].access <= LEC_API_READ)
        continue;
      service_set_token (service, people.reader);
      ask_route (service, &routes[i], &people);
      g_assert_cmpuint (service->status, ==, 403);
      if (routes[i].access != LEC_API_ADMIN)
        continue;
      service_set_token (service, people.ann);
      ask_route (service, &routes[i], &people);
      g_assert_cmpuint (service->status, ==, 403);
    }

  service_set_token (service, people.ann);
  service_set_header (service, "X-HTTP-Method-Override", "DELETE");
  service_ask (service, "POST", people.job, 405);
}

/* API6, unrestricted access to sensitive business flows: nobody has a day's work done at once. */
static void
test_flows (Service *service,
            gconstpointer data)
{
  g_autofree char *token = service_lectern (service, "token add ann --scope submit");
  g_autofree char *first = NULL;

  service_start (service, "--token-jobs-per-hour 1");
  service_set_token (service, token);
  service_set_header (service, "Idempotency-Key", "monday");
  service_post_json (service, "/api/extract", "{\"url\": \"http://127.0.0.1/\"}", 400);
  service_post_json (service, "/api/extract", "{\"url\": \"http://127.0.0.1/\"}", 429);
  g_assert_nonnull (soup_message_headers_get_one (service->answer_headers, "Retry-After"));
}

/* API7, server side request forgery. */
static void
test_requests (Service *service,
               gconstpointer data)
{
  static const char *const addresses[] = {
    "http://127.0.0.1:%u/talk.mp4",
    "http://localhost:%u/talk.mp4",
    "http://127.1:%u/talk.mp4",
    "http://2130706433:%u/talk.mp4",
    "http://0x7f.0.0.1:%u/talk.mp4",
    "http://0177.0.0.1:%u/talk.mp4",
    "http://0.0.0.0:%u/talk.mp4",
    "http://[::1]:%u/talk.mp4",
    "http://[::ffff:127.0.0.1]:%u/talk.mp4",
    "http://[::]:%u/talk.mp4",
    "http://[::ffff:7f00:1]:%u/a.mp4",
    "http://127.0.0.1.:%u/talk.mp4",
    "http://10.0.0.1:%u/talk.mp4",
    "http://192.168.0.1:%u/talk.mp4",
    "http://169.254.169.254:%u/latest",
    "http://[fe80::1]:%u/talk.mp4",
    "http://[fd00::1]:%u/talk.mp4",
    "gopher://127.0.0.1:%u/",
    "http://a@127.0.0.1:%u/talk.mp4",
    "file:///etc/passwd#%u",
  };
  g_autoptr (FileServer) server = talk_server_start (service);

  service_start (service, "");
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GString) address = g_string_new (addresses[i]);
      g_autofree char *port = g_strdup_printf ("%u", (guint) server->web->port);
      g_autofree char *json = NULL;

      g_string_replace (address, "%u", port, 0);
      json = g_strdup_printf ("{\"url\": \"%s\"}", address->str);
      service_post_json (service, "/api/extract", json, 400);
    }
  g_assert_cmpint (server->web->n_asked, ==, 0);
}

static void
assert_safe (Service *service)
{
  SoupMessageHeaders *headers = service->answer_headers;

  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_nonnull (
    strstr (soup_message_headers_get_one (headers, "Content-Security-Policy"), "frame-ancestors 'none'"));
  g_assert_null (soup_message_headers_get_one (headers, "Access-Control-Allow-Origin"));
  g_assert_null (strstr (service->text, service->folder));
}

/* API8, security misconfiguration: as it is when nobody has set anything. */
static void
test_settings (Service *service,
               gconstpointer data)
{
  static const char *const methods[] = { "PUT", "TRACE", "PROPFIND", "LOCK" };
  g_auto (People) people = { NULL };

  start_with_people (service, &people);
  service_set_header (service, "Origin", "https://example.org");
  service_ask (service, "GET", people.job, 200);
  assert_safe (service);
  service_ask (service, "GET", "/api/health?probe=live", 200);
  assert_safe (service);
  service_ask (service, "GET", "/nothing", 404);
  assert_safe (service);
  service_set_token (service, NULL);
  service_ask (service, "GET", people.job, 401);
  assert_safe (service);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      service_send (service, methods[i], "/api/jobs", NULL, NULL);
      g_assert_cmpuint (service->status, ==, 405);
    }
}

/* API9, improper inventory management: what is described is what there is. */
static void
test_inventory (Service *service,
                gconstpointer data)
{
  gsize n_routes = 0;
  guint n_described = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *paths = NULL;
  JsonObjectIter iter;
  const char *path = NULL;
  JsonNode *operations = NULL;

  service_start (service, "");
  service_ask (service, "GET", "/api/openapi.json", 200);
  node = service_get_json (service);
  paths = json_object_get_object_member (json_node_get_object (node), "paths");
  for (gsize i = 0; i < n_routes; i++)
    {
      g_autofree char *method = g_ascii_strdown (routes[i].method, -1);

      g_assert_true (json_object_has_member (paths, routes[i].path));
      g_assert_true (json_object_has_member (json_object_get_object_member (paths, routes[i].path), method));
    }
  json_object_iter_init (&iter, paths);
  while (json_object_iter_next (&iter, &path, &operations))
    n_described += json_object_get_size (json_node_get_object (operations));
  g_assert_cmpuint (n_described, ==, n_routes);
  service_ask (service, "GET", "/api/v1/jobs", 404);
  service_ask (service, "GET", "/.git/config", 404);
}

/* What is being worked on cannot be removed. */
static void
remove_when_over (Service *service,
                  const char *job)
{
  do
    {
      g_usleep (G_USEC_PER_SEC / 50);
      service_send (service, "DELETE", job, NULL, NULL);
    }
  while (service->status == 409);
  g_assert_cmpuint (service->status, ==, 204);
}

/* API10, unsafe consumption of APIs: a machine that has a video may say of it what it likes. */
static void
test_consuming (Service *service,
                gconstpointer data)
{
  static const char *const headers[] = {
    "Content-Disposition: attachment; filename=\"../../../../tmp/lectern-risk.mp4\"\r\n",
    "Content-Disposition: attachment; filename=\"/etc/passwd\"\r\n",
    "Content-Disposition: attachment; filename=\"<script>alert(1)</script>.mp4\"\r\n",
  };
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *redirected = NULL;

  service_start (service, "--own-network");
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"url\": \"%s/%u.mp4\"}", server->web->url, (guint) i);
      g_autofree char *job = NULL;

      server->more = headers[i];
      service_post_json (service, "/api/extract", json, 202);
      job = dup_location (service);
      g_assert_null (strstr (service->text, service->folder));
      service_ask (service, "POST", job, 405);
      remove_when_over (service, job);
    }
  g_assert_false (g_file_test ("/tmp/lectern-risk.mp4", G_FILE_TEST_EXISTS));

  server->more = NULL;
  server->status = "302 Found\r\nLocation: file:///etc/passwd";
  redirected = g_strdup_printf ("{\"url\": \"%s/7.mp4\"}", server->web->url);
  service_post_json (service, "/api/extract", redirected, 400);
  g_assert_null (strstr (service->text, "passwd"));
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-risks/objects", test_objects },
    { "/service-risks/authentication", test_authentication },
    { "/service-risks/properties", test_properties },
    { "/service-risks/consumption", test_consumption },
    { "/service-risks/functions", test_functions },
    { "/service-risks/flows", test_flows },
    { "/service-risks/requests", test_requests },
    { "/service-risks/settings", test_settings },
    { "/service-risks/inventory", test_inventory },
    { "/service-risks/consuming", test_consuming },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
