/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A log of edits from anywhere: refused with a reason, or taken; then it is written so that it is
 * taken again, and what it makes of a lecture is a lecture.
 */
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "model/edit-log.h"
#include "model/edited-lecture.h"

static void
add_slide (LecLecture *lecture,
           double start_s,
           double end_s)
{
  LecSlide *slide = lec_slide_new (lecture->slides->len + 1);

  lec_slide_add_visit (slide, start_s, end_s);
  slide->title = g_strdup ("Title");
  slide->picture = g_strdup ("pictures/a.jpg");
  slide->picture_s = end_s - 0.5;
  slide->region = (LecRect){ 20, 10, 600, 340 };
  g_array_append_val (slide->builds_s, ((double[]){ (start_s + end_s) / 2 })[0]);
  g_ptr_array_add (lecture->slides, slide);
}

static LecLecture *
make_lecture (void)
{
  LecLecture *lecture = lec_lecture_new ();
  LecSuggestion merge = { LEC_SUGGESTION_MERGE, 10, 2, 1, 0.5 };
  LecSuggestion change = { LEC_SUGGESTION_NEW_SLIDE, 55, 4, 0, 0.5 };

  lecture->video->width = 640;
  lecture->video->height = 360;
  lecture->read_s = 70;
  add_slide (lecture, 0, 10);
  add_slide (lecture, 10, 20);
  add_slide (lecture, 30, 40);
  add_slide (lecture, 50, 60);
  lec_slide_add_visit (g_ptr_array_index (lecture->slides, 0), 40, 50);
  g_ptr_array_add (lecture->left_out, lec_left_out_new (20, 30, LEC_LEFT_OUT_SPEAKER));
  g_ptr_array_add (lecture->left_out, lec_left_out_new (60, 61, LEC_LEFT_OUT_SHORT));
  ((LecLeftOut *) g_ptr_array_index (lecture->left_out, 1))->picture = g_strdup ("pictures/b.jpg");
  g_array_append_val (lecture->suggestions, merge);
  g_array_append_val (lecture->suggestions, change);

  return lecture;
}

/* Also that it can be read again: visits in order, words and sizes in their limits. */
static void
check_edited (const LecEditedLecture *edited,
              guint n_edits)
{
  g_autoptr (JsonNode) node = lec_lecture_to_json (edited->lecture);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecLecture) again = lec_lecture_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->edits->len, ==, n_edits);
  g_assert_cmpuint (edited->lecture->slides->len, >, 0);
  for (guint i = 0; i < edited->lecture->slides->len; i++)
    g_assert_cmpuint (((const LecSlide *) g_ptr_array_index (edited->lecture->slides, i))->number, ==, i + 1);
  for (guint i = 0; i < edited->pictures->len; i++)
    g_assert_cmpuint (g_array_index (edited->pictures, LecPictureNeed, i).slide, <, edited->lecture->slides->len);
  for (guint i = 0; i < n_edits; i++)
    g_assert_cmpuint (((const LecEditRecord *) g_ptr_array_index (edited->lecture->edits, i))->slide, <=,
                      edited->lecture->slides->len);
}

static void
check_round_trip (const LecEditLog *log)
{
  g_autofree char *text = lec_edit_log_to_text (log);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecEditLog) again = lec_edit_log_from_text (text, strlen (text), &error);
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  text_again = lec_edit_log_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecEditLog) log = lec_edit_log_from_text ((const char *) data, size, &error);
  g_autoptr (LecLecture) lecture = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (LecEditedLecture) edited = NULL;

  if (log == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  check_round_trip (log);
  lecture = make_lecture ();
  edits = lec_edit_log_dup_active (log);
  edited = lec_edited_lecture_new (lecture, edits);
  check_edited (edited, edits->len);
  return 0;
}
