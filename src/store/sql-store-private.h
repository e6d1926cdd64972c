/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store's calls over SQL, a file for each kind: jobs, tasks, slides and
 * reports. They are the same for each database. What two of them need is here,
 * too, and what a database does in its own way.
 */
#pragma once

#include "store/sql.h"
#include "store/store.h"

G_BEGIN_DECLS

#define LEC_TYPE_SQL_STORE (lec_sql_store_get_type ())
G_DECLARE_FINAL_TYPE (LecSqlStore, lec_sql_store, LEC, SQL_STORE, GObject)

/**
 * LecSqlDialect: what each database does in its own way
 * @has_outbox: whether waiting tasks are noted down for lec_store_relay()
 * @lead: (nullable): where several programs work from it
 * @index_slide: (nullable): where the database does not do so by itself
 */
typedef struct
{
  gboolean has_outbox;
  GPtrArray *(*search) (LecSql *sql, const char *query, guint limit, GError **error);
  gboolean (*index_slide) (LecSql *sql, gint64 id, const LecSlide *slide, GError **error);
  gboolean (*lead) (LecSql *sql, gboolean *leads, GError **error);
  gboolean (*upkeep) (LecSql *sql, GError **error);
} LecSqlDialect;

/* Takes @sql (nullable). @dialect: static. Returns: (transfer full) (nullable): %NULL for %NULL */
LecStore *lec_sql_store_new (LecSql *sql, const LecSqlDialect *dialect);

/* Older ones are forgotten when claims are looked after. */
#define LEC_SQL_STORE_MAX_EVENTS 10000

const LecSqlDialect *lec_sql_store_get_dialect (LecStore *store);
/* Within a call that has entered. */
LecSql *lec_sql_store_get_sql (LecStore *store);
/* The handle, for the length of a call. @now_us: (inout) (nullable): the store's clock decides */
LecSql *lec_sql_store_enter (LecStore *store, gint64 *now_us, GCancellable *cancellable);

/* sql-jobs.c */
gint64 lec_sql_store_submit (LecStore *store,
                             const LecSubmission *submission,
                             gboolean *is_new,
                             gint64 now_us,
                             GCancellable *cancellable,
                             GError **error);
/* @job: (out): 0 when the key or the id is known */
gboolean lec_sql_store_insert_job (LecSql *sql,
                                   const LecSubmission *submission,
                                   gint64 *job,
                                   gint64 now_us,
                                   GError **error);
/* @job_id: (nullable), and so is the key. @job: (out): 0 when there is none */
gboolean lec_sql_store_find_submitted (LecSql *sql,
                                       const char *job_id,
                                       const char *idempotency_key,
                                       gint64 *job,
                                       GError **error);
LecJob *lec_sql_store_get_job (LecStore *store, gint64 job, GCancellable *cancellable, GError **error);
gint64 lec_sql_store_find_job (LecStore *store,
                               const char *job_id,
                               GCancellable *cancellable,
                               GError **error);
GPtrArray *lec_sql_store_list_jobs (LecStore *store,
                                    const LecJobFilter *filter,
                                    GCancellable *cancellable,
                                    GError **error);
GPtrArray *lec_sql_store_page_jobs (LecStore *store,
                                    const LecJobPage *page,
                                    guint *n_jobs,
                                    GCancellable *cancellable,
                                    GError **error);
void lec_sql_store_read_paths (const char *text, char **pdf, char **images, char **json);
char *lec_sql_store_write_paths (const char *pdf, const char *images, const char *json);

/* sql-adopted.c */
gint64 lec_sql_store_adopt (LecStore *store,
                            const LecAdoption *adoption,
                            gboolean *is_new,
                            gint64 now_us,
                            GCancellable *cancellable,
                            GError **error);
gboolean lec_sql_store_find_same (LecStore *store,
                                  const char *job_id,
                                  const char *idempotency_key,
                                  gint64 *job,
                                  GCancellable *cancellable,
                                  GError **error);

/* sql-changes.c */
gboolean lec_sql_store_change_job (LecStore *store,
                                   gint64 job,
                                   LecJobAction action,
                                   gint64 now_us,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_sql_store_set_lecture (LecStore *store,
                                    gint64 job,
                                    const LecLecture *lecture,
                                    gint64 now_us,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean lec_sql_store_pause_queue (LecStore *store,
                                    const char *queue,
                                    gboolean paused,
                                    GCancellable *cancellable,
                                    GError **error);

/* sql-claims.c */
LecClaim *lec_sql_store_claim (LecStore *store,
                               const LecClaimRequest *request,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_sql_store_renew (LecStore *store,
                              gint64 fence,
                              const LecRenewal *renewal,
                              gboolean *is_cancelled,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error);
gboolean lec_sql_store_get_backlog (LecStore *store,
                                    const char *const *queues,
                                    LecBacklog *backlog,
                                    GCancellable *cancellable,
                                    GError **error);

/* sql-outcomes.c */
gboolean lec_sql_store_finish (LecStore *store,
                               gint64 fence,
                               const LecTaskResult *result,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_sql_store_fail (LecStore *store,
                             gint64 fence,
                             const GError *reason,
                             const LecAttemptCost *cost,
                             LecTaskState *state,
                             gint64 now_us,
                             GCancellable *cancellable,
                             GError **error);
gboolean lec_sql_store_release (LecStore *store,
                                gint64 fence,
                                gint64 now_us,
                                GCancellable *cancellable,
                                GError **error);
gboolean lec_sql_store_reap (LecStore *store,
                             LecReap which,
                             guint *n_reaped,
                             gint64 now_us,
                             GCancellable *cancellable,
                             GError **error);

/* sql-slides.c */
gboolean lec_sql_store_replace_slides (LecStore *store,
                                       gint64 job,
                                       gint64 fence,
                                       const LecLecture *lecture,
                                       GError **error);
gboolean lec_sql_store_add_provisional_slides (LecStore *store,
                                               gint64 job,
                                               gint64 fence,
                                               const GPtrArray *slides,
                                               GError **error);
gboolean lec_sql_store_remove_provisional_slides (LecSql *sql, gint64 job, gint64 fence, GError **error);
GPtrArray *lec_sql_store_list_slides (LecStore *store,
                                      gint64 job,
                                      GCancellable *cancellable,
                                      GError **error);

/* sql-reports.c */
gboolean lec_sql_store_get_metrics (LecStore *store,
                                    gint64 job,
                                    LecJobMetrics *metrics,
                                    GCancellable *cancellable,
                                    GError **error);
GPtrArray *lec_sql_store_list_attempts (LecStore *store,
                                        gint64 job,
                                        GCancellable *cancellable,
                                        GError **error);
GPtrArray *lec_sql_store_list_events (LecStore *store,
                                      gint64 after,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GError **error);
GPtrArray *lec_sql_store_list_artifacts (LecStore *store,
                                         gint64 job,
                                         GCancellable *cancellable,
                                         GError **error);

/* sql-figures.c */
gboolean lec_sql_store_count_jobs (LecStore *store,
                                   guint n_jobs[LEC_N_JOB_STATUSES],
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_sql_store_count_running (LecStore *store,
                                      const char *owner,
                                      guint *n_running,
                                      GCancellable *cancellable,
                                      GError **error);
GPtrArray *lec_sql_store_list_queues (LecStore *store, GCancellable *cancellable, GError **error);
GPtrArray *lec_sql_store_list_endings (LecStore *store,
                                       gint64 since_us,
                                       guint limit,
                                       GCancellable *cancellable,
                                       GError **error);
GPtrArray *lec_sql_store_list_tries (LecStore *store,
                                     gint64 since_us,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GError **error);

/* sql-periodic.c */
gboolean lec_sql_store_take_slot (LecStore *store,
                                  const char *name,
                                  gint64 period_us,
                                  gboolean *is_taken,
                                  gint64 now_us,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean lec_sql_store_end_slot (LecStore *store,
                                 const char *name,
                                 gint64 period_us,
                                 const char *problem,
                                 gint64 now_us,
                                 GCancellable *cancellable,
                                 GError **error);
GPtrArray *lec_sql_store_list_periodic (LecStore *store, GCancellable *cancellable, GError **error);
/* Part of keeping up any of them. */
gboolean lec_sql_store_forget_old (LecSql *sql, gint64 now_us, GError **error);

/* sql-workers.c */
gboolean lec_sql_store_register_worker (LecStore *store,
                                        const LecNewWorker *worker,
                                        gint64 now_us,
                                        GCancellable *cancellable,
                                        GError **error);
gboolean lec_sql_store_heartbeat (LecStore *store,
                                  const char *identity,
                                  guint n_busy,
                                  gboolean *is_draining,
                                  gint64 now_us,
                                  GCancellable *cancellable,
                                  GError **error);
GPtrArray *lec_sql_store_list_workers (LecStore *store,
                                       gint64 now_us,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean lec_sql_store_drain_worker (LecStore *store,
                                     const char *identity,
                                     gboolean drains,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean lec_sql_store_forget_worker (LecStore *store,
                                      const char *identity,
                                      GCancellable *cancellable,
                                      GError **error);

/* sql-dead.c */
GPtrArray *lec_sql_store_list_dead (LecStore *store,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GError **error);

/* sql-tokens.c */
gboolean lec_sql_store_add_token (LecStore *store,
                                  const LecToken *token,
                                  gint64 now_us,
                                  GCancellable *cancellable,
                                  GError **error);
GPtrArray *lec_sql_store_list_tokens (LecStore *store, const char *hash, GCancellable *cancellable, GError **error);
gboolean lec_sql_store_remove_token (LecStore *store, const char *name, GCancellable *cancellable, GError **error);

/* sql-outbox.c */
gboolean lec_sql_store_relay (LecStore *store,
                              const LecRelayRequest *request,
                              guint *n_relayed,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error);
gboolean lec_sql_store_refill (LecStore *store, GCancellable *cancellable, GError **error);
/* Its row, unless a relay holds it. */
gboolean lec_sql_store_forget_told (LecSql *sql, const LecWaitingTask *task, GError **error);
gboolean lec_sql_store_forget_stale (LecSql *sql, const char *queue, GError **error);

/* sql-tasks.c: parts of the transactions above */
typedef struct
{
  gint64 job;
  gboolean cancel_requested;
  gboolean pause_requested;
  int priority;
  char *owner;
} LecJobFacts;

void lec_job_facts_clear (LecJobFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecJobFacts, lec_job_facts_clear)

/* @queue: (nullable). Returns: one that there is */
const char *lec_sql_store_route (const char *queue);
gboolean lec_sql_store_lock_job (LecSql *sql, gint64 job, GError **error);
gboolean lec_sql_store_lock_job_of (LecSql *sql, gint64 fence, GError **error);
gboolean lec_sql_store_wake_delayed (LecSql *sql, gint64 now_us, GError **error);
gboolean lec_sql_store_load_job_facts (LecSql *sql, gint64 job, LecJobFacts *facts, GError **error);
gboolean lec_sql_store_add_task (LecSql *sql,
                                 const LecJobFacts *facts,
                                 const LecNewTask *task,
                                 gint64 run_after_us,
                                 gint64 now_us,
                                 GError **error);
/* Likewise, one that somebody else has done or given up. */
gboolean lec_sql_store_add_ended_task (LecSql *sql,
                                       const LecJobFacts *facts,
                                       const LecNewTask *task,
                                       LecTaskState state,
                                       GError **error);
gboolean lec_sql_store_add_artifact (LecSql *sql,
                                     gint64 job,
                                     gint64 fence,
                                     const LecArtifact *artifact,
                                     GError **error);
gboolean lec_sql_store_add_event (LecSql *sql,
                                  gint64 job,
                                  const char *kind,
                                  const char *detail,
                                  gint64 now_us,
                                  GError **error);
gboolean lec_sql_store_update_status (LecSql *sql, gint64 job, gint64 now_us, GError **error);
gboolean lec_sql_store_update_status_of_running (LecSql *sql, gint64 job, gint64 now_us, GError **error);
/* %LEC_STORE_ERROR_NO_JOB */
void lec_sql_store_set_no_job (gint64 job, GError **error);

G_END_DECLS
