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
#include "http/api-schemas.h"

#define OPENAPI_VERSION "3.0.3"
#define RESPONSES       "#/components/responses/"
#define JSON            "application/json"
#define DESCRIPTION                                                                                        \
  "What is refused is {\"error\": {\"code\", \"message\"}}, with a code of a fixed list. HEAD is as GET. " \
  "A token is needed as soon as there is one, or when the service is asked from another machine."

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

/* @words: (nullable): with spaces between them. Returns: (transfer full) */
static char **
split (const char *words)
{
  return words != NULL && *words != '\0' ? g_strsplit (words, " ", -1) : g_new0 (char *, 1);
}

/* @schema: (transfer full) */
static void
add_parameter (JsonArray *parameters,
               const char *name,
               const char *in,
               gboolean is_required,
               JsonObject *schema)
{
  JsonObject *parameter = json_object_new ();

  json_object_set_string_member (parameter, "name", name);
  json_object_set_string_member (parameter, "in", in);
  json_object_set_boolean_member (parameter, "required", is_required);
  json_object_set_object_member (parameter, "schema", schema);
  json_array_add_object_element (parameters, parameter);
}

static void
add_path_parameters (JsonArray *parameters,
                     const LecApiRoute *route)
{
  g_auto (GStrv) segments = g_strsplit (route->path, "/", -1);

  for (char **segment = segments; *segment != NULL; segment++)
    if (**segment == '{')
      {
        g_autofree char *name = g_strndup (*segment + 1, strlen (*segment) - 2);

        add_parameter (parameters, name, "path", TRUE, lec_api_schemas_describe_type ("string"));
      }
}

/* HEAD and GET of an upload share a route, and only tus asks for its version. */
static gboolean
is_required (const LecApiRoute *route,
             const char *header)
{
  return !g_str_equal (route->method, "GET") &&
         (g_str_equal (header, "Tus-Resumable") || g_str_equal (header, "Upload-Offset") ||
          g_str_equal (header, "Upload-Length"));
}

static JsonArray *
describe_parameters (const LecApiRoute *route)
{
  JsonArray *parameters = json_array_new ();
  g_auto (GStrv) headers = split (route->headers);
  g_auto (GStrv) names = split (route->parameters);

  add_path_parameters (parameters, route);
  for (char **name = names; *name != NULL; name++)
    add_parameter (parameters, *name, "query", lec_api_schemas_needs_parameter (route, *name),
                   lec_api_schemas_describe_parameter (route, *name));
  for (char **name = headers; *name != NULL; name++)
    add_parameter (parameters, *name, "header", is_required (route, *name), lec_api_schemas_describe_type ("string"));

  return parameters;
}

/* @schema: (transfer full) */
static void
add_content (JsonObject *content,
             const char *type,
             JsonObject *schema)
{
  JsonObject *media = json_object_new ();

  json_object_set_object_member (media, "schema", schema);
  json_object_set_object_member (content, type, media);
}

/* --- Answers --- */

/* @names: (nullable): with spaces between them */
static void
add_headers (JsonObject *response,
             const char *names)
{
  g_auto (GStrv) all = split (names);
  g_autoptr (JsonObject) headers = json_object_new ();

  for (char **name = all; *name != NULL; name++)
    {
      JsonObject *header = json_object_new ();

      json_object_set_boolean_member (header, "required", TRUE);
      json_object_set_object_member (header, "schema", lec_api_schemas_describe_type ("string"));
      json_object_set_object_member (headers, *name, header);
    }
  if (*all != NULL)
    json_object_set_object_member (response, "headers", g_steal_pointer (&headers));
}

static const char *
get_answer_schema (const LecApiRoute *route,
                   const char *type)
{
  if (g_str_equal (type, JSON))
    return route->schema;

  return g_str_has_prefix (type, "text/") || g_str_equal (type, "application/x-subrip") ? "string" : "file";
}

/* @types: (nullable): of what is answered, with spaces between them */
static JsonObject *
describe_success (const LecApiRoute *route,
                  const char *types,
                  const char *headers)
{
  JsonObject *response = json_object_new ();
  g_autoptr (JsonObject) content = json_object_new ();
  g_auto (GStrv) all = split (types);

  for (char **type = all; *type != NULL; type++)
    add_content (content, *type, lec_api_schemas_describe_type (get_answer_schema (route, *type)));
  json_object_set_string_member (response, "description", route->summary);
  add_headers (response, headers);
  if (*all != NULL)
    json_object_set_object_member (response, "content", g_steal_pointer (&content));
  return response;
}

static JsonObject *
make_empty (const char *description)
{
  JsonObject *response = json_object_new ();

  json_object_set_string_member (response, "description", description);
  return response;
}

/* What somebody has already is not sent again, and of what is no JSON a part may be asked for. */
static void
add_of_cache (JsonObject *answers,
              const LecApiRoute *route)
{
  json_object_set_object_member (answers, "304", make_empty ("It is as it was (If-None-Match)"));
  if (g_str_equal (route->answer, JSON))
    return;

  json_object_set_object_member (answers, "206", describe_success (route, route->answer, "ETag Content-Range"));
  json_object_set_object_member (answers, "416", make_empty ("It is not that long (Range)"));
}

static void
add_successes (JsonObject *answers,
               const LecApiRoute *route)
{
  const char *usual = *route->answer != '\0' ? "200" : "204";
  gboolean has_tag = g_str_equal (route->method, "GET") && !g_str_equal (route->answer, "text/event-stream");
  g_autofree char *headers = g_strconcat (has_tag ? "ETag" : "", has_tag && route->gives != NULL ? " " : "",
                                          route->gives, NULL);
  g_auto (GStrv) statuses = split (route->statuses != NULL ? route->statuses : usual);

  for (char **status = statuses; *status != NULL; status++)
    json_object_set_object_member (answers, *status,
                                   describe_success (route, g_str_equal (*status, "204") ? NULL : route->answer,
                                                     g_str_equal (*status, "503") ? NULL : headers));
  if (has_tag)
    add_of_cache (answers, route);
}

/* What is refused looks the same everywhere, so it is described once. */
static void
add_refusal (JsonObject *answers,
             LecApiError code)
{
  g_autofree char *status = g_strdup_printf ("%u", lec_api_error_get_status (code));
  g_autofree char *path = g_strconcat (RESPONSES, lec_api_error_get_name (code), NULL);
  JsonObject *reference = NULL;

  if (json_object_has_member (answers, status))
    return;

  reference = json_object_new ();
  json_object_set_string_member (reference, "$ref", path);
  json_object_set_object_member (answers, status, reference);
}

static JsonObject *
describe_answers (const LecApiRoute *route)
{
  JsonObject *answers = json_object_new ();

  add_successes (answers, route);
  for (guint i = 0; i < LEC_N_API_ERRORS; i++)
    if (lec_api_route_refuses (route, (LecApiError) i))
      add_refusal (answers, (LecApiError) i);
  return answers;
}

/* --- Operations --- */

/* Whatever is none of these is bytes. */
static const char *
get_body_schema (const char *type)
{
  if (g_str_equal (type, JSON))
    return "Extract";

  return g_str_equal (type, "multipart/form-data") ? "ExtractForm" : "file";
}

static JsonObject *
describe_body (const LecApiRoute *route)
{
  JsonObject *body = json_object_new ();
  JsonObject *content = json_object_new ();
  g_auto (GStrv) types = split (route->types);

  for (char **type = types; *type != NULL; type++)
    add_content (content, *type, lec_api_schemas_describe_type (get_body_schema (*type)));
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

static JsonObject *
describe_refusals (void)
{
  JsonObject *responses = json_object_new ();

  for (guint i = 0; i < LEC_N_API_ERRORS; i++)
    {
      JsonObject *response = json_object_new ();
      JsonObject *content = json_object_new ();

      add_content (content, JSON, lec_api_schemas_describe_type ("Error"));
      json_object_set_string_member (response, "description", lec_api_error_get_name ((LecApiError) i));
      add_headers (response, i == LEC_API_ERROR_TOO_MANY_REQUESTS ? "Retry-After" : NULL);
      json_object_set_object_member (response, "content", content);
      json_object_set_object_member (responses, lec_api_error_get_name ((LecApiError) i), response);
    }

  return responses;
}

static JsonObject *
describe_components (void)
{
  JsonObject *components = json_object_new ();
  JsonObject *schemes = json_object_new ();
  JsonObject *token = json_object_new ();

  json_object_set_string_member (token, "type", "http");
  json_object_set_string_member (token, "scheme", "bearer");
  json_object_set_object_member (schemes, "token", token);
  json_object_set_object_member (components, "schemas", lec_api_schemas_describe ());
  json_object_set_object_member (components, "responses", describe_refusals ());
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
  json_object_set_string_member (info, "description", DESCRIPTION);
  json_object_set_string_member (object, "openapi", OPENAPI_VERSION);
  json_object_set_object_member (object, "info", info);
  json_object_set_object_member (object, "paths", describe_paths ());
  json_object_set_object_member (object, "components", describe_components ());
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}
