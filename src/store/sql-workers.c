/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who works here: a row a worker, with when it was heard of last. What a worker
 * has claimed is not here but in the tasks: forgetting it takes nothing from it.
 */
#include <glib/gi18n-lib.h>

#include "store/sql-store-private.h"

#define SEPARATOR ","

static gboolean
set_no_worker (const char *identity,
               GError **error)
{
  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_WORKER, _ ("there is no worker “%s”"), identity);
  return FALSE;
}

gboolean
lec_sql_store_register_worker (LecStore *store,
                               const LecNewWorker *worker,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error)
{
  static const char upsert[] =
    "INSERT INTO workers (identity, host, version, queues, slots, busy, pid, started_at, heartbeat_at, draining)"
    " VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?7, 0)"
    " ON CONFLICT (identity) DO UPDATE SET host = ?2, version = ?3, queues = ?4, slots = ?5, pid = ?6,"
    "  heartbeat_at = ?7";
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_autofree char *queues = g_strjoinv (SEPARATOR, (char **) worker->queues);

  return lec_sql_exec (sql, upsert,
                       LEC_SQL_VALUES (LEC_SQL_TEXT (worker->identity), LEC_SQL_TEXT (worker->host),
                                       LEC_SQL_TEXT (worker->version), LEC_SQL_TEXT (queues),
                                       LEC_SQL_INT (worker->n_slots), LEC_SQL_INT (worker->pid),
                                       LEC_SQL_INT (now_us)),
                       error);
}

gboolean
lec_sql_store_heartbeat (LecStore *store,
                         const char *identity,
                         guint n_busy,
                         gboolean *is_draining,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char update[] =
    "UPDATE workers SET busy = ?2, heartbeat_at = ?3 WHERE identity = ?1 RETURNING draining";
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  gint64 draining = -1;

  if (!lec_sql_get_int (sql, update,
                        LEC_SQL_VALUES (LEC_SQL_TEXT (identity), LEC_SQL_INT (n_busy), LEC_SQL_INT (now_us)),
                        &draining, error))
    return FALSE;

  *is_draining = draining > 0;
  return draining >= 0 || set_no_worker (identity, error);
}

static gpointer
read_worker (LecSqlRows *row)
{
  LecWorkerRecord *worker = g_new0 (LecWorkerRecord, 1);
  g_autofree char *queues = lec_sql_rows_dup_text (row, 3);

  worker->identity = lec_sql_rows_dup_text (row, 0);
  worker->host = lec_sql_rows_dup_text (row, 1);
  worker->version = lec_sql_rows_dup_text (row, 2);
  worker->queues = g_strsplit (queues, SEPARATOR, -1);
  worker->n_slots = (guint) lec_sql_rows_get_int (row, 4);
  worker->n_busy = (guint) lec_sql_rows_get_int (row, 5);
  worker->pid = lec_sql_rows_get_int (row, 6);
  worker->started_us = lec_sql_rows_get_int (row, 7);
  worker->heartbeat_us = lec_sql_rows_get_int (row, 8);
  worker->is_draining = lec_sql_rows_get_int (row, 9) != 0;
  return worker;
}

GPtrArray *
lec_sql_store_list_workers (LecStore *store,
                            gint64 now_us,
                            GCancellable *cancellable,
                            GError **error)
{
  static const char query[] =
    "SELECT identity, host, version, queues, slots, busy, pid, started_at, heartbeat_at, draining FROM workers"
    " ORDER BY host, started_at, identity";
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  GPtrArray *workers =
    lec_sql_list (sql, query, NULL, read_worker, (GDestroyNotify) lec_worker_record_free, error);

  for (guint i = 0; workers != NULL && i < workers->len; i++)
    {
      LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      worker->silence_us = MAX (now_us - worker->heartbeat_us, 0);
      worker->state = lec_worker_rules_get_state (worker->silence_us);
    }

  return workers;
}

gboolean
lec_sql_store_drain_worker (LecStore *store,
                            const char *identity,
                            gboolean drains,
                            GCancellable *cancellable,
                            GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_exec (sql, "UPDATE workers SET draining = ? WHERE identity = ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (drains != FALSE), LEC_SQL_TEXT (identity)), error) &&
         (sql->n_changed > 0 || set_no_worker (identity, error));
}

gboolean
lec_sql_store_forget_worker (LecStore *store,
                             const char *identity,
                             GCancellable *cancellable,
                             GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_exec (sql, "DELETE FROM workers WHERE identity = ?", LEC_SQL_VALUES (LEC_SQL_TEXT (identity)),
                       error) &&
         (sql->n_changed > 0 || set_no_worker (identity, error));
}
