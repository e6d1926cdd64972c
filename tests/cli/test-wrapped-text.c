/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where lines are broken, with and without blanks, and that none is too wide at any width.
 */
#include <string.h>

#include "cli/terminal-text.h"
#include "cli/wrapped-text.h"

#define CHINESE  "“讲座”可以是“lectern extract”已读取的视频、一个“讲座.json”、保留的文件夹（或任务）。若没有 --force 就不会替换！"
#define JAPANESE "「講義」はスライドのページで、ファイル（FILE）を読み込んで、ちょっと待ってください。ヘルプは --help です。"

static char *
wrap (const char *text,
      int indent,
      int columns)
{
  GString *out = g_string_new (NULL);

  lec_wrapped_text_append (out, text, indent, columns);
  return g_string_free (out, FALSE);
}

static void
test_places (void)
{
  static const struct
  {
    const char *text;
    int columns;
    const char *wrapped;
  } cases[] = {
    { "", 20, "\n" },
    { "one two three four", 12, "one two\nthree four\n" },
    { "one two three four", 13, "one two three\nfour\n" },
    { "an-unbreakable-word too", 12, "an-unbreakable-word\ntoo\n" },
    { "幻灯片的标题和说明", 12, "幻灯片的标题\n和说明\n" },
    { "幻灯片的标题。说明", 12, "幻灯片的标\n题。说明\n" },
    { "幻灯片的标（说明）", 12, "幻灯片的标\n（说明）\n" },
    { "幻灯片的“说明”和标题", 12, "幻灯片的“说\n明”和标题\n" },
    { "あいうえおちょっと", 12, "あいうえお\nちょっと\n" },
    { "あいうえコーヒー", 12, "あいうえコー\nヒー\n" },
    { "请用 --output 指定文件夹", 14, "请用 --output\n指定文件夹\n" },
    { "文件夹FOLDER的视频", 12, "文件夹FOLDER\n的视频\n" },
    { "강의의 슬라이드", 12, "강의의\n슬라이드\n" },
    { "がか\xe3\x82\x99がががが", 12, "がか\xe3\x82\x99がががが\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *wrapped = wrap (cases[i].text, 0, cases[i].columns);

      g_assert_cmpstr (wrapped, ==, cases[i].wrapped);
    }
}

/* No line begins or ends with what has to stay with its neighbour, and nothing is lost. */
static void
assert_sound (const char *wrapped,
              int columns)
{
  g_auto (GStrv) lines = g_strsplit (wrapped, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      const char *words = *line + strspn (*line, " ");

      g_assert_cmpint (lec_terminal_get_text_width (*line), <=, columns);
      if (*words == '\0')
        continue;
      g_assert_null (g_utf8_strchr ("、。，！」）”ーっょ", -1, g_utf8_get_char (words)));
      g_assert_null (g_utf8_strchr ("「（“ ", -1, g_utf8_get_char (g_utf8_prev_char (words + strlen (words)))));
    }
}

static void
remove_white_space (char *text)
{
  char *to = text;

  for (; *text != '\0'; text++)
    if (*text != ' ' && *text != '\n')
      *to++ = *text;
  *to = '\0';
}

static void
test_widths (void)
{
  static const char *const texts[] = { CHINESE, JAPANESE, "Folders whose files may be read, and nothing else." };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int indent = 0; indent <= 8; indent += 8)
      for (int columns = 28; columns <= 120; columns++)
        {
          g_autofree char *wrapped = wrap (texts[i], indent, columns);
          g_autofree char *text = g_strdup (texts[i]);

          assert_sound (wrapped, columns);
          remove_white_space (wrapped);
          remove_white_space (text);
          g_assert_cmpstr (wrapped, ==, text);
        }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wrapped-text/places", test_places);
  g_test_add_func ("/wrapped-text/widths", test_widths);
  return g_test_run ();
}
