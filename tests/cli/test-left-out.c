/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program did not make slides of, and where it was in doubt, as lecture.json tells it:
 * each reason where the truth of the video has it, and suggestions that point at slides.
 */
#include "cli/desk.h"

/* Two frames, and what a stretch takes to settle. */
#define TOLERANCE_S 0.6

static JsonObject *
get_object (JsonArray *array,
            guint index)
{
  return json_array_get_object_element (array, index);
}

/* The stretch left out for @reason that covers @time_s; %NULL when there is none. */
static JsonObject *
find_left_out (JsonObject *lecture,
               const char *reason,
               double time_s)
{
  JsonArray *left_out = json_object_get_array_member (lecture, "left_out");

  for (guint i = 0; i < json_array_get_length (left_out); i++)
    {
      JsonObject *stretch = get_object (left_out, i);

      if (g_str_equal (json_object_get_string_member (stretch, "reason"), reason) &&
          json_object_get_double_member (stretch, "start_s") <= time_s &&
          json_object_get_double_member (stretch, "end_s") >= time_s)
        return stretch;
    }

  return NULL;
}

/* The reason for what the truth says is no slide. */
static const char *
get_reason (JsonObject *slide)
{
  const char *kind = json_object_get_string_member (slide, "kind");
  const char *note = json_object_get_string_member_with_default (slide, "note", "");

  if (g_str_equal (kind, "speaker") || g_str_equal (kind, "desktop"))
    return kind;
  if (!g_str_equal (kind, "blank"))
    return NULL;

  return g_str_equal (note, "no signal") ? "no-signal" : "blank";
}

/* A screen that goes black at the very end is taken for the end of the last page. */
static void
test_reasons (Desk *desk,
              gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  g_autoptr (JsonObject) truth = desk_load_json (desk, "truth.json");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *slides = json_object_get_array_member (truth, "slides");

  desk_lectern (desk, "extract talk.mp4 --json --progress none", 0);
  lecture = desk_load_json (desk, "talk.json");
  for (guint i = 0; i + 1 < json_array_get_length (slides); i++)
    {
      JsonObject *slide = get_object (slides, i);
      const char *reason = get_reason (slide);
      double start_s = json_object_get_double_member (slide, "start");
      double end_s = json_object_get_double_member (slide, "end");

      if (reason == NULL)
        continue;
      g_test_message ("%s from %.1f to %.1f s", reason, start_s, end_s);
      g_assert_nonnull (find_left_out (lecture, reason, start_s + TOLERANCE_S));
      g_assert_nonnull (find_left_out (lecture, reason, end_s - TOLERANCE_S));
      g_hash_table_add (seen, (char *) reason);
    }

  g_assert_cmpuint (g_hash_table_size (seen), ==, 4);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (lecture, "slides")), ==,
                    json_object_get_int_member (truth, "unique_slides"));
}

static gboolean
begins_at (JsonObject *slide,
           double time_s)
{
  JsonArray *visits = json_object_get_array_member (slide, "visits");

  for (guint i = 0; i < json_array_get_length (visits); i++)
    if (ABS (json_object_get_double_member (get_object (visits, i), "start_s") - time_s) < 0.001)
      return TRUE;

  return FALSE;
}

static gboolean
lasts_at (JsonObject *slide,
          double time_s)
{
  JsonArray *visits = json_object_get_array_member (slide, "visits");

  for (guint i = 0; i < json_array_get_length (visits); i++)
    if (json_object_get_double_member (get_object (visits, i), "start_s") < time_s &&
        json_object_get_double_member (get_object (visits, i), "end_s") > time_s)
      return TRUE;

  return FALSE;
}

static void
assert_suggestion (JsonObject *suggestion,
                   JsonArray *slides)
{
  double time_s = json_object_get_double_member (suggestion, "time_s");
  double score = json_object_get_double_member (suggestion, "score");
  gint64 number = json_object_get_int_member (suggestion, "slide");
  gint64 other = json_object_get_int_member (suggestion, "other_slide");
  gboolean merge = g_str_equal (json_object_get_string_member (suggestion, "kind"), "merge");
  JsonObject *slide;

  g_assert_cmpfloat (score, >, 0);
  g_assert_cmpfloat (score, <=, 1);
  g_assert_cmpint (number, >=, 1);
  g_assert_cmpint (number, <=, json_array_get_length (slides));
  g_assert_cmpint (other, <=, json_array_get_length (slides));
  g_assert_cmpint (other, !=, number);
  g_assert_true (merge ? other >= 1 : other == 0);
  slide = get_object (slides, (guint) number - 1);
  g_assert_true (merge ? begins_at (slide, time_s) : lasts_at (slide, time_s));
}

static guint
count_kind (JsonArray *suggestions,
            const char *kind)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (suggestions); i++)
    n += g_str_equal (json_object_get_string_member (get_object (suggestions, i), "kind"), kind);

  return n;
}

/* Pages that differ by a word or a number: two that may be one, and one that may be two. */
static void
test_suggestions (Desk *desk,
                  gconstpointer data)
{
  g_autoptr (JsonObject) lecture = NULL;
  JsonArray *suggestions = NULL;

  desk_lectern (desk, "extract ../near.mp4 -o . --json --progress none", 0);
  lecture = desk_load_json (desk, "near.json");
  suggestions = json_object_get_array_member (lecture, "suggestions");
  for (guint i = 0; i < json_array_get_length (suggestions); i++)
    assert_suggestion (get_object (suggestions, i), json_object_get_array_member (lecture, "slides"));
  g_assert_cmpuint (count_kind (suggestions, "merge"), >, 0);
  g_assert_cmpuint (count_kind (suggestions, "new-slide"), >, 0);
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = {
    .make = "\"$LECTURE_VIDEO\" leftout --seed 307 --size 480x270 --fps 8 --seconds 56 -o talk.mp4 && "
            "\"$LECTURE_VIDEO\" near --seed 1 --size 480x270 --fps 8 --seconds 24 -o near.mp4",
  };
  static const DeskCase tests[] = {
    { "/left-out/reasons", test_reasons },
    { "/left-out/suggestions", test_suggestions },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, desk_set_up, tests, G_N_ELEMENTS (tests));
}
