/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages that are never taken again: found in another recording although it is of other quality,
 * size or codec; a page that is only similar stays; what was left out can be taken back.
 */
#include "base/error.h"
#include "cli/desk.h"

#define NOT_FOUND lec_error_get_exit_code (LEC_ERROR_NOT_FOUND)
#define USAGE     lec_error_get_exit_code (LEC_ERROR_USAGE)

/* The same talk recorded otherwise. */
#define OTHER(options) "\"$LECTURE_VIDEO\" builds --seed 106 --seconds 20 " options " -o other.mp4"

static void
extract (Desk *desk,
         const char *video,
         guint n_slides)
{
  g_autofree char *arguments = g_strdup_printf ("extract %s --json --force --progress none", video);
  g_autofree char *wanted = g_strdup_printf ("%u slide", n_slides);

  desk_lectern (desk, arguments, 0);
  desk_assert_says (desk->err, wanted);
}

static void
assert_left_out (Desk *desk,
                 guint n_wanted)
{
  g_autoptr (JsonObject) lecture = desk_load_json (desk, "other.json");
  JsonArray *left_out = json_object_get_array_member (lecture, "left_out");
  guint n_never = 0;

  for (guint i = 0; i < json_array_get_length (left_out); i++)
    n_never += g_str_equal (json_object_get_string_member (json_array_get_object_element (left_out, i), "reason"),
                            "never");
  g_assert_cmpuint (n_never, ==, n_wanted);
}

/* Noise and compression differ; the other two pages, on the same template, stay. */
static void
test_found (Desk *desk,
            gconstpointer data)
{
  static const char *const others[] = {
    OTHER ("--size 640x360 --quality 38"),
    OTHER ("--size 640x360 --codec vp8 --container webm --quality 40"),
    OTHER ("--size 1280x720 --quality 30"),
  };

  extract (desk, "talk.mp4", 3);
  desk_lectern (desk, "never add talk.mp4 2", 0);
  g_assert_cmpstr (desk->out, ==, "1\n");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      desk_shell (desk, others[i]);
      extract (desk, "other.mp4", 2);
      assert_left_out (desk, 1);
    }

  desk_lectern (desk, "edit other.mp4", 0);
  desk_assert_says (desk->out, "on the list of pages never taken");
  desk_lectern (desk, "edit other.mp4 add 7", 0);
  desk_lectern (desk, "edit other.mp4", 0);
  desk_assert_says (desk->out, "   3      0:10");
}

/* A slide that was not finished yet is another than the finished one, though it lacks little. */
static void
test_similar (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --keep-builds --progress none -o steps/", 0);
  desk_lectern (desk, "edit talk.mp4", 0);
  desk_assert_says (desk->out, "   3      0:05");
  desk_lectern (desk, "never add talk.mp4 3", 0);
  desk_shell (desk, OTHER ("--size 640x360 --quality 38"));
  extract (desk, "other.mp4", 3);
  assert_left_out (desk, 0);
}

static void
test_list (Desk *desk,
           gconstpointer data)
{
  extract (desk, "talk.mp4", 3);
  desk_lectern (desk, "never", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "never add talk.mp4 1 3", 0);
  g_assert_cmpstr (desk->out, ==, "1\n2\n");
  desk_lectern (desk, "never list", 0);
  desk_assert_says (desk->out, "   1  talk 0:00  The Life of a Messenger RNA\n");
  desk_assert_says (desk->out, "   2  talk 0:10  Membrane");
  desk_lectern (desk, "never --json", 0);
  desk_assert_says (desk->out, "\"number\": 2");
  desk_lectern (desk, "never remove 1", 0);
  desk_lectern (desk, "never add talk.mp4 2", 0);
  /* Whoever has noted a number does not find another page under it. */
  g_assert_cmpstr (desk->out, ==, "3\n");
  desk_lectern (desk, "library back-up copy", 0);
  desk_shell (desk, "ls copy/lectures/never/2.jpg copy/lectures/never/2.bin copy/lectures/never/2.json");
  /* From then on, also where it came from. */
  desk_lectern (desk, "resegment talk.mp4 --sensitivity high --json --force --progress none", 0);
  desk_assert_says (desk->err, "1 slide");
  desk_lectern (desk, "never remove 2 3", 0);
  desk_lectern (desk, "resegment talk.mp4 --sensitivity normal --json --force --progress none", 0);
  desk_assert_says (desk->err, "3 slides");
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  extract (desk, "talk.mp4", 3);
  desk_lectern (desk, "never add talk.mp4 4", USAGE);
  desk_lectern (desk, "never add talk.mp4 0", USAGE);
  desk_lectern (desk, "never add talk.mp4", USAGE);
  desk_lectern (desk, "never forget", USAGE);
  desk_lectern (desk, "never add none.mp4 1", NOT_FOUND);
  desk_lectern (desk, "never remove 1", NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/never/found", test_found },
    { "/never/similar", test_similar },
    { "/never/list", test_list },
    { "/never/refused", test_refused },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, desk_set_up_at_home, cases, G_N_ELEMENTS (cases));
}
