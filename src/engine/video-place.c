/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lecture and its job stay as they are, since they say what was done: this
 * is beside them, in the library, and moves with it. Its name is made of the
 * lecture's content and the part's old path, since the content of a part alone
 * is not kept.
 */
#include "engine/video-place.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "engine/data-folder.h"

#define MAX_PATH_BYTES 65536

gboolean
lec_video_place_check (const char *const *videos,
                       gsize n_videos,
                       const char *content_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  g_return_val_if_fail (videos != NULL && n_videos > 0 && content_id != NULL, FALSE);

  for (gsize i = 0; i < n_videos; i++)
    {
      char *id = lec_content_id_of_file (videos[i], cancellable, error);

      if (id == NULL)
        {
          g_autofree char *name = g_filename_display_basename (videos[i]);

          g_prefix_error (error, "%s: ", name);
          return FALSE;
        }
      g_ptr_array_add (ids, id);
    }

  joined = n_videos == 1 ? g_strdup (g_ptr_array_index (ids, 0))
                         : lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");
  if (g_str_equal (joined, content_id))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("this is not the video that the slides are from"));
  return FALSE;
}

static char *
build_path (const LecDataFolder *library,
            const char *content_id,
            const char *video)
{
  g_autofree char *lectures = lec_data_folder_build_path (library, LEC_DATA_FOLDER_LECTURES);
  g_autofree char *name = lec_content_id_combine (&content_id, 1, video);

  return g_build_filename (lectures, LEC_FOLDER_VIDEOS, name, NULL);
}

char *
lec_video_place_load (const char *folder,
                      const char *content_id,
                      const char *video)
{
  g_autoptr (LecDataFolder) library = lec_data_folder_open (folder, NULL);
  g_autofree char *path = NULL;
  g_autofree char *place = NULL;
  GStatBuf facts = { 0 };
  gsize length = 0;

  g_return_val_if_fail (content_id != NULL && video != NULL, NULL);

  if (library == NULL)
    return NULL;

  path = build_path (library, content_id, video);
  if (g_stat (path, &facts) != 0 || facts.st_size > MAX_PATH_BYTES ||
      !g_file_get_contents (path, &place, &length, NULL))
    return NULL;

  return strlen (place) == length && g_path_is_absolute (place) ? g_steal_pointer (&place) : NULL;
}

gboolean
lec_video_place_save (const char *folder,
                      const char *content_id,
                      const char *video,
                      const char *place,
                      GError **error)
{
  g_autoptr (LecDataFolder) library = lec_data_folder_open (folder, error);
  g_autofree char *path = NULL;
  g_autofree char *parent = NULL;

  g_return_val_if_fail (content_id != NULL && video != NULL && g_path_is_absolute (place), FALSE);

  if (library == NULL)
    return FALSE;

  path = build_path (library, content_id, video);
  parent = g_path_get_dirname (path);
  if (g_mkdir_with_parents (parent, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", parent);
      return FALSE;
    }

  return lec_pending_file_save (path, place, strlen (place), TRUE, error);
}
