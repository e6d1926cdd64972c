/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paths are compared as they are without links, so that none leads out of the
 * folder.
 */
#include "engine/shared-folder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* As far as it is there without links; the rest as it stands. Returns: (transfer full) */
static char *
resolve (const char *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, "/");
  char *real = realpath (canonical, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *real_folder = NULL;

  /* From libc's memory to GLib's: they are the same. */
  if (real != NULL)
    return real;
  if (errno != ENOENT || g_str_equal (canonical, "/"))
    return g_steal_pointer (&canonical);
  /* Whatever is made there appears where the link leads to. */
  if (g_file_test (canonical, G_FILE_TEST_IS_SYMLINK))
    return g_strdup ("/");

  folder = g_path_get_dirname (canonical);
  name = g_path_get_basename (canonical);
  real_folder = resolve (folder);
  return g_build_filename (real_folder, name, NULL);
}

gboolean
lec_shared_folder_check (const char *folder,
                         const char *path,
                         GError **error)
{
  g_autofree char *real_folder = NULL;
  g_autofree char *real_path = NULL;
  g_autofree char *shown_folder = NULL;
  g_autofree char *shown_path = NULL;
  gsize length = 0;

  g_return_val_if_fail (folder != NULL && path != NULL, FALSE);

  shown_folder = g_filename_display_name (folder);
  shown_path = g_filename_display_name (path);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the shared folder %s is not there"), shown_folder);
      return FALSE;
    }

  real_folder = resolve (folder);
  real_path = resolve (path);
  length = strlen (real_folder);
  if (g_path_is_absolute (path) && strncmp (real_path, real_folder, length) == 0 &&
      (real_path[length] == '/' || real_path[length] == '\0'))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("%s is not in the shared folder %s, where all workers could reach it"), shown_path, shown_folder);
  return FALSE;
}
