/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that a person gives was written by anybody: it is read by our own reader,
 * checked as any transcript is, and kept as we write it.
 */
#include "engine/kept-transcript.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "engine/review-private.h"
#include "pipeline/stage.h"
#include "text/subtitle-file.h"
#include "text/transcript-check.h"

char *
lec_kept_transcript_build_path (LecReview *review)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (review != NULL, NULL);

  name = g_strconcat (review->content_id, ".json", NULL);
  return g_build_filename (review->kept.path, LEC_FOLDER_TRANSCRIPTS, name, NULL);
}

static LecTranscript *
load_if_there (const char *path,
               GError **error)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? lec_transcript_load (path, error) : NULL;
}

/**
 * lec_kept_transcript_load_given:
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when none was given, else with the
 *   errors of lec_transcript_load()
 */
LecTranscript *
lec_kept_transcript_load_given (LecReview *review,
                                GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (review != NULL, NULL);

  path = lec_kept_transcript_build_path (review);
  return load_if_there (path, error);
}

/**
 * lec_kept_transcript_load:
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): %NULL with @error unset when nothing is known of what was
 *   said, else with the errors of lec_transcript_load()
 */
LecTranscript *
lec_kept_transcript_load (LecReview *review,
                          GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *found = NULL;
  LecTranscript *given = NULL;

  g_return_val_if_fail (review != NULL, NULL);

  given = lec_kept_transcript_load_given (review, &reason);
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (given == NULL)
    {
      found = g_build_filename (lec_review_get_folder (review), LEC_FILE_TRANSCRIPT, NULL);
      return load_if_there (found, error);
    }

  return given;
}

/**
 * lec_kept_transcript_set_given:
 * @transcript: (nullable): %NULL for the one that was found with the video, if there is one
 *
 * On the disk when it returns. Blocks.
 *
 * Returns: %FALSE with the errors of lec_transcript_save()
 */
gboolean
lec_kept_transcript_set_given (LecReview *review,
                               const LecTranscript *transcript,
                               GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (review != NULL, FALSE);

  path = lec_kept_transcript_build_path (review);
  folder = g_path_get_dirname (path);
  if (transcript != NULL && g_mkdir_with_parents (folder, 0700) == 0)
    return lec_transcript_save (transcript, path, error);
  if (transcript == NULL && (g_unlink (path) == 0 || errno == ENOENT))
    return TRUE;

  lec_error_set_from_errno (error, errno, transcript != NULL ? "write" : "remove", path);
  return FALSE;
}

/**
 * lec_kept_transcript_take_file:
 * @path: a .vtt or .srt file; untrusted
 * @n_problems: (out): how many places of it could not be read
 *
 * What is in it is the transcript from now on. Blocks.
 *
 * Returns: (transfer full) (nullable): what was read; %NULL with the errors of
 *   lec_subtitle_file_load(), lec_transcript_check() and lec_kept_transcript_set_given(); the
 *   transcript is what it was then
 */
LecTranscript *
lec_kept_transcript_take_file (LecReview *review,
                               const char *path,
                               guint *n_problems,
                               GError **error)
{
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  g_return_val_if_fail (review != NULL && path != NULL && n_problems != NULL, NULL);

  transcript = lec_subtitle_file_load (path, &problems, error);
  *n_problems = problems != NULL ? problems->len : 0;
  if (transcript == NULL || !lec_transcript_check (transcript, error) ||
      !lec_kept_transcript_set_given (review, transcript, error))
    return NULL;

  return g_steal_pointer (&transcript);
}
