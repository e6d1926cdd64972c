/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table: a row a member. Options are described from their own table, and so
 * are the codes of errors and what has a second name.
 */
#include "http/api-schemas.h"

#include <string.h>

#include "http/api-error.h"
#include "http/api-seed-names.h"
#include "model/job-options.h"

#define REFERENCE "#/components/schemas/"
#define STATUSES  "queued processing paused completed failed cancelled"
#define STATES    "ok degraded failed"

/**
 * Member:
 * @type: as lec_api_schemas_describe_type() takes it
 * @values: (nullable): words that it may be, with spaces between them
 */
typedef struct
{
  const char *schema;
  const char *name;
  const char *type;
  gboolean is_optional;
  const char *values;
} Member;

/* clang-format off */
static const Member members[] = {
  { "Error", "error", "Refusal" },

  { "Extract", "url", "string", TRUE },
  { "Extract", "upload", "string", TRUE },
  { "Extract", "options", "Options", TRUE },
  { "Extract", "priority", "string", TRUE, "low normal high" },

  { "ExtractForm", "file", "file", TRUE },
  { "ExtractForm", "url", "string", TRUE },
  { "ExtractForm", "upload", "string", TRUE },
  { "ExtractForm", "options", "string", TRUE },
  { "ExtractForm", "priority", "string", TRUE, "low normal high" },

  { "Upload", "id", "string" },
  { "Upload", "name", "string" },
  { "Upload", "offset", "integer" },
  { "Upload", "length", "integer" },

  { "JobPage", "jobs", "[]Job" },
  { "JobPage", "total", "integer" },
  { "JobPage", "limit", "integer" },
  { "JobPage", "offset", "integer" },

  { "Job", "id", "integer" },
  { "Job", "job_id", "string" },
  { "Job", "url", "string" },
  { "Job", "source", "string" },
  { "Job", "video_url", "string", TRUE },
  { "Job", "status", "string", FALSE, STATUSES },
  { "Job", "priority", "integer" },
  { "Job", "progress", "number" },
  { "Job", "message", "string", TRUE },
  { "Job", "error_code", "string", TRUE },
  { "Job", "error", "string", TRUE },
  { "Job", "created", "time", TRUE },
  { "Job", "started", "time", TRUE },
  { "Job", "completed", "time", TRUE },
  { "Job", "slides", "integer" },
  { "Job", "processing_s", "number" },
  { "Job", "size_bytes", "integer" },
  { "Job", "options", "Options", TRUE },

  { "SlideList", "slides", "[]Slide" },
  { "SlideList", "final", "boolean" },

  { "Slide", "job_id", "string" },
  { "Slide", "number", "integer" },
  { "Slide", "start", "number" },
  { "Slide", "duration", "number" },
  { "Slide", "visits", "[]Visit" },
  { "Slide", "builds_s", "[]number" },
  { "Slide", "title", "string", TRUE },
  { "Slide", "text", "string", TRUE },
  { "Slide", "picture_url", "string", TRUE },

  { "Visit", "start_s", "number" },
  { "Visit", "end_s", "number" },

  { "Transcript", "version", "integer" },
  { "Transcript", "source", "string" },
  { "Transcript", "origin", "string", TRUE },
  { "Transcript", "language", "string", TRUE },
  { "Transcript", "cues", "[]Cue" },

  { "Cue", "start_s", "number" },
  { "Cue", "end_s", "number" },
  { "Cue", "speaker", "string", TRUE },
  { "Cue", "text", "string" },
  { "Cue", "words", "[]SpokenWord", TRUE },

  { "SpokenWord", "start_s", "number" },
  { "SpokenWord", "end_s", "number" },
  { "SpokenWord", "text", "string" },

  { "JobMetrics", "job_id", "string" },
  { "JobMetrics", "fetch_s", "number" },
  { "JobMetrics", "extraction_s", "number" },
  { "JobMetrics", "analysis_s", "number" },
  { "JobMetrics", "generation_s", "number" },
  { "JobMetrics", "processing_s", "number" },
  { "JobMetrics", "total_s", "number" },
  { "JobMetrics", "cpu_s", "number" },
  { "JobMetrics", "peak_memory_bytes", "integer" },
  { "JobMetrics", "disk_bytes", "integer" },
  { "JobMetrics", "video_s", "number" },
  { "JobMetrics", "video_bytes", "integer" },
  { "JobMetrics", "video_width", "integer" },
  { "JobMetrics", "video_height", "integer" },
  { "JobMetrics", "video_resolution", "string", TRUE },
  { "JobMetrics", "video_fps", "number" },
  { "JobMetrics", "frames", "integer" },
  { "JobMetrics", "slides", "integer" },
  { "JobMetrics", "duplicates", "integer" },
  { "JobMetrics", "cache_hits", "integer" },
  { "JobMetrics", "errors", "integer" },
  { "JobMetrics", "retries", "integer" },

  { "Health", "status", "string", TRUE, STATES },
  { "Health", "live", "boolean" },
  { "Health", "ready", "boolean", TRUE },
  { "Health", "version", "string" },
  { "Health", "checks", "[]HealthCheck", TRUE },

  { "HealthCheck", "name", "string", FALSE, "database redis disk workers" },
  { "HealthCheck", "status", "string", FALSE, STATES },
  { "HealthCheck", "reason", "string", TRUE },

  { "Stats", "jobs", "JobCounts" },
  { "Stats", "total", "integer" },
  { "Stats", "success_rate", "number", TRUE },
  { "Stats", "cache_hit_rate", "number", TRUE },
  { "Stats", "throughput", "Throughput" },
  { "Stats", "times", "Times" },
  { "Stats", "queues", "[]QueueLength" },
  { "Stats", "workers", "WorkerCounts" },

  { "JobCounts", "queued", "integer" },
  { "JobCounts", "processing", "integer" },
  { "JobCounts", "paused", "integer" },
  { "JobCounts", "completed", "integer" },
  { "JobCounts", "failed", "integer" },
  { "JobCounts", "cancelled", "integer" },

  { "Throughput", "last_hour", "integer" },
  { "Throughput", "last_day", "integer" },
  { "Throughput", "per_minute", "[]integer" },
  { "Throughput", "per_hour", "[]integer" },

  { "Times", "p50_s", "number" },
  { "Times", "p95_s", "number" },

  { "QueueLength", "name", "string" },
  { "QueueLength", "paused", "boolean" },
  { "QueueLength", "waiting", "integer" },
  { "QueueLength", "oldest_s", "number" },

  { "WorkerCounts", "last_day", "integer" },
  { "WorkerCounts", "busy", "integer" },

  { "WorkerList", "cluster", "boolean" },
  { "WorkerList", "address", "string", TRUE },
  { "WorkerList", "workers", "[]Worker" },

  { "Worker", "name", "string" },
  { "Worker", "registered", "boolean" },
  { "Worker", "host", "string", TRUE },
  { "Worker", "version", "string", TRUE },
  { "Worker", "state", "string" },
  { "Worker", "draining", "boolean" },
  { "Worker", "slots", "integer" },
  { "Worker", "busy", "integer" },
  { "Worker", "queues", "[]string" },
  { "Worker", "started", "time", TRUE },
  { "Worker", "heard", "time", TRUE },
  { "Worker", "done", "integer" },
  { "Worker", "failed", "integer" },
  { "Worker", "median_s", "number" },

  { "QueueList", "queues", "[]Queue" },

  { "Queue", "name", "string" },
  { "Queue", "paused", "boolean" },
  { "Queue", "waiting", "integer" },
  { "Queue", "workers", "integer" },
  { "Queue", "slots", "integer" },
  { "Queue", "oldest", "time", TRUE },

  { "DeadTaskList", "tasks", "[]DeadTask" },

  { "DeadTask", "task", "integer" },
  { "DeadTask", "job", "integer" },
  { "DeadTask", "stage", "string" },
  { "DeadTask", "queue", "string" },
  { "DeadTask", "tries", "integer" },
  { "DeadTask", "worker", "string", TRUE },
  { "DeadTask", "error_code", "string", TRUE },
  { "DeadTask", "error", "string", TRUE },
  { "DeadTask", "at", "time", TRUE },
};

/**
 * @path: of the only route that takes it like this
 * @minimum, @maximum: of an integer
 */
static const struct
{
  const char *path;
  const char *name;
  const char *type;
  const char *values;
  int minimum;
  int maximum;
  gboolean is_required;
} parameters[] = {
  { "/api/health", "probe", "string", "live ready" },
  { "/api/jobs", "status", "string", STATUSES },
  { "/api/jobs", "search", "string" },
  { "/api/jobs", "sort", "string", "created -created name -name status -status slides -slides" },
  { "/api/jobs", "limit", "integer", NULL, 1, 200 },
  { "/api/jobs", "offset", "integer", NULL, 0, 10000000 },
  { "/api/jobs/{id}/study-guide", "format", "string", "html markdown json study-pdf" },
  { "/api/jobs/{id}/transcript", "format", "string", "vtt srt txt json" },
  { "/api/tasks", "state", "string", "dead", .is_required = TRUE },
  { "/api/tasks", "limit", "integer", NULL, 1, 500 },
};
/* clang-format on */

/* --- Types --- */

static JsonObject *
make_typed (const char *type,
            const char *format)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  if (format != NULL)
    json_object_set_string_member (object, "format", format);
  return object;
}

static JsonObject *
make_list (JsonObject *items)
{
  JsonObject *object = make_typed ("array", NULL);

  json_object_set_object_member (object, "items", items);
  return object;
}

JsonObject *
lec_api_schemas_describe_type (const char *type)
{
  g_autofree char *path = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (type != NULL, NULL);

  if (g_str_has_prefix (type, "[]"))
    return make_list (lec_api_schemas_describe_type (type + strlen ("[]")));
  if (g_str_equal (type, "time"))
    return make_typed ("string", "date-time");
  if (g_str_equal (type, "file"))
    return make_typed ("string", "binary");
  if (!g_ascii_isupper (*type))
    return make_typed (type, g_str_equal (type, "integer") ? "int64" : NULL);

  object = json_object_new ();
  path = g_strconcat (REFERENCE, type, NULL);
  json_object_set_string_member (object, "$ref", path);
  return object;
}

static void
set_words (JsonObject *schema,
           const char *const *words)
{
  JsonArray *array = json_array_new ();

  for (const char *const *word = words; *word != NULL; word++)
    json_array_add_string_element (array, *word);
  json_object_set_array_member (schema, "enum", array);
}

/* @values: (nullable) */
static JsonObject *
describe_value (const char *type,
                const char *values)
{
  JsonObject *schema = lec_api_schemas_describe_type (type);
  g_auto (GStrv) words = values != NULL ? g_strsplit (values, " ", -1) : NULL;

  if (words != NULL)
    set_words (schema, (const char *const *) words);
  return schema;
}

/* --- Options --- */

static JsonObject *
describe_integer (const LecOptionSpec *option)
{
  JsonObject *schema = make_typed ("integer", NULL);
  JsonArray *values = NULL;

  if (option->choices == NULL)
    {
      json_object_set_int_member (schema, "minimum", (gint64) option->minimum);
      json_object_set_int_member (schema, "maximum", (gint64) option->maximum);
      return schema;
    }

  values = json_array_new ();
  for (const char *const *choice = option->choices; *choice != NULL; choice++)
    json_array_add_int_element (values, g_ascii_strtoll (*choice, NULL, 10));
  json_object_set_array_member (schema, "enum", values);
  return schema;
}

static JsonObject *
describe_option_type (const LecOptionSpec *option)
{
  JsonObject *schema = NULL;

  switch (option->type)
    {
    case LEC_OPTION_BOOLEAN:
      return make_typed ("boolean", NULL);
    case LEC_OPTION_INTEGER:
      return describe_integer (option);
    case LEC_OPTION_SECONDS:
    case LEC_OPTION_TIME:
      return make_typed ("number", NULL);
    case LEC_OPTION_REGIONS:
      return make_list (make_typed ("string", NULL));
    case LEC_OPTION_CHOICE:
    case LEC_OPTION_TRANSCRIPT:
      schema = make_typed ("string", NULL);
      set_words (schema, option->choices);
      return schema;
    case LEC_OPTION_CROP:
    case LEC_OPTION_LANGUAGES:
    case LEC_OPTION_TAG:
    default:
      return make_typed ("string", NULL);
    }
}

static void
add_options (JsonObject *properties)
{
  gsize n_options = 0;
  const LecOptionSpec *options = lec_job_options_get_specs (&n_options);

  for (gsize i = 0; i < n_options; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (options[i].name), "-", '_');
      JsonObject *schema = describe_option_type (&options[i]);

      json_object_set_string_member (schema, "description", options[i].help);
      json_object_set_object_member (properties, name, schema);
    }
}

/* --- Schemas --- */

/* What is not described is not there. */
static JsonObject *
make_schema (JsonObject *properties)
{
  JsonObject *schema = make_typed ("object", NULL);

  json_object_set_object_member (schema, "properties", properties);
  json_object_set_boolean_member (schema, "additionalProperties", FALSE);
  return schema;
}

static void
require (JsonObject *schema,
         const char *name)
{
  if (!json_object_has_member (schema, "required"))
    json_object_set_array_member (schema, "required", json_array_new ());
  json_array_add_string_element (json_object_get_array_member (schema, "required"), name);
}

static JsonObject *
describe_refusal (void)
{
  JsonObject *properties = json_object_new ();
  JsonObject *schema = make_schema (properties);
  const char *names[LEC_N_API_ERRORS + 1] = { NULL };

  for (guint i = 0; i < LEC_N_API_ERRORS; i++)
    names[i] = lec_api_error_get_name ((LecApiError) i);
  json_object_set_object_member (properties, "code", make_typed ("string", NULL));
  set_words (json_object_get_object_member (properties, "code"), names);
  json_object_set_object_member (properties, "message", make_typed ("string", NULL));
  require (schema, "code");
  require (schema, "message");
  return schema;
}

static void
add_member (JsonObject *schemas,
            const Member *member,
            const char *name)
{
  JsonObject *schema = NULL;

  if (!json_object_has_member (schemas, member->schema))
    json_object_set_object_member (schemas, member->schema, make_schema (json_object_new ()));
  schema = json_object_get_object_member (schemas, member->schema);
  json_object_set_object_member (json_object_get_object_member (schema, "properties"), name,
                                 describe_value (member->type, member->values));
  if (!member->is_optional)
    require (schema, name);
}

/* Returns: what is called @name, too */
static const Member *
find_member (const LecApiSeedName *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].schema, name->schema) && g_str_equal (members[i].name, name->of))
      return &members[i];

  g_return_val_if_reached (&members[0]);
}

JsonObject *
lec_api_schemas_describe (void)
{
  JsonObject *schemas = json_object_new ();
  JsonObject *options = json_object_new ();
  gsize n_names = 0;
  const LecApiSeedName *names = lec_api_seed_names_get_table (&n_names);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    add_member (schemas, &members[i], members[i].name);
  for (gsize i = 0; i < n_names; i++)
    add_member (schemas, find_member (&names[i]), names[i].name);

  add_options (options);
  /* In a form each option is a field of its own, too. */
  add_options (
    json_object_get_object_member (json_object_get_object_member (schemas, "ExtractForm"), "properties"));
  json_object_set_object_member (schemas, "Options", make_schema (options));
  json_object_set_object_member (schemas, "Refusal", describe_refusal ());
  return schemas;
}

/* Returns: its place in the table of parameters; the end of that when it is not in it */
static gsize
find_parameter (const LecApiRoute *route,
                const char *name)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (parameters) &&
         !(g_str_equal (parameters[i].path, route->path) && g_str_equal (parameters[i].name, name)))
    i++;
  return i;
}

JsonObject *
lec_api_schemas_describe_parameter (const LecApiRoute *route,
                                    const char *name)
{
  JsonObject *schema = NULL;
  gsize i = 0;

  g_return_val_if_fail (route != NULL && name != NULL, NULL);

  i = find_parameter (route, name);
  g_return_val_if_fail (i < G_N_ELEMENTS (parameters), NULL);

  schema = describe_value (parameters[i].type, parameters[i].values);
  if (parameters[i].maximum > 0)
    {
      json_object_set_int_member (schema, "minimum", parameters[i].minimum);
      json_object_set_int_member (schema, "maximum", parameters[i].maximum);
    }
  return schema;
}

gboolean
lec_api_schemas_needs_parameter (const LecApiRoute *route,
                                 const char *name)
{
  gsize i = 0;

  g_return_val_if_fail (route != NULL && name != NULL, FALSE);

  i = find_parameter (route, name);
  return i < G_N_ELEMENTS (parameters) && parameters[i].is_required;
}
