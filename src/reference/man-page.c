/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In the macros of man(7), which all readers of manuals know, and in ASCII, so
 * that no reader has to guess at the encoding. A minus is written as one
 * everywhere: what is copied out of a page must work.
 */
#include "config.h"

#include "reference/man-page.h"

#include <string.h>

#include "base/error.h"
#include "cli/help-options.h"
#include "engine/cluster-settings.h"

/* Of lines in the page's source, which some readers complain about. */
#define MAX_LINE 76

/* --- Text --- */

static void
append_char (GString *out,
             gunichar c)
{
  if (c == '\\')
    g_string_append (out, "\\e");
  else if (c == '-')
    g_string_append (out, "\\-");
  else if (c == '\'')
    g_string_append (out, "\\(aq");
  else if (c == '`')
    g_string_append (out, "\\(ga");
  else if (c == '^')
    g_string_append (out, "\\(ha");
  else if (c == '~')
    g_string_append (out, "\\(ti");
  else if (c == 0x201c)
    g_string_append (out, "\\(lq");
  else if (c == 0x201d)
    g_string_append (out, "\\(rq");
  else if (c == 0x2026)
    g_string_append (out, "...");
  else if (c < 0x80)
    g_string_append_c (out, (char) c);
  else
    g_string_append_printf (out, "\\[u%04X]", c);
}

/* Returns: (transfer full) */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    append_char (out, g_utf8_get_char (c));

  return g_string_free (out, FALSE);
}

/* A line that begins with a dot would be a request. */
static void
append_line (GString *out,
             const char *escaped)
{
  g_string_append_printf (out, "%s%s\n", *escaped == '.' ? "\\&" : "", escaped);
}

/* @text as lines that are joined again. */
static void
append_text (GString *out,
             const char *text)
{
  g_autofree char *escaped = escape (text);
  g_auto (GStrv) words = g_strsplit (escaped, " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (char **word = words; *word != NULL; word++)
    {
      if (line->len > 0 && line->len + 1 + strlen (*word) > MAX_LINE)
        {
          append_line (out, line->str);
          g_string_truncate (line, 0);
        }
      if (line->len > 0)
        g_string_append_c (line, ' ');
      g_string_append (line, *word);
    }
  append_line (out, line->str);
}

static void
append_paragraphs (GString *out,
                   const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n\n", -1);

  for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++)
    {
      if (paragraph > paragraphs)
        g_string_append (out, ".PP\n");
      append_text (out, *paragraph);
    }
}

/* --- Sections --- */

static void
append_head (GString *out,
             const char *name,
             const char *date,
             const char *summary)
{
  g_autofree char *title = g_ascii_strup (name, -1);
  g_autofree char *escaped_title = escape (title);
  g_autofree char *line = g_strdup_printf ("%s - %s", name, summary);

  g_string_append (out, ".\\\" Made from the program's own tables.\n");
  g_string_append_printf (out, ".TH \"%s\" 1 \"%s\" \"Lectern %s\" \"User Commands\"\n", escaped_title, date,
                          LECTERN_VERSION);
  g_string_append (out, ".SH NAME\n");
  append_text (out, line);
}

/* "[list|add LECTURE N…]": names of values are set apart. */
static void
append_synopsis (GString *out,
                 const LecCommand *command)
{
  g_autofree char *name = escape (command->name);
  g_autofree char *inputs = command->inputs != NULL ? escape (command->inputs) : NULL;

  g_string_append (out, ".SH SYNOPSIS\n");
  g_string_append_printf (out, ".B lectern %s\n[\\fIOPTION\\fR...]\n", name);
  if (inputs != NULL)
    g_string_append_printf (out, "\\fI%s\\fR\n", inputs);
}

static void
append_actions (GString *out,
                const LecCommand *command)
{
  if (command->n_actions > 0)
    g_string_append (out, ".SH ACTIONS\n");
  for (gsize i = 0; i < command->n_actions; i++)
    {
      g_autofree char *words = escape (command->actions[i].words);

      g_string_append_printf (out, ".TP\n.B %s\n", words);
      append_text (out, command->actions[i].help);
    }
}

static void
append_option (GString *out,
               const LecHelpOption *option)
{
  g_autofree char *name = escape (option->name);
  g_autofree char *argument = option->argument != NULL ? escape (option->argument) : NULL;

  g_string_append (out, ".TP\n");
  if (option->short_name != 0)
    g_string_append_printf (out, "\\fB\\-%c\\fR, ", option->short_name);
  g_string_append_printf (out, "\\fB\\-\\-%s\\fR", name);
  if (argument != NULL)
    g_string_append_printf (out, " \\fI%s\\fR", argument);
  g_string_append_c (out, '\n');
  append_text (out, option->text);
}

static void
append_options (GString *out,
                const LecCommand *command)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);

  g_string_append (out, ".SH OPTIONS\n");
  for (guint i = 0; i < options->len; i++)
    append_option (out, g_ptr_array_index (options, i));
}

/* Not joined: they are there to be copied. */
static void
append_examples (GString *out,
                 const char *examples)
{
  g_auto (GStrv) lines = g_strsplit (examples, "\n", -1);

  g_string_append (out, ".SH EXAMPLES\n.EX\n");
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *escaped = escape (*line);

      append_line (out, escaped);
    }
  g_string_append (out, ".EE\n");
}

static void
append_exit_code (GString *out,
                  int exit_code,
                  const char *name,
                  const char *meaning)
{
  g_autofree char *escaped = escape (name);

  g_string_append_printf (out, ".TP\n.BR %d \" (%s)\"\n", exit_code, escaped);
  append_text (out, meaning);
}

static void
append_exit_codes (GString *out)
{
  g_string_append (out, ".SH EXIT STATUS\n");
  append_text (out, "With several videos it is that of the first one that failed.");
  append_exit_code (out, 0, "ok", "done");
  for (int exit_code = 1; exit_code < 126; exit_code++)
    for (guint i = 0; i < LEC_N_ERRORS; i++)
      if (lec_error_get_exit_code (i) == exit_code)
        append_exit_code (out, exit_code, lec_error_get_name (i), lec_error_describe (i));
  append_exit_code (out, 130, "cancelled", "stopped by Ctrl-C or a request to end");
}

/* What config shows, by the names that it has in the environment and in a file. */
static void
append_settings (GString *out)
{
  g_string_append (out, ".SH ENVIRONMENT\n");
  append_text (out, "Each variable counts more than the same setting in a file, whose name stands behind it here. "
                    "“lectern config show” tells all values, and where each came from.");
  g_string_append (out, ".PP\n.nf\n");
  for (int i = 0; i < LEC_N_SETTINGS; i++)
    {
      g_autofree char *variable = escape (lec_setting_get_variable (i));
      g_autofree char *name = escape (lec_setting_get_name (i));

      g_string_append_printf (out, "\\fB%s\\fR, %s\n", variable, name);
    }
  g_string_append (out, ".fi\n");
}

static void
append_references (GString *out,
                   const LecCommand *command)
{
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  g_string_append (out, ".SH SEE ALSO\n");
  if (command != NULL)
    {
      g_string_append (out, ".BR lectern (1)\n");
      return;
    }
  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *name = escape (commands[i].name);

      g_string_append_printf (out, ".BR lectern\\-%s (1)%s\n", name, i + 1 < n_commands ? "," : "");
    }
}

/* --- Pages --- */

char *
lec_man_page_format_command (const LecCommand *command,
                             const char *date)
{
  GString *out = g_string_new (NULL);
  g_autofree char *name = NULL;

  g_return_val_if_fail (command != NULL && date != NULL, g_string_free (out, FALSE));

  name = g_strconcat ("lectern-", command->name, NULL);
  append_head (out, name, date, command->summary);
  append_synopsis (out, command);
  if (command->description != NULL)
    {
      g_string_append (out, ".SH DESCRIPTION\n");
      append_paragraphs (out, command->description);
    }
  append_actions (out, command);
  append_options (out, command);
  if (command->examples != NULL)
    append_examples (out, command->examples);
  if (g_str_equal (command->name, "config"))
    append_settings (out);
  g_string_append (out, ".SH EXIT STATUS\n");
  append_text (out, "0 when all is done. The others are listed in lectern(1).");
  append_references (out, command);

  return g_string_free (out, FALSE);
}

static void
append_commands (GString *out)
{
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  g_string_append (out, ".SH COMMANDS\n");
  append_text (out, "Each has a manual page of its own, such as lectern-extract(1).");
  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *name = escape (commands[i].name);
      g_autofree char *inputs = commands[i].inputs != NULL ? escape (commands[i].inputs) : NULL;

      g_string_append_printf (out, ".TP\n\\fB%s\\fR", name);
      if (inputs != NULL)
        g_string_append_printf (out, " \\fI%s\\fR", inputs);
      g_string_append_c (out, '\n');
      append_text (out, commands[i].summary);
    }
}

static void
append_files (GString *out)
{
  static const struct
  {
    const char *path;
    const char *text;
  } files[] = {
    { "~/.local/share/lectern", "The library: the database of jobs and what was read of videos." },
    { "~/.config/lectern/lectern.conf", "Settings, see lectern-config(1). Likewise /etc/xdg/lectern/lectern.conf." },
    { "~/.config/lectern/agreed-hosts", "Machines that something may be sent to." },
  };

  g_string_append (out, ".SH FILES\n");
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = escape (files[i].path);

      g_string_append_printf (out, ".TP\n.I %s\n", path);
      append_text (out, files[i].text);
    }
}

char *
lec_man_page_format_program (const char *date)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (date != NULL, g_string_free (out, FALSE));

  append_head (out, "lectern", date, "slides and a searchable PDF from lecture videos");
  g_string_append (out, ".SH SYNOPSIS\n"
                        ".B lectern\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
                        ".br\n"
                        ".B lectern\n[\\fIVIDEO\\fR...]\n"
                        ".SH DESCRIPTION\n");
  append_paragraphs (out, "Turns lecture and screen recordings into clean slides and a searchable PDF: each page of "
                          "the talk once, in its final state, with its text.\n\n"
                          "Without a command it opens the window, where that is installed.");
  append_commands (out);
  g_string_append (out, ".SH OPTIONS\n"
                        ".TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nprint what commands there are\n"
                        ".TP\n\\fB\\-V\\fR, \\fB\\-\\-version\\fR\nprint the program\\(aqs version\n");
  append_exit_codes (out);
  append_files (out);
  append_references (out, NULL);

  return g_string_free (out, FALSE);
}
