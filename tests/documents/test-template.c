/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a template makes of values, with its own rules and no value's.
 */
#include "base/json.h"
#include "documents/template.h"

static void
assert_renders (const char *template,
                const char *values,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse (values, -1, 4096, &error);
  g_autoptr (JsonObject) common = json_object_new ();
  g_autoptr (GString) out = g_string_new ("<");

  g_assert_no_error (error);
  json_object_set_string_member (common, "outer", "o");
  lec_template_render (out, template, common, json_node_get_object (node));
  g_assert_cmpstr (out->str + 1, ==, expected);
}

static void
test_values (void)
{
  assert_renders ("", "{}", "");
  assert_renders ("no tag { } }} at all", "{}", "no tag { } }} at all");
  assert_renders ("a {{x}} b {{y}} c", "{\"x\": \"<&\\n\\u0001>\", \"y\": 12}", "a &lt;&amp; &gt; b 12 c");
  assert_renders ("{{&x}}{{x}}", "{\"x\": \"{{y}}<b>\", \"y\": \"never\"}", "{{y}}<b>{{y}}&lt;b&gt;");
  assert_renders ("{{outer}}{{#x}}{{outer}}{{/x}}", "{\"x\": {}}", "oo");
  assert_renders ("[{{gone}}]", "{\"x\": 1}", "[]");
}

static void
test_sections (void)
{
  assert_renders ("{{#a}}[{{.}}]{{/a}}", "{\"a\": [\"x\", \"<\"]}", "[x][&lt;]");
  assert_renders ("{{#a}}{{x}}{{y}} {{/a}}", "{\"y\": \"o\", \"a\": [{\"x\": 1}, {\"x\": 2, \"y\": \"i\"}]}", "1o 2i ");
  assert_renders ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\": true}", "yes");
  assert_renders ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\": \"x\"}", "yes");
  assert_renders ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\": \"\"}", "no");
  assert_renders ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\": []}", "no");
  assert_renders ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{\"a\": 0}", "no");
  assert_renders ("{{#a}}yes{{/a}}{{^a}}no{{/a}}", "{}", "no");
  assert_renders ("{{#a}}x{{#b}}y{{/b}}z{{/a}}.", "{\"b\": 1}", ".");
  assert_renders ("{{#a}}x{{#b}}y{{/b}}z{{/a}}.", "{\"a\": {\"b\": 1}}", "xyz.");
  assert_renders ("{{#a}}{{#a}}{{x}}{{/a}}{{/a}}", "{\"a\": {\"x\": 7}}", "7");
}

/* A section's tags that stand alone on their lines leave no empty ones. */
static void
test_lines (void)
{
  assert_renders ("<ul>\n  {{#a}}\n  <li>{{.}}\n  {{/a}}\n</ul>\n", "{\"a\": [\"x\", \"y\"]}",
                  "<ul>\n  <li>x\n  <li>y\n</ul>\n");
  assert_renders ("<ul>\n  {{#a}}\n  <li>{{.}}\n  {{/a}}\n</ul>\n", "{}", "<ul>\n</ul>\n");
  assert_renders ("x {{#a}}\ny{{/a}}\n", "{\"a\": 1}", "x \ny\n");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/values", test_values);
  g_test_add_func ("/template/sections", test_sections);
  g_test_add_func ("/template/lines", test_lines);

  return g_test_run ();
}
