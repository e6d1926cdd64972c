/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the command and runs it. "--task" is not for users: it makes the
 * process a task process of the program that started it.
 */
#include "config.h"

#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/task-main.h"

/* How the session starts a program that may have no window yet. */
#define ACTIVATED_BY_BUS "--gapplication-service"

static int
fail_unknown (const char *word)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = g_utf8_make_valid (word, -1);
  const char *nearest = NULL;
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    g_ptr_array_add (names, (gpointer) commands[i].name);
  nearest = lec_arguments_suggest (word, names);
  if (nearest != NULL)
    error = g_error_new (LEC_ERROR, LEC_ERROR_USAGE, _ ("unknown command “%s”; did you mean “%s”?"), shown, nearest);
  else if (g_file_test (word, G_FILE_TEST_EXISTS))
    error = g_error_new (LEC_ERROR, LEC_ERROR_USAGE,
                         _ ("a command is missing; did you mean “lectern extract %s”?"), shown);
  else
    error = g_error_new (LEC_ERROR, LEC_ERROR_USAGE, _ ("unknown command “%s”; see “lectern help”"), shown);

  return lec_report_failure (NULL, error);
}

/* The window would have been opened: it is not there. */
static int
fail_without_command (void)
{
  g_autoptr (GError) error =
    g_error_new_literal (LEC_ERROR, LEC_ERROR_USAGE,
                         _ ("the window is not installed (it needs GTK 4.8 and libadwaita 1.2: a build with "
                            "-Dgui=enabled, or the package with the window); “lectern help” lists what works without "
                            "it"));

  return lec_report_failure (NULL, error);
}

static int
print_overview (void)
{
  g_autofree char *text = lec_help_format_overview (lec_terminal_get_columns (STDOUT_FILENO));

  lec_report_text (text);
  return 0;
}

static int
run_command (const LecCommand *command,
             const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecArguments) arguments = lec_arguments_parse (command, argv, &error);
  g_autofree char *text = NULL;

  if (arguments == NULL)
    return lec_report_failure (NULL, error);
  if (!lec_arguments_wants_help (arguments))
    return command->run (arguments);

  text = lec_help_format_command (command, lec_terminal_get_columns (STDOUT_FILENO));
  lec_report_text (text);
  return 0;
}

gboolean
lec_cli_asks_for_window (int argc,
                         char *const *argv)
{
  if (argc > 1 && g_str_equal (argv[1], ACTIVATED_BY_BUS))
    return TRUE;
  if (argc > 1 && lec_command_find (argv[1]) != NULL)
    return FALSE;

  for (int i = 1; i < argc; i++)
    if (*argv[i] == '-' || !g_file_test (argv[i], G_FILE_TEST_EXISTS))
      return FALSE;

  return TRUE;
}

int
lec_cli_main (int argc,
              char *const *argv)
{
  const char *word = argc > 1 ? argv[1] : NULL;
  const LecCommand *command = NULL;

  if (g_strcmp0 (word, "--task") == 0)
    return lec_task_main ();
  if (word == NULL)
    return fail_without_command ();
  if (g_str_equal (word, "--help") || g_str_equal (word, "-h"))
    return print_overview ();
  if (g_str_equal (word, "--version") || g_str_equal (word, "-V"))
    {
      lec_report_text ("lectern " LECTERN_VERSION "\n");
      return 0;
    }

  command = lec_command_find (word);
  return command != NULL ? run_command (command, (const char *const *) argv + 2) : fail_unknown (word);
}
