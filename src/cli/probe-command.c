/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern probe: what is in a file, for people or as JSON lines.
 */
#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/fact-list.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/extractor.h"

#define INDENT       2
#define NAME_COLUMNS 13

static void
add_picture (LecFactList *facts,
             const LecVideoInfo *info)
{
  lec_fact_list_add (facts, _ ("picture"), "%d × %d", info->width, info->height);
  if (info->coded_width != info->width || info->coded_height != info->height)
    lec_fact_list_add (facts, _ ("stored as"), _ ("%d × %d, pixels %d:%d, turned by %d°"), info->coded_width,
                       info->coded_height, info->par_n, info->par_d, info->rotation_deg);
  lec_fact_list_add (facts, _ ("depth"), _ ("%d bit"), info->bit_depth);
}

static void
add_times (LecFactList *facts,
           const LecVideoInfo *info)
{
  g_autofree char *duration = lec_time_format (info->duration_s);
  char fps[G_ASCII_DTOSTR_BUF_SIZE];

  lec_fact_list_add (facts, _ ("duration"), "%s", info->duration_s > 0 ? duration : _ ("not known"));
  g_ascii_formatd (fps, sizeof fps, "%.4g", info->fps);
  if (info->fps > 0)
    lec_fact_list_add (facts, C_ ("video", "frames"), _ ("%s a second"), fps);
  else
    lec_fact_list_add (facts, C_ ("video", "frames"), "%s", _ ("not known"));
  lec_fact_list_add (facts, _ ("index"), "%s", info->seekable ? C_ ("index", "yes") : C_ ("index", "no"));
}

static char *
format_info (const char *name,
             const LecVideoInfo *info)
{
  g_autoptr (LecFactList) facts = lec_fact_list_new (INDENT, NAME_COLUMNS);
  g_autofree char *text = NULL;
  g_autofree char *shown = lec_terminal_escape (name);
  g_autofree char *size = lec_size_format ((guint64) MAX (info->size_bytes, 0));

  lec_fact_list_add (facts, _ ("container"), "%s", info->container != NULL ? info->container : _ ("not known"));
  if (info->profile != NULL)
    lec_fact_list_add (facts, _ ("codec"), "%s, %s", info->codec, info->profile);
  else
    lec_fact_list_add (facts, _ ("codec"), "%s", info->codec != NULL ? info->codec : _ ("not known"));
  add_picture (facts, info);
  add_times (facts, info);
  lec_fact_list_add (facts, _ ("size"), "%s", size);
  lec_fact_list_add (facts, _ ("sound"), g_dngettext (GETTEXT_PACKAGE, "%u track", "%u tracks", info->n_audio_streams),
                     info->n_audio_streams);
  lec_fact_list_add (facts, _ ("subtitles"),
                     g_dngettext (GETTEXT_PACKAGE, "%u track", "%u tracks", info->n_subtitle_streams),
                     info->n_subtitle_streams);

  text = lec_fact_list_format (facts);
  return g_strconcat (shown, "\n", text, NULL);
}

static void
print_info (const char *name,
            const LecVideoInfo *info,
            gboolean json)
{
  g_autofree char *text = NULL;

  if (json)
    {
      lec_report_json (lec_video_info_to_json (info));
      return;
    }

  text = format_info (name, info);
  lec_report_text (text);
}

int
lec_command_run_probe (const LecArguments *arguments)
{
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  g_autoptr (LecExtractor) extractor = lec_extractor_new (NULL, NULL);
  GCancellable *cancellable = lec_interrupt_get_cancellable (interrupt);
  const char *const *inputs = lec_arguments_get_inputs (arguments, NULL);
  int exit_code = 0;

  lec_extractor_set_notice (extractor, lec_extract_report_notice_cb, NULL);
  for (; *inputs != NULL && !g_cancellable_is_cancelled (cancellable); inputs++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecVideoInfo) info = lec_extractor_probe (extractor, *inputs, cancellable, &error);
      int outcome = info == NULL ? lec_report_failure (*inputs, error) : 0;

      if (info != NULL)
        print_info (*inputs, info, lec_arguments_has (arguments, "json"));
      if (exit_code == 0)
        exit_code = outcome;
    }

  return g_cancellable_is_cancelled (cancellable) ? 130 : exit_code;
}
