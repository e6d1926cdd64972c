/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern transcribe: what was said in a video, as subtitles, text or JSON.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "engine/transcriber.h"

/* The file that was chosen, and the language. */
static gboolean
read_options (const LecArguments *arguments,
              LecJobOptions *options,
              GError **error)
{
  const char *subtitles = lec_arguments_get_value (arguments, "subtitles");
  const char *language = lec_arguments_get_value (arguments, "language");
  g_autofree char *path = NULL;

  if (subtitles != NULL)
    {
      path = g_canonicalize_filename (subtitles, NULL);
      if (!lec_job_options_set (options, "transcript", path, NULL))
        {
          g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--subtitles: the name of the file is not valid UTF-8"));
          return FALSE;
        }
    }
  if (language != NULL && !lec_job_options_set (options, "transcript-language", language, NULL))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("--language cannot be “%s”: it is the tag of a language, such as de or en-US"), language);
      return FALSE;
    }

  return lec_extractor_check_subtitles (options, error);
}

/* As it was asked for, else as the output's name ends. */
static gboolean
choose_format (const LecArguments *arguments,
               LecTranscriptFormat *format,
               GError **error)
{
  const char *name = lec_arguments_get_value (arguments, "format");
  const char *output = lec_arguments_get_value (arguments, "output");
  const char *dot = output != NULL ? strrchr (output, '.') : NULL;
  g_autofree char *ending = dot != NULL ? g_ascii_strdown (dot + 1, -1) : NULL;

  if (name == NULL && output == NULL)
    return TRUE;
  if (lec_transcript_format_from_name (name != NULL ? name : ending != NULL ? ending
                                                                            : "",
                                       format))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("--output: the name ends in .vtt, .srt, .txt or .json, or --format says what it is to be"));
  return FALSE;
}

/* Of a transcript that is there; where there is none the first one is the failure. */
static void
report_notes (const char *name,
              const LecTranscriptReport *report)
{
  for (guint i = report->found ? 0 : 1; i < report->notes->len; i++)
    lec_report_note (name, "%s", (const char *) g_ptr_array_index (report->notes, i));
}

static gboolean
write_text (const LecArguments *arguments,
            const char *text,
            GError **error)
{
  const char *output = lec_arguments_get_value (arguments, "output");

  if (output == NULL)
    return lec_report_document (text, error);
  if (!lec_pending_file_save (output, text, strlen (text), lec_arguments_has (arguments, "force"), error))
    return FALSE;

  lec_report_path (output);
  return TRUE;
}

int
lec_command_run_transcribe (const LecArguments *arguments)
{
  const char *const *inputs = lec_arguments_get_inputs (arguments, NULL);
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  g_autoptr (LecExtractor) extractor = lec_extractor_new (NULL, NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecTranscriptReport) report = NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  LecTranscriptFormat format = LEC_TRANSCRIPT_FORMAT_VTT;

  lec_extractor_set_notice (extractor, lec_extract_report_notice_cb, NULL);
  if (!read_options (arguments, options, &error) || !choose_format (arguments, &format, &error))
    return lec_report_failure (NULL, error);

  transcript = lec_transcriber_run (extractor, inputs[0], options, &report,
                                    lec_interrupt_get_cancellable (interrupt), &error);
  if (report != NULL)
    report_notes (inputs[0], report);
  if (transcript == NULL)
    return lec_report_failure (inputs[0], error);

  text = lec_transcriber_write (transcript, format);
  return write_text (arguments, text, &error) ? 0 : lec_report_failure (NULL, error);
}
