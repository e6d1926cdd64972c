/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the documents of a lecture. How they are to look is the task's choice,
 * not that of the run that found the slides.
 */
#include <glib/gi18n-lib.h>

#include "documents/slide-pdf.h"
#include "pipeline/stage.h"
#include "pipeline/task-lecture.h"

static void
pdf_progress_cb (double fraction,
                 gpointer user_data)
{
  const LecStageSink *sink = user_data;

  sink->progress (fraction, -1.0, sink->user_data);
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

  if (lecture == NULL)
    return FALSE;

  lec_job_options_free (lecture->options);
  lecture->options = lec_job_options_copy (task->options);
  return lec_slide_pdf_write (lecture, task->folder, title, pdf_path, pdf_progress_cb, (gpointer) sink,
                              cancellable, error);
}
