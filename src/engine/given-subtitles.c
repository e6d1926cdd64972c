/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In a sandbox each file that was chosen is alone in a folder, so that subtitles
 * chosen with their video are not beside it. Their names still say what they are.
 */
#include "engine/given-subtitles.h"

#include "pipeline/sidecar.h"

static gboolean
lies_beside (const char *path,
             const char *other)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *other_folder = g_path_get_dirname (other);

  return g_str_equal (folder, other_folder);
}

/* Returns: (nullable) (transfer none): the video in @paths that @path is of, the one beside it if
 * there are several */
static const char *
find_video (const GPtrArray *paths,
            const char *path)
{
  const char *found = NULL;

  for (guint i = 0; i < paths->len; i++)
    {
      const char *other = g_ptr_array_index (paths, i);

      if (other != path && lec_sidecar_goes_with (path, other) && (found == NULL || lies_beside (path, other)))
        found = other;
    }

  return found;
}

/* WebVTT says more than SubRip. */
static gboolean
is_better (const char *path,
           const char *before)
{
  return before == NULL || (g_str_has_suffix (path, ".vtt") && !g_str_has_suffix (before, ".vtt"));
}

GHashTable *
lec_given_subtitles_take (GPtrArray *paths)
{
  GHashTable *subtitles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  g_return_val_if_fail (paths != NULL, subtitles);

  for (guint i = 0; i < paths->len; i++)
    {
      char *path = g_ptr_array_index (paths, i);
      const char *video = find_video (paths, path);

      if (video == NULL)
        continue;
      g_ptr_array_add (taken, path);
      if (!lies_beside (path, video) && is_better (path, g_hash_table_lookup (subtitles, video)))
        g_hash_table_insert (subtitles, g_strdup (video), g_strdup (path));
    }
  for (guint i = 0; i < taken->len; i++)
    g_ptr_array_remove (paths, g_ptr_array_index (taken, i));

  return subtitles;
}
