/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database of this program, ready to be used: the right journal for the file
 * system, the tables of this version.
 */
#pragma once

#include "store/sql.h"

G_BEGIN_DECLS

LecSql *lec_sqlite_database_open (const char *path, gint64 now_us, GCancellable *cancellable, GError **error);
LecSql *lec_sqlite_database_open_to_read (const char *path,
                                          gint64 now_us,
                                          GCancellable *cancellable,
                                          GError **error);
/* 0 for one without tables; FALSE with %LEC_STORE_ERROR_DAMAGED when it is not ours, or _NEWER. */
gboolean lec_sqlite_database_read_version (LecSql *sql, gint64 *version, GError **error);
gboolean lec_sqlite_database_check (LecSql *sql, GCancellable *cancellable, GError **error);
/* Puts all of it into the one file, as far as it is not; FALSE with %LEC_STORE_ERROR_BUSY while
 * anybody else has it open. To be closed then. */
gboolean lec_sqlite_database_settle (LecSql *sql, GError **error);
/* Beside those who write: as it is at one moment, synced, whole or not at all. */
gboolean lec_sqlite_database_copy (LecSql *sql, const char *path, GCancellable *cancellable, GError **error);
/* @type: f_type of statfs(): whether programs on other machines may have the file open, too. */
gboolean lec_sqlite_database_is_remote (guint64 type);

G_END_DECLS
