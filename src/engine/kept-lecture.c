/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture's JSON and folder name the kept folder; a video is looked up by
 * its content.
 */
#include "engine/kept-lecture.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "pipeline/stage.h"

gboolean
lec_kept_root_open (LecKeptRoot *self,
                    const char *path,
                    GError **error)
{
  g_return_val_if_fail (self != NULL && self->path == NULL, FALSE);

  self->library = path == NULL ? lec_data_folder_open (NULL, error) : NULL;
  if (path == NULL && self->library == NULL)
    return FALSE;

  self->path = path != NULL ? g_strdup (path) : lec_data_folder_build_path (self->library, LEC_DATA_FOLDER_LECTURES);
  return TRUE;
}

void
lec_kept_root_clear (LecKeptRoot *self)
{
  g_clear_pointer (&self->library, lec_data_folder_free);
  g_clear_pointer (&self->path, g_free);
}

static char *
read_lecture_id (const char *path,
                 GError **error)
{
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, error);

  if (lecture == NULL)
    return NULL;
  if (lecture->id == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                         _ ("the file does not say which video it was made of; run “lectern extract” on the video"));

  return g_strdup (lecture->id);
}

/**
 * lec_kept_lecture_find_id:
 * @source: a video, a lecture's JSON or a lecture's folder
 *
 * Returns: (transfer full) (nullable): name of the folder, which may be gone; %NULL with the errors
 *   of lec_kept_lecture_open()
 */
char *
lec_kept_lecture_find_id (const char *root,
                          const char *source,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *inside = g_build_filename (source, LEC_FILE_LECTURE, NULL);
  g_autofree char *content_id = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (root != NULL && source != NULL, NULL);

  if (g_file_test (inside, G_FILE_TEST_IS_REGULAR))
    return read_lecture_id (inside, error);
  if (g_str_has_suffix (source, ".json"))
    return read_lecture_id (source, error);

  content_id = lec_content_id_of_file (source, cancellable, error);
  if (content_id == NULL)
    return NULL;
  id = lec_lecture_folder_find_id (root, content_id);
  if (id == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                         _ ("nothing is kept of this video yet; run “lectern extract” first"));

  return g_steal_pointer (&id);
}

/**
 * lec_kept_lecture_open:
 * @source: a video, a lecture's JSON or a lecture's folder
 *
 * Returns: (transfer full) (nullable): locked; %NULL with %LEC_ERROR_NOT_FOUND when nothing is
 *   kept, or the errors of reading @source
 */
LecLectureFolder *
lec_kept_lecture_open (const char *root,
                       const char *source,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *lecture = NULL;

  g_return_val_if_fail (root != NULL && source != NULL, NULL);

  id = lec_kept_lecture_find_id (root, source, cancellable, error);
  if (id == NULL)
    return NULL;

  lecture = g_build_filename (root, id, LEC_FILE_LECTURE, NULL);
  if (!g_file_test (lecture, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                           _ ("what was read of the video is no longer kept; run “lectern extract” again"));
      return NULL;
    }

  return lec_lecture_folder_open (root, id, NULL, cancellable, error);
}
