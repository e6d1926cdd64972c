/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The presentation as a package with all its parts, and in LibreOffice where it
 * is there.
 */
#include "documents/presentation.h"
#include "drawn-course.h"
#include "read-back.h"
#include "temporary-folder.h"

static void
test_one (DrawnCourse *drawn,
          gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  path = write_made_course (drawn->made, drawn->course, lec_presentation_write, "out.pptx");
  text = read_back ("read-presentation.py", path);

  assert_has (text, "core title=A talk: \"50%\" # <done> \\ =1;language=en;created=2026-01-01T00:00:00Z;");
  assert_has (text, "size 12192000 6858000\n");
  assert_has (text, "page 1 title Information & entropy\npage 1 text What it is/How it is measured/# no heading\n"
                    "page 1 notes ▶ 0:10/▶ 1:20/Good morning, before anything is shown./"
                    "Dr. <Who>: Entropy is the mean surprise & nothing else. It is measured in bits.\n"
                    "page 1 picture 0 0 12192000 6858000 Information & entropy. "
                    "What it is How it is measured # no heading\n"
                    "page 1 link a%20talk%3B%20%231.mp4#t=10.5\npage 1 link a%20talk%3B%20%231.mp4#t=80.0\n");
  assert_has (text, "page 2 title " NASTY_TITLE "\n");
  assert_has (text, "page 4 notes ▶ 0:42/深度学习是机器学习的一部分。它使用神经网络。/Generated: A note on <deep> learning.\n");
  assert_has (text, "page 5 title Slide 5\npage 5 text \n");
  assert_has (text, "page 6 picture 0 0 12192000 6858000 " LONG_WORD);
  assert_has_not (text, "page 7");
}

static void
test_course (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  path = write_made_course (drawn->made, drawn->course, lec_presentation_write, "out.pptx");
  text = read_back ("read-presentation.py", path);

  assert_has (text, "page 1 title A course & more\npage 1 text Week 1/Week 2\npage 1 notes \n"
                    "page 1 link ppt/slides/slide2.xml\npage 1 link ppt/slides/slide9.xml\n");
  assert_has (text, "page 2 title Week 1\npage 2 text 6 slides/Entropy is the mean surprise & nothing else./"
                    "- 深度学习 uses <layers>.\n");
  assert_has (text, "page 9 title Week 2\npage 9 text 6 slides\n");
  assert_has (text, "page 15 title " LONG_WORD "\n");
}

/* Slides of other shapes are framed, one without its picture shows its text. */
static void
test_shapes (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  LecSlide *slide = NULL;

  made_lecture_add (made, "Wide", NULL, FALSE, FALSE)->picture_height = 721; /* a pixel is no other shape */
  slide = made_lecture_add (made, "Square", NULL, FALSE, FALSE);
  slide->picture_width = slide->picture_height = 720;
  slide = made_lecture_add (made, "Lost", NULL, FALSE, FALSE);
  g_free (slide->picture);
  slide->picture = NULL;
  made_lecture_add (made, "Like the first", NULL, FALSE, FALSE);
  course = lec_course_new_for_one (lec_material_new (lec_lecture_copy (made->lecture), made->folder, "T", NULL, NULL));
  path = write_made_course (made, course, lec_presentation_write, "out.pptx");
  text = read_back ("read-presentation.py", path);

  assert_has (text, "size 12192000 6867525\n");
  assert_has (text, "page 1 picture 0 0 12192000 6867525 Wide.\n");
  assert_has (text, "page 2 picture 2662237 0 6867525 6867525 Square.\n");
  assert_has (text, "page 3 title Lost\n");
  assert_has_not (text, "page 3 picture");
  assert_has (text, "page 4 picture 0 0 12192000 6867525 Like the first.\n");
}

static void
test_opens (DrawnCourse *drawn,
            gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *home = made_lecture_path (drawn->made, "home");
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", home, NULL);
  g_autofree char *pdf = made_lecture_path (drawn->made, "out.pdf");
  g_autofree char *text = NULL;
  const char *convert[] = { "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", drawn->made->folder,
                            NULL, NULL };
  const char *read[] = { "pdfinfo", pdf, NULL };

  if (!has_program ("soffice"))
    return;
  path = write_made_course (drawn->made, drawn->course, lec_presentation_write, "out.pptx");
  convert[7] = path;
  g_free (run_reader (convert));
  text = run_reader (read);
  assert_has (text, "Pages:           15\n");
  assert_has (text, "Page size:       960");
  assert_has (text, "A course & more");
  remove_all (home);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/presentation/one", 1, test_one);
  drawn_course_add_test ("/presentation/course", 2, test_course);
  g_test_add_func ("/presentation/shapes", test_shapes);
  drawn_course_add_test ("/presentation/opens", 2, test_opens);

  return g_test_run ();
}
