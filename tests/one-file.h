/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder with one file in it, for tests of what is done with a file. Whatever else is left there
 * is a mistake.
 */
#pragma once

#include <glib/gstdio.h>

/* @path: of "file"; the test makes it, or does not */
typedef struct
{
  char *folder;
  char *path;
} OneFile;

static inline void
one_file_set_up (OneFile *self,
                 gconstpointer data)
{
  self->folder = g_dir_make_tmp ("lectern-file-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "file", NULL);
}

static inline void
one_file_tear_down (OneFile *self,
                    gconstpointer data)
{
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}
