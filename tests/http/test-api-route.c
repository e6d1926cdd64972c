/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which route an address leads to, and that each route of the table can be told apart and has a
 * test: for "GET /api/stats" a test of that name; and so has each parameter, status and error.
 */
#include <string.h>

#include "http/api-error.h"
#include "http/api-route.h"
#include "http/described.h"

static gboolean
is_error (const char *name)
{
  for (guint i = 0; i < LEC_N_API_ERRORS; i++)
    if (g_str_equal (lec_api_error_get_name ((LecApiError) i), name))
      return TRUE;

  return FALSE;
}

static const LecApiRoute *
find (const char *method,
      const char *path,
      char ***arguments,
      GError **error)
{
  g_autofree char *allowed = NULL;

  return lec_api_route_find (method, path, arguments, &allowed, error);
}

static void
test_found (void)
{
  g_auto (GStrv) arguments = NULL;
  g_auto (GStrv) none = NULL;
  const LecApiRoute *route = find ("GET", "/api/health", &arguments, NULL);

  g_assert_cmpstr (route->path, ==, "/api/health");
  g_assert_cmpuint (g_strv_length (arguments), ==, 0);
  g_assert_true (find ("HEAD", "/api/health", &none, NULL) == route);
}

static void
test_not_found (void)
{
  static const char *const paths[] = {
    "",
    "/nothing",
    "/api",
    "api/health",
    "/api/health/",
    "//api/health",
    "/API/health",
    "/api//health",
    "/api%2Fhealth",
    "/../api/health",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) arguments = NULL;

      g_test_message ("%s", paths[i]);
      g_assert_null (find ("GET", paths[i], &arguments, &error));
      g_assert_true (error->domain == LEC_API_ERROR);
      g_assert_true (error->code == LEC_API_ERROR_NOT_FOUND || error->code == LEC_API_ERROR_BAD_REQUEST);
      g_assert_null (arguments);
    }
}

static void
test_unreadable (void)
{
  g_autofree char *filler = g_strnfill (LEC_API_MAX_TARGET, 'a');
  g_autofree char *longer = g_strconcat ("/api/", filler, NULL);
  const char *const paths[] = { longer, "/api/%00", "/api/%2", "/api/%ff", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) arguments = NULL;

      g_assert_null (find ("GET", paths[i], &arguments, &error));
      g_assert_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST);
    }
}

static void
test_methods (void)
{
  static const char *const methods[] = { "PUT", "OPTIONS", "TRACE", "get", "" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *allowed = NULL;
      g_auto (GStrv) arguments = NULL;

      g_assert_null (lec_api_route_find (methods[i], "/api/stats", &arguments, &allowed, &error));
      g_assert_error (error, LEC_API_ERROR, LEC_API_ERROR_METHOD_NOT_ALLOWED);
      g_assert_cmpstr (allowed, ==, "GET, HEAD");
    }
}

/* --- What tests name --- */

/* Returns: (transfer full): the text of all tests that ask the real service */
static char *
read_tests (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "http", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GString *sources = g_string_new (NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      if (g_str_has_prefix (name, "test-service") && g_file_get_contents (path, &text, NULL, NULL))
        g_string_append (sources, text);
    }

  return g_string_free (sources, FALSE);
}

G_GNUC_PRINTF (2, 3)
static void
assert_named (const char *sources,
              const char *format,
              ...)
{
  g_autofree char *pattern = NULL;
  va_list arguments;

  va_start (arguments, format);
  pattern = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s", pattern);
  g_assert_true (g_regex_match_simple (pattern, sources, 0, 0));
}

static void
assert_parameters_named (const char *sources,
                         const LecApiRoute *route)
{
  g_auto (GStrv) names = g_strsplit (route->parameters != NULL ? route->parameters : "", " ", -1);

  for (char **name = names; *name != NULL; name++)
    if (**name != '\0')
      assert_named (sources, "[?&]%s=", *name);
}

/* "GET /api/jobs/{id}" is above the test of it. */
static void
test_tested (void)
{
  g_autofree char *sources = read_tests ();
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      assert_named (sources, "/\\* %s \\Q%s\\E \\*/\n", routes[i].method, routes[i].path);
      assert_parameters_named (sources, &routes[i]);
    }
}

static void
test_refusals_tested (void)
{
  g_autofree char *sources = read_tests ();

  for (guint i = 0; i < LEC_N_API_ERRORS; i++)
    {
      assert_named (sources, "\"%s\"", lec_api_error_get_name ((LecApiError) i));
      assert_named (sources, "\\b%u\\b", lec_api_error_get_status ((LecApiError) i));
    }
}

/* --- The description --- */

/* Each status that the description has, of a success, too. */
static void
test_statuses_tested (void)
{
  g_autofree char *sources = read_tests ();
  Described *described = described_new ();
  JsonObject *paths = json_object_get_object_member (json_node_get_object (described->node), "paths");
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      g_autofree char *method = g_ascii_strdown (routes[i].method, -1);
      JsonObject *operation = json_object_get_object_member (paths, routes[i].path);
      g_autoptr (GList) statuses = NULL;

      operation = json_object_get_object_member (operation, method);
      statuses = json_object_get_members (json_object_get_object_member (operation, "responses"));
      g_assert_nonnull (statuses);
      for (GList *l = statuses; l != NULL; l = l->next)
        assert_named (sources, "\\b%s\\b", (const char *) l->data);
    }
  described_free (described);
}

/* Words of the table that lead nowhere. */
static void
test_described (void)
{
  Described *described = described_new ();
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      gboolean has_json = strstr (routes[i].answer, "application/json") != NULL;
      g_auto (GStrv) refused = g_strsplit (routes[i].refuses != NULL ? routes[i].refuses : "", " ", -1);

      g_test_message ("%s %s", routes[i].method, routes[i].path);
      g_assert_true (has_json == (routes[i].schema != NULL));
      if (has_json && g_ascii_isupper (*routes[i].schema))
        g_assert_true (json_object_has_member (described_get_schemas (described), routes[i].schema));
      for (char **name = refused; *name != NULL; name++)
        g_assert_true (**name == '\0' || is_error (*name));
    }
  described_free (described);
}

static void
test_table (void)
{
  gsize n_routes = 0;
  const LecApiRoute *routes = lec_api_route_get_table (&n_routes);

  for (gsize i = 0; i < n_routes; i++)
    {
      g_auto (GStrv) arguments = NULL;

      g_assert_true (find (routes[i].method, routes[i].path, &arguments, NULL) == &routes[i]);
      g_assert_cmpstr (routes[i].summary, !=, "");
      g_assert_false (g_str_has_suffix (routes[i].summary, "."));
      g_assert_true (routes[i].access != LEC_API_OPEN || g_str_equal (routes[i].method, "GET") ||
                     g_str_equal (routes[i].method, "OPTIONS"));
    }
}

static void
test_query (void)
{
  static const char *const wrong[] = { "nothing=1", "probe=1&probe=2", "=1", "probe=%ff", "probe=%zz", "probe" };
  g_auto (GStrv) arguments = NULL;
  const LecApiRoute *route = find ("GET", "/api/health", &arguments, NULL);
  g_autoptr (LecApiCall) call = lec_api_call_new (route);

  g_assert_true (lec_api_call_set_query (call, "probe=a%26b+c", NULL));
  g_assert_cmpstr (g_hash_table_lookup (call->query, "probe"), ==, "a&b c");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (LecApiCall) other = lec_api_call_new (route);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_false (lec_api_call_set_query (other, wrong[i], &error));
      g_assert_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api-route/found", test_found);
  g_test_add_func ("/api-route/not-found", test_not_found);
  g_test_add_func ("/api-route/unreadable", test_unreadable);
  g_test_add_func ("/api-route/methods", test_methods);
  g_test_add_func ("/api-route/tested", test_tested);
  g_test_add_func ("/api-route/refusals-tested", test_refusals_tested);
  g_test_add_func ("/api-route/statuses-tested", test_statuses_tested);
  g_test_add_func ("/api-route/described", test_described);
  g_test_add_func ("/api-route/table", test_table);
  g_test_add_func ("/api-route/query", test_query);
  return g_test_run ();
}
