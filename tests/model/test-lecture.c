/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture survives JSON and its file unchanged; one wrong value anywhere in
 * it is refused with the value's name.
 */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/lecture.h"

#define LIMIT (1024 * 1024)

static LecSlide *
make_slide (guint number)
{
  LecSlide *slide = lec_slide_new (number);
  LecWord *word = lec_word_new ("Größe", &(LecRect){ 10, 20, 30, 40 }, 97.25f, 1, 2);
  double build_s = 12.5;

  lec_slide_add_visit (slide, 10, 20.04);
  lec_slide_add_visit (slide, 60, 61);
  g_array_append_val (slide->builds_s, build_s);
  slide->picture = g_strdup ("pictures/0001.jpg");
  slide->picture_sha256 = g_strnfill (64, 'a');
  slide->picture_width = 1280;
  slide->picture_height = 720;
  slide->picture_s = 19.96;
  slide->region = (LecRect){ 0, 0, 1280, 720 };
  slide->title = g_strdup ("A title");
  slide->text = g_strdup ("A title\nGröße");
  word->rtl = TRUE;
  g_ptr_array_add (slide->words, word);

  return slide;
}

static LecLecture *
make_lecture (void)
{
  LecLecture *lecture = lec_lecture_new ();
  LecLeftOut *left_out = lec_left_out_new (30, 60, LEC_LEFT_OUT_NO_SIGNAL);
  LecSuggestion suggestion = { LEC_SUGGESTION_MERGE, 33, 1, 2, 0.75 };

  lecture->video->path = g_strdup ("/home/x/t\xe4lk.mp4");
  lecture->video->container = g_strdup ("mp4");
  lecture->video->codec = g_strdup ("h264");
  lecture->video->width = 1280;
  lecture->video->height = 720;
  lecture->video->size_bytes = G_MAXINT64;
  lecture->video->fps = 29.97;
  lecture->video->duration_s = 100;
  lecture->video->seekable = TRUE;
  lecture->video->rotation_deg = 90;
  lecture->read_s = 99;
  g_ptr_array_add (lecture->parts, lec_video_part_new ("b.mp4", 50));
  lecture->created_s = 1700000000;
  lecture->id = g_strnfill (64, '7');
  g_ptr_array_add (lecture->slides, make_slide (1));
  g_ptr_array_add (lecture->slides, make_slide (2));
  left_out->scores.ink = 0.5;
  left_out->picture = g_strdup ("pictures/0002.png");
  left_out->picture_s = 31;
  g_ptr_array_add (lecture->left_out, left_out);
  g_array_append_val (lecture->suggestions, suggestion);

  return lecture;
}

static void
test_round_trip (void)
{
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autoptr (LecLecture) again = NULL;
  g_autoptr (JsonNode) node = lec_lecture_to_json (lecture);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text = lec_json_to_pretty_text (node);
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;
  const LecSlide *slide = NULL;

  again = lec_lecture_from_json (node, &error);
  g_assert_no_error (error);
  node_again = lec_lecture_to_json (again);
  text_again = lec_json_to_pretty_text (node_again);
  g_assert_cmpstr (text, ==, text_again);

  slide = g_ptr_array_index (again->slides, 0);
  g_assert_cmpfloat (lec_slide_get_start_s (slide), ==, 10);
  g_assert_cmpuint (slide->visits->len, ==, 2);
  g_assert_cmpfloat (g_array_index (slide->builds_s, double, 0), ==, 12.5);
  g_assert_cmpstr (((LecWord *) g_ptr_array_index (slide->words, 0))->text, ==, "Größe");
  g_assert_cmpfloat (((LecWord *) g_ptr_array_index (slide->words, 0))->confidence, ==, 97.25f);
  g_assert_cmpstr (again->video->path, ==, "/home/x/t\xe4lk.mp4");
}

static void
test_suggestions (void)
{
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autoptr (JsonNode) node = lec_lecture_to_json (lecture);
  JsonArray *suggestions = json_object_get_array_member (json_node_get_object (node), "suggestions");
  JsonObject *suggestion = json_array_get_object_element (suggestions, 0);

  g_assert_cmpuint (json_array_get_length (suggestions), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (suggestion, "kind"), ==, "merge");
  g_assert_cmpfloat (json_object_get_double_member (suggestion, "time_s"), ==, 33);
  g_assert_cmpint (json_object_get_int_member (suggestion, "slide"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (suggestion, "other_slide"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (suggestion, "score"), ==, 0.75);
}

static void
test_copy (void)
{
  g_autoptr (LecSlide) slide = make_slide (3);
  g_autoptr (LecSlide) copy = lec_slide_copy (slide);
  g_autoptr (JsonNode) a = lec_slide_to_json (slide);
  g_autoptr (JsonNode) b = lec_slide_to_json (copy);
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autoptr (LecVideoInfo) info = lec_video_info_copy (lecture->video);

  g_assert_true (json_node_equal (a, b));
  g_assert_cmpstr (info->path, ==, lecture->video->path);
  g_assert_true (info->path != lecture->video->path);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-lecture-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "lecture.json", NULL);
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autoptr (LecLecture) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_lecture_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (lec_lecture_save (lecture, path, &error));
  g_assert_true (lec_lecture_save (lecture, path, &error));
  again = lec_lecture_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->slides->len, ==, 2);
  g_assert_true (g_file_set_contents (path, "{\"version\": 99}", -1, NULL));
  g_assert_null (lec_lecture_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "lecture.json"));
  g_assert_nonnull (strstr (error->message, "version"));

  g_unlink (path);
  g_rmdir (folder);
}

/* Replaces one piece of good JSON and expects the whole to be refused, and @named in the reason. */
static void
assert_refused_with (const char *good,
                     const char *bad,
                     const char *named)
{
  g_autoptr (LecLecture) lecture = make_lecture ();
  g_autoptr (JsonNode) node = lec_lecture_to_json (lecture);
  g_autoptr (JsonNode) changed = NULL;
  g_autofree char *text = lec_json_to_line (node);
  g_autoptr (GString) edited = g_string_new (text);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (edited, good, bad, 1), ==, 1);
  changed = lec_json_parse (edited->str, -1, LIMIT, &error);
  g_assert_no_error (error);
  g_assert_null (lec_lecture_from_json (changed, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_refused (void)
{
  static const char *const cases[][3] = {
    { "\"version\": 1", "\"version\": 2", "version" },
    { "\"version\": 1", "\"version\": \"1\"", "version" },
    { "\"read_s\": 99.0", "\"read_s\": -1", "read_s" },
    { "\"path\": \"b.mp4\"", "\"path\": \"\"", "path" },
    { "\"start_s\": 50.0", "\"start_s\": null", "start_s" },
    { "77777777\"", "../../x\"", "id" },
    { "\"read_s\": 99.0", "\"read_s\": 1e999", "read_s" },
    { "\"video\"", "\"vide\"", "video" },
    { "\"settings\"", "\"seting\"", "settings" },
    { "\"slides\"", "\"slide_\"", "slides" },
    { "\"number\": 1", "\"number\": 0", "number" },
    { "\"number\": 1", "\"number\": 1e12", "number" },
    { "\"start_s\": 10.0", "\"start_s\": -0.5", "start_s" },
    { "\"start_s\": 10.0", "\"start_s\": 20.05", "end_s" },
    { "\"start_s\": 60.0", "\"start_s\": 9.0", "start_s" },
    { "\"visits\": [{\"start_s\": 10.0, \"end_s\": 20.04}, {\"start_s\": 60.0, \"end_s\": 61.0}]",
      "\"visits\": []", "visits" },
    { "\"builds_s\": [12.5]", "\"builds_s\": [\"x\"]", "builds_s" },
    { "\"builds_s\": [12.5]", "\"builds_s\": [-3]", "builds_s" },
    { "pictures/0001.jpg", "../../etc/passwd", "picture" },
    { "pictures/0001.jpg", "/etc/passwd", "picture" },
    { "pictures/0001.jpg", "pictures/../x.jpg", "picture" },
    { "pictures/0001.jpg", "pictures/a/b.jpg", "picture" },
    { "pictures/0001.jpg", "pictures/.hidden", "picture" },
    { "pictures/0001.jpg", "pictures/", "picture" },
    { "pictures/0001.jpg", "./0001.jpg", "picture" },
    { "pictures/0001.jpg", "../0001.jpg", "picture" },
    { "\"created\": \"2023", "\"created\": \"soon", "created" },
    { "pictures/0001.jpg", "pictures/a\\u0001b", "picture" },
    { "pictures/0002.png", "0002.png", "picture" },
    { "aaaaaaaa\"", "aaaaaaaA\"", "picture_sha256" },
    { "aaaaaaaa\"", "\"", "picture_sha256" },
    { "\"picture_width\": 1280", "\"picture_width\": 65536", "picture_width" },
    { "\"region\": [0, 0, 1280, 720]", "\"region\": [0, 0, 1280]", "region" },
    { "\"region\": [0, 0, 1280, 720]", "\"region\": [0, 0, -1, 720]", "region" },
    { "\"box\": [10, 20, 30, 40]", "\"box\": [10, 20, 30, 4e9]", "box" },
    { "\"text\": \"Größe\"", "\"text\": \"\"", "word" },
    { "\"confidence\": 97.25", "\"confidence\": 101", "confidence" },
    { "\"line\": 1", "\"line\": -1", "line" },
    { "\"reason\": \"no-signal\"", "\"reason\": \"boring\"", "reason" },
    { "\"ink\": 0.5", "\"ink\": 1.5", "ink" },
    { "\"kind\": \"merge\"", "\"kind\": \"split\"", "kind" },
    { "\"score\": 0.75", "\"score\": null", "score" },
    { "\"width\": 1280", "\"width\": 1e9", "width" },
    { "\"par_d\": 1", "\"par_d\": 0", "par_d" },
    { "\"fps\": 29.97", "\"fps\": -1", "fps" },
    { "\"size_bytes\": 9223372036854775807", "\"size_bytes\": -1", "size_bytes" },
    { "\"seekable\": true", "\"seekable\": 1", "seekable" },
    { "\"sensitivity\": \"normal\"", "\"sensitivity\": \"x\"", "sensitivity" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused_with (cases[i][0], cases[i][1], cases[i][2]);
}

/* As in the copy that a user gets: the folder has the talk's name, whatever that is. */
static void
test_picture_folders (void)
{
  static const char *const names[] = { "a talk-slides/slide-001.jpg", ".t\xe4lk-slides/slide-001.png",
                                       "a\nb\\c-slides/slide-1000.jpg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LecLecture) lecture = make_lecture ();
      g_autoptr (LecLecture) again = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      LecSlide *slide = g_ptr_array_index (lecture->slides, 0);

      g_free (slide->picture);
      slide->picture = g_strdup (names[i]);
      node = lec_lecture_to_json (lecture);
      again = lec_lecture_from_json (node, &error);
      g_assert_no_error (error);
      slide = g_ptr_array_index (again->slides, 0);
      g_assert_cmpstr (slide->picture, ==, names[i]);
    }
}

static void
test_reasons (void)
{
  LecLeftOutReason reason = LEC_LEFT_OUT_SHORT;

  for (guint i = 0; i <= LEC_LEFT_OUT_SHORT; i++)
    {
      g_assert_true (lec_left_out_reason_from_name (lec_left_out_reason_get_name (i), &reason));
      g_assert_cmpint (reason, ==, (int) i);
    }
  g_assert_false (lec_left_out_reason_from_name ("boring", &reason));
}

static void
test_cut_short (void)
{
  static const struct
  {
    double duration_s;
    double to_s;
    double read_s;
    gboolean cut_short;
  } cases[] = {
    { 100, 0, 100, FALSE },
    { 100, 0, 98.5, FALSE },
    { 100, 0, 97, TRUE },
    { 3600, 0, 3570, FALSE },
    { 3600, 0, 3560, TRUE },
    { 3600, 60, 60, FALSE },
    { 3600, 60, 40, TRUE },
    { 0, 0, 40, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecLecture) lecture = lec_lecture_new ();

      lecture->video->duration_s = cases[i].duration_s;
      lecture->options->to_s = cases[i].to_s;
      lecture->read_s = cases[i].read_s;
      g_assert_cmpint (lec_lecture_is_cut_short (lecture), ==, cases[i].cut_short);
    }
}

/* Each part counts by itself, not only the last one. */
static void
test_cut_short_part (void)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecVideoPart *first = lec_video_part_new ("a.mp4", 0);
  LecVideoPart *second = lec_video_part_new ("b.mp4", 100);

  first->duration_s = second->duration_s = 100;
  first->read_s = second->read_s = 99;
  g_ptr_array_add (lecture->parts, first);
  g_ptr_array_add (lecture->parts, second);
  g_assert_false (lec_lecture_is_cut_short (lecture));
  first->read_s = 50;
  g_assert_true (lec_lecture_is_cut_short (lecture));
}

/* As it is written. */
static void
assert_origin (JsonObject *object,
               const char *address)
{
  g_assert_cmpstr (json_object_get_string_member (object, "address"), ==, address);
  g_assert_true (json_object_get_boolean_member (object, "page"));
}

/* Of the whole and of each part, in a copy, in what is written and what is read. */
static void
test_origin (void)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (LecLecture) copy = NULL;
  g_autoptr (LecLecture) read = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  LecVideoPart *part = lec_video_part_new ("a.mp4", 0);
  JsonObject *object = NULL;

  lecture->video->address = g_strdup ("https://example.org/talk");
  lecture->video->is_page = TRUE;
  part->address = g_strdup ("https://example.org/part");
  part->is_page = TRUE;
  g_ptr_array_add (lecture->parts, part);
  copy = lec_lecture_copy (lecture);
  node = lec_lecture_to_json (copy);
  object = json_node_get_object (node);
  assert_origin (json_object_get_object_member (object, "video"), "https://example.org/talk");
  assert_origin (json_array_get_object_element (json_object_get_array_member (object, "parts"), 0),
                 "https://example.org/part");
  read = lec_lecture_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->video->address, ==, "https://example.org/talk");
  g_assert_true (read->video->is_page);
  part = g_ptr_array_index (read->parts, 0);
  g_assert_cmpstr (part->address, ==, "https://example.org/part");
  g_assert_true (part->is_page);
}

/* A file whose end is missing says so, whatever its times are. */
static void
test_cut (void)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecVideoPart *part = lec_video_part_new ("a.mp4", 0);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (LecLecture) copy = NULL;
  JsonObject *object;

  lecture->is_cut = part->is_cut = TRUE;
  g_ptr_array_add (lecture->parts, part);
  node = lec_lecture_to_json (lecture);
  object = json_node_get_object (node);
  g_assert_true (json_object_get_boolean_member (object, "cut"));
  object = json_array_get_object_element (json_object_get_array_member (object, "parts"), 0);
  g_assert_true (json_object_get_boolean_member (object, "cut"));
  copy = lec_lecture_from_json (node, NULL);
  g_assert_nonnull (copy);
  g_assert_true (copy->is_cut);
  g_assert_true (((LecVideoPart *) g_ptr_array_index (copy->parts, 0))->is_cut);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lecture/round-trip", test_round_trip);
  g_test_add_func ("/lecture/suggestions", test_suggestions);
  g_test_add_func ("/lecture/copy", test_copy);
  g_test_add_func ("/lecture/file", test_file);
  g_test_add_func ("/lecture/refused", test_refused);
  g_test_add_func ("/lecture/picture-folders", test_picture_folders);
  g_test_add_func ("/lecture/reasons", test_reasons);
  g_test_add_func ("/lecture/cut-short", test_cut_short);
  g_test_add_func ("/lecture/cut-short-part", test_cut_short_part);
  g_test_add_func ("/lecture/cut", test_cut);
  g_test_add_func ("/lecture/origin", test_origin);
  return g_test_run ();
}
