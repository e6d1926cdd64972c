/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern config show, with settings from everywhere. No lecture is needed.
 */
#include "base/error.h"
#include "cli/desk.h"

/* What follows stands in one column all the same. */
#define LONG_ADDRESS "postgresql://a-user@a-very-long-name-of-a-host.in.a.domain/database"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-desk-XXXXXX", NULL);
  desk_shell (desk, "mkdir -p home/lectern etc/lectern");
}

/* With the desk's files, and what else is in @environment. */
static void
show (Desk *desk,
      const char *environment,
      const char *arguments)
{
  g_autofree char *command =
    g_strdup_printf ("env -u DATABASE_URL -u REDIS_URL XDG_CONFIG_HOME=\"$PWD/home\" XDG_CONFIG_DIRS=\"$PWD/etc\" %s "
                     "\"$LECTERN\" config %s",
                     environment, arguments);

  desk_run (desk, command);
}

static void
assert_line (const Desk *desk,
             const char *pattern)
{
  g_assert_true (g_regex_match_simple (pattern, desk->out, G_REGEX_MULTILINE, 0));
}

static void
test_show (Desk *desk,
           gconstpointer data)
{
  g_autofree char *unset = NULL;

  desk_shell (desk, "printf '[worker]\\nconcurrency=3\\n[routes]\\nrecognise=default\\n' > etc/lectern/lectern.conf");
  show (desk, "DATABASE_URL=postgresql://h/db", "");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_cmpstr (desk->err, ==, "");
  assert_line (desk, "^database-url +postgresql://h/db +DATABASE_URL$");
  assert_line (desk, "^redis-url +- +default$");
  assert_line (desk, "^concurrency +3 +/.*/etc/lectern/lectern.conf: \\[worker\\] concurrency$");
  assert_line (desk, "^routes: recognise +default$");

  show (desk, "DATABASE_URL=" LONG_ADDRESS, "");
  assert_line (desk, "^database-url +" LONG_ADDRESS "  DATABASE_URL$");
  unset = g_strdup_printf ("^redis-url {13}- {%u}default$", (guint) strlen (LONG_ADDRESS) + 1);
  assert_line (desk, unset);

  show (desk, "", "set");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
}

static void
test_json (Desk *desk,
           gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  show (desk, "LECTERN_LOG=debug", "show --json");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "{\"name\": \"log-level\", \"value\": \"debug\", \"source\": \"environment\", "
                               "\"where\": \"LECTERN_LOG\"}");
  desk_assert_says (desk->out, "{\"name\": \"redis-url\", \"source\": \"default\"}");
  lines = g_strsplit (g_strchomp (desk->out), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autoptr (JsonNode) node = json_from_string (*line, NULL);

      g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
    }
}

static void
assert_hides (const Desk *desk)
{
  g_assert_null (strstr (desk->out, "secret"));
  g_assert_null (strstr (desk->err, "secret"));
}

static void
test_secrets (Desk *desk,
              gconstpointer data)
{
  show (desk, "DATABASE_URL=postgresql://ann:secret@db.lab/x CELERY_BROKER_URL=redis://:secret@h "
              "CELERY_RESULT_BACKEND=redis://:secret@h",
        "show");
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "postgresql://ann:***@db.lab/x");
  desk_assert_says (desk->out, "redis://:***@h");
  desk_assert_says (desk->err, "CELERY_BROKER_URL is read as REDIS_URL");
  desk_assert_says (desk->err, "CELERY_RESULT_BACKEND is ignored");
  assert_hides (desk);

  show (desk, "DATABASE_URL=mysql://ann:secret@db.lab/x", "show");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
  desk_assert_says (desk->err, "DATABASE_URL cannot be “mysql://ann:***@db.lab/x”");
  assert_hides (desk);
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/config-command/show", test_show },
    { "/config-command/json", test_json },
    { "/config-command/secrets", test_secrets },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Desk, NULL, set_up, cases[i].test, desk_tear_down);
  return g_test_run ();
}
