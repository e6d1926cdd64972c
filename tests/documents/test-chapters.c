/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chapters as readers of WebVTT and ffmetadata see them.
 */
#include "base/error.h"
#include "documents/chapters.h"
#include "made-material.h"
#include "read-back.h"

static void
test_webvtt (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecMaterial) material = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = made_lecture_path (made, "out.vtt");
  g_autofree char *text = NULL;

  made_material_draw (made);
  material = made_material_new (made, "Talk");
  g_assert_true (lec_chapters_write_webvtt (material, path, &error));
  g_assert_no_error (error);
  text = read_back ("read-chapters.py", path);
  g_assert_cmpstr (text, ==,
                   "10.500 21.000 Information & entropy\n"
                   "21.000 31.500 " NASTY_TITLE "\n"
                   "31.500 42.000 שלום לכולם\n"
                   "42.000 52.500 深度学习 🎓\n"
                   "52.500 63.000 Slide 5\n"
                   "63.000 80.000 " LONG_WORD "\n"
                   "80.000 95.000 Information & entropy\n");
}

/* Returns: (transfer full): the chapters of a lecture whose last title is full of signs */
static char *
write_ffmetadata (MadeLecture *made)
{
  g_autoptr (LecMaterial) material = NULL;
  g_autoptr (GError) error = NULL;
  char *path = made_lecture_path (made, "out.ffmetadata");

  made_material_draw (made);
  made_lecture_add (made, "a=b; #c\\ d", NULL, FALSE, FALSE);
  material = made_material_new (made, "=;#\\");
  g_assert_true (lec_chapters_write_ffmetadata (material, path, &error));
  g_assert_no_error (error);

  return path;
}

static void
test_ffmetadata (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = write_ffmetadata (made);
  g_autofree char *text = read_back ("read-chapters.py", path);

  assert_has (text, "73.500 80.000 a=b; #c\\ d\n");
  assert_has (text, "21.000 31.500 " NASTY_TITLE "\n");
}

static void
test_ffprobe (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  const char *argv[] = { "ffprobe", "-v", "error", "-f", "ffmetadata", "-show_chapters", "-of", "csv=p=0", NULL, NULL };

  if (!has_program ("ffprobe"))
    return;
  path = write_ffmetadata (made);
  argv[8] = path;
  found = run_reader (argv);
  assert_has (found, "73.500000,80000,80.000000,a=b; #c\\ d\n");
}

/* What is shown for no time is no chapter, what goes on is one. */
static void
test_list (void)
{
  g_autoptr (LecMaterial) material = NULL;
  g_autoptr (GPtrArray) chapters = NULL;
  LecLecture *lecture = lec_lecture_new ();
  static const double visits[][3] = { { 1, 5, 6 }, { 1, 7, 8 }, { 2, 9, 9 }, { 3, 9.0001, 20 } };

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (lecture->slides, lec_slide_new (i + 1));
  for (guint i = 0; i < G_N_ELEMENTS (visits); i++)
    lec_slide_add_visit (g_ptr_array_index (lecture->slides, (guint) visits[i][0] - 1), visits[i][1], visits[i][2]);
  material = lec_material_new (lecture, "/", "T", NULL, NULL);
  chapters = lec_chapters_list (material);

  g_assert_cmpuint (chapters->len, ==, 2);
  g_assert_cmpfloat (((LecChapter *) g_ptr_array_index (chapters, 0))->start_s, ==, 5);
  g_assert_cmpfloat (((LecChapter *) g_ptr_array_index (chapters, 0))->end_s, ==, 9);
  g_assert_cmpstr (((LecChapter *) g_ptr_array_index (chapters, 1))->title, ==, "Slide 3");
  g_assert_cmpfloat (((LecChapter *) g_ptr_array_index (chapters, 1))->end_s, ==, 20);
}

static void
test_errors (void)
{
  g_autoptr (LecMaterial) material = lec_material_new (lec_lecture_new (), "/", "T", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_chapters_write_webvtt (material, "/nowhere/x", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
  g_clear_error (&error);
  g_assert_false (lec_chapters_write_ffmetadata (material, "/nowhere/x", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chapters/webvtt", test_webvtt);
  g_test_add_func ("/chapters/ffmetadata", test_ffmetadata);
  g_test_add_func ("/chapters/ffprobe", test_ffprobe);
  g_test_add_func ("/chapters/list", test_list);
  g_test_add_func ("/chapters/errors", test_errors);

  return g_test_run ();
}
