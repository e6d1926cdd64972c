/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a title in a document: they come out as one clean line, and as text and nothing
 * else for a reader of XML and of Markdown.
 */
#include <string.h>

#include "documents/clean-text.h"
#include "documents/markdown.h"
#include "documents/template.h"
#include "fuzz/fuzz.h"

/* What a reader of XML has found. */
typedef struct
{
  GString *text;
  char *attribute;
  guint n_elements;
} Found;

static void
start_element (GMarkupParseContext *context,
               const char *name,
               const char **names,
               const char **values,
               gpointer user_data,
               GError **error)
{
  Found *found = user_data;

  g_assert_cmpstr (names[0], ==, "b");
  found->attribute = g_strdup (values[0]);
  found->n_elements++;
}

static void
add_text (GMarkupParseContext *context,
          const char *text,
          gsize length,
          gpointer user_data,
          GError **error)
{
  Found *found = user_data;

  g_string_append_len (found->text, text, (gssize) length);
}

static void
check_xml (const char *text,
           const char *line)
{
  static const GMarkupParser parser = { .start_element = start_element, .text = add_text };
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  Found found = { .text = g_string_new (NULL) };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &found, NULL);
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (values, "x", text);
  lec_template_render (out, "<a b=\"{{x}}\">{{#x}}{{x}}{{/x}}</a>", NULL, values);
  g_markup_parse_context_parse (context, out->str, (gssize) out->len, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, NULL));
  g_assert_cmpuint (found.n_elements, ==, 1);
  g_assert_cmpstr (found.attribute, ==, line);
  g_assert_cmpstr (found.text->str, ==, line);
  g_markup_parse_context_free (context);
  g_string_free (found.text, TRUE);
  g_free (found.attribute);
}

/* Each sign that could be markup has a backslash before it; without those it is the line again. */
static void
check_markdown (const char *text,
                const char *line)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);

  lec_markdown_append_text (out, text, TRUE);
  for (const char *p = out->str; *p != '\0'; p++)
    {
      g_assert_null (strchr ("`*_[]<~|\n", *p));
      if (*p == '\\')
        g_assert_true (g_ascii_ispunct (*++p));
      g_string_append_c (plain, *p);
    }
  g_assert_cmpstr (plain->str, ==, line);
}

static void
check_clean (const char *text,
             const char *clean,
             gboolean is_line)
{
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (!g_unichar_iscntrl (c) || (!is_line && c == '\n'));
      g_assert_true ((c & 0xfffe) != 0xfffe && !(c >= 0x202a && c <= 0x202e));
    }
  g_assert_false (g_str_has_prefix (clean, " ") || g_str_has_suffix (clean, " "));
  g_assert_null (strstr (clean, "  "));
  g_assert_null (strstr (clean, "\n\n\n"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *line = lec_clean_text_dup_line (bytes);
  g_autofree char *line_again = lec_clean_text_dup_line (line);
  g_autofree char *lines = lec_clean_text_dup_lines (bytes);
  g_autofree char *lines_again = lec_clean_text_dup_lines (lines);
  g_autofree char *of_lines = lec_clean_text_dup_line (lines);

  check_clean (bytes, line, TRUE);
  check_clean (bytes, lines, FALSE);
  g_assert_cmpstr (line, ==, line_again);
  g_assert_cmpstr (lines, ==, lines_again);
  g_assert_cmpstr (of_lines, ==, line);
  check_xml (bytes, line);
  check_markdown (bytes, line);
  return 0;
}
