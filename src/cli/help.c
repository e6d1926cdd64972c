/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two columns, wrapped. Nothing is listed here by name: what a table
 * gains, help has.
 */
#include "cli/help.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "cli/help-options.h"
#include "cli/placeholders.h"
#include "cli/terminal-text.h"
#include "cli/wrapped-text.h"

#define LEFT_COLUMN   32
#define NARROW_COLUMN 8
/* Below, what an option does stands under its name. */
#define MIN_COLUMNS_FOR_TWO 66

static void
append_row (GString *out,
            const char *left,
            const char *right,
            int columns)
{
  int width = lec_terminal_get_text_width (left) + 2;
  int indent = columns >= MIN_COLUMNS_FOR_TWO ? LEFT_COLUMN : NARROW_COLUMN;

  g_string_append_printf (out, "  %s", left);
  if (width + 2 > indent)
    g_string_append_printf (out, "\n%*s", indent, "");
  else
    g_string_append_printf (out, "%*s", indent - width, "");
  lec_wrapped_text_append (out, right, indent, columns);
}

static void
append_option (GString *out,
               const LecHelpOption *option,
               int columns)
{
  char letter[5] = "    ";
  g_autofree char *left = NULL;

  if (option->short_name != 0)
    {
      letter[0] = '-';
      letter[1] = option->short_name;
      letter[2] = ',';
    }
  left = option->argument != NULL ? g_strdup_printf ("%s--%s %s", letter, option->name, option->argument)
                                  : g_strdup_printf ("%s--%s", letter, option->name);
  append_row (out, left, option->text, columns);
}

static void
append_paragraphs (GString *out,
                   const char *text,
                   int columns)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);

  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    {
      g_string_append_c (out, '\n');
      lec_wrapped_text_append (out, *paragraph, 0, columns);
    }
}

/* Not wrapped: they are there to be copied. */
static void
append_examples (GString *out,
                 const char *examples)
{
  g_auto (GStrv) lines = g_strsplit (examples, "\n", -1);

  g_string_append_printf (out, "\n%s\n", _ ("Examples:"));
  for (char **line = lines; *line != NULL; line++)
    g_string_append_printf (out, "  %s\n", *line);
}

static void
append_options (GString *out,
                const LecCommand *command,
                int columns)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);

  g_string_append_printf (out, "\n%s\n", _ ("Options:"));
  for (guint i = 0; i < options->len; i++)
    append_option (out, g_ptr_array_index (options, i), columns);
}

static void
append_actions (GString *out,
                const LecCommand *command,
                int columns)
{
  if (command->n_actions == 0)
    return;

  g_string_append_printf (out, "\n%s\n", _ ("Actions:"));
  for (gsize i = 0; i < command->n_actions; i++)
    {
      g_autofree char *words = lec_placeholders_translate (command->actions[i].words);

      append_row (out, words, _ (command->actions[i].help), columns);
    }
}

char *
lec_help_format_command (const LecCommand *command,
                         int columns)
{
  GString *out = g_string_new (NULL);
  g_autofree char *inputs = NULL;

  g_return_val_if_fail (command != NULL, g_string_free (out, FALSE));

  inputs = command->inputs != NULL ? lec_placeholders_translate (command->inputs) : NULL;
  g_string_append_printf (out, _ ("Usage: lectern %s [OPTION…]"), command->name);
  if (inputs != NULL)
    g_string_append_printf (out, " %s", inputs);
  g_string_append (out, "\n\n");
  lec_wrapped_text_append (out, _ (command->summary), 0, columns);
  if (command->description != NULL)
    append_paragraphs (out, _ (command->description), columns);

  append_actions (out, command, columns);
  append_options (out, command, columns);
  if (command->examples != NULL)
    append_examples (out, command->examples);
  g_string_append_c (out, '\n');
  lec_wrapped_text_append (out, _ ("“lectern help exit-codes” tells what the exit codes mean."), 0, columns);

  return g_string_free (out, FALSE);
}

char *
lec_help_format_overview (int columns)
{
  GString *out = g_string_new (NULL);
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  g_string_append (out, _ ("Usage: lectern COMMAND [OPTION…] [ARGUMENT…]\n"
                           "Usage: lectern [VIDEO…]  (the window)\n\n"));
  lec_wrapped_text_append (out, _ ("Turns lecture and screen recordings into clean slides and a searchable PDF."), 0,
                           columns);
  g_string_append_printf (out, "\n%s\n", _ ("Commands:"));
  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *inputs = lec_placeholders_translate (commands[i].inputs != NULL ? commands[i].inputs : "");
      g_autofree char *left = g_strjoin (*inputs != '\0' ? " " : "", commands[i].name, inputs, NULL);

      append_row (out, left, _ (commands[i].summary), columns);
    }
  g_string_append_printf (out, "\n%s\n", _ ("Options:"));
  append_row (out, "-h, --help", _ ("print this"), columns);
  append_row (out, "-V, --version", _ ("print the program's version"), columns);
  g_string_append_c (out, '\n');
  lec_wrapped_text_append (out,
                           _ ("“lectern COMMAND --help” lists a command's options, “lectern help exit-codes” what "
                              "the exit codes mean."),
                           0, columns);

  return g_string_free (out, FALSE);
}

static void
append_exit_code (GString *out,
                  int exit_code,
                  const char *name,
                  const char *meaning,
                  int columns)
{
  g_autofree char *left = g_strdup_printf ("%3d  %s", exit_code, name);

  append_row (out, left, meaning, columns);
}

char *
lec_help_format_exit_codes (int columns)
{
  GString *out = g_string_new (NULL);

  lec_wrapped_text_append (out, _ ("With several videos, the exit code is that of the first one that failed."), 0,
                           columns);
  g_string_append_c (out, '\n');
  append_exit_code (out, 0, "ok", C_ ("exit code", "done"), columns);
  for (int exit_code = 1; exit_code < 126; exit_code++)
    for (guint i = 0; i < LEC_N_ERRORS; i++)
      if (lec_error_get_exit_code (i) == exit_code)
        append_exit_code (out, exit_code, lec_error_get_name (i), _ (lec_error_describe (i)), columns);
  append_exit_code (out, 130, "cancelled", _ ("stopped by Ctrl-C or a request to end"), columns);

  return g_string_free (out, FALSE);
}
