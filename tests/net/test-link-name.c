/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server calls a file becomes a name that can do nothing here.
 */
#include <string.h>

#include "net/link-name.h"
#include "net/web-address.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *media_type;
    const char *name;
  } cases[] = {
    { "talk.mp4", NULL, "talk.mp4" },
    { "../../etc/passwd", NULL, "passwd" },
    { "C:\\videos\\talk.mp4", NULL, "talk.mp4" },
    { "talk", "video/webm", "talk.webm" },
    { "talk", "VIDEO/MP4", "talk.mp4" },
    { "talk.mkv", "video/mp4", "talk.mkv" },
    { "Lecture 1.5", "video/mp4", "Lecture 1.5.mp4" },
    { ".hidden.mp4", NULL, "hidden.mp4" },
    { "--output=x.mp4", NULL, "output=x.mp4" },
    { "a\n\tb.mp4", NULL, "ab.mp4" },
    { "a?b*c:d.mp4", NULL, "a_b_c_d.mp4" },
    { "Vorlesung über Öl.mp4", NULL, "Vorlesung über Öl.mp4" },
    { "講義.mp4", NULL, "講義.mp4" },
    { "cod\xe2\x80\xae"
      "4pm.exe",
      NULL, "cod4pm.exe" },
    { "", NULL, NULL },
    { "...", NULL, NULL },
    { "/", NULL, NULL },
    { NULL, "video/mp4", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = lec_link_name_clean (cases[i].text, cases[i].media_type);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_long (void)
{
  g_autofree char *stem = g_strnfill (5000, 'x');
  g_autofree char *text = g_strconcat (stem, "講義.mp4", NULL);
  g_autofree char *name = lec_link_name_clean (text, NULL);
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autofree char *cut = NULL;

  g_assert_cmpuint (strlen (name), ==, 180);
  g_assert_true (g_str_has_suffix (name, "x.mp4"));
  for (guint i = 0; i < 200; i++)
    g_string_append (wide, "講");
  cut = lec_link_name_clean (wide->str, "video/mp4");
  g_assert_true (g_utf8_validate (cut, -1, NULL));
  g_assert_cmpuint (strlen (cut), <=, 180);
  g_assert_true (g_str_has_suffix (cut, "講.mp4"));
}

static void
test_broken_text (void)
{
  g_autofree char *name = lec_link_name_clean ("a\xff\xfe"
                                               "b.mp4",
                                               NULL);

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (g_str_has_suffix (name, "b.mp4"));
}

static void
test_choose (void)
{
  static const struct
  {
    const char *given;
    const char *address;
    const char *name;
  } cases[] = {
    { "week 3.mp4", "https://example.org/get?id=7", "week 3.mp4" },
    { NULL, "https://example.org/a/talk.mp4?token=s3cret", "talk.mp4" },
    { NULL, "https://example.org/a/caf%C3%A9.mp4", "café.mp4" },
    { NULL, "https://example.org/a/..%2f..%2fpasswd", "example.org.mp4" },
    { NULL, "https://example.org/", "example.org.mp4" },
    { "..", "https://example.org/watch/", "watch.mp4" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) uri = lec_web_address_parse (cases[i].address, NULL);
      g_autofree char *name = lec_link_name_choose (cases[i].given, uri, "video/mp4");

      g_assert_null (strchr (name, '/'));
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_shown (void)
{
  static const struct
  {
    const char *address;
    const char *shown;
  } cases[] = {
    { "https://example.org/talk.mp4", "https://example.org/talk.mp4" },
    { "https://me:s3cret@example.org/talk.mp4", "https://example.org/talk.mp4" },
    { "https://me:a@b@example.org/t@lk.mp4", "https://example.org/t@lk.mp4" },
    { "https://example.org/talk.mp4?token=s3cret#s3cret", "https://example.org/talk.mp4" },
    { "https://example.org/a\033[2Jb", "https://example.org/a_[2Jb" },
    { "s3cret@example.org", "example.org" },
    { "me:s3cret@a://me:s3cret@example.org/", "a://example.org/" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = lec_link_name_dup_shown (cases[i].address);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_is_address (void)
{
  g_assert_true (lec_link_name_is_address ("https://example.org/a"));
  g_assert_true (lec_link_name_is_address ("HTTP://example.org"));
  g_assert_false (lec_link_name_is_address ("httpd.mp4"));
  g_assert_false (lec_link_name_is_address ("/srv/https/talk.mp4"));
  g_assert_false (lec_link_name_is_address ("file:///etc/passwd"));
  g_assert_false (lec_link_name_is_address (""));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-name/clean", test_clean);
  g_test_add_func ("/link-name/long", test_long);
  g_test_add_func ("/link-name/broken-text", test_broken_text);
  g_test_add_func ("/link-name/choose", test_choose);
  g_test_add_func ("/link-name/shown", test_shown);
  g_test_add_func ("/link-name/is-address", test_is_address);

  return g_test_run ();
}
