/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A library of another version, as whoever types a command meets it.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "cli/desk.h"
#include "database-file.h"
#include "store/sqlite-schema.h"

#define LIBRARY  "home/lectern"
#define PROTOCOL (lec_error_get_exit_code (LEC_ERROR_PROTOCOL))

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;

  desk->folder = g_dir_make_tmp ("lectern-upgrade-XXXXXX", NULL);
  home = g_build_filename (desk->folder, "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
  desk_shell (desk, "mkdir -p " LIBRARY);
}

static char *
build_path (Desk *desk)
{
  return g_build_filename (desk->folder, LIBRARY, "lectern.db", NULL);
}

/* Jobs of any version are listed, and found by their slides; a copy lies beside the library. */
static void
test_older (Desk *desk,
            gconstpointer data)
{
  g_autofree char *path = build_path (desk);

  for (guint version = 1; version < lec_sqlite_schema_get_version (); version++)
    {
      g_autofree char *copy = g_strdup_printf (LIBRARY "/lectern.db.version-%u", version);

      database_file_make (path, version);
      desk_lectern (desk, "jobs", 0);
      desk_assert_says (desk->out, "grammars");
      desk_lectern (desk, "search grammar", 0);
      desk_assert_says (desk->out, "grammars");
      desk_lectern (desk, "pause 2", 0);
      desk_lectern (desk, "jobs --status paused --json", 0);
      desk_assert_says (desk->out, "\"paused\"");
      g_assert_true (desk_has (desk, copy));
      desk_shell (desk, "rm -r " LIBRARY " && mkdir " LIBRARY);
    }
}

/* All that would read or write it say what is wrong, and nothing in it is changed. */
static void
test_newer (Desk *desk,
            gconstpointer data)
{
  static const char *const commands[] = { "jobs", "search x", "show 1", "add talk.mp4", "run --progress none",
                                          "pause 1", "remove 1", "free" };
  g_autofree char *path = build_path (desk);

  database_file_make (path, 1);
  desk_lectern (desk, "jobs", 0);
  database_file_run (path, "INSERT INTO schema_migrations VALUES (99, 1); PRAGMA wal_checkpoint (TRUNCATE)");
  desk_shell (desk, "touch talk.mp4 && cp " LIBRARY "/lectern.db before.db");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      desk_lectern (desk, commands[i], PROTOCOL);
      desk_assert_says (desk->err, "was made by a newer version of Lectern (99; this one knows ");
      desk_shell (desk, "cmp " LIBRARY "/lectern.db before.db");
    }
  desk_lectern (desk, "doctor", PROTOCOL);
  desk_assert_says (desk->out, "newer version");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase tests[] = {
    { "/upgrade-command/older", test_older },
    { "/upgrade-command/newer", test_newer },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Desk, NULL, set_up, tests[i].test, desk_tear_down);

  return g_test_run ();
}
