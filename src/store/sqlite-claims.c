/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who works on what. The next task of a queue is found in a few steps through
 * the index of queued tasks, however many there are: the highest priority, of
 * its owners the one with the fewest running tasks, of that owner's jobs the
 * oldest of which nothing runs. The queues' candidates are compared likewise.
 */
#include <glib/gi18n-lib.h>

#include "store/sqlite-store-private.h"

typedef struct
{
  gint64 task;
  gint64 job;
  gint64 priority;
  gint64 n_owner_running;
  gint64 n_job_running;
} Candidate;

static gboolean
wake_delayed (LecSql *sql,
              gint64 now_us,
              GError **error)
{
  return lec_sql_exec (sql, "UPDATE tasks SET state = 'queued' WHERE state = 'delayed' AND run_after <= ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (now_us)), error);
}

static gboolean
find_candidate (LecSql *sql,
                const char *queue,
                Candidate *candidate,
                GError **error)
{
  static const char query[] =
    "WITH RECURSIVE top (priority) AS ("
    "  SELECT MAX(priority) FROM tasks WHERE queue = ?1 AND state = 'queued'"
    "    AND NOT (SELECT paused FROM queues WHERE name = ?1)"
    "), owners (owner) AS ("
    "  SELECT MIN(owner) FROM tasks, top WHERE queue = ?1 AND state = 'queued' AND tasks.priority = top.priority"
    "  UNION ALL"
    "  SELECT (SELECT MIN(t.owner) FROM tasks t, top WHERE t.queue = ?1 AND t.state = 'queued'"
    "          AND t.priority = top.priority AND t.owner > owners.owner)"
    "  FROM owners WHERE owners.owner IS NOT NULL"
    "), chosen (owner, n_running) AS ("
    "  SELECT owner, (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = owners.owner) AS n"
    "  FROM owners WHERE owner IS NOT NULL ORDER BY n, owner LIMIT 1"
    "), free (task) AS ("
    "  SELECT (SELECT t.id FROM tasks t WHERE t.queue = ?1 AND t.state = 'queued' AND t.priority = top.priority"
    "            AND t.owner = chosen.owner AND t.job NOT IN (SELECT job FROM tasks WHERE state = 'running')"
    "          ORDER BY t.job, t.id LIMIT 1) FROM chosen, top"
    "), any_job (task) AS ("
    "  SELECT (SELECT t.id FROM tasks t WHERE t.queue = ?1 AND t.state = 'queued' AND t.priority = top.priority"
    "            AND t.owner = chosen.owner"
    "          ORDER BY (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = t.owner"
    "                    AND r.job = t.job), t.job, t.id LIMIT 1) FROM chosen, top"
    "  WHERE (SELECT task FROM free) IS NULL"
    ")"
    "SELECT tasks.id, tasks.job, tasks.priority, chosen.n_running,"
    "  (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = tasks.owner AND r.job = tasks.job)"
    " FROM tasks, chosen"
    " WHERE tasks.id = COALESCE((SELECT task FROM free), (SELECT task FROM any_job))";
  g_autoptr (sqlite3_stmt) statement = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (queue)), error);
  gboolean has_row = FALSE;

  if (statement == NULL || !lec_sql_step (sql, statement, &has_row, error))
    return FALSE;

  candidate->task = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  candidate->job = sqlite3_column_int64 (statement, 1);
  candidate->priority = sqlite3_column_int64 (statement, 2);
  candidate->n_owner_running = sqlite3_column_int64 (statement, 3);
  candidate->n_job_running = sqlite3_column_int64 (statement, 4);
  return TRUE;
}

static gboolean
comes_before (const Candidate *a,
              const Candidate *b)
{
  if (a->priority != b->priority)
    return a->priority > b->priority;
  if (a->n_owner_running != b->n_owner_running)
    return a->n_owner_running < b->n_owner_running;
  if (a->n_job_running != b->n_job_running)
    return a->n_job_running < b->n_job_running;
  if (a->job != b->job)
    return a->job < b->job;

  return a->task < b->task;
}

static gboolean
choose (LecSql *sql,
        const char *const *queues,
        gint64 *task,
        GError **error)
{
  Candidate best = { 0 };

  for (; *queues != NULL; queues++)
    {
      Candidate candidate = { 0 };

      if (!find_candidate (sql, *queues, &candidate, error))
        return FALSE;
      if (candidate.task != 0 && (best.task == 0 || comes_before (&candidate, &best)))
        best = candidate;
    }

  *task = best.task;
  return TRUE;
}

static gboolean
take (LecSql *sql,
      gint64 task,
      const LecClaimRequest *request,
      gint64 now_us,
      gint64 *fence,
      GError **error)
{
  static const char begin[] =
    "INSERT INTO attempts (task, job, stage, worker, started_at)"
    " SELECT id, job, stage, ?2, ?3 FROM tasks WHERE id = ?1";
  static const char update[] =
    "UPDATE tasks SET state = 'running', fence = ?2, lease_until = ?3, worker = ?4, attempt = attempt + 1"
    " WHERE id = ?1 AND state = 'queued'";

  if (!lec_sql_exec (sql, begin,
                     LEC_SQL_VALUES (LEC_SQL_INT (task), LEC_SQL_TEXT (request->worker), LEC_SQL_INT (now_us)), error))
    return FALSE;

  *fence = sqlite3_last_insert_rowid (sql->db);
  return lec_sql_exec (sql, update,
                       LEC_SQL_VALUES (LEC_SQL_INT (task), LEC_SQL_INT (*fence),
                                       LEC_SQL_INT (now_us + request->lease_us), LEC_SQL_TEXT (request->worker)),
                       error);
}

static LecClaim *
load_claim (LecSql *sql,
            gint64 fence,
            GError **error)
{
  static const char query[] =
    "SELECT tasks.id, tasks.job, tasks.stage, tasks.queue, tasks.part, tasks.attempt, tasks.lease_until,"
    "  jobs.source, jobs.options FROM tasks JOIN jobs ON jobs.id = tasks.job WHERE tasks.fence = ?";
  g_autoptr (sqlite3_stmt) statement = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (fence)), error);
  gboolean has_row = FALSE;
  LecClaim *claim = NULL;

  if (statement == NULL || !lec_sql_step (sql, statement, &has_row, error))
    return NULL;

  g_assert (has_row);
  claim = g_new0 (LecClaim, 1);
  claim->fence = fence;
  claim->task = sqlite3_column_int64 (statement, 0);
  claim->job = sqlite3_column_int64 (statement, 1);
  claim->stage = lec_sql_dup_text (statement, 2);
  claim->queue = lec_sql_dup_text (statement, 3);
  claim->part = (guint) sqlite3_column_int (statement, 4);
  claim->attempt = (guint) sqlite3_column_int (statement, 5);
  claim->lease_until_us = sqlite3_column_int64 (statement, 6);
  claim->source = lec_sql_dup_text (statement, 7);
  claim->request = lec_sql_dup_text (statement, 8);
  return claim;
}

LecClaim *
lec_sqlite_claim (LecStore *store,
                  const LecClaimRequest *request,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  LecSql *sql = lec_sqlite_store_enter (store, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (LecClaim) claim = NULL;
  gint64 task = 0, fence = 0;

  if (!lec_sql_transaction_begin (&transaction, sql, error) || !wake_delayed (sql, now_us, error) ||
      !choose (sql, request->queues, &task, error))
    return NULL;
  if (task == 0)
    {
      lec_sql_transaction_commit (&transaction, error);
      return NULL;
    }
  if (!take (sql, task, request, now_us, &fence, error))
    return NULL;

  claim = load_claim (sql, fence, error);
  if (claim == NULL || !lec_sqlite_update_status (sql, claim->job, now_us, error) ||
      !lec_sql_transaction_commit (&transaction, error))
    return NULL;

  return g_steal_pointer (&claim);
}

static gboolean
tell_progress (LecSql *sql,
               gint64 job,
               gint64 fence,
               const LecRenewal *renewal,
               GError **error)
{
  static const char update[] =
    "UPDATE jobs SET progress = CASE WHEN ?2 < 0 THEN progress ELSE MIN(?2, 1) END, message = ?3 WHERE id = ?1";

  return lec_sql_exec (sql, update,
                       LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_REAL (renewal->progress),
                                       LEC_SQL_TEXT (renewal->message)),
                       error) &&
         (renewal->slides == NULL || lec_sqlite_add_provisional_slides (sql, job, fence, renewal->slides, error));
}

gboolean
lec_sqlite_renew (LecStore *store,
                  gint64 fence,
                  const LecRenewal *renewal,
                  gboolean *is_cancelled,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  static const char update[] = "UPDATE tasks SET lease_until = ? WHERE fence = ? AND state = 'running'";
  static const char find_job[] = "SELECT job FROM tasks WHERE fence = ?";
  static const char query[] = "SELECT cancel_requested FROM jobs WHERE id = ?";
  LecSql *sql = lec_sqlite_store_enter (store, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  gint64 job = 0, cancelled = 0;

  if (!lec_sql_transaction_begin (&transaction, sql, error) ||
      !lec_sql_exec (sql, update, LEC_SQL_VALUES (LEC_SQL_INT (now_us + renewal->lease_us), LEC_SQL_INT (fence)),
                     error))
    return FALSE;
  if (sqlite3_changes (sql->db) == 0)
    {
      g_set_error_literal (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST, _ ("the task is no longer this worker's"));
      return FALSE;
    }
  if (!lec_sql_get_int (sql, find_job, LEC_SQL_VALUES (LEC_SQL_INT (fence)), &job, error) ||
      !tell_progress (sql, job, fence, renewal, error) ||
      !lec_sql_get_int (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), &cancelled, error))
    return FALSE;

  *is_cancelled = cancelled != 0;
  return lec_sql_transaction_commit (&transaction, error);
}

static gboolean
look_at_queue (LecSql *sql,
               const char *queue,
               LecBacklog *backlog,
               GError **error)
{
  static const char queued[] =
    "SELECT EXISTS (SELECT 1 FROM tasks WHERE queue = ?1 AND state = 'queued')"
    "  AND NOT (SELECT paused FROM queues WHERE name = ?1)";
  static const char delayed[] =
    "SELECT run_after FROM tasks WHERE queue = ?1 AND state = 'delayed'"
    "  AND NOT (SELECT paused FROM queues WHERE name = ?1) ORDER BY run_after LIMIT 1";
  gint64 has_queued = 0, next_us = 0;

  if (!lec_sql_get_int (sql, queued, LEC_SQL_VALUES (LEC_SQL_TEXT (queue)), &has_queued, error) ||
      !lec_sql_get_int (sql, delayed, LEC_SQL_VALUES (LEC_SQL_TEXT (queue)), &next_us, error))
    return FALSE;

  backlog->has_queued = backlog->has_queued || has_queued != 0;
  if (next_us > 0 && (backlog->next_us == 0 || next_us < backlog->next_us))
    backlog->next_us = next_us;
  return TRUE;
}

gboolean
lec_sqlite_get_backlog (LecStore *store,
                        const char *const *queues,
                        LecBacklog *backlog,
                        GCancellable *cancellable,
                        GError **error)
{
  LecSql *sql = lec_sqlite_store_enter (store, cancellable);

  *backlog = (LecBacklog){ 0 };
  for (; *queues != NULL; queues++)
    if (!look_at_queue (sql, *queues, backlog, error))
      return FALSE;

  return TRUE;
}
