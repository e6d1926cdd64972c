/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GET / and GET /api/openapi.json: what can be asked, made from the table of
 * routes, so that neither can say what is not there.
 */
#include "config.h"

#include <string.h>

#include "base/json.h"
#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/api-route.h"

#define OPENAPI_VERSION "3.0.3"
#define ERROR_SCHEMA    "#/components/schemas/Error"

static const char *const access_names[] = { "", "read", "submit", "admin" };

/* --- GET / --- */

gboolean
lec_api_help_get (LecApiCall *call,
                  const LecApiContext *context,
                  GError **error)
{
  g_autoptr (GString) out = g_string_new ("Lectern " LECTERN_VERSION "\n\n");
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    g_string_append_printf (out, "%-7s %-38s %-7s %s\n", routes[i].method, routes[i].path,
                            access_names[routes[i].access], routes[i].summary);
  g_string_append (out, "\nThe third column is the scope of the token that is needed: “Authorization: Bearer TOKEN”.\n"
                        "GET /api/openapi.json describes all of it for programs.\n");
  lec_api_call_answer_text (call, "text/plain; charset=utf-8", out->str);
  return TRUE;
}

/* --- GET /api/openapi.json --- */

static JsonObject *
make_reference (const char *schema)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "$ref", schema);
  return object;
}

static JsonObject *
make_typed (const char *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  return object;
}

static void
add_parameter (JsonArray *parameters,
               const char *name,
               const char *in)
{
  JsonObject *parameter = json_object_new ();

  json_object_set_string_member (parameter, "name", name);
  json_object_set_string_member (parameter, "in", in);
  json_object_set_boolean_member (parameter, "required", g_str_equal (in, "path"));
  json_object_set_object_member (parameter, "schema", make_typed ("string"));
  json_array_add_object_element (parameters, parameter);
}

static JsonArray *
describe_parameters (const LecApiRoute *route)
{
  JsonArray *parameters = json_array_new ();
  g_auto (GStrv) segments = g_strsplit (route->path, "/", -1);
  g_auto (GStrv) headers = g_strsplit (route->headers != NULL ? route->headers : "", " ", -1);
  g_auto (GStrv) names = g_strsplit (route->parameters != NULL ? route->parameters : "", " ", -1);

  for (char **segment = segments; *segment != NULL; segment++)
    if (**segment == '{')
      {
        g_autofree char *name = g_strndup (*segment + 1, strlen (*segment) - 2);

        add_parameter (parameters, name, "path");
      }
  for (char **name = names; *name != NULL; name++)
    if (**name != '\0')
      add_parameter (parameters, *name, "query");
  for (char **name = headers; *name != NULL; name++)
    if (**name != '\0')
      add_parameter (parameters, *name, "header");

  return parameters;
}

static JsonObject *
make_content (const char *type,
              JsonObject *schema)
{
  JsonObject *content = json_object_new ();
  JsonObject *media = json_object_new ();

  json_object_set_object_member (media, "schema", schema);
  json_object_set_object_member (content, type, media);
  return content;
}

static JsonObject *
describe_answers (const LecApiRoute *route)
{
  JsonObject *answers = json_object_new ();
  JsonObject *well = json_object_new ();
  JsonObject *failed = json_object_new ();

  json_object_set_string_member (well, "description", route->summary);
  json_object_set_string_member (failed, "description", "What was refused, and why");
  json_object_set_object_member (failed, "content", make_content ("application/json", make_reference (ERROR_SCHEMA)));
  if (g_str_equal (route->answer, LEC_API_ANSWERS_JOB))
    json_object_set_object_member (well, "content",
                                   make_content ("application/json", make_reference ("#/components/schemas/Job")));
  else if (g_str_equal (route->answer, "application/json"))
    json_object_set_object_member (well, "content", make_content (route->answer, make_typed ("object")));
  else if (*route->answer != '\0')
    json_object_set_object_member (well, "content", make_content (route->answer, make_typed ("string")));
  json_object_set_object_member (answers, *route->answer != '\0' ? "2XX" : "204", well);
  json_object_set_object_member (answers, "default", failed);
  return answers;
}

static JsonObject *
make_binary (void)
{
  JsonObject *object = make_typed ("string");

  json_object_set_string_member (object, "format", "binary");
  return object;
}

/* Whatever is none of these is bytes. */
static JsonObject *
make_body_schema (const char *type)
{
  if (g_str_equal (type, "application/json"))
    return make_reference ("#/components/schemas/Extract");
  if (g_str_equal (type, "multipart/form-data"))
    return make_reference ("#/components/schemas/ExtractForm");

  return make_binary ();
}

static JsonObject *
describe_body (const LecApiRoute *route)
{
  JsonObject *body = json_object_new ();
  JsonObject *content = json_object_new ();
  g_auto (GStrv) types = g_strsplit (route->types, " ", -1);

  for (char **type = types; *type != NULL; type++)
    {
      JsonObject *media = json_object_new ();

      json_object_set_object_member (media, "schema", make_body_schema (*type));
      json_object_set_object_member (content, *type, media);
    }
  /* An upload may begin without. */
  json_object_set_boolean_member (body, "required", strchr (route->path, '{') != NULL || route->max_body > 0);
  json_object_set_object_member (body, "content", content);
  return body;
}

/* "get_api_jobs_id_pdf" */
static char *
make_operation_id (const LecApiRoute *route)
{
  GString *id = g_string_new (NULL);
  g_autofree char *method = g_ascii_strdown (route->method, -1);

  g_string_append (id, method);
  for (const char *p = route->path; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (id, *p);
    else if (id->str[id->len - 1] != '_' && p[1] != '\0')
      g_string_append_c (id, '_');
  return g_string_free (id, FALSE);
}

static JsonArray *
describe_security (const LecApiRoute *route)
{
  JsonArray *security = json_array_new ();
  JsonObject *token = json_object_new ();

  if (route->access == LEC_API_OPEN)
    {
      json_object_unref (token);
      return security;
    }

  json_object_set_array_member (token, "token", json_array_new ());
  json_array_add_object_element (security, token);
  return security;
}

static JsonObject *
describe_operation (const LecApiRoute *route)
{
  JsonObject *operation = json_object_new ();
  g_autofree char *id = make_operation_id (route);
  g_autofree char *needs = g_strdup_printf ("Needs a token of scope %s.", access_names[route->access]);

  json_object_set_string_member (operation, "operationId", id);
  json_object_set_string_member (operation, "summary", route->summary);
  if (route->access != LEC_API_OPEN)
    json_object_set_string_member (operation, "description", needs);
  json_object_set_array_member (operation, "security", describe_security (route));
  json_object_set_array_member (operation, "parameters", describe_parameters (route));
  if (route->types != NULL)
    json_object_set_object_member (operation, "requestBody", describe_body (route));
  json_object_set_object_member (operation, "responses", describe_answers (route));
  return operation;
}

static JsonObject *
describe_paths (void)
{
  JsonObject *paths = json_object_new ();
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      g_autofree char *method = g_ascii_strdown (routes[i].method, -1);

      if (!json_object_has_member (paths, routes[i].path))
        json_object_set_object_member (paths, routes[i].path, json_object_new ());
      json_object_set_object_member (json_object_get_object_member (paths, routes[i].path), method,
                                     describe_operation (&routes[i]));
    }

  return paths;
}

/* --- What is in requests and answers --- */

static const struct
{
  const char *schema;
  const char *member;
  const char *type;
  gboolean is_required;
} members[] = {
  { "Extract", "url", "string", FALSE },
  { "Extract", "upload", "string", FALSE },
  { "Extract", "options", "object", FALSE },
  { "Extract", "priority", "string", FALSE },
  { "ExtractForm", "file", "string", FALSE },
  { "ExtractForm", "url", "string", FALSE },
  { "ExtractForm", "upload", "string", FALSE },
  { "ExtractForm", "options", "string", FALSE },
  { "ExtractForm", "priority", "string", FALSE },
  { "Job", "id", "integer", TRUE },
  { "Job", "job_id", "string", TRUE },
  { "Job", "url", "string", TRUE },
  { "Job", "source", "string", TRUE },
  { "Job", "status", "string", TRUE },
  { "Job", "priority", "integer", TRUE },
  { "Job", "progress", "number", TRUE },
  { "Job", "message", "string", FALSE },
  { "Job", "error_code", "string", FALSE },
  { "Job", "error", "string", FALSE },
  { "Job", "created", "string", FALSE },
  { "Job", "started", "string", FALSE },
  { "Job", "completed", "string", FALSE },
  { "Job", "slides", "integer", TRUE },
  { "Job", "processing_s", "number", TRUE },
  { "Job", "size_bytes", "integer", TRUE },
  { "Job", "options", "object", FALSE },
};

static JsonObject *
describe_schema (const char *schema)
{
  JsonObject *object = make_typed ("object");
  JsonObject *properties = json_object_new ();
  JsonArray *required = json_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].schema, schema))
      {
        json_object_set_object_member (properties, members[i].member,
                                       g_str_equal (members[i].member, "file") ? make_binary ()
                                                                               : make_typed (members[i].type));
        if (members[i].is_required)
          json_array_add_string_element (required, members[i].member);
      }
  json_object_set_object_member (object, "properties", properties);
  /* An empty list is none that JSON Schema's draft 4, which OpenAPI 3.0 goes by, would have. */
  if (json_array_get_length (required) > 0)
    json_object_set_array_member (object, "required", required);
  else
    json_array_unref (required);
  return object;
}

/* Each option is a field of its own, too. */
static JsonObject *
describe_form (void)
{
  JsonObject *object = describe_schema ("ExtractForm");

  json_object_set_object_member (object, "additionalProperties", make_typed ("string"));
  return object;
}

static JsonObject *
describe_error (void)
{
  JsonObject *object = make_typed ("object");
  JsonObject *outer = json_object_new ();
  JsonObject *inner = make_typed ("object");
  JsonObject *properties = json_object_new ();
  JsonObject *code = make_typed ("string");
  JsonArray *codes = json_array_new ();

  for (guint i = 0; i < LEC_N_API_ERRORS; i++)
    json_array_add_string_element (codes, lec_api_error_get_name ((LecApiError) i));
  json_object_set_array_member (code, "enum", codes);
  json_object_set_object_member (properties, "code", code);
  json_object_set_object_member (properties, "message", make_typed ("string"));
  json_object_set_object_member (inner, "properties", properties);
  json_object_set_object_member (outer, "error", inner);
  json_object_set_object_member (object, "properties", outer);
  return object;
}

static JsonObject *
describe_components (void)
{
  JsonObject *components = json_object_new ();
  JsonObject *schemas = json_object_new ();
  JsonObject *schemes = json_object_new ();
  JsonObject *token = make_typed ("http");

  json_object_set_object_member (schemas, "Error", describe_error ());
  json_object_set_object_member (schemas, "Extract", describe_schema ("Extract"));
  json_object_set_object_member (schemas, "ExtractForm", describe_form ());
  json_object_set_object_member (schemas, "Job", describe_schema ("Job"));
  json_object_set_string_member (token, "scheme", "bearer");
  json_object_set_object_member (schemes, "token", token);
  json_object_set_object_member (components, "schemas", schemas);
  json_object_set_object_member (components, "securitySchemes", schemes);
  return components;
}

gboolean
lec_api_openapi_get (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  JsonObject *object = json_object_new ();
  JsonObject *info = json_object_new ();

  json_object_set_string_member (info, "title", "Lectern");
  json_object_set_string_member (info, "version", LECTERN_VERSION);
  json_object_set_string_member (object, "openapi", OPENAPI_VERSION);
  json_object_set_object_member (object, "info", info);
  json_object_set_object_member (object, "paths", describe_paths ());
  json_object_set_object_member (object, "components", describe_components ());
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}
