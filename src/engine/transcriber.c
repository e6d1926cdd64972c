/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In a folder that goes when it is done.
 */
#include "engine/transcriber.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "base/name-list.h"
#include "documents/subtitle-text.h"
#include "engine/content-id.h"
#include "engine/extractor-private.h"
#include "engine/file-tree.h"
#include "engine/heard-transcript.h"
#include "pipeline/stage.h"
#include "worker/task-runner.h"

static const char *const format_names[] = {
  [LEC_TRANSCRIPT_FORMAT_VTT] = "vtt",
  [LEC_TRANSCRIPT_FORMAT_SRT] = "srt",
  [LEC_TRANSCRIPT_FORMAT_TXT] = "txt",
  [LEC_TRANSCRIPT_FORMAT_JSON] = "json",
  NULL,
};

gboolean
lec_transcript_format_from_name (const char *name,
                                 LecTranscriptFormat *format)
{
  guint index = 0;

  g_return_val_if_fail (name != NULL && format != NULL, FALSE);

  if (!lec_name_list_find (format_names, G_N_ELEMENTS (format_names) - 1, name, &index))
    return FALSE;

  *format = (LecTranscriptFormat) index;
  return TRUE;
}

/* Where there is no transcript, the first reason is the error. */
static LecTranscript *
load_result (const char *folder,
             LecTranscriptReport **report,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRANSCRIPT, NULL);
  g_autofree char *report_path = g_build_filename (folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscriptReport) found = lec_transcript_report_load (report_path, error);

  if (found == NULL)
    return NULL;
  if (found->found)
    {
      *report = g_steal_pointer (&found);
      return lec_transcript_load (path, error);
    }

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                       found->notes->len > 0 ? g_ptr_array_index (found->notes, 0) : _ ("nothing was looked for"));
  *report = g_steal_pointer (&found);
  return NULL;
}

/* @reason: (out) (transfer full) (nullable): as lec_heard_transcript_make() */
static gboolean
find_words (LecExtractRun *run,
            const char *folder,
            const char *video,
            GError **reason,
            GError **error)
{
  LecProgress *step = lec_extract_run_add_step (run, LEC_STAGE_TRANSCRIBE, 1);
  LecHeardSteps heard = { NULL };

  lec_heard_transcript_plan (&heard, run);
  return lec_extract_run_stage (run, LEC_STAGE_TRANSCRIBE, step, folder, video, error) &&
         lec_heard_transcript_make (&heard, run, folder, video, reason, error);
}

/* The first one is told as the failure. */
static void
put_first (LecTranscriptReport *report,
           const GError *reason)
{
  for (guint i = 0; i < report->notes->len; i++)
    if (g_str_has_suffix (g_ptr_array_index (report->notes, i), reason->message))
      {
        g_ptr_array_insert (report->notes, 0, g_ptr_array_steal_index (report->notes, i));
        return;
      }
}

static LecTranscript *
run_in (LecExtractor *extractor,
        const char *folder,
        const char *video,
        const LecJobOptions *options,
        const LecExtractListener *listener,
        LecTranscriptReport **report,
        GCancellable *cancellable,
        GError **error)
{
  const LecExtractAim aim = { options, NULL, NULL, "" };
  g_autoptr (LecExtractRun) run = lec_extract_run_new (lec_extractor_get_runner (extractor), &aim, listener,
                                                       cancellable);
  g_autofree char *path = g_canonicalize_filename (video, NULL);
  g_autoptr (GError) reason = NULL;
  LecTranscript *transcript = NULL;

  if (!find_words (run, folder, path, &reason, error))
    return NULL;
  transcript = load_result (folder, report, reason == NULL ? error : NULL);
  if (*report != NULL && reason != NULL)
    put_first (*report, reason);
  if (transcript == NULL && reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));

  return transcript;
}

/**
 * lec_transcriber_run:
 * @options: of which those that affect the transcript count
 * @listener: (nullable)
 * @report: (out) (transfer full) (nullable): what a person should know, also where there is none
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND where nothing is known of
 *   what was said, %LEC_ERROR_WEB and _NOT_AGREED of a speech service, the errors of
 *   lec_content_id_of_file() and of lec_task_runner_run()
 */
LecTranscript *
lec_transcriber_run (LecExtractor *extractor,
                     const char *video,
                     const LecJobOptions *options,
                     const LecExtractListener *listener,
                     LecTranscriptReport **report,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autofree char *content_id = NULL;
  g_autofree char *folder = NULL;
  LecTranscript *transcript = NULL;

  g_return_val_if_fail (extractor != NULL && video != NULL && options != NULL && report != NULL, NULL);

  *report = NULL;
  /* Says what is wrong with a file before a process is started for it. */
  content_id = lec_content_id_of_file (video, cancellable, error);
  folder = content_id != NULL ? g_dir_make_tmp ("lectern-transcript-XXXXXX", error) : NULL;
  if (folder == NULL)
    return NULL;

  transcript = run_in (extractor, folder, video, options, listener, report, cancellable, error);
  lec_file_tree_remove (folder);

  return transcript;
}

/* Returns: (transfer full): ends with a line end, unless it is empty */
char *
lec_transcriber_write (const LecTranscript *transcript,
                       LecTranscriptFormat format)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (transcript != NULL, NULL);

  switch (format)
    {
    case LEC_TRANSCRIPT_FORMAT_SRT:
      return lec_subtitle_text_make_srt (transcript);
    case LEC_TRANSCRIPT_FORMAT_TXT:
      return lec_subtitle_text_make_plain (transcript);
    case LEC_TRANSCRIPT_FORMAT_JSON:
      node = lec_transcript_to_json (transcript);
      return lec_json_to_pretty_text (node);
    case LEC_TRANSCRIPT_FORMAT_VTT:
    default:
      return lec_subtitle_text_make_vtt (transcript);
    }
}
