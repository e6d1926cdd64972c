/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and reasons may hold bytes of a file's name: all are escaped.
 */
#include "cli/report.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "cli/terminal-text.h"

/* Most reasons begin with the file's name, as "NAME: …" or as a sentence: once is enough. */
static const char *
skip_name (const char *message,
           const char *name)
{
  g_autofree char *last = g_path_get_basename (name);
  const char *const names[] = { name, last };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i]);

      if (strncmp (message, names[i], length) != 0)
        continue;
      if (message[length] == ':' || message[length] == ' ')
        return message + length;
    }

  return NULL;
}

int
lec_report_failure (const char *name,
                    const GError *error)
{
  g_autofree char *reason = NULL;
  g_autofree char *shown = NULL;

  g_return_val_if_fail (error != NULL, 1);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    reason = g_strdup (_ ("stopped"));
  else
    reason = lec_terminal_escape (error->message);
  if (name != NULL)
    {
      const char *rest = NULL;

      shown = lec_terminal_escape (name);
      rest = skip_name (reason, shown);
      fprintf (stderr, "lectern: %s%s%s\n", shown, rest != NULL ? "" : ": ", rest != NULL ? rest : reason);
    }
  else
    fprintf (stderr, "lectern: %s\n", reason);

  return lec_error_get_exit_code_for (error);
}

void
lec_report_note (const char *name,
                 const char *format,
                 ...)
{
  g_autofree char *shown = lec_terminal_escape (name);
  g_autofree char *text = NULL;
  g_autofree char *shown_text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  shown_text = lec_terminal_escape (text);
  fprintf (stderr, "%s: %s\n", shown, shown_text);
}

void
lec_report_warning (const char *format,
                    ...)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  shown = lec_terminal_escape (text);
  fflush (stdout);
  fprintf (stderr, "lectern: %s\n", shown);
}

void
lec_report_path (const char *path)
{
  g_autofree char *shown = lec_terminal_escape (path);

  fflush (stderr);
  printf ("%s\n", shown);
  fflush (stdout);
}

void
lec_report_text (const char *text)
{
  g_autofree char *encoded = lec_terminal_encode (text);

  fputs (encoded, stdout);
  fflush (stdout);
}

gboolean
lec_report_document (const char *text,
                     GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("standard output cannot be written: %s"),
               g_strerror (errno));
  return FALSE;
}

void
lec_report_json (JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *line = lec_json_to_line (owned);

  lec_report_text (line);
  lec_report_text ("\n");
}
