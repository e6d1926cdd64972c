/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern extract, resegment and probe as a user calls them, on a lecture made by the generator.
 */
#include "base/error.h"
#include "cli/desk.h"

#define EXISTS lec_error_get_exit_code (LEC_ERROR_EXISTS)

/* What one test leaves in the data folder is nothing to the next: each reads the video itself. */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *folder = NULL;

  desk_set_up (desk, data);
  folder = g_build_filename (desk->folder, "data", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", folder, TRUE));
}

static void
test_outputs (Desk *desk,
              gconstpointer data)
{
  g_autoptr (JsonObject) truth = NULL;
  g_autoptr (JsonObject) lecture = NULL;
  JsonArray *slides;

  desk_lectern (desk, "extract talk.mp4 --images --json --progress lines", 0);
  g_assert_true (g_str_has_suffix (g_strchomp (desk->out), "talk.pdf"));
  g_assert_true (desk_has (desk, "talk-slides/slide-001.jpg"));
  truth = desk_load_json (desk, "truth.json");
  lecture = desk_load_json (desk, "talk.json");
  slides = json_object_get_array_member (lecture, "slides");
  g_assert_cmpint (json_array_get_length (slides), ==, json_object_get_int_member (truth, "unique_slides"));
  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = json_array_get_object_element (slides, i);

      g_assert_cmpint (json_object_get_int_member (slide, "number"), ==, i + 1);
      g_assert_nonnull (json_object_get_string_member (slide, "title"));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (slide, "words")), >, 0);
    }

  desk_shell (desk, "qpdf --check talk.pdf");
}

static void
test_nothing_is_overwritten (Desk *desk,
                             gconstpointer data)
{
  desk_run (desk, "echo mine > talk.pdf; \"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_EXISTS));
  desk_run (desk, "cat talk.pdf");
  g_assert_cmpstr (desk->out, ==, "mine\n");

  desk_shell (desk, "\"$LECTERN\" extract talk.mp4 --force && head -c 5 talk.pdf");
  g_assert_true (g_str_has_suffix (desk->out, "%PDF-"));
}

static void
test_resegment_reads_no_video (Desk *desk,
                               gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --progress json", 0);
  g_assert_nonnull (strstr (desk->err, "\"stage\": \"extract\""));

  desk_lectern (desk, "resegment talk.mp4 --sensitivity high --force --progress json", 0);
  g_assert_nonnull (strstr (desk->err, "\"stage\": \"segment\""));
  g_assert_null (strstr (desk->err, "\"stage\": \"extract\""));
}

/* A lecture's data is replaced like any output, wherever it is written; the video never is. */
static void
test_resegment_json (Desk *desk,
                     gconstpointer data)
{
  desk_lectern (desk, "extract talk.mp4 --json --progress none", 0);
  desk_lectern (desk, "resegment talk.json --json --sensitivity high --progress none", EXISTS);
  desk_assert_says (desk->err, "is there already; --force replaces it");
  desk_run (desk, "cp talk.json before.json");
  desk_lectern (desk, "resegment talk.json --json --keep-builds --force --progress none", 0);
  g_assert_cmpstr (desk->out, ==, "talk.json\ntalk.pdf\n");
  desk_run (desk, "cmp -s talk.json before.json");
  g_assert_cmpint (desk->exit_code, ==, 1);
  desk_lectern (desk, "resegment talk.json --json -o . --force --progress none", 0);

  desk_run (desk, "mv talk.mp4 film.pdf; "
                  "\"$LECTERN\" extract film.pdf -o made.pdf --json --progress none");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_lectern (desk, "resegment made.json --json -o film.pdf --force --progress none", EXISTS);
  desk_assert_says (desk->err, "is the video itself, which is never replaced");
}

static void
test_bad_input (Desk *desk,
                gconstpointer data)
{
  static const struct
  {
    const char *command;
    LecError code;
  } cases[] = {
    { "\"$LECTERN\" extract missing.mp4", LEC_ERROR_NOT_FOUND },
    { ": > empty.mp4; \"$LECTERN\" extract empty.mp4", LEC_ERROR_NOT_A_VIDEO },
    { "echo hello > text.mp4; \"$LECTERN\" extract text.mp4", LEC_ERROR_NOT_A_VIDEO },
    { "mkdir folder.mp4; \"$LECTERN\" extract folder.mp4", LEC_ERROR_NOT_A_VIDEO },
    { "\"$LECTERN\" extract talk.mp4 --sensitivity enormous", LEC_ERROR_USAGE },
    { "\"$LECTERN\" extract talk.mp4 --nonsense", LEC_ERROR_USAGE },
    { "\"$LECTERN\" extract talk.mp4 --language xxx", LEC_ERROR_NO_LANGUAGE },
    { "\"$LECTERN\" extract", LEC_ERROR_USAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      desk_run (desk, cases[i].command);
      g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (cases[i].code));
      g_assert_cmpstr (desk->err, !=, "");
      g_assert_false (desk_has (desk, "talk.pdf"));
    }
}

static void
test_odd_names (Desk *desk,
                gconstpointer data)
{
  desk_shell (desk, "cp talk.mp4 \"$(printf 'a\\nb 🎓.mp4')\"; \"$LECTERN\" extract \"$(printf 'a\\nb 🎓.mp4')\"");
  g_assert_true (desk_has (desk, "a\nb 🎓.pdf"));

  desk_shell (desk, "cp talk.mp4 \"$(printf 'caf\\351.mp4')\"; \"$LECTERN\" extract \"$(printf 'caf\\351.mp4')\"");
  g_assert_true (desk_has (desk, "caf\xe9.pdf"));
  g_assert_cmpstr (desk->out, ==, "caf\\xe9.pdf\n");

  desk_shell (desk, "cp talk.mp4 ./-dash.mp4; \"$LECTERN\" extract -- -dash.mp4");
  g_assert_true (desk_has (desk, "-dash.pdf"));
}

static void
test_probe (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "probe talk.mp4", 0);
  g_assert_nonnull (strstr (desk->out, "640 × 360"));
  g_assert_nonnull (strstr (desk->out, "h264"));
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/extract/outputs", test_outputs },
    { "/extract/nothing-is-overwritten", test_nothing_is_overwritten },
    { "/extract/resegment-reads-no-video", test_resegment_reads_no_video },
    { "/extract/resegment-json", test_resegment_json },
    { "/extract/bad-input", test_bad_input },
    { "/extract/odd-names", test_odd_names },
    { "/extract/probe", test_probe },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
