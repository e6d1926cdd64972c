/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern probe: what is in a file, for people or as JSON lines.
 */
#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/extractor.h"

G_GNUC_PRINTF (3, 4)
static void
append_fact (GString *text,
             const char *name,
             const char *format,
             ...)
{
  g_autofree char *value = NULL;
  g_autofree char *safe = NULL;
  va_list args;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  safe = lec_terminal_escape (value);
  g_string_append_printf (text, "  %s:%*s%s\n", name, MAX (12 - lec_terminal_get_text_width (name), 1), "", safe);
}

static void
append_picture (GString *text,
                const LecVideoInfo *info)
{
  append_fact (text, _ ("picture"), "%d × %d", info->width, info->height);
  if (info->coded_width != info->width || info->coded_height != info->height)
    append_fact (text, _ ("stored as"), _ ("%d × %d, pixels %d:%d, turned by %d°"), info->coded_width,
                 info->coded_height, info->par_n, info->par_d, info->rotation_deg);
  append_fact (text, _ ("depth"), _ ("%d bit"), info->bit_depth);
}

static void
append_times (GString *text,
              const LecVideoInfo *info)
{
  g_autofree char *duration = lec_time_format (info->duration_s);
  char fps[G_ASCII_DTOSTR_BUF_SIZE];

  append_fact (text, _ ("duration"), "%s", info->duration_s > 0 ? duration : _ ("not known"));
  g_ascii_formatd (fps, sizeof fps, "%.4g", info->fps);
  if (info->fps > 0)
    append_fact (text, _ ("frames"), _ ("%s a second"), fps);
  else
    append_fact (text, _ ("frames"), "%s", _ ("not known"));
  append_fact (text, _ ("index"), "%s", info->seekable ? _ ("yes") : _ ("no"));
}

static char *
format_info (const char *name,
             const LecVideoInfo *info)
{
  GString *text = g_string_new (NULL);
  g_autofree char *shown = lec_terminal_escape (name);
  g_autofree char *size = lec_size_format ((guint64) MAX (info->size_bytes, 0));

  g_string_append_printf (text, "%s\n", shown);
  append_fact (text, _ ("container"), "%s", info->container != NULL ? info->container : _ ("not known"));
  if (info->profile != NULL)
    append_fact (text, _ ("codec"), "%s, %s", info->codec, info->profile);
  else
    append_fact (text, _ ("codec"), "%s", info->codec != NULL ? info->codec : _ ("not known"));
  append_picture (text, info);
  append_times (text, info);
  append_fact (text, _ ("size"), "%s", size);
  append_fact (text, _ ("sound"), g_dngettext (GETTEXT_PACKAGE, "%u track", "%u tracks", info->n_audio_streams),
               info->n_audio_streams);
  append_fact (text, _ ("subtitles"), g_dngettext (GETTEXT_PACKAGE, "%u track", "%u tracks", info->n_subtitle_streams),
               info->n_subtitle_streams);

  return g_string_free (text, FALSE);
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
