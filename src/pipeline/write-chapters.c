/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies the video, with its slides as chapters: what comes out of a video's
 * file is taken apart here, so it is a stage.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "documents/chapters.h"
#include "media/chapter-video.h"
#include "pipeline/stage.h"

static void
progressed_cb (double fraction,
               gpointer user_data)
{
  const LecStageSink *sink = user_data;

  sink->progress (fraction, -1.0, sink->user_data);
}

/* As it was corrected, where it was. Returns: (transfer full) (nullable) */
static LecMaterial *
load_material (const LecTask *task,
               GError **error)
{
  g_autofree char *edited = g_build_filename (task->folder, LEC_FILE_EDITED, NULL);
  g_autofree char *found = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  LecLecture *lecture = lec_lecture_load (g_file_test (edited, G_FILE_TEST_EXISTS) ? edited : found, error);

  return lecture != NULL ? lec_material_new (lecture, task->folder, "", NULL, NULL) : NULL;
}

/**
 * lec_stage_write_chapters:
 *
 * Makes chapters.mkv of the task's video, and of edited.json or lecture.json.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SLIDES, those of reading a lecture, or those of
 *   lec_chapter_video_write()
 */
gboolean
lec_stage_write_chapters (const LecTask *task,
                          const LecStageSink *sink,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_CHAPTERED, NULL);
  g_autoptr (LecMaterial) material = load_material (task, error);
  g_autoptr (GPtrArray) chapters = material != NULL ? lec_chapters_list (material) : NULL;

  if (chapters == NULL)
    return FALSE;
  if (chapters->len == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SLIDES, _ ("there are no slides that could be chapters"));
      return FALSE;
    }

  return lec_chapter_video_write (task->video, chapters, path, progressed_cb, (gpointer) sink, cancellable, error);
}
