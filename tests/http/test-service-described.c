/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the service says can be asked, and what it answers: each member that is described is in one
 * answer or another (that none else is there service.h sees to, in all tests), and parameters take
 * what is said of them and nothing else.
 */
#include "config.h"

#include "http/api-job-json.h"
#include "http/talk-server.h"
#include "model/transcript.h"

#define WORDS "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>A grammar derives words.\n"
/* As a program that hears words has it. */
#define HEARD                                                                                             \
  "{\"version\": 1, \"source\": \"whisper\", \"origin\": \"base\", \"language\": \"en\", \"cues\": ["     \
  "{\"start_s\": 1, \"end_s\": 2, \"speaker\": \"Ada\", \"text\": \"word\", \"words\": [{\"start_s\": 1," \
  " \"end_s\": 2, \"text\": \"word\"}]}]}"

/* --- The description itself --- */

/* GET /api/openapi.json */
static void
test_valid (Service *service,
            gconstpointer data)
{
  static const char command[] =
    "exec perl -MJSON::Validator -MMojo::JSON=decode_json -e '"
    "local $/; my $text = <STDIN>; my @wrong = @{JSON::Validator->new->schema (decode_json $text)->schema->errors};"
    "print \"# $_\\n\" for @wrong; exit (@wrong ? 1 : 0)' <openapi.json";
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *path = g_build_filename (service->folder, "openapi.json", NULL);
  g_autoptr (GError) error = NULL;
  int status = 0;

  service_start (service, "");
  service_ask (service, "GET", "/api/openapi.json", 200);
  if (!g_spawn_command_line_sync ("perl -MJSON::Validator -e 1", NULL, NULL, &status, NULL) || status != 0)
    {
      g_test_skip ("there is no JSON::Validator");
      return;
    }

  g_assert_true (g_file_set_contents (path, service->text, -1, NULL));
  g_spawn_sync (service->folder, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

/* The program and this test were made of the same table. */
static void
test_same (Service *service,
           gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;

  service_start (service, "");
  service_ask (service, "GET", "/api/openapi.json", 200);
  node = service_get_json (service);
  g_assert_true (json_node_equal (node, service->described->node));
}

/* --- Members --- */

static void
ask_about_jobs (Service *service)
{
  static const char *const paths[] = {
    "/api/health",
    "/api/health?probe=live",
    "/api/stats",
    "/api/jobs",
    "/api/jobs/2",
    "/api/jobs/2/slides",
    "/api/jobs/2/transcript?format=json",
    "/api/jobs/2/metrics",
    "/api/workers",
    "/api/tasks?state=dead",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    service_ask (service, "GET", paths[i], 200);
  service_refused (service, "GET", "/api/jobs/3", 404, "not_found");
}

static void
ask_about_waiting (Service *service)
{
  g_autofree char *line = g_strdup_printf ("add --force '%s/talk.mp4'", service->folder);

  service_ask (service, "POST", "/api/queues/extraction/pause", 200);
  g_free (service_lectern (service, line));
  service_ask (service, "GET", "/api/queues", 200);
}

static void
ask_about_upload (Service *service)
{
  g_autofree char *path = NULL;

  service_set_header (service, "Tus-Resumable", "1.0.0");
  service_set_header (service, "Upload-Length", "7");
  service_ask (service, "POST", "/api/uploads", 201);
  path = g_strdup (soup_message_headers_get_one (service->answer_headers, "Location"));
  service_ask (service, "GET", path, 200);
  service_ask (service, "DELETE", path, 204);
}

/* With a worker program of its own. */
static void
ask_about_cluster (Service *service)
{
  g_autofree char *url = g_strdup_printf ("sqlite://%s/cluster.db", service->folder);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) worker = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "DATABASE_URL", url, TRUE);
  g_setenv ("DATABASE_URL", url, TRUE);
  g_free (service_lectern (service, "cluster init"));
  service_start (service, "--cluster");
  service_ask (service, "GET", "/api/health", 503);
  worker = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("LECTERN"), "--worker", NULL);
  for (guint i = 0; i < 3000 && strstr (service->text, "online") == NULL; i++)
    {
      service_ask (service, "GET", "/api/workers", 200);
      g_usleep (100000);
    }
  g_unsetenv ("DATABASE_URL");
  g_subprocess_send_signal (worker, SIGTERM);
  g_assert_true (g_subprocess_wait (worker, NULL, NULL));
}

/* What a program has heard, and a job that was brought here and says what is done at the moment:
 * nothing here waits for that. */
static void
check_made (Service *service)
{
  g_autoptr (JsonNode) heard = json_from_string (HEARD, NULL);
  g_autoptr (LecTranscript) transcript = lec_transcript_from_json (heard, NULL);
  g_autoptr (JsonNode) said = lec_transcript_to_json (transcript);
  g_autoptr (LecJob) job = lec_job_new ();
  g_autoptr (JsonNode) at_work = NULL;
  JsonObject *schemas = described_get_schemas (service->described);

  job->job_id = g_strdup ("one");
  job->source = g_strdup ("/talk.mp4");
  job->message = g_strdup ("reading");
  job->request = lec_job_request_new ();
  g_ptr_array_add (job->request->videos, g_strdup ("https://ann:sesame@example.org/talk.mp4?token=5"));
  at_work = lec_api_job_to_json (job);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (at_work), "video_url"), ==,
                   "https://example.org/talk.mp4");
  described_check_value (service->described, json_object_get_object_member (schemas, "Job"), at_work, "Job");
  described_check_value (service->described, json_object_get_object_member (schemas, "Transcript"), said, "Transcript");
}

/* Those of what is asked are not in answers. */
static guint
count_unseen (Described *described)
{
  static const char *const asked[] = { "Extract", "ExtractForm", NULL };
  JsonObject *schemas = described_get_schemas (described);
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *schema = NULL;
  guint n_unseen = 0;

  json_object_iter_init (&iter, schemas);
  while (json_object_iter_next (&iter, &name, &schema))
    {
      JsonObject *properties = json_object_get_object_member (json_node_get_object (schema), "properties");
      g_autoptr (GList) members = g_strv_contains (asked, name) ? NULL : json_object_get_members (properties);

      for (GList *l = members; l != NULL; l = l->next)
        {
          g_autofree char *member = g_strdup_printf ("%s.%s", name, (const char *) l->data);

          if (!g_hash_table_contains (described->seen, member))
            {
              g_test_message ("%s is described, and nothing has it", member);
              n_unseen++;
            }
        }
    }

  return n_unseen;
}

static void
test_members (Service *service,
              gconstpointer data)
{
  talk_server_add (service, "broken.mp4 talk.mp4", WORDS);
  service_start (service, "");
  talk_server_wait (service, "/api/jobs/1", "failed");
  talk_server_wait (service, "/api/jobs/2", "completed");
  ask_about_jobs (service);
  ask_about_waiting (service);
  ask_about_upload (service);
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  ask_about_cluster (service);
  check_made (service);
  g_assert_cmpuint (count_unseen (service->described), ==, 0);
}

/* --- Parameters --- */

static void
try_parameter (Service *service,
               const char *path,
               const char *name,
               const char *value,
               gboolean is_good)
{
  g_autofree char *url = g_strdup_printf ("%s?%s=%s", path, name, value);

  /* The only one that is never left out. */
  if (g_str_equal (path, "/api/tasks") && !g_str_equal (name, "state"))
    {
      g_autofree char *longer = g_strconcat (url, "&state=dead", NULL);

      service_send (service, "GET", longer, NULL, NULL);
    }
  else
    {
      service_send (service, "GET", url, NULL, NULL);
    }
  g_assert_cmpint (service->status != 400, ==, is_good);
}

static void
try_number (Service *service,
            const char *path,
            const char *name,
            gint64 value,
            gboolean is_good)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  try_parameter (service, path, name, text, is_good);
}

static void
try_values (Service *service,
            const char *path,
            const char *name,
            JsonObject *schema)
{
  if (json_object_has_member (schema, "enum"))
    {
      JsonArray *values = json_object_get_array_member (schema, "enum");

      for (guint i = 0; i < json_array_get_length (values); i++)
        try_parameter (service, path, name, json_array_get_string_element (values, i), TRUE);
      try_parameter (service, path, name, "another", FALSE);
    }
  if (json_object_has_member (schema, "maximum"))
    {
      gint64 minimum = json_object_get_int_member (schema, "minimum");
      gint64 maximum = json_object_get_int_member (schema, "maximum");

      try_number (service, path, name, minimum, TRUE);
      try_number (service, path, name, maximum, TRUE);
      try_number (service, path, name, minimum - 1, FALSE);
      try_number (service, path, name, maximum + 1, FALSE);
    }
}

/* Returns: how many were tried */
static guint
try_parameters (Service *service,
                const char *pattern,
                JsonArray *parameters)
{
  g_autoptr (GString) path = g_string_new (pattern);
  guint n_tried = 0;

  g_string_replace (path, "{id}", "1", 0);
  for (guint i = 0; i < json_array_get_length (parameters); i++)
    {
      JsonObject *parameter = json_array_get_object_element (parameters, i);

      if (!g_str_equal (json_object_get_string_member (parameter, "in"), "query"))
        continue;
      try_values (service, path->str, json_object_get_string_member (parameter, "name"),
                  json_object_get_object_member (parameter, "schema"));
      n_tried++;
    }

  return n_tried;
}

static void
test_parameters (Service *service,
                 gconstpointer data)
{
  JsonObject *paths = json_object_get_object_member (json_node_get_object (service->described->node), "paths");
  JsonObjectIter iter;
  const char *pattern = NULL;
  JsonNode *operations = NULL;
  guint n_tried = 0;
  g_autofree char *line = g_strdup_printf ("add '%s/broken.mp4'", service->folder);
  g_autofree char *video = g_build_filename (service->folder, "broken.mp4", NULL);

  g_assert_true (g_file_set_contents (video, "nothing", -1, NULL));
  g_free (service_lectern (service, line));
  service_start (service, "");
  json_object_iter_init (&iter, paths);
  while (json_object_iter_next (&iter, &pattern, &operations))
    {
      JsonObject *of_path = json_node_get_object (operations);
      JsonObject *get = json_object_has_member (of_path, "get") ? json_object_get_object_member (of_path, "get") : NULL;

      if (get != NULL)
        n_tried += try_parameters (service, pattern, json_object_get_array_member (get, "parameters"));
    }
  g_assert_cmpuint (n_tried, ==, 10);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-described/valid", test_valid },
    { "/service-described/same", test_same },
    { "/service-described/members", test_members },
    { "/service-described/parameters", test_parameters },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
