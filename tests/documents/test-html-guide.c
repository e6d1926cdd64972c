/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide as a parser and as a browser see it. A browser is asked where
 * there is one; $AXE_CORE is axe.min.js, which looks for what keeps people out.
 */
#include "base/error.h"
#include "documents/html-guide.h"
#include "drawn-course.h"
#include "read-back.h"
#include "temporary-folder.h"

#define N_MANY 60

static void
test_parsed (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  path = write_made_course (drawn->made, drawn->course, lec_html_guide_write, "out.html");
  text = read_back ("read-guide.py", path);

  assert_has (text, "A talk: \"50%\" # <done> \\ =1\n");
  assert_has (text, "6 slides · 1:35 · 2026-01-01\n");
  assert_has (text, "h2 Summary\n");
  assert_has (text, "- 深度学习 uses <layers>. 0:42 generated\n");
  assert_has (text, "#hash <b> 2\n");
  assert_has (text, "Never | covered not covered\n");
  assert_has (text, "Good morning, before anything is shown.\n");
  assert_has (text, "h3 2 " NASTY_TITLE "\n");
  assert_has (text, "picture Picture of slide 2: " NASTY_TITLE "\n");
  assert_has (text, "picture Picture of slide 5: Slide 5\n");
  assert_has (text, "link a%20talk%3B%20%231.mp4#t=80.0\n");
  assert_has (text, "0:11 Dr. <Who>: Entropy is the mean surprise & nothing else. It is measured in bits.\n");
  assert_has (text, "# no heading\n");
  assert_has (text, "generated A note on <deep> learning.\n");
  assert_has (text, "\n" NASTY_TERM "\n");
  assert_has (text, "\n-1+cmd|' /C calc'!A0 0:21\n");
  assert_has (text, "\n+What was said on </details><b>it</b>?\n");
  assert_has (text, "\n@Nothing & all 0:42 generated\n");
  assert_has (text, "written by the language model some-model.\n");
  assert_has (text, "\nPage 1 of slides \"2\".pdf\n");
  assert_has (text, "\nOn no page of slides \"2\".pdf\n");
  assert_has (text, "\nA page of slides \"2\".pdf that was never shown: 3\n");
}

static void
test_parsed_course (DrawnCourse *drawn,
                    gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  path = write_made_course (drawn->made, drawn->course, lec_html_guide_write, "out.html");
  text = read_back ("read-guide.py", path);
  assert_has (text, "h1 A course & more\n");
  assert_has (text, "12 slides · 3:10 · 2026-01-01\n");
  assert_has (text, "h2 Week 2\n");
  assert_has (text, "h4 6 " LONG_WORD "\n");
}

/* No picture, no video, no language: the page goes without. */
static void
test_bare (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  LecLecture *lecture = lec_lecture_new ();
  LecSlide *slide = lec_slide_new (1);

  lec_slide_add_visit (slide, 5, 6);
  slide->picture = g_strdup ("text.jpg");
  put_text_file (made->folder, "text.jpg", "no picture");
  g_ptr_array_add (lecture->slides, slide);
  course = lec_course_new_for_one (lec_material_new (lecture, made->folder, "Bare", NULL, NULL));
  path = write_made_course (made, course, lec_html_guide_write, "out.html");
  text = read_back ("read-guide.py", path);
  assert_has (text, "1 slide\n");
  assert_has (text, "h3 1 Slide 1\n0:05\n");
  assert_has_not (text, "picture");
  assert_has_not (text, "age of");
  assert_has_not (text, "link");
}

/* @axe: (nullable): axe.min.js. Returns: (transfer full): what the driver saw */
static char *
drive (const char *page,
       const char *axe)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "documents", "drive-guide.py", NULL);
  const char *argv[] = { "python3", "-IB", script, page, axe, NULL };

  return run_reader (argv);
}

static void
assert_is_well (const char *seen)
{
  g_test_message ("%s", seen);
  assert_has (seen, "\nunreachable 0\nwider False\n");
  assert_has (seen, "\nlight rgb(251, 250, 248) fits\n");
  assert_has (seen, "\ndark rgb(23, 22, 26) fits\n");
  assert_has (seen, "\nnarrow rgb(251, 250, 248) fits\n");
}

static void
test_used (DrawnCourse *drawn,
           gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *video = made_lecture_path (drawn->made, "a talk; #1.mp4");
  g_autofree char *seen = NULL;
  const char *make[] = { g_getenv ("LECTURE_VIDEO"), "builds", "--seed", "106", "--size", "320x180", "--seconds", "40",
                         "--codec", "vp8", "--container", "webm", "-o", video, NULL };

  if (!has_program ("chromium"))
    return;
  path = write_made_course (drawn->made, drawn->course, lec_html_guide_write, "out.html");
  g_free (run_reader (make));
  seen = drive (path, g_getenv ("AXE_CORE"));

  assert_is_well (seen);
  if (g_getenv ("AXE_CORE") != NULL)
    assert_has (seen, "axe narrow: nothing serious\n");
  assert_has (seen, "title A talk: \"50%\" # <done> \\ =1\n");
  assert_has (seen, "\nheadings 122322233333322\n");
  assert_has (seen, "\nscripts 1\n"); /* a slide's title is none */
  assert_has (seen, "\npictures 6\n");
  assert_has (seen, "\nsearch 'entropy': 7 places found; lecture-1-slide-1\n");
  assert_has (seen, "\nsearch 'ENTRÓPY surprise': 5 places found; lecture-1-slide-1\n");
  assert_has (seen, "\nsearch 'script alert': 1 place found; lecture-1-slide-2\n");
  assert_has (seen, "\nsearch 'nosuchword': Nothing found; \n");
  assert_has (seen, "\nmarked bits\n");
  assert_has (seen, "\nvideo {\"shown\":true,\"file\":\"a talk; #1.mp4\",\"late\":true}\n");
  assert_has (seen, "\ncurrent #lecture-1-slide-2\n");
}

/* The video is gone. */
static void
test_used_course (DrawnCourse *drawn,
                  gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *seen = NULL;

  if (!has_program ("chromium"))
    return;
  path = write_made_course (drawn->made, drawn->course, lec_html_guide_write, "out.html");
  seen = drive (path, g_getenv ("AXE_CORE"));

  assert_is_well (seen);
  assert_has (seen, "\npictures 12\n");
  assert_has (seen, "\nsearch 'script alert': 2 places found; lecture-1-slide-2 lecture-2-slide-2\n");
  assert_has (seen, "\nfailed True\n");
}

/* An hour: sixty slides of 150 words each. The video is gone. */
static void
test_used_long (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = lec_course_new ("A long one");
  LecTranscript *transcript = NULL;
  g_autofree char *path = NULL;
  g_autofree char *seen = NULL;

  if (!has_program ("chromium"))
    return;
  transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  for (guint i = 1; i <= N_MANY; i++)
    {
      g_autofree char *title = g_strdup_printf ("Slide about entropy %u", i);

      made_lecture_add (made, title, "Some text\nof a slide", i % 5 == 0, FALSE);
      for (guint k = 0; k < 10; k++)
        {
          g_autofree char *text = g_strdup_printf ("Sentence %u.%u says something of surprise, bits, and other "
                                                   "matters that are talked about.",
                                                   i, k);

          made_material_say (transcript, 10.5 * i + k * 0.9, text, NULL);
        }
    }
  lec_course_take (course, lec_material_new (lec_lecture_copy (made->lecture), made->folder, "One", transcript,
                                             made_material_study ()));
  path = write_made_course (made, course, lec_html_guide_write, "out.html");
  seen = drive (path, NULL);

  assert_is_well (seen);
  assert_has (seen, "\npictures 60\n");
  assert_has (seen, "\nsearch 'entropy': 66 places found; lecture-1-slide-1 lecture-1-slide-2 ");
  assert_has (seen, "\nsearch 'ENTRÓPY surprise': 64 places found; lecture-1-slide-1 lecture-1-slide-2 ");
  assert_has (seen, "\nsearch 'script alert': Nothing found; \n");
  assert_has (seen, "\nfailed True\n");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/html-guide/parsed", 1, test_parsed);
  drawn_course_add_test ("/html-guide/parsed-course", 2, test_parsed_course);
  g_test_add_func ("/html-guide/bare", test_bare);
  drawn_course_add_test ("/html-guide/used", 1, test_used);
  drawn_course_add_test ("/html-guide/used-course", 2, test_used_course);
  g_test_add_func ("/html-guide/used-long", test_used_long);

  return g_test_run ();
}
