/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The deck against the rules that Anki has for it.
 */
#include "documents/anki-deck.h"
#include "drawn-course.h"
#include "read-back.h"

static char *
write_deck (MadeLecture *made,
            const LecCourse *course)
{
  g_autofree char *path = write_made_course (made, course, lec_anki_deck_write, "out.apkg");
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "documents", "read-deck.py", NULL);
  const char *argv[] = { "python3", "-I", script, path, made->folder, NULL };

  return run_reader (argv);
}

static void
test_one (DrawnCourse *drawn,
          gconstpointer data)
{
  g_autofree char *text = NULL;

  text = write_deck (drawn->made, drawn->course);

  assert_has (text, "A talk: \"50%\" # <done> \\ =1 | What is entropy? | the mean surprise of a source | picture | "
                    "A talk: \"50%\" # <done> \\ =1 · Slide 1 · 0:10 | ");
  assert_has (text, " | " NASTY_TERM " | -1+cmd|' /C calc'!A0 | picture | ");
  assert_has (text, " | 🎓 <img src=x onerror=alert(1)> | 深度学习, said \"quoted\", 'so' | picture | ");
  assert_has (text, " | +What was said on </details><b>it</b>? | @Nothing & all | picture | ");
  assert_has (text, "· Slide 4 · 0:42 · generated | ");
  assert_has (text, "7 cards, 5 pictures\n");
}

static void
test_course (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autofree char *text = NULL;
  LecMaterial *other = NULL;

  other = made_material_new (drawn->made, "Week::3 [sound:x.mp3]");
  other->lecture->video->size_bytes++;
  lec_course_take (drawn->course, other);
  text = write_deck (drawn->made, drawn->course);

  assert_has (text, "A course & more::01 Week 1 | What is entropy? | ");
  assert_has (text, "A course & more::03 Week:3 [sound:x.mp3] | What is entropy? | ");
  /* The same pictures: once. */
  assert_has (text, "14 cards, 5 pictures\n");
}

/* Another answer and another place of the video: the guids stay, so Anki changes what it has. */
static void
test_again (DrawnCourse *drawn,
            gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  LecMaterial *material = NULL;
  LecQuestion *question = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) other_lines = NULL;

  before = write_deck (drawn->made, drawn->course);
  material = g_ptr_array_index (drawn->course->lectures, 0);
  question = g_ptr_array_index (material->study->questions, 0);
  g_free (question->answer);
  question->answer = g_strdup ("a better answer");
  g_free (material->lecture->video->path);
  material->lecture->video->path = g_strdup ("/elsewhere/b.mp4");
  material->lecture->created_s += 1000;
  after = write_deck (drawn->made, drawn->course);

  lines = g_strsplit (before, "\n", -1);
  other_lines = g_strsplit (after, "\n", -1);
  g_assert_cmpstr (lines[0], !=, other_lines[0]);
  g_assert_cmpstr (strrchr (lines[0], '|'), ==, strrchr (other_lines[0], '|'));
  g_assert_cmpstr (strrchr (lines[0], '|'), !=, strrchr (lines[1], '|'));
}

/* No picture, no time, no size of the video. */
static void
test_bare (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *text = NULL;
  LecLecture *lecture = lec_lecture_new ();
  LecStudy *study = lec_study_new ();

  g_ptr_array_add (lecture->slides, lec_slide_new (1));
  made_material_define (study, "123", "a number [latex]x[/latex]", 9);
  course = lec_course_new_for_one (lec_material_new (lecture, made->folder, "::", NULL, study));
  text = write_deck (made, course);
  assert_has (text, ": | 123 | a number [latex]x[/latex] | no picture | :: · 1:34 | ");
  assert_has (text, "1 cards, 0 pictures\n");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/anki-deck/one", 1, test_one);
  drawn_course_add_test ("/anki-deck/course", 2, test_course);
  drawn_course_add_test ("/anki-deck/again", 1, test_again);
  g_test_add_func ("/anki-deck/bare", test_bare);

  return g_test_run ();
}
