/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A command line, one argument a line, the command first.
 */
#include "base/error.h"
#include "cli/arguments.h"
#include "cli/terminal-text.h"
#include "fuzz/fuzz.h"

static void
check_arguments (const LecArguments *arguments)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  const LecCommand *command = lec_arguments_get_command (arguments);
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);

  if (lec_arguments_wants_help (arguments))
    return;

  g_assert_cmpuint (n_inputs, >=, command->min_inputs);
  g_assert_cmpuint (n_inputs, <=, command->max_inputs);
  g_assert_null (inputs[n_inputs]);
  g_assert_true (lec_arguments_apply (arguments, options, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);
  const LecCommand *command = words[0] != NULL ? lec_command_find (words[0]) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecArguments) arguments = NULL;
  g_autofree char *shown = NULL;

  if (command == NULL)
    return 0;

  arguments = lec_arguments_parse (command, (const char *const *) words + 1, &error);
  if (arguments != NULL)
    {
      check_arguments (arguments);
      return 0;
    }

  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  shown = lec_terminal_escape (error->message);
  g_assert_null (strchr (shown, '\033'));
  return 0;
}
