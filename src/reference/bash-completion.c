/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Needs bash alone, not the package bash-completion, which only loads it. The
 * tables become two functions; what looks at the command line stands between
 * them and is the same whatever they hold.
 */
#include "reference/completion.h"
#include "reference/value-kind.h"

/* bash takes "=" for a word of its own, a comma for none. */
static const char look[] =
  "_lectern()\n"
  "{\n"
  "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
  "  local command=${COMP_WORDS[1]} options='' valued='' words='' place=1 files='' list=''\n"
  "  local index=2 inputs=0 word\n"
  "  COMPREPLY=()\n"
  "  if [ \"$current\" = = ]; then\n"
  "    current=\n"
  "  elif [ \"$previous\" = = ]; then\n"
  "    previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
  "  fi\n"
  "  if [ \"$COMP_CWORD\" -le 1 ]; then\n"
  "    _lectern_offer \"$_lectern_commands\" ''\n"
  "    [ ${#COMPREPLY[@]} -gt 0 ] || _lectern_offer '' yes\n"
  "    return\n"
  "  fi\n"
  "  _lectern_command \"$command\" || return 0\n"
  "  if [[ \" $valued \" == *\" $previous \"* ]]; then\n"
  "    words=\n"
  "    files=\n"
  "    _lectern_value \"$command\" \"$previous\"\n"
  "    _lectern_offer \"$words\" \"$files\"\n"
  "    return\n"
  "  fi\n"
  "  if [[ $current == -* ]]; then\n"
  "    _lectern_offer \"$options\" ''\n"
  "    return\n"
  "  fi\n"
  "  while [ \"$index\" -lt \"$COMP_CWORD\" ]; do\n"
  "    word=${COMP_WORDS[index]}\n"
  "    if [[ \" $valued \" == *\" $word \"* ]]; then\n"
  "      index=$((index + 1))\n"
  "      [ \"${COMP_WORDS[index]}\" != = ] || index=$((index + 1))\n"
  "    elif [[ $word != -* ]]; then\n"
  "      inputs=$((inputs + 1))\n"
  "    fi\n"
  "    index=$((index + 1))\n"
  "  done\n"
  "  [ $((inputs + 1)) -eq \"$place\" ] || words=\n"
  "  _lectern_offer \"$words\" \"$files\"\n"
  "}\n"
  "\n"
  "# Those of the words, and of the files, that begin with what is typed.\n"
  "_lectern_offer()\n"
  "{\n"
  "  local word typed=${current##*,} before=\n"
  "  if [ -z \"$list\" ]; then\n"
  "    typed=$current\n"
  "  else\n"
  "    before=${current%\"$typed\"}\n"
  "    compopt -o nospace 2>/dev/null\n"
  "  fi\n"
  "  while IFS= read -r word; do\n"
  "    [ -z \"$word\" ] || COMPREPLY+=(\"$before$word\")\n"
  "  done < <(compgen -W \"$1\" -- \"$typed\")\n"
  "  [ -n \"$2\" ] || return 0\n"
  "  compopt -o filenames 2>/dev/null\n"
  "  while IFS= read -r word; do\n"
  "    COMPREPLY+=(\"$word\")\n"
  "  done < <(if [ \"$2\" = folders ]; then compgen -d -- \"$current\"; else compgen -f -- \"$current\"; fi)\n"
  "  return 0\n"
  "}\n";

/* "extract", "worker|--worker" */
static void
append_case (GString *out,
             const LecCommand *command)
{
  g_autofree char *alias = lec_completion_dup_alias (command);

  g_string_append (out, command->name);
  if (alias != NULL)
    g_string_append_printf (out, " | %s", alias);
}

/* The flags of all options, or of those with a value. */
static void
append_flags (GString *out,
              GPtrArray *options,
              gboolean only_valued)
{
  const char *space = "";

  for (guint i = 0; i < options->len; i++)
    {
      const LecHelpOption *option = g_ptr_array_index (options, i);

      if (only_valued && option->argument == NULL)
        continue;
      g_string_append_printf (out, "%s--%s", space, option->name);
      space = " ";
      if (option->short_name != 0)
        g_string_append_printf (out, " -%c", option->short_name);
    }
}

static void
append_command (GString *out,
                const LecCommand *command)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);
  g_autoptr (GPtrArray) words = lec_completion_list_words (command);

  g_string_append (out, "    ");
  append_case (out, command);
  g_string_append (out, ")\n      options='");
  append_flags (out, options, FALSE);
  g_string_append (out, "'\n      valued='");
  append_flags (out, options, TRUE);
  g_string_append (out, "'\n");
  if (words->len > 0)
    {
      g_string_append (out, "      words='");
      lec_completion_append_words (out, words);
      g_string_append_printf (out, "'\n      place=%u\n", lec_completion_get_place (command));
    }
  if (lec_completion_takes_files (command))
    g_string_append (out, "      files=yes\n");
  g_string_append (out, "      ;;\n");
}

static void
append_value (GString *out,
              const LecCommand *command,
              const LecHelpOption *option)
{
  g_autoptr (LecValueKind) kind = lec_value_kind_new (option->argument, option->choices);
  g_autofree char *alias = lec_completion_dup_alias (command);

  if (kind->words->len == 0 && !kind->takes_files && !kind->takes_folders)
    return;

  g_string_append_printf (out, "    %s:--%s", command->name, option->name);
  if (alias != NULL)
    g_string_append_printf (out, " | %s:--%s", alias, option->name);
  if (option->short_name != 0)
    g_string_append_printf (out, " | %s:-%c", command->name, option->short_name);
  if (option->short_name != 0 && alias != NULL)
    g_string_append_printf (out, " | %s:-%c", alias, option->short_name);
  g_string_append (out, ")\n");
  if (kind->words->len > 0)
    {
      g_string_append (out, "      words='");
      lec_completion_append_words (out, kind->words);
      g_string_append (out, "'\n");
    }
  if (kind->is_list)
    g_string_append (out, "      list=yes\n");
  if (kind->takes_files || kind->takes_folders)
    g_string_append_printf (out, "      files=%s\n", kind->takes_files ? "yes" : "folders");
  g_string_append (out, "      ;;\n");
}

static void
append_values (GString *out,
               const LecCommand *command)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);

  for (guint i = 0; i < options->len; i++)
    {
      const LecHelpOption *option = g_ptr_array_index (options, i);

      if (option->argument != NULL)
        append_value (out, command, option);
    }
}

char *
lec_completion_format_bash (void)
{
  GString *out = g_string_new ("# Completes lectern(1) in bash. Made from the program's own tables.\n"
                               "# shellcheck shell=bash\n\n");
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  g_string_append (out, "_lectern_commands='-h --help -V --version");
  for (gsize i = 0; i < n_commands; i++)
    g_string_append_printf (out, " %s", commands[i].name);
  g_string_append (out, "'\n\n# What may follow a command.\n_lectern_command()\n{\n  case $1 in\n");
  for (gsize i = 0; i < n_commands; i++)
    append_command (out, &commands[i]);
  g_string_append (out, "    *) return 1 ;;\n  esac\n}\n\n"
                        "# What the value of an option may be.\n_lectern_value()\n{\n  case $1:$2 in\n");
  for (gsize i = 0; i < n_commands; i++)
    append_values (out, &commands[i]);
  g_string_append_printf (out, "  esac\n}\n\n%s\ncomplete -F _lectern lectern\n", look);

  return g_string_free (out, FALSE);
}
