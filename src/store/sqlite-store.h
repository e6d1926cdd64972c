/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store in one file, or in memory. A handle belongs to one thread; other
 * threads and programs open the same file again.
 */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

LecStore *lec_sqlite_store_open (const char *path, gint64 now_us, GCancellable *cancellable, GError **error);
LecStore *lec_sqlite_store_open_to_read (const char *path, gint64 now_us, GCancellable *cancellable, GError **error);
LecStore *lec_sqlite_store_new_in_memory (gint64 now_us, GError **error);
gboolean lec_sqlite_store_settle (LecStore *self, GError **error);
gboolean lec_sqlite_store_copy (LecStore *self, const char *path, GCancellable *cancellable, GError **error);
gboolean lec_sqlite_store_check (LecStore *self, GCancellable *cancellable, GError **error);

G_END_DECLS
