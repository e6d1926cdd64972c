/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each edit makes of a lecture, and that it does nothing, rather than something to the wrong
 * slide, where another run found other slides. The lecture, in seconds:
 *
 *   0 A 10 | 10 B 20 | 20 speaker 30 | 30 C 40 | 40 A 50 | 50 D 60 | 60 short 61 | 61 nothing 70
 */
#include <string.h>

#include "model/edit-log.h"
#include "model/edited-lecture.h"

#define FRAME ((LecRect){ 0, 0, 640, 360 })

typedef struct
{
  LecLecture *found;
  GPtrArray *edits; /* (element-type LecEdit) owned */
} Fixture;

static LecSlide *
add_slide (LecLecture *lecture,
           const char *title,
           double start_s,
           double end_s)
{
  LecSlide *slide = lec_slide_new (lecture->slides->len + 1);

  lec_slide_add_visit (slide, start_s, end_s);
  slide->title = g_strdup (title);
  slide->text = g_strdup (title);
  slide->picture = g_strdup_printf ("pictures/%s.jpg", title);
  slide->picture_sha256 = g_strnfill (64, 'a');
  slide->picture_s = end_s - 0.5;
  slide->region = (LecRect){ 20, 10, 600, 340 };
  slide->picture_width = 600;
  slide->picture_height = 340;
  g_ptr_array_add (slide->words, lec_word_new (title, &(LecRect){ 1, 1, 9, 9 }, 90, 0, 0));
  g_ptr_array_add (lecture->slides, slide);

  return slide;
}

static void
add_left_out (LecLecture *lecture,
              double start_s,
              double end_s,
              LecLeftOutReason reason)
{
  LecLeftOut *left_out = lec_left_out_new (start_s, end_s, reason);

  left_out->picture = g_strdup_printf ("pictures/out-%g.jpg", start_s);
  left_out->picture_s = end_s - 0.1;
  g_ptr_array_add (lecture->left_out, left_out);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  LecLecture *found = lec_lecture_new ();
  LecSuggestion merge = { LEC_SUGGESTION_MERGE, 10, 2, 1, 0.5 };
  LecSuggestion change = { LEC_SUGGESTION_NEW_SLIDE, 55, 4, 0, 0.5 };

  found->video->width = FRAME.width;
  found->video->height = FRAME.height;
  found->video->duration_s = 70;
  found->read_s = 70;
  lec_slide_add_visit (add_slide (found, "A", 0, 10), 40, 50);
  add_slide (found, "B", 10, 20);
  add_slide (found, "C", 30, 40);
  add_slide (found, "D", 50, 60);
  add_left_out (found, 20, 30, LEC_LEFT_OUT_SPEAKER);
  add_left_out (found, 60, 61, LEC_LEFT_OUT_SHORT);
  g_array_append_val (found->suggestions, merge);
  g_array_append_val (found->suggestions, change);
  fixture->found = found;
  fixture->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_edit_free);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_lecture_free (fixture->found);
  g_ptr_array_unref (fixture->edits);
}

/* As it is now; what was found must not have changed. */
static LecEditedLecture *
apply (Fixture *fixture)
{
  g_autoptr (LecLecture) before = lec_lecture_copy (fixture->found);
  g_autoptr (JsonNode) node_before = lec_lecture_to_json (before);
  g_autoptr (JsonNode) node = lec_lecture_to_json (fixture->found);
  LecEditedLecture *edited = lec_edited_lecture_new (fixture->found, fixture->edits);
  g_autoptr (JsonNode) node_after = lec_lecture_to_json (fixture->found);

  g_assert_true (json_node_equal (node, node_before));
  g_assert_true (json_node_equal (node, node_after));
  g_assert_cmpuint (edited->lecture->edits->len, ==, fixture->edits->len);
  for (guint i = 0; i < edited->lecture->slides->len; i++)
    g_assert_cmpuint (((LecSlide *) g_ptr_array_index (edited->lecture->slides, i))->number, ==, i + 1);

  return edited;
}

static LecEdit *
edit (Fixture *fixture,
      LecEditKind kind,
      const char *titles)
{
  LecEdit *made = lec_edit_new (kind, 1);
  g_autoptr (LecEditedLecture) now = apply (fixture);

  for (; *titles != '\0'; titles++)
    for (guint i = 0; i < now->lecture->slides->len; i++)
      {
        const LecSlide *slide = g_ptr_array_index (now->lecture->slides, i);

        if (slide->title != NULL && slide->title[0] == *titles)
          lec_edit_add_slide (made, slide);
      }
  g_ptr_array_add (fixture->edits, made);

  return made;
}

static void
add (Fixture *fixture,
     double time_s)
{
  LecEditOutcome outcome = LEC_EDIT_OUTSIDE;
  LecEdit *made = lec_edited_lecture_plan_add (fixture->found, fixture->edits, time_s, 1, &outcome);

  g_assert_cmpint (outcome, ==, LEC_EDIT_APPLIED);
  g_assert_nonnull (made);
  g_ptr_array_add (fixture->edits, made);
}

/* Each slide as "A 0-10 40-50"; "-" for no title. */
static void
assert_slides (const LecEditedLecture *edited,
               const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < edited->lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (edited->lecture->slides, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", slide->title != NULL ? slide->title : "-");
      for (guint k = 0; k < slide->visits->len; k++)
        g_string_append_printf (text, " %g-%g", g_array_index (slide->visits, LecVisit, k).start_s,
                                g_array_index (slide->visits, LecVisit, k).end_s);
    }
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
assert_last (const LecEditedLecture *edited,
             LecEditOutcome outcome,
             guint slide)
{
  const LecEditRecord *record = g_ptr_array_index (edited->lecture->edits, edited->lecture->edits->len - 1);

  g_assert_cmpstr (lec_edit_outcome_get_name (record->outcome), ==, lec_edit_outcome_get_name (outcome));
  g_assert_cmpuint (record->slide, ==, slide);
}

static LecSlide *
get_slide (const LecEditedLecture *edited,
           guint number)
{
  return g_ptr_array_index (edited->lecture->slides, number - 1);
}

static const LecPictureNeed *
get_only_need (const LecEditedLecture *edited)
{
  g_assert_cmpuint (edited->pictures->len, ==, 1);
  return &g_array_index (edited->pictures, LecPictureNeed, 0);
}

static void
test_none (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = apply (fixture);

  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60");
  g_assert_cmpuint (edited->pictures->len, ==, 0);
  g_assert_cmpuint (edited->lecture->suggestions->len, ==, 2);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  const LecSuggestion *suggestion = NULL;

  edit (fixture, LEC_EDIT_REMOVE, "BC");
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, D 50-60");
  assert_last (edited, LEC_EDIT_APPLIED, 0);
  g_assert_cmpuint (edited->pictures->len, ==, 0);
  /* The one about B is gone, the other has the slide's new number. */
  g_assert_cmpuint (edited->lecture->suggestions->len, ==, 1);
  suggestion = &g_array_index (edited->lecture->suggestions, LecSuggestion, 0);
  g_assert_cmpuint (suggestion->slide, ==, 2);
}

static void
test_remove_all (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  edit (fixture, LEC_EDIT_REMOVE, "ABCD");
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60");
  assert_last (edited, LEC_EDIT_NO_SLIDE_LEFT, 0);
}

static void
test_merge (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  edit (fixture, LEC_EDIT_MERGE, "BA");
  edited = apply (fixture);
  /* The visits that touch are one; the picture is the later one. */
  assert_slides (edited, "B 0-20 40-50, C 30-40, D 50-60");
  assert_last (edited, LEC_EDIT_APPLIED, 1);
  g_assert_cmpstr (get_slide (edited, 1)->picture, ==, "pictures/B.jpg");
  g_assert_cmpstr (get_slide (edited, 1)->text, ==, "B");
  g_assert_cmpuint (get_slide (edited, 1)->builds_s->len, ==, 1);
  g_assert_cmpfloat (g_array_index (get_slide (edited, 1)->builds_s, double, 0), ==, 10);
  /* That they may be one is no longer a question. */
  g_assert_cmpuint (edited->lecture->suggestions->len, ==, 1);
}

static void
test_merge_keeps_title (Fixture *fixture,
                        gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  lec_edit_set_title (edit (fixture, LEC_EDIT_RETITLE, "A"), "Mine");
  edit (fixture, LEC_EDIT_MERGE, "MB");
  edited = apply (fixture);
  assert_slides (edited, "Mine 0-20 40-50, C 30-40, D 50-60");
  g_assert_cmpstr (get_slide (edited, 1)->picture, ==, "pictures/B.jpg");
}

static void
test_retitle (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  lec_edit_set_title (edit (fixture, LEC_EDIT_RETITLE, "C"), "New");
  lec_edit_set_title (edit (fixture, LEC_EDIT_RETITLE, "D"), "");
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, New 30-40, - 50-60");
  assert_last (edited, LEC_EDIT_APPLIED, 4);
  g_assert_cmpstr (get_slide (edited, 3)->text, ==, "C");
  g_assert_cmpuint (edited->pictures->len, ==, 0);
}

static void
test_crop (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  const LecSlide *slide = NULL;

  edit (fixture, LEC_EDIT_CROP, "B")->crop = (LecRect){ 600, 300, 100, 100 };
  edited = apply (fixture);
  slide = get_slide (edited, 2);
  g_assert_true (lec_rect_equal (&slide->region, &(LecRect){ 600, 300, 40, 60 }));
  g_assert_cmpint (slide->picture_width, ==, 40);
  g_assert_null (slide->picture_sha256);
  g_assert_cmpuint (slide->words->len, ==, 0);
  g_assert_null (slide->title);
  g_assert_cmpuint (get_only_need (edited)->slide, ==, 1);
  g_assert_true (lec_rect_equal (&get_only_need (edited)->source, &(LecRect){ 20, 10, 600, 340 }));
  g_assert_false (get_only_need (edited)->keeps_title);
}

static void
test_crop_keeps_title (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  lec_edit_set_title (edit (fixture, LEC_EDIT_RETITLE, "B"), "Mine");
  edit (fixture, LEC_EDIT_CROP, "M")->crop = (LecRect){ 0, 0, 100, 100 };
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, Mine 10-20, C 30-40, D 50-60");
  g_assert_true (get_only_need (edited)->keeps_title);
}

static void
test_crop_outside (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  edit (fixture, LEC_EDIT_CROP, "B")->crop = (LecRect){ 640, 0, 100, 100 };
  edited = apply (fixture);
  assert_last (edited, LEC_EDIT_OUTSIDE, 2);
  g_assert_cmpuint (edited->pictures->len, ==, 0);
  g_assert_cmpuint (get_slide (edited, 2)->words->len, ==, 1);
}

/* A stretch that was left out and stood still: its picture, cut as those of the others are. */
static void
test_add_left_out (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  add (fixture, 60.5);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60, - 60-61");
  assert_last (edited, LEC_EDIT_APPLIED, 5);
  g_assert_cmpstr (get_slide (edited, 5)->picture, ==, "pictures/out-60.jpg");
  g_assert_true (lec_rect_equal (&get_slide (edited, 5)->region, &(LecRect){ 20, 10, 600, 340 }));
  g_assert_cmpuint (get_only_need (edited)->slide, ==, 4);
  g_assert_true (lec_rect_is_empty (&get_only_need (edited)->source));
  g_assert_cmpuint (edited->lecture->left_out->len, ==, 1);
}

/* In a stretch that moves it is the moment that counts, but for that of its picture. */
static void
test_add_moment (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  const LecLeftOut *left_out = NULL;

  add (fixture, 25);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, - 25-30, C 30-40, D 50-60");
  g_assert_null (get_slide (edited, 3)->picture);
  g_assert_cmpfloat (get_slide (edited, 3)->picture_s, ==, 25);
  left_out = g_ptr_array_index (edited->lecture->left_out, 0);
  g_assert_cmpfloat (left_out->end_s, ==, 25);

  g_ptr_array_set_size (fixture->edits, 0);
  add (fixture, 29.5);
  g_clear_pointer (&edited, lec_edited_lecture_free);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, - 20-30, C 30-40, D 50-60");
  g_assert_cmpstr (get_slide (edited, 3)->picture, ==, "pictures/out-20.jpg");
}

static void
test_add_gap (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  LecEditOutcome outcome = LEC_EDIT_APPLIED;

  add (fixture, 65);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60, - 65-70");
  g_assert_null (lec_edited_lecture_plan_add (fixture->found, fixture->edits, 70, 1, &outcome));
  g_assert_cmpint (outcome, ==, LEC_EDIT_OUTSIDE);
}

/* A page that was missed: it has the time up to the change that was seen. */
static void
test_add_within (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  add (fixture, 52);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, - 50-55, D 55-60");
  assert_last (edited, LEC_EDIT_APPLIED, 4);
  g_assert_cmpfloat (get_slide (edited, 4)->picture_s, ==, 52);
  /* What D was called 4 for is about 5 now. */
  g_assert_cmpuint (g_array_index (edited->lecture->suggestions, LecSuggestion, 1).slide, ==, 5);
}

/* A step of a page that is built up: with those before it, or with those after the picture. */
static void
test_add_build (Fixture *fixture,
                gconstpointer data)
{
  static const double builds_s[] = { 32, 34, 36 };
  g_autoptr (LecEditedLecture) edited = NULL;
  LecSlide *slide = g_ptr_array_index (fixture->found->slides, 2);

  g_array_append_vals (slide->builds_s, builds_s, G_N_ELEMENTS (builds_s));
  add (fixture, 33);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, - 30-34, C 34-40, D 50-60");
  g_assert_cmpuint (get_slide (edited, 3)->builds_s->len, ==, 1);
  g_assert_cmpuint (get_slide (edited, 4)->builds_s->len, ==, 1);

  g_ptr_array_set_size (fixture->edits, 0);
  slide->picture_s = 31;
  add (fixture, 35);
  g_clear_pointer (&edited, lec_edited_lecture_free);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-34, - 34-40, D 50-60");
}

/* No change was seen: half of the time to what the picture of the slide shows. */
static void
test_add_halfway (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  add (fixture, 31.5);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, - 30-35.5, C 35.5-40, D 50-60");
}

/* What was removed comes back as it was. */
static void
test_add_removed (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  edit (fixture, LEC_EDIT_REMOVE, "B");
  add (fixture, 12);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60");
  g_assert_cmpuint (edited->pictures->len, ==, 0);
}

/* Another run finds the slide by itself: it is not added a second time. */
static void
test_add_there (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  LecSlide *slide = g_ptr_array_index (fixture->found->slides, 3);

  add (fixture, 52);
  add (fixture, 60.5);
  g_array_index (slide->visits, LecVisit, 0).start_s = 55.2;
  add_slide (fixture->found, "E", 50, 55.2);
  add_slide (fixture->found, "F", 60, 61);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, E 50-55.2, D 55.2-60, F 60-61");
  assert_last (edited, LEC_EDIT_THERE, 6);
  g_assert_cmpuint (edited->pictures->len, ==, 0);
}

/* Another run has the same slides with other numbers and slightly other times. */
static void
test_rerun_same (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  edit (fixture, LEC_EDIT_REMOVE, "C");
  lec_edit_set_title (edit (fixture, LEC_EDIT_RETITLE, "D"), "New");
  g_ptr_array_remove_index (fixture->found->slides, 1);
  g_array_index (((LecSlide *) g_ptr_array_index (fixture->found->slides, 1))->visits, LecVisit, 0).end_s = 38.5;
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, New 50-60");
}

/* With less sensitivity B and C are one slide that no edit was about. */
static void
test_rerun_coarser (Fixture *fixture,
                    gconstpointer data)
{
  static const LecEditKind kinds[] = { LEC_EDIT_REMOVE, LEC_EDIT_RETITLE, LEC_EDIT_CROP };

  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_edit_free);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      LecEdit *made = edit (fixture, kinds[i], "B");

      lec_edit_set_title (made, "New");
      made->crop = FRAME;
      g_ptr_array_add (edits, g_ptr_array_steal_index (fixture->edits, 0));
    }
  g_ptr_array_remove_index (fixture->found->slides, 2);
  g_array_index (((LecSlide *) g_ptr_array_index (fixture->found->slides, 1))->visits, LecVisit, 0).end_s = 40;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (LecEditedLecture) edited = NULL;

      g_ptr_array_set_size (fixture->edits, 0);
      g_ptr_array_add (fixture->edits, lec_edit_copy (g_ptr_array_index (edits, i)));
      edited = apply (fixture);
      assert_slides (edited, "A 0-10 40-50, B 10-40, D 50-60");
      assert_last (edited, LEC_EDIT_NO_SLIDE, 0);
      g_assert_cmpuint (edited->pictures->len, ==, 0);
    }
}

static void
test_rerun_partly (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  edit (fixture, LEC_EDIT_MERGE, "BCD");
  edit (fixture, LEC_EDIT_MERGE, "A");
  lec_edit_add_slide (g_ptr_array_index (fixture->edits, 1), g_ptr_array_index (fixture->found->slides, 1));
  g_ptr_array_remove_index (fixture->found->slides, 1);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, D 30-40 50-60");
  assert_last (edited, LEC_EDIT_NO_SLIDE, 1);
  g_assert_cmpint (((LecEditRecord *) g_ptr_array_index (edited->lecture->edits, 0))->outcome, ==, LEC_EDIT_PARTLY);
}

static void
move (Fixture *fixture,
      const char *title,
      double time_s)
{
  lec_edit_add_moment (edit (fixture, LEC_EDIT_MOVE, title), time_s, time_s, time_s);
}

/* To where it is shown again, and back. Suggestions know it by its new number. */
static void
test_move (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  const LecSuggestion *merge = NULL;

  move (fixture, "A", 41);
  edited = apply (fixture);
  assert_slides (edited, "B 10-20, C 30-40, A 0-10 40-50, D 50-60");
  assert_last (edited, LEC_EDIT_APPLIED, 3);
  g_assert_cmpfloat (lec_slide_get_place_s (get_slide (edited, 3)), ==, 40);
  g_assert_cmpfloat (lec_slide_get_place_s (get_slide (edited, 1)), ==, 10);
  merge = &g_array_index (edited->lecture->suggestions, LecSuggestion, 0);
  g_assert_cmpuint (merge->slide, ==, 1);
  g_assert_cmpuint (merge->other_slide, ==, 3);
  g_assert_cmpuint (edited->pictures->len, ==, 0);
  g_clear_pointer (&edited, lec_edited_lecture_free);

  move (fixture, "A", 45);
  edited = apply (fixture);
  assert_last (edited, LEC_EDIT_THERE, 3);
  g_clear_pointer (&edited, lec_edited_lecture_free);

  move (fixture, "A", 5);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60");
  assert_last (edited, LEC_EDIT_APPLIED, 1);
}

/* To where it is not shown. */
static void
test_move_outside (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;

  move (fixture, "A", 15);
  edited = apply (fixture);
  assert_slides (edited, "A 0-10 40-50, B 10-20, C 30-40, D 50-60");
  assert_last (edited, LEC_EDIT_NO_SLIDE, 1);
}

/* An edit of an edit's result. */
static void
test_chain (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecEditedLecture) edited = NULL;
  const LecEditRecord *first = NULL;

  add (fixture, 65);
  lec_edit_set_title (edit (fixture, LEC_EDIT_RETITLE, "D"), "New");
  edit (fixture, LEC_EDIT_MERGE, "NC");
  edit (fixture, LEC_EDIT_REMOVE, "AB");
  edited = apply (fixture);
  assert_slides (edited, "New 30-40 50-60, - 65-70");
  first = g_ptr_array_index (edited->lecture->edits, 1);
  g_assert_cmpuint (first->slide, ==, 1);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/edited-lecture/none", test_none },
    { "/edited-lecture/remove", test_remove },
    { "/edited-lecture/remove-all", test_remove_all },
    { "/edited-lecture/merge", test_merge },
    { "/edited-lecture/merge-keeps-title", test_merge_keeps_title },
    { "/edited-lecture/move", test_move },
    { "/edited-lecture/move-outside", test_move_outside },
    { "/edited-lecture/retitle", test_retitle },
    { "/edited-lecture/crop", test_crop },
    { "/edited-lecture/crop-keeps-title", test_crop_keeps_title },
    { "/edited-lecture/crop-outside", test_crop_outside },
    { "/edited-lecture/add-left-out", test_add_left_out },
    { "/edited-lecture/add-moment", test_add_moment },
    { "/edited-lecture/add-gap", test_add_gap },
    { "/edited-lecture/add-within", test_add_within },
    { "/edited-lecture/add-build", test_add_build },
    { "/edited-lecture/add-halfway", test_add_halfway },
    { "/edited-lecture/add-removed", test_add_removed },
    { "/edited-lecture/add-there", test_add_there },
    { "/edited-lecture/rerun-same", test_rerun_same },
    { "/edited-lecture/rerun-coarser", test_rerun_coarser },
    { "/edited-lecture/rerun-partly", test_rerun_partly },
    { "/edited-lecture/chain", test_chain },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
