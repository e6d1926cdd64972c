/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture's JSON and folder name the kept folder; a video is looked up by
 * its content, or, when it is gone, by where it was.
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

static gboolean
was_read_from (const char *folder,
               const char *video)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, NULL);

  return lecture != NULL && lecture->parts->len == 0 && g_strcmp0 (lecture->video->path, video) == 0;
}

static char *
find_by_content (const char *root,
                 const char *content_id,
                 GError **error)
{
  char *id = lec_lecture_folder_find_id (root, content_id);

  if (id == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                         _ ("nothing is kept of this video yet; run “lectern extract” first"));
  return id;
}

/* Takes @reason: why the video cannot be read. */
static char *
find_by_path (const char *root,
              const char *video,
              GError *reason,
              GError **error)
{
  g_autofree char *path = g_canonicalize_filename (video, NULL);
  char *id = g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND)
               ? lec_lecture_folder_find_newest (root, was_read_from, path)
               : NULL;

  if (id == NULL)
    g_propagate_error (error, reason);
  else
    g_error_free (reason);
  return id;
}

/**
 * lec_kept_lecture_find_id:
 * @source: a video, which may be gone, a lecture's JSON or a lecture's folder
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
  GError *reason = NULL;

  g_return_val_if_fail (root != NULL && source != NULL, NULL);

  if (g_file_test (inside, G_FILE_TEST_IS_REGULAR))
    return read_lecture_id (inside, error);
  if (g_str_has_suffix (source, ".json"))
    return read_lecture_id (source, error);

  content_id = lec_content_id_of_file (source, cancellable, &reason);
  return content_id != NULL ? find_by_content (root, content_id, error) : find_by_path (root, source, reason, error);
}

/**
 * lec_kept_lecture_open:
 * @source: a video, which may be gone, a lecture's JSON or a lecture's folder
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
