/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern folder: options that all videos of a folder have, unless others are given.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "cli/arguments.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/folder-defaults.h"

static void
print_folder (const LecFolderOptions *folder)
{
  g_autofree char *name = g_filename_display_name (lec_folder_options_get_folder (folder));
  g_autofree char *shown = lec_terminal_escape (name);
  g_autoptr (GString) line = g_string_new (shown);
  const char *const *names = lec_folder_options_get_names ();

  for (; *names != NULL; names++)
    {
      const char *value = lec_folder_options_get_value (folder, *names);

      if (value != NULL)
        g_string_append_printf (line, "  %s=%s", *names, value);
    }
  g_string_append_c (line, '\n');
  lec_report_text (line->str);
}

static int
list (const LecArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = lec_folder_defaults_load (&error);
  gboolean as_json = lec_arguments_has (arguments, "json");

  if (folders == NULL)
    return lec_report_failure (NULL, error);

  for (guint i = 0; i < folders->len; i++)
    if (as_json)
      lec_report_json (lec_folder_options_to_json (g_ptr_array_index (folders, i)));
    else
      print_folder (g_ptr_array_index (folders, i));
  return 0;
}

static gboolean
read_setting (LecFolderOptions *folder,
              const char *word,
              GError **error)
{
  const char *value = strchr (word, '=');
  g_autofree char *name = g_strndup (word, value != NULL ? (gsize) (value - word) : strlen (word));
  g_autofree char *shown = g_utf8_make_valid (word, -1);

  if (value != NULL)
    return lec_folder_options_set (folder, name, value + 1, error);

  /* Translators: a word that was typed; NAME=VALUE is as in --help */
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("“%s” is not NAME=VALUE"), shown);
  return FALSE;
}

/* @words: (array length=n_words): a folder, then settings */
static int
set_folder (const char *const *words,
            gsize n_words)
{
  g_autofree char *path = g_canonicalize_filename (words[0], NULL);
  g_autoptr (LecFolderOptions) folder = lec_folder_options_new (path);
  g_autoptr (GError) error = NULL;

  for (gsize i = 1; i < n_words; i++)
    if (!read_setting (folder, words[i], &error))
      return lec_report_failure (words[0], error);

  return lec_folder_defaults_set (folder, &error) ? 0 : lec_report_failure (words[0], error);
}

/* @words: (array length=n_words): folders */
static int
remove_folders (const char *const *words,
                gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    {
      g_autofree char *path = g_canonicalize_filename (words[i], NULL);
      g_autoptr (GError) error = NULL;

      if (!lec_folder_defaults_remove (path, &error))
        return lec_report_failure (words[i], error);
    }

  return 0;
}

int
lec_command_run_folder (const LecArguments *arguments)
{
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);
  g_autoptr (GError) error = NULL;

  if (n_inputs == 0 || (n_inputs == 1 && g_str_equal (inputs[0], "list")))
    return list (arguments);
  if (n_inputs > 2 && g_str_equal (inputs[0], "set"))
    return set_folder (inputs + 1, n_inputs - 1);
  if (n_inputs > 1 && g_str_equal (inputs[0], "remove"))
    return remove_folders (inputs + 1, n_inputs - 1);

  g_set_error_literal (&error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("this is nothing that can be done; see “lectern folder --help”"));
  return lec_report_failure (NULL, error);
}
