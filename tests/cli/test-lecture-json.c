/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each member of lecture.json means what the schema says, held against the truth of the videos: a
 * talk in two files, with builds, a page that comes back, and stretches that are no slide.
 */
#include <glib/gstdio.h>

#include "base/error.h"
#include "cli/desk.h"

#define FRAME_S 0.041

/* The talk's JSON, made once for all tests. Returns: (transfer full) */
static JsonObject *
load_talk (Desk *desk)
{
  desk_lectern (desk, "extract --join talk.mp4 ../second.mp4 --json --images --shortest 0.7 --progress none", 0);

  return desk_load_json (desk, "talk.json");
}

static JsonObject *
get_object (JsonArray *array,
            guint index)
{
  return json_array_get_object_element (array, index);
}

static double
get_time (JsonObject *object,
          const char *member)
{
  double time_s = json_object_get_double_member (object, member);

  g_assert_true (json_object_has_member (object, member));
  g_assert_cmpfloat (time_s, >=, 0);
  return time_s;
}

static void
assert_text (JsonObject *object,
             const char *member,
             const char *wanted)
{
  g_assert_cmpstr (json_object_get_string_member (object, member), ==, wanted);
}

static void
assert_number (JsonObject *object,
               const char *member,
               gint64 wanted)
{
  g_test_message ("%s", member);
  g_assert_true (json_object_has_member (object, member));
  g_assert_cmpint (json_object_get_int_member (object, member), ==, wanted);
}

static void
test_head (Desk *desk,
           gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_talk (desk);
  const char *id = json_object_get_string_member (lecture, "id");
  JsonObject *video = json_object_get_object_member (lecture, "video");
  const char *created = json_object_get_string_member (lecture, "created");
  g_autoptr (GDateTime) made = g_date_time_new_from_iso8601 (created, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_assert_nonnull (made);
  g_assert_cmpint (ABS (g_date_time_difference (now, made)), <, G_TIME_SPAN_HOUR);
  assert_number (lecture, "version", 1);
  g_assert_true (g_str_has_prefix (json_object_get_string_member (lecture, "generator"), "Lectern "));
  g_assert_cmpuint (strspn (id, "0123456789abcdef"), ==, 64);
  g_assert_cmpfloat_with_epsilon (get_time (lecture, "read_s"), get_time (video, "duration_s"), 0.1);
}

static void
test_video (Desk *desk,
            gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonObject *video = NULL;
  g_autofree char *path = g_canonicalize_filename ("talk.mp4", desk->folder);
  GStatBuf facts = { 0 };

  desk_lectern (desk, "extract talk.mp4 --json --progress none", 0);
  lecture = desk_load_json (desk, "talk.json");
  video = json_object_get_object_member (lecture, "video");
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  assert_text (video, "path", path);
  assert_text (video, "container", "mp4");
  assert_text (video, "codec", "h264");
  g_assert_true (json_object_has_member (video, "profile"));
  assert_number (video, "size_bytes", facts.st_size);
  assert_number (video, "width", 640);
  assert_number (video, "height", 360);
  assert_number (video, "coded_width", 640);
  assert_number (video, "coded_height", 360);
  assert_number (video, "par_n", 1);
  assert_number (video, "par_d", 1);
  assert_number (video, "rotation_deg", 0);
  assert_number (video, "bit_depth", 8);
  assert_number (video, "n_audio_streams", 0);
  assert_number (video, "n_subtitle_streams", 0);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (video, "fps"), 25, 0.01);
  g_assert_cmpfloat (get_time (video, "duration_s"), >, 15);
  g_assert_true (json_object_get_boolean_member (video, "seekable"));
}

/* lectern probe --json prints the same facts. */
static void
test_probe (Desk *desk,
            gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  g_autoptr (JsonNode) probed = NULL;
  g_autoptr (JsonNode) kept = NULL;

  desk_lectern (desk, "extract talk.mp4 --json --progress none", 0);
  lecture = desk_load_json (desk, "talk.json");
  kept = json_node_copy (json_object_get_member (lecture, "video"));
  desk_lectern (desk, "probe talk.mp4 --json", 0);
  probed = json_from_string (desk->out, NULL);
  /* As it was given; the lecture must find it from anywhere. */
  assert_text (json_node_get_object (probed), "path", "talk.mp4");
  json_object_set_string_member (json_node_get_object (kept), "path", "talk.mp4");
  g_assert_true (json_node_equal (probed, kept));
}

static void
test_parts (Desk *desk,
            gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_talk (desk);
  g_autoptr (JsonObject) truth = desk_load_json (desk, "truth.json");
  JsonArray *parts = json_object_get_array_member (lecture, "parts");
  g_autofree char *first = g_canonicalize_filename ("talk.mp4", desk->folder);

  g_assert_cmpuint (json_array_get_length (parts), ==, 2);
  assert_text (get_object (parts, 0), "path", first);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (get_object (parts, 1), "path"), "/second.mp4"));
  g_assert_cmpfloat (get_time (get_object (parts, 0), "start_s"), ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (get_time (get_object (parts, i), "read_s"),
                                    get_time (get_object (parts, i), "duration_s"), 0.1);
  g_assert_cmpfloat_with_epsilon (get_time (get_object (parts, 1), "start_s"),
                                  json_object_get_double_member (truth, "duration"), FRAME_S);
}

static void
test_settings (Desk *desk,
               gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonObject *settings = NULL;

  desk_lectern (desk,
                "extract talk.mp4 --json --progress none --from 1 --to 0:09 --sensitivity high --shortest 0.8 "
                "--keep-builds --crop 0,0,600,300 --ignore 600,0,40,40 --language deu --layout handout "
                "--transcript sidecar --transcript-language de-CH --per-page 6 --paper letter "
                "--picture-quality low --lossless --images",
                0);
  lecture = desk_load_json (desk, "talk.json");
  settings = json_object_get_object_member (lecture, "settings");
  g_assert_cmpfloat (get_time (settings, "from"), ==, 1);
  g_assert_cmpfloat (get_time (settings, "to"), ==, 9);
  g_assert_cmpfloat (get_time (settings, "shortest"), ==, 0.8);
  assert_text (settings, "sensitivity", "high");
  assert_text (settings, "crop", "0,0,600,300");
  assert_text (settings, "language", "deu");
  assert_text (settings, "transcript", "sidecar");
  assert_text (settings, "transcript_language", "de-CH");
  assert_text (settings, "layout", "handout");
  assert_number (settings, "per_page", 6);
  assert_text (settings, "paper", "letter");
  assert_text (settings, "picture_quality", "low");
  g_assert_true (json_object_get_boolean_member (settings, "keep_builds"));
  g_assert_true (json_object_get_boolean_member (settings, "lossless"));
  g_assert_true (json_object_get_boolean_member (settings, "images"));
  g_assert_true (json_object_get_boolean_member (settings, "json"));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (settings, "ignore"), 0), ==,
                   "600,0,40,40");
}

static void
assert_picture (Desk *desk,
                JsonObject *slide)
{
  const char *name = json_object_get_string_member (slide, "picture");
  g_autofree char *sum = g_strdup_printf ("sha256sum '%s' | cut -d ' ' -f 1", name);
  JsonArray *region = json_object_get_array_member (slide, "region");

  desk_run (desk, sum);
  assert_text (slide, "picture_sha256", g_strchomp (desk->out));
  assert_number (slide, "picture_width", json_array_get_int_element (region, 2));
  assert_number (slide, "picture_height", json_array_get_int_element (region, 3));
}

static void
assert_words (JsonObject *slide)
{
  JsonArray *words = json_object_get_array_member (slide, "words");
  gint64 line = 0, block = 0;

  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonObject *word = get_object (words, i);
      JsonArray *box = json_object_get_array_member (word, "box");
      double confidence = json_object_get_double_member (word, "confidence");

      /* What hardly is a word stays out of the text. */
      if (confidence >= 40)
        g_assert_nonnull (strstr (json_object_get_string_member (slide, "text"),
                                  json_object_get_string_member (word, "text")));
      g_assert_cmpint (json_array_get_int_element (box, 0) + json_array_get_int_element (box, 2), <=,
                       json_object_get_int_member (slide, "picture_width"));
      g_assert_cmpint (json_array_get_int_element (box, 1) + json_array_get_int_element (box, 3), <=,
                       json_object_get_int_member (slide, "picture_height"));
      g_assert_cmpfloat (confidence, >=, 0);
      g_assert_cmpfloat (confidence, <=, 100);
      g_assert_cmpint (json_object_get_int_member (word, "line"), >=, line);
      g_assert_cmpint (json_object_get_int_member (word, "block"), >=, block);
      g_assert_false (json_object_get_boolean_member (word, "rtl"));
      line = json_object_get_int_member (word, "line");
      block = json_object_get_int_member (word, "block");
    }
}

/* Returns: how many visits */
static guint
assert_times (JsonObject *slide)
{
  JsonArray *visits = json_object_get_array_member (slide, "visits");
  JsonArray *builds_s = json_object_get_array_member (slide, "builds_s");
  double last_s = 0;
  gboolean pictured = FALSE;

  for (guint i = 0; i < json_array_get_length (visits); i++)
    {
      double start_s = get_time (get_object (visits, i), "start_s");
      double end_s = get_time (get_object (visits, i), "end_s");
      double picture_s = get_time (slide, "picture_s");

      g_assert_cmpfloat (start_s, >=, last_s);
      g_assert_cmpfloat (end_s, >, start_s);
      pictured |= picture_s >= start_s && picture_s <= end_s;
      last_s = end_s;
    }
  g_assert_true (pictured);
  for (guint i = 0; i < json_array_get_length (builds_s); i++)
    {
      g_assert_cmpfloat (json_array_get_double_element (builds_s, i), >,
                         get_time (get_object (visits, 0), "start_s"));
      g_assert_cmpfloat (json_array_get_double_element (builds_s, i), <, last_s);
    }

  return json_array_get_length (visits);
}

static void
test_slides (Desk *desk,
             gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_talk (desk);
  JsonArray *slides = json_object_get_array_member (lecture, "slides");
  guint n_visits = 0, n_builds = 0, n_titles = 0;

  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = get_object (slides, i);

      assert_number (slide, "number", i + 1);
      assert_picture (desk, slide);
      assert_words (slide);
      n_visits += assert_times (slide);
      n_builds += json_array_get_length (json_object_get_array_member (slide, "builds_s"));
      n_titles += json_object_has_member (slide, "title");
    }
  g_assert_cmpuint (n_visits, >, json_array_get_length (slides));
  g_assert_cmpuint (n_builds, >, 0);
  g_assert_cmpuint (n_titles, >=, 3);
}

static void
assert_scores (JsonObject *scores)
{
  static const char *const names[] = { "flatness", "ink", "edges", "strokes", "motion", "brightness", "slide" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpfloat (get_time (scores, names[i]), <=, 1);
    }
}

/* What the truth says is no slide; and no slide overlaps with what was left out. */
static void
test_left_out (Desk *desk,
               gconstpointer data)
{
  g_autoptr (JsonObject) lecture = load_talk (desk);
  JsonArray *left_out = json_object_get_array_member (lecture, "left_out");
  gboolean speaker = FALSE, blank = FALSE;

  g_assert_cmpuint (json_array_get_length (left_out), >=, 2);
  for (guint i = 0; i < json_array_get_length (left_out); i++)
    {
      JsonObject *stretch = get_object (left_out, i);
      const char *reason = json_object_get_string_member (stretch, "reason");

      g_assert_cmpfloat (get_time (stretch, "end_s"), >, get_time (stretch, "start_s"));
      assert_scores (json_object_get_object_member (stretch, "scores"));
      speaker |= g_str_equal (reason, "speaker");
      blank |= g_str_equal (reason, "blank");
    }
  g_assert_true (speaker);
  g_assert_true (blank);
}

/* What was left out has its picture in the kept folder, so that it can be brought back. */
static void
test_left_out_pictures (Desk *desk,
                        gconstpointer data)
{
  g_autoptr (JsonObject) placed = NULL;
  g_autoptr (JsonObject) lecture = NULL;
  g_autofree char *command = NULL;
  JsonArray *left_out = NULL;

  desk_lectern (desk, "extract talk.mp4 --json --progress none", 0);
  placed = desk_load_json (desk, "talk.json");
  command = g_strdup_printf ("cp -r ../data/lectern/lectures/%s kept", json_object_get_string_member (placed, "id"));
  desk_run (desk, command);
  lecture = desk_load_json (desk, "kept/lecture.json");
  left_out = json_object_get_array_member (lecture, "left_out");
  g_assert_cmpuint (json_array_get_length (left_out), >, 0);
  for (guint i = 0; i < json_array_get_length (left_out); i++)
    {
      JsonObject *stretch = get_object (left_out, i);
      g_autofree char *picture = g_build_filename ("kept", json_object_get_string_member (stretch, "picture"), NULL);

      g_assert_true (desk_has (desk, picture));
      g_assert_cmpfloat (get_time (stretch, "picture_s"), >=, get_time (stretch, "start_s"));
      g_assert_cmpfloat (get_time (stretch, "picture_s"), <=, get_time (stretch, "end_s"));
    }
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = {
    .make = "\"$LECTURE_VIDEO\" leftout --seed 7 --size 640x360 --seconds 20 -o talk.mp4 && "
            "\"$LECTURE_VIDEO\" builds --seed 106 --size 640x360 --seconds 10 -o second.mp4",
  };
  static const DeskCase tests[] = {
    { "/lecture-json/head", test_head },
    { "/lecture-json/video", test_video },
    { "/lecture-json/probe", test_probe },
    { "/lecture-json/parts", test_parts },
    { "/lecture-json/settings", test_settings },
    { "/lecture-json/slides", test_slides },
    { "/lecture-json/left-out", test_left_out },
    { "/lecture-json/left-out-pictures", test_left_out_pictures },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, desk_set_up, tests, G_N_ELEMENTS (tests));
}
