/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite's codes end here: no file above sees one. Waiting for another program
 * and long statements end when the call is cancelled.
 */
#include "store/sql.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "store/store.h"

/* Often, since who has just finished begins again sooner than who sleeps; and for long. */
#define BUSY_STEP_US       (2 * 1000)
#define MAX_BUSY_STEPS     30000
#define STEPS_UNTIL_LOOK   10000
#define MAX_STATEMENT_SIZE (16 * 1024 * 1024)

static int
wait_while_busy (void *data,
                 int n_waits)
{
  LecSql *self = data;

  if (n_waits >= MAX_BUSY_STEPS || g_cancellable_is_cancelled (self->cancellable))
    return 0;

  g_usleep (BUSY_STEP_US);
  return 1;
}

static int
is_cancelled (void *data)
{
  LecSql *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static void
set_store_error (LecSql *self,
                 LecStoreError code,
                 GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path != NULL ? self->path : ":memory:");

  if (code == LEC_STORE_ERROR_BUSY)
    g_set_error (error, LEC_STORE_ERROR, (int) code, _ ("another program is busy with the database %s"), shown);
  else
    g_set_error (error, LEC_STORE_ERROR, (int) code, _ ("the database %s is damaged (%s)"), shown,
                 sqlite3_errmsg (self->db));
}

static void
set_other_error (LecSql *self,
                 LecError code,
                 GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path != NULL ? self->path : ":memory:");
  /* Of a full disk SQLite says "disk I/O error" where it could not even begin. */
  const char *reason = code == LEC_ERROR_NO_SPACE ? g_strerror (ENOSPC) : sqlite3_errmsg (self->db);

  g_set_error (error, LEC_ERROR, (int) code, _ ("the database %s: %s"), shown, reason);
}

/* What the last call on the handle has complained about. */
void
lec_sql_set_error (LecSql *self,
                   GError **error)
{
  int system_errno = sqlite3_system_errno (self->db);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return;

  switch (sqlite3_errcode (self->db))
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      set_store_error (self, LEC_STORE_ERROR_BUSY, error);
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      set_store_error (self, LEC_STORE_ERROR_DAMAGED, error);
      break;
    case SQLITE_FULL:
      set_other_error (self, LEC_ERROR_NO_SPACE, error);
      break;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
      set_other_error (self, LEC_ERROR_NOT_WRITABLE, error);
      break;
    default:
      set_other_error (self, system_errno == ENOSPC || system_errno == EDQUOT ? LEC_ERROR_NO_SPACE : LEC_ERROR_INTERNAL,
                       error);
    }
}

static LecSql *
open_with (const char *path,
           int flags,
           GError **error)
{
  g_autoptr (LecSql) self = g_new0 (LecSql, 1);

  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  self->path = g_strdup (path);
  if (sqlite3_open_v2 (path != NULL ? path : ":memory:", &self->db, flags, NULL) != SQLITE_OK)
    {
      lec_sql_set_error (self, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->db, 0);
  sqlite3_limit (self->db, SQLITE_LIMIT_SQL_LENGTH, MAX_STATEMENT_SIZE);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_busy_handler (self->db, wait_while_busy, self);
  sqlite3_progress_handler (self->db, STEPS_UNTIL_LOOK, is_cancelled, self);
  return g_steal_pointer (&self);
}

/**
 * lec_sql_open:
 * @path: (nullable): %NULL for a private database in memory
 *
 * Returns: (transfer full) (nullable)
 */
LecSql *
lec_sql_open (const char *path,
              GError **error)
{
  return open_with (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
}

/* One that is there, and is never written. Returns: (transfer full) (nullable) */
LecSql *
lec_sql_open_to_read (const char *path,
                      GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_with (path, SQLITE_OPEN_READONLY, error);
}

void
lec_sql_close (LecSql *self)
{
  if (self == NULL)
    return;

  self->cancellable = NULL;
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

static int
bind (sqlite3_stmt *statement,
      int position,
      const LecSqlValue *value)
{
  switch (value->type)
    {
    case LEC_SQL_INTEGER:
      return sqlite3_bind_int64 (statement, position, value->integer);
    case LEC_SQL_DOUBLE:
      return sqlite3_bind_double (statement, position, value->real);
    case LEC_SQL_STRING:
      return sqlite3_bind_text (statement, position, value->text, -1, SQLITE_STATIC);
    case LEC_SQL_END:
    default:
      return SQLITE_MISUSE;
    }
}

/**
 * lec_sql_query:
 * @sql: one statement
 * @values: (nullable): LEC_SQL_VALUES (…); their texts must outlive the statement
 *
 * Returns: (transfer full) (nullable): to be stepped through
 */
sqlite3_stmt *
lec_sql_query (LecSql *self,
               const char *sql,
               const LecSqlValue *values,
               GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    {
      lec_sql_set_error (self, error);
      return NULL;
    }

  for (int i = 0; values != NULL && values[i].type != LEC_SQL_END; i++)
    if (bind (statement, i + 1, &values[i]) != SQLITE_OK)
      {
        lec_sql_set_error (self, error);
        return NULL;
      }

  return g_steal_pointer (&statement);
}

gboolean
lec_sql_step (LecSql *self,
              sqlite3_stmt *statement,
              gboolean *has_row,
              GError **error)
{
  int status = sqlite3_step (statement);

  *has_row = status == SQLITE_ROW;
  if (status == SQLITE_ROW || status == SQLITE_DONE)
    return TRUE;

  lec_sql_set_error (self, error);
  return FALSE;
}

/* Runs a statement to its end; rows are thrown away. */
gboolean
lec_sql_exec (LecSql *self,
              const char *sql,
              const LecSqlValue *values,
              GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lec_sql_query (self, sql, values, error);
  gboolean has_row = TRUE;

  if (statement == NULL)
    return FALSE;
  while (has_row)
    if (!lec_sql_step (self, statement, &has_row, error))
      return FALSE;

  return TRUE;
}

/* Several statements, none of which needs a value. */
gboolean
lec_sql_exec_script (LecSql *self,
                     const char *script,
                     GError **error)
{
  if (sqlite3_exec (self->db, script, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  lec_sql_set_error (self, error);
  return FALSE;
}

/* The first column of the first row; *@value is left alone when there is no row. */
gboolean
lec_sql_get_int (LecSql *self,
                 const char *sql,
                 const LecSqlValue *values,
                 gint64 *value,
                 GError **error)
{
  g_autoptr (sqlite3_stmt) statement = lec_sql_query (self, sql, values, error);
  gboolean has_row = FALSE;

  if (statement == NULL || !lec_sql_step (self, statement, &has_row, error))
    return FALSE;

  if (has_row)
    *value = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what @read makes of each row; @free_func is for those */
GPtrArray *
lec_sql_list (LecSql *self,
              const char *sql,
              const LecSqlValue *values,
              LecSqlReadFunc read,
              GDestroyNotify free_func,
              GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_func);
  g_autoptr (sqlite3_stmt) statement = lec_sql_query (self, sql, values, error);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!lec_sql_step (self, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, read (statement));
    }

  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

/* Returns: (transfer full) (nullable): what is valid UTF-8 of a column */
char *
lec_sql_dup_text (sqlite3_stmt *statement,
                  int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* One that will write: nobody else begins one before it has ended. */
gboolean
lec_sql_transaction_begin (LecSqlTransaction *self,
                           LecSql *sql,
                           GError **error)
{
  g_assert (self->sql == NULL);

  if (!lec_sql_exec (sql, "BEGIN IMMEDIATE", NULL, error))
    return FALSE;

  self->sql = sql;
  return TRUE;
}

gboolean
lec_sql_transaction_commit (LecSqlTransaction *self,
                            GError **error)
{
  if (!lec_sql_exec (self->sql, "COMMIT", NULL, error))
    return FALSE;

  self->sql = NULL;
  return TRUE;
}

void
lec_sql_transaction_clear (LecSqlTransaction *self)
{
  if (self->sql == NULL)
    return;

  /* SQLite has rolled back by itself after some errors. */
  self->sql->cancellable = NULL;
  if (!sqlite3_get_autocommit (self->sql->db))
    lec_sql_exec (self->sql, "ROLLBACK", NULL, NULL);
  self->sql = NULL;
}
