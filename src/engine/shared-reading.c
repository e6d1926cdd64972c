/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides that were found without the pages of somebody's list of pages that are
 * never slides are his, and are not handed on.
 */
#include "engine/shared-reading.h"

#include "pipeline/stage.h"

static gboolean
is_anybodys (const char *folder)
{
  g_autofree char *never = g_build_filename (folder, LEC_FOLDER_NEVER, NULL);

  return !g_file_test (never, G_FILE_TEST_EXISTS);
}

gboolean
lec_shared_reading_is_there (const char *readings,
                             const char *id,
                             const char *content_id)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (readings != NULL && id != NULL && content_id != NULL, FALSE);

  folder = g_build_filename (readings, id, NULL);
  return is_anybodys (folder) && lec_lecture_folder_holds_content (readings, id, content_id);
}

/* What goes wrong leaves a folder that was not read. */
static void
copy (LecLectureFolder *folder,
      LecLectureFolder *source,
      GCancellable *cancellable)
{
  g_autoptr (GError) reason = NULL;

  if (!lec_lecture_folder_copy_reading (folder, source, cancellable, &reason))
    g_debug ("what was read of a video is not handed on: %s", reason->message);
}

void
lec_shared_reading_take (const char *readings,
                         LecLectureFolder *folder,
                         GCancellable *cancellable)
{
  g_autoptr (LecLectureFolder) source = NULL;
  const char *id = NULL;

  g_return_if_fail (readings != NULL && folder != NULL);

  id = lec_lecture_folder_get_id (folder);
  if (lec_lecture_folder_was_read (folder) ||
      !lec_shared_reading_is_there (readings, id, lec_lecture_folder_get_content_id (folder)))
    return;

  source = lec_lecture_folder_look (readings, id);
  if (source == NULL)
    return;

  copy (folder, source, cancellable);
  /* It was of use: who makes room takes others first. */
  lec_lecture_folder_note_use (lec_lecture_folder_get_path (source));
}

void
lec_shared_reading_give (const char *readings,
                         LecLectureFolder *folder,
                         GCancellable *cancellable)
{
  g_autoptr (LecLectureFolder) target = NULL;
  g_autofree char *path = NULL;
  const char *id = NULL;

  g_return_if_fail (readings != NULL && folder != NULL);

  id = lec_lecture_folder_get_id (folder);
  path = g_build_filename (readings, id, NULL);
  if (!lec_lecture_folder_was_read (folder) || !is_anybodys (lec_lecture_folder_get_path (folder)) ||
      g_file_test (path, G_FILE_TEST_EXISTS))
    return;

  target = lec_lecture_folder_open (readings, id, lec_lecture_folder_get_content_id (folder), cancellable, NULL);
  if (target != NULL && !lec_lecture_folder_was_read (target))
    copy (target, folder, cancellable);
  if (target != NULL && !lec_lecture_folder_was_read (target))
    lec_lecture_folder_discard (target);
}
