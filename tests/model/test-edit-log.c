/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What counts after undo and redo, and that a log survives being written and read; whatever is
 * wrong in a file is refused with its line.
 */
#include <string.h>

#include "base/error.h"
#include "model/edit-log.h"

#define PLACE "{\"time_s\":1,\"start_s\":0,\"end_s\":2}"
#define HEAD  "{\"version\":1}\n"

static LecEdit *
make_retitle (const char *title)
{
  LecEdit *edit = lec_edit_new (LEC_EDIT_RETITLE, 1700000000);

  lec_edit_add_moment (edit, 1.25, 1, 2.5);
  lec_edit_set_title (edit, title);
  return edit;
}

static void
append (LecEditLog *log,
        LecEdit *edit)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_edit_log_append (log, edit, &error));
  g_assert_no_error (error);
}

static void
append_kind (LecEditLog *log,
             LecEditKind kind)
{
  append (log, lec_edit_new (kind, 1700000001));
}

/* Titles of what counts, one letter each. */
static void
assert_active (const LecEditLog *log,
               const char *titles)
{
  g_autoptr (GPtrArray) edits = lec_edit_log_dup_active (log);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < edits->len; i++)
    g_string_append (found, ((const LecEdit *) g_ptr_array_index (edits, i))->title);
  g_assert_cmpstr (found->str, ==, titles);
}

static void
test_undo (void)
{
  g_autoptr (LecEditLog) log = lec_edit_log_new ();

  append (log, make_retitle ("a"));
  append (log, make_retitle ("b"));
  append (log, make_retitle ("c"));
  assert_active (log, "abc");
  append_kind (log, LEC_EDIT_UNDO);
  append_kind (log, LEC_EDIT_UNDO);
  assert_active (log, "a");
  append_kind (log, LEC_EDIT_REDO);
  assert_active (log, "ab");
  g_assert_true (lec_edit_log_can_redo (log));

  /* Another edit takes the place of what was undone, which stays in the log. */
  append (log, make_retitle ("d"));
  assert_active (log, "abd");
  g_assert_false (lec_edit_log_can_redo (log));
  g_assert_cmpuint (lec_edit_log_get_length (log), ==, 7);
  for (guint i = 0; i < 3; i++)
    append_kind (log, LEC_EDIT_UNDO);
  assert_active (log, "");
  g_assert_false (lec_edit_log_can_undo (log));
  append_kind (log, LEC_EDIT_REDO);
  assert_active (log, "a");
}

static void
test_nothing (void)
{
  g_autoptr (LecEditLog) log = lec_edit_log_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_edit_log_append (log, lec_edit_new (LEC_EDIT_UNDO, 1), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (lec_edit_log_append (log, lec_edit_new (LEC_EDIT_REDO, 1), &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_cmpuint (lec_edit_log_get_length (log), ==, 0);
}

static void
test_round_trip (void)
{
  g_autoptr (LecEditLog) log = lec_edit_log_new ();
  g_autoptr (LecEditLog) again = NULL;
  g_autoptr (GArray) active = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;
  LecEdit *crop = lec_edit_new (LEC_EDIT_CROP, 1700000002);
  const LecEdit *found = NULL;

  lec_edit_add_moment (crop, 5, 4.04, 6);
  crop->crop = (LecRect){ 1, 2, 30, 40 };
  append (log, make_retitle ("Größe"));
  append (log, crop);
  append (log, make_retitle (NULL));
  append_kind (log, LEC_EDIT_UNDO);
  text = lec_edit_log_to_text (log);
  again = lec_edit_log_from_text (text, strlen (text), &error);
  g_assert_no_error (error);
  text_again = lec_edit_log_to_text (again);
  g_assert_cmpstr (text_again, ==, text);

  active = lec_edit_log_list_active (again);
  g_assert_cmpuint (active->len, ==, 2);
  g_assert_cmpuint (g_array_index (active, guint, 1), ==, 1);
  found = lec_edit_log_get (again, 1);
  g_assert_cmpint (found->created_s, ==, 1700000002);
  g_assert_cmpfloat (g_array_index (found->places, LecEditPlace, 0).start_s, ==, 4.04);
  g_assert_true (lec_rect_equal (&found->crop, &(LecRect){ 1, 2, 30, 40 }));
}

/* One line, whatever is typed or pasted. */
static void
test_titles (void)
{
  static const char *const cases[][2] = {
    { "  a title ", "a title" },
    { "two\nlines\tin one", "two lines in one" },
    { "\x01", NULL },
    { "", NULL },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecEdit) edit = make_retitle (cases[i][0]);

      g_assert_cmpstr (edit->title, ==, cases[i][1]);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *reason;
  } cases[] = {
    { "", "line 1" },
    { "{}\n", "version" },
    { "{\"version\":2}\n", "version" },
    { HEAD "\n", "line 2" },
    { HEAD "{\"kind\":\"remove\"", "line 2" },
    { HEAD "[]\n", "edit" },
    { HEAD "{\"kind\":\"forget\",\"places\":[" PLACE "]}\n", "forget" },
    { HEAD "{\"kind\":\"remove\",\"places\":[]}\n", "places" },
    { HEAD "{\"kind\":\"merge\",\"places\":[" PLACE "]}\n", "places" },
    { HEAD "{\"kind\":\"retitle\",\"places\":[" PLACE "," PLACE "]}\n", "places" },
    { HEAD "{\"kind\":\"undo\",\"places\":[" PLACE "]}\n", "places" },
    { HEAD "{\"kind\":\"remove\",\"places\":[{\"time_s\":3,\"start_s\":0,\"end_s\":2}]}\n", "time_s" },
    { HEAD "{\"kind\":\"remove\",\"places\":[{\"time_s\":1,\"start_s\":2,\"end_s\":0}]}\n", "end_s" },
    { HEAD "{\"kind\":\"remove\",\"places\":[{\"time_s\":1e300,\"start_s\":0,\"end_s\":1e301}]}\n", "end_s" },
    { HEAD "{\"kind\":\"crop\",\"places\":[" PLACE "]}\n", "crop" },
    { HEAD "{\"kind\":\"crop\",\"places\":[" PLACE "],\"crop\":[0,0,0,5]}\n", "crop" },
    { HEAD "{\"kind\":\"crop\",\"places\":[" PLACE "],\"crop\":[0,0,-1,5]}\n", "crop" },
    { HEAD "{\"kind\":\"undo\",\"places\":[],\"created\":\"yesterday\"}\n", "created" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecEditLog) log = lec_edit_log_from_text (cases[i].text, strlen (cases[i].text), &error);

      g_test_message ("%s", cases[i].text);
      g_assert_null (log);
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_nonnull (strstr (error->message, cases[i].reason));
    }
}

/* Nothing before it to undo: no harm, in a file that somebody has put together. */
static void
test_stray_undo (void)
{
  static const char text[] = HEAD "{\"kind\":\"undo\",\"places\":[]}\n{\"kind\":\"redo\",\"places\":[]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (LecEditLog) log = lec_edit_log_from_text (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lec_edit_log_get_length (log), ==, 2);
  g_assert_false (lec_edit_log_can_undo (log));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit-log/undo", test_undo);
  g_test_add_func ("/edit-log/nothing", test_nothing);
  g_test_add_func ("/edit-log/round-trip", test_round_trip);
  g_test_add_func ("/edit-log/titles", test_titles);
  g_test_add_func ("/edit-log/bad", test_bad);
  g_test_add_func ("/edit-log/stray-undo", test_stray_undo);
  return g_test_run ();
}
