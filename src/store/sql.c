/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is the same for every database.
 */
#include "store/sql.h"

void
lec_sql_close (LecSql *self)
{
  if (self != NULL)
    self->driver->close (self);
}

/**
 * lec_sql_query:
 * @sql: one statement, the same text each time: it is prepared once
 * @values: (nullable): LEC_SQL_VALUES (…), of the same types each time; their texts must outlive
 *   the statement
 *
 * Returns: (transfer full) (nullable): before the first of its rows
 */
LecSqlRows *
lec_sql_query (LecSql *self,
               const char *sql,
               const LecSqlValue *values,
               GError **error)
{
  return self->driver->query (self, sql, values, error);
}

/* @has_row: (out): FALSE after the last one */
gboolean
lec_sql_rows_next (LecSqlRows *self,
                   gboolean *has_row,
                   GError **error)
{
  return self->sql->driver->next (self, has_row, error);
}

gboolean
lec_sql_rows_is_null (LecSqlRows *self,
                      int column)
{
  return self->sql->driver->is_null (self, column);
}

/* Returns: 0 for NULL; truth is 1 */
gint64
lec_sql_rows_get_int (LecSqlRows *self,
                      int column)
{
  return self->sql->driver->get_int (self, column);
}

/* Returns: 0 for NULL */
double
lec_sql_rows_get_real (LecSqlRows *self,
                       int column)
{
  return self->sql->driver->get_real (self, column);
}

/* Returns: (nullable): as it lies there, until the next row */
const char *
lec_sql_rows_get_text (LecSqlRows *self,
                       int column)
{
  return self->sql->driver->get_text (self, column);
}

/* Returns: (transfer full) (nullable): what is valid UTF-8 of a column */
char *
lec_sql_rows_dup_text (LecSqlRows *self,
                       int column)
{
  const char *text = lec_sql_rows_get_text (self, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* Returns: (transfer full) (nullable): %NULL for NULL */
GBytes *
lec_sql_rows_dup_bytes (LecSqlRows *self,
                        int column)
{
  return self->sql->driver->dup_bytes (self, column);
}

void
lec_sql_rows_free (LecSqlRows *self)
{
  if (self != NULL)
    self->sql->driver->free_rows (self);
}

/* Runs a statement to its end; rows are thrown away. */
gboolean
lec_sql_exec (LecSql *self,
              const char *sql,
              const LecSqlValue *values,
              GError **error)
{
  g_autoptr (LecSqlRows) rows = lec_sql_query (self, sql, values, error);
  gboolean has_row = TRUE;

  if (rows == NULL)
    return FALSE;
  while (has_row)
    if (!lec_sql_rows_next (rows, &has_row, error))
      return FALSE;

  return TRUE;
}

/**
 * lec_sql_exec_later:
 *
 * Like lec_sql_exec(), inside of a transaction, where nobody asks what it has changed: a server may
 * get it together with the statements that follow, the next one of which that is waited for fails
 * when this one has. @values are not needed any more.
 */
gboolean
lec_sql_exec_later (LecSql *self,
                    const char *sql,
                    const LecSqlValue *values,
                    GError **error)
{
  return self->driver->exec_later != NULL ? self->driver->exec_later (self, sql, values, error)
                                          : lec_sql_exec (self, sql, values, error);
}

/* Returns: the values of the next row */
static const LecSqlValue *
skip_row (const LecSqlValue *values)
{
  while (values->type != LEC_SQL_END)
    values++;

  return values + 1;
}

/**
 * lec_sql_exec_each:
 * @sql: a statement that gives no rows
 * @values: of all its runs, one behind the other, each with %LEC_SQL_ROW_END at its end
 * @n_rows: how many times it is run
 *
 * Inside of a transaction: who fails half-way leaves what was done.
 */
gboolean
lec_sql_exec_each (LecSql *self,
                   const char *sql,
                   const LecSqlValue *values,
                   gsize n_rows,
                   GError **error)
{
  if (self->driver->exec_each != NULL)
    return self->driver->exec_each (self, sql, values, n_rows, error);

  for (gsize i = 0; i < n_rows; i++)
    {
      if (!lec_sql_exec (self, sql, values, error))
        return FALSE;
      values = skip_row (values);
    }

  return TRUE;
}

/* Several statements, none of which needs a value. */
gboolean
lec_sql_exec_script (LecSql *self,
                     const char *script,
                     GError **error)
{
  return self->driver->run_script (self, script, error);
}

/* The first column of the first row; *@value is left alone when there is no row. For statements
 * that give one row at most: they run to their end, since what they write is only written then. */
gboolean
lec_sql_get_int (LecSql *self,
                 const char *sql,
                 const LecSqlValue *values,
                 gint64 *value,
                 GError **error)
{
  g_autoptr (LecSqlRows) rows = lec_sql_query (self, sql, values, error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  *value = lec_sql_rows_get_int (rows, 0);
  return lec_sql_rows_next (rows, &has_row, error);
}

/**
 * lec_sql_get_int_later:
 * @value: (inout): must stay until the transaction has ended
 *
 * Like lec_sql_get_int(), inside of a transaction, where what follows does not depend on what is
 * found: a server may get it together with the statements that follow. *@value is there as soon as
 * one of those that is waited for has succeeded, at last when the transaction is committed.
 */
gboolean
lec_sql_get_int_later (LecSql *self,
                       const char *sql,
                       const LecSqlValue *values,
                       gint64 *value,
                       GError **error)
{
  return self->driver->get_int_later != NULL ? self->driver->get_int_later (self, sql, values, value, error)
                                             : lec_sql_get_int (self, sql, values, value, error);
}

/**
 * lec_sql_query_later:
 * @rows: (inout) (transfer full): %NULL; all of them are there as soon as the value of
 *   lec_sql_get_int_later() would be
 */
gboolean
lec_sql_query_later (LecSql *self,
                     const char *sql,
                     const LecSqlValue *values,
                     LecSqlRows **rows,
                     GError **error)
{
  g_assert (*rows == NULL);

  if (self->driver->query_later != NULL)
    return self->driver->query_later (self, sql, values, rows, error);

  *rows = lec_sql_query (self, sql, values, error);
  return *rows != NULL;
}

/**
 * lec_sql_lock_row:
 * @sql: "SELECT … WHERE id = ? FOR UPDATE"
 *
 * Waits until nobody else holds the row, and holds it until the transaction ends. Nothing to do
 * where a transaction has all of the database for itself.
 */
gboolean
lec_sql_lock_row (LecSql *self,
                  const char *sql,
                  gint64 id,
                  GError **error)
{
  return !self->driver->locks_rows || lec_sql_exec (self, sql, LEC_SQL_VALUES (LEC_SQL_INT (id)), error);
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
  g_autoptr (LecSqlRows) rows = lec_sql_query (self, sql, values, error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      if (!lec_sql_rows_next (rows, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, read (rows));
    }

  return rows != NULL ? g_steal_pointer (&list) : NULL;
}

/* One that will write. */
gboolean
lec_sql_transaction_begin (LecSqlTransaction *self,
                           LecSql *sql,
                           GError **error)
{
  g_assert (self->sql == NULL);

  if (!sql->driver->begin (sql, error))
    return FALSE;

  self->sql = sql;
  return TRUE;
}

gboolean
lec_sql_transaction_commit (LecSqlTransaction *self,
                            GError **error)
{
  if (!self->sql->driver->commit (self->sql, error))
    return FALSE;

  self->sql = NULL;
  return TRUE;
}

void
lec_sql_transaction_clear (LecSqlTransaction *self)
{
  if (self->sql == NULL)
    return;

  self->sql->cancellable = NULL;
  self->sql->driver->roll_back (self->sql);
  self->sql = NULL;
}
