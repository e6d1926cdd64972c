/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a test makes in a folder of its own, and that it goes with it.
 */
#pragma once

#include <glib/gstdio.h>

/* A file, or a folder with all that is in it. Of a link only itself, not what it leads to. */
static inline void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_remove (path);
}

/* @name: below @folder, in folders that are made */
static inline void
put_text_file (const char *folder,
               const char *name,
               const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}
