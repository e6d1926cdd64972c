/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite with GLib's manners: errors that name what failed, statements and
 * transactions that end with their scope. Belongs to one thread.
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * LecSql:
 * @db: owned
 * @path: (nullable): %NULL in memory
 * @cancellable: (nullable): unowned; of the call that runs
 */
typedef struct
{
  sqlite3 *db;
  char *path;
  GCancellable *cancellable;
} LecSql;

typedef enum
{
  LEC_SQL_END,
  LEC_SQL_INTEGER,
  LEC_SQL_DOUBLE,
  LEC_SQL_STRING,
} LecSqlType;

/* What a "?" in a statement stands for. */
typedef struct
{
  LecSqlType type;
  gint64 integer;
  double real;
  const char *text;
} LecSqlValue;

#define LEC_SQL_INT(x)  ((LecSqlValue){ LEC_SQL_INTEGER, (x), 0, NULL })
#define LEC_SQL_REAL(x) ((LecSqlValue){ LEC_SQL_DOUBLE, 0, (x), NULL })
/* NULL is SQL's NULL. Borrowed until the statement has ended. */
#define LEC_SQL_TEXT(x)     ((LecSqlValue){ LEC_SQL_STRING, 0, 0, (x) })
#define LEC_SQL_VALUES(...) ((const LecSqlValue[]){ __VA_ARGS__, { LEC_SQL_END, 0, 0, NULL } })

LecSql *lec_sql_open (const char *path, GError **error);
LecSql *lec_sql_open_to_read (const char *path, GError **error);
void lec_sql_close (LecSql *self);
void lec_sql_set_error (LecSql *self, GError **error);

sqlite3_stmt *lec_sql_query (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
gboolean lec_sql_step (LecSql *self, sqlite3_stmt *statement, gboolean *has_row, GError **error);
gboolean lec_sql_exec (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
gboolean lec_sql_exec_script (LecSql *self, const char *script, GError **error);
gboolean lec_sql_get_int (LecSql *self, const char *sql, const LecSqlValue *values, gint64 *value, GError **error);
/* What a row holds. Returns: (transfer full) */
typedef gpointer (*LecSqlReadFunc) (sqlite3_stmt *row);
GPtrArray *lec_sql_list (LecSql *self,
                         const char *sql,
                         const LecSqlValue *values,
                         LecSqlReadFunc read,
                         GDestroyNotify free_func,
                         GError **error);
char *lec_sql_dup_text (sqlite3_stmt *statement, int column);

/* Rolled back unless committed when its scope ends. */
typedef struct
{
  LecSql *sql; /* unowned; NULL when none is open */
} LecSqlTransaction;

gboolean lec_sql_transaction_begin (LecSqlTransaction *self, LecSql *sql, GError **error);
gboolean lec_sql_transaction_commit (LecSqlTransaction *self, GError **error);
void lec_sql_transaction_clear (LecSqlTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSql, lec_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecSqlTransaction, lec_sql_transaction_clear)

G_END_DECLS
