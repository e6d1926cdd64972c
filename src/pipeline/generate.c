/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the documents of a lecture. How they are to look is the task's choice,
 * not that of the run that found the slides.
 */
#include <glib/gi18n-lib.h>

#include "documents/slide-pdf.h"
#include "pipeline/smaller-pictures.h"
#include "pipeline/stage.h"
#include "pipeline/task-lecture.h"

#define SHRINK_SHARE 0.7 /* of the time, where pictures are made smaller */

typedef struct
{
  const LecStageSink *sink;
  double begin;
  double end;
} Span;

static void
span_cb (double fraction,
         gpointer user_data)
{
  const Span *span = user_data;

  span->sink->progress (span->begin + (span->end - span->begin) * fraction, -1.0, span->sink->user_data);
}

gboolean
lec_stage_generate (const LecTask *task,
                    const LecStageSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *pdf_path = g_build_filename (task->folder, LEC_FILE_PDF, NULL);
  g_autoptr (LecLecture) lecture = lec_task_lecture_load (task, error);
  const char *title = task->title != NULL ? task->title : _ ("Lecture");
  gboolean is_smaller = task->options->picture_quality != LEC_PICTURE_QUALITY_HIGH;
  Span shrinking = { sink, 0, SHRINK_SHARE };
  Span writing = { sink, is_smaller ? SHRINK_SHARE : 0, 1 };
  gboolean written = FALSE;

  if (lecture == NULL)
    return FALSE;

  lec_job_options_free (lecture->options);
  lecture->options = lec_job_options_copy (task->options);
  written = (!is_smaller || lec_smaller_pictures_make (lecture, task->folder, task->options->picture_quality, span_cb,
                                                       &shrinking, cancellable, error)) &&
            lec_slide_pdf_write (lecture, task->folder, title, pdf_path, span_cb, &writing, cancellable, error);
  if (is_smaller)
    lec_smaller_pictures_remove (task->folder);
  return written;
}
