/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interface's own half: checks of programmers' mistakes.
 */
#include "store/store.h"

/* As lec_error_quark(). */
GQuark
lec_store_error_quark (void)
{
  return g_quark_from_static_string ("lec_store_error");
}

G_DEFINE_INTERFACE (LecStore, lec_store, G_TYPE_OBJECT)

static const char *const queue_names[] = {
  "extraction",
  "analysis",
  "generation",
  "maintenance",
  "default",
  NULL,
};

static void
lec_store_default_init (LecStoreInterface *iface)
{
}

const char *const *
lec_store_get_queue_names (void)
{
  return queue_names;
}

/**
 * lec_store_submit:
 * @is_new: (out) (optional): FALSE when the key was known already
 *
 * Adds a job with its first tasks, all or nothing.
 *
 * Returns: the job's number; 0 on failure
 */
gint64
lec_store_submit (LecStore *self,
                  const LecSubmission *submission,
                  gboolean *is_new,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  gboolean unused = FALSE;

  g_return_val_if_fail (LEC_IS_STORE (self) && submission != NULL && submission->request != NULL, 0);
  g_return_val_if_fail (submission->request->videos->len > 0 && submission->n_tasks > 0, 0);

  return LEC_STORE_GET_IFACE (self)->submit (self, submission, is_new != NULL ? is_new : &unused, now_us,
                                             cancellable, error);
}

/**
 * lec_store_adopt:
 * @is_new: (out) (optional): FALSE when its key or its id was known already; that one stays
 *
 * Adds a job that has ended elsewhere, with what came of it, all or nothing.
 *
 * Returns: the job's number; 0 on failure
 */
gint64
lec_store_adopt (LecStore *self,
                 const LecAdoption *adoption,
                 gboolean *is_new,
                 gint64 now_us,
                 GCancellable *cancellable,
                 GError **error)
{
  gboolean unused = FALSE;

  g_return_val_if_fail (LEC_IS_STORE (self) && adoption != NULL && adoption->submission.request != NULL, 0);
  g_return_val_if_fail (adoption->submission.n_tasks > 0 && adoption->lecture != NULL, 0);
  g_return_val_if_fail (adoption->status >= LEC_JOB_COMPLETED, 0);

  return LEC_STORE_GET_IFACE (self)->adopt (self, adoption, is_new != NULL ? is_new : &unused, now_us, cancellable,
                                            error);
}

/* Whether a job of that id or of that key is there. @job: (out): its number; 0 when none is */
gboolean
lec_store_find_same (LecStore *self,
                     const char *job_id,
                     const char *idempotency_key,
                     gint64 *job,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && job_id != NULL && idempotency_key != NULL && job != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->find_same (self, job_id, idempotency_key, job, cancellable, error);
}

/* Returns: (transfer full) (nullable): %LEC_STORE_ERROR_NO_JOB */
LecJob *
lec_store_get_job (LecStore *self,
                   gint64 job,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->get_job (self, job, cancellable, error);
}

/* Returns: the number of the job that is @job_id in every database; 0 with _NO_JOB */
gint64
lec_store_find_job (LecStore *self,
                    const char *job_id,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && job_id != NULL, 0);

  return LEC_STORE_GET_IFACE (self)->find_job (self, job_id, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecJob): in the order they were added */
GPtrArray *
lec_store_list_jobs (LecStore *self,
                     const LecJobFilter *filter,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && filter != NULL && filter->status < LEC_N_JOB_STATUSES, NULL);

  return LEC_STORE_GET_IFACE (self)->list_jobs (self, filter, cancellable, error);
}

/**
 * lec_store_change_job:
 *
 * Cancelling and pausing what is being worked on is a request: the claim's next renewal tells of a
 * cancellation, a pause begins when the stage is done. Retrying goes on with what failed or was
 * cancelled; a completed job begins anew. Removing forgets the job and leaves its files. Moving
 * gives a job the highest or lowest priority of those that are not over, and of the normal one.
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_NO_JOB or _WRONG_STATE: cancel, pause: the job is over;
 *   resume: it is not paused; retry: it is not over; remove: it is being worked on; move: it is
 *   over
 */
gboolean
lec_store_change_job (LecStore *self,
                      gint64 job,
                      LecJobAction action,
                      gint64 now_us,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && action <= LEC_JOB_ACTION_MOVE_LAST, FALSE);

  return LEC_STORE_GET_IFACE (self)->change_job (self, job, action, now_us, cancellable, error);
}

/**
 * lec_store_set_lecture:
 * @lecture: what somebody has made of the job's result; its slides take the place of those the job
 *   has
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_NO_JOB, or _WRONG_STATE when the job is not completed: then
 *   its own result is to come
 */
gboolean
lec_store_set_lecture (LecStore *self,
                       gint64 job,
                       const LecLecture *lecture,
                       gint64 now_us,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && lecture != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->set_lecture (self, job, lecture, now_us, cancellable, error);
}

/* No task of a paused queue is claimed; those that run go on. _NO_QUEUE when there is none. */
gboolean
lec_store_pause_queue (LecStore *self,
                       const char *queue,
                       gboolean paused,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && queue != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->pause_queue (self, queue, paused, cancellable, error);
}

/**
 * lec_store_claim:
 *
 * The task of the highest priority; of the owner with the fewest running tasks; of a job of which
 * nothing runs; of the oldest job. Or the one that the request names, if it waits still, in one of
 * the queues, and that is not paused.
 *
 * Returns: (transfer full) (nullable): %NULL without an error when there is none
 */
LecClaim *
lec_store_claim (LecStore *self,
                 const LecClaimRequest *request,
                 gint64 now_us,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && request != NULL && request->queues != NULL, NULL);
  g_return_val_if_fail (request->worker != NULL && request->lease_us > 0, NULL);

  return LEC_STORE_GET_IFACE (self)->claim (self, request, now_us, cancellable, error);
}

/**
 * lec_store_renew:
 * @is_cancelled: (out): whether the job was cancelled: the worker stops and fails the task with
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_LOST
 */
gboolean
lec_store_renew (LecStore *self,
                 gint64 fence,
                 const LecRenewal *renewal,
                 gboolean *is_cancelled,
                 gint64 now_us,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && renewal != NULL && renewal->lease_us > 0, FALSE);
  g_return_val_if_fail (is_cancelled != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->renew (self, fence, renewal, is_cancelled, now_us, cancellable, error);
}

/**
 * lec_store_finish:
 *
 * Everything that came of a task, all or nothing: slides, files, costs, the tasks that follow. The
 * job is completed when no task is left.
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_LOST, also when it is called twice
 */
gboolean
lec_store_finish (LecStore *self,
                  gint64 fence,
                  const LecTaskResult *result,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && result != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->finish (self, fence, result, now_us, cancellable, error);
}

/**
 * lec_store_fail:
 * @reason: lec_task_rules_get_retry() says what it means
 * @state: (out) (optional): what became of the task
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_LOST
 */
gboolean
lec_store_fail (LecStore *self,
                gint64 fence,
                const GError *reason,
                const LecAttemptCost *cost,
                LecTaskState *state,
                gint64 now_us,
                GCancellable *cancellable,
                GError **error)
{
  LecTaskState unused = LEC_TASK_DEAD;

  g_return_val_if_fail (LEC_IS_STORE (self) && reason != NULL && cost != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->fail (self, fence, reason, cost, state != NULL ? state : &unused, now_us,
                                           cancellable, error);
}

/* Gives a task back as if it had not been claimed. _LOST as above. */
gboolean
lec_store_release (LecStore *self,
                   gint64 fence,
                   gint64 now_us,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), FALSE);

  return LEC_STORE_GET_IFACE (self)->release (self, fence, now_us, cancellable, error);
}

/* Takes tasks from workers that are gone. @n_reaped: (out) (optional) */
gboolean
lec_store_reap (LecStore *self,
                LecReap which,
                guint *n_reaped,
                gint64 now_us,
                GCancellable *cancellable,
                GError **error)
{
  guint unused = 0;

  g_return_val_if_fail (LEC_IS_STORE (self), FALSE);

  return LEC_STORE_GET_IFACE (self)->reap (self, which, n_reaped != NULL ? n_reaped : &unused, now_us,
                                           cancellable, error);
}

gboolean
lec_store_get_backlog (LecStore *self,
                       const char *const *queues,
                       LecBacklog *backlog,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && queues != NULL && backlog != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->get_backlog (self, queues, backlog, cancellable, error);
}

/* All zero before the first task has ended. */
gboolean
lec_store_get_metrics (LecStore *self,
                       gint64 job,
                       LecJobMetrics *metrics,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && metrics != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->get_metrics (self, job, metrics, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecSlide): in order, without their words */
GPtrArray *
lec_store_list_slides (LecStore *self,
                       gint64 job,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_slides (self, job, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecAttempt): oldest first */
GPtrArray *
lec_store_list_attempts (LecStore *self,
                         gint64 job,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_attempts (self, job, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecEvent): those after number @after */
GPtrArray *
lec_store_list_events (LecStore *self,
                       gint64 after,
                       guint limit,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && limit > 0, NULL);

  return LEC_STORE_GET_IFACE (self)->list_events (self, after, limit, cancellable, error);
}

/**
 * lec_store_search:
 * @query: words that must all be there, or begin so; case and accents do not matter
 *
 * Returns: (transfer full) (nullable) (element-type LecSearchHit): best first
 */
GPtrArray *
lec_store_search (LecStore *self,
                  const char *query,
                  guint limit,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && query != NULL && limit > 0, NULL);

  return LEC_STORE_GET_IFACE (self)->search (self, query, limit, cancellable, error);
}

/* @n_jobs: (out caller-allocates): how many jobs are in each state */
gboolean
lec_store_count_jobs (LecStore *self,
                      guint n_jobs[LEC_N_JOB_STATUSES],
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && n_jobs != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->count_jobs (self, n_jobs, cancellable, error);
}

/* @n_running: (out): how many tasks of that owner's jobs are worked on */
gboolean
lec_store_count_running (LecStore *self,
                         const char *owner,
                         guint *n_running,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && owner != NULL && n_running != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->count_running (self, owner, n_running, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecQueueFacts): all, also when no worker serves
 * them */
GPtrArray *
lec_store_list_queues (LecStore *self,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_queues (self, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecEnding): since then, at most @limit */
GPtrArray *
lec_store_list_endings (LecStore *self,
                        gint64 since_us,
                        guint limit,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && limit > 0, NULL);

  return LEC_STORE_GET_IFACE (self)->list_endings (self, since_us, limit, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecTry): that run or have ended since then, the
 * newest first, at most @limit */
GPtrArray *
lec_store_list_tries (LecStore *self,
                      gint64 since_us,
                      guint limit,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && limit > 0, NULL);

  return LEC_STORE_GET_IFACE (self)->list_tries (self, since_us, limit, cancellable, error);
}

/**
 * lec_store_take_slot:
 * @name: of the work
 * @period_us: how often it is to be done
 * @is_taken: (out): whether it is the caller's to do now
 *
 * The right to do periodic work, once in each whole period since 1970, whoever asks: of two
 * programs that ask at the same time one gets it. What was missed is made up for once. Who has it
 * and dies has had it.
 */
gboolean
lec_store_take_slot (LecStore *self,
                     const char *name,
                     gint64 period_us,
                     gboolean *is_taken,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && name != NULL && period_us > 0 && is_taken != NULL, FALSE);

  *is_taken = FALSE;
  return LEC_STORE_GET_IFACE (self)->take_slot (self, name, period_us, is_taken, now_us, cancellable, error);
}

/**
 * lec_store_end_slot:
 * @problem: (nullable): valid UTF-8: what went wrong
 *
 * Says what became of the work of that name, by whoever has done it, in its turn or not.
 */
gboolean
lec_store_end_slot (LecStore *self,
                    const char *name,
                    gint64 period_us,
                    const char *problem,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && name != NULL && period_us > 0, FALSE);

  return LEC_STORE_GET_IFACE (self)->end_slot (self, name, period_us, problem, now_us, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecPeriodic): by name, without what was never
 * taken */
GPtrArray *
lec_store_list_periodic (LecStore *self,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_periodic (self, cancellable, error);
}

/**
 * lec_store_upkeep:
 *
 * What a store needs from time to time to stay small and quick, in steps that keep nobody waiting.
 * Events of long ago are forgotten.
 */
gboolean
lec_store_upkeep (LecStore *self,
                  gint64 now_us,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), FALSE);

  return LEC_STORE_GET_IFACE (self)->upkeep (self, now_us, cancellable, error);
}

/**
 * lec_store_register_worker:
 *
 * A worker says who it is, when it begins and when its heart finds itself forgotten.
 */
gboolean
lec_store_register_worker (LecStore *self,
                           const LecNewWorker *worker,
                           gint64 now_us,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && worker != NULL && worker->identity != NULL, FALSE);
  g_return_val_if_fail (worker->host != NULL && worker->version != NULL && worker->queues != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->register_worker (self, worker, now_us, cancellable, error);
}

/**
 * lec_store_heartbeat:
 * @n_busy: how many tasks it works on
 * @is_draining: (out): whether it is to take no more tasks
 *
 * To be called every %LEC_WORKER_HEARTBEAT_US.
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_NO_WORKER when somebody has had it forgotten
 */
gboolean
lec_store_heartbeat (LecStore *self,
                     const char *identity,
                     guint n_busy,
                     gboolean *is_draining,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && identity != NULL && is_draining != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->heartbeat (self, identity, n_busy, is_draining, now_us, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecWorkerRecord): by host, the oldest first */
GPtrArray *
lec_store_list_workers (LecStore *self,
                        gint64 now_us,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_workers (self, now_us, cancellable, error);
}

/* What it works on goes on; its next heartbeat tells it. _NO_WORKER when there is none. */
gboolean
lec_store_drain_worker (LecStore *self,
                        const char *identity,
                        gboolean drains,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && identity != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->drain_worker (self, identity, drains, cancellable, error);
}

/* By itself when it leaves, or by a person when it is gone. Its claims hold until their leases are
 * over. _NO_WORKER when there is none. */
gboolean
lec_store_forget_worker (LecStore *self,
                         const char *identity,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && identity != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->forget_worker (self, identity, cancellable, error);
}

/* Returns: (transfer full) (nullable) (element-type LecDeadTask): the last one first */
GPtrArray *
lec_store_list_dead (LecStore *self,
                     guint limit,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && limit > 0, NULL);

  return LEC_STORE_GET_IFACE (self)->list_dead (self, limit, cancellable, error);
}

/* Of a job, in order of their kinds; of each kind the last one. Returns: (transfer full) (nullable)
 * (element-type LecKeptArtifact): none for a job that is not there */
GPtrArray *
lec_store_list_artifacts (LecStore *self,
                          gint64 job,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_artifacts (self, job, cancellable, error);
}

/**
 * lec_store_relay:
 * @n_relayed: (out) (optional)
 *
 * Tells request->pass_on once, when there is anything to tell, of tasks that have begun to wait and
 * were not passed on yet, in the order in which they should be worked on. They are passed on again
 * when it fails, or when this program ends before the store knows that it has not: a hint may come
 * twice, none is lost. Nothing is passed on of a paused queue, and never anything by a store that
 * only one program works from.
 */
gboolean
lec_store_relay (LecStore *self,
                 const LecRelayRequest *request,
                 guint *n_relayed,
                 gint64 now_us,
                 GCancellable *cancellable,
                 GError **error)
{
  guint unused = 0;

  g_return_val_if_fail (LEC_IS_STORE (self) && request != NULL && request->queue != NULL, FALSE);
  g_return_val_if_fail (request->limit > 0 && request->pass_on != NULL, FALSE);

  if (n_relayed == NULL)
    n_relayed = &unused;
  *n_relayed = 0;
  return LEC_STORE_GET_IFACE (self)->relay (self, request, n_relayed, now_us, cancellable, error);
}

/* Has all waiting tasks passed on anew: when whoever wakes workers has lost its memory. */
gboolean
lec_store_refill (LecStore *self,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), FALSE);

  return LEC_STORE_GET_IFACE (self)->refill (self, cancellable, error);
}

/**
 * lec_store_lead:
 * @leads: (out): whether this handle is the one that relays, reaps and does what is periodic
 *
 * Of all handles of a shared store one leads, until it is freed or its connection is lost; then
 * whoever asks next. To be asked every now and then, also by who leads. Two that believe to lead
 * for a moment do no harm. Of a store that only one program works from everybody leads.
 */
gboolean
lec_store_lead (LecStore *self,
                gboolean *leads,
                GCancellable *cancellable,
                GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && leads != NULL, FALSE);

  *leads = FALSE;
  return LEC_STORE_GET_IFACE (self)->lead (self, leads, cancellable, error);
}

/* @token: its time is the store's. _TAKEN for a name that there is */
gboolean
lec_store_add_token (LecStore *self,
                     const LecToken *token,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && token != NULL, FALSE);
  g_return_val_if_fail (token->name != NULL && token->hash != NULL && token->owner != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->add_token (self, token, now_us, cancellable, error);
}

/* @hash: (nullable): only the one of that sum. Returns: (transfer full) (nullable) (element-type
 * LecToken): by name, those whose time is over with them */
GPtrArray *
lec_store_list_tokens (LecStore *self,
                       const char *hash,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self), NULL);

  return LEC_STORE_GET_IFACE (self)->list_tokens (self, hash, cancellable, error);
}

/* _NO_TOKEN when there is none. */
gboolean
lec_store_remove_token (LecStore *self,
                        const char *name,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && name != NULL, FALSE);

  return LEC_STORE_GET_IFACE (self)->remove_token (self, name, cancellable, error);
}

/* @n_jobs: (out): of which it is a page. Returns: (transfer full) (nullable) (element-type
 * LecJob) */
GPtrArray *
lec_store_page_jobs (LecStore *self,
                     const LecJobPage *page,
                     guint *n_jobs,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (self) && page != NULL && page->limit > 0 && n_jobs != NULL, NULL);
  g_return_val_if_fail (page->order < LEC_N_JOB_ORDERS, NULL);

  *n_jobs = 0;
  return LEC_STORE_GET_IFACE (self)->page_jobs (self, page, n_jobs, cancellable, error);
}
