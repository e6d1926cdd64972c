/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern transcribe: what was said in a video, as subtitles, text or JSON.
 */
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/extract-report.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/upload-question.h"
#include "engine/misheard-terms.h"
#include "engine/output-plan.h"
#include "engine/transcriber.h"

/* The file that was chosen, and the language. */
static gboolean
read_options (const LecArguments *arguments,
              LecJobOptions *options,
              GError **error)
{
  const char *subtitles = lec_arguments_get_value (arguments, "subtitles");
  const char *language = lec_arguments_get_value (arguments, "language");
  const char *source = lec_arguments_get_value (arguments, "transcript");
  g_autofree char *path = NULL;

  if (subtitles != NULL && source != NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--transcript and --subtitles are two sources"));
      return FALSE;
    }
  if (source != NULL && !lec_job_options_set (options, "transcript", source, error))
    return FALSE;
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
                   _ ("--language cannot be “%s”: it has to be the tag of a language, such as de or en-US"), language);
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

/* What may have been misheard, and is put right where that is wanted. */
static gboolean
treat_terms (const LecArguments *arguments,
             const char *name,
             LecTranscript *transcript,
             LecInterrupt *interrupt,
             GError **error)
{
  const char *action = lec_arguments_get_value (arguments, "terms");
  g_autoptr (GPtrArray) notes = NULL;

  if (action == NULL)
    return TRUE;

  notes = lec_misheard_terms_treat (name, transcript, g_str_equal (action, "apply"),
                                    lec_interrupt_get_cancellable (interrupt), error);
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    lec_report_note (name, "%s", (const char *) g_ptr_array_index (notes, i));

  return notes != NULL;
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
  const char *name = lec_arguments_get_value (arguments, "progress");
  const char *output = lec_arguments_get_value (arguments, "output");
  LecProgressMode mode = lec_progress_mode_choose (name != NULL ? name : "auto", STDERR_FILENO);
  g_autoptr (LecProgressView) view = lec_progress_view_new (mode, STDERR_FILENO, inputs[0]);
  LecExtractListener listener = { NULL };

  lec_extract_report_listen (&listener, view);
  lec_upload_question_allow (&listener);
  lec_extractor_set_notice (extractor, lec_extract_report_notice_cb, &view);
  if (!read_options (arguments, options, &error) || !choose_format (arguments, &format, &error) ||
      !lec_upload_question_read (arguments, &error) ||
      (output != NULL && !lec_output_plan_check_apart (output, inputs[0], &error)))
    return lec_report_failure (NULL, error);

  transcript = lec_transcriber_run (extractor, inputs[0], options, &listener, &report,
                                    lec_interrupt_get_cancellable (interrupt), &error);
  lec_progress_view_hide (view);
  if (report != NULL)
    report_notes (inputs[0], report);
  if (transcript == NULL || !treat_terms (arguments, inputs[0], transcript, interrupt, &error))
    return lec_report_failure (inputs[0], error);

  text = lec_transcriber_write (transcript, format);
  return write_text (arguments, text, &error) ? 0 : lec_report_failure (NULL, error);
}
