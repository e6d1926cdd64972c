/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that must be true: jobs, their tasks, who works on what, what came
 * of it. Priority, fairness, waiting, pausing and the right to write a result
 * are decided here; a queue only carries hints.
 *
 * A claim is the right to work on a task for a while (its lease). It carries a
 * fence, a number that no other claim ever has: whatever a worker writes names
 * its fence, and nothing is written by one that has lost its claim.
 *
 * All calls block, take the time as an argument, and belong to the thread that
 * owns the handle. Failures are in %LEC_STORE_ERROR where a caller can act on
 * them, otherwise in %LEC_ERROR (_NO_SPACE, _NOT_WRITABLE, _INTERNAL), or
 * %G_IO_ERROR_CANCELLED. What failed has changed nothing, with one exception: a connection that is
 * lost while a server commits (_OFFLINE) leaves open what has become of it. Keys and fences make it
 * harmless to try again.
 */
#pragma once

#include <gio/gio.h>

#include "store/store-records.h"
#include "store/worker-rules.h"

G_BEGIN_DECLS

#define LEC_STORE_ERROR (lec_store_error_quark ())
GQuark lec_store_error_quark (void);

/**
 * LecStoreError:
 * @LEC_STORE_ERROR_LOST: the claim is over, or somebody else's
 * @LEC_STORE_ERROR_NO_JOB: there is no job of that number
 * @LEC_STORE_ERROR_NO_QUEUE: there is no queue of that name
 * @LEC_STORE_ERROR_NO_WORKER: there is no worker of that name
 * @LEC_STORE_ERROR_NO_TOKEN: there is no token of that name
 * @LEC_STORE_ERROR_TAKEN: there is a token of that name
 * @LEC_STORE_ERROR_WRONG_STATE: the job is in no state for that
 * @LEC_STORE_ERROR_BUSY: another program holds the database for too long
 * @LEC_STORE_ERROR_NEWER: made by a later version of this program
 * @LEC_STORE_ERROR_DAMAGED: not a database of this program, or broken
 * @LEC_STORE_ERROR_OLDER: has no tables yet, or those of an earlier version: to be migrated
 * @LEC_STORE_ERROR_OFFLINE: its server is not reached, or no longer; the next call tries anew
 * @LEC_STORE_ERROR_REFUSED: its server does not let this user in, or not without encryption
 * @LEC_STORE_ERROR_UNFIT: its server cannot do what is needed
 */
typedef enum
{
  LEC_STORE_ERROR_LOST,
  LEC_STORE_ERROR_NO_JOB,
  LEC_STORE_ERROR_NO_QUEUE,
  LEC_STORE_ERROR_NO_WORKER,
  LEC_STORE_ERROR_NO_TOKEN,
  LEC_STORE_ERROR_TAKEN,
  LEC_STORE_ERROR_WRONG_STATE,
  LEC_STORE_ERROR_BUSY,
  LEC_STORE_ERROR_NEWER,
  LEC_STORE_ERROR_DAMAGED,
  LEC_STORE_ERROR_OLDER,
  LEC_STORE_ERROR_OFFLINE,
  LEC_STORE_ERROR_REFUSED,
  LEC_STORE_ERROR_UNFIT,
} LecStoreError;

#define LEC_TYPE_STORE (lec_store_get_type ())
G_DECLARE_INTERFACE (LecStore, lec_store, LEC, STORE, GObject)

struct _LecStoreInterface
{
  GTypeInterface parent;

  gint64 (*submit) (LecStore *self,
                    const LecSubmission *submission,
                    gboolean *is_new,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error);
  gint64 (*adopt) (LecStore *self,
                   const LecAdoption *adoption,
                   gboolean *is_new,
                   gint64 now_us,
                   GCancellable *cancellable,
                   GError **error);
  gboolean (*find_same) (LecStore *self,
                         const char *job_id,
                         const char *idempotency_key,
                         gint64 *job,
                         GCancellable *cancellable,
                         GError **error);
  LecJob *(*get_job) (LecStore *self, gint64 job, GCancellable *cancellable, GError **error);
  gint64 (*find_job) (LecStore *self,
                      const char *job_id,
                      GCancellable *cancellable,
                      GError **error);
  GPtrArray *(*list_jobs) (LecStore *self,
                           const LecJobFilter *filter,
                           GCancellable *cancellable,
                           GError **error);
  GPtrArray *(*page_jobs) (LecStore *self,
                           const LecJobPage *page,
                           guint *n_jobs,
                           GCancellable *cancellable,
                           GError **error);
  gboolean (*change_job) (LecStore *self,
                          gint64 job,
                          LecJobAction action,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*set_lecture) (LecStore *self,
                           gint64 job,
                           const LecLecture *lecture,
                           gint64 now_us,
                           GCancellable *cancellable,
                           GError **error);
  gboolean (*pause_queue) (LecStore *self,
                           const char *queue,
                           gboolean paused,
                           GCancellable *cancellable,
                           GError **error);
  LecClaim *(*claim) (LecStore *self,
                      const LecClaimRequest *request,
                      gint64 now_us,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*renew) (LecStore *self,
                     gint64 fence,
                     const LecRenewal *renewal,
                     gboolean *is_cancelled,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (*finish) (LecStore *self,
                      gint64 fence,
                      const LecTaskResult *result,
                      gint64 now_us,
                      GCancellable *cancellable,
                      GError **error);
  gboolean (*fail) (LecStore *self,
                    gint64 fence,
                    const GError *reason,
                    const LecAttemptCost *cost,
                    LecTaskState *state,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error);
  gboolean (*release) (LecStore *self,
                       gint64 fence,
                       gint64 now_us,
                       GCancellable *cancellable,
                       GError **error);
  gboolean (*reap) (LecStore *self,
                    LecReap which,
                    guint *n_reaped,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error);
  gboolean (*get_backlog) (LecStore *self,
                           const char *const *queues,
                           LecBacklog *backlog,
                           GCancellable *cancellable,
                           GError **error);
  gboolean (*get_metrics) (LecStore *self,
                           gint64 job,
                           LecJobMetrics *metrics,
                           GCancellable *cancellable,
                           GError **error);
  GPtrArray *(*list_slides) (LecStore *self, gint64 job, GCancellable *cancellable, GError **error);
  GPtrArray *(*list_attempts) (LecStore *self,
                               gint64 job,
                               GCancellable *cancellable,
                               GError **error);
  GPtrArray *(*list_events) (LecStore *self,
                             gint64 after,
                             guint limit,
                             GCancellable *cancellable,
                             GError **error);
  GPtrArray *(*search) (LecStore *self,
                        const char *query,
                        guint limit,
                        GCancellable *cancellable,
                        GError **error);
  gboolean (*count_jobs) (LecStore *self,
                          guint n_jobs[LEC_N_JOB_STATUSES],
                          GCancellable *cancellable,
                          GError **error);
  gboolean (*count_running) (LecStore *self,
                             const char *owner,
                             guint *n_running,
                             GCancellable *cancellable,
                             GError **error);
  GPtrArray *(*list_queues) (LecStore *self, GCancellable *cancellable, GError **error);
  GPtrArray *(*list_endings) (LecStore *self,
                              gint64 since_us,
                              guint limit,
                              GCancellable *cancellable,
                              GError **error);
  GPtrArray *(*list_tries) (LecStore *self,
                            gint64 since_us,
                            guint limit,
                            GCancellable *cancellable,
                            GError **error);
  gboolean (*take_slot) (LecStore *self,
                         const char *name,
                         gint64 period_us,
                         gboolean *is_taken,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error);
  gboolean (*end_slot) (LecStore *self,
                        const char *name,
                        gint64 period_us,
                        const char *problem,
                        gint64 now_us,
                        GCancellable *cancellable,
                        GError **error);
  GPtrArray *(*list_periodic) (LecStore *self, GCancellable *cancellable, GError **error);
  gboolean (*upkeep) (LecStore *self, gint64 now_us, GCancellable *cancellable, GError **error);
  gboolean (*register_worker) (LecStore *self,
                               const LecNewWorker *worker,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error);
  gboolean (*heartbeat) (LecStore *self,
                         const char *identity,
                         guint n_busy,
                         gboolean *is_draining,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error);
  GPtrArray *(*list_workers) (LecStore *self,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error);
  gboolean (*drain_worker) (LecStore *self,
                            const char *identity,
                            gboolean drains,
                            GCancellable *cancellable,
                            GError **error);
  gboolean (*forget_worker) (LecStore *self,
                             const char *identity,
                             GCancellable *cancellable,
                             GError **error);
  GPtrArray *(*list_dead) (LecStore *self, guint limit, GCancellable *cancellable, GError **error);
  GPtrArray *(*list_artifacts) (LecStore *self, gint64 job, GCancellable *cancellable, GError **error);
  gboolean (*relay) (LecStore *self,
                     const LecRelayRequest *request,
                     guint *n_relayed,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (*refill) (LecStore *self, GCancellable *cancellable, GError **error);
  gboolean (*lead) (LecStore *self, gboolean *leads, GCancellable *cancellable, GError **error);
  gboolean (*add_token) (LecStore *self,
                         const LecToken *token,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error);
  GPtrArray *(*list_tokens) (LecStore *self, const char *hash, GCancellable *cancellable, GError **error);
  gboolean (*remove_token) (LecStore *self, const char *name, GCancellable *cancellable, GError **error);
};

gint64 lec_store_submit (LecStore *self,
                         const LecSubmission *submission,
                         gboolean *is_new,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error);
gint64 lec_store_adopt (LecStore *self,
                        const LecAdoption *adoption,
                        gboolean *is_new,
                        gint64 now_us,
                        GCancellable *cancellable,
                        GError **error);
gboolean lec_store_find_same (LecStore *self,
                              const char *job_id,
                              const char *idempotency_key,
                              gint64 *job,
                              GCancellable *cancellable,
                              GError **error);
LecJob *lec_store_get_job (LecStore *self, gint64 job, GCancellable *cancellable, GError **error);
gint64 lec_store_find_job (LecStore *self,
                           const char *job_id,
                           GCancellable *cancellable,
                           GError **error);
GPtrArray *lec_store_list_jobs (LecStore *self,
                                const LecJobFilter *filter,
                                GCancellable *cancellable,
                                GError **error);
GPtrArray *lec_store_page_jobs (LecStore *self,
                                const LecJobPage *page,
                                guint *n_jobs,
                                GCancellable *cancellable,
                                GError **error);
gboolean lec_store_change_job (LecStore *self,
                               gint64 job,
                               LecJobAction action,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_store_set_lecture (LecStore *self,
                                gint64 job,
                                const LecLecture *lecture,
                                gint64 now_us,
                                GCancellable *cancellable,
                                GError **error);
gboolean lec_store_pause_queue (LecStore *self,
                                const char *queue,
                                gboolean paused,
                                GCancellable *cancellable,
                                GError **error);
LecClaim *lec_store_claim (LecStore *self,
                           const LecClaimRequest *request,
                           gint64 now_us,
                           GCancellable *cancellable,
                           GError **error);
gboolean lec_store_renew (LecStore *self,
                          gint64 fence,
                          const LecRenewal *renewal,
                          gboolean *is_cancelled,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error);
gboolean lec_store_finish (LecStore *self,
                           gint64 fence,
                           const LecTaskResult *result,
                           gint64 now_us,
                           GCancellable *cancellable,
                           GError **error);
gboolean lec_store_fail (LecStore *self,
                         gint64 fence,
                         const GError *reason,
                         const LecAttemptCost *cost,
                         LecTaskState *state,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error);
gboolean lec_store_release (LecStore *self,
                            gint64 fence,
                            gint64 now_us,
                            GCancellable *cancellable,
                            GError **error);
gboolean lec_store_reap (LecStore *self,
                         LecReap which,
                         guint *n_reaped,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error);
gboolean lec_store_get_backlog (LecStore *self,
                                const char *const *queues,
                                LecBacklog *backlog,
                                GCancellable *cancellable,
                                GError **error);
gboolean lec_store_get_metrics (LecStore *self,
                                gint64 job,
                                LecJobMetrics *metrics,
                                GCancellable *cancellable,
                                GError **error);
GPtrArray *lec_store_list_slides (LecStore *self,
                                  gint64 job,
                                  GCancellable *cancellable,
                                  GError **error);
GPtrArray *lec_store_list_attempts (LecStore *self,
                                    gint64 job,
                                    GCancellable *cancellable,
                                    GError **error);
GPtrArray *lec_store_list_events (LecStore *self,
                                  gint64 after,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GError **error);
GPtrArray *lec_store_search (LecStore *self,
                             const char *query,
                             guint limit,
                             GCancellable *cancellable,
                             GError **error);
gboolean lec_store_count_jobs (LecStore *self,
                               guint n_jobs[LEC_N_JOB_STATUSES],
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_store_count_running (LecStore *self,
                                  const char *owner,
                                  guint *n_running,
                                  GCancellable *cancellable,
                                  GError **error);
GPtrArray *lec_store_list_queues (LecStore *self, GCancellable *cancellable, GError **error);
GPtrArray *lec_store_list_endings (LecStore *self,
                                   gint64 since_us,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GError **error);
GPtrArray *lec_store_list_tries (LecStore *self,
                                 gint64 since_us,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GError **error);

gboolean lec_store_take_slot (LecStore *self,
                              const char *name,
                              gint64 period_us,
                              gboolean *is_taken,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error);
gboolean lec_store_end_slot (LecStore *self,
                             const char *name,
                             gint64 period_us,
                             const char *problem,
                             gint64 now_us,
                             GCancellable *cancellable,
                             GError **error);
GPtrArray *lec_store_list_periodic (LecStore *self, GCancellable *cancellable, GError **error);
gboolean lec_store_upkeep (LecStore *self, gint64 now_us, GCancellable *cancellable, GError **error);

gboolean lec_store_register_worker (LecStore *self,
                                    const LecNewWorker *worker,
                                    gint64 now_us,
                                    GCancellable *cancellable,
                                    GError **error);
gboolean lec_store_heartbeat (LecStore *self,
                              const char *identity,
                              guint n_busy,
                              gboolean *is_draining,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error);
GPtrArray *lec_store_list_workers (LecStore *self,
                                   gint64 now_us,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_store_drain_worker (LecStore *self,
                                 const char *identity,
                                 gboolean drains,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean lec_store_forget_worker (LecStore *self,
                                  const char *identity,
                                  GCancellable *cancellable,
                                  GError **error);
GPtrArray *lec_store_list_dead (LecStore *self,
                                guint limit,
                                GCancellable *cancellable,
                                GError **error);
GPtrArray *lec_store_list_artifacts (LecStore *self,
                                     gint64 job,
                                     GCancellable *cancellable,
                                     GError **error);
gboolean lec_store_relay (LecStore *self,
                          const LecRelayRequest *request,
                          guint *n_relayed,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error);
gboolean lec_store_refill (LecStore *self, GCancellable *cancellable, GError **error);
gboolean lec_store_lead (LecStore *self, gboolean *leads, GCancellable *cancellable, GError **error);

gboolean lec_store_add_token (LecStore *self,
                              const LecToken *token,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error);
GPtrArray *lec_store_list_tokens (LecStore *self, const char *hash, GCancellable *cancellable, GError **error);
gboolean lec_store_remove_token (LecStore *self, const char *name, GCancellable *cancellable, GError **error);

/* (array zero-terminated=1): extraction, analysis, generation, maintenance, default */
const char *const *lec_store_get_queue_names (void);

G_END_DECLS
