/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of jobs: costs, tries, events.
 */
#include "store/sql-store-private.h"

static void
read_metrics (LecSqlRows *row,
              LecJobMetrics *metrics)
{
  metrics->extraction_s = lec_sql_rows_get_real (row, 0);
  metrics->analysis_s = lec_sql_rows_get_real (row, 1);
  metrics->generation_s = lec_sql_rows_get_real (row, 2);
  metrics->processing_s = lec_sql_rows_get_real (row, 3);
  metrics->total_s = lec_sql_rows_get_real (row, 4);
  metrics->cpu_s = lec_sql_rows_get_real (row, 5);
  metrics->peak_memory_bytes = lec_sql_rows_get_int (row, 6);
  metrics->disk_bytes = lec_sql_rows_get_int (row, 7);
  metrics->video_s = lec_sql_rows_get_real (row, 8);
  metrics->video_bytes = lec_sql_rows_get_int (row, 9);
  metrics->video_width = (int) lec_sql_rows_get_int (row, 10);
  metrics->video_height = (int) lec_sql_rows_get_int (row, 11);
  metrics->video_fps = lec_sql_rows_get_real (row, 12);
  metrics->n_slides = (guint) lec_sql_rows_get_int (row, 13);
  metrics->n_duplicates = (guint) lec_sql_rows_get_int (row, 14);
  metrics->n_cache_hits = (guint) lec_sql_rows_get_int (row, 15);
  metrics->n_errors = (guint) lec_sql_rows_get_int (row, 16);
  metrics->n_retries = (guint) lec_sql_rows_get_int (row, 17);
  metrics->fetch_s = lec_sql_rows_get_real (row, 18);
  metrics->n_frames = (guint64) lec_sql_rows_get_int (row, 19);
}

gboolean
lec_sql_store_get_metrics (LecStore *store,
                           gint64 job,
                           LecJobMetrics *metrics,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char query[] =
    "SELECT extraction_time, analysis_time, generation_time, job_metrics.processing_time, total_time, cpu_time,"
    "  peak_memory_usage, disk_usage, video_duration, video_size, video_width, video_height, video_fps,"
    "  slides_extracted, duplicates_removed, cache_hits, errors, retries, fetch_time, frames_processed"
    " FROM jobs LEFT JOIN job_metrics ON job_metrics.job = jobs.id WHERE jobs.id = ?";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = FALSE;

  *metrics = (LecJobMetrics){ 0 };
  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;
  if (has_row)
    read_metrics (rows, metrics);
  else
    lec_sql_store_set_no_job (job, error);

  return has_row;
}

static gpointer
read_attempt (LecSqlRows *row)
{
  LecAttempt *attempt = g_new0 (LecAttempt, 1);

  attempt->fence = lec_sql_rows_get_int (row, 0);
  attempt->stage = lec_sql_rows_dup_text (row, 1);
  attempt->worker = lec_sql_rows_dup_text (row, 2);
  attempt->outcome = lec_sql_rows_dup_text (row, 3);
  attempt->started_us = lec_sql_rows_get_int (row, 4);
  attempt->ended_us = lec_sql_rows_get_int (row, 5);
  attempt->error_code = lec_sql_rows_dup_text (row, 6);
  attempt->error = lec_sql_rows_dup_text (row, 7);
  attempt->exit_status = lec_sql_rows_is_null (row, 8) ? -1 : (int) lec_sql_rows_get_int (row, 8);
  attempt->wall_s = lec_sql_rows_get_real (row, 9);
  attempt->cpu_s = lec_sql_rows_get_real (row, 10);
  attempt->peak_memory_bytes = lec_sql_rows_get_int (row, 11);
  attempt->stderr_tail = lec_sql_rows_dup_text (row, 12);
  return attempt;
}

GPtrArray *
lec_sql_store_list_attempts (LecStore *store,
                             gint64 job,
                             GCancellable *cancellable,
                             GError **error)
{
  static const char query[] =
    "SELECT fence, stage, worker, outcome, started_at, ended_at, error_code, error, exit_status, wall_time,"
    "  cpu_time, peak_memory_usage, stderr FROM attempts WHERE job = ? ORDER BY fence";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), read_attempt,
                       (GDestroyNotify) lec_attempt_free, error);
}

static gpointer
read_event (LecSqlRows *row)
{
  LecEvent *event = g_new0 (LecEvent, 1);

  event->sequence = lec_sql_rows_get_int (row, 0);
  event->at_us = lec_sql_rows_get_int (row, 1);
  event->job = lec_sql_rows_get_int (row, 2);
  event->kind = lec_sql_rows_dup_text (row, 3);
  event->detail = lec_sql_rows_dup_text (row, 4);
  return event;
}

GPtrArray *
lec_sql_store_list_events (LecStore *store,
                           gint64 after,
                           guint limit,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char query[] =
    "SELECT sequence, at, job, kind, detail FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (after), LEC_SQL_INT (limit)), read_event,
                       (GDestroyNotify) lec_event_free, error);
}

static gpointer
read_artifact (LecSqlRows *row)
{
  LecKeptArtifact *artifact = g_new0 (LecKeptArtifact, 1);

  artifact->kind = lec_sql_rows_dup_text (row, 0);
  artifact->sha256 = lec_sql_rows_dup_text (row, 1);
  artifact->address = lec_sql_rows_dup_text (row, 2);
  artifact->size_bytes = lec_sql_rows_get_int (row, 3);
  artifact->fence = lec_sql_rows_get_int (row, 4);
  return artifact;
}

GPtrArray *
lec_sql_store_list_artifacts (LecStore *store,
                              gint64 job,
                              GCancellable *cancellable,
                              GError **error)
{
  static const char query[] = "SELECT kind, sha256, address, size, fence FROM artifacts WHERE job = ? ORDER BY kind";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return lec_sql_list (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (job)), read_artifact,
                       (GDestroyNotify) lec_kept_artifact_free, error);
}
