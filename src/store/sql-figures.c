/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What work as a whole looks like: how many jobs there are of each kind, what
 * waits in queues, what ended when, who tried what. Facts only; what follows
 * from them is somebody else's.
 */
#include "store/sql-store-private.h"

gboolean
lec_sql_store_count_jobs (LecStore *store,
                          guint n_jobs[LEC_N_JOB_STATUSES],
                          GCancellable *cancellable,
                          GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, "SELECT status, COUNT(*) FROM jobs GROUP BY status", NULL, error);
  gboolean has_row = TRUE;

  for (guint i = 0; i < LEC_N_JOB_STATUSES; i++)
    n_jobs[i] = 0;
  while (rows != NULL && has_row)
    {
      LecJobStatus status = LEC_JOB_FAILED;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      if (has_row && lec_job_status_from_name (lec_sql_rows_get_text (rows, 0), &status))
        n_jobs[status] = (guint) lec_sql_rows_get_int (rows, 1);
    }

  return rows != NULL;
}

gboolean
lec_sql_store_count_running (LecStore *store,
                             const char *owner,
                             guint *n_running,
                             GCancellable *cancellable,
                             GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  gint64 n = 0;

  if (!lec_sql_get_int (sql, "SELECT COUNT(*) FROM tasks WHERE state = 'running' AND owner = ?",
                        LEC_SQL_VALUES (LEC_SQL_TEXT (owner)), &n, error))
    return FALSE;

  *n_running = (guint) n;
  return TRUE;
}

static gpointer
read_queue (LecSqlRows *row)
{
  LecQueueFacts *queue = g_new0 (LecQueueFacts, 1);

  queue->name = lec_sql_rows_dup_text (row, 0);
  queue->is_paused = lec_sql_rows_get_int (row, 1) != 0;
  queue->n_waiting = (guint) lec_sql_rows_get_int (row, 2);
  queue->oldest_us = lec_sql_rows_get_int (row, 3);
  return queue;
}

static guint
get_place (const char *queue)
{
  const char *const *names = lec_store_get_queue_names ();
  guint i = 0;

  while (names[i] != NULL && !g_str_equal (names[i], queue))
    i++;

  return i;
}

static int
compare_queues (gconstpointer a,
                gconstpointer b)
{
  const LecQueueFacts *left = *(LecQueueFacts *const *) a, *right = *(LecQueueFacts *const *) b;

  return (int) get_place (left->name) - (int) get_place (right->name);
}

GPtrArray *
lec_sql_store_list_queues (LecStore *store,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char query[] =
    "SELECT queues.name, queues.paused, COUNT(tasks.id), COALESCE(MIN(jobs.created_at), 0)"
    " FROM queues LEFT JOIN tasks ON tasks.queue = queues.name AND tasks.state = 'queued'"
    " LEFT JOIN jobs ON jobs.id = tasks.job GROUP BY queues.name";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  GPtrArray *queues = lec_sql_list (sql, query, NULL, read_queue, (GDestroyNotify) lec_queue_facts_free, error);

  if (queues != NULL)
    g_ptr_array_sort (queues, compare_queues);
  return queues;
}

static gpointer
read_ending (LecSqlRows *row)
{
  LecEnding *ending = g_new0 (LecEnding, 1);

  ending->at_us = lec_sql_rows_get_int (row, 0);
  ending->processing_s = lec_sql_rows_get_real (row, 1);
  ending->was_kept = lec_sql_rows_get_int (row, 2) > 0;
  return ending;
}

GPtrArray *
lec_sql_store_list_endings (LecStore *store,
                            gint64 since_us,
                            guint limit,
                            GCancellable *cancellable,
                            GError **error)
{
  static const char query[] =
    "SELECT jobs.completed_at, jobs.processing_time, COALESCE(job_metrics.cache_hits, 0)"
    " FROM jobs LEFT JOIN job_metrics ON job_metrics.job = jobs.id"
    " WHERE jobs.status = 'completed' AND jobs.completed_at >= ? ORDER BY jobs.id DESC LIMIT ?";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (since_us), LEC_SQL_INT (limit)), read_ending, g_free,
                       error);
}

static gpointer
read_try (LecSqlRows *row)
{
  LecTry *attempt = g_new0 (LecTry, 1);

  attempt->worker = lec_sql_rows_dup_text (row, 0);
  attempt->outcome = lec_sql_rows_dup_text (row, 1);
  attempt->started_us = lec_sql_rows_get_int (row, 2);
  attempt->ended_us = lec_sql_rows_get_int (row, 3);
  attempt->lease_until_us = lec_sql_rows_get_int (row, 4);
  return attempt;
}

GPtrArray *
lec_sql_store_list_tries (LecStore *store,
                          gint64 since_us,
                          guint limit,
                          GCancellable *cancellable,
                          GError **error)
{
  static const char query[] =
    "SELECT attempts.worker, attempts.outcome, attempts.started_at, COALESCE(attempts.ended_at, 0),"
    "  COALESCE(tasks.lease_until, 0)"
    " FROM attempts LEFT JOIN tasks ON tasks.fence = attempts.fence AND tasks.state = 'running'"
    " WHERE attempts.ended_at IS NULL OR attempts.ended_at >= ? ORDER BY attempts.fence DESC LIMIT ?";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (since_us), LEC_SQL_INT (limit)), read_try,
                       (GDestroyNotify) lec_try_free, error);
}
