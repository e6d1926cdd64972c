/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has asked the web service that came before goes on: each address that is recorded of it, in
 * seed-answers.txt, answers with the names that are recorded, and they say what the tables say.
 */
#include "config.h"

#include "database-file.h"
#include "http/talk-server.h"

#define WORDS "WEBVTT\n\n00:01.000 --> 00:04.000\nA grammar derives words.\n"
#define DONE  "/api/jobs/1"

static void
start (Service *service)
{
  talk_server_add (service, "talk.mp4 broken.mp4", WORDS);
  service_start (service, "--own-network");
  talk_server_wait (service, "/api/jobs/2", "failed");
  talk_server_wait (service, DONE, "completed");
}

/* --- Members --- */

static void
collect (JsonNode *node,
         char **names,
         GPtrArray *values)
{
  if (*names == NULL)
    {
      g_ptr_array_add (values, node);
      return;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_assert_cmpuint (json_array_get_length (array), >, 0);
      for (guint i = 0; i < json_array_get_length (array); i++)
        collect (json_array_get_element (array, i), names, values);
      return;
    }

  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  g_assert_true (json_object_has_member (json_node_get_object (node), *names));
  collect (json_object_get_member (json_node_get_object (node), *names), names + 1, values);
}

/* Returns: (transfer container) (element-type JsonNode): what @path leads to; at least one */
static GPtrArray *
find (JsonNode *answer,
      const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  GPtrArray *values = g_ptr_array_new ();

  g_test_message ("%s", path);
  collect (answer, names, values);
  return values;
}

static gboolean
has_text (const GPtrArray *values,
          const char *text)
{
  for (guint i = 0; i < values->len; i++)
    if (g_strcmp0 (json_node_get_string (g_ptr_array_index (values, i)), text) == 0)
      return TRUE;

  return FALSE;
}

/* @expected: "a.b", or "a.b=words" */
static void
assert_member (JsonNode *answer,
               const char *expected)
{
  g_auto (GStrv) parts = g_strsplit (expected, "=", 2);
  g_autoptr (GPtrArray) values = find (answer, parts[0]);

  g_assert_true (parts[1] == NULL || has_text (values, parts[1]));
}

/* --- What is recorded --- */

/* @names: (element-type utf8 utf8): what stands for "{done}" */
static void
name_member (Service *service,
             GHashTable *names,
             const char *name,
             const char *path)
{
  g_autoptr (JsonNode) answer = service_get_json (service);
  g_autoptr (GPtrArray) values = find (answer, path);
  JsonNode *value = g_ptr_array_index (values, 0);

  g_hash_table_insert (names, g_strdup (name),
                       json_node_get_value_type (value) == G_TYPE_STRING
                         ? json_node_dup_string (value)
                         : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value)));
}

static void
name_made (Service *service,
           GHashTable *names)
{
  service_ask (service, "GET", DONE, 200);
  name_member (service, names, "{done}", "job_id");
  service_ask (service, "GET", "/api/jobs/2", 200);
  name_member (service, names, "{failed}", "job_id");
  service_ask (service, "GET", "/api/tasks?state=dead", 200);
  name_member (service, names, "{task}", "tasks.task");
}

/* Returns: (transfer full): with what stands for the names in it */
static char *
fill_in (GHashTable *names,
         const char *path)
{
  GString *filled = g_string_new (path);
  GHashTableIter iter;
  gpointer name = NULL, value = NULL;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_replace (filled, name, value, 0);
  return g_string_free (filled, FALSE);
}

/* @words: a line of the file, without what is asked */
static void
check_answer (Service *service,
              char **words)
{
  const char *type = soup_message_headers_get_content_type (service->answer_headers, NULL);
  g_autoptr (JsonNode) answer = g_strcmp0 (type, "application/json") == 0 ? service_get_json (service) : NULL;

  for (; *words != NULL; words++)
    if (strchr (*words, '/') != NULL)
      g_assert_cmpstr (type, ==, *words);
    else
      assert_member (answer, *words);
}

static void
ask_line (Service *service,
          GHashTable *names,
          const char *line,
          const char *video)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autofree char *path = NULL;
  guint status = 0;

  g_assert_cmpuint (g_strv_length (words), >=, 3);
  path = fill_in (names, words[1]);
  status = (guint) atoi (words[2]);
  if (g_str_equal (path, "/api/extract"))
    {
      service_post_json (service, path, video, status);
      name_member (service, names, "{new}", "job_id");
    }
  else
    {
      service_ask (service, words[0], path, status);
    }
  check_answer (service, words + 3);
}

static void
ask_recorded (Service *service,
              const char *video)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "http", "seed-answers.txt", NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_asked = 0;

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  name_made (service, names);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0')
      {
        ask_line (service, names, *line, video);
        n_asked++;
      }
  g_assert_cmpuint (n_asked, >=, 40);
}

/* --- What the tables say --- */

/* @path: where a row is answered */
static const struct
{
  const char *table;
  const char *path;
  const char *columns;
} tables[] = {
  { "jobs WHERE id = 1", DONE,
    "id job_id status priority progress created_at started_at completed_at slide_count processing_time file_size" },
  { "slides WHERE job = 1 ORDER BY number", DONE "/slides", "number start duration title text" },
  { "job_metrics WHERE job = 1", DONE "/metrics",
    "fetch_time extraction_time analysis_time generation_time processing_time total_time cpu_time peak_memory_usage "
    "disk_usage video_duration video_size video_width video_height video_fps frames_processed slides_extracted "
    "duplicates_removed cache_hits errors retries" },
};

/* What a table keeps in microseconds is a moment in an answer, to the second. */
static void
assert_says (JsonNode *value,
             const char *column,
             const char *kept)
{
  g_autoptr (GDateTime) moment = NULL;

  g_test_message ("%s: %s", column, kept);
  if (g_str_has_suffix (column, "_at"))
    {
      moment = g_date_time_new_from_iso8601 (json_node_get_string (value), NULL);
      g_assert_cmpint (g_date_time_to_unix (moment), ==,
                       g_ascii_strtoll (kept, NULL, 10) / (gint64) G_USEC_PER_SEC);
    }
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    {
      g_assert_cmpstr (json_node_get_string (value), ==, kept);
    }
  else
    {
      g_assert_cmpfloat_with_epsilon (json_node_get_double (value), g_ascii_strtod (kept, NULL), 1e-6);
    }
}

static void
assert_row (Service *service,
            JsonNode *answer,
            const char *table,
            const char *column)
{
  g_autofree char *database = g_build_filename (service->home, "lectern", "lectern.db", NULL);
  g_autofree char *query = g_strdup_printf ("SELECT %s FROM %s LIMIT 1", column, table);
  g_autofree char *kept = database_file_query (database, query);
  g_autoptr (GPtrArray) values = find (answer, column);

  assert_says (g_ptr_array_index (values, 0), column, g_strchomp (kept));
}

static void
assert_tables (Service *service)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_auto (GStrv) columns = g_strsplit (tables[i].columns, " ", -1);
      g_autoptr (JsonNode) answer = NULL;
      JsonObject *object = NULL;
      JsonNode *row = NULL;

      service_ask (service, "GET", tables[i].path, 200);
      answer = service_get_json (service);
      object = json_node_get_object (answer);
      row = json_object_has_member (object, "final") ? json_object_get_member (object, "slides") : answer;
      for (char **column = columns; *column != NULL; column++)
        assert_row (service, row, tables[i].table, *column);
    }
}

/* One lecture for both. */
static void
test_answers (Service *service,
              gconstpointer data)
{
  g_autoptr (FileServer) server = talk_server_start (service);
  g_autofree char *video = g_strdup_printf ("{\"url\": \"%s/talk.mp4\"}", server->web->url);

  start (service);
  assert_tables (service);
  ask_recorded (service, video);
}

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/service-seed/answers", test_answers },
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
