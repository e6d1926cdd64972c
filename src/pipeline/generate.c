/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the documents of a lecture. How they are to look is the task's choice,
 * not that of the run that found the slides.
 */
#include <glib/gi18n-lib.h>

#include "base/relative-path.h"
#include "documents/slide-pdf.h"
#include "pipeline/stage.h"

static void
pdf_progress_cb (double fraction,
                 gpointer user_data)
{
  const LecStageSink *sink = user_data;

  sink->progress (fraction, -1.0, sink->user_data);
}

static void
move_path (char **path,
           const char *folder)
{
  char *moved = NULL;

  if (*path == NULL || !g_path_is_absolute (*path))
    return;

  moved = lec_relative_path (*path, folder);
  g_free (*path);
  *path = moved;
}

/* Videos as seen from where the document will lie. */
static void
move_links (LecLecture *lecture,
            const char *folder)
{
  move_path (&lecture->video->path, folder);
  for (guint i = 0; i < lecture->parts->len; i++)
    move_path (&((LecVideoPart *) g_ptr_array_index (lecture->parts, i))->path, folder);
}

/* As a person has corrected it, where that is so. */
static char *
choose_lecture (const char *folder)
{
  g_autofree char *edited = g_build_filename (folder, LEC_FILE_EDITED, NULL);

  if (g_file_test (edited, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&edited);

  return g_build_filename (folder, LEC_FILE_LECTURE, NULL);
}

gboolean
lec_stage_generate (const LecTask *task,
                    const LecStageSink *sink,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *lecture_path = choose_lecture (task->folder);
  g_autofree char *pdf_path = g_build_filename (task->folder, LEC_FILE_PDF, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (lecture_path, error);
  const char *title = task->title != NULL ? task->title : _ ("Lecture");

  if (lecture == NULL)
    return FALSE;

  if (task->link_folder != NULL)
    move_links (lecture, task->link_folder);
  lec_job_options_free (lecture->options);
  lecture->options = lec_job_options_copy (task->options);
  return lec_slide_pdf_write (lecture, task->folder, title, pdf_path, pdf_progress_cb, (gpointer) sink,
                              cancellable, error);
}
