/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of both lectures it is, and where links lead from.
 */
#include "pipeline/task-lecture.h"

#include "base/relative-path.h"
#include "pipeline/stage.h"

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

LecLecture *
lec_task_lecture_load (const LecTask *task,
                       GError **error)
{
  g_autofree char *path = NULL;
  LecLecture *lecture = NULL;

  g_return_val_if_fail (task != NULL, NULL);

  path = choose_lecture (task->folder);
  lecture = lec_lecture_load (path, error);
  if (lecture != NULL && task->link_folder != NULL)
    move_links (lecture, task->link_folder);

  return lecture;
}

gboolean
lec_task_lecture_load_transcript (const LecTask *task,
                                  LecTranscript **transcript,
                                  GError **error)
{
  static const char *const names[] = { LEC_FILE_GIVEN, LEC_FILE_TRANSCRIPT };

  g_return_val_if_fail (task != NULL && transcript != NULL, FALSE);

  *transcript = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (task->folder, names[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      *transcript = lec_transcript_load (path, error);
      return *transcript != NULL;
    }

  return TRUE;
}
