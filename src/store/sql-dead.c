/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks that were given up, each with why.
 */
#include "store/sql-store-private.h"

static gpointer
read_dead (LecSqlRows *row)
{
  LecDeadTask *task = g_new0 (LecDeadTask, 1);

  task->task = lec_sql_rows_get_int (row, 0);
  task->job = lec_sql_rows_get_int (row, 1);
  task->source = lec_sql_rows_dup_text (row, 2);
  task->stage = lec_sql_rows_dup_text (row, 3);
  task->queue = lec_sql_rows_dup_text (row, 4);
  task->n_tries = (guint) lec_sql_rows_get_int (row, 5);
  task->worker = lec_sql_rows_dup_text (row, 6);
  task->error_code = lec_sql_rows_dup_text (row, 7);
  task->error = lec_sql_rows_dup_text (row, 8);
  task->at_us = lec_sql_rows_get_int (row, 9);
  return task;
}

GPtrArray *
lec_sql_store_list_dead (LecStore *store,
                         guint limit,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char query[] =
    "SELECT tasks.id, tasks.job, jobs.source, tasks.stage, tasks.queue, tasks.generation, attempts.worker,"
    "  attempts.error_code, attempts.error, COALESCE(attempts.ended_at, 0)"
    " FROM tasks JOIN jobs ON jobs.id = tasks.job LEFT JOIN attempts ON attempts.fence = tasks.fence"
    " WHERE tasks.state = 'dead' ORDER BY COALESCE(attempts.ended_at, 0) DESC, tasks.id DESC LIMIT ?";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (limit)), read_dead,
                       (GDestroyNotify) lec_dead_task_free, error);
}
