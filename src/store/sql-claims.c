/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who works on what. The next task of a queue is found in a few steps through
 * the index of queued tasks, however many there are: the highest priority, of
 * its owners the one with the fewest running tasks, of that owner's jobs the
 * oldest of which nothing runs. The queues' candidates are compared likewise. On
 * a server each step is a journey: of queues that are empty nothing is asked, and
 * a task that waits alone is taken in one, since there is nothing to compare.
 */
#include <glib/gi18n-lib.h>

#include "store/sql-store-private.h"

/* Each is lost to somebody else who has got a task. */
#define MAX_TRIES 50

/* @claim: (nullable): owned: what is known of it; all but what it gets by being taken */
typedef struct
{
  gint64 task;
  gint64 job;
  LecClaim *claim;
  gint64 priority;
  gint64 n_owner_running;
  gint64 n_job_running;
  const char *queue;
  gboolean is_locked; /* its job is */
} Candidate;

static void
candidate_clear (Candidate *self)
{
  g_clear_pointer (&self->claim, lec_claim_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Candidate, candidate_clear)

#define CLAIM_COLUMNS                                                                                     \
  "tasks.id, tasks.job, tasks.stage, tasks.queue, tasks.part, tasks.attempt, tasks.generation,"           \
  " jobs.source, jobs.options, CASE WHEN tasks.part = 0 THEN 0 ELSE (SELECT COUNT(*) FROM tasks AS parts" \
  "   WHERE parts.job = tasks.job AND parts.stage = tasks.stage AND parts.part > 0) END,"                 \
  " jobs.job_id"

/* Returns: (transfer full) */
static LecClaim *
read_claim (LecSqlRows *row)
{
  LecClaim *claim = g_new0 (LecClaim, 1);

  claim->task = lec_sql_rows_get_int (row, 0);
  claim->job = lec_sql_rows_get_int (row, 1);
  claim->stage = lec_sql_rows_dup_text (row, 2);
  claim->queue = lec_sql_rows_dup_text (row, 3);
  claim->part = (guint) lec_sql_rows_get_int (row, 4);
  claim->attempt = (guint) lec_sql_rows_get_int (row, 5);
  claim->generation = lec_sql_rows_get_int (row, 6);
  claim->source = lec_sql_rows_dup_text (row, 7);
  claim->request = lec_sql_rows_dup_text (row, 8);
  claim->n_parts = (guint) lec_sql_rows_get_int (row, 9);
  claim->job_id = lec_sql_rows_dup_text (row, 10);
  return claim;
}

#define FIND_CANDIDATE                                                                                                \
  "WITH RECURSIVE busy (owner) AS ("                                                                                  \
  "  SELECT owner FROM tasks WHERE state = 'running' GROUP BY owner HAVING ?2 > 0 AND COUNT(*) >= ?2"                 \
  "), top (priority) AS ("                                                                                            \
  "  SELECT MAX(priority) FROM tasks WHERE queue = ?1 AND state = 'queued' AND owner NOT IN (SELECT owner FROM busy)" \
  "    AND (SELECT paused FROM queues WHERE name = ?1) = 0"                                                           \
  "), owners (owner) AS ("                                                                                            \
  "  SELECT MIN(owner) FROM tasks, top WHERE queue = ?1 AND state = 'queued' AND tasks.priority = top.priority"       \
  "    AND owner NOT IN (SELECT owner FROM busy)"                                                                     \
  "  UNION ALL"                                                                                                       \
  "  SELECT (SELECT MIN(t.owner) FROM tasks t, top WHERE t.queue = ?1 AND t.state = 'queued'"                         \
  "          AND t.priority = top.priority AND t.owner > owners.owner"                                                \
  "          AND t.owner NOT IN (SELECT owner FROM busy))"                                                            \
  "  FROM owners WHERE owners.owner IS NOT NULL"                                                                      \
  "), chosen (owner, n_running) AS ("                                                                                 \
  "  SELECT owner, (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = owners.owner) AS n"          \
  "  FROM owners WHERE owner IS NOT NULL ORDER BY n, owner LIMIT 1"                                                   \
  "), free (task) AS ("                                                                                               \
  "  SELECT (SELECT t.id FROM tasks t WHERE t.queue = ?1 AND t.state = 'queued' AND t.priority = top.priority"        \
  "            AND t.owner = chosen.owner AND t.job NOT IN (SELECT job FROM tasks WHERE state = 'running')"           \
  "          ORDER BY t.job, t.id LIMIT 1) FROM chosen, top"                                                          \
  "), any_job (task) AS ("                                                                                            \
  "  SELECT (SELECT t.id FROM tasks t WHERE t.queue = ?1 AND t.state = 'queued' AND t.priority = top.priority"        \
  "            AND t.owner = chosen.owner"                                                                            \
  "          ORDER BY (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = t.owner"                  \
  "                    AND r.job = t.job), t.job, t.id LIMIT 1) FROM chosen, top"                                     \
  "  WHERE (SELECT task FROM free) IS NULL"                                                                           \
  ")"                                                                                                                 \
  "SELECT " CLAIM_COLUMNS ", tasks.priority, chosen.n_running,"                                                       \
  "  (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = tasks.owner AND r.job = tasks.job)"        \
  " FROM tasks JOIN jobs ON jobs.id = tasks.job CROSS JOIN chosen"                                                    \
  " WHERE tasks.id = COALESCE((SELECT task FROM free), (SELECT task FROM any_job))"

/* Of an owner who has as many running tasks as one may have, nothing is looked at.
 * @max_per_owner: 0 for any number
 * @locks: whether its job is to be held then; there is none when somebody else holds that
 * @candidate: zeroed, and left so when there is none */
static gboolean
find_candidate (LecSql *sql,
                const char *queue,
                guint max_per_owner,
                gboolean locks,
                Candidate *candidate,
                GError **error)
{
  const char *query = locks ? FIND_CANDIDATE " FOR UPDATE OF jobs SKIP LOCKED" : FIND_CANDIDATE;
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (queue), LEC_SQL_INT (max_per_owner)), error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;

  if (!has_row)
    return TRUE;

  candidate->claim = read_claim (rows);
  candidate->task = candidate->claim->task;
  candidate->job = candidate->claim->job;
  candidate->priority = lec_sql_rows_get_int (rows, 11);
  candidate->n_owner_running = lec_sql_rows_get_int (rows, 12);
  candidate->n_job_running = lec_sql_rows_get_int (rows, 13);
  candidate->queue = queue;
  candidate->is_locked = locks;
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

/* @rows: (inout) (transfer full): %NULL: there with the next answer that is waited for */
static gboolean
ask_for_busy_queues (LecSql *sql,
                     gint64 now_us,
                     LecSqlRows **rows,
                     GError **error)
{
  static const char query[] =
    "SELECT name FROM queues WHERE paused = 0 AND EXISTS"
    "  (SELECT 1 FROM tasks WHERE tasks.queue = queues.name AND tasks.state = 'queued')"
    " UNION ALL SELECT NULL WHERE EXISTS (SELECT 1 FROM tasks WHERE state = 'delayed' AND run_after <= ?)";

  return lec_sql_query_later (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (now_us)), rows, error);
}

/* @is_due: (inout): whether the time has come that another task has waited for
 * Returns: (transfer full) (nullable) (element-type utf8): those in which a task waits */
static GPtrArray *
read_busy_queues (LecSqlRows *rows,
                  gboolean *is_due,
                  GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row = TRUE;

  while (has_row)
    {
      if (!lec_sql_rows_next (rows, &has_row, error))
        return NULL;
      if (has_row && lec_sql_rows_is_null (rows, 0))
        *is_due = TRUE;
      else if (has_row)
        g_ptr_array_add (names, lec_sql_rows_dup_text (rows, 0));
    }

  return g_steal_pointer (&names);
}

/* @rows: that give no other row than its claim. @candidate: zeroed */
static gboolean
read_candidate (LecSqlRows *rows,
                Candidate *candidate,
                GError **error)
{
  gboolean has_row = FALSE;

  if (!lec_sql_rows_next (rows, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  candidate->claim = read_claim (rows);
  candidate->task = candidate->claim->task;
  candidate->job = candidate->claim->job;
  candidate->is_locked = TRUE;
  return TRUE;
}

/* Where there is nothing to compare it with, a candidate's job is held at once. @busy: queues in
 * which a task waits, or did just now */
static gboolean
choose (LecSql *sql,
        const LecClaimRequest *request,
        GPtrArray *busy,
        Candidate *best,
        GError **error)
{
  gboolean is_only = busy->len == 1 && sql->driver->locks_rows;

  for (const char *const *queue = request->queues; *queue != NULL; queue++)
    {
      g_auto (Candidate) candidate = { 0 };

      if (!g_ptr_array_find_with_equal_func (busy, *queue, g_str_equal, NULL))
        continue;
      if (is_only && !find_candidate (sql, *queue, request->max_per_owner, TRUE, &candidate, error))
        return FALSE;
      if (candidate.task == 0 && !find_candidate (sql, *queue, request->max_per_owner, FALSE, &candidate, error))
        return FALSE;
      if (candidate.task != 0 && (best->task == 0 || comes_before (&candidate, best)))
        {
          candidate_clear (best);
          *best = candidate;
          candidate.claim = NULL;
        }
    }

  return TRUE;
}

#define LOOK_UP                                                                  \
  "SELECT " CLAIM_COLUMNS " FROM tasks JOIN queues ON queues.name = tasks.queue" \
  " JOIN jobs ON jobs.id = tasks.job"                                            \
  " WHERE tasks.id = ? AND tasks.generation = ? AND tasks.state = 'queued' AND queues.paused = 0"

/* A task that somebody has told of: whether it waits still, in a queue that is served. Its job is
 * held then. */
static gboolean
look_up (LecSql *sql,
         const LecClaimRequest *request,
         Candidate *candidate,
         GError **error)
{
  const char *query = sql->driver->locks_rows ? LOOK_UP " FOR UPDATE OF jobs" : LOOK_UP;
  g_autoptr (LecSqlRows) rows = lec_sql_query (
    sql, query, LEC_SQL_VALUES (LEC_SQL_INT (request->task), LEC_SQL_INT (request->generation)), error);

  if (rows == NULL || !read_candidate (rows, candidate, error))
    return FALSE;
  if (candidate->task != 0 && !g_strv_contains (request->queues, candidate->claim->queue))
    {
      candidate_clear (candidate);
      *candidate = (Candidate){ 0 };
    }

  return TRUE;
}

/* Where others claim at the same time: a task of the same owner, of a job nobody is busy with. */
static gboolean
lock_another (LecSql *sql,
              const Candidate *candidate,
              gint64 *task,
              GError **error)
{
  static const char of_idle_job[] =
    "SELECT tasks.id FROM tasks JOIN jobs ON jobs.id = tasks.job"
    " WHERE tasks.queue = ? AND tasks.state = 'queued' AND tasks.priority = ?"
    "  AND tasks.owner = (SELECT owner FROM tasks WHERE id = ?)"
    "  AND tasks.job NOT IN (SELECT job FROM tasks WHERE state = 'running')"
    " ORDER BY tasks.job, tasks.id LIMIT 1 FOR UPDATE OF jobs SKIP LOCKED";
  static const char of_any_job[] =
    "SELECT tasks.id FROM tasks JOIN jobs ON jobs.id = tasks.job"
    " WHERE tasks.queue = ? AND tasks.state = 'queued' AND tasks.priority = ?"
    "  AND tasks.owner = (SELECT owner FROM tasks WHERE id = ?)"
    " ORDER BY tasks.job, tasks.id LIMIT 1 FOR UPDATE OF jobs SKIP LOCKED";
  const LecSqlValue *values = LEC_SQL_VALUES (LEC_SQL_TEXT (candidate->queue), LEC_SQL_INT (candidate->priority),
                                              LEC_SQL_INT (candidate->task));

  return lec_sql_get_int (sql, of_idle_job, values, task, error) &&
         (*task != 0 || lec_sql_get_int (sql, of_any_job, values, task, error));
}

/* The job of what was chosen; when all of them are busy, the candidate's is waited for. */
static gboolean
lock_candidate (LecSql *sql,
                Candidate *candidate,
                GError **error)
{
  static const char lock[] = "SELECT id FROM jobs WHERE id = ? FOR UPDATE SKIP LOCKED";
  gint64 locked = 0, another = 0;

  if (candidate->is_locked || !sql->driver->locks_rows)
    return TRUE;
  if (!lec_sql_get_int (sql, lock, LEC_SQL_VALUES (LEC_SQL_INT (candidate->job)), &locked, error))
    return FALSE;
  if (locked == 0 && !lock_another (sql, candidate, &another, error))
    return FALSE;
  if (another != 0)
    candidate->task = another;

  return locked != 0 || another != 0 || lec_sql_store_lock_job (sql, candidate->job, error);
}

/* Where others claim at the same time, so that those of one owner do so one after another, and each
 * counts all before it. */
static gboolean
lock_owner (LecSql *sql,
            gint64 task,
            const LecClaimRequest *request,
            GError **error)
{
  static const char lock[] =
    "SELECT pg_advisory_xact_lock(1281713013, hashtext(owner)) FROM tasks WHERE id = ?";

  return request->max_per_owner == 0 || !sql->driver->locks_rows ||
         lec_sql_exec_later (sql, lock, LEC_SQL_VALUES (LEC_SQL_INT (task)), error);
}

/* As it stands when its job is held.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when it is gone */
static LecClaim *
load_claim (LecSql *sql,
            gint64 task,
            GError **error)
{
  static const char query[] = "SELECT " CLAIM_COLUMNS " FROM tasks JOIN jobs ON jobs.id = tasks.job WHERE tasks.id = ?";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (task)), error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return NULL;

  return has_row ? read_claim (rows) : NULL;
}

/* What was read of it together with the lock is what stands, or take() finds that it is not. */
static LecClaim *
get_claim (LecSql *sql,
           Candidate *candidate,
           GError **error)
{
  return candidate->is_locked || !sql->driver->locks_rows ? g_steal_pointer (&candidate->claim)
                                                          : load_claim (sql, candidate->task, error);
}

#define INSERT_ATTEMPT                                                           \
  "INSERT INTO attempts (task, job, stage, worker, started_at)"                  \
  " SELECT id, job, stage, ?2, ?3 FROM tasks WHERE id = ?1 AND state = 'queued'" \
  "  AND generation = ?4 AND attempt = ?5"                                       \
  "  AND (?6 = 0 OR ?6 > (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = tasks.owner))"

/* @fence: (inout): 0 when somebody was quicker, or has used up what the owner may have; there when
 *   it is committed */
static gboolean
take (LecSql *sql,
      const LecClaim *claim,
      const LecClaimRequest *request,
      gint64 now_us,
      gint64 *fence,
      GError **error)
{
  static const char both[] =
    "WITH taken AS (" INSERT_ATTEMPT " RETURNING task, fence)"
    " UPDATE tasks SET state = 'running', fence = taken.fence, lease_until = ?7, worker = ?2, attempt = attempt + 1"
    " FROM taken WHERE tasks.id = taken.task RETURNING tasks.fence";
  static const char update[] =
    "UPDATE tasks SET state = 'running', fence = ?2, lease_until = ?3, worker = ?4, attempt = attempt + 1"
    " WHERE id = ?1";
  LecSqlValue values[] = {
    LEC_SQL_INT (claim->task),
    LEC_SQL_TEXT (request->worker),
    LEC_SQL_INT (now_us),
    LEC_SQL_INT (claim->generation),
    LEC_SQL_INT (claim->attempt),
    LEC_SQL_INT (request->max_per_owner),
    LEC_SQL_INT (claim->lease_until_us),
    LEC_SQL_ROW_END,
  };

  if (sql->driver->locks_rows)
    return lec_sql_get_int_later (sql, both, values, fence, error);

  values[6] = LEC_SQL_ROW_END;
  return lec_sql_get_int (sql, INSERT_ATTEMPT " RETURNING fence", values, fence, error) &&
         (*fence == 0 ||
          lec_sql_exec (sql, update,
                        LEC_SQL_VALUES (LEC_SQL_INT (claim->task), LEC_SQL_INT (*fence),
                                        LEC_SQL_INT (claim->lease_until_us), LEC_SQL_TEXT (request->worker)),
                        error));
}

/* What waits for its time is woken where it is seen that the time has come. Where rows are locked
 * that is a statement of its own, and one that waits for nobody: none of those rows is held later
 * on. */
static gboolean
begin (LecSqlTransaction *transaction,
       LecSql *sql,
       gint64 now_us,
       GError **error)
{
  static const char wake[] = "UPDATE tasks SET state = 'queued' WHERE state = 'delayed' AND run_after <= ?";

  return lec_sql_transaction_begin (transaction, sql, error) &&
         (sql->driver->locks_rows || lec_sql_exec (sql, wake, LEC_SQL_VALUES (LEC_SQL_INT (now_us)), error));
}

/* All of it in one journey.
 *
 * Returns: the fence; 0 without an error when it was not got */
static gint64
finish_claim (LecSqlTransaction *transaction,
              LecClaim *claim,
              const LecClaimRequest *request,
              gint64 now_us,
              GError **error)
{
  LecSql *sql = transaction->sql;
  gint64 fence = 0;

  claim->lease_until_us = now_us + request->lease_us;
  if (!lock_owner (sql, claim->task, request, error) || !take (sql, claim, request, now_us, &fence, error) ||
      !lec_sql_store_update_status_of_running (sql, claim->job, now_us, error) ||
      !lec_sql_transaction_commit (transaction, error))
    return 0;

  claim->fence = fence;
  claim->attempt++;
  return fence;
}

/* --- A task that waits alone --- */

/* The one that this transaction holds, by its job. */
#define HELD "NULLIF(current_setting('lectern.task', true), '')::bigint"

/* There is none, either, when somebody else holds its job. */
static gboolean
hold_sole (LecSql *sql,
           const LecClaimRequest *request,
           GError **error)
{
  static const char hold[] =
    "WITH few (id) AS (SELECT id FROM tasks WHERE state = 'queued' LIMIT 2), held (id) AS MATERIALIZED ("
    "  SELECT tasks.id FROM tasks JOIN queues ON queues.name = tasks.queue JOIN jobs ON jobs.id = tasks.job"
    "  WHERE tasks.id = (SELECT MIN(id) FROM few HAVING COUNT(*) = 1) AND tasks.state = 'queued' AND queues.paused = 0"
    "    AND tasks.queue = ANY (string_to_array(?, ' ')) FOR UPDATE OF jobs SKIP LOCKED"
    ") SELECT set_config('lectern.task', COALESCE((SELECT id FROM held)::text, ''), true)";
  static const char lock[] =
    "SELECT pg_advisory_xact_lock(1281713013, hashtext(owner)) FROM tasks WHERE id = " HELD;
  g_autofree char *queues = g_strjoinv (" ", (char **) request->queues);

  return lec_sql_exec_later (sql, hold, LEC_SQL_VALUES (LEC_SQL_TEXT (queues)), error) &&
         (request->max_per_owner == 0 || lec_sql_exec_later (sql, lock, NULL, error));
}

/* What is seen of it is what stands: its job was held before this began. */
static gboolean
take_sole (LecSql *sql,
           const LecClaimRequest *request,
           gint64 now_us,
           LecSqlRows **rows,
           GError **error)
{
  static const char take[] =
    "WITH taken AS ("
    "  INSERT INTO attempts (task, job, stage, worker, started_at) SELECT id, job, stage, ?1, ?2 FROM tasks"
    "  WHERE id = " HELD " AND state = 'queued'"
    "    AND (?3 = 0 OR ?3 > (SELECT COUNT(*) FROM tasks r WHERE r.state = 'running' AND r.owner = tasks.owner))"
    "  RETURNING task, job, fence"
    "), given AS ("
    "  UPDATE tasks SET state = 'running', fence = taken.fence, lease_until = ?4, worker = ?1, attempt = attempt + 1"
    "  FROM taken WHERE tasks.id = taken.task RETURNING tasks.*"
    "), told AS ("
    "  INSERT INTO events (at, job, kind) SELECT ?2, jobs.id, 'processing' FROM jobs JOIN taken ON taken.job = jobs.id"
    "  WHERE jobs.status <> 'processing'"
    "), begun AS ("
    "  UPDATE jobs SET status = 'processing', started_at = COALESCE(started_at, ?2), completed_at = NULL,"
    "    error_code = CASE WHEN error IS NOT NULL THEN error_code END"
    "  FROM taken WHERE jobs.id = taken.job AND status <> 'processing'"
    ") SELECT " CLAIM_COLUMNS ", tasks.fence FROM given AS tasks JOIN jobs ON jobs.id = tasks.job";

  return lec_sql_query_later (sql, take,
                              LEC_SQL_VALUES (LEC_SQL_TEXT (request->worker), LEC_SQL_INT (now_us),
                                              LEC_SQL_INT (request->max_per_owner),
                                              LEC_SQL_INT (now_us + request->lease_us)),
                              rows, error);
}

/* All of it in one journey, together with what is asked when there is none.
 *
 * @claim: (inout) (transfer full): %NULL
 * @is_due: (inout): whether the time has come that another task has waited for
 * Returns: (transfer full) (nullable): queues in which a task waits */
static GPtrArray *
claim_sole (LecSql *sql,
            const LecClaimRequest *request,
            LecClaim **claim,
            gboolean *is_due,
            gint64 now_us,
            GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (LecSqlRows) taken = NULL;
  g_autoptr (LecSqlRows) busy = NULL;
  gboolean has_row = FALSE;

  if (!lec_sql_transaction_begin (&transaction, sql, error) || !hold_sole (sql, request, error) ||
      !take_sole (sql, request, now_us, &taken, error) || !ask_for_busy_queues (sql, now_us, &busy, error) ||
      !lec_sql_transaction_commit (&transaction, error) || !lec_sql_rows_next (taken, &has_row, error))
    return NULL;

  if (has_row)
    {
      *claim = read_claim (taken);
      (*claim)->fence = lec_sql_rows_get_int (taken, 11);
      (*claim)->lease_until_us = now_us + request->lease_us;
    }
  return read_busy_queues (busy, is_due, error);
}

/* --- Claiming --- */

static gboolean
find (LecSql *sql,
      const LecClaimRequest *request,
      GPtrArray *known_busy,
      Candidate *candidate,
      gint64 now_us,
      GError **error)
{
  g_autoptr (LecSqlRows) rows = NULL;
  g_autoptr (GPtrArray) busy = NULL;
  gboolean is_due = FALSE;

  if (request->task != 0)
    return look_up (sql, request, candidate, error);
  if (known_busy != NULL)
    return choose (sql, request, known_busy, candidate, error);
  if (!ask_for_busy_queues (sql, now_us, &rows, error))
    return FALSE;

  busy = read_busy_queues (rows, &is_due, error);
  return busy != NULL && choose (sql, request, busy, candidate, error);
}

/* @busy: (nullable): queues in which a task waits, where they are known
 * @is_over: (out): whether there is no use in another try. Returns: (transfer full) (nullable) */
static LecClaim *
claim_best (LecSql *sql,
            const LecClaimRequest *request,
            GPtrArray *busy,
            gboolean *is_over,
            gint64 now_us,
            GError **error)
{
  g_auto (LecSqlTransaction) transaction = { 0 };
  g_autoptr (LecClaim) claim = NULL;
  g_auto (Candidate) candidate = { 0 };
  g_autoptr (GError) reason = NULL;
  gint64 fence = 0;

  *is_over = TRUE;
  if (!begin (&transaction, sql, now_us, error) || !find (sql, request, busy, &candidate, now_us, error))
    return NULL;
  if (candidate.task == 0)
    {
      lec_sql_transaction_commit (&transaction, error);
      return NULL;
    }
  if (!lock_candidate (sql, &candidate, error))
    return NULL;

  claim = get_claim (sql, &candidate, &reason);
  if (claim != NULL)
    fence = finish_claim (&transaction, claim, request, now_us, &reason);
  if (fence != 0)
    return g_steal_pointer (&claim);

  *is_over = reason != NULL || request->task != 0;
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

/* @wakes: (inout): whether it may still wake what has waited for its time
 * @is_over: (out): whether there is no use in another try. Returns: (transfer full) (nullable) */
static LecClaim *
try_to_claim (LecSql *sql,
              const LecClaimRequest *request,
              gboolean *wakes,
              gboolean *is_over,
              gint64 now_us,
              GError **error)
{
  g_autoptr (GPtrArray) busy = NULL;
  LecClaim *claim = NULL;
  gboolean is_due = FALSE;

  if (!sql->driver->locks_rows || request->task != 0)
    return claim_best (sql, request, NULL, is_over, now_us, error);

  *is_over = TRUE;
  busy = claim_sole (sql, request, &claim, &is_due, now_us, error);
  if (busy == NULL || claim != NULL)
    return claim;
  if (is_due && *wakes)
    {
      *wakes = FALSE;
      *is_over = !lec_sql_store_wake_delayed (sql, now_us, error);
      return NULL;
    }

  return busy->len > 0 ? claim_best (sql, request, busy, is_over, now_us, error) : NULL;
}

/* Who was beaten to a task by others looks for the next one. */
LecClaim *
lec_sql_store_claim (LecStore *store,
                     const LecClaimRequest *request,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  LecClaim *claim = NULL;
  gboolean wakes = TRUE, is_over = FALSE;

  for (guint i = 0; i < MAX_TRIES && claim == NULL && !is_over; i++)
    claim = try_to_claim (sql, request, &wakes, &is_over, now_us, error);
  if (claim != NULL && request->taken != NULL)
    request->taken (claim, request->taken_data);

  return claim;
}

/* How far a part is stands in its payload. @progress: (inout): of the job */
static gboolean
tell_part (LecSql *sql,
           gint64 fence,
           double *progress,
           GError **error)
{
  static const char find_part[] = "SELECT part FROM tasks WHERE fence = ?";
  static const char update[] = "UPDATE tasks SET payload = ?2 WHERE fence = ?1";
  static const char query[] =
    "SELECT AVG(CAST(COALESCE(parts.payload, '0') AS double precision)) FROM tasks AS parts JOIN tasks"
    " ON tasks.job = parts.job AND tasks.stage = parts.stage WHERE tasks.fence = ? AND parts.part > 0";
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gint64 part = 0;
  g_autoptr (LecSqlRows) rows = NULL;
  gboolean has_row = FALSE;

  if (*progress < 0)
    return TRUE;
  if (!lec_sql_get_int (sql, find_part, LEC_SQL_VALUES (LEC_SQL_INT (fence)), &part, error))
    return FALSE;
  if (part == 0)
    return TRUE;

  g_ascii_formatd (text, sizeof text, "%.6f", *progress);
  if (!lec_sql_exec (sql, update, LEC_SQL_VALUES (LEC_SQL_INT (fence), LEC_SQL_TEXT (text)), error))
    return FALSE;
  rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (fence)), error);
  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;

  *progress = has_row ? lec_sql_rows_get_real (rows, 0) : *progress;
  return TRUE;
}

static gboolean
tell_progress (LecStore *store,
               gint64 job,
               gint64 fence,
               const LecRenewal *renewal,
               GError **error)
{
  static const char update[] =
    "UPDATE jobs SET progress = CASE WHEN ?2 < 0 THEN progress ELSE ?2 END, message = ?3 WHERE id = ?1";

  LecSql *sql = lec_sql_store_get_sql (store);
  double progress = MIN (renewal->progress, 1);

  return tell_part (sql, fence, &progress, error) &&
         lec_sql_exec_later (sql, update,
                             LEC_SQL_VALUES (LEC_SQL_INT (job), LEC_SQL_REAL (progress),
                                             LEC_SQL_TEXT (renewal->message)),
                             error) &&
         (renewal->slides == NULL || lec_sql_store_add_provisional_slides (store, job, fence, renewal->slides, error));
}

gboolean
lec_sql_store_renew (LecStore *store,
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
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);
  g_auto (LecSqlTransaction) transaction = { 0 };
  gint64 job = 0, cancelled = 0;

  if (!lec_sql_transaction_begin (&transaction, sql, error) ||
      !lec_sql_store_lock_job_of (sql, fence, error) ||
      !lec_sql_exec (sql, update, LEC_SQL_VALUES (LEC_SQL_INT (now_us + renewal->lease_us), LEC_SQL_INT (fence)),
                     error))
    return FALSE;
  if (sql->n_changed == 0)
    {
      g_set_error_literal (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST, _ ("the task is no longer this worker's"));
      return FALSE;
    }
  if (!lec_sql_get_int (sql, find_job, LEC_SQL_VALUES (LEC_SQL_INT (fence)), &job, error) ||
      !tell_progress (store, job, fence, renewal, error) ||
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
    "SELECT COUNT(*) FROM queues WHERE name = ?1 AND paused = 0"
    "  AND EXISTS (SELECT 1 FROM tasks WHERE queue = ?1 AND state = 'queued')";
  static const char delayed[] =
    "SELECT run_after FROM tasks WHERE queue = ?1 AND state = 'delayed'"
    "  AND (SELECT paused FROM queues WHERE name = ?1) = 0 ORDER BY run_after LIMIT 1";
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
lec_sql_store_get_backlog (LecStore *store,
                           const char *const *queues,
                           LecBacklog *backlog,
                           GCancellable *cancellable,
                           GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  *backlog = (LecBacklog){ 0 };
  for (; *queues != NULL; queues++)
    if (!look_at_queue (sql, *queues, backlog, error))
      return FALSE;

  return TRUE;
}
