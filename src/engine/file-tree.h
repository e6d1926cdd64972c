/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folders with all that is in them: measured, listed, copied, removed. Links
 * are never followed.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of the regular files in @path, or of it itself; what is not there takes nothing. */
gint64 lec_file_tree_measure (const char *path);
/* As much as can be; links are removed, not what they lead to. */
void lec_file_tree_remove (const char *path);

/**
 * LecTreeFile:
 * @path: below the folder
 * @time_ns: of its last change, since 1970
 */
typedef struct
{
  char *path;
  gint64 size_bytes;
  gint64 time_ns;
} LecTreeFile;

void lec_tree_file_free (LecTreeFile *self);

/**
 * lec_file_tree_list:
 *
 * Returns: (transfer full) (nullable) (element-type LecTreeFile): the regular files below @folder,
 *   in order of their paths; %NULL with %LEC_ERROR_UNREADABLE or _NOT_FOUND, or %LEC_ERROR_USAGE
 *   for what is neither file nor folder
 */
GPtrArray *lec_file_tree_list (const char *folder, GError **error);

/* Whether @path is a regular file that was copied from @file. */
gboolean lec_tree_file_is_at (const LecTreeFile *file, const char *path);

/**
 * lec_tree_file_copy:
 * @folder: where it is
 * @target: where to, under the same path; folders are made
 *
 * The copy is written aside, synced, and read again: it has its name only when it is the same as
 * what was read here. It has the time of the original.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, _UNREADABLE, _DAMAGED when the copy is
 *   not the same, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_tree_file_copy (const LecTreeFile *file,
                             const char *folder,
                             const char *target,
                             GCancellable *cancellable,
                             GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTreeFile, lec_tree_file_free)

G_END_DECLS
