/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern extract, resegment and probe as a user calls them, on a lecture made by the generator.
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/error.h"

/* A folder with talk.mp4 and a data folder of its own. */
typedef struct
{
  char *folder;
  char *out;
  char *err;
  int exit_code;
} Desk;

static void
run (Desk *desk,
     const char *command)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strdup_printf (
    "cd '%s' && XDG_DATA_HOME='%s/data' %s", desk->folder, desk->folder, command);
  const char *argv[] = { "/bin/sh", "-c", line, NULL };
  int status = 0;

  g_clear_pointer (&desk->out, g_free);
  g_clear_pointer (&desk->err, g_free);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &desk->out, &desk->err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  desk->exit_code = WEXITSTATUS (status);
  g_test_message ("%s: %d\n%s%s", command, desk->exit_code, desk->out, desk->err);
}

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  run (desk, "\"$LECTURE_VIDEO\" builds --seed 106 --size "
             "640x360 --seconds 20 -o talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

static void
tear_down (Desk *desk,
           gconstpointer data)
{
  run (desk, "rm -rf \"$PWD\"");
  g_free (desk->folder);
  g_free (desk->out);
  g_free (desk->err);
}

static gboolean
exists (Desk *desk,
        const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The object in a JSON file of the folder. */
static JsonObject *
load_json (Desk *desk,
           const char *name)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static void
test_outputs (Desk *desk,
              gconstpointer data)
{
  g_autoptr (JsonObject) truth = NULL;
  g_autoptr (JsonObject) lecture = NULL;
  JsonArray *slides;

  run (desk, "mv talk.json truth.json; \"$LECTERN\" extract talk.mp4 --images --json --progress lines");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (g_str_has_suffix (g_strchomp (desk->out), "talk.pdf"));
  g_assert_true (exists (desk, "talk-slides/slide-001.jpg"));
  truth = load_json (desk, "truth.json");
  lecture = load_json (desk, "talk.json");
  slides = json_object_get_array_member (lecture, "slides");
  g_assert_cmpint (json_array_get_length (slides), ==, json_object_get_int_member (truth, "unique_slides"));
  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = json_array_get_object_element (slides, i);

      g_assert_cmpint (json_object_get_int_member (slide, "number"), ==, i + 1);
      g_assert_nonnull (json_object_get_string_member (slide, "title"));
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (slide, "words")), >, 0);
    }

  run (desk, "qpdf --check talk.pdf");
  g_assert_cmpint (desk->exit_code, ==, 0);
}

static void
test_nothing_is_overwritten (Desk *desk,
                             gconstpointer data)
{
  run (desk, "echo mine > talk.pdf; \"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_EXISTS));
  run (desk, "cat talk.pdf");
  g_assert_cmpstr (desk->out, ==, "mine\n");

  run (desk, "\"$LECTERN\" extract talk.mp4 --force && head -c 5 talk.pdf");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (g_str_has_suffix (desk->out, "%PDF-"));
}

static void
test_resegment_needs_no_video (Desk *desk,
                               gconstpointer data)
{
  run (desk, "\"$LECTERN\" extract talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, 0);

  run (desk, "\"$LECTERN\" resegment talk.mp4 --sensitivity high --force");
  g_assert_cmpint (desk->exit_code, ==, 0);
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
      run (desk, cases[i].command);
      g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (cases[i].code));
      g_assert_cmpstr (desk->err, !=, "");
      g_assert_false (exists (desk, "talk.pdf"));
    }
}

static void
test_odd_names (Desk *desk,
                gconstpointer data)
{
  run (desk, "cp talk.mp4 \"$(printf 'a\\nb 🎓.mp4')\"; \"$LECTERN\" extract \"$(printf 'a\\nb 🎓.mp4')\"");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (exists (desk, "a\nb 🎓.pdf"));

  run (desk, "cp talk.mp4 \"$(printf 'caf\\351.mp4')\"; \"$LECTERN\" extract \"$(printf 'caf\\351.mp4')\"");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (exists (desk, "caf\xe9.pdf"));
  g_assert_cmpstr (desk->out, ==, "caf\\xe9.pdf\n");

  run (desk, "cp talk.mp4 ./-dash.mp4; \"$LECTERN\" extract -- -dash.mp4");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (exists (desk, "-dash.pdf"));
}

static void
test_probe (Desk *desk,
            gconstpointer data)
{
  run (desk, "\"$LECTERN\" probe talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_nonnull (strstr (desk->out, "640 × 360"));
  g_assert_nonnull (strstr (desk->out, "h264"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/extract/outputs", Desk, NULL, set_up, test_outputs, tear_down);
  g_test_add ("/extract/nothing-is-overwritten", Desk, NULL, set_up, test_nothing_is_overwritten, tear_down);
  g_test_add ("/extract/resegment-needs-no-video", Desk, NULL, set_up, test_resegment_needs_no_video, tear_down);
  g_test_add ("/extract/bad-input", Desk, NULL, set_up, test_bad_input, tear_down);
  g_test_add ("/extract/odd-names", Desk, NULL, set_up, test_odd_names, tear_down);
  g_test_add ("/extract/probe", Desk, NULL, set_up, test_probe, tear_down);

  return g_test_run ();
}
