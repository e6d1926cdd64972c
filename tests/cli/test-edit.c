/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that is corrected from a shell: what is in the outputs then, and that it stays so
 * whatever is run or killed afterwards. Each test has a data folder of its own, with what was read
 * of the video in it.
 */
#include "base/error.h"
#include "cli/desk.h"

#define USAGE lec_error_get_exit_code (LEC_ERROR_USAGE)

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;
  g_autofree char *shared = NULL;

  desk_set_up (desk, data);
  home = g_build_filename (desk->folder, "home", NULL);
  shared = g_build_filename (desk->folder, "..", "home", NULL);
  if (!g_file_test (shared, G_FILE_TEST_IS_DIR))
    {
      g_assert_true (g_setenv ("XDG_DATA_HOME", shared, TRUE));
      desk_lectern (desk, "extract talk.mp4 -o first/", 0);
    }
  desk_run (desk, "cp -r ../home home");
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
}

static void
extract (Desk *desk)
{
  desk_lectern (desk, "extract talk.mp4 --json --images", 0);
  g_assert_cmpstr (desk->out, ==, "talk-slides\ntalk.json\ntalk.pdf\n");
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_array_member (object, member);
}

/* Times of first appearance, in whole seconds, with the title's first word. */
static void
assert_slides (Desk *desk,
               const char *wanted)
{
  g_autoptr (JsonObject) lecture = desk_load_json (desk, "talk.json");
  JsonArray *slides = get_array (lecture, "slides");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = json_array_get_object_element (slides, i);
      JsonObject *visit = json_array_get_object_element (get_array (slide, "visits"), 0);
      g_auto (GStrv) title = g_strsplit (json_object_get_string_member_with_default (slide, "title", "-"), " ", 2);
      const char *picture = json_object_get_string_member (slide, "picture");
      int start_s = (int) json_object_get_double_member (visit, "start_s");

      g_assert_cmpint (json_object_get_int_member (slide, "number"), ==, i + 1);
      g_assert_true (desk_has (desk, picture));
      g_string_append_printf (text, "%s%d %s", i > 0 ? ", " : "", start_s, title[0]);
    }
  g_assert_cmpstr (text->str, ==, wanted);
}

static void
assert_pdf (Desk *desk,
            guint n_pages,
            const char *word)
{
  g_autofree char *pages = g_strdup_printf ("Pages:%12u\n", n_pages);

  desk_run (desk, "pdfinfo talk.pdf");
  desk_assert_says (desk->out, pages);
  desk_run (desk, "pdftotext talk.pdf -");
  desk_assert_says (desk->out, word);
}

static void
test_list (Desk *desk,
           gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4", 0);
  desk_assert_says (desk->out, "   1      0:00  The Life of a Messenger RNA\n");
  desk_assert_says (desk->out, "   3      0:10  Membrane receptor");
  desk_lectern (desk, "edit talk.json list --json", 0);
  desk_assert_says (desk->out, "{\"slide\": 2, \"title\": \"Measuring the ribosome\", \"start_s\": 5.0");
  desk_lectern (desk, "resegment talk.mp4 --shortest 5.3 --force", 0);
  desk_lectern (desk, "edit talk.mp4 list", 0);
  desk_assert_says (desk->out, "   -      0:00  (left out: too short)\n");
}

static void
test_remove (Desk *desk,
             gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 remove 2", 0);
  desk_assert_says (desk->err, "2 slides");
  desk_assert_says (desk->out, "/talk-slides\n");
  desk_assert_says (desk->out, "/talk.json\n");
  g_assert_true (g_str_has_suffix (desk->out, "/talk.pdf\n"));
  assert_slides (desk, "0 The, 10 Membrane");
  assert_pdf (desk, 2, "Membrane");
  g_assert_null (strstr (desk->out, "Measuring"));
  g_assert_false (desk_has (desk, "talk-slides/slide-003.jpg"));

  desk_lectern (desk, "edit talk.mp4 remove 1 2", USAGE);
  desk_lectern (desk, "edit talk.mp4 remove 3", USAGE);
  assert_slides (desk, "0 The, 10 Membrane");
}

static void
test_merge (Desk *desk,
            gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonObject *slide = NULL;

  extract (desk);
  desk_lectern (desk, "edit talk.mp4 merge 2 1", 0);
  assert_slides (desk, "0 Measuring, 10 Membrane");
  lecture = desk_load_json (desk, "talk.json");
  slide = json_array_get_object_element (get_array (lecture, "slides"), 0);
  g_assert_cmpuint (json_array_get_length (get_array (slide, "visits")), ==, 1);
  desk_lectern (desk, "edit talk.mp4 merge 2 2", USAGE);
  desk_lectern (desk, "edit talk.mp4 merge 2", USAGE);
}

/* The times in the list are times to add, be they cut to seconds; also where no slide was found. */
static void
test_add_listed (Desk *desk,
                 gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "resegment talk.mp4 --shortest 6 --force", lec_error_get_exit_code (LEC_ERROR_NO_SLIDES));
  desk_lectern (desk, "edit talk.mp4", 0);
  g_assert_cmpstr (desk->out, ==,
                   "   -      0:00  (left out: too short)\n"
                   "   -      0:06  (left out: too short)\n"
                   "   -      0:11  (left out: too short)\n");
  desk_lectern (desk, "edit talk.mp4 add 0:11", 0);
  desk_lectern (desk, "edit talk.mp4 add 0:06", 0);
  assert_slides (desk, "5 Measuring, 10 Membrane");
}

/* What was left out comes back; where nothing was, a frame is taken. */
static void
test_add (Desk *desk,
          gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "resegment talk.mp4 --shortest 5.3 --json --images --force", 0);
  assert_slides (desk, "5 Measuring, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 add 0:03", 0);
  assert_slides (desk, "0 The, 5 Measuring, 10 Membrane");
  assert_pdf (desk, 3, "Okafor");

  /* A step of a slide that is built up. */
  desk_lectern (desk, "edit talk.mp4 add 6", 0);
  assert_slides (desk, "0 The, 5 Measuring, 7 Measuring, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 add 99", USAGE);
  desk_lectern (desk, "edit talk.mp4 add soon", USAGE);
}

/* @i: from 0 */
static void
assert_stands (Desk *desk,
               guint i,
               double wanted_s)
{
  g_autoptr (JsonObject) lecture = desk_load_json (desk, "talk.json");
  JsonObject *slide = json_array_get_object_element (get_array (lecture, "slides"), i);

  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (slide, "stands_s"), wanted_s, 0.5);
}

/* One that is shown twice, once it is made of two. */
static void
test_move (Desk *desk,
           gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 merge 1 3", 0);
  desk_lectern (desk, "edit talk.mp4 move 1 11", 0);
  assert_slides (desk, "5 Measuring, 0 Membrane");
  assert_stands (desk, 1, 10.5);
  desk_lectern (desk, "edit talk.mp4 move 2 11", USAGE);
  desk_lectern (desk, "edit talk.mp4 move 2 6", USAGE);
  desk_lectern (desk, "edit talk.mp4 move 2 0:01", 0);
  assert_slides (desk, "0 Membrane, 5 Measuring");
  desk_lectern (desk, "edit talk.mp4 undo", 0);
  assert_slides (desk, "5 Measuring, 0 Membrane");
  desk_lectern (desk, "edit talk.mp4 move 2", USAGE);
}

static void
test_retitle (Desk *desk,
              gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 retitle 2 'Übungen (1)'", 0);
  assert_slides (desk, "0 The, 5 Übungen, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 retitle 2", 0);
  assert_slides (desk, "0 The, 5 -, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 -- retitle 2 --odd", 0);
  assert_slides (desk, "0 The, 5 --odd, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 retitle", USAGE);
  desk_lectern (desk, "edit talk.mp4 retitle 2 two words", USAGE);
}

/* The first slide's picture is that large, and the one that was placed. */
static void
assert_first_picture (Desk *desk,
                      int width,
                      int height)
{
  g_autoptr (JsonObject) lecture = desk_load_json (desk, "talk.json");
  JsonObject *slide = json_array_get_object_element (get_array (lecture, "slides"), 0);

  g_assert_cmpint (json_object_get_int_member (slide, "picture_width"), ==, width);
  g_assert_cmpint (json_object_get_int_member (slide, "picture_height"), ==, height);
  desk_run (desk, "sha256sum talk-slides/slide-001.jpg");
  desk_assert_says (desk->out, json_object_get_string_member (slide, "picture_sha256"));
}

static void
test_crop (Desk *desk,
           gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 crop 1 40,60,500,120", 0);
  assert_first_picture (desk, 500, 120);
  /* Only what is on that part. */
  desk_lectern (desk, "edit talk.mp4", 0);
  desk_assert_says (desk->out, "   1      0:00  The Life of a Messenger RNA\n");
  assert_pdf (desk, 3, "Messenger");
  g_assert_null (strstr (desk->out, "Eastfield"));
  desk_lectern (desk, "edit talk.mp4 crop 1 0,0,640,360", 0);
  assert_first_picture (desk, 640, 360);
  desk_lectern (desk, "edit talk.mp4 crop 1 700,0,10,10", USAGE);
  desk_lectern (desk, "edit talk.mp4 crop 1 10,10", USAGE);
}

/* To the byte. */
static void
test_undo (Desk *desk,
           gconstpointer data)
{
  extract (desk);
  desk_run (desk, "cp talk.pdf found.pdf; cp talk.json found.json");
  desk_lectern (desk, "edit talk.mp4 remove 2", 0);
  desk_run (desk, "cp talk.pdf removed.pdf");
  desk_lectern (desk, "edit talk.mp4 retitle 1 New", 0);
  desk_lectern (desk, "edit talk.mp4 undo", 0);
  desk_shell (desk, "cmp talk.pdf removed.pdf");
  desk_lectern (desk, "edit talk.mp4 undo", 0);
  desk_shell (desk, "cmp talk.pdf found.pdf && cmp talk.json found.json");
  desk_lectern (desk, "edit talk.mp4 undo", USAGE);
  desk_lectern (desk, "edit talk.mp4 redo", 0);
  desk_shell (desk, "cmp talk.pdf removed.pdf");
  desk_lectern (desk, "edit talk.mp4 merge 1 2", 0);
  desk_lectern (desk, "edit talk.mp4 redo", USAGE);
}

static void
test_log (Desk *desk,
          gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 log", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "edit talk.mp4 retitle 1 'A\tB'", 0);
  desk_lectern (desk, "edit talk.mp4 crop 2 0,0,600,300", 0);
  desk_lectern (desk, "edit talk.mp4 undo", 0);
  desk_lectern (desk, "edit talk.mp4 log", 0);
  desk_assert_says (desk->out, "retitled 0:00 “A B” (applied)\n");
  desk_assert_says (desk->out, "cropped 0:05 0,0,600,300 (does not count)\n");
  desk_assert_says (desk->out, "undone\n");
  desk_lectern (desk, "edit talk.mp4 log --json", 0);
  desk_assert_says (desk->out, "\"outcome\": \"applied\", \"slide\": 1, \"entry\": 1, \"counts\": true}\n");
  desk_assert_says (desk->out, "\"crop\": [0, 0, 600, 300], \"entry\": 2, \"counts\": false}\n");
}

/* Members of the JSON, by what they are called there. */
static void
test_json (Desk *desk,
           gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonArray *edits = NULL;
  JsonObject *edit = NULL, *place = NULL;

  extract (desk);
  lecture = desk_load_json (desk, "talk.json");
  g_assert_false (json_object_has_member (lecture, "edits"));
  desk_lectern (desk, "edit talk.mp4 retitle 3 New", 0);
  desk_lectern (desk, "edit talk.mp4 crop 1 40,60,500,120", 0);
  desk_lectern (desk, "edit talk.mp4 remove 2", 0);
  json_object_unref (g_steal_pointer (&lecture));
  lecture = desk_load_json (desk, "talk.json");
  edits = get_array (lecture, "edits");
  g_assert_cmpuint (json_array_get_length (edits), ==, 3);

  edit = json_array_get_object_element (edits, 0);
  g_assert_cmpstr (json_object_get_string_member (edit, "kind"), ==, "retitle");
  g_assert_cmpstr (json_object_get_string_member (edit, "title"), ==, "New");
  g_assert_cmpstr (json_object_get_string_member (edit, "outcome"), ==, "applied");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (edit, "created"), "Z"));
  /* It was 3 then. */
  g_assert_cmpint (json_object_get_int_member (edit, "slide"), ==, 2);
  place = json_array_get_object_element (get_array (edit, "places"), 0);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (place, "start_s"), 10.5, 0.1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (place, "end_s"), 16.08, 0.1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (place, "time_s"), 13.3, 0.1);
  edit = json_array_get_object_element (edits, 1);
  g_assert_cmpint (json_array_get_int_element (get_array (edit, "crop"), 2), ==, 500);
}

static void
test_kept (Desk *desk,
           gconstpointer data)
{
  static const char *const runs[] = {
    "extract talk.mp4 --json --images --force",
    "resegment talk.mp4 --json --images --sensitivity high --force",
    "resegment talk.json --layout notes --images -o again/",
    "extract talk.mp4 --json --images --lossless --force",
  };

  extract (desk);
  desk_lectern (desk, "edit talk.mp4 remove 2", 0);
  desk_lectern (desk, "edit talk.mp4 retitle 2 New", 0);
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      desk_lectern (desk, runs[i], 0);
      desk_assert_says (desk->err, "2 slides");
      assert_slides (desk, "0 The, 10 New");
    }
  /* Of the same video by another name, after what was read of it is gone. */
  desk_run (desk, "rm -rf home/lectern/lectures/????????* talk.json; mv talk.mp4 moved.mp4");
  desk_lectern (desk, "extract moved.mp4 --json -o talk.pdf --force", 0);
  desk_assert_says (desk->err, "2 slides");
}

/* Another run does not find the slide: said, kept, and done again when it is found. */
static void
test_lost_slide (Desk *desk,
                 gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 retitle 1 New", 0);
  desk_lectern (desk, "resegment talk.mp4 --json --images --shortest 5.3 --force", 0);
  desk_assert_says (desk->err, "1 of 1 edits does not find its slide");
  assert_slides (desk, "5 Measuring, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 log", 0);
  desk_assert_says (desk->out, "(its slide is no longer found)");
  desk_lectern (desk, "resegment talk.mp4 --json --images --shortest 1 --force", 0);
  assert_slides (desk, "0 New, 5 Measuring, 10 Membrane");
}

/* The log as JSON: what was adjusted, and what it was before. */
static void
assert_adjustment (JsonObject *edit,
                   const char *member,
                   double shortest)
{
  JsonObject *settings = json_object_get_object_member (edit, member);

  g_assert_cmpfloat (json_object_get_double_member (settings, "shortest"), ==, shortest);
  g_assert_cmpstr (json_object_get_string_member (settings, "sensitivity"), ==, "normal");
  g_assert_cmpstr (json_object_get_string_member (settings, "crop"), ==, "auto");
  g_assert_false (json_object_get_boolean_member (settings, "keep_builds"));
}

/* How slides are found, from what was read; it holds for later runs, with other corrections, and is
 * undone like those. */
static void
test_adjust (Desk *desk,
             gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonObject *edit = NULL;

  extract (desk);
  desk_shell (desk, "mv talk.mp4 away.mp4");
  desk_lectern (desk, "edit talk.json retitle 2 New", 0);
  desk_lectern (desk, "edit talk.json adjust shortest=5.3", 0);
  assert_slides (desk, "5 New, 10 Membrane");
  lecture = desk_load_json (desk, "talk.json");
  edit = json_array_get_object_element (get_array (lecture, "edits"), 1);
  g_assert_cmpstr (json_object_get_string_member (edit, "kind"), ==, "adjust");
  assert_adjustment (edit, "settings", 5.3);
  assert_adjustment (edit, "before", 0.6);
  desk_lectern (desk, "edit talk.json log", 0);
  desk_assert_says (desk->out, "adjusted sensitivity=normal shortest=5.3 keep-builds=false crop=auto (applied)");

  desk_lectern (desk, "edit talk.json undo", 0);
  assert_slides (desk, "0 The, 5 New, 10 Membrane");
  desk_lectern (desk, "edit talk.json redo", 0);
  assert_slides (desk, "5 New, 10 Membrane");
  desk_shell (desk, "mv away.mp4 talk.mp4");
  desk_lectern (desk, "extract talk.mp4 --json --images --force", 0);
  assert_slides (desk, "5 New, 10 Membrane");
  /* Asked for otherwise, that is what holds from then on. */
  desk_lectern (desk, "resegment talk.mp4 --json --images --shortest 1 --force", 0);
  assert_slides (desk, "0 The, 5 New, 10 Membrane");
  desk_lectern (desk, "edit talk.mp4 retitle 1 First", 0);
  assert_slides (desk, "0 First, 5 New, 10 Membrane");
}

static void
test_adjust_refused (Desk *desk,
                     gconstpointer data)
{
  extract (desk);
  desk_lectern (desk, "edit talk.mp4 adjust", USAGE);
  desk_lectern (desk, "edit talk.mp4 adjust shortest", USAGE);
  desk_lectern (desk, "edit talk.mp4 adjust ignore=0,0,10,10", USAGE);
  desk_assert_says (desk->err, "cannot be adjusted");
  desk_lectern (desk, "edit talk.mp4 adjust shortest=0.6", USAGE);
  desk_assert_says (desk->err, "this is so already");
  desk_lectern (desk, "edit talk.mp4 adjust shortest=60", lec_error_get_exit_code (LEC_ERROR_NO_SLIDES));
  desk_lectern (desk, "edit talk.mp4 log", 0);
  desk_assert_says (desk->err, "nothing was edited");
  assert_slides (desk, "0 The, 5 Measuring, 10 Membrane");
}

/* A file that is not as it was placed is somebody's. */
static void
test_force (Desk *desk,
            gconstpointer data)
{
  static const char *const flags[] = { "-f", "--force" };
  int exists = lec_error_get_exit_code (LEC_ERROR_EXISTS);

  extract (desk);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autofree char *render = g_strconcat ("edit talk.mp4 render ", flags[i], NULL);

      desk_run (desk, "echo mine > talk.pdf");
      desk_lectern (desk, "edit talk.mp4 remove 1", exists);
      desk_assert_says (desk->err, "the edit is kept");
      desk_assert_says (desk->err, "--force");
      desk_run (desk, "cat talk.pdf");
      g_assert_cmpstr (desk->out, ==, "mine\n");
      desk_lectern (desk, render, 0);
      assert_pdf (desk, 2 - i, "Membrane");
    }
}

static void
test_output (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "edit talk.mp4 remove 1 --output other/", 0);
  g_assert_cmpstr (desk->out, ==, "other/talk.pdf\n");
  desk_lectern (desk, "edit talk.mp4 remove 1 -o one.pdf", 0);
  g_assert_cmpstr (desk->out, ==, "one.pdf\n");
  /* From then on its place. */
  desk_lectern (desk, "edit talk.mp4 undo", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/one.pdf\n"));
}

static void
test_progress (Desk *desk,
               gconstpointer data)
{
  static const struct
  {
    const char *mode;
    const char *start;
  } cases[] = {
    { "auto", "talk.mp4: 0 %, editing" },
    { "bar", "\r\033[Ktalk.mp4" },
    { "lines", "talk.mp4: 0 %" },
    { "json", "{\"event\": \"progress\"" },
    { "none", "talk.mp4: 3 slides" },
  };

  extract (desk);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("edit talk.mp4 retitle 1 %u --progress %s", i, cases[i].mode);

      desk_lectern (desk, arguments, 0);
      g_test_message ("%s", cases[i].mode);
      g_assert_true (g_str_has_prefix (desk->err, cases[i].start));
    }
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  static const char *const wrong[] = {
    "edit",
    "edit talk.mp4 jump",
    "edit talk.mp4 remove",
    "edit talk.mp4 remove 0",
    "edit talk.mp4 remove -1",
    "edit talk.mp4 remove 1x",
    "edit talk.mp4 undo 1",
    "edit talk.mp4 remove 99999999999999999999",
  };
  int not_found = lec_error_get_exit_code (LEC_ERROR_NOT_FOUND);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    desk_lectern (desk, wrong[i], USAGE);
  desk_lectern (desk, "edit none.mp4 undo", not_found);
  desk_lectern (desk, "edit 1 undo", not_found);
  desk_run (desk, "echo other > other.mp4");
  desk_lectern (desk, "edit other.mp4", not_found);
  desk_lectern (desk, "edit talk.mp4 log", 0);
  g_assert_cmpstr (desk->out, ==, "");
}

/* Several files: by the JSON, with times of the whole. The picture comes from the second file. */
static void
test_joined (Desk *desk,
             gconstpointer data)
{
  desk_run (desk, "\"$LECTURE_VIDEO\" cuts --seed 3 --size 640x360 --seconds 8 -o second.mp4");
  desk_lectern (desk, "extract --join talk.mp4 second.mp4 --json --images", 0);
  desk_lectern (desk, "edit talk.json list", 0);
  desk_lectern (desk, "edit talk.json add 17", 0);
  desk_assert_says (desk->err, "slides");
  desk_shell (desk, "cp talk.json edited.json; ls home/lectern/lectures/*/pictures/at-00017000.jpg");
  desk_lectern (desk, "edit talk.json crop 1 20,20,300,200", 0);
  assert_first_picture (desk, 300, 200);
  desk_lectern (desk, "edit talk.json undo", 0);
  desk_shell (desk, "cmp talk.json edited.json");
  desk_lectern (desk, "extract --join talk.mp4 second.mp4 --json --images", 0);
  desk_assert_says (desk->err, "there already");
  /* It is no edit of one of the files alone. */
  desk_lectern (desk, "edit talk.mp4 log", 0);
  g_assert_cmpstr (desk->out, ==, "");
}

/* By its number, in its own place and layout; the search follows. */
static void
test_job (Desk *desk,
          gconstpointer data)
{
  desk_lectern (desk, "add talk.mp4 --layout notes -o notes/", 0);
  desk_lectern (desk, "edit 1", 0);
  desk_lectern (desk, "run", 0);
  desk_lectern (desk, "search Measuring", 0);
  desk_assert_says (desk->out, "slide 2");
  desk_lectern (desk, "edit 1 remove 2", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/notes/talk.pdf\n"));
  desk_lectern (desk, "search Measuring", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "search Membrane", 0);
  desk_assert_says (desk->out, "slide 2");

  /* Anew, with what was corrected; nothing is in the way. */
  desk_lectern (desk, "retry 1", 0);
  desk_lectern (desk, "run", 0);
  desk_lectern (desk, "show 1 --json", 0);
  desk_assert_says (desk->out, "\"status\": \"completed\"");
  desk_lectern (desk, "search Measuring", 0);
  g_assert_cmpstr (desk->out, ==, "");
}

/* At any moment: what was said to be kept is, and the rest can be read. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  g_autofree char *entries = NULL;

  extract (desk);
  desk_lectern (desk, "edit talk.mp4 retitle 1 Kept", 0);
  for (guint i = 1; i <= 12; i++)
    {
      g_autofree char *kill =
        g_strdup_printf ("timeout -s KILL 0.%02u \"$LECTERN\" edit talk.mp4 retitle 2 n%u > /dev/null 2>&1", i * 3, i);

      desk_run (desk, kill);
      desk_lectern (desk, "edit talk.mp4 log", 0);
      desk_assert_says (desk->out, "retitled 0:00 “Kept” (applied)\n");
    }
  desk_run (desk, "\"$LECTERN\" edit talk.mp4 log | wc -l");
  entries = g_strstrip (g_strdup (desk->out));
  g_test_message ("%s of 13 were kept", entries);
  desk_lectern (desk, "edit talk.mp4 retitle 2 Last", 0);
  assert_slides (desk, "0 Kept, 5 Last, 10 Membrane");
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/edit/list", test_list },
    { "/edit/remove", test_remove },
    { "/edit/merge", test_merge },
    { "/edit/add", test_add },
    { "/edit/add-listed", test_add_listed },
    { "/edit/move", test_move },
    { "/edit/retitle", test_retitle },
    { "/edit/crop", test_crop },
    { "/edit/undo", test_undo },
    { "/edit/log", test_log },
    { "/edit/json", test_json },
    { "/edit/kept", test_kept },
    { "/edit/lost-slide", test_lost_slide },
    { "/edit/adjust", test_adjust },
    { "/edit/adjust-refused", test_adjust_refused },
    { "/edit/force", test_force },
    { "/edit/output", test_output },
    { "/edit/progress", test_progress },
    { "/edit/refused", test_refused },
    { "/edit/joined", test_joined },
    { "/edit/job", test_job },
    { "/edit/killed", test_killed },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
