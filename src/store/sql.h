/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQL with GLib's manners, whichever database it is: errors that name what failed, statements and
 * transactions that end with their scope. What the statements of the store need and no more: a
 * database is a LecSqlDriver. A handle belongs to one thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LecSql LecSql;
typedef struct _LecSqlRows LecSqlRows;

typedef enum
{
  LEC_SQL_END,
  LEC_SQL_INTEGER,
  LEC_SQL_DOUBLE,
  LEC_SQL_STRING,
  LEC_SQL_OCTETS,
} LecSqlType;

/* What a "?" in a statement stands for. Of octets @integer is how many. */
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
#define LEC_SQL_BYTES(x, n) ((LecSqlValue){ LEC_SQL_OCTETS, (n), 0, (const char *) (x) })
#define LEC_SQL_ROW_END     ((LecSqlValue){ LEC_SQL_END, 0, 0, NULL })
#define LEC_SQL_VALUES(...) ((const LecSqlValue[]){ __VA_ARGS__, { LEC_SQL_END, 0, 0, NULL } })

/**
 * LecSqlDriver: what a database has to do
 * @locks_rows: whether transactions of others go on beside one that writes
 * @enter: (nullable): at the beginning of each call of the store. @now_us: (inout) (nullable)
 * @query: as lec_sql_query()
 * @exec_later: (nullable): as lec_sql_exec_later(), where each answer is a journey
 * @get_int_later: (nullable): as lec_sql_get_int_later(), likewise
 * @query_later: (nullable): as lec_sql_query_later(), likewise
 * @exec_each: (nullable): as lec_sql_exec_each(), where that is quicker than one after the other
 * @next: as lec_sql_rows_next()
 * @roll_back: also when the database has done so by itself
 */
typedef struct
{
  gboolean locks_rows;
  void (*close) (LecSql *self);
  void (*enter) (LecSql *self, gint64 *now_us);
  LecSqlRows *(*query) (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
  gboolean (*exec_later) (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
  gboolean (*get_int_later) (LecSql *self,
                             const char *sql,
                             const LecSqlValue *values,
                             gint64 *value,
                             GError **error);
  gboolean (*query_later) (LecSql *self,
                           const char *sql,
                           const LecSqlValue *values,
                           LecSqlRows **rows,
                           GError **error);
  gboolean (*exec_each) (LecSql *self, const char *sql, const LecSqlValue *values, gsize n_rows, GError **error);
  gboolean (*run_script) (LecSql *self, const char *script, GError **error);
  gboolean (*begin) (LecSql *self, GError **error);
  gboolean (*commit) (LecSql *self, GError **error);
  void (*roll_back) (LecSql *self);

  gboolean (*next) (LecSqlRows *rows, gboolean *has_row, GError **error);
  gboolean (*is_null) (LecSqlRows *rows, int column);
  gint64 (*get_int) (LecSqlRows *rows, int column);
  double (*get_real) (LecSqlRows *rows, int column);
  const char *(*get_text) (LecSqlRows *rows, int column);
  GBytes *(*dup_bytes) (LecSqlRows *rows, int column);
  void (*free_rows) (LecSqlRows *rows);
} LecSqlDriver;

/**
 * LecSql: the part of a handle that is the same for all; a driver's own begins with it
 * @cancellable: (nullable): unowned; of the call that runs
 * @n_changed: rows that the last statement has changed, when it has run to its end
 */
struct _LecSql
{
  const LecSqlDriver *driver;
  GCancellable *cancellable;
  gint64 n_changed;
};

/* A statement that runs, at one of its rows. */
struct _LecSqlRows
{
  LecSql *sql; /* unowned */
};

void lec_sql_close (LecSql *self);

LecSqlRows *lec_sql_query (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
gboolean lec_sql_exec (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
gboolean lec_sql_exec_later (LecSql *self, const char *sql, const LecSqlValue *values, GError **error);
gboolean lec_sql_exec_each (LecSql *self, const char *sql, const LecSqlValue *values, gsize n_rows, GError **error);
gboolean lec_sql_exec_script (LecSql *self, const char *script, GError **error);
gboolean lec_sql_get_int (LecSql *self, const char *sql, const LecSqlValue *values, gint64 *value, GError **error);
gboolean lec_sql_get_int_later (LecSql *self,
                                const char *sql,
                                const LecSqlValue *values,
                                gint64 *value,
                                GError **error);
gboolean lec_sql_query_later (LecSql *self,
                              const char *sql,
                              const LecSqlValue *values,
                              LecSqlRows **rows,
                              GError **error);
gboolean lec_sql_lock_row (LecSql *self, const char *sql, gint64 id, GError **error);
/* What a row holds. Returns: (transfer full) */
typedef gpointer (*LecSqlReadFunc) (LecSqlRows *row);
GPtrArray *lec_sql_list (LecSql *self,
                         const char *sql,
                         const LecSqlValue *values,
                         LecSqlReadFunc read,
                         GDestroyNotify free_func,
                         GError **error);

gboolean lec_sql_rows_next (LecSqlRows *self, gboolean *has_row, GError **error);
gboolean lec_sql_rows_is_null (LecSqlRows *self, int column);
gint64 lec_sql_rows_get_int (LecSqlRows *self, int column);
double lec_sql_rows_get_real (LecSqlRows *self, int column);
const char *lec_sql_rows_get_text (LecSqlRows *self, int column);
char *lec_sql_rows_dup_text (LecSqlRows *self, int column);
GBytes *lec_sql_rows_dup_bytes (LecSqlRows *self, int column);
void lec_sql_rows_free (LecSqlRows *self);

/* Rolled back unless committed when its scope ends. */
typedef struct
{
  LecSql *sql; /* unowned; NULL when none is open */
} LecSqlTransaction;

gboolean lec_sql_transaction_begin (LecSqlTransaction *self, LecSql *sql, GError **error);
gboolean lec_sql_transaction_commit (LecSqlTransaction *self, GError **error);
void lec_sql_transaction_clear (LecSqlTransaction *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSql, lec_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSqlRows, lec_sql_rows_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecSqlTransaction, lec_sql_transaction_clear)

G_END_DECLS
