/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may follow a command, as far as the tables tell it.
 */
#include "reference/completion.h"

#include <string.h>

#include "reference/value-kind.h"

char *
lec_completion_dup_alias (const LecCommand *command)
{
  g_autofree char *flag = NULL;

  g_return_val_if_fail (command != NULL, NULL);

  flag = g_strconcat ("--", command->name, NULL);
  return lec_command_find (flag) == command ? g_steal_pointer (&flag) : NULL;
}

char *
lec_completion_quote (const char *text)
{
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  parts = g_strsplit (text, "'", -1);
  return g_strjoinv ("'\\''", parts);
}

GPtrArray *
lec_completion_list_words (const LecCommand *command)
{
  g_autoptr (LecValueKind) kind = NULL;
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (command != NULL, words);

  for (gsize i = 0; i < command->n_actions; i++)
    {
      const char *action = command->actions[i].words;
      char *word = g_strndup (action, strcspn (action, " "));

      if (g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_free (word);
      else
        g_ptr_array_add (words, word);
    }
  if (command->n_actions > 0)
    return words;

  kind = lec_value_kind_new (command->inputs, NULL);
  g_ptr_array_unref (words);
  return g_ptr_array_ref (kind->words);
}

const char *
lec_completion_find_help (const LecCommand *command,
                          const char *word)
{
  g_return_val_if_fail (command != NULL && word != NULL, NULL);

  for (gsize i = 0; i < command->n_actions; i++)
    {
      const char *words = command->actions[i].words;

      if (strcspn (words, " ") == strlen (word) && g_str_has_prefix (words, word))
        return command->actions[i].help;
    }

  return NULL;
}

void
lec_completion_append_words (GString *out,
                             const GPtrArray *words)
{
  g_return_if_fail (out != NULL && words != NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (words, i));
}

guint
lec_completion_get_place (const LecCommand *command)
{
  const char *action = NULL;

  g_return_val_if_fail (command != NULL, 1);

  /* "LECTURE [ACTION…]" */
  action = command->inputs != NULL ? strstr (command->inputs, "ACTION") : NULL;
  return action != NULL && memchr (command->inputs, ' ', (gsize) (action - command->inputs)) != NULL ? 2 : 1;
}

gboolean
lec_completion_takes_files (const LecCommand *command)
{
  g_autoptr (LecValueKind) kind = NULL;

  g_return_val_if_fail (command != NULL, FALSE);

  kind = lec_value_kind_new (command->inputs, NULL);
  return kind->takes_files || kind->takes_folders;
}
