/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bounded JSON: what is refused before the parser sees it, what each reader
 * refuses, and that what is written reads back the same.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"

#define LIMIT 4096

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = lec_json_parse (text, -1, LIMIT, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static void
assert_refused (const char *text,
                gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse (text, length, LIMIT, &error);

  g_assert_null (node);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "   ",
    "{",
    "}",
    "[1",
    "]",
    "\"abc",
    "{\"a\":}",
    "{\"a\" 1}",
    "nope",
    "/* \" */ [1]",
    "// x\n1",
    "# x\n1",
    "'a'",
    "{'a':1}",
    "\"\xff\"",
    "[1]]",
    "@",
    "\"\\",
    "\"\\q\"",
    "\"\\u12\"",
    "\"\\ud🎓83c\"",
    "\"\\u0000\"",
    "\"\\ud83c\"",
    "\"\\ud83c\\u0041\"",
    "\"\\udf93\"",
    "[1,]",
    "[1 2]",
    "[,1]",
    "{\"a\":1,}",
    "{1:2}",
    "01",
    "1.",
    ".5",
    "+1",
    "-",
    "1e",
    "truex",
    "nul",
    "\"a\nb\"",
    "1 2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i], -1);
  assert_refused ("\"a\0b\"", 5);
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < LEC_JSON_MAX_DEPTH; i++)
    g_string_prepend_c (g_string_append_c (text, ']'), '[');
  node = parse (text->str);
  g_string_prepend_c (g_string_append_c (text, ']'), '[');
  assert_refused (text->str, -1);

  /* Brackets in a string, also behind an escaped quote, do not count. */
  g_clear_pointer (&node, json_node_unref);
  node = parse ("\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"");
}

static void
test_size (void)
{
  g_autofree char *text = g_strnfill (LIMIT + 1, ' ');

  text[0] = '1';
  assert_refused (text, -1);
  text[LIMIT] = '\0';
  json_node_unref (parse (text));
}

static void
test_numbers (void)
{
  g_autoptr (JsonNode) node = parse ("{\"i\": 5, \"d\": 0.5, \"big\": 1e300, \"s\": \"5\", \"n\": null}");
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GError) error = NULL;
  gint64 whole = 0;
  double number = 0;

  g_assert_true (lec_json_read_int (object, "i", LEC_JSON_REQUIRED, 0, 5, &whole, &error));
  g_assert_cmpint (whole, ==, 5);
  g_assert_true (lec_json_read_double (object, "i", LEC_JSON_REQUIRED, 0, 5, &number, &error));
  g_assert_cmpfloat (number, ==, 5);
  g_assert_true (lec_json_read_double (object, "n", LEC_JSON_OPTIONAL, 0, 1, &number, &error));
  g_assert_cmpfloat (number, ==, 5);
  g_assert_no_error (error);

  g_assert_false (lec_json_read_int (object, "i", LEC_JSON_REQUIRED, 0, 4, &whole, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_false (lec_json_read_int (object, "d", LEC_JSON_REQUIRED, 0, 4, &whole, NULL));
  g_assert_false (lec_json_read_int (object, "s", LEC_JSON_REQUIRED, 0, 9, &whole, NULL));
  g_assert_false (lec_json_read_double (object, "big", LEC_JSON_REQUIRED, 0, 1e6, &number, NULL));
  g_assert_false (lec_json_read_double (object, "s", LEC_JSON_REQUIRED, 0, 9, &number, NULL));
  g_assert_false (lec_json_read_double (object, "n", LEC_JSON_REQUIRED, 0, 9, &number, NULL));
  g_assert_false (lec_json_read_double (object, "gone", LEC_JSON_REQUIRED, 0, 9, &number, &error));
  g_assert_nonnull (strstr (error->message, "gone"));
  g_assert_cmpint (whole, ==, 5);
}

static void
test_not_finite (void)
{
  g_autoptr (JsonNode) node = parse ("{\"x\": 1e999}");
  double number = 0;

  g_assert_false (lec_json_read_double (json_node_get_object (node), "x", LEC_JSON_REQUIRED,
                                        -INFINITY, INFINITY, &number, NULL));
}

static void
test_strings (void)
{
  g_autoptr (JsonNode) node = parse ("{\"s\": \"abc\", \"b\": true, \"a\": [1, 2]}");
  JsonObject *object = json_node_get_object (node);
  g_autofree char *text = g_strdup ("old");
  gboolean on = FALSE;
  JsonArray *array = NULL;

  g_assert_true (lec_json_read_string (object, "s", LEC_JSON_REQUIRED, 3, &text, NULL));
  g_assert_cmpstr (text, ==, "abc");
  g_assert_false (lec_json_read_string (object, "s", LEC_JSON_REQUIRED, 2, &text, NULL));
  g_assert_false (lec_json_read_string (object, "b", LEC_JSON_REQUIRED, 9, &text, NULL));
  g_assert_true (lec_json_read_boolean (object, "b", LEC_JSON_REQUIRED, &on, NULL));
  g_assert_true (on);
  g_assert_false (lec_json_read_boolean (object, "s", LEC_JSON_REQUIRED, &on, NULL));
  g_assert_true (lec_json_read_array (object, "a", LEC_JSON_REQUIRED, 2, &array, NULL));
  g_assert_false (lec_json_read_array (object, "a", LEC_JSON_REQUIRED, 1, &array, NULL));
  g_assert_false (lec_json_read_array (object, "s", LEC_JSON_REQUIRED, 1, &array, NULL));
  g_assert_null (lec_json_get_object (json_object_get_member (object, "a"), "a", NULL));
}

static void
test_paths (void)
{
  static const char *const paths[] = { "/a/b.mp4", "caf\xc3\xa9", "latin-\xe9", "a\nb" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (JsonNode) written = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *line = NULL;
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;
      JsonObject *object = json_object_new ();

      lec_json_set_path (object, "p", paths[i]);
      written = lec_json_wrap (object);
      line = lec_json_to_line (written);
      node = parse (line);
      g_assert_true (lec_json_read_path (json_node_get_object (node), "p", LEC_JSON_REQUIRED, &path, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (path, ==, paths[i]);
    }
}

static void
test_paths_refused (void)
{
  static const char *const cases[] = {
    "{\"p\": \"\"}", "{\"p\": 5}", "{\"p\": {}}", "{\"p\": {\"base64\": \"\"}}",
    "{\"p\": {\"base64\": \"YQBi\"}}", /* a NUL b */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = parse (cases[i]);
      g_autofree char *path = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (lec_json_read_path (json_node_get_object (node), "p", LEC_JSON_REQUIRED, &path, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_null (path);
    }
}

static void
test_text (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":0.1,\"b\":[{\"x\":1,\"y\":[1,2]},{\"x\":2,\"y\":[]}],"
                                     "\"c\":\"q\\\"\\\\\\n\\u0001\xe2\x82\xac\",\"d\":2.0,\"e\":null,"
                                     "\"f\":[{\"g\":{\"h\":true}}]}");
  g_autofree char *line = lec_json_to_line (node);
  g_autofree char *pretty = lec_json_to_pretty_text (node);
  g_autoptr (JsonNode) again = parse (pretty);
  g_autofree char *line_again = lec_json_to_line (again);

  g_assert_cmpstr (line, ==,
                   "{\"a\": 0.1, \"b\": [{\"x\": 1, \"y\": [1, 2]}, {\"x\": 2, \"y\": []}], "
                   "\"c\": \"q\\\"\\\\\\n\\u0001\xe2\x82\xac\", \"d\": 2.0, \"e\": null, "
                   "\"f\": [{\"g\": {\"h\": true}}]}");
  g_assert_cmpstr (line, ==, line_again);
  g_assert_nonnull (strstr (pretty, "\n    {\"x\": 1, \"y\": [1, 2]},\n"));
  g_assert_true (g_str_has_suffix (pretty, "}\n"));
}

static void
test_doubles (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0.0" },
    { 0.1, "0.1" },
    { 7.800000000000001, "7.800000000000001" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1.0 / 3, "0.3333333333333333" },
    { 1e-300, "1e-300" },
    { 123456789.123456789, "123456789.12345679" },
    { 5e-324, "4.94065645841247e-324" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), cases[i].value);
      g_autofree char *text = lec_json_to_line (node);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, cases[i].value);
    }
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-json-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_null (lec_json_parse_file (path, LIMIT, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lec_json_parse_file (folder, LIMIT, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "{\"a\": 1}", -1, NULL));
  node = lec_json_parse_file (path, LIMIT, &error);
  g_assert_no_error (error);
  g_assert_null (lec_json_parse_file (path, 7, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "a.json"));

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/not-finite", test_not_finite);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/paths", test_paths);
  g_test_add_func ("/json/paths-refused", test_paths_refused);
  g_test_add_func ("/json/text", test_text);
  g_test_add_func ("/json/doubles", test_doubles);
  g_test_add_func ("/json/file", test_file);
  return g_test_run ();
}
