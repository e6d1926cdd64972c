/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each name is one message, so that it reads the same wherever it stands.
 */
#include "cli/placeholders.h"

#include <glib/gi18n-lib.h>

#define CONTEXT "placeholder"

/* Translators: names of values on the command line, in capitals in your language, too; short, and
 * the same wherever a help text speaks of them */
static const char *const names[] = {
  NC_ ("placeholder", "ACTION"),
  NC_ ("placeholder", "ADDRESS"),
  NC_ ("placeholder", "COMMAND"),
  NC_ ("placeholder", "DAYS"),
  NC_ ("placeholder", "FILE"),
  NC_ ("placeholder", "FOLDER"),
  NC_ ("placeholder", "FORMAT"),
  NC_ ("placeholder", "HOST"),
  NC_ ("placeholder", "JOB"),
  NC_ ("placeholder", "LANG"),
  NC_ ("placeholder", "LECTURE"),
  NC_ ("placeholder", "M"),
  NC_ ("placeholder", "MAX"),
  NC_ ("placeholder", "MB"),
  NC_ ("placeholder", "MIN"),
  NC_ ("placeholder", "N"),
  NC_ ("placeholder", "NAME"),
  NC_ ("placeholder", "NUMBER"),
  NC_ ("placeholder", "ORIGIN"),
  NC_ ("placeholder", "PATH"),
  NC_ ("placeholder", "PORT"),
  NC_ ("placeholder", "QUEUE"),
  NC_ ("placeholder", "SECONDS"),
  NC_ ("placeholder", "SERVICE"),
  NC_ ("placeholder", "SIZE"),
  NC_ ("placeholder", "STATE"),
  NC_ ("placeholder", "TIME"),
  NC_ ("placeholder", "TITLE"),
  NC_ ("placeholder", "VALUE"),
  NC_ ("placeholder", "VIDEO"),
  NC_ ("placeholder", "WORD"),
  NC_ ("placeholder", "WORK"),
  NC_ ("placeholder", "WORKER"),
  NULL,
};

const char *const *
lec_placeholders_get_names (void)
{
  return names;
}

static gsize
count_letters (const char *text)
{
  gsize n = 0;

  while (g_ascii_isalpha (text[n]))
    n++;

  return n;
}

char *
lec_placeholders_translate (const char *words)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (words != NULL, g_string_free (out, FALSE));

  while (*words != '\0')
    {
      gsize n = MAX (count_letters (words), 1);
      g_autofree char *word = g_strndup (words, n);

      g_string_append (out, g_strv_contains (names, word) ? g_dpgettext2 (GETTEXT_PACKAGE, CONTEXT, word) : word);
      words += n;
    }

  return g_string_free (out, FALSE);
}
