/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help, as the program prints it and at any width: complete, and nothing runs over the edge that
 * could be broken.
 */
#include "base/error.h"
#include "cli/desk.h"
#include "cli/help.h"
#include "cli/placeholders.h"
#include "cli/terminal-text.h"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-help-XXXXXX", NULL);
}

static void
test_overview (Desk *desk,
               gconstpointer data)
{
  static const char *const calls[] = { "help", "--help", "-h" };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      desk_lectern (desk, calls[i], 0);
      desk_assert_says (desk->out, "extract VIDEO");
      desk_assert_says (desk->out, "resegment");
      desk_assert_says (desk->out, "probe");
      g_assert_cmpstr (desk->err, ==, "");
    }
}

static void
test_version (Desk *desk,
              gconstpointer data)
{
  g_autofree char *version = NULL;

  desk_lectern (desk, "--version", 0);
  g_assert_true (g_regex_match_simple ("^lectern \\d+\\.\\d+\\.\\d+\n$", desk->out, 0, 0));
  version = g_strdup (desk->out);
  desk_lectern (desk, "-V", 0);
  g_assert_cmpstr (desk->out, ==, version);
}

static void
test_commands (Desk *desk,
               gconstpointer data)
{
  static const char *const commands[] = {
    "extract",
    "resegment",
    "edit",
    "transcribe",
    "folder",
    "probe",
    "add",
    "run",
    "jobs",
    "show",
    "log",
    "metrics",
    "search",
    "cancel",
    "pause",
    "resume",
    "retry",
    "remove",
    "clear",
    "import",
    "cluster",
    "config",
    "serve",
    "token",
    "worker",
    "help",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *help = g_strconcat ("help ", commands[i], NULL);
      g_autofree char *flag = g_strconcat (commands[i], " --help", NULL);
      g_autofree char *letter = g_strconcat (commands[i], " -h", NULL);
      g_autofree char *text = NULL;

      desk_lectern (desk, help, 0);
      desk_assert_says (desk->out, "-h, --help");
      text = g_strdup (desk->out);
      desk_lectern (desk, flag, 0);
      g_assert_cmpstr (desk->out, ==, text);
      desk_lectern (desk, letter, 0);
      g_assert_cmpstr (desk->out, ==, text);
    }
}

static void
test_exit_codes (Desk *desk,
                 gconstpointer data)
{
  desk_lectern (desk, "help exit-codes", 0);
  for (guint i = 0; i < LEC_N_ERRORS; i++)
    {
      g_autofree char *row =
        g_strdup_printf ("  %3d  %s ", lec_error_get_exit_code ((LecError) i), lec_error_get_name ((LecError) i));

      desk_assert_says (desk->out, row);
    }
  desk_assert_says (desk->out, "  130  cancelled ");
  desk_assert_says (desk->out, "    0  ok ");
}

static void
test_unknown (Desk *desk,
              gconstpointer data)
{
  int usage = lec_error_get_exit_code (LEC_ERROR_USAGE);

  desk_lectern (desk, "extarct talk.mp4", usage);
  desk_assert_says (desk->err, "did you mean “extract”?");
  desk_lectern (desk, "dance", usage);
  desk_assert_says (desk->err, "lectern help");
  desk_run (desk, "touch talk.mp4");
  desk_lectern (desk, "talk.mp4", usage);
  desk_assert_says (desk->err, "lectern extract talk.mp4");
  desk_lectern (desk, "--frobnicate", usage);
  desk_lectern (desk, "help dance", usage);
  desk_assert_says (desk->err, "dance");
  desk_lectern (desk, "\"$(printf 'a\\033[2Jb')\"", usage);
  desk_assert_says (desk->err, "a\\x1b[2Jb");
  desk_lectern (desk, "extract \"$(printf -- '--a\\033[2Jb')\" x", usage);
  desk_assert_says (desk->err, "\\x1b[2Jb");
}

/* What can be broken into lines: not the examples, which are to be copied, nor names of options. */
static gboolean
is_wrapped (const char *line,
            int columns)
{
  return !g_str_has_prefix (line, "  lectern ") && !g_str_has_prefix (line, "Usage: ") &&
         (columns >= 66 || !g_regex_match_simple ("^ {2,6}\\S", line, 0, 0));
}

static void
assert_fits (const char *text,
             int columns)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      if (is_wrapped (*line, columns))
        g_assert_cmpint (lec_terminal_get_text_width (*line), <=, columns);
      g_assert_false (g_str_has_suffix (*line, " "));
    }
}

static void
test_widths (Desk *desk,
             gconstpointer data)
{
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (int columns = 24; columns <= 200; columns++)
    {
      g_autofree char *overview = lec_help_format_overview (columns);
      g_autofree char *codes = lec_help_format_exit_codes (columns);

      assert_fits (overview, columns);
      assert_fits (codes, columns);
      for (gsize i = 0; i < n_commands; i++)
        {
          g_autofree char *text = lec_help_format_command (&commands[i], columns);

          assert_fits (text, columns);
        }
    }
}

/* Those of a region, X,Y,W,H, are the same in all languages. */
static void
assert_known (const char *words)
{
  g_auto (GStrv) runs = g_regex_split_simple ("[^A-Za-z]+", words != NULL ? words : "", 0, 0);
  g_autofree char *translated = lec_placeholders_translate (words != NULL ? words : "");

  g_assert_cmpstr (translated, ==, words != NULL ? words : "");
  for (char **run = runs; *run != NULL; run++)
    if (g_ascii_isupper (**run) && strstr ("XYWH", *run) == NULL)
      g_assert_true (g_strv_contains (lec_placeholders_get_names (), *run));
}

/* Translators see the names of values alone: each must be among those that they see. */
static void
test_placeholders (Desk *desk,
                   gconstpointer data)
{
  gsize n_commands = 0, n_specs = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  for (gsize i = 0; i < n_commands; i++)
    {
      assert_known (commands[i].inputs);
      for (gsize j = 0; j < commands[i].n_actions; j++)
        assert_known (commands[i].actions[j].words);
      for (gsize j = 0; j < commands[i].n_options; j++)
        assert_known (commands[i].options[j].argument);
    }
  for (gsize i = 0; i < n_specs; i++)
    assert_known (specs[i].argument);
}

/* A locale without UTF-8 gets no bytes that it cannot show. */
static void
test_plain_locale (Desk *desk,
                   gconstpointer data)
{
  desk_shell (desk, "LC_ALL=C \"$LECTERN\" extract --help");
  g_assert_true (g_str_is_ascii (desk->out));
  desk_assert_says (desk->out, "Usage: lectern extract [OPTION...] VIDEO...");
}

/* A pager that is closed early, a full disk: no crash, no hang. */
static void
test_closed_output (Desk *desk,
                    gconstpointer data)
{
  desk_run (desk, "\"$LECTERN\" extract --help | head -n 1");
  g_assert_true (g_str_has_prefix (desk->out, "Usage: lectern extract"));
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Desk *desk, gconstpointer data);
  } tests[] = {
    { "/help/overview", test_overview },
    { "/help/version", test_version },
    { "/help/commands", test_commands },
    { "/help/exit-codes", test_exit_codes },
    { "/help/unknown", test_unknown },
    { "/help/widths", test_widths },
    { "/help/placeholders", test_placeholders },
    { "/help/plain-locale", test_plain_locale },
    { "/help/closed-output", test_closed_output },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Desk, NULL, set_up, tests[i].test, desk_tear_down);

  return g_test_run ();
}
