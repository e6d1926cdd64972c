/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store's calls, a file for each kind: jobs, tasks, slides, search and
 * reports. What two of them need is here, too.
 */
#pragma once

#include "store/sql.h"
#include "store/sqlite-store.h"

G_BEGIN_DECLS

/* Older ones are forgotten when claims are looked after. */
#define LEC_SQLITE_MAX_EVENTS 10000

/* The handle, for the length of a call. */
LecSql *lec_sqlite_store_enter (LecStore *store, GCancellable *cancellable);

/* sqlite-jobs.c */
gint64 lec_sqlite_submit (LecStore *store,
                          const LecSubmission *submission,
                          gboolean *is_new,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error);
LecJob *lec_sqlite_get_job (LecStore *store, gint64 job, GCancellable *cancellable, GError **error);
gint64 lec_sqlite_find_job (LecStore *store,
                            const char *job_id,
                            GCancellable *cancellable,
                            GError **error);
GPtrArray *lec_sqlite_list_jobs (LecStore *store,
                                 const LecJobFilter *filter,
                                 GCancellable *cancellable,
                                 GError **error);
void lec_sqlite_read_paths (const char *text, char **pdf, char **images, char **json);
char *lec_sqlite_write_paths (const char *pdf, const char *images, const char *json);

/* sqlite-changes.c */
gboolean lec_sqlite_change_job (LecStore *store,
                                gint64 job,
                                LecJobAction action,
                                gint64 now_us,
                                GCancellable *cancellable,
                                GError **error);
gboolean lec_sqlite_set_lecture (LecStore *store,
                                 gint64 job,
                                 const LecLecture *lecture,
                                 gint64 now_us,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean lec_sqlite_pause_queue (LecStore *store,
                                 const char *queue,
                                 gboolean paused,
                                 GCancellable *cancellable,
                                 GError **error);

/* sqlite-claims.c */
LecClaim *lec_sqlite_claim (LecStore *store,
                            const LecClaimRequest *request,
                            gint64 now_us,
                            GCancellable *cancellable,
                            GError **error);
gboolean lec_sqlite_renew (LecStore *store,
                           gint64 fence,
                           const LecRenewal *renewal,
                           gboolean *is_cancelled,
                           gint64 now_us,
                           GCancellable *cancellable,
                           GError **error);
gboolean lec_sqlite_get_backlog (LecStore *store,
                                 const char *const *queues,
                                 LecBacklog *backlog,
                                 GCancellable *cancellable,
                                 GError **error);

/* sqlite-outcomes.c */
gboolean lec_sqlite_finish (LecStore *store,
                            gint64 fence,
                            const LecTaskResult *result,
                            gint64 now_us,
                            GCancellable *cancellable,
                            GError **error);
gboolean lec_sqlite_fail (LecStore *store,
                          gint64 fence,
                          const GError *reason,
                          const LecAttemptCost *cost,
                          LecTaskState *state,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error);
gboolean lec_sqlite_release (LecStore *store,
                             gint64 fence,
                             gint64 now_us,
                             GCancellable *cancellable,
                             GError **error);
gboolean lec_sqlite_reap (LecStore *store,
                          LecReap which,
                          guint *n_reaped,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error);

/* sqlite-slides.c */
gboolean lec_sqlite_replace_slides (LecSql *sql,
                                    gint64 job,
                                    gint64 fence,
                                    const LecLecture *lecture,
                                    GError **error);
gboolean lec_sqlite_add_provisional_slides (LecSql *sql,
                                            gint64 job,
                                            gint64 fence,
                                            const GPtrArray *slides,
                                            GError **error);
gboolean lec_sqlite_remove_provisional_slides (LecSql *sql, gint64 job, gint64 fence, GError **error);
GPtrArray *lec_sqlite_list_slides (LecStore *store,
                                   gint64 job,
                                   GCancellable *cancellable,
                                   GError **error);

/* sqlite-reports.c */
gboolean lec_sqlite_get_metrics (LecStore *store,
                                 gint64 job,
                                 LecJobMetrics *metrics,
                                 GCancellable *cancellable,
                                 GError **error);
GPtrArray *lec_sqlite_list_attempts (LecStore *store,
                                     gint64 job,
                                     GCancellable *cancellable,
                                     GError **error);
GPtrArray *lec_sqlite_list_events (LecStore *store,
                                   gint64 after,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GError **error);

/* sqlite-figures.c */
gboolean lec_sqlite_count_jobs (LecStore *store,
                                guint n_jobs[LEC_N_JOB_STATUSES],
                                GCancellable *cancellable,
                                GError **error);
GPtrArray *lec_sqlite_list_queues (LecStore *store, GCancellable *cancellable, GError **error);
GPtrArray *lec_sqlite_list_endings (LecStore *store,
                                    gint64 since_us,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GError **error);
GPtrArray *lec_sqlite_list_tries (LecStore *store,
                                  gint64 since_us,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GError **error);

/* sqlite-search.c */
GPtrArray *lec_sqlite_search (LecStore *store,
                              const char *query,
                              guint limit,
                              GCancellable *cancellable,
                              GError **error);

/* sqlite-periodic.c */
gboolean lec_sqlite_take_slot (LecStore *store,
                               const char *name,
                               gint64 period_us,
                               gboolean *is_taken,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error);
GPtrArray *lec_sqlite_list_periodic (LecStore *store, GCancellable *cancellable, GError **error);
gboolean lec_sqlite_upkeep (LecStore *store, gint64 now_us, GCancellable *cancellable, GError **error);

/* sqlite-tasks.c: parts of the transactions above */
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

gboolean lec_sqlite_load_job_facts (LecSql *sql, gint64 job, LecJobFacts *facts, GError **error);
gboolean lec_sqlite_add_task (LecSql *sql,
                              const LecJobFacts *facts,
                              const LecNewTask *task,
                              gint64 run_after_us,
                              gint64 now_us,
                              GError **error);
gboolean lec_sqlite_add_event (LecSql *sql,
                               gint64 job,
                               const char *kind,
                               const char *detail,
                               gint64 now_us,
                               GError **error);
gboolean lec_sqlite_update_status (LecSql *sql, gint64 job, gint64 now_us, GError **error);
/* %LEC_STORE_ERROR_NO_JOB */
void lec_sqlite_set_no_job (gint64 job, GError **error);

G_END_DECLS
