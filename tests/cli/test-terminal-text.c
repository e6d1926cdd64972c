/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of files may hold anything; what reaches the terminal is harmless and as wide as it says.
 */
#include "cli/terminal-text.h"

static void
test_escape (void)
{
  static const struct
  {
    const char *text;
    const char *escaped;
  } cases[] = {
    { "talk.mp4", "talk.mp4" },
    { "Vorlesung 3 – Größe 🎓.mp4", "Vorlesung 3 – Größe 🎓.mp4" },
    { "a\nb\tc\rd", "a\\nb\\tc\\x0dd" },
    { "\033[2J\033]0;title\007", "\\x1b[2J\\x1b]0;title\\x07" },
    { "\x7f", "\\x7f" },
    { "\xc2\x9b", "\\u009b" },
    { "caf\xe9.mp4", "caf\\xe9.mp4" },
    { "\xf0\x9f", "\\xf0\\x9f" },
    { "\xe2\x80\xae"
      "4pm",
      "\\u202e4pm" },
    { "\xe2\x80\xa8", "\\u2028" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *escaped = lec_terminal_escape (cases[i].text);

      g_assert_cmpstr (escaped, ==, cases[i].escaped);
    }
}

static void
test_width (void)
{
  g_assert_cmpint (lec_terminal_get_text_width (""), ==, 0);
  g_assert_cmpint (lec_terminal_get_text_width ("Größe"), ==, 5);
  g_assert_cmpint (lec_terminal_get_text_width ("講義"), ==, 4);
  g_assert_cmpint (lec_terminal_get_text_width ("e\xcc\x81"), ==, 1);
}

static void
test_shorten (void)
{
  static const char *const texts[] = { "a long name of a file.mp4", "講義講義講義講義", "e\xcc\x81"
                                                                                        "e\xcc\x81"
                                                                                        "e\xcc\x81" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int columns = 1; columns < 40; columns++)
      {
        g_autofree char *shortened = lec_terminal_shorten (texts[i], columns);

        g_assert_true (g_utf8_validate (shortened, -1, NULL));
        g_assert_cmpint (lec_terminal_get_text_width (shortened), <=, columns);
        if (lec_terminal_get_text_width (texts[i]) <= columns)
          g_assert_cmpstr (shortened, ==, texts[i]);
        else
          g_assert_true (g_str_has_suffix (shortened, "…"));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terminal-text/escape", test_escape);
  g_test_add_func ("/terminal-text/width", test_width);
  g_test_add_func ("/terminal-text/shorten", test_shorten);
  return g_test_run ();
}
