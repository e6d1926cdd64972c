/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table of names for both commands. Widths are of what a terminal shows, not
 * of bytes.
 */
#include "cli/finding-report.h"

#include <glib/gi18n-lib.h>

#include "cli/report.h"
#include "cli/terminal-text.h"

#define GAP 2

/* Of all checks, a cluster's after those of the desk. */
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
  { "redis", N_ ("Redis") },
  { "tables", N_ ("tables") },
  { "workers", N_ ("workers") },
  { "silent-workers", N_ ("silent workers") },
  { "versions", N_ ("versions") },
  { "paused", N_ ("paused queues") },
  { "unserved", N_ ("unserved queues") },
  { "sent-files", N_ ("sent files") },
  { "shared-folder", N_ ("shared folder") },
  { "settings", N_ ("settings") },
  { "cluster", N_ ("cluster") },
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
  g_string_append_printf (line, "%s%*s", text, columns + GAP - lec_terminal_get_text_width (text), "");
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
measure_labels (const GPtrArray *findings)
{
  int columns = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const LecFinding *finding = g_ptr_array_index (findings, i);

      columns = MAX (columns, lec_terminal_get_text_width (get_label (finding->check)));
    }

  return columns;
}

static void
append_finding (GString *out,
                const LecFinding *finding,
                int level_columns,
                int label_columns)
{
  g_autofree char *message = lec_terminal_escape (finding->message);
  g_autofree char *advice = finding->advice != NULL ? lec_terminal_escape (finding->advice) : NULL;

  append_padded (out, _ (levels[finding->level]), level_columns);
  append_padded (out, get_label (finding->check), label_columns);
  g_string_append (out, message);
  if (advice != NULL)
    /* Translators: what is wrong is on the left, what to do about it follows */
    g_string_append_printf (out, _ ("; to do: %s"), advice);
  g_string_append_c (out, '\n');
}

char *
lec_finding_report_format (const GPtrArray *findings)
{
  GString *out = g_string_new (NULL);
  int level_columns = measure_levels ();
  int label_columns = 0;

  g_return_val_if_fail (findings != NULL, g_string_free (out, FALSE));

  label_columns = measure_labels (findings);
  for (guint i = 0; i < findings->len; i++)
    append_finding (out, g_ptr_array_index (findings, i), level_columns, label_columns);

  return g_string_free (out, FALSE);
}

int
lec_finding_report_print (const GPtrArray *findings,
                          gboolean json)
{
  g_autofree char *text = NULL;
  int exit_code = 0;

  g_return_val_if_fail (findings != NULL, 0);

  text = json ? NULL : lec_finding_report_format (findings);
  if (text != NULL)
    lec_report_text (text);
  for (guint i = 0; i < findings->len; i++)
    {
      const LecFinding *finding = g_ptr_array_index (findings, i);

      if (json)
        lec_report_json (lec_finding_to_json (finding));
      if (exit_code == 0 && finding->level == LEC_FINDING_PROBLEM)
        exit_code = lec_error_get_exit_code (finding->code);
    }

  return exit_code;
}
