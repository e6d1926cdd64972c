/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows for zsh's _arguments, with what help says of each.
 */
#include <string.h>

#include "reference/completion.h"
#include "reference/value-kind.h"

/* @text within a row of _arguments or _describe, which stands in single quotes. */
static char *
escape (const char *text)
{
  g_autofree char *quoted = lec_completion_quote (text);
  GString *out = g_string_new (NULL);

  for (const char *c = quoted; *c != '\0'; c++)
    {
      /* Those of the quotes stay as they are. */
      if (strchr ("[]:", *c) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *c);
    }

  return g_string_free (out, FALSE);
}

/* What zsh is to do for a value. */
static void
append_action (GString *out,
               const LecValueKind *kind)
{
  if (kind->is_list)
    {
      g_string_append (out, "_values -s , value ");
      lec_completion_append_words (out, kind->words);
    }
  else if (kind->words->len > 0 && kind->takes_files)
    {
      g_string_append (out, "{_alternative \"words\\:value\\:(");
      lec_completion_append_words (out, kind->words);
      g_string_append (out, ")\" \"files\\:file\\:_files\"}");
    }
  else if (kind->words->len > 0)
    {
      g_string_append_c (out, '(');
      lec_completion_append_words (out, kind->words);
      g_string_append_c (out, ')');
    }
  else if (kind->takes_files)
    g_string_append (out, "_files");
  else if (kind->takes_folders)
    g_string_append (out, "_files -/");
  else
    g_string_append_c (out, ' ');
}

static void
append_option (GString *out,
               const LecHelpOption *option)
{
  g_autoptr (LecValueKind) kind = lec_value_kind_new (option->argument, option->choices);
  g_autofree char *text = escape (option->text);
  const char *equals = option->argument != NULL ? "=" : "";

  g_string_append (out, "        ");
  if (option->short_name != 0)
    g_string_append_printf (out, "'(-%c --%s)'{-%c%s,--%s%s}'[%s]", option->short_name, option->name,
                            option->short_name, option->argument != NULL ? "+" : "", option->name, equals, text);
  else
    g_string_append_printf (out, "'%s--%s%s[%s]", option->repeats ? "*" : "", option->name, equals, text);
  if (option->argument != NULL)
    {
      g_autofree char *argument = escape (option->argument);

      g_string_append_printf (out, ":%s:", argument);
      append_action (out, kind);
    }
  g_string_append (out, "' \\\n");
}

static void
append_inputs (GString *out,
               const LecCommand *command)
{
  g_autoptr (GPtrArray) words = lec_completion_list_words (command);
  const char *others = lec_completion_takes_files (command) ? "_files" : " ";
  guint place = lec_completion_get_place (command);

  if (place > 1)
    g_string_append_printf (out, "        '1:input:%s' \\\n", others);
  if (words->len > 0)
    g_string_append_printf (out, "        '%u:action:_lectern_%s_words' \\\n", place, command->name);
  g_string_append_printf (out, "        '*:input:%s'\n", others);
}

static void
append_command (GString *out,
                const LecCommand *command)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);
  g_autofree char *alias = lec_completion_dup_alias (command);

  g_string_append_printf (out, "    %s%s%s)\n      _arguments -s -S \\\n", command->name, alias != NULL ? "|" : "",
                          alias != NULL ? alias : "");
  for (guint i = 0; i < options->len; i++)
    append_option (out, g_ptr_array_index (options, i));
  append_inputs (out, command);
  g_string_append (out, "      ;;\n");
}

static void
append_word_function (GString *out,
                      const LecCommand *command)
{
  g_autoptr (GPtrArray) words = lec_completion_list_words (command);

  if (words->len == 0)
    return;

  g_string_append_printf (out, "_lectern_%s_words() {\n  local -a words_of\n  words_of=(\n", command->name);
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      const char *help = lec_completion_find_help (command, word);
      g_autofree char *text = help != NULL ? escape (help) : NULL;

      g_string_append_printf (out, "    '%s%s%s'\n", word, text != NULL ? ":" : "", text != NULL ? text : "");
    }
  g_string_append (out, "  )\n  _describe -t actions action words_of\n}\n\n");
}

char *
lec_completion_format_zsh (void)
{
  GString *out = g_string_new ("#compdef lectern\n"
                               "# Completes lectern(1) in zsh. Made from the program's own tables.\n\n");
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    append_word_function (out, &commands[i]);
  g_string_append (out, "_lectern_commands() {\n  local -a commands_of\n  commands_of=(\n");
  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *text = escape (commands[i].summary);

      g_string_append_printf (out, "    '%s:%s'\n", commands[i].name, text);
    }
  g_string_append (out, "  )\n  _describe -t commands command commands_of || _files\n}\n\n"
                        "_lectern() {\n"
                        "  local curcontext=\"$curcontext\" context state line ret=1\n"
                        "  typeset -A opt_args\n"
                        "  _arguments -C \\\n"
                        "    '(- *)'{-h,--help}'[print what commands there are]' \\\n"
                        "    '(- *)'{-V,--version}'[print the version]' \\\n"
                        "    '1:command:_lectern_commands' \\\n"
                        "    '*::argument:->arguments' && ret=0\n"
                        "  [[ $state == arguments ]] || return ret\n"
                        "  case $words[1] in\n");
  for (gsize i = 0; i < n_commands; i++)
    append_command (out, &commands[i]);
  g_string_append (out, "    *) _files ;;\n  esac\n}\n\n"
                        "if [ \"$funcstack[1]\" = _lectern ]; then\n  _lectern \"$@\"\nelse\n"
                        "  compdef _lectern lectern\nfi\n");

  return g_string_free (out, FALSE);
}
