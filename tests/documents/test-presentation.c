/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The presentation as a package with all its parts, and in LibreOffice where it
 * is there.
 */
#include "documents/presentation.h"
#include "made-material.h"
#include "read-back.h"
#include "temporary-folder.h"

static char *
write_presentation (MadeLecture *made,
                    const LecCourse *course)
{
  g_autoptr (GError) error = NULL;
  char *path = made_lecture_path (made, "out.pptx");

  g_assert_true (lec_presentation_write (course, path, NULL, &error));
  g_assert_no_error (error);

  return path;
}

static void
test_one (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  made_material_draw (made);
  course = made_course_new (made);
  path = write_presentation (made, course);
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
test_course (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  made_material_draw (made);
  course = made_course_of_two (made);
  path = write_presentation (made, course);
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
  path = write_presentation (made, course);
  text = read_back ("read-presentation.py", path);

  assert_has (text, "size 12192000 6867525\n");
  assert_has (text, "page 1 picture 0 0 12192000 6867525 Wide.\n");
  assert_has (text, "page 2 picture 2662237 0 6867525 6867525 Square.\n");
  assert_has (text, "page 3 title Lost\n");
  assert_has_not (text, "page 3 picture");
  assert_has (text, "page 4 picture 0 0 12192000 6867525 Like the first.\n");
}

static void
test_opens (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *path = NULL;
  g_autofree char *home = made_lecture_path (made, "home");
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", home, NULL);
  g_autofree char *pdf = made_lecture_path (made, "out.pdf");
  g_autofree char *text = NULL;
  const char *convert[] = { "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", made->folder,
                            NULL, NULL };
  const char *read[] = { "pdfinfo", pdf, NULL };

  if (!is_installed ("soffice"))
    {
      g_test_skip ("no LibreOffice");
      return;
    }
  made_material_draw (made);
  course = made_course_of_two (made);
  path = write_presentation (made, course);
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
  g_test_add_func ("/presentation/one", test_one);
  g_test_add_func ("/presentation/course", test_course);
  g_test_add_func ("/presentation/shapes", test_shapes);
  g_test_add_func ("/presentation/opens", test_opens);

  return g_test_run ();
}
