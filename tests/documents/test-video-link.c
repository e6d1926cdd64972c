/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where links lead: beside the document, elsewhere, and into the right part of a joined talk.
 */
#include "documents/video-link.h"

static void
assert_link (const LecLecture *lecture,
             double time_s,
             const char *expected)
{
  g_autofree char *link = lec_video_link_make (lecture, time_s);

  g_assert_cmpstr (link, ==, expected);
}

static void
test_one_video (void)
{
  static const char *const cases[][2] = {
    { "talk.mp4", "talk.mp4#t=61.5" },
    { "../films/a talk: 50%?#.mp4", "../films/a%20talk%3A%2050%25%3F%23.mp4#t=61.5" },
    { "/films/t\xe4lk.mp4", "file:///films/t%E4lk.mp4#t=61.5" },
  };
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  assert_link (lecture, 61.5, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_free (lecture->video->path);
      lecture->video->path = g_strdup (cases[i][0]);
      assert_link (lecture, 61.5, cases[i][1]);
    }
  assert_link (lecture, -1, "file:///films/t%E4lk.mp4#t=0.0");
}

static void
test_parts (void)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();

  lecture->video->path = g_strdup ("a.mp4");
  g_ptr_array_add (lecture->parts, lec_video_part_new ("a.mp4", 0));
  g_ptr_array_add (lecture->parts, lec_video_part_new ("b.mp4", 100));
  g_ptr_array_add (lecture->parts, lec_video_part_new ("c.mp4", 250));
  assert_link (lecture, 0, "a.mp4#t=0.0");
  assert_link (lecture, 99.9, "a.mp4#t=99.9");
  assert_link (lecture, 100, "b.mp4#t=0.0");
  assert_link (lecture, 260, "c.mp4#t=10.0");
}

/* The file is one of a cache that is swept. */
static void
test_web (void)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecVideoPart *part = NULL;

  lecture->video->path = g_strdup ("../.cache/lectern/links/1/7.mp4");
  lecture->video->address = g_strdup ("https://example.org/7.mp4");
  assert_link (lecture, 61.5, "https://example.org/7.mp4#t=61.5");
  lecture->video->is_page = TRUE;
  assert_link (lecture, 61.5, "https://example.org/7.mp4");
  g_free (lecture->video->address);
  lecture->video->address = g_strdup ("javascript:alert(1)");
  assert_link (lecture, 61.5, "../.cache/lectern/links/1/7.mp4#t=61.5");

  part = lec_video_part_new ("a.mp4", 0);
  g_ptr_array_add (lecture->parts, part);
  part = lec_video_part_new ("b.mp4", 100);
  part->address = g_strdup ("https://youtu.be/abc");
  part->is_page = TRUE;
  g_ptr_array_add (lecture->parts, part);
  assert_link (lecture, 99, "a.mp4#t=99.0");
  assert_link (lecture, 161.5, "https://youtu.be/abc?t=61s");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/video-link/one-video", test_one_video);
  g_test_add_func ("/video-link/parts", test_parts);
  g_test_add_func ("/video-link/web", test_web);
  return g_test_run ();
}
