/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of an address may be given to others, and how moments are named on the web.
 */
#include "model/video-origin.h"

static void
test_clean (void)
{
  static const char *const cases[][2] = {
    { "https://example.org/talks/7.mp4", "https://example.org/talks/7.mp4" },
    { "HTTP://example.org:8080/7.mp4?token=s3cret#x", "http://example.org:8080/7.mp4" },
    { "https://me:s3cret@example.org/7.mp4", "https://example.org/7.mp4" },
    { "https://me;s3cret@example.org/7.mp4", "https://example.org/7.mp4" },
    { "https://example.org/a%20b.mp4", "https://example.org/a%20b.mp4" },
    { "https://example.org/ä'\"<b>.mp4", "https://example.org/%C3%A4'%22%3Cb%3E.mp4" },
    { "https://www.youtube.com/watch?list=s3cret&v=abc-DEF_123&t=5", "https://www.youtube.com/watch?v=abc-DEF_123" },
    { "https://www.youtube.com/watch?v=a%26b", "https://www.youtube.com/watch" },
    { "https://notyoutube.com/watch?v=abc-DEF_123", "https://notyoutube.com/watch" },
    { "https://uni.hosted.panopto.com/Panopto/Pages/Viewer.aspx?id=00-11&auth=s3cret",
      "https://uni.hosted.panopto.com/Panopto/Pages/Viewer.aspx?id=00-11" },
    { "javascript:alert(1)", NULL },
    { "file:///etc/passwd", NULL },
    { "ftp://example.org/7.mp4", NULL },
    { "http:///7.mp4", NULL },
    { "7.mp4", NULL },
    { "", NULL },
    { "https://example.org/\xff", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cleaned = lec_video_origin_clean (cases[i][0]);

      g_assert_cmpstr (cleaned, ==, cases[i][1]);
    }
}

static void
assert_link (const char *address,
             gboolean is_page,
             const char *expected)
{
  g_autofree char *link = lec_video_origin_make_link (address, is_page, 61.56);

  g_assert_cmpstr (link, ==, expected);
}

static void
test_link (void)
{
  assert_link ("https://example.org/7.mp4", FALSE, "https://example.org/7.mp4#t=61.6");
  assert_link ("https://example.org/talk", TRUE, "https://example.org/talk");
  assert_link ("https://www.youtube.com/watch?v=abc", TRUE, "https://www.youtube.com/watch?v=abc&t=61s");
  assert_link ("https://youtube.com/watch", TRUE, "https://youtube.com/watch");
  assert_link ("https://www.youtube.com/live/abc", TRUE, "https://www.youtube.com/live/abc?t=61s");
  assert_link ("https://youtu.be/abc", TRUE, "https://youtu.be/abc?t=61s");
  assert_link ("https://vimeo.com/12", TRUE, "https://vimeo.com/12#t=61s");
  assert_link ("https://uni.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=00-11", TRUE,
               "https://uni.cloud.panopto.eu/Panopto/Pages/Viewer.aspx?id=00-11&start=61");
}

/* What a lecture's file says need not be what was written there. */
static void
test_untrusted (void)
{
  assert_link ("javascript:alert(1)", FALSE, NULL);
  assert_link ("javascript://example.org/%0aalert(1)", TRUE, NULL);
  assert_link ("/etc/passwd", FALSE, NULL);
  assert_link ("https://me:s3cret@example.org/7.mp4?s3cret", FALSE, "https://example.org/7.mp4#t=61.6");
  assert_link ("https://example.org/a)[b](c\n\"><script>", TRUE,
               "https://example.org/a)[b](c%0A%22%3E%3Cscript%3E");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/video-origin/clean", test_clean);
  g_test_add_func ("/video-origin/link", test_link);
  g_test_add_func ("/video-origin/untrusted", test_untrusted);
  return g_test_run ();
}
