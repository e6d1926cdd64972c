/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs that have ended elsewhere: a desk's own in a cluster, a cluster's at a desk, those of
 * another program. No claim of this store has made their slides and artifacts, so their fence is 0,
 * which no claim has.
 */
#include "store/sql-store-private.h"

#define NO_FENCE 0

/* As the job's own would stand: its status is theirs. */
static LecTaskState
get_task_state (LecJobStatus status)
{
  if (status == LEC_JOB_FAILED)
    return LEC_TASK_DEAD;

  return status == LEC_JOB_CANCELLED ? LEC_TASK_CANCELLED : LEC_TASK_DONE;
}

static gboolean
add_tasks (LecSql *sql,
           const LecAdoption *adoption,
           const LecJobFacts *facts,
           GError **error)
{
  const LecSubmission *submission = &adoption->submission;
  LecTaskState state = get_task_state (adoption->status);

  for (gsize i = 0; i < submission->n_tasks; i++)
    if (!lec_sql_store_add_ended_task (sql, facts, &submission->tasks[i], state, error))
      return FALSE;

  return TRUE;
}

/* What the slides say of the video is noted with them. */
static gboolean
add_metrics (LecSql *sql,
             gint64 job,
             const LecJobMetrics *metrics,
             GError **error)
{
  static const char insert[] =
    "INSERT INTO job_metrics (job, fetch_time, extraction_time, analysis_time, generation_time, processing_time,"
    "  total_time, cpu_time, peak_memory_usage, disk_usage, frames_processed, cache_hits, errors, retries)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static const LecJobMetrics none = { 0 };
  const LecJobMetrics *known = metrics != NULL ? metrics : &none;

  return lec_sql_exec (sql, insert,
                       LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_REAL (known->fetch_s),
                                       LEC_SQL_REAL (known->extraction_s), LEC_SQL_REAL (known->analysis_s),
                                       LEC_SQL_REAL (known->generation_s), LEC_SQL_REAL (known->processing_s),
                                       LEC_SQL_REAL (known->total_s), LEC_SQL_REAL (known->cpu_s),
                                       LEC_SQL_INT (known->peak_memory_bytes), LEC_SQL_INT (known->disk_bytes),
                                       LEC_SQL_INT ((gint64) known->n_frames), LEC_SQL_INT (known->n_cache_hits),
                                       LEC_SQL_INT (known->n_errors), LEC_SQL_INT (known->n_retries)),
                       error);
}

static gboolean
end_job (LecSql *sql,
         gint64 job,
         const LecAdoption *adoption,
         GError **error)
{
  static const char update[] =
    "UPDATE jobs SET status = ?9, progress = ?10, created_at = ?2, started_at = ?3, completed_at = ?4,"
    "  processing_time = ?5, file_paths = ?6, error_code = ?7, error = ?8 WHERE id = ?1";
  double processing_s = adoption->metrics != NULL ? adoption->metrics->processing_s : 0;
  g_autofree char *paths =
    adoption->pdf != NULL ? lec_sql_store_write_paths (adoption->pdf, adoption->images, adoption->json) : NULL;

  return lec_sql_exec (sql, update,
                       LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_INT (adoption->created_us),
                                       LEC_SQL_INT (adoption->started_us), LEC_SQL_INT (adoption->completed_us),
                                       LEC_SQL_REAL (processing_s), LEC_SQL_TEXT (paths),
                                       LEC_SQL_TEXT (adoption->error_code), LEC_SQL_TEXT (adoption->error),
                                       LEC_SQL_TEXT (lec_job_status_get_name (adoption->status)),
                                       LEC_SQL_REAL (adoption->status == LEC_JOB_COMPLETED ? 1 : 0)),
                       error);
}

static gboolean
add_result (LecStore *store,
            gint64 job,
            const LecAdoption *adoption,
            GError **error)
{
  LecSql *sql = lec_sql_store_get_sql (store);

  for (gsize i = 0; i < adoption->n_artifacts; i++)
    if (!lec_sql_store_add_artifact (sql, job, NO_FENCE, &adoption->artifacts[i], error))
      return FALSE;

  return add_metrics (sql, job, adoption->metrics, error) &&
         lec_sql_store_replace_slides (store, job, NO_FENCE, adoption->lecture, error);
}

static gboolean
add_all (LecStore *store,
         gint64 job,
         const LecAdoption *adoption,
         gint64 now_us,
         GError **error)
{
  LecSql *sql = lec_sql_store_get_sql (store);
  g_auto (LecJobFacts) facts = { 0 };

  return lec_sql_store_load_job_facts (sql, job, &facts, error) &&
         add_tasks (sql, adoption, &facts, error) && end_job (sql, job, adoption, error) &&
         add_result (store, job, adoption, error) &&
         lec_sql_store_add_event (sql, job, "submitted", NULL, now_us, error) &&
         lec_sql_store_add_event (sql, job, lec_job_status_get_name (adoption->status), NULL, now_us, error);
}

gint64
lec_sql_store_adopt (LecStore *store,
                     const LecAdoption *adoption,
                     gboolean *is_new,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  const LecSubmission *submission = &adoption->submission;
  g_auto (LecSqlTransaction) transaction = { 0 };
  gint64 job = 0;

  if (!lec_sql_transaction_begin (&transaction, sql, error) ||
      !lec_sql_store_insert_job (sql, submission, &job, now_us, error))
    return 0;

  *is_new = job != 0;
  if (job == 0)
    return lec_sql_store_find_submitted (sql, submission->job_id, submission->idempotency_key, &job, error) ? job : 0;

  return add_all (store, job, adoption, now_us, error) && lec_sql_transaction_commit (&transaction, error) ? job : 0;
}

gboolean
lec_sql_store_find_same (LecStore *store,
                         const char *job_id,
                         const char *idempotency_key,
                         gint64 *job,
                         GCancellable *cancellable,
                         GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  *job = 0;
  return lec_sql_store_find_submitted (sql, job_id, idempotency_key, job, error);
}
