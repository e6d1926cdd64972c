/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that a person gives was written by anybody: it is read by our own reader,
 * checked as any transcript is, and kept as we write it.
 */
#include "engine/kept-transcript.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "engine/review-private.h"
#include "pipeline/stage.h"
#include "text/subtitle-file.h"
#include "text/transcript-check.h"

/* Times survive the way through JSON; what a person sees is that time. */
#define SAME_TIME_S    0.0005
#define MAX_TEXT_BYTES 16384 /* that a person types for one cue */

char *
lec_kept_transcript_build_given_path (const char *root,
                                      const char *content_id)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (root != NULL && content_id != NULL, NULL);

  name = g_strconcat (content_id, LEC_TRANSCRIPT_SUFFIX, NULL);
  return g_build_filename (root, LEC_FOLDER_TRANSCRIPTS, name, NULL);
}

char *
lec_kept_transcript_build_path (LecReview *review)
{
  g_return_val_if_fail (review != NULL, NULL);

  return lec_kept_transcript_build_given_path (review->kept.path, review->content_id);
}

static LecTranscript *
load_if_there (const char *path,
               GError **error)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? lec_transcript_load (path, error) : NULL;
}

gboolean
lec_kept_transcript_hand_over (const char *root,
                               const char *content_id,
                               const char *folder,
                               GError **error)
{
  g_autofree char *given = NULL;
  g_autofree char *path = NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (root != NULL && content_id != NULL && folder != NULL, FALSE);

  given = lec_kept_transcript_build_given_path (root, content_id);
  path = g_build_filename (folder, LEC_FILE_GIVEN, NULL);
  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      lec_error_set_from_errno (error, errno, "remove", path);
      return FALSE;
    }

  transcript = load_if_there (given, &reason);
  if (transcript != NULL)
    return lec_transcript_save (transcript, path, error);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
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

/* Returns: its number; G_MAXUINT when it is not there */
static guint
find_cue (const LecTranscript *transcript,
          double start_s,
          const char *text)
{
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);

      if (fabs (cue->start_s - start_s) < SAME_TIME_S && g_str_equal (cue->text, text))
        return i;
    }

  return G_MAXUINT;
}

/* Words have no times of their own any more: which of them is which is not known. */
static void
correct_cue (LecTranscript *transcript,
             guint index,
             const char *meant)
{
  g_autofree char *text = g_utf8_make_valid (meant, -1);
  LecCue *cue = g_ptr_array_index (transcript->cues, index);

  g_strstrip (text);
  if (*text == '\0')
    {
      g_ptr_array_remove_index (transcript->cues, index);
      return;
    }

  g_free (cue->text);
  cue->text = g_steal_pointer (&text);
  g_ptr_array_set_size (cue->words, 0);
}

/**
 * lec_kept_transcript_correct:
 * @start_s: when the cue begins
 * @heard: its text as it is
 * @meant: what was said; blank when nothing was
 *
 * The transcript with this correction is given by a person from then on: what is found with the
 * video later is not used. Blocks.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when there is no such cue or @meant is too long, or the
 *   errors of lec_kept_transcript_load() and lec_kept_transcript_set_given()
 */
gboolean
lec_kept_transcript_correct (LecReview *review,
                             double start_s,
                             const char *heard,
                             const char *meant,
                             GError **error)
{
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (GError) reason = NULL;
  guint index = G_MAXUINT;

  g_return_val_if_fail (review != NULL && heard != NULL && meant != NULL, FALSE);

  transcript = lec_kept_transcript_load (review, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (strlen (meant) > MAX_TEXT_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("that is too long for what is said in one breath"));
      return FALSE;
    }
  if (transcript != NULL)
    index = find_cue (transcript, start_s, heard);
  if (index == G_MAXUINT)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("these words are not in the transcript any more"));
      return FALSE;
    }

  correct_cue (transcript, index, meant);
  return lec_kept_transcript_set_given (review, transcript, error);
}
