/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which cards there are, and the table of them as a spreadsheet reads it.
 */
#include "base/error.h"
#include "documents/study-cards.h"
#include "drawn-course.h"
#include "read-back.h"

static LecStudyCard *
get_card (GPtrArray *cards,
          guint i)
{
  return g_ptr_array_index (cards, i);
}

static void
test_list (DrawnCourse *drawn,
           gconstpointer data)
{
  g_autoptr (LecCourse) again = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  LecMaterial *material = NULL;
  LecQuestion *question = NULL;

  cards = lec_study_cards_list (drawn->course, &error);
  g_assert_no_error (error);
  /* Three questions, and the glossary but for the entry that one of them asks for. */
  g_assert_cmpuint (cards->len, ==, 7);
  g_assert_cmpstr (get_card (cards, 0)->front, ==, "What is entropy?");
  g_assert_cmpstr (get_card (cards, 3)->front, ==, NASTY_TERM);
  g_assert_cmpuint (get_card (cards, 3)->slide->number, ==, 2);
  g_assert_true (get_card (cards, 2)->is_generated);

  /* Moved, with a better answer: the same card. Another question: another one. */
  again = made_course_new (drawn->made);
  material = g_ptr_array_index (again->lectures, 0);
  g_free (material->lecture->video->path);
  material->lecture->video->path = g_strdup ("elsewhere.mp4");
  question = g_ptr_array_index (material->study->questions, 0);
  g_free (question->answer);
  question->answer = g_strdup ("a better one");
  question = g_ptr_array_index (material->study->questions, 1);
  g_free (question->question);
  question->question = g_strdup ("____ is another one.");
  others = lec_study_cards_list (again, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_card (cards, 0)->id, ==, get_card (others, 0)->id);
  g_assert_cmpstr (get_card (cards, 1)->id, !=, get_card (others, 1)->id);

  /* The same question about another video: another card. */
  material->lecture->video->size_bytes++;
  g_ptr_array_unref (others);
  others = lec_study_cards_list (again, &error);
  g_assert_cmpstr (get_card (cards, 0)->id, !=, get_card (others, 0)->id);
}

/* The same lecture twice in a course: each card once. */
static void
test_once (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = lec_course_new ("Twice");
  g_autoptr (GPtrArray) cards = NULL;

  made_material_draw (made);
  lec_course_take (course, made_material_new (made, "One"));
  lec_course_take (course, made_material_new (made, "One again"));
  cards = lec_study_cards_list (course, NULL);
  g_assert_cmpuint (cards->len, ==, 7);
}

static void
test_csv (DrawnCourse *drawn,
          gconstpointer data)
{
  g_autofree char *path = write_made_course (drawn->made, drawn->course, lec_study_cards_write_csv, "out.csv");
  g_autofree char *text = NULL;

  text = read_back ("read-cards.py", path);
  assert_has (text, "Front | Back | Lecture | Slide | Time | Link | Remark\n");
  assert_has (text, "What is entropy? | the mean surprise of a source | A talk: \"50%\" # <done> \\ =1 | 1 | 0:10 | "
                    "a%20talk%3B%20%231.mp4#t=10.5 | \n");
  assert_has (text, "'" NASTY_TERM " | '-1+cmd|' /C calc'!A0 | ");
  assert_has (text, "'+What was said on </details><b>it</b>? | '@Nothing & all | ");
  assert_has (text, "🎓 <img src=x onerror=alert(1)> | 深度学习, said \"quoted\", 'so' | ");
}

static void
test_errors (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autoptr (GError) error = NULL;

  made_lecture_add (made, "A", NULL, FALSE, FALSE);
  course = lec_course_new_for_one (lec_material_new (lec_lecture_copy (made->lecture), made->folder, "T", NULL, NULL));
  g_assert_null (lec_study_cards_list (course, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
  g_clear_error (&error);
  g_assert_false (lec_study_cards_write_csv (course, "/nowhere/x", NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/study-cards/list", 1, test_list);
  g_test_add_func ("/study-cards/once", test_once);
  drawn_course_add_test ("/study-cards/csv", 1, test_csv);
  g_test_add_func ("/study-cards/errors", test_errors);

  return g_test_run ();
}
