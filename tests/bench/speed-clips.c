/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ten minutes of 1080p take minutes to encode, so what was made is kept.
 */
#include "speed-clips.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "speed-run.h"

gboolean
speed_clips_make (const char *folder,
                  GError **error)
{
  const char *argv[] = { LECTURE_VIDEO, "--set", "speed", folder, NULL };
  SpeedCost cost;

  if (g_mkdir_with_parents (folder, 0777) < 0)
    {
      g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }

  return speed_run (argv, &cost, error);
}

char *
speed_clips_find (const char *folder,
                  const char *name,
                  GError **error)
{
  static const char *const endings[] = { "mp4", "mkv", "webm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (name, ".", endings[i], NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no %s in %s", name, folder);

  return NULL;
}

char *
speed_clips_repeat (const char *folder,
                    const char *clip,
                    guint times,
                    GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (clip, NULL);
  g_autofree char *file = g_strdup_printf ("times-%u.mp4", times);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *list = g_strconcat (path, ".txt", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  const char *argv[] = {
    "ffmpeg", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", list, "-c", "copy", path, NULL
  };
  SpeedCost cost;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);

  for (guint i = 0; i < times; i++)
    g_string_append_printf (lines, "file '%s'\n", whole);
  if (!g_file_set_contents (list, lines->str, -1, error) || !speed_run (argv, &cost, error))
    {
      g_unlink (path);
      return NULL;
    }

  return g_steal_pointer (&path);
}
