/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern doctor, where all is there and where something is missing. No lecture is needed.
 */
#include "base/error.h"
#include "cli/desk.h"

/* GStreamer sees the plug-ins in this folder alone, and keeps what it knows of them beside it. */
#define WITH_PLUGINS "GST_PLUGIN_SYSTEM_PATH_1_0=\"$PWD/plugins\" GST_REGISTRY_1_0=\"$PWD/registry\" "
#define DOCTOR       "\"$LECTERN\" doctor "

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;

  desk->folder = g_dir_make_tmp ("lectern-desk-XXXXXX", NULL);
  home = g_build_filename (desk->folder, "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
  desk_run (desk, "mkdir plugins");
}

static void
test_well (Desk *desk,
           gconstpointer data)
{
  static const char *const labels[] = { "task process", "sandbox", "reading videos", "kinds of files", "codecs",
                                        "languages", "data folder", "database", "disk", "temporary files" };

  desk_lectern (desk, "doctor", 0);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    desk_assert_says (desk->out, labels[i]);
  desk_assert_says (desk->out, "H.264");
  g_assert_null (strstr (desk->out, "problem  "));
  desk_lectern (desk, "doctor now", lec_error_get_exit_code (LEC_ERROR_USAGE));
}

static void
test_json (Desk *desk,
           gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  desk_lectern (desk, "doctor --json", 0);
  lines = g_strsplit (g_strchomp (desk->out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autoptr (JsonNode) node = json_from_string (*line, NULL);

      g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
      g_assert_true (json_object_has_member (json_node_get_object (node), "level"));
    }
}

/* What most videos need not is a warning, and names its package. */
static void
test_warning (Desk *desk,
              gconstpointer data)
{
  desk_shell (desk, "ln -s \"$(pkg-config --variable=pluginsdir gstreamer-1.0)\"/*.so plugins && rm -f plugins/*asf*");
  desk_shell (desk, WITH_PLUGINS DOCTOR);
  desk_assert_says (desk->out, "warning  kinds of files   missing: WMV, ASF; to do: ");
  desk_assert_says (desk->out, "gstreamer1.0-plugins-ugly");

  desk_shell (desk, "rm -f plugins/*videoparsersbad* registry");
  desk_shell (desk, WITH_PLUGINS DOCTOR);
  desk_assert_says (desk->out, "warning  reading videos   missing: h264parse, ");
}

/* The exit code is what work would fail with; the checks after it are made all the same. */
static void
test_problem (Desk *desk,
              gconstpointer data)
{
  desk_run (desk, WITH_PLUGINS DOCTOR);
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_UNSUPPORTED));
  desk_assert_says (desk->out, "problem  codecs           missing: H.264, ");
  desk_assert_says (desk->out, "apt install gstreamer1.0-libav");
  desk_assert_says (desk->out, "temporary files");
  desk_run (desk, WITH_PLUGINS DOCTOR "--json");
  desk_assert_says (desk->out, "\"level\": \"problem\", \"error\": \"unsupported\"");

  desk_run (desk, "TESSDATA_PREFIX=\"$PWD/plugins\" " DOCTOR);
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_NO_LANGUAGE));
  desk_assert_says (desk->out, "apt install tesseract-ocr-eng");

  desk_run (desk, "mkdir -p home/lectern && seq 1000 > home/lectern/lectern.db");
  desk_lectern (desk, "doctor", lec_error_get_exit_code (LEC_ERROR_PROTOCOL));
  desk_assert_says (desk->out, "problem  database");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/doctor-command/well", Desk, NULL, set_up, test_well, desk_tear_down);
  g_test_add ("/doctor-command/json", Desk, NULL, set_up, test_json, desk_tear_down);
  g_test_add ("/doctor-command/warning", Desk, NULL, set_up, test_warning, desk_tear_down);
  g_test_add ("/doctor-command/problem", Desk, NULL, set_up, test_problem, desk_tear_down);

  return g_test_run ();
}
