/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that segments a video again from its signature track.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "pipeline/segmenting.h"
#include "pipeline/stage.h"

/**
 * lec_stage_segment:
 *
 * Makes lecture.json anew from track.bin and the video's facts in the lecture.json that is there.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND when the video was never read, _NO_SLIDES when the
 *   options leave none
 */
gboolean
lec_stage_segment (const LecTask *task,
                   const LecStageSink *sink,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *lecture_path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autofree char *track_path = g_build_filename (task->folder, LEC_FILE_TRACK, NULL);
  g_autoptr (LecSignatureTrack) track = lec_signature_track_load (track_path, error);
  g_autoptr (LecLecture) lecture = NULL;

  if (track == NULL)
    return FALSE;
  lecture = lec_lecture_load (lecture_path, error);
  if (lecture == NULL)
    return FALSE;

  g_clear_pointer (&lecture->options, lec_job_options_free);
  lecture->options = lec_job_options_copy (task->options);
  if (!lec_segmenting_fill_lecture (lecture, track, task->folder, cancellable, error))
    return FALSE;
  if (!lec_segmenting_save (lecture, task->folder, error))
    return FALSE;
  sink->progress (1, track->read_s, sink->user_data);
  if (lecture->slides->len > 0)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("no slides found with these settings"));

  return FALSE;
}
