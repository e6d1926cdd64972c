/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line for fish's complete for each command, option and word, with what help
 * says of it.
 */
#include <string.h>

#include "reference/completion.h"
#include "reference/value-kind.h"

/* fish knows two escapes within single quotes. Returns: (transfer full) */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\'' || *c == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }

  return g_string_free (out, FALSE);
}

/* The condition under which what follows is offered. */
static char *
format_condition (const LecCommand *command)
{
  g_autofree char *alias = lec_completion_dup_alias (command);

  return g_strdup_printf ("__lectern_is %s%s%s", command->name, alias != NULL ? " " : "", alias != NULL ? alias : "");
}

static void
append_value (GString *out,
              const LecHelpOption *option)
{
  g_autoptr (LecValueKind) kind = lec_value_kind_new (option->argument, option->choices);

  g_string_append (out, kind->takes_files || kind->takes_folders ? " -r -F" : " -x");
  if (kind->is_list)
    {
      g_string_append (out, " -a '(__fish_append , ");
      lec_completion_append_words (out, kind->words);
      g_string_append (out, ")'");
    }
  else if (kind->words->len > 0)
    {
      g_string_append (out, " -a '");
      lec_completion_append_words (out, kind->words);
      g_string_append_c (out, '\'');
    }
  else if (kind->takes_folders)
    g_string_append (out, " -a '(__fish_complete_directories)'");
}

static void
append_option (GString *out,
               const char *condition,
               const LecHelpOption *option)
{
  g_autofree char *text = escape (option->text);

  g_string_append_printf (out, "complete -c lectern -n '%s' -l %s", condition, option->name);
  if (option->short_name != 0)
    g_string_append_printf (out, " -s %c", option->short_name);
  if (option->argument != NULL)
    append_value (out, option);
  g_string_append_printf (out, " -d '%s'\n", text);
}

static void
append_inputs (GString *out,
               const LecCommand *command,
               const char *condition)
{
  g_autoptr (GPtrArray) words = lec_completion_list_words (command);

  if (!lec_completion_takes_files (command))
    g_string_append_printf (out, "complete -c lectern -n '%s' -f\n", condition);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      const char *help = lec_completion_find_help (command, word);
      g_autofree char *text = help != NULL ? escape (help) : NULL;

      g_string_append_printf (out, "complete -c lectern -n '%s; and __lectern_lacks %u' -a %s", condition,
                              lec_completion_get_place (command), word);
      if (text != NULL)
        g_string_append_printf (out, " -d '%s'", text);
      g_string_append_c (out, '\n');
    }
}

static void
append_command (GString *out,
                const LecCommand *command)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);
  g_autofree char *condition = format_condition (command);
  g_autofree char *summary = escape (command->summary);

  g_string_append_printf (out, "\ncomplete -c lectern -n '__lectern_is' -a %s -d '%s'\n", command->name, summary);
  append_inputs (out, command, condition);
  for (guint i = 0; i < options->len; i++)
    append_option (out, condition, g_ptr_array_index (options, i));
}

char *
lec_completion_format_fish (void)
{
  GString *out = g_string_new (
    "# Completes lectern(1) in fish. Made from the program's own tables.\n\n"
    "# Whether the command is one of those; without any, whether there is none yet.\n"
    "function __lectern_is\n"
    "    set -l typed (commandline -opc)\n"
    "    if test (count $argv) -eq 0\n"
    "        test (count $typed) -eq 1\n"
    "    else\n"
    "        test (count $typed) -gt 1; and contains -- $typed[2] $argv\n"
    "    end\n"
    "end\n\n"
    "# Whether as many inputs are there as stand before the one of that number.\n"
    "function __lectern_lacks\n"
    "    set -l inputs (string match -v -- '-*' (commandline -opc)[3..-1])\n"
    "    test (count $inputs) -eq (math $argv[1] - 1)\n"
    "end\n\n"
    "complete -c lectern -n '__lectern_is' -s h -l help -d 'print what commands there are'\n"
    "complete -c lectern -n '__lectern_is' -s V -l version -d 'print the version'\n");
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    append_command (out, &commands[i]);

  return g_string_free (out, FALSE);
}
