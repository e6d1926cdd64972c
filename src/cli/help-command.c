/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern help, lectern help COMMAND, lectern help exit-codes.
 */
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/terminal-text.h"

int
lec_command_run_help (const LecArguments *arguments)
{
  const char *topic = lec_arguments_get_inputs (arguments, NULL)[0];
  int columns = lec_terminal_get_columns (STDOUT_FILENO);
  const LecCommand *command = topic != NULL ? lec_command_find (topic) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  if (topic == NULL)
    text = lec_help_format_overview (columns);
  else if (g_str_equal (topic, "exit-codes"))
    text = lec_help_format_exit_codes (columns);
  else if (command != NULL)
    text = lec_help_format_command (command, columns);
  else
    {
      shown = g_utf8_make_valid (topic, -1);
      error = g_error_new (LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no help on “%s”; see “lectern help”"), shown);
      return lec_report_failure (NULL, error);
    }

  lec_report_text (text);
  return 0;
}
