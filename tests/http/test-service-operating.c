/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Operating the work over HTTP, the figures for Prometheus, and what the service says can be asked.
 */
#include "config.h"

#include <sqlite3.h>

#include "engine/jobs.h"
#include "http/service.h"

/* A job that fails at once: it is no video. */
static void
start_with_dead (Service *service)
{
  g_autofree char *video = g_build_filename (service->folder, "talk.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("add '%s'", video);

  g_assert_true (g_file_set_contents (video, "this is no video", -1, NULL));
  g_free (service_lectern (service, line));
  service_start (service, "");
  for (guint i = 0; i < 4500; i++)
    {
      service_ask (service, "GET", "/api/jobs/1", 200);
      if (strstr (service->text, "\"failed\"") != NULL)
        break;
      g_usleep (200000);
    }
  g_assert_nonnull (strstr (service->text, "\"failed\""));
}

/* GET /api/workers */
/* POST /api/workers/{name}/drain */
/* POST /api/workers/{name}/resume */
/* POST /api/workers/{name}/forget */
static void
test_workers (Service *service,
              gconstpointer data)
{
  service_start (service, "");
  service_ask (service, "GET", "/api/workers", 200);
  g_assert_cmpstr (service->text, ==, "{\"cluster\": false, \"workers\": []}");
  service_refused (service, "POST", "/api/workers/nobody/drain", 404, "not_found");
  service_refused (service, "POST", "/api/workers/nobody/resume", 404, "not_found");
  service_refused (service, "POST", "/api/workers/nobody/forget", 404, "not_found");
}

/* A worker program of a cluster is told, and believes it. */
static void
test_drained (Service *service,
              gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("sqlite://%s/cluster.db", service->folder);
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) worker = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;
  JsonArray *workers = NULL;

  g_setenv ("DATABASE_URL", url, TRUE);
  g_free (service_lectern (service, "cluster init"));
  /* With the environment as it is now. */
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  worker = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("LECTERN"), "--worker", NULL);
  service_start (service, "--cluster");
  for (guint i = 0; i < 3000 && (service->text == NULL || strstr (service->text, "online") == NULL); i++)
    {
      service_ask (service, "GET", "/api/workers", 200);
      g_usleep (100000);
    }
  node = service_get_json (service);
  workers = json_object_get_array_member (json_node_get_object (node), "workers");
  g_assert_cmpuint (json_array_get_length (workers), ==, 1);
  path = g_uri_escape_string (json_object_get_string_member (json_array_get_object_element (workers, 0), "name"), NULL,
                              FALSE);
  g_clear_pointer (&url, g_free);
  url = g_strdup_printf ("/api/workers/%s/drain", path);
  service_ask (service, "POST", url, 200);
  g_assert_nonnull (strstr (service->text, "\"draining\": true"));
  service_ask (service, "GET", "/api/health", 503);
  g_clear_pointer (&url, g_free);
  url = g_strdup_printf ("/api/workers/%s/resume", path);
  service_ask (service, "POST", url, 200);
  g_assert_nonnull (strstr (service->text, "\"draining\": false"));
  g_subprocess_send_signal (worker, SIGTERM);
  g_assert_true (g_subprocess_wait (worker, NULL, NULL));
}

/* GET /api/queues */
/* POST /api/queues/{name}/pause */
/* POST /api/queues/{name}/resume */
static void
test_queues (Service *service,
             gconstpointer data)
{
  service_start (service, "");
  service_ask (service, "GET", "/api/queues", 200);
  g_assert_nonnull (strstr (service->text, "\"name\": \"extraction\", \"paused\": false"));
  service_ask (service, "POST", "/api/queues/extraction/pause", 200);
  g_assert_nonnull (strstr (service->text, "\"name\": \"extraction\", \"paused\": true"));
  service_ask (service, "POST", "/api/queues/extraction/resume", 200);
  g_assert_nonnull (strstr (service->text, "\"name\": \"extraction\", \"paused\": false"));
  service_refused (service, "POST", "/api/queues/nothing/pause", 404, "not_found");
  service_refused (service, "POST", "/api/queues/nothing/resume", 404, "not_found");
}

/* GET /api/tasks */
/* POST /api/tasks/{task}/requeue */
static void
test_tasks (Service *service,
            gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;
  JsonArray *tasks = NULL;
  JsonObject *task = NULL;

  start_with_dead (service);
  service_ask (service, "GET", "/api/tasks?state=dead", 200);
  node = service_get_json (service);
  tasks = json_object_get_array_member (json_node_get_object (node), "tasks");
  g_assert_cmpuint (json_array_get_length (tasks), ==, 1);
  task = json_array_get_object_element (tasks, 0);
  g_assert_cmpint (json_object_get_int_member (task, "job"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (task, "error_code"), ==, "not-a-video");
  service_ask (service, "POST", "/api/queues/extraction/pause", 200);
  path = g_strdup_printf ("/api/tasks/%d/requeue", (int) json_object_get_int_member (task, "task"));
  service_ask (service, "POST", path, 204);
  service_ask (service, "GET", "/api/tasks?state=dead&limit=5", 200);
  g_assert_cmpstr (service->text, ==, "{\"tasks\": []}");
  service_ask (service, "GET", "/api/jobs/1", 200);
  g_assert_nonnull (strstr (service->text, "\"queued\""));
  service_refused (service, "POST", path, 404, "not_found");
  service_refused (service, "POST", "/api/tasks/x/requeue", 404, "not_found");
  service_refused (service, "GET", "/api/tasks", 400, "bad_request");
  service_refused (service, "GET", "/api/tasks?state=dead&limit=0", 400, "bad_request");
}

/* Operating is for admins alone. */
static void
test_admins (Service *service,
             gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
  } asked[] = {
    { "GET", "/api/workers" },
    { "POST", "/api/workers/x/drain" },
    { "POST", "/api/workers/x/resume" },
    { "GET", "/api/queues" },
    { "POST", "/api/queues/extraction/pause" },
    { "POST", "/api/queues/extraction/resume" },
    { "GET", "/api/tasks?state=dead" },
    { "POST", "/api/tasks/1/requeue" },
  };
  g_autofree char *submitter = service_lectern (service, "token add ann --scope submit --owner ann");

  service_start (service, "");
  service_set_token (service, submitter);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    service_refused (service, asked[i].method, asked[i].path, 403, "forbidden");
}

/* GET /metrics */
static void
test_metrics (Service *service,
              gconstpointer data)
{
  static const char pattern[] =
    "^(# (HELP|TYPE) lectern_[a-z_]+ \\S.*|lectern_[a-z_]+(\\{[a-z]+=\"[^\"]*\"\\})? [0-9.e+-]+)$";
  g_auto (GStrv) lines = NULL;

  start_with_dead (service);
  service_ask (service, "GET", "/metrics", 200);
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "Content-Type"), ==,
                   "text/plain; version=0.0.4; charset=utf-8");
  g_assert_nonnull (strstr (service->text, "\nlectern_jobs{status=\"failed\"} 1\n"));
  g_assert_nonnull (strstr (service->text, "\nlectern_queue_paused{queue=\"extraction\"} 0\n"));
  g_assert_nonnull (strstr (service->text, "\nlectern_jobs_measured 0\n"));
  g_assert_nonnull (strstr (service->text, "\nlectern_jobs_kept 0\n"));
  g_assert_nonnull (strstr (service->text, "lectern_info{version=\"" LECTERN_VERSION "\"} 1\n"));
  g_assert_true (g_str_has_suffix (service->text, "\n"));
  lines = g_strsplit (g_strchomp (service->text), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_assert_true (g_regex_match_simple (pattern, *line, 0, 0));
}

/* GET / */
/* GET /api/openapi.json */
static void
test_described (Service *service,
                gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *paths = NULL;
  JsonObject *job = NULL;
  g_autoptr (GList) members = NULL;

  g_free (service_lectern (service, "token add phone"));
  service_start (service, "");
  service_ask (service, "GET", "/", 200);
  g_assert_nonnull (strstr (service->text, "GET     /api/jobs/{id} "));
  g_assert_nonnull (strstr (service->text, "POST    /api/extract "));

  service_ask (service, "GET", "/api/openapi.json", 200);
  node = service_get_json (service);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (json_node_get_object (node), "openapi"), "3."));
  paths = json_object_get_object_member (json_node_get_object (node), "paths");
  job = json_object_get_object_member (paths, "/api/jobs/{id}");
  g_assert_true (json_object_has_member (job, "get"));
  g_assert_true (json_object_has_member (job, "delete"));
  members = json_object_get_members (paths);
  for (GList *member = members; member != NULL; member = member->next)
    g_assert_nonnull (strchr (member->data, '/'));
}

/* What goes wrong here is in the log, and no business of those outside. */
static void
test_internal (Service *service,
               gconstpointer data)
{
  g_autofree char *path = g_build_filename (service->home, "lectern", "lectern.db", NULL);
  sqlite3 *db = NULL;

  start_with_dead (service);
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  g_assert_cmpint (sqlite3_exec (db, "DROP TABLE slides", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  service_refused (service, "GET", "/api/jobs/1/slides", 500, "internal");
  g_assert_null (strstr (service->text, "slides"));
  service_ask (service, "GET", "/api/jobs/1", 200);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-operating/workers", test_workers },
    { "/service-operating/drained", test_drained },
    { "/service-operating/queues", test_queues },
    { "/service-operating/tasks", test_tasks },
    { "/service-operating/admins", test_admins },
    { "/service-operating/metrics", test_metrics },
    { "/service-operating/described", test_described },
    { "/service-operating/internal", test_internal },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
