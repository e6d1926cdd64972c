/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options of folders: what extract, add and watch make of them, what is given wins, and the list
 * itself.
 */
#include "base/error.h"
#include "cli/desk.h"

#define NOT_FOUND lec_error_get_exit_code (LEC_ERROR_NOT_FOUND)
#define USAGE     lec_error_get_exit_code (LEC_ERROR_USAGE)
#define PROTOCOL  lec_error_get_exit_code (LEC_ERROR_PROTOCOL)

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk_set_up_at_home (desk, data);
  desk_shell (desk, "mkdir -p course/week && mv talk.mp4 course/week && ln -s course link");
}

static void
assert_job (Desk *desk,
            guint job,
            const char *crop,
            const char *ignore)
{
  g_autofree char *show = g_strdup_printf ("show --json %u", job);
  g_autofree char *crop_member = g_strdup_printf ("\"crop\": \"%s\"", crop);
  g_autofree char *ignore_member = g_strdup_printf ("\"ignore\": [%s]", ignore);

  desk_lectern (desk, show, 0);
  desk_assert_says (desk->out, crop_member);
  desk_assert_says (desk->out, ignore_member);
}

static void
test_list (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "folder", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "folder set link crop=0,0,320,180 ignore=0,0,9,9 ignore=9,9,2,2", 0);
  desk_lectern (desk, "folder set course/week crop=none", 0);
  desk_lectern (desk, "folder list", 0);
  desk_assert_says (desk->out, "/course  crop=0,0,320,180  ignore=0,0,9,9 9,9,2,2\n");
  desk_assert_says (desk->out, "/course/week  crop=none\n");
  desk_lectern (desk, "folder --json", 0);
  desk_assert_says (desk->out, "\"ignore\": \"0,0,9,9 9,9,2,2\"");

  /* All that is set: what was before is forgotten. */
  desk_lectern (desk, "folder set course ignore=", 0);
  desk_lectern (desk, "folder", 0);
  desk_assert_says (desk->out, "/course  ignore=\n");
  desk_lectern (desk, "folder remove link course/week", 0);
  desk_lectern (desk, "folder", 0);
  g_assert_cmpstr (desk->out, ==, "");
}

static void
assert_region (Desk *desk,
               const char *json,
               int width)
{
  g_autoptr (JsonObject) lecture = desk_load_json (desk, json);
  JsonArray *slides = json_object_get_array_member (lecture, "slides");
  JsonObject *slide = json_array_get_object_element (slides, 0);

  g_assert_cmpint (json_array_get_int_element (json_object_get_array_member (slide, "region"), 2), ==, width);
}

/* What is cut out of the frame is that, also where a link leads there. */
static void
test_extract (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "folder set course crop=0,0,320,180", 0);
  desk_lectern (desk, "extract link/week/talk.mp4 -o out/ --json --progress none", 0);
  assert_region (desk, "out/talk.json", 320);
  desk_lectern (desk, "extract course/week/talk.mp4 --crop 0,0,400,180 -o given/ --json --progress none", 0);
  assert_region (desk, "given/talk.json", 400);
}

/* Each option comes from the nearest folder that sets it; what was added before stays. */
static void
test_add (Desk *desk,
          gconstpointer data)
{
  desk_lectern (desk, "add course/week/talk.mp4", 0);
  desk_lectern (desk, "folder set course crop=0,0,320,180 ignore=0,0,9,9", 0);
  desk_lectern (desk, "folder set course/week crop=none", 0);
  desk_lectern (desk, "add link/week/talk.mp4", 0);
  desk_lectern (desk, "add course/week/talk.mp4 --crop 2,2,40,40 --ignore 1,1,8,8", 0);
  assert_job (desk, 1, "auto", "");
  assert_job (desk, 2, "none", "\"0,0,9,9\"");
  assert_job (desk, 3, "2,2,40,40", "\"1,1,8,8\"");

  /* The same settings are the same job, wherever they come from. */
  desk_lectern (desk, "add link/week/talk.mp4 --crop none --ignore 0,0,9,9", 0);
  desk_assert_says (desk->out, "job 2: ");
}

/* Where a setting is from is told, of those that are the folder's. */
static void
test_show (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "folder set course crop=0,0,320,180", 0);
  desk_lectern (desk, "add course/week/talk.mp4 --ignore 1,1,8,8", 0);
  desk_lectern (desk, "show 1", 0);
  desk_assert_says (desk->out, "crop:          0,0,320,180 (set for the folder ");
  desk_assert_says (desk->out, "/course)\n");
  desk_assert_says (desk->out, "ignore:        1,1,8,8\n");
  desk_lectern (desk, "show 1 --json", 0);
  desk_assert_says (desk->out, "\"crop\": \"0,0,320,180\"}]");
}

/* Nothing is worked on: the queue is paused. */
static void
test_watch (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "folder set course crop=0,0,320,180 ignore=0,0,9,9", 0);
  desk_shell (desk, "\"$LECTERN\" pause --queue extraction; "
                    "\"$LECTERN\" watch course --existing --ignore 1,1,8,8 --progress none & "
                    "for i in $(seq 300); do \"$LECTERN\" show 1 && break; sleep 0.2; done; kill -INT $!; wait $!");
  assert_job (desk, 1, "0,0,320,180", "\"1,1,8,8\"");
}

static void
test_library (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "folder set course crop=none", 0);
  desk_lectern (desk, "library back-up copy", 0);
  desk_shell (desk, "cat copy/lectures/folders/folders.json");
  desk_assert_says (desk->out, "/course\"");
  desk_lectern (desk, "library move moved", 0);
  desk_lectern (desk, "folder", 0);
  desk_assert_says (desk->out, "/course  crop=none\n");
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "folder set course", USAGE);
  desk_lectern (desk, "folder set course crop", USAGE);
  desk_lectern (desk, "folder set course crop=all", USAGE);
  desk_lectern (desk, "folder set course layout=notes", USAGE);
  desk_lectern (desk, "folder forget", USAGE);
  desk_lectern (desk, "folder set none crop=none", NOT_FOUND);
  desk_lectern (desk, "folder remove course", NOT_FOUND);
  desk_lectern (desk, "folder", 0);
  g_assert_cmpstr (desk->out, ==, "");
}

/* A video is not read with other options than were set: that would not be noticed. */
static void
test_broken (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "folder set course crop=none", 0);
  desk_shell (desk, "echo '{' > home/lectern/lectures/folders/folders.json");
  desk_lectern (desk, "folder", PROTOCOL);
  desk_assert_says (desk->err, "folders.json");
  desk_lectern (desk, "add course/week/talk.mp4", PROTOCOL);
  desk_lectern (desk, "extract course/week/talk.mp4 --progress none", PROTOCOL);
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/folder/list", test_list },
    { "/folder/extract", test_extract },
    { "/folder/add", test_add },
    { "/folder/show", test_show },
    { "/folder/watch", test_watch },
    { "/folder/library", test_library },
    { "/folder/refused", test_refused },
    { "/folder/broken", test_broken },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));
}
