/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transactions of jobs, claims and outcomes have in common. A job's
 * status is never set but from its tasks.
 */
#include <glib/gi18n-lib.h>

#include "store/sql-store-private.h"

#define DEFAULT_QUEUE "default"

void
lec_job_facts_clear (LecJobFacts *self)
{
  g_clear_pointer (&self->owner, g_free);
}

void
lec_sql_store_set_no_job (gint64 job,
                          GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, job);

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB, _ ("there is no job %s"), number);
}

/* To be called first in each transaction that touches a job or its tasks, and for one job only: who
 * holds a job waits for nobody who waits for it. */
gboolean
lec_sql_store_lock_job (LecSql *sql,
                        gint64 job,
                        GError **error)
{
  return lec_sql_lock_row (sql, "SELECT id FROM jobs WHERE id = ? FOR UPDATE", job, error);
}

/* The job that the claim of this fence is about. Whether it holds is to be asked after that. */
gboolean
lec_sql_store_lock_job_of (LecSql *sql,
                           gint64 fence,
                           GError **error)
{
  static const char lock[] =
    "SELECT jobs.id FROM jobs JOIN tasks ON tasks.job = jobs.id WHERE tasks.fence = ? FOR UPDATE OF jobs";

  return lec_sql_lock_row (sql, lock, fence, error);
}

/* Where rows are locked. */
gboolean
lec_sql_store_wake_delayed (LecSql *sql,
                            gint64 now_us,
                            GError **error)
{
  static const char wake[] =
    "UPDATE tasks SET state = 'queued' WHERE id IN"
    " (SELECT id FROM tasks WHERE state = 'delayed' AND run_after <= ? FOR UPDATE SKIP LOCKED)";

  return lec_sql_exec (sql, wake, LEC_SQL_VALUES (LEC_SQL_INT (now_us)), error);
}

gboolean
lec_sql_store_load_job_facts (LecSql *sql,
                              gint64 job,
                              LecJobFacts *facts,
                              GError **error)
{
  static const char query[] = "SELECT cancel_requested, pause_requested, priority, owner FROM jobs WHERE id = ?";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      lec_sql_store_set_no_job (job, error);
      return FALSE;
    }

  facts->job = job;
  facts->cancel_requested = lec_sql_rows_get_int (rows, 0) != 0;
  facts->pause_requested = lec_sql_rows_get_int (rows, 1) != 0;
  facts->priority = (int) lec_sql_rows_get_int (rows, 2);
  facts->owner = lec_sql_rows_dup_text (rows, 3);
  return TRUE;
}

const char *
lec_sql_store_route (const char *queue)
{
  return queue != NULL && g_strv_contains (lec_store_get_queue_names (), queue) ? queue : DEFAULT_QUEUE;
}

static gboolean
insert_task (LecSql *sql,
             const LecJobFacts *facts,
             const LecNewTask *task,
             LecTaskState state,
             gint64 run_after_us,
             GError **error)
{
  static const char insert[] =
    "INSERT INTO tasks (job, stage, part, queue, owner, priority, state, max_attempts, run_after)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (job, stage, part) DO NOTHING";
  const char *queue = lec_sql_store_route (task->queue);
  const LecSqlValue *values =
    LEC_SQL_VALUES (LEC_SQL_INT (facts->job), LEC_SQL_TEXT (task->stage), LEC_SQL_INT (task->part),
                    LEC_SQL_TEXT (queue), LEC_SQL_TEXT (facts->owner), LEC_SQL_INT (facts->priority),
                    LEC_SQL_TEXT (lec_task_state_get_name (state)), LEC_SQL_INT (MAX (task->max_attempts, 1)),
                    LEC_SQL_INT (run_after_us));

  return lec_sql_exec_later (sql, insert, values, error);
}

/* One that is there already stays as it is. */
gboolean
lec_sql_store_add_task (LecSql *sql,
                        const LecJobFacts *facts,
                        const LecNewTask *task,
                        gint64 run_after_us,
                        gint64 now_us,
                        GError **error)
{
  LecTaskState state = lec_task_rules_get_waiting_state (facts->cancel_requested, facts->pause_requested,
                                                         run_after_us, now_us);

  return insert_task (sql, facts, task, state, run_after_us, error);
}

gboolean
lec_sql_store_add_ended_task (LecSql *sql,
                              const LecJobFacts *facts,
                              const LecNewTask *task,
                              LecTaskState state,
                              GError **error)
{
  return insert_task (sql, facts, task, state, 0, error);
}

/* One of a kind takes the place of the one before. */
gboolean
lec_sql_store_add_artifact (LecSql *sql,
                            gint64 job,
                            gint64 fence,
                            const LecArtifact *artifact,
                            GError **error)
{
  static const char insert[] =
    "INSERT INTO artifacts (job, kind, sha256, size, address, fence) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (job, kind) DO UPDATE SET sha256 = ?3, size = ?4, address = ?5, fence = ?6";

  return lec_sql_exec_later (sql, insert,
                             LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_TEXT (artifact->kind),
                                             LEC_SQL_TEXT (artifact->sha256), LEC_SQL_INT (artifact->size_bytes),
                                             LEC_SQL_TEXT (artifact->address), LEC_SQL_INT (fence)),
                             error);
}

gboolean
lec_sql_store_add_event (LecSql *sql,
                         gint64 job,
                         const char *kind,
                         const char *detail,
                         gint64 now_us,
                         GError **error)
{
  return lec_sql_exec_later (sql, "INSERT INTO events (at, job, kind, detail) VALUES (?, ?, ?, ?)",
                             LEC_SQL_VALUES (LEC_SQL_INT (now_us), LEC_SQL_INT (job), LEC_SQL_TEXT (kind),
                                             LEC_SQL_TEXT (detail)),
                             error);
}

static gboolean
count_tasks (LecSql *sql,
             gint64 job,
             guint n_tasks[LEC_N_TASK_STATES],
             GError **error)
{
  static const char query[] = "SELECT state, COUNT(*) FROM tasks WHERE job = ? GROUP BY state";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      LecTaskState state = LEC_TASK_DEAD;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      if (has_row && lec_task_state_from_name (lec_sql_rows_get_text (rows, 0), &state))
        n_tasks[state] = (guint) lec_sql_rows_get_int (rows, 1);
    }

  return rows != NULL;
}

/* Who has asked for a task may not know yet whether it was got. */
#define IS_SO \
  " AND (?2 <> 'processing' OR EXISTS (SELECT 1 FROM tasks WHERE tasks.job = ?1 AND tasks.state = 'running'))"

/* What follows from a status that is new. */
static gboolean
enter_status (LecSql *sql,
              gint64 job,
              LecJobStatus status,
              gint64 now_us,
              GError **error)
{
  static const char update[] =
    "UPDATE jobs SET status = ?2,"
    "  started_at = CASE WHEN ?2 = 'processing' THEN COALESCE(started_at, ?3) ELSE started_at END,"
    "  completed_at = CASE WHEN ?2 IN ('completed', 'failed', 'cancelled') THEN ?3 END,"
    "  progress = CASE WHEN ?2 = 'completed' THEN 1 ELSE progress END,"
    "  message = CASE WHEN ?2 IN ('queued', 'processing') THEN message END,"
    "  error_code = CASE WHEN error IS NOT NULL OR ?2 = 'queued' THEN error_code END"
    " WHERE id = ?1 AND status <> ?2" IS_SO;
  static const char update_metrics[] =
    "UPDATE job_metrics SET total_time = (SELECT (completed_at - created_at) / 1e6 FROM jobs WHERE id = ?1)"
    " WHERE job = ?1";
  static const char insert_event[] =
    "INSERT INTO events (at, job, kind) SELECT ?3, id, ?2 FROM jobs WHERE id = ?1 AND status <> ?2" IS_SO;
  const char *name = lec_job_status_get_name (status);
  const LecSqlValue *values = LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_TEXT (name), LEC_SQL_INT (now_us));
  gboolean is_final = status == LEC_JOB_COMPLETED || status == LEC_JOB_FAILED || status == LEC_JOB_CANCELLED;

  return lec_sql_exec_later (sql, insert_event, values, error) &&
         lec_sql_exec_later (sql, update, values, error) &&
         (!is_final || lec_sql_exec_later (sql, update_metrics, LEC_SQL_VALUES (LEC_SQL_INT (job)), error));
}

/* To be called at the end of each transaction that has touched the job's tasks. */
gboolean
lec_sql_store_update_status (LecSql *sql,
                             gint64 job,
                             gint64 now_us,
                             GError **error)
{
  g_auto (LecJobFacts) facts = { 0 };
  guint n_tasks[LEC_N_TASK_STATES] = { 0 };
  LecJobStatus status = LEC_JOB_FAILED;

  if (!lec_sql_store_load_job_facts (sql, job, &facts, error) || !count_tasks (sql, job, n_tasks, error))
    return FALSE;

  status = lec_task_rules_get_job_status (n_tasks, facts.pause_requested);
  return enter_status (sql, job, status, now_us, error);
}

/* Likewise, where one of its tasks runs since then: the others cannot matter. Nothing is changed
 * when, after all, none does. */
gboolean
lec_sql_store_update_status_of_running (LecSql *sql,
                                        gint64 job,
                                        gint64 now_us,
                                        GError **error)
{
  const guint n_tasks[LEC_N_TASK_STATES] = { [LEC_TASK_RUNNING] = 1 };

  return enter_status (sql, job, lec_task_rules_get_job_status (n_tasks, FALSE), now_us, error);
}
