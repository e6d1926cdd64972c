/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the words off the slides' pictures and fills them into lecture.json,
 * which is replaced once, at the end: until then the lecture without words
 * stays valid, and words recognised so far are kept beside it. Reading ahead
 * only keeps them, of slides that were found while the video is being read.
 */
#include <string.h>

#include "base/pending-file.h"
#include "pipeline/recogniser.h"
#include "pipeline/stage.h"

/* @slides: (element-type LecSlide) */
static gboolean
recognise_slides (LecRecogniser *self,
                  GPtrArray *slides,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  for (guint i = 0; i < slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (slides, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (slide->picture != NULL && !lec_recogniser_read (self, slide, cancellable, error))
        return FALSE;

      if (sink->slide != NULL)
        sink->slide (slide, sink->user_data);
      sink->progress ((i + 1.0) / slides->len, -1.0, sink->user_data);
    }

  return TRUE;
}

gboolean
lec_stage_recognise (const LecTask *task,
                     const LecStageSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (LecRecogniser) recogniser = lec_recogniser_new (task->folder, task->options->language);
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, error);
  LecStageSink progress_only = { .progress = sink->progress, .user_data = sink->user_data };

  if (lecture == NULL || !recognise_slides (recogniser, lecture->slides, &progress_only, cancellable, error))
    return FALSE;

  g_free (lecture->options->language);
  lecture->options->language = g_strdup (task->options->language);
  return lec_lecture_save (lecture, path, error);
}

/**
 * lec_stage_read_ahead:
 *
 * Recognises the task's slides, reports each with its words, and keeps them for the stage above,
 * which is about to come. Runs beside the stage that finds slides: touches nothing but the words.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_LANGUAGE, _NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_read_ahead (const LecTask *task,
                      const LecStageSink *sink,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (LecRecogniser) recogniser = lec_recogniser_new (task->folder, task->options->language);
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_AHEAD, NULL);
  g_autofree char *count = g_strdup_printf ("%u\n", task->slides != NULL ? task->slides->len : 0);

  if (task->slides != NULL && !recognise_slides (recogniser, task->slides, sink, cancellable, error))
    return FALSE;

  return lec_pending_file_save (path, count, strlen (count), TRUE, error);
}
