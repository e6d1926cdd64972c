/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that is there whole or not at all: written aside in its own folder,
 * synced, renamed. What is there already stays unless it was to be replaced,
 * also when another program creates it meanwhile.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecPendingFile LecPendingFile;

LecPendingFile *lec_pending_file_new (const char *path, gboolean replace, GError **error);
LecPendingFile *lec_pending_file_new_kept (const char *path);
void lec_pending_file_free (LecPendingFile *self);
const char *lec_pending_file_get_path (LecPendingFile *self);
char *lec_pending_file_dup_path_beside (LecPendingFile *self);
gboolean lec_pending_file_write (LecPendingFile *self, const void *data, gsize length, GError **error);
gboolean lec_pending_file_commit (LecPendingFile *self, GError **error);
gboolean lec_pending_file_commit_beside (LecPendingFile *self, GError **error);
gboolean lec_pending_file_save (const char *path,
                                const void *data,
                                gsize length,
                                gboolean replace,
                                GError **error);
void lec_pending_file_sweep (const char *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPendingFile, lec_pending_file_free)

G_END_DECLS
