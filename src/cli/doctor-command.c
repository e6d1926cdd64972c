/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern doctor: a line for each check, and below it what to do.
 */
#include <glib/gi18n-lib.h>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/doctor.h"

#define GAP 2

static const struct
{
  const char *check;
  const char *label;
} labels[] = {
  { "task-process", N_ ("task process") },
  { "sandbox", N_ ("sandbox") },
  { "reading", N_ ("reading videos") },
  { "containers", N_ ("kinds of files") },
  { "codecs", N_ ("codecs") },
  { "languages", N_ ("languages") },
  { "data-folder", N_ ("data folder") },
  { "database", N_ ("database") },
  { "upkeep", N_ ("upkeep") },
  { "data-space", N_ ("disk") },
  { "temporary-space", N_ ("temporary files") },
};

/* In the order of LecFindingLevel. */
static const char *const levels[] = { N_ ("ok"), N_ ("warning"), N_ ("problem") };

static const char *
get_label (const char *check)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].check, check))
      return _ (labels[i].label);

  return check;
}

static void
append_padded (GString *line,
               const char *text,
               int columns)
{
  g_string_append_printf (line, "%s%*s", text, MAX (columns + GAP - lec_terminal_get_text_width (text), 1), "");
}

/* Columns that the widest of the words takes that may stand there. */
static int
measure_levels (void)
{
  int columns = 0;

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    columns = MAX (columns, lec_terminal_get_text_width (_ (levels[i])));

  return columns;
}

static int
measure_labels (void)
{
  int columns = 0;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    columns = MAX (columns, lec_terminal_get_text_width (_ (labels[i].label)));

  return columns;
}

static void
print_text (const LecFinding *finding)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *message = lec_terminal_escape (finding->message);
  g_autofree char *advice = finding->advice != NULL ? lec_terminal_escape (finding->advice) : NULL;

  append_padded (line, _ (levels[finding->level]), measure_levels ());
  append_padded (line, get_label (finding->check), measure_labels ());
  g_string_append (line, message);
  if (advice != NULL)
    /* Translators: what is wrong is on the left, what to do about it follows */
    g_string_append_printf (line, _ ("; to do: %s"), advice);
  g_string_append_c (line, '\n');
  lec_report_text (line->str);
}

int
lec_command_run_doctor (const LecArguments *arguments)
{
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  gboolean json = lec_arguments_has (arguments, "json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  int exit_code = 0;

  findings = lec_doctor_examine (NULL, NULL, lec_interrupt_get_cancellable (interrupt), &error);
  if (findings == NULL)
    return lec_report_failure (NULL, error);

  for (guint i = 0; i < findings->len; i++)
    {
      const LecFinding *finding = g_ptr_array_index (findings, i);

      if (json)
        lec_report_json (lec_finding_to_json (finding));
      else
        print_text (finding);
      if (exit_code == 0 && finding->level == LEC_FINDING_PROBLEM)
        exit_code = lec_error_get_exit_code (finding->code);
    }

  return exit_code;
}
