/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By names alone: looking into each file of a large folder would take minutes,
 * and what turns out to be no video is told as such.
 */
#include "ui/video-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/arrivals.h"

#define MAX_DEPTH 8
#define MAX_FILES 10000

static gboolean
is_called_like_a_video (const char *name)
{
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return lec_arrivals_is_recording (name) && g_str_has_prefix (type, "video/");
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (element-type filename): what is in @folder, as far as it may be read */
static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name != '.')
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

static void
walk (const char *folder,
      guint depth,
      GPtrArray *paths,
      GCancellable *cancellable)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  for (guint i = 0; i < names->len && paths->len < MAX_FILES && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      gboolean is_link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);

      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          if (is_called_like_a_video (name))
            g_ptr_array_add (paths, g_steal_pointer (&path));
        }
      else if (!is_link && depth < MAX_DEPTH)
        walk (path, depth + 1, paths, cancellable);
    }
}

static gboolean
add_videos_of (GFile *file,
               GPtrArray *paths,
               GCancellable *cancellable,
               GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *shown = g_file_get_parse_name (file);
  guint n_before = paths->len;

  if (path == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("%s is not on this computer"), shown);
      return FALSE;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (paths, g_strdup (path));
      return TRUE;
    }

  walk (path, 0, paths, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (paths->len > n_before)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no video in %s"), shown);
  return FALSE;
}

GPtrArray *
lec_video_files_list (const GPtrArray *files,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (files != NULL, NULL);

  for (guint i = 0; i < files->len; i++)
    if (!add_videos_of (g_ptr_array_index (files, i), paths, cancellable, error))
      return NULL;

  return g_steal_pointer (&paths);
}
