/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern test-link: whether the video behind an address can be had, before
 * anything begins. The exit code is for scripts.
 */
#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/fact-list.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/link-report.h"

#define MAX_LISTED   20
#define INDENT       2
#define NAME_COLUMNS 13

static char *
format_size (gint64 size_bytes)
{
  return size_bytes >= 0 ? lec_size_format ((guint64) size_bytes) : g_strdup (_ ("not known"));
}

static void
add_file (LecFactList *facts,
          const LecLinkReport *report)
{
  const LecLinkVideo *video = g_ptr_array_index (report->videos, 0);
  g_autofree char *size = format_size (video->size_bytes);

  lec_fact_list_add (facts, _ ("name"), "%s", video->name);
  lec_fact_list_add (facts, _ ("type"), "%s", report->media_type != NULL ? report->media_type : _ ("not known"));
  lec_fact_list_add (facts, _ ("size"), "%s", size);
  lec_fact_list_add (facts, _ ("resume"), "%s",
                     report->can_resume ? _ ("yes: a download that is cut goes on where it was")
                                        : _ ("no: a download that is cut begins again"));
}

static void
add_page (LecFactList *facts,
          const LecLinkReport *report)
{
  g_autofree char *count = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u video", "%u videos", report->videos->len), report->videos->len);
  g_autofree char *left_out = g_strdup_printf (
    /* Translators: of a list on a page of the web */
    g_dngettext (GETTEXT_PACKAGE, "%u entry that cannot be had", "%u entries that cannot be had", report->n_left_out),
    report->n_left_out);

  lec_fact_list_add (facts, _ ("page"), "%s", report->title != NULL ? report->title : _ ("of the web"));
  lec_fact_list_add (facts, _ ("through"), "%s", report->program != NULL ? report->program : "yt-dlp");
  lec_fact_list_add (facts, _ ("videos"), "%s", count);
  for (guint i = 0; i < MIN (report->videos->len, MAX_LISTED); i++)
    lec_fact_list_add (facts, NULL, "%s", ((const LecLinkVideo *) g_ptr_array_index (report->videos, i))->name);
  if (report->videos->len > MAX_LISTED)
    lec_fact_list_add (facts, NULL, "…");
  if (report->n_left_out > 0)
    lec_fact_list_add (facts, _ ("left out"), "%s", left_out);
}

static char *
format_report (const LecLinkReport *report)
{
  g_autoptr (LecFactList) facts = lec_fact_list_new (INDENT, NAME_COLUMNS);
  g_autofree char *text = NULL;

  /* Translators: where the link leads to: the name of a machine in the network */
  lec_fact_list_add (facts, _ ("machine"), "%s", report->host);
  if (report->is_page)
    add_page (facts, report);
  else
    add_file (facts, report);
  text = lec_fact_list_format (facts);

  return g_strconcat (report->shown, "\n", text, NULL);
}

static int
test (const char *address,
      const LecArguments *arguments,
      GCancellable *cancellable)
{
  const LecLinkOptions options = { .own_network = lec_arguments_has (arguments, "own-network") };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecLinkReport) report = lec_link_report_new (address, &options, cancellable, &error);
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      g_autofree char *shown = lec_link_dup_shown (address);

      return lec_report_failure (shown, error);
    }
  if (lec_arguments_has (arguments, "json"))
    {
      lec_report_json (lec_link_report_to_json (report));
      return 0;
    }

  text = format_report (report);
  lec_report_text (text);
  return 0;
}

int
lec_command_run_test_link (const LecArguments *arguments)
{
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  GCancellable *cancellable = lec_interrupt_get_cancellable (interrupt);
  const char *const *inputs = lec_arguments_get_inputs (arguments, NULL);
  int exit_code = 0;

  for (; *inputs != NULL && !g_cancellable_is_cancelled (cancellable); inputs++)
    {
      int outcome = test (*inputs, arguments, cancellable);

      exit_code = exit_code == 0 ? outcome : exit_code;
    }

  return g_cancellable_is_cancelled (cancellable) ? 130 : exit_code;
}
