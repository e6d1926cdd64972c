/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox: a row each time a task begins to wait, written by the same
 * transaction, so that none is forgotten and none is told of too early. The
 * database writes it itself (a trigger). A row leaves when its hint was passed
 * on; it is locked meanwhile, and other relays go past it.
 */
#include "store/sql-store-private.h"

static gboolean
list_entries (LecSql *sql,
              const LecRelayRequest *request,
              GArray *hints,
              GArray *ids,
              GError **error)
{
  static const char query[] =
    "SELECT outbox.task, outbox.generation, outbox.id FROM outbox"
    " JOIN tasks ON tasks.id = outbox.task AND tasks.generation = outbox.generation"
    " JOIN queues ON queues.name = tasks.queue"
    " WHERE outbox.queue = ? AND tasks.state = 'queued' AND queues.paused = 0"
    " ORDER BY tasks.priority DESC,"
    "  (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = tasks.owner), tasks.job, tasks.id"
    " LIMIT ? FOR UPDATE OF outbox SKIP LOCKED";
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (request->queue), LEC_SQL_INT (request->limit)), error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      LecWaitingTask hint = { 0 };
      gint64 row = 0;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      hint.task = lec_sql_rows_get_int (rows, 0);
      hint.generation = lec_sql_rows_get_int (rows, 1);
      row = lec_sql_rows_get_int (rows, 2);
      g_array_append_val (hints, hint);
      g_array_append_val (ids, row);
    }

  return rows != NULL;
}

/* Not synced: what is told of again does no harm. */
static gboolean
begin (LecSqlTransaction *transaction,
       LecSql *sql,
       GError **error)
{
  return lec_sql_transaction_begin (transaction, sql, error) &&
         lec_sql_exec_later (sql, "SET LOCAL synchronous_commit TO off", NULL, error);
}

gboolean
lec_sql_store_forget_told (LecSql *sql,
                           const LecWaitingTask *task,
                           GError **error)
{
  static const char remove[] =
    "DELETE FROM outbox WHERE id IN"
    " (SELECT id FROM outbox WHERE task = ? AND generation = ? FOR UPDATE SKIP LOCKED)";
  g_auto (LecSqlTransaction) transaction = { 0 };

  return begin (&transaction, sql, error) &&
         lec_sql_exec_later (sql, remove, LEC_SQL_VALUES (LEC_SQL_INT (task->task), LEC_SQL_INT (task->generation)),
                             error) &&
         lec_sql_transaction_commit (&transaction, error);
}

/* Of tasks that do not wait any more. */
gboolean
lec_sql_store_forget_stale (LecSql *sql,
                            const char *queue,
                            GError **error)
{
  static const char remove[] =
    "DELETE FROM outbox WHERE id IN (SELECT outbox.id FROM outbox WHERE queue = ? AND NOT EXISTS"
    "  (SELECT 1 FROM tasks WHERE tasks.id = outbox.task AND tasks.generation = outbox.generation"
    "   AND tasks.state IN ('queued', 'delayed', 'paused')) FOR UPDATE SKIP LOCKED)";

  return lec_sql_exec (sql, remove, LEC_SQL_VALUES (LEC_SQL_TEXT (queue)), error);
}

static gboolean
remove_rows (LecSql *sql,
             const GArray *rows,
             GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    if (!lec_sql_exec_later (sql, "DELETE FROM outbox WHERE id = ?",
                             LEC_SQL_VALUES (LEC_SQL_INT (g_array_index (rows, gint64, i))), error))
      return FALSE;

  return TRUE;
}

/* What has waited for its time may be passed on from now on. Who waits for that to happen need not
 * wait for the rest. */
gboolean
lec_sql_store_relay (LecStore *store,
                     const LecRelayRequest *request,
                     guint *n_relayed,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (GArray) hints = g_array_new (FALSE, FALSE, sizeof (LecWaitingTask));
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!lec_sql_store_get_dialect (store)->has_outbox)
    return TRUE;
  if ((!request->is_quick && !lec_sql_store_wake_delayed (sql, now_us, error)) ||
      !begin (&transaction, sql, error) || !list_entries (sql, request, hints, rows, error))
    return FALSE;
  if (hints->len > 0 && !request->pass_on ((gpointer) hints->data, hints->len, request->data, error))
    return FALSE;
  if (!remove_rows (sql, rows, error) || !lec_sql_transaction_commit (&transaction, error))
    return FALSE;

  *n_relayed = hints->len;
  return request->is_quick || lec_sql_store_forget_stale (sql, request->queue, error);
}

gboolean
lec_sql_store_refill (LecStore *store,
                      GCancellable *cancellable,
                      GError **error)
{
  static const char insert[] =
    "INSERT INTO outbox (task, generation, queue) SELECT id, generation, queue FROM tasks WHERE state = 'queued'"
    "  AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.task = tasks.id AND outbox.generation = tasks.generation)";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return !lec_sql_store_get_dialect (store)->has_outbox || lec_sql_exec (sql, insert, NULL, error);
}
