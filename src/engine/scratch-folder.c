/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is shared is linked to, not copied: a long lecture has a gigabyte of
 * pictures. Removing the folder removes the links and not what they lead to.
 */
#include "engine/scratch-folder.h"

#include <errno.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "pipeline/stage.h"

struct _LecScratchFolder
{
  char *kept;
  char *path;
};

const char *
lec_scratch_folder_get_path (const LecScratchFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

gboolean
lec_scratch_folder_link (LecScratchFolder *self,
                         const char *name,
                         GError **error)
{
  g_autofree char *target = NULL;
  g_autofree char *link = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  target = g_build_filename (self->kept, name, NULL);
  link = g_build_filename (self->path, name, NULL);
  if (symlink (target, link) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "create", link);
  return FALSE;
}

/* Where the lecture has the file at all. */
gboolean
lec_scratch_folder_link_if_there (LecScratchFolder *self,
                                  const char *name,
                                  GError **error)
{
  g_autofree char *target = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  target = g_build_filename (self->kept, name, NULL);
  return !g_file_test (target, G_FILE_TEST_IS_REGULAR) || lec_scratch_folder_link (self, name, error);
}

static void
remove_folder (LecScratchFolder *self)
{
  if (self->path != NULL)
    lec_file_tree_remove (self->path);
  g_clear_pointer (&self->path, g_free);
}

/* Words may not have been read yet. */
static gboolean
link_shared (LecScratchFolder *self,
             GError **error)
{
  g_autofree char *words = g_build_filename (self->kept, LEC_FOLDER_WORDS, NULL);

  return lec_scratch_folder_link (self, LEC_FOLDER_PICTURES, error) &&
         (!g_file_test (words, G_FILE_TEST_IS_DIR) || lec_scratch_folder_link (self, LEC_FOLDER_WORDS, error));
}

/* Some disks that libraries are kept on know no links, some may only be read. */
static gboolean
make_beside (LecScratchFolder *self)
{
  g_autofree char *template = g_build_filename (self->kept, LEC_SCRATCH_PREFIX "XXXXXX", NULL);

  if (g_mkdtemp (template) == NULL)
    return FALSE;

  self->path = g_steal_pointer (&template);
  if (link_shared (self, NULL))
    return TRUE;

  remove_folder (self);
  return FALSE;
}

static gboolean
make_elsewhere (LecScratchFolder *self,
                GError **error)
{
  self->path = g_dir_make_tmp ("lectern-scratch-XXXXXX", error);
  return self->path != NULL && link_shared (self, error);
}

LecScratchFolder *
lec_scratch_folder_new (LecLectureFolder *kept,
                        GError **error)
{
  g_autoptr (LecScratchFolder) self = NULL;

  g_return_val_if_fail (kept != NULL, NULL);

  self = g_new0 (LecScratchFolder, 1);
  self->kept = g_canonicalize_filename (lec_lecture_folder_get_path (kept), NULL);

  return make_beside (self) || make_elsewhere (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lec_scratch_folder_free (LecScratchFolder *self)
{
  if (self == NULL)
    return;

  remove_folder (self);
  g_free (self->kept);
  g_free (self);
}
