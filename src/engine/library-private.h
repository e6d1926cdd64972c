/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What moving, copying and choosing a library have in common.
 */
#pragma once

#include "store/sqlite-store.h"

G_BEGIN_DECLS

/* In a folder that a library is being copied to: where from, and since which start of the
 * machine. */
#define LEC_LIBRARY_MOVING_FROM "moving-from"
/* At home, while what was moved is removed: two lines, where from and where to. */
#define LEC_LIBRARY_LEFT_OVER "left-over"
/* Locks of whoever works on the queue, and of whoever opens the database. */
#define LEC_LIBRARY_QUEUE_LOCK    "queue.lock"
#define LEC_LIBRARY_DATABASE_LOCK "lectern.db.lock"

/* Returns: (transfer full) (nullable): the database of the library in @folder, made when it is not
   there; errors in %LEC_ERROR */
LecStore *lec_library_open_store (const char *folder, GCancellable *cancellable, GError **error);
/* Takes @reason (nullable): in this program's errors. Returns: whether there was none */
gboolean lec_library_pass_on (GError *reason, GError **error);
/* As the system sees it, whatever links lead there; of what is not there yet, where it would be.
 * Returns: (transfer full) */
char *lec_library_resolve (const char *path);
/* FALSE with %LEC_ERROR_USAGE when one of them is in the other, or @to is no name for a library. */
gboolean lec_library_check_apart (const char *from, const char *to, GError **error);
/* Whether a library may come to @folder: it is not there, or has only locks and notes in it. */
gboolean lec_library_is_free (const char *folder);
/* FALSE with %LEC_ERROR_NO_SPACE when @wanted_bytes do not fit on the disk of @folder, which may
 * not be there yet. */
gboolean lec_library_check_room (const char *folder, gint64 wanted_bytes, GError **error);
/* What is written in a file of @folder, line by line. Returns: (transfer full) (nullable): %NULL
   when there is no such file, or it has another number of lines */
GStrv lec_library_read_lines (const char *folder, const char *name, guint n_lines);
gboolean lec_library_write_lines (const char *folder, const char *name, const char *const *lines, GError **error);

G_END_DECLS
