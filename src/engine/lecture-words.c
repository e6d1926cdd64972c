/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides are worth more than what was said over them: what fails here is said
 * in the report, and the lecture is made without.
 */
#include "engine/lecture-words.h"

#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/transcript-key.h"
#include "model/transcript-report.h"
#include "pipeline/stage.h"

/* What kills a demuxer shall not cost the slides, which are there. @reason: why nothing is known of
 * what was said; the next run tries again. */
static gboolean
go_on_without_transcript (const char *folder,
                          GError *reason,
                          GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRANSCRIPT, NULL);
  g_autofree char *report_path = g_build_filename (folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscriptReport) report = lec_transcript_report_new (NULL);

  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_CRASHED) &&
      !g_error_matches (reason, LEC_ERROR, LEC_ERROR_STALLED) && !g_error_matches (reason, LEC_ERROR, LEC_ERROR_LIMIT))
    {
      g_propagate_error (error, g_error_copy (reason));
      return FALSE;
    }

  lec_transcript_report_take_note (report, g_strdup (reason->message));
  g_unlink (path);
  return lec_transcript_report_save (report, report_path, error);
}

void
lec_lecture_words_plan (LecLectureWordsSteps *steps,
                        LecExtractRun *run)
{
  g_return_if_fail (steps != NULL && run != NULL);

  steps->transcribe = lec_extract_run_add_step (run, LEC_STAGE_TRANSCRIBE, 1);
  lec_heard_transcript_plan (&steps->heard, run);
}

static gboolean
is_waiting (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRANSCRIPTION, NULL);
  g_autoptr (LecTranscriptReport) report = lec_transcript_report_load (path, NULL);

  return report != NULL && report->unagreed != NULL;
}

/**
 * lec_lecture_words_find:
 * @folder: of the lecture
 * @video: (nullable): of several, the lecture knows where they are
 * @key: kept in @folder where there is no reason to look once more
 *
 * Returns: %FALSE with the errors of the stage and of lec_heard_transcript_make()
 */
gboolean
lec_lecture_words_find (LecExtractRun *run,
                        LecLectureWordsSteps *steps,
                        const char *folder,
                        const char *video,
                        const char *key,
                        GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GError) unheard = NULL;

  g_return_val_if_fail (run != NULL && steps != NULL && steps->transcribe != NULL && folder != NULL, FALSE);

  steps->has_waited = is_waiting (folder);
  if (!lec_extract_run_stage (run, LEC_STAGE_TRANSCRIBE, steps->transcribe, folder, video, &reason))
    return go_on_without_transcript (folder, reason, error);
  if (!lec_heard_transcript_make (&steps->heard, run, folder, video, &unheard, error))
    return FALSE;

  return unheard != NULL || lec_transcript_key_save (folder, key, error);
}
