/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How claims end: finished, failed, given back, or taken from a worker that is
 * gone. Each is one transaction that begins by asking whether the fence still
 * holds; whoever comes too late or twice changes nothing.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "store/sql-store-private.h"

/* The outcome of a try whose slides stay. */
#define DONE "done"
/* And of one whose worker is gone. */
#define LOST "lost"

/* Of a try that nobody tells of. */
static const LecAttemptCost no_cost = { .exit_status = -1 };

/* The task behind a fence. */
typedef struct
{
  gint64 fence;
  gint64 task;
  gint64 generation;
  gint64 lease_until_us;
  guint attempt;
  guint max_attempts;
  char *queue;
  LecJobFacts job;
} Held;

static void
held_clear (Held *self)
{
  g_clear_pointer (&self->queue, g_free);
  lec_job_facts_clear (&self->job);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Held, held_clear)

static gboolean
load_held (LecSql *sql,
           gint64 fence,
           Held *held,
           GError **error)
{
  static const char query[] =
    "SELECT id, job, generation, attempt, max_attempts, queue, lease_until FROM tasks"
    " WHERE fence = ? AND state = 'running'";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (fence)), error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST, _ ("the task is no longer this worker's"));
      return FALSE;
    }

  held->fence = fence;
  held->task = lec_sql_rows_get_int (rows, 0);
  held->generation = lec_sql_rows_get_int (rows, 2);
  held->attempt = (guint) lec_sql_rows_get_int (rows, 3);
  held->max_attempts = (guint) lec_sql_rows_get_int (rows, 4);
  held->queue = lec_sql_rows_dup_text (rows, 5);
  held->lease_until_us = lec_sql_rows_get_int (rows, 6);
  return lec_sql_store_load_job_facts (sql, lec_sql_rows_get_int (rows, 1), &held->job, error);
}

static gboolean
begin (LecSqlTransaction *transaction,
       LecSql *sql,
       gint64 fence,
       Held *held,
       GError **error)
{
  return lec_sql_transaction_begin (transaction, sql, error) && lec_sql_store_lock_job_of (sql, fence, error) &&
         load_held (sql, fence, held, error);
}

/* @attempt_change: -1 when the try does not count */
static gboolean
set_task (LecSql *sql,
          const Held *held,
          LecTaskState state,
          gint64 run_after_us,
          int attempt_change,
          GError **error)
{
  static const char update[] =
    "UPDATE tasks SET state = ?2, run_after = ?3, generation = generation + 1,"
    "  attempt = CASE WHEN attempt + ?4 > 0 THEN attempt + ?4 ELSE 0 END,"
    "  lease_until = NULL, worker = NULL WHERE id = ?1";

  return lec_sql_exec (sql, update,
                       LEC_SQL_VALUES (LEC_SQL_INT (held->task), LEC_SQL_TEXT (lec_task_state_get_name (state)),
                                       LEC_SQL_INT (run_after_us), LEC_SQL_INT (attempt_change)),
                       error);
}

static const char *
get_code_name (const GError *error)
{
  if (error->domain == LEC_ERROR && error->code >= 0 && error->code < LEC_N_ERRORS)
    return lec_error_get_name ((LecError) error->code);

  return lec_error_get_name (LEC_ERROR_INTERNAL);
}

static double
if_queue (const Held *held,
          const char *queue,
          double value)
{
  return g_str_equal (held->queue, queue) ? value : 0;
}

static gboolean
add_costs (LecSql *sql,
           const Held *held,
           const LecAttemptCost *cost,
           gboolean is_error,
           GError **error)
{
  static const char insert[] =
    "INSERT INTO job_metrics (job, extraction_time, analysis_time, generation_time, processing_time, cpu_time,"
    "  peak_memory_usage, disk_usage, cache_hits, errors, frames_processed)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    " ON CONFLICT (job) DO UPDATE SET"
    "  extraction_time = job_metrics.extraction_time + ?2, analysis_time = job_metrics.analysis_time + ?3,"
    "  generation_time = job_metrics.generation_time + ?4, processing_time = job_metrics.processing_time + ?5,"
    "  cpu_time = job_metrics.cpu_time + ?6,"
    "  peak_memory_usage ="
    "    CASE WHEN job_metrics.peak_memory_usage > ?7 THEN job_metrics.peak_memory_usage ELSE ?7 END,"
    "  disk_usage = CASE WHEN ?8 > 0 THEN ?8 ELSE job_metrics.disk_usage END,"
    "  cache_hits = job_metrics.cache_hits + ?9, errors = job_metrics.errors + ?10,"
    "  frames_processed = COALESCE(job_metrics.frames_processed, 0) + ?11";

  return lec_sql_exec (sql, insert,
                       LEC_SQL_VALUES (LEC_SQL_INT (held->job.job),
                                       LEC_SQL_REAL (if_queue (held, "extraction", cost->wall_s)),
                                       LEC_SQL_REAL (if_queue (held, "analysis", cost->wall_s)),
                                       LEC_SQL_REAL (if_queue (held, "generation", cost->wall_s)),
                                       LEC_SQL_REAL (cost->wall_s), LEC_SQL_REAL (cost->cpu_s),
                                       LEC_SQL_INT (cost->peak_memory_bytes), LEC_SQL_INT (cost->disk_bytes),
                                       LEC_SQL_INT (cost->n_cache_hits), LEC_SQL_INT (is_error),
                                       LEC_SQL_INT ((gint64) cost->n_frames)),
                       error) &&
         lec_sql_exec (sql, "UPDATE jobs SET processing_time = processing_time + ? WHERE id = ?",
                       LEC_SQL_VALUES (LEC_SQL_REAL (cost->wall_s), LEC_SQL_INT (held->job.job)), error);
}

/* To be called before the job's status is brought up to date. @reason: (nullable) */
static gboolean
end_attempt (LecSql *sql,
             const Held *held,
             const char *outcome,
             const GError *reason,
             const LecAttemptCost *cost,
             gint64 now_us,
             GError **error)
{
  static const char update[] =
    "UPDATE attempts SET outcome = ?2, ended_at = ?3, error_code = ?4, error = ?5, exit_status = ?6,"
    "  wall_time = ?7, cpu_time = ?8, peak_memory_usage = ?9, stderr = ?10 WHERE fence = ?1";
  g_autofree char *message = reason != NULL ? g_utf8_make_valid (reason->message, -1) : NULL;
  const char *printed = cost->stderr_tail != NULL && *cost->stderr_tail != '\0' ? cost->stderr_tail : NULL;

  if (!g_str_equal (outcome, DONE) &&
      !lec_sql_store_remove_provisional_slides (sql, held->job.job, held->fence, error))
    return FALSE;

  return lec_sql_exec (sql, update,
                       LEC_SQL_VALUES (LEC_SQL_INT (held->fence), LEC_SQL_TEXT (outcome), LEC_SQL_INT (now_us),
                                       LEC_SQL_TEXT (reason != NULL ? get_code_name (reason) : NULL),
                                       LEC_SQL_TEXT (message), LEC_SQL_INT (cost->exit_status),
                                       LEC_SQL_REAL (cost->wall_s), LEC_SQL_REAL (cost->cpu_s),
                                       LEC_SQL_INT (cost->peak_memory_bytes), LEC_SQL_TEXT (printed)),
                       error) &&
         add_costs (sql, held, cost, reason != NULL, error);
}

static gboolean
add_artifacts (LecSql *sql,
               const Held *held,
               const LecTaskResult *result,
               GError **error)
{
  for (gsize i = 0; i < result->n_artifacts; i++)
    if (!lec_sql_store_add_artifact (sql, held->job.job, held->fence, &result->artifacts[i], error))
      return FALSE;

  return TRUE;
}

/* What is there of the job for a person. */
static gboolean
set_result (LecSql *sql,
            const Held *held,
            const LecTaskResult *result,
            GError **error)
{
  static const char set_paths[] = "UPDATE jobs SET file_paths = ? WHERE id = ?";
  static const char set_hash[] = "UPDATE jobs SET content_hash = ? WHERE id = ?";
  static const char set_warning[] = "UPDATE jobs SET error_code = ?, error = ? WHERE id = ?";
  g_autofree char *paths = NULL;
  g_autofree char *warning = NULL;

  if (result->content_hash != NULL &&
      !lec_sql_exec (sql, set_hash,
                     LEC_SQL_VALUES (LEC_SQL_TEXT (result->content_hash), LEC_SQL_INT (held->job.job)), error))
    return FALSE;
  if (result->pdf != NULL)
    {
      paths = lec_sql_store_write_paths (result->pdf, result->images, result->json);
      if (!lec_sql_exec (sql, set_paths, LEC_SQL_VALUES (LEC_SQL_TEXT (paths), LEC_SQL_INT (held->job.job)), error))
        return FALSE;
    }
  if (result->warning == NULL)
    return TRUE;

  warning = g_utf8_make_valid (result->warning->message, -1);
  return lec_sql_exec (sql, set_warning,
                       LEC_SQL_VALUES (LEC_SQL_TEXT (get_code_name (result->warning)), LEC_SQL_TEXT (warning),
                                       LEC_SQL_INT (held->job.job)),
                       error);
}

/* Of the stage, this one included. */
static gboolean
count_open_parts (LecSql *sql,
                  const Held *held,
                  gint64 *n_open,
                  GError **error)
{
  static const char query[] =
    "SELECT COUNT(*) FROM tasks AS parts JOIN tasks ON tasks.job = parts.job AND tasks.stage = parts.stage"
    " WHERE tasks.id = ? AND parts.state <> 'done'";

  return lec_sql_get_int (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (held->task)), n_open, error);
}

static gboolean
add_next (LecSql *sql,
          const Held *held,
          const LecTaskResult *result,
          gint64 now_us,
          GError **error)
{
  gint64 n_open = 0;

  if (result->waits_for_parts && !count_open_parts (sql, held, &n_open, error))
    return FALSE;
  if (n_open > 0)
    return TRUE;

  for (gsize i = 0; i < result->n_next; i++)
    if (!lec_sql_store_add_task (sql, &held->job, &result->next[i], 0, now_us, error))
      return FALSE;

  return TRUE;
}

gboolean
lec_sql_store_finish (LecStore *store,
                      gint64 fence,
                      const LecTaskResult *result,
                      gint64 now_us,
                      GCancellable *cancellable,
                      GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_auto (Held) held = { 0 };

  if (!begin (&transaction, sql, fence, &held, error) || !set_task (sql, &held, LEC_TASK_DONE, 0, 0, error) ||
      !end_attempt (sql, &held, DONE, NULL, &result->cost, now_us, error))
    return FALSE;
  if (result->lecture != NULL && !lec_sql_store_replace_slides (store, held.job.job, fence, result->lecture, error))
    return FALSE;
  if (!add_artifacts (sql, &held, result, error) || !set_result (sql, &held, result, error) ||
      !add_next (sql, &held, result, now_us, error) ||
      !lec_sql_store_update_status (sql, held.job.job, now_us, error))
    return FALSE;

  return lec_sql_transaction_commit (&transaction, error);
}

/* Nothing else of the job begins; a retry wakes those again, too. */
static gboolean
give_job_up (LecSql *sql,
             const Held *held,
             const GError *reason,
             GError **error)
{
  static const char stop[] =
    "UPDATE tasks SET state = 'cancelled' WHERE job = ? AND state IN ('queued', 'delayed', 'paused')";
  static const char set_reason[] = "UPDATE jobs SET error_code = ?, error = ? WHERE id = ?";
  g_autofree char *message = g_utf8_make_valid (reason->message, -1);

  return lec_sql_exec (sql, stop, LEC_SQL_VALUES (LEC_SQL_INT (held->job.job)), error) &&
         lec_sql_exec (sql, set_reason,
                       LEC_SQL_VALUES (LEC_SQL_TEXT (get_code_name (reason)), LEC_SQL_TEXT (message),
                                       LEC_SQL_INT (held->job.job)),
                       error);
}

static gboolean
announce_retry (LecSql *sql,
                const Held *held,
                const GError *reason,
                gint64 now_us,
                GError **error)
{
  /* A code that belongs to a reason stays with it. */
  static const char set_message[] =
    "UPDATE jobs SET message = ?, error_code = CASE WHEN error IS NULL THEN ? ELSE error_code END WHERE id = ?";
  g_autofree char *message = g_utf8_make_valid (reason->message, -1);

  return lec_sql_exec (sql, set_message,
                       LEC_SQL_VALUES (LEC_SQL_TEXT (message), LEC_SQL_TEXT (get_code_name (reason)),
                                       LEC_SQL_INT (held->job.job)),
                       error) &&
         lec_sql_exec (sql, "UPDATE job_metrics SET retries = retries + 1 WHERE job = ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (held->job.job)), error) &&
         lec_sql_store_add_event (sql, held->job.job, "retrying", message, now_us, error);
}

/* Of the same kind, before this one and since a person asked for a retry. Tries that were cut off
 * are none. */
static gboolean
count_failures (LecSql *sql,
                const Held *held,
                LecRetry retry,
                guint *n_failures,
                GError **error)
{
  static const char query[] =
    "SELECT COUNT(*) FROM attempts WHERE task = ? AND fence <> ? AND error_code IS NOT NULL"
    " AND (outcome = '" LOST "') = (? <> 0)";
  gint64 n = 0;

  if (!lec_sql_get_int (sql, query,
                        LEC_SQL_VALUES (LEC_SQL_INT (held->task), LEC_SQL_INT (held->fence),
                                        LEC_SQL_INT (retry == LEC_RETRY_LOST)),
                        &n, error))
    return FALSE;

  *n_failures = (guint) MIN (n, held->generation);
  return TRUE;
}

/* The part of failing that is the same whoever says so. @state: (out) */
static gboolean
settle_failure (LecSql *sql,
                const Held *held,
                const GError *reason,
                LecRetry retry,
                LecTaskState *state,
                gint64 now_us,
                GError **error)
{
  int attempt_change = retry == LEC_RETRY_UNCOUNTED || retry == LEC_RETRY_LOST ? -1 : 0;
  guint attempt = held->attempt;
  gint64 run_after_us = 0;
  guint n_failures = 0;

  if (!count_failures (sql, held, retry, &n_failures, error))
    return FALSE;
  if (retry == LEC_RETRY_LOST)
    attempt = n_failures + 1;
  if (lec_task_rules_is_exhausted (retry, attempt, held->max_attempts, held->generation))
    {
      *state = LEC_TASK_DEAD;
      return set_task (sql, held, LEC_TASK_DEAD, 0, attempt_change, error) &&
             give_job_up (sql, held, reason, error) &&
             lec_sql_store_update_status (sql, held->job.job, now_us, error);
    }

  run_after_us = now_us + lec_task_rules_get_delay_us (retry, n_failures, held->fence);
  *state = lec_task_rules_get_waiting_state (held->job.cancel_requested, held->job.pause_requested,
                                             run_after_us, now_us);
  return set_task (sql, held, *state, run_after_us, attempt_change, error) &&
         announce_retry (sql, held, reason, now_us, error) &&
         lec_sql_store_update_status (sql, held->job.job, now_us, error);
}

/* As if it had not been claimed, unless the job was cancelled or paused meanwhile. */
static gboolean
give_back (LecSql *sql,
           const Held *held,
           const char *outcome,
           const LecAttemptCost *cost,
           LecTaskState *state,
           gint64 now_us,
           GError **error)
{
  gboolean is_paused = held->job.pause_requested;

  *state = lec_task_rules_get_waiting_state (held->job.cancel_requested, is_paused, 0, now_us);
  if (*state == LEC_TASK_CANCELLED)
    outcome = "cancelled";

  return end_attempt (sql, held, outcome, NULL, cost, now_us, error) &&
         set_task (sql, held, *state, 0, -1, error) &&
         lec_sql_store_update_status (sql, held->job.job, now_us, error);
}

gboolean
lec_sql_store_fail (LecStore *store,
                    gint64 fence,
                    const GError *reason,
                    const LecAttemptCost *cost,
                    LecTaskState *state,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_auto (Held) held = { 0 };
  gboolean is_cancelled = g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  LecRetry retry = lec_task_rules_get_retry (reason);

  if (!begin (&transaction, sql, fence, &held, error))
    return FALSE;
  if (is_cancelled && !give_back (sql, &held, "released", cost, state, now_us, error))
    return FALSE;
  if (!is_cancelled && (!end_attempt (sql, &held, "failed", reason, cost, now_us, error) ||
                        !settle_failure (sql, &held, reason, retry, state, now_us, error)))
    return FALSE;

  return lec_sql_transaction_commit (&transaction, error);
}

gboolean
lec_sql_store_release (LecStore *store,
                       gint64 fence,
                       gint64 now_us,
                       GCancellable *cancellable,
                       GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_auto (Held) held = { 0 };
  LecTaskState state = LEC_TASK_QUEUED;

  return begin (&transaction, sql, fence, &held, error) &&
         give_back (sql, &held, "released", &no_cost, &state, now_us, error) &&
         lec_sql_transaction_commit (&transaction, error);
}

static gboolean
list_abandoned (LecSql *sql,
                LecReap which,
                gint64 now_us,
                GArray *fences,
                GError **error)
{
  static const char query[] =
    "SELECT fence FROM tasks WHERE state = 'running' AND (?1 <> 0 OR lease_until < ?2) ORDER BY fence";
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (which == LEC_REAP_ALL), LEC_SQL_INT (now_us)), error);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      gint64 fence = 0;

      if (!lec_sql_rows_next (rows, &has_row, error))
        return FALSE;
      fence = lec_sql_rows_get_int (rows, 0);
      if (has_row)
        g_array_append_val (fences, fence);
    }

  return rows != NULL;
}

/* When the whole program was killed, that says nothing about the task, unless it happens always. */
static gboolean
take_away (LecSql *sql,
           const Held *held,
           LecReap which,
           gint64 now_us,
           GError **error)
{
  g_autoptr (GError) reason = g_error_new_literal (LEC_ERROR, LEC_ERROR_CRASHED, _ ("its worker is gone"));
  LecTaskState state = LEC_TASK_QUEUED;

  if (held->job.cancel_requested ||
      (which == LEC_REAP_ALL &&
       !lec_task_rules_is_exhausted (LEC_RETRY_UNCOUNTED, held->attempt, held->max_attempts, held->generation)))
    return give_back (sql, held, LOST, &no_cost, &state, now_us, error);

  return end_attempt (sql, held, LOST, reason, &no_cost, now_us, error) &&
         settle_failure (sql, held, reason, LEC_RETRY_LOST, &state, now_us, error);
}

/* @is_reaped: (out): FALSE when its worker has come back meanwhile */
static gboolean
reap_one (LecSql *sql,
          gint64 fence,
          LecReap which,
          gboolean *is_reaped,
          gint64 now_us,
          GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_auto (Held) held = { 0 };
  g_autoptr (GError) reason = NULL;

  *is_reaped = FALSE;
  if (!begin (&transaction, sql, fence, &held, &reason))
    {
      if (g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (which == LEC_REAP_EXPIRED && held.lease_until_us >= now_us)
    return TRUE;

  *is_reaped = TRUE;
  return take_away (sql, &held, which, now_us, error) && lec_sql_transaction_commit (&transaction, error);
}

/* Whoever follows events follows the last ones. */
static gboolean
forget_old_events (LecSql *sql,
                   GError **error)
{
  return lec_sql_exec (sql, "DELETE FROM events WHERE sequence <= (SELECT MAX(sequence) FROM events) - ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (LEC_SQL_STORE_MAX_EVENTS)), error);
}

/* A transaction for each: who holds one job waits for no other one. */
gboolean
lec_sql_store_reap (LecStore *store,
                    LecReap which,
                    guint *n_reaped,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_autoptr (GArray) fences = g_array_new (FALSE, FALSE, sizeof (gint64));

  *n_reaped = 0;
  if (!list_abandoned (sql, which, now_us, fences, error))
    return FALSE;
  for (guint i = 0; i < fences->len; i++)
    {
      gboolean is_reaped = FALSE;

      if (!reap_one (sql, g_array_index (fences, gint64, i), which, &is_reaped, now_us, error))
        return FALSE;
      *n_reaped += is_reaped;
    }

  return forget_old_events (sql, error);
}
