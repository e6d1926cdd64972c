/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking at jobs over HTTP and changing them; whose they are. Nobody works on them: the queue is
 * paused, and their videos are none.
 */
#include "config.h"

#include "engine/jobs.h"
#include "http/service.h"

/* Two of nobody, one of Ann; in this order. */
static const struct
{
  const char *name;
  const char *owner;
} made[] = { { "algebra.mp4", NULL }, { "Biology.mp4", NULL }, { "chemistry.mp4", "ann" } };

static LecJobs *
open_jobs (Service *service)
{
  g_autofree char *folder = g_build_filename (service->home, "lectern", NULL);
  g_autoptr (GError) error = NULL;
  LecJobs *jobs = lec_jobs_open (folder, NULL, NULL, &error);

  g_assert_no_error (error);
  return jobs;
}

static void
add_job (Service *service,
         LecJobs *jobs,
         const char *name,
         const char *owner)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (GError) error = NULL;
  char *video = g_build_filename (service->folder, name, NULL);
  LecJobsAdded added = LEC_JOBS_NEW;

  g_assert_true (g_file_set_contents (video, name, -1, NULL));
  g_ptr_array_add (request->videos, video);
  lec_jobs_set_owner (jobs, owner);
  g_assert_cmpint (lec_jobs_add (jobs, request, LEC_PRIORITY_NORMAL, &added, NULL, &error), >, 0);
  g_assert_no_error (error);
}

static void
start (Service *service)
{
  g_autoptr (LecJobs) jobs = open_jobs (service);

  g_assert_true (lec_jobs_pause_all (jobs, TRUE, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    add_job (service, jobs, made[i].name, made[i].owner);
  service_start (service, "");
}

/* Returns: (transfer full): the sources of the page, with spaces between them */
static char *
list (Service *service,
      const char *query,
      gint64 total)
{
  g_autofree char *path = g_strconcat ("/api/jobs", query, NULL);
  g_autoptr (JsonNode) node = NULL;
  GString *names = g_string_new (NULL);
  JsonArray *jobs = NULL;

  service_ask (service, "GET", path, 200);
  node = service_get_json (service);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "total"), ==, total);
  jobs = json_object_get_array_member (json_node_get_object (node), "jobs");
  for (guint i = 0; i < json_array_get_length (jobs); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            json_object_get_string_member (json_array_get_object_element (jobs, i), "source"));
  return g_string_free (names, FALSE);
}

static void
assert_list (Service *service,
             const char *query,
             gint64 total,
             const char *expected)
{
  g_autofree char *names = list (service, query, total);

  g_assert_cmpstr (names, ==, expected);
}

/* GET /api/jobs */
static void
test_list (Service *service,
           gconstpointer data)
{
  static const char *const wrong[] = {
    "?status=done",
    "?sort=size",
    "?limit=0",
    "?limit=201",
    "?limit=x",
    "?offset=-1",
    "?page=1",
    "?owner=ann",
  };

  start (service);
  assert_list (service, "", 3, "chemistry.mp4 Biology.mp4 algebra.mp4");
  assert_list (service, "?sort=created", 3, "algebra.mp4 Biology.mp4 chemistry.mp4");
  assert_list (service, "?sort=-name&limit=2", 3, "chemistry.mp4 Biology.mp4");
  assert_list (service, "?sort=-name&limit=2&offset=2", 3, "algebra.mp4");
  assert_list (service, "?search=BIO", 1, "Biology.mp4");
  assert_list (service, "?search=%25", 0, "");
  assert_list (service, "?status=queued", 3, "chemistry.mp4 Biology.mp4 algebra.mp4");
  assert_list (service, "?status=failed", 0, "");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/api/jobs", wrong[i], NULL);

      service_refused (service, "GET", path, 400, "bad_request");
    }
}

/* GET /api/jobs/{id} */
static void
test_get (Service *service,
          gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;
  g_autofree char *tag = NULL;
  JsonObject *job = NULL;

  start (service);
  service_ask (service, "GET", "/api/jobs/1", 200);
  node = service_get_json (service);
  job = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (job, "id"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (job, "status"), ==, "queued");
  g_assert_cmpstr (json_object_get_string_member (job, "source"), ==, "algebra.mp4");
  g_assert_true (json_object_has_member (job, "options"));
  g_assert_null (strstr (service->text, service->folder));

  path = g_strconcat ("/api/jobs/", json_object_get_string_member (job, "job_id"), NULL);
  g_assert_cmpstr (json_object_get_string_member (job, "url"), ==, path);
  service_ask (service, "GET", path, 200);
  tag = g_strdup (soup_message_headers_get_one (service->answer_headers, "ETag"));
  service_set_header (service, "If-None-Match", tag);
  service_ask (service, "GET", path, 304);
  service_ask (service, "POST", "/api/jobs/1/cancel", 200);
  service_ask (service, "GET", path, 200);
  service_set_header (service, "If-None-Match", NULL);

  service_refused (service, "GET", "/api/jobs/99", 404, "not_found");
  service_refused (service, "GET", "/api/jobs/x", 404, "not_found");
  service_ask (service, "GET", "/api/jobs/..%2F1", 400);
  service_refused (service, "GET", "/api/jobs/999999999999999999999", 404, "not_found");
  service_refused (service, "PUT", "/api/jobs/1", 405, "method_not_allowed");
}

static void
assert_status (Service *service,
               const char *status)
{
  g_autoptr (JsonNode) node = service_get_json (service);

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "status"), ==, status);
}

/* POST /api/jobs/{id}/cancel */
/* POST /api/jobs/{id}/retry */
/* DELETE /api/jobs/{id} */
static void
test_change (Service *service,
             gconstpointer data)
{
  start (service);
  service_refused (service, "POST", "/api/jobs/1/retry", 409, "conflict");
  service_ask (service, "POST", "/api/jobs/1/cancel", 200);
  assert_status (service, "cancelled");
  service_refused (service, "POST", "/api/jobs/1/cancel", 409, "conflict");
  service_ask (service, "POST", "/api/jobs/1/retry", 200);
  assert_status (service, "queued");
  service_ask (service, "DELETE", "/api/jobs/1", 204);
  g_assert_cmpuint (service->length, ==, 0);
  service_refused (service, "DELETE", "/api/jobs/1", 404, "not_found");
  service_refused (service, "GET", "/api/jobs/1", 404, "not_found");
  service_refused (service, "POST", "/api/jobs/1/cancel", 404, "not_found");
  service_refused (service, "POST", "/api/jobs/1/retry", 404, "not_found");
  /* Whoever has given the video has it still. */
  g_assert_true (g_file_test (service->folder, G_FILE_TEST_IS_DIR));
  assert_list (service, "", 2, "chemistry.mp4 Biology.mp4");
}

/* Somebody else's job is as one that is not there, whatever is asked of it. */
static void
test_owners (Service *service,
             gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
  } asked[] = {
    { "GET", "/api/jobs/1" },
    { "DELETE", "/api/jobs/1" },
    { "POST", "/api/jobs/1/cancel" },
    { "POST", "/api/jobs/1/retry" },
  };
  g_autofree char *ann = service_lectern (service, "token add ann --scope submit --owner ann");
  g_autofree char *admin = service_lectern (service, "token add boss --scope admin");
  g_autofree char *nobody = service_lectern (service, "token add home");

  start (service);
  service_set_token (service, ann);
  assert_list (service, "", 1, "chemistry.mp4");
  service_ask (service, "GET", "/api/jobs/3", 200);
  service_refused (service, "GET", "/api/jobs/99", 404, "not_found");
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autofree char *missing = NULL;

      service_refused (service, "GET", "/api/jobs/99", 404, "not_found");
      missing = g_strdup (service->text);
      service_refused (service, asked[i].method, asked[i].path, 404, "not_found");
      g_assert_cmpstr (service->text, ==, missing);
    }
  service_set_token (service, nobody);
  assert_list (service, "", 2, "Biology.mp4 algebra.mp4");
  service_refused (service, "GET", "/api/jobs/3", 404, "not_found");
  service_set_token (service, admin);
  assert_list (service, "", 3, "chemistry.mp4 Biology.mp4 algebra.mp4");
  service_ask (service, "POST", "/api/jobs/3/cancel", 200);
}

/* Who may look may not change. */
static void
test_scopes (Service *service,
             gconstpointer data)
{
  g_autofree char *reader = service_lectern (service, "token add reader");

  start (service);
  service_set_token (service, reader);
  service_ask (service, "GET", "/api/jobs/1", 200);
  service_refused (service, "DELETE", "/api/jobs/1", 403, "forbidden");
  service_refused (service, "POST", "/api/jobs/1/cancel", 403, "forbidden");
  service_refused (service, "POST", "/api/jobs/1/retry", 403, "forbidden");
  service_post_json (service, "/api/extract", "{\"url\": \"http://127.0.0.1/\"}", 403);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-jobs/list", test_list },
    { "/service-jobs/get", test_get },
    { "/service-jobs/change", test_change },
    { "/service-jobs/owners", test_owners },
    { "/service-jobs/scopes", test_scopes },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
