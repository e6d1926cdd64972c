/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adding jobs, and reading them.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "store/sql-store-private.h"

#define MAX_PATHS_BYTES (256 * 1024)

#define JOB_COLUMNS                                                                         \
  "id, job_id, source, content_hash, options, owner, priority, status, progress, message, " \
  "error_code, error, created_at, started_at, completed_at, slide_count, file_paths, "      \
  "processing_time, file_size, cancel_requested, pause_requested, "                         \
  "(SELECT MIN(worker) FROM tasks WHERE tasks.job = jobs.id AND state = 'running')"

/* Paths are bytes: JSON has a way to write those. */
char *
lec_sql_store_write_paths (const char *pdf,
                           const char *images,
                           const char *json)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  lec_json_set_path (object, "pdf", pdf);
  lec_json_set_path (object, "images", images);
  lec_json_set_path (object, "json", json);
  node = lec_json_wrap (object);

  return lec_json_to_line (node);
}

/* @text: (nullable); all out parameters are (nullable). What cannot be read is not there. */
void
lec_sql_store_read_paths (const char *text,
                          char **pdf,
                          char **images,
                          char **json)
{
  g_autoptr (JsonNode) node = text != NULL ? lec_json_parse (text, -1, MAX_PATHS_BYTES, NULL) : NULL;
  JsonObject *object = node != NULL ? lec_json_get_object (node, "paths", NULL) : NULL;

  if (object == NULL)
    return;

  lec_json_read_path (object, "pdf", LEC_JSON_OPTIONAL, pdf, NULL);
  if (images != NULL)
    lec_json_read_path (object, "images", LEC_JSON_OPTIONAL, images, NULL);
  if (json != NULL)
    lec_json_read_path (object, "json", LEC_JSON_OPTIONAL, json, NULL);
}

#define INSERT_JOB                                                                                           \
  "INSERT INTO jobs (job_id, source, content_hash, options, owner, priority, status, created_at, file_size," \
  "  idempotency_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'queued', ?7, ?8, ?9)"                                 \
  " ON CONFLICT DO NOTHING RETURNING id"

/* What that says. */
typedef struct
{
  char *job_id;
  char *source;
  char *options;
  const char *owner;
} JobTexts;

static void
job_texts_clear (JobTexts *self)
{
  g_free (self->job_id);
  g_free (self->source);
  g_free (self->options);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JobTexts, job_texts_clear)

/* @texts: zeroed */
static void
fill_texts (JobTexts *texts,
            const LecSubmission *submission)
{
  texts->job_id = submission->job_id != NULL ? g_strdup (submission->job_id) : g_uuid_string_random ();
  texts->source = g_filename_display_name (lec_job_request_get_origin (submission->request, 0));
  texts->options = lec_job_request_to_text (submission->request);
  texts->owner = submission->owner != NULL ? submission->owner : "";
}

#define JOB_VALUES(texts, submission, now_us)                                                              \
  LEC_SQL_TEXT ((texts).job_id), LEC_SQL_TEXT ((texts).source), LEC_SQL_TEXT ((submission)->content_hash), \
    LEC_SQL_TEXT ((texts).options), LEC_SQL_TEXT ((texts).owner), LEC_SQL_INT ((submission)->priority),    \
    LEC_SQL_INT (now_us), LEC_SQL_INT ((submission)->size_bytes), LEC_SQL_TEXT ((submission)->idempotency_key)

gboolean
lec_sql_store_insert_job (LecSql *sql,
                          const LecSubmission *submission,
                          gint64 *job,
                          gint64 now_us,
                          GError **error)
{
  g_auto (JobTexts) texts = { 0 };

  fill_texts (&texts, submission);
  return lec_sql_get_int (sql, INSERT_JOB, LEC_SQL_VALUES (JOB_VALUES (texts, submission, now_us)), job, error);
}

gboolean
lec_sql_store_find_submitted (LecSql *sql,
                              const char *job_id,
                              const char *idempotency_key,
                              gint64 *job,
                              GError **error)
{
  static const char query[] = "SELECT id FROM jobs WHERE job_id = ?1"
                              " UNION ALL SELECT id FROM jobs WHERE idempotency_key = ?2 LIMIT 1";

  return lec_sql_get_int (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (job_id), LEC_SQL_TEXT (idempotency_key)), job,
                          error);
}

static gboolean
add_tasks (LecSql *sql,
           gint64 job,
           const LecSubmission *submission,
           gint64 now_us,
           GError **error)
{
  g_auto (LecJobFacts) facts = { .job = job, .priority = submission->priority };

  facts.owner = g_strdup (submission->owner != NULL ? submission->owner : "");
  for (gsize i = 0; i < submission->n_tasks; i++)
    if (!lec_sql_store_add_task (sql, &facts, &submission->tasks[i], submission->run_after_us, now_us, error))
      return FALSE;

  return TRUE;
}

/* What goes wrong is the next relay's. */
static void
pass_on (LecSql *sql,
         const LecSubmission *submission,
         gint64 task)
{
  LecWaitingTask hint = { .task = task };

  if (submission->pass_on (&hint, 1, submission->pass_on_data, NULL))
    lec_sql_store_forget_told (sql, &hint, NULL);
}

static gboolean
submit (LecSql *sql,
        const LecSubmission *submission,
        gint64 *job,
        gint64 now_us,
        GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };

  if (!lec_sql_transaction_begin (&transaction, sql, error) ||
      !lec_sql_store_insert_job (sql, submission, job, now_us, error))
    return FALSE;

  /* Not committed where nothing was inserted: it would use up a number. */
  return *job == 0 || (add_tasks (sql, *job, submission, now_us, error) &&
                       lec_sql_store_add_event (sql, *job, "submitted", NULL, now_us, error) &&
                       lec_sql_transaction_commit (&transaction, error));
}

/* Likewise, where a statement is a journey: a job of one task is one of them.
 *
 * @waiting: (inout): that task, when it can be claimed */
static gboolean
submit_at_once (LecSql *sql,
                const LecSubmission *submission,
                gint64 *job,
                gint64 *waiting,
                gint64 now_us,
                GError **error)
{
  static const char insert[] =
    "WITH added AS (" INSERT_JOB "), begun AS ("
    "  INSERT INTO tasks (job, stage, part, queue, owner, priority, state, max_attempts, run_after)"
    "  SELECT id, ?10, ?11, ?12, ?5, ?6, ?13, ?14, ?15 FROM added RETURNING id, queue, state"
    "), told AS (INSERT INTO events (at, job, kind) SELECT ?7, id, 'submitted' FROM added)"
    " SELECT added.id, CASE WHEN begun.state = 'queued' AND queues.paused = 0 THEN begun.id END"
    " FROM added CROSS JOIN begun JOIN queues ON queues.name = begun.queue";
  const LecNewTask *task = &submission->tasks[0];
  LecTaskState state = lec_task_rules_get_waiting_state (FALSE, FALSE, submission->run_after_us, now_us);
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_auto (JobTexts) texts = { 0 };
  g_autoptr (LecSqlRows) rows = NULL;
  gboolean has_row = FALSE;

  fill_texts (&texts, submission);
  if (!lec_sql_transaction_begin (&transaction, sql, error) ||
      !lec_sql_query_later (sql, insert,
                            LEC_SQL_VALUES (JOB_VALUES (texts, submission, now_us), LEC_SQL_TEXT (task->stage),
                                            LEC_SQL_INT (task->part), LEC_SQL_TEXT (lec_sql_store_route (task->queue)),
                                            LEC_SQL_TEXT (lec_task_state_get_name (state)),
                                            LEC_SQL_INT (MAX (task->max_attempts, 1)),
                                            LEC_SQL_INT (submission->run_after_us)),
                            &rows, error) ||
      !lec_sql_transaction_commit (&transaction, error) || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;

  *job = has_row ? lec_sql_rows_get_int (rows, 0) : 0;
  *waiting = has_row ? lec_sql_rows_get_int (rows, 1) : 0;
  return TRUE;
}

/* Of two that submit under one key at the same time, the second one waits for the first. */
gint64
lec_sql_store_submit (LecStore *store,
                      const LecSubmission *submission,
                      gboolean *is_new,
                      gint64 now_us,
                      GCancellable *cancellable,
                      GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  gboolean is_one = sql->driver->locks_rows && submission->n_tasks == 1;
  gint64 job = 0, waiting = 0;

  if (!(is_one ? submit_at_once (sql, submission, &job, &waiting, now_us, error)
               : submit (sql, submission, &job, now_us, error)))
    return 0;

  *is_new = job != 0;
  if (job == 0)
    return lec_sql_store_find_submitted (sql, submission->job_id, submission->idempotency_key, &job, error) ? job : 0;
  if (waiting != 0 && submission->pass_on != NULL)
    pass_on (sql, submission, waiting);
  return job;
}

/* A request that cannot be read leaves the rest to be shown. */
static gpointer
read_job (LecSqlRows *row)
{
  LecJob *job = lec_job_new ();
  const char *options = lec_sql_rows_get_text (row, 4);
  const char *status = lec_sql_rows_get_text (row, 7);
  g_autofree char *paths = lec_sql_rows_dup_text (row, 16);

  job->id = lec_sql_rows_get_int (row, 0);
  job->job_id = lec_sql_rows_dup_text (row, 1);
  job->source = lec_sql_rows_dup_text (row, 2);
  job->content_hash = lec_sql_rows_dup_text (row, 3);
  job->request = options != NULL ? lec_job_request_from_text (options, NULL) : NULL;
  job->owner = lec_sql_rows_dup_text (row, 5);
  job->priority = (int) lec_sql_rows_get_int (row, 6);
  if (status == NULL || !lec_job_status_from_name (status, &job->status))
    job->status = LEC_JOB_FAILED;
  job->progress = CLAMP (lec_sql_rows_get_real (row, 8), 0, 1);
  job->message = lec_sql_rows_dup_text (row, 9);
  job->error_code = lec_sql_rows_dup_text (row, 10);
  job->error = lec_sql_rows_dup_text (row, 11);
  job->created_us = lec_sql_rows_get_int (row, 12);
  job->started_us = lec_sql_rows_get_int (row, 13);
  job->completed_us = lec_sql_rows_get_int (row, 14);
  job->n_slides = (guint) lec_sql_rows_get_int (row, 15);
  lec_sql_store_read_paths (paths, &job->pdf, &job->images, &job->json);
  job->processing_s = lec_sql_rows_get_real (row, 17);
  job->size_bytes = lec_sql_rows_get_int (row, 18);
  job->cancel_requested = lec_sql_rows_get_int (row, 19) != 0;
  job->pause_requested = lec_sql_rows_get_int (row, 20) != 0;
  job->worker = lec_sql_rows_dup_text (row, 21);

  return job;
}

LecJob *
lec_sql_store_get_job (LecStore *store,
                       gint64 job,
                       GCancellable *cancellable,
                       GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, "SELECT " JOB_COLUMNS " FROM jobs WHERE id = ?",
                                               LEC_SQL_VALUES (LEC_SQL_INT (job)), error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return NULL;
  if (has_row)
    return read_job (rows);

  lec_sql_store_set_no_job (job, error);
  return NULL;
}

gint64
lec_sql_store_find_job (LecStore *store,
                        const char *job_id,
                        GCancellable *cancellable,
                        GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  gint64 job = 0;

  if (!lec_sql_get_int (sql, "SELECT id FROM jobs WHERE job_id = ?", LEC_SQL_VALUES (LEC_SQL_TEXT (job_id)), &job,
                        error))
    return 0;
  if (job == 0)
    g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB, _ ("there is no job %s"), job_id);

  return job;
}

GPtrArray *
lec_sql_store_list_jobs (LecStore *store,
                         const LecJobFilter *filter,
                         GCancellable *cancellable,
                         GError **error)
{
  static const char all[] =
    "SELECT " JOB_COLUMNS " FROM jobs WHERE ?1 IS NULL AND (?3 IS NULL OR owner = ?3) AND created_at >= ?4"
    " ORDER BY id LIMIT ?2";
  static const char some[] =
    "SELECT " JOB_COLUMNS " FROM jobs WHERE status = ?1 AND (?3 IS NULL OR owner = ?3) AND created_at >= ?4"
    " ORDER BY id LIMIT ?2";
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  const char *status = filter->status >= 0 ? lec_job_status_get_name ((LecJobStatus) filter->status) : NULL;
  gint64 limit = filter->limit > 0 ? filter->limit : G_MAXINT64;
  const LecSqlValue *values =
    LEC_SQL_VALUES (LEC_SQL_TEXT (status), LEC_SQL_INT (limit), LEC_SQL_TEXT (filter->owner),
                    LEC_SQL_INT (filter->since_us));

  return lec_sql_list (sql, status != NULL ? some : all, values, read_job, (GDestroyNotify) lec_job_free, error);
}

/* --- Pages --- */

#define PAGED                                                                                                         \
  " FROM jobs WHERE (?1 IS NULL OR status = ?1) AND (?2 IS NULL OR owner = ?2) AND (?3 IS NULL OR LOWER(source) LIKE" \
  " ?3 ESCAPE '!')"
#define PAGE(order) "SELECT " JOB_COLUMNS PAGED " ORDER BY " order " LIMIT ?4 OFFSET ?5"

/* The number decides where all else is the same: no job is on two pages, or on none. */
static const char *const page_queries[LEC_N_JOB_ORDERS][2] = {
  { PAGE ("id"), PAGE ("id DESC") },
  { PAGE ("LOWER(source), id"), PAGE ("LOWER(source) DESC, id DESC") },
  { PAGE ("status, id"), PAGE ("status DESC, id DESC") },
  { PAGE ("slide_count, id"), PAGE ("slide_count DESC, id DESC") },
};

/* Returns: (transfer full) (nullable): what LIKE means by it */
static char *
make_pattern (const char *part)
{
  g_autofree char *lower = part != NULL ? g_utf8_strdown (part, -1) : NULL;
  GString *pattern = NULL;

  if (lower == NULL)
    return NULL;

  pattern = g_string_new ("%");
  for (const char *p = lower; *p != '\0'; p++)
    {
      if (strchr ("!%_", *p) != NULL)
        g_string_append_c (pattern, '!');
      g_string_append_c (pattern, *p);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

GPtrArray *
lec_sql_store_page_jobs (LecStore *store,
                         const LecJobPage *page,
                         guint *n_jobs,
                         GCancellable *cancellable,
                         GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);
  const char *status = page->status >= 0 ? lec_job_status_get_name ((LecJobStatus) page->status) : NULL;
  g_autofree char *pattern = make_pattern (page->part);
  const LecSqlValue *which =
    LEC_SQL_VALUES (LEC_SQL_TEXT (status), LEC_SQL_TEXT (page->owner), LEC_SQL_TEXT (pattern));
  const LecSqlValue *values =
    LEC_SQL_VALUES (LEC_SQL_TEXT (status), LEC_SQL_TEXT (page->owner), LEC_SQL_TEXT (pattern),
                    LEC_SQL_INT (page->limit), LEC_SQL_INT (page->offset));
  gint64 n = 0;

  if (!lec_sql_get_int (sql, "SELECT COUNT(*)" PAGED, which, &n, error))
    return NULL;

  *n_jobs = (guint) MIN (n, G_MAXUINT);
  return lec_sql_list (sql, page_queries[page->order][page->is_descending != FALSE], values, read_job,
                       (GDestroyNotify) lec_job_free, error);
}
