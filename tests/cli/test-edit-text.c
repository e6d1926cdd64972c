/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a lecture and its edits read: in order of time, safe for a terminal, with times that can be
 * typed again.
 */
#include <string.h>

#include "base/json.h"
#include "cli/edit-text.h"

static LecLecture *
make_lecture (void)
{
  LecLecture *lecture = lec_lecture_new ();
  LecSlide *slide = lec_slide_new (1);

  lec_slide_add_visit (slide, 6, 3700);
  slide->title = g_strdup ("A\033[2J title");
  g_ptr_array_add (lecture->slides, slide);
  slide = lec_slide_new (2);
  lec_slide_add_visit (slide, 3700.5, 3800);
  g_ptr_array_add (lecture->slides, slide);
  g_ptr_array_add (lecture->left_out, lec_left_out_new (5.25, 5.75, LEC_LEFT_OUT_SHORT));
  g_ptr_array_add (lecture->left_out, lec_left_out_new (3800.5, 3900, LEC_LEFT_OUT_SPEAKER));

  return lecture;
}

static void
test_lecture (void)
{
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autofree char *text = lec_edit_text_format_lecture (lecture);

  g_assert_cmpstr (text, ==,
                   "   -   0:05.50  (left out: too short)\n"
                   "   1      0:06  A\\x1b[2J title\n"
                   "   2   1:01:40\n"
                   "   -   1:03:21  (left out: a camera picture)\n");
}

static void
test_json (void)
{
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autoptr (GPtrArray) nodes = lec_edit_text_list_lecture (lecture);
  g_autofree char *first = lec_json_to_line (g_ptr_array_index (nodes, 0));
  g_autofree char *third = lec_json_to_line (g_ptr_array_index (nodes, 2));

  g_assert_cmpuint (nodes->len, ==, 4);
  g_assert_cmpstr (first, ==, "{\"left_out\": \"short\", \"start_s\": 5.25, \"end_s\": 5.75}");
  g_assert_cmpstr (third, ==, "{\"slide\": 2, \"start_s\": 3700.5, \"end_s\": 3800.0}");
}

static void
test_entries (void)
{
  static const struct
  {
    LecEditKind kind;
    guint n_places;
    const char *state;
    const char *end;
  } cases[] = {
    { LEC_EDIT_REMOVE, 1, "applied", "removed 1:00 (applied)\n" },
    { LEC_EDIT_MERGE, 2, "applied", "merged 1:00, 2:00 (applied)\n" },
    { LEC_EDIT_ADD, 2, NULL, "added 1:05\n" },
    { LEC_EDIT_RETITLE, 1, NULL, "retitled 1:00 “A\\x1b”\n" },
    { LEC_EDIT_CROP, 1, "gone", "cropped 1:00 1,2,3,4 (gone)\n" },
    { LEC_EDIT_MOVE, 2, "applied", "moved 1:00, 2:00 (applied)\n" },
    { LEC_EDIT_UNDO, 0, NULL, "undone\n" },
    { LEC_EDIT_REDO, 0, NULL, "redone\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecEdit) edit = lec_edit_new (cases[i].kind, 0);
      g_autofree char *text = NULL;

      for (guint k = 1; k <= cases[i].n_places; k++)
        lec_edit_add_moment (edit, k * 60 + 5, k * 60, k * 60 + 10);
      edit->title = g_strdup ("A\033");
      edit->crop = (LecRect){ 1, 2, 3, 4 };
      text = lec_edit_text_format_entry (i, edit, cases[i].state);
      g_test_message ("%s", text);
      g_assert_cmpint (text[3] - '1', ==, (int) i);
      g_assert_true (g_str_has_suffix (text, cases[i].end));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-text/lecture", test_lecture);
  g_test_add_func ("/edit-text/json", test_json);
  g_test_add_func ("/edit-text/entries", test_entries);
  return g_test_run ();
}
