/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does to a job: each one transaction on its row and its tasks.
 */
#include <glib/gi18n-lib.h>

#include "store/sql-store-private.h"

static gboolean
set_wrong_state (const char *reason,
                 GError **error)
{
  g_set_error_literal (error, LEC_STORE_ERROR, LEC_STORE_ERROR_WRONG_STATE, reason);
  return FALSE;
}

/* For statements about one job. */
static gboolean
run (LecSql *sql,
     const char *statement,
     gint64 job,
     GError **error)
{
  return lec_sql_exec (sql, statement, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
}

static gboolean
is_over (LecJobStatus status)
{
  return status == LEC_JOB_COMPLETED || status == LEC_JOB_FAILED || status == LEC_JOB_CANCELLED;
}

static gboolean
cancel (LecSql *sql,
        gint64 job,
        LecJobStatus status,
        GError **error)
{
  if (is_over (status))
    return set_wrong_state (_ ("it is over already"), error);

  return run (sql, "UPDATE jobs SET cancel_requested = 1 WHERE id = ?", job, error) &&
         run (sql,
              "UPDATE tasks SET state = 'cancelled'"
              " WHERE job = ? AND state IN ('queued', 'delayed', 'paused')",
              job, error);
}

static gboolean
suspend (LecSql *sql,
         gint64 job,
         LecJobStatus status,
         GError **error)
{
  if (is_over (status))
    return set_wrong_state (_ ("it is over already"), error);

  return run (sql, "UPDATE jobs SET pause_requested = 1 WHERE id = ?", job, error) &&
         run (sql, "UPDATE tasks SET state = 'paused' WHERE job = ? AND state IN ('queued', 'delayed')", job, error);
}

static gboolean
go_on (LecSql *sql,
       gint64 job,
       gint64 now_us,
       GError **error)
{
  static const char wake[] =
    "UPDATE tasks SET state = CASE WHEN run_after > ?2 THEN 'delayed' ELSE 'queued' END"
    " WHERE job = ?1 AND state = 'paused'";

  if (!run (sql, "UPDATE jobs SET pause_requested = 0 WHERE id = ? AND pause_requested = 1", job, error))
    return FALSE;
  if (sql->n_changed == 0)
    return set_wrong_state (_ ("it is not paused"), error);

  return lec_sql_exec (sql, wake, LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_INT (now_us)), error);
}

/* A completed job begins anew with its first task; what failed goes on where it stood. */
static gboolean
try_again (LecSql *sql,
           gint64 job,
           LecJobStatus status,
           gint64 now_us,
           GError **error)
{
  static const char forget_later[] =
    "DELETE FROM tasks WHERE job = ?1 AND id > (SELECT MIN(id) FROM tasks WHERE job = ?1)";
  static const char begin_anew[] =
    "UPDATE tasks SET state = 'queued', attempt = 0, generation = 0, run_after = 0, fence = NULL WHERE job = ?";
  static const char go_on_failed[] =
    "UPDATE tasks SET state = 'queued', attempt = 0, generation = 0, run_after = 0, fence = NULL"
    " WHERE job = ? AND state IN ('dead', 'cancelled')";
  static const char reopen[] =
    "UPDATE jobs SET cancel_requested = 0, pause_requested = 0, error = NULL, error_code = NULL,"
    "  message = NULL, progress = CASE WHEN status = 'completed' THEN 0 ELSE progress END WHERE id = ?";

  if (!is_over (status))
    return set_wrong_state (_ ("it is not over yet"), error);
  if (!run (sql, reopen, job, error) || !lec_sql_store_add_event (sql, job, "retrying", NULL, now_us, error))
    return FALSE;
  if (status != LEC_JOB_COMPLETED)
    return run (sql, go_on_failed, job, error);

  return run (sql, forget_later, job, error) && run (sql, begin_anew, job, error);
}

/* @choose: a statement that gives the priority to a job */
static gboolean
move (LecSql *sql,
      gint64 job,
      LecJobStatus status,
      const char *choose,
      gint64 now_us,
      GError **error)
{
  static const char follow[] =
    "UPDATE tasks SET priority = (SELECT priority FROM jobs WHERE jobs.id = tasks.job) WHERE job = ?";

  if (is_over (status))
    return set_wrong_state (_ ("it is over already"), error);

  return run (sql, choose, job, error) && run (sql, follow, job, error) &&
         lec_sql_store_add_event (sql, job, "moved", NULL, now_us, error);
}

static gboolean
move_first (LecSql *sql,
            gint64 job,
            LecJobStatus status,
            gint64 now_us,
            GError **error)
{
  static const char choose[] =
    "UPDATE jobs SET priority = (SELECT CASE WHEN MAX(priority) > 0 THEN MAX(priority) + 1 ELSE 1 END FROM jobs"
    "  WHERE id <> ?1 AND status IN ('queued', 'processing', 'paused')) WHERE id = ?1";

  return move (sql, job, status, choose, now_us, error);
}

static gboolean
move_last (LecSql *sql,
           gint64 job,
           LecJobStatus status,
           gint64 now_us,
           GError **error)
{
  static const char choose[] =
    "UPDATE jobs SET priority = (SELECT CASE WHEN MIN(priority) < 0 THEN MIN(priority) - 1 ELSE -1 END FROM jobs"
    "  WHERE id <> ?1 AND status IN ('queued', 'processing', 'paused')) WHERE id = ?1";

  return move (sql, job, status, choose, now_us, error);
}

static gboolean
forget (LecSql *sql,
        gint64 job,
        LecJobStatus status,
        gint64 now_us,
        GError **error)
{
  if (status == LEC_JOB_PROCESSING)
    return set_wrong_state (_ ("it is being worked on; cancel it first"), error);

  return run (sql, "DELETE FROM jobs WHERE id = ?", job, error) &&
         lec_sql_store_add_event (sql, job, "removed", NULL, now_us, error);
}

static gboolean
read_status (LecSql *sql,
             gint64 job,
             LecJobStatus *status,
             GError **error)
{
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, "SELECT status FROM jobs WHERE id = ?",
                                               LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;
  if (has_row && lec_job_status_from_name (lec_sql_rows_get_text (rows, 0), status))
    return TRUE;

  lec_sql_store_set_no_job (job, error);
  return FALSE;
}

static gboolean
change (LecSql *sql,
        gint64 job,
        LecJobAction action,
        LecJobStatus status,
        gint64 now_us,
        GError **error)
{
  switch (action)
    {
    case LEC_JOB_ACTION_CANCEL:
      return cancel (sql, job, status, error);
    case LEC_JOB_ACTION_PAUSE:
      return suspend (sql, job, status, error);
    case LEC_JOB_ACTION_RESUME:
      return go_on (sql, job, now_us, error);
    case LEC_JOB_ACTION_RETRY:
      return try_again (sql, job, status, now_us, error);
    case LEC_JOB_ACTION_MOVE_FIRST:
      return move_first (sql, job, status, now_us, error);
    case LEC_JOB_ACTION_MOVE_LAST:
      return move_last (sql, job, status, now_us, error);
    case LEC_JOB_ACTION_REMOVE:
    default:
      return forget (sql, job, status, now_us, error);
    }
}

gboolean
lec_sql_store_change_job (LecStore *store,
                          gint64 job,
                          LecJobAction action,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  LecJobStatus status = LEC_JOB_QUEUED;

  if (!lec_sql_transaction_begin (&transaction, sql, error) || !lec_sql_store_lock_job (sql, job, error) ||
      !read_status (sql, job, &status, error) ||
      !change (sql, job, action, status, now_us, error))
    return FALSE;
  if (action != LEC_JOB_ACTION_REMOVE && !lec_sql_store_update_status (sql, job, now_us, error))
    return FALSE;

  return lec_sql_transaction_commit (&transaction, error);
}

/* Rows of slides name the claim that they come from: the last one of the job. */
gboolean
lec_sql_store_set_lecture (LecStore *store,
                           gint64 job,
                           const LecLecture *lecture,
                           gint64 now_us,
                           GCancellable *cancellable,
                           GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  LecJobStatus status = LEC_JOB_QUEUED;
  gint64 fence = 0;

  if (!lec_sql_transaction_begin (&transaction, sql, error) || !lec_sql_store_lock_job (sql, job, error) ||
      !read_status (sql, job, &status, error))
    return FALSE;
  if (status != LEC_JOB_COMPLETED)
    return set_wrong_state (_ ("it is not completed yet"), error);

  return lec_sql_get_int (sql, "SELECT COALESCE (MAX (fence), 0) FROM attempts WHERE job = ?",
                          LEC_SQL_VALUES (LEC_SQL_INT (job)), &fence, error) &&
         lec_sql_store_replace_slides (store, job, fence, lecture, error) &&
         lec_sql_store_add_event (sql, job, "edited", NULL, now_us, error) &&
         lec_sql_transaction_commit (&transaction, error);
}

gboolean
lec_sql_store_pause_queue (LecStore *store,
                           const char *queue,
                           gboolean paused,
                           GCancellable *cancellable,
                           GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  if (!lec_sql_exec (sql, "UPDATE queues SET paused = ? WHERE name = ?",
                     LEC_SQL_VALUES (LEC_SQL_INT (paused != FALSE), LEC_SQL_TEXT (queue)), error))
    return FALSE;
  if (sql->n_changed > 0)
    return TRUE;

  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_QUEUE, _ ("there is no queue “%s”"), queue);
  return FALSE;
}
