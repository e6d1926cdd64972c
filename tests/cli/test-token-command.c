/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern token: made, shown once, listed without what is secret, withdrawn. No lecture is needed.
 */
#include "base/error.h"
#include "cli/desk.h"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *home = NULL;

  desk->folder = g_dir_make_tmp ("lectern-desk-XXXXXX", NULL);
  home = g_build_filename (desk->folder, "home", NULL);
  g_assert_true (g_setenv ("XDG_DATA_HOME", home, TRUE));
}

static void
test_add (Desk *desk,
          gconstpointer data)
{
  g_autofree char *secret = NULL;

  desk_lectern (desk, "token", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "token add phone", 0);
  g_assert_true (g_regex_match_simple ("^lectern_[A-Za-z0-9_-]{43}\n$", desk->out, G_REGEX_DOLLAR_ENDONLY, 0));
  secret = g_strdup (g_strchomp (desk->out));
  desk_lectern (desk, "token list", 0);
  g_assert_true (g_regex_match_simple ("^phone +read +20\\S+Z +never$", desk->out, G_REGEX_MULTILINE, 0));
  g_assert_null (strstr (desk->out, secret));
}

static void
test_json (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "token add moodle --scope submit --owner ann --expires 365", 0);
  desk_lectern (desk, "token add boss --scope=admin", 0);
  desk_lectern (desk, "token add page --scope=read", 0);
  desk_lectern (desk, "token --json", 0);
  desk_assert_says (desk->out, "{\"name\": \"moodle\", \"scope\": \"submit\", \"owner\": \"ann\", \"created\": \"20");
  desk_assert_says (desk->out, "\"expires\": \"20");
  desk_assert_says (desk->out, "{\"name\": \"boss\", \"scope\": \"admin\", \"owner\": \"\"");
  desk_assert_says (desk->out, "{\"name\": \"page\", \"scope\": \"read\"");
  g_assert_null (strstr (desk->out, "lectern_"));
}

static void
test_remove (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "token add phone", 0);
  desk_lectern (desk, "token remove phone", 0);
  desk_lectern (desk, "token list", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "token remove phone", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  static const char *const calls[] = {
    "token add",
    "token add 'a b'",
    "token add a --scope everything",
    "token add a --expires 0",
    "token add a --expires soon",
    "token make a",
    "token remove",
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    desk_lectern (desk, calls[i], lec_error_get_exit_code (LEC_ERROR_USAGE));
  desk_lectern (desk, "token add a", 0);
  desk_lectern (desk, "token add a", lec_error_get_exit_code (LEC_ERROR_USAGE));
}

/* Those of a cluster are not those of this machine. */
static void
test_cluster (Desk *desk,
              gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("sqlite://%s/cluster.db", desk->folder);

  g_assert_true (g_setenv ("DATABASE_URL", url, TRUE));
  desk_lectern (desk, "cluster init", 0);
  desk_lectern (desk, "token add phone --cluster", 0);
  desk_lectern (desk, "token list --cluster --json", 0);
  desk_assert_says (desk->out, "\"name\": \"phone\"");
  g_assert_null (strstr (desk->out, "\"owner\": \"\""));
  desk_lectern (desk, "token list", 0);
  g_assert_cmpstr (desk->out, ==, "");
  g_unsetenv ("DATABASE_URL");
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/token-command/add", test_add },
    { "/token-command/json", test_json },
    { "/token-command/remove", test_remove },
    { "/token-command/refused", test_refused },
    { "/token-command/cluster", test_cluster },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Desk, NULL, set_up, cases[i].test, desk_tear_down);
  return g_test_run ();
}
