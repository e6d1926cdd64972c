/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is left out of text, and what stays.
 */
#include <glib.h>

#include "documents/clean-text.h"

static void
test_line (void)
{
  static const char *const cases[][2] = {
    { NULL, "" },
    { "", "" },
    { " \n\t ", "" },
    { "  a \r\n b\xc2\xa0"
      "c ",
      "a b c" },
    { "a\x01\x7f\xc2\x80"
      "b",
      "ab" },
    { "bad\xff utf-8", "bad\xef\xbf\xbd utf-8" },
    { "\xe2\x80\xae"
      "txt.exe\xe2\x80\xac",
      "txt.exe" }, /* an override */
    { "\xef\xbb\xbf"
      "a\xef\xbf\xbe"
      "b\xef\xbf\xbf",
      "ab" }, /* BOM, U+FFFE, U+FFFF */
    { "\xf0\x9f\xbf\xbf"
      "c\xef\xb7\x90",
      "c" },                                          /* U+1FFFF, U+FDD0 */
    { "می\xe2\x80\x8cخواهم", "می\xe2\x80\x8cخواهم" }, /* needs its joiner */
    { "👩\xe2\x80\x8d🎓 深", "👩\xe2\x80\x8d🎓 深" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = lec_clean_text_dup_line (cases[i][0]);

      g_assert_cmpstr (line, ==, cases[i][1]);
    }
}

static void
test_lines (void)
{
  static const char *const cases[][2] = {
    { NULL, "" },
    { "\n\n a \t b \r\n c\n\n\n\n d\n", "a b\nc\n\nd" },
    { "a\xe2\x80\xa8"
      "b\xe2\x80\xa9"
      "c",
      "a\nb\nc" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lines = lec_clean_text_dup_lines (cases[i][0]);

      g_assert_cmpstr (lines, ==, cases[i][1]);
    }
}

static void
test_xml (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  lec_clean_text_append_xml (out, "<a b='c'>\n\x02&\"");
  g_assert_cmpstr (out->str, ==, "&lt;a b=&#39;c&#39;&gt; &amp;&quot;");
  g_string_truncate (out, 0);
  lec_clean_text_append_webvtt (out, "a --> <b> & \"c\"");
  g_assert_cmpstr (out->str, ==, "a --&gt; &lt;b&gt; &amp; \"c\"");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean-text/line", test_line);
  g_test_add_func ("/clean-text/lines", test_lines);
  g_test_add_func ("/clean-text/xml", test_xml);

  return g_test_run ();
}
