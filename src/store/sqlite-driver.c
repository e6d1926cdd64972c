/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SQLite's codes end here: no file above sees one. Waiting for another program
 * and long statements end when the call is cancelled. Statements are prepared
 * once and kept; one that runs already, further up, is prepared again for the
 * second use.
 */
#include "store/sqlite-driver.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "store/store.h"

/* Often, since who has just finished begins again sooner than who sleeps; and for long. */
#define BUSY_STEP_US       (2 * 1000)
#define MAX_BUSY_STEPS     30000
#define STEPS_UNTIL_LOOK   10000
#define MAX_STATEMENT_SIZE (16 * 1024 * 1024)

/* Its rows, too, while it runs. */
typedef struct
{
  LecSqlRows rows;
  sqlite3_stmt *handle; /* owned */
  gboolean is_kept;
  gboolean is_running;
} Statement;

static const LecSqlDriver driver;

static void
statement_free (Statement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, statement_free)

LecSqlite *
lec_sqlite_from_sql (LecSql *sql)
{
  g_assert (sql->driver == &driver);

  return (LecSqlite *) sql;
}

char *
lec_sqlite_dup_shown_path (LecSql *sql)
{
  const LecSqlite *self = lec_sqlite_from_sql (sql);

  return g_filename_display_name (self->path != NULL ? self->path : ":memory:");
}

static int
wait_while_busy (void *data,
                 int n_waits)
{
  LecSqlite *self = data;

  if (n_waits >= MAX_BUSY_STEPS || g_cancellable_is_cancelled (self->sql.cancellable))
    return 0;

  g_usleep (BUSY_STEP_US);
  return 1;
}

static int
is_cancelled (void *data)
{
  LecSqlite *self = data;

  return g_cancellable_is_cancelled (self->sql.cancellable);
}

static void
set_store_error (LecSqlite *self,
                 LecStoreError code,
                 GError **error)
{
  g_autofree char *shown = lec_sqlite_dup_shown_path (&self->sql);

  if (code == LEC_STORE_ERROR_BUSY)
    g_set_error (error, LEC_STORE_ERROR, (int) code, _ ("another program is busy with the database %s"), shown);
  else
    g_set_error (error, LEC_STORE_ERROR, (int) code, _ ("the database %s is damaged (%s)"), shown,
                 sqlite3_errmsg (self->db));
}

static void
set_other_error (LecSqlite *self,
                 LecError code,
                 GError **error)
{
  g_autofree char *shown = lec_sqlite_dup_shown_path (&self->sql);
  /* Of a full disk SQLite says "disk I/O error" where it could not even begin. */
  const char *reason = code == LEC_ERROR_NO_SPACE ? g_strerror (ENOSPC) : sqlite3_errmsg (self->db);

  g_set_error (error, LEC_ERROR, (int) code, _ ("the database %s: %s"), shown, reason);
}

/* What the last call on the handle has complained about. */
static void
set_error (LecSqlite *self,
           GError **error)
{
  int system_errno = sqlite3_system_errno (self->db);

  if (g_cancellable_set_error_if_cancelled (self->sql.cancellable, error))
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

static void
close_handle (LecSql *sql)
{
  LecSqlite *self = lec_sqlite_from_sql (sql);

  sql->cancellable = NULL;
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

static LecSql *
open_with (const char *path,
           int flags,
           GError **error)
{
  LecSqlite *self = g_new0 (LecSqlite, 1);
  g_autoptr (LecSql) sql = &self->sql;

  self->sql.driver = &driver;
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) statement_free);
  flags |= SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  if (sqlite3_open_v2 (path != NULL ? path : ":memory:", &self->db, flags, NULL) != SQLITE_OK)
    {
      set_error (self, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->db, 0);
  sqlite3_limit (self->db, SQLITE_LIMIT_SQL_LENGTH, MAX_STATEMENT_SIZE);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_busy_handler (self->db, wait_while_busy, self);
  sqlite3_progress_handler (self->db, STEPS_UNTIL_LOOK, is_cancelled, self);
  return g_steal_pointer (&sql);
}

/**
 * lec_sqlite_open:
 * @path: (nullable): %NULL for a private database in memory
 *
 * Returns: (transfer full) (nullable)
 */
LecSql *
lec_sqlite_open (const char *path,
                 GError **error)
{
  return open_with (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
}

/* One that is there, and is never written. Returns: (transfer full) (nullable) */
LecSql *
lec_sqlite_open_to_read (const char *path,
                         GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_with (path, SQLITE_OPEN_READONLY, error);
}

/* Some pragmas do what they do when they are prepared. */
static gboolean
may_be_kept (const char *sql)
{
  return !g_str_has_prefix (sql, "PRAGMA");
}

/* Returns: (transfer full) (nullable): to be given back with free_rows() */
static Statement *
take_statement (LecSqlite *self,
                const char *sql,
                GError **error)
{
  Statement *kept = g_hash_table_lookup (self->statements, sql);
  g_autoptr (Statement) made = NULL;

  if (kept != NULL && !kept->is_running)
    {
      kept->is_running = TRUE;
      return kept;
    }

  made = g_new0 (Statement, 1);
  made->rows.sql = &self->sql;
  made->is_kept = kept == NULL && may_be_kept (sql);
  made->is_running = TRUE;
  if (sqlite3_prepare_v3 (self->db, sql, -1, made->is_kept ? SQLITE_PREPARE_PERSISTENT : 0, &made->handle, NULL) !=
      SQLITE_OK)
    {
      set_error (self, error);
      return NULL;
    }

  if (made->is_kept)
    g_hash_table_insert (self->statements, (char *) sqlite3_sql (made->handle), made);
  return g_steal_pointer (&made);
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
    case LEC_SQL_OCTETS:
      return sqlite3_bind_blob64 (statement, position, value->text, (guint64) value->integer, SQLITE_STATIC);
    case LEC_SQL_END:
    default:
      return SQLITE_MISUSE;
    }
}

static LecSqlRows *
query (LecSql *sql,
       const char *text,
       const LecSqlValue *values,
       GError **error)
{
  LecSqlite *self = lec_sqlite_from_sql (sql);
  Statement *statement = take_statement (self, text, error);
  g_autoptr (LecSqlRows) rows = statement != NULL ? &statement->rows : NULL;

  for (int i = 0; rows != NULL && values != NULL && values[i].type != LEC_SQL_END; i++)
    if (bind (statement->handle, i + 1, &values[i]) != SQLITE_OK)
      {
        set_error (self, error);
        return NULL;
      }

  return g_steal_pointer (&rows);
}

static gboolean
next (LecSqlRows *rows,
      gboolean *has_row,
      GError **error)
{
  LecSqlite *self = (LecSqlite *) rows->sql;
  int status = sqlite3_step (((Statement *) rows)->handle);

  *has_row = status == SQLITE_ROW;
  if (status == SQLITE_ROW)
    return TRUE;
  if (status == SQLITE_DONE)
    {
      self->sql.n_changed = sqlite3_changes64 (self->db);
      return TRUE;
    }

  set_error (self, error);
  return FALSE;
}

static gboolean
is_null (LecSqlRows *rows,
         int column)
{
  return sqlite3_column_type (((Statement *) rows)->handle, column) == SQLITE_NULL;
}

static gint64
get_int (LecSqlRows *rows,
         int column)
{
  return sqlite3_column_int64 (((Statement *) rows)->handle, column);
}

static double
get_real (LecSqlRows *rows,
          int column)
{
  return sqlite3_column_double (((Statement *) rows)->handle, column);
}

static const char *
get_text (LecSqlRows *rows,
          int column)
{
  return (const char *) sqlite3_column_text (((Statement *) rows)->handle, column);
}

static GBytes *
dup_bytes (LecSqlRows *rows,
           int column)
{
  sqlite3_stmt *handle = ((Statement *) rows)->handle;

  if (is_null (rows, column))
    return NULL;

  return g_bytes_new (sqlite3_column_blob (handle, column), (gsize) sqlite3_column_bytes (handle, column));
}

/* Texts that were bound are their owner's again. */
static void
free_rows (LecSqlRows *rows)
{
  Statement *statement = (Statement *) rows;

  if (!statement->is_kept)
    {
      statement_free (statement);
      return;
    }

  sqlite3_reset (statement->handle);
  sqlite3_clear_bindings (statement->handle);
  statement->is_running = FALSE;
}

static gboolean
run_script (LecSql *sql,
            const char *script,
            GError **error)
{
  LecSqlite *self = lec_sqlite_from_sql (sql);

  if (sqlite3_exec (self->db, script, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  set_error (self, error);
  return FALSE;
}

/* Nobody else begins one that writes before it has ended. */
static gboolean
begin (LecSql *sql,
       GError **error)
{
  return lec_sql_exec (sql, "BEGIN IMMEDIATE", NULL, error);
}

static gboolean
commit (LecSql *sql,
        GError **error)
{
  return lec_sql_exec (sql, "COMMIT", NULL, error);
}

/* SQLite has rolled back by itself after some errors. */
static void
roll_back (LecSql *sql)
{
  if (!sqlite3_get_autocommit (lec_sqlite_from_sql (sql)->db))
    lec_sql_exec (sql, "ROLLBACK", NULL, NULL);
}

static const LecSqlDriver driver = {
  .locks_rows = FALSE,
  .close = close_handle,
  .query = query,
  .run_script = run_script,
  .begin = begin,
  .commit = commit,
  .roll_back = roll_back,
  .next = next,
  .is_null = is_null,
  .get_int = get_int,
  .get_real = get_real,
  .get_text = get_text,
  .dup_bytes = dup_bytes,
  .free_rows = free_rows,
};
