/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides are worth more than what was said over them: what fails here is said
 * in the report, and the lecture is made without. A transcript of before is set
 * aside while another one is looked for; a killed program leaves it there.
 */
#include "engine/lecture-words.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/transcript-key.h"
#include "model/transcript-report.h"
#include "pipeline/stage.h"

#define ASIDE_SUFFIX ".earlier"

/* The transcript last: where it is, its report is. */
static const char *const earlier_files[] = { LEC_FILE_TRANSCRIPTION, LEC_FILE_TRANSCRIPT };

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

static gboolean
has_transcript (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRANSCRIPT, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
has_earlier (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRANSCRIPT ASIDE_SUFFIX, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* @is_back: from where they were set aside. */
static void
move_earlier (const char *folder,
              gboolean is_back)
{
  for (gsize i = 0; i < G_N_ELEMENTS (earlier_files); i++)
    {
      g_autofree char *path = g_build_filename (folder, earlier_files[i], NULL);
      g_autofree char *aside = g_strconcat (path, ASIDE_SUFFIX, NULL);

      /* Where it fails, there is none. */
      if (g_rename (is_back ? aside : path, is_back ? path : aside) != 0)
        g_debug ("%s is not moved: %s", path, g_strerror (errno));
    }
}

static void
drop_earlier (const char *folder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (earlier_files); i++)
    {
      g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S, earlier_files[i], ASIDE_SUFFIX, NULL);

      g_unlink (path);
    }
}

/* Whether a person, or the video, had it written: nothing that is heard now is better. */
static gboolean
was_written (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_TRANSCRIPTION ASIDE_SUFFIX, NULL);
  g_autoptr (LecTranscriptReport) report = lec_transcript_report_load (path, NULL);

  return report != NULL && report->found &&
         (report->source == LEC_TRANSCRIPT_EMBEDDED || report->source == LEC_TRANSCRIPT_SIDECAR);
}

/* @found: whether there is a newer one. */
static void
settle_earlier (const char *folder,
                gboolean found)
{
  if (!found && has_earlier (folder))
    move_earlier (folder, TRUE);
  drop_earlier (folder);
}

/* @unheard: (out): why the next run should look again; nothing else fails then */
static gboolean
look (LecExtractRun *run,
      LecLectureWordsSteps *steps,
      const char *folder,
      const char *video,
      GError **unheard,
      GError **error)
{
  if (!lec_extract_run_stage (run, LEC_STAGE_TRANSCRIBE, steps->transcribe, folder, video, unheard))
    return go_on_without_transcript (folder, *unheard, error);
  if (!has_transcript (folder) && was_written (folder))
    return TRUE;

  return lec_heard_transcript_make (&steps->heard, run, folder, video, unheard, error);
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
  g_autoptr (GError) unheard = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (run != NULL && steps != NULL && steps->transcribe != NULL && folder != NULL, FALSE);

  steps->has_waited = is_waiting (folder);
  if (!steps->keeps_earlier)
    drop_earlier (folder);
  else if (has_transcript (folder))
    move_earlier (folder, FALSE);

  done = look (run, steps, folder, video, &unheard, error);
  settle_earlier (folder, has_transcript (folder));
  return done && (unheard != NULL || lec_transcript_key_save (folder, key, error));
}
