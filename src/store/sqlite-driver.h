/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite as a LecSql.
 */
#pragma once

#include <sqlite3.h>

#include "store/sql.h"

G_BEGIN_DECLS

/**
 * LecSqlite:
 * @db: owned
 * @path: (nullable): %NULL in memory
 * @statements: (element-type utf8 Statement): prepared, by their text
 */
typedef struct
{
  LecSql sql;
  sqlite3 *db;
  char *path;
  GHashTable *statements;
} LecSqlite;

LecSql *lec_sqlite_open (const char *path, GError **error);
LecSql *lec_sqlite_open_to_read (const char *path, GError **error);
/* @sql: one of the above. Returns: (transfer none) */
LecSqlite *lec_sqlite_from_sql (LecSql *sql);
/* Returns: (transfer full): for people */
char *lec_sqlite_dup_shown_path (LecSql *sql);

G_END_DECLS
