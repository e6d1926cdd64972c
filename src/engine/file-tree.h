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
 * @sum: (nullable): of what was read of it when it was copied
 */
typedef struct
{
  char *path;
  gint64 size_bytes;
  gint64 time_ns;
  char *sum;
} LecTreeFile;

void lec_tree_file_free (LecTreeFile *self);

/**
 * lec_file_tree_list:
 * @takes: (nullable): which of the names in @folder itself are looked at; all
 *
 * Returns: (transfer full) (nullable) (element-type LecTreeFile): the regular files below @folder,
 *   in order of their paths; %NULL with %LEC_ERROR_UNREADABLE or _NOT_FOUND, or %LEC_ERROR_USAGE
 *   for what is neither file nor folder
 */
GPtrArray *lec_file_tree_list (const char *folder, gboolean (*takes) (const char *name), GError **error);

/* Whether @path is a regular file that was copied from @file. */
gboolean lec_tree_file_is_at (const LecTreeFile *file, const char *path);

/**
 * lec_file_tree_copy:
 * @files: (element-type LecTreeFile): copied in their order; they get their sums
 * @folder: where they are
 * @target: where to, under the same paths; folders are made
 * @trusts: whether what lec_tree_file_is_at() finds there is not copied again
 *
 * Copies have the times of the originals, and get them last: what was cut off is not taken for a
 * copy. Not to be relied on before lec_file_tree_sync() and lec_file_tree_verify().
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, _UNREADABLE or %G_IO_ERROR_CANCELLED
 */
gboolean lec_file_tree_copy (GPtrArray *files,
                             const char *folder,
                             const char *target,
                             gboolean trusts,
                             GCancellable *cancellable,
                             GError **error);
/* All that was written to the disk that @folder is on: one file after another takes many times as
 * long. */
gboolean lec_file_tree_sync (const char *folder, GError **error);
/* Reads the copies again, and the originals of those that have no sums; FALSE with
 * %LEC_ERROR_DAMAGED when they differ. */
gboolean lec_file_tree_verify (const GPtrArray *files,
                               const char *folder,
                               const char *target,
                               GCancellable *cancellable,
                               GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTreeFile, lec_tree_file_free)

G_END_DECLS
