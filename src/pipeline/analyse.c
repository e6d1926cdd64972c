/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes study.json of what is in the lecture's folder. A tenth of a second for
 * an hour: it is made anew whenever one of them has changed.
 */
#include "base/bounded-file.h"
#include "base/error.h"
#include "pipeline/stage.h"
#include "pipeline/task-lecture.h"
#include "text/study-analysis.h"
#include "text/syllabus.h"

static gboolean
load_syllabus (const LecTask *task,
               char **syllabus,
               GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_SYLLABUS, NULL);
  g_autoptr (GError) failure = NULL;
  gsize length = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  *syllabus = lec_bounded_file_read (path, LEC_SYLLABUS_MAX_BYTES, &length, &failure);
  if (*syllabus == NULL)
    {
      if (g_error_matches (failure, LEC_ERROR, LEC_ERROR_PROTOCOL))
        g_prefix_error (&failure, "%s: ", LEC_FILE_SYLLABUS);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/**
 * lec_stage_analyse:
 *
 * Makes study.json of edited.json or lecture.json, and of given.json or transcript.json and of
 * syllabus.txt where they are there.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND, _UNREADABLE, _PROTOCOL, _NO_SPACE, _NOT_WRITABLE or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_analyse (const LecTask *task,
                   const LecStageSink *sink,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_STUDY, NULL);
  g_autoptr (LecLecture) lecture = lec_task_lecture_load (task, error);
  g_autoptr (LecTranscript) transcript = NULL;
  g_autofree char *syllabus = NULL;
  LecAnalysisOptions options = { 0 };
  g_autoptr (LecStudy) study = NULL;

  if (lecture == NULL || !lec_task_lecture_load_transcript (task, &transcript, error) ||
      !load_syllabus (task, &syllabus, error))
    return FALSE;

  options.syllabus = syllabus;
  study = lec_study_analyse (lecture, transcript, &options, cancellable, error);
  if (study == NULL || !lec_study_save (study, path, error))
    return FALSE;

  sink->progress (1.0, -1.0, sink->user_data);
  return TRUE;
}
