/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A decorator of any store: reads go through a cache, writes make it forget the
 * job they were about, after they are in the store. All else is passed on.
 *
 * A job that somebody works on changes with each renewal: that is not kept. Nor
 * are slides and costs of one that is not over. So what is kept changes only by
 * a person, or after a claim; renewing, finishing, failing and taking tasks from
 * the dead, which follow a claim, have nothing to make forget.
 *
 * Whoever dies between the two leaves what was there: for an hour at most, or
 * until the job is claimed.
 */
#include "store/cached-store.h"

#include "store/cached-forms.h"

#define KIND    "job"
#define ROW     "row"
#define METRICS "metrics"
#define SLIDES  "slides"

struct _LecCachedStore
{
  GObject parent_instance;

  LecStore *inner;      /* owned */
  LecRedisCache *cache; /* owned */
};

static void store_iface_init (LecStoreInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (LecCachedStore, lec_cached_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_STORE, store_iface_init))
/* clang-format on */

static LecStore *
get_inner (LecStore *store)
{
  return LEC_CACHED_STORE (store)->inner;
}

/* Returns: (transfer full) (nullable) */
static char *
recall (LecStore *store,
        gint64 job,
        const char *part,
        gint64 *version)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, job);

  return lec_redis_cache_get (LEC_CACHED_STORE (store)->cache, KIND, id, part, version);
}

/* @text: (transfer full) */
static void
keep (LecStore *store,
      gint64 job,
      const char *part,
      gint64 version,
      char *text)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, job);
  g_autofree char *owned = text;

  lec_redis_cache_put (LEC_CACHED_STORE (store)->cache, KIND, id, part, version, text);
}

static void
forget (LecStore *store,
        gint64 job)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, job);

  lec_redis_cache_forget (LEC_CACHED_STORE (store)->cache, KIND, id);
}

static LecJob *
cached_store_get_job (LecStore *store,
                      gint64 id,
                      GCancellable *cancellable,
                      GError **error)
{
  gint64 version = 0;
  g_autofree char *text = NULL;
  LecJob *job = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  text = recall (store, id, ROW, &version);
  job = text != NULL ? lec_cached_form_to_job (text, NULL) : NULL;
  if (job != NULL && job->id == id)
    return job;

  lec_job_free (job);
  job = lec_store_get_job (get_inner (store), id, cancellable, error);
  if (job != NULL && job->status != LEC_JOB_PROCESSING)
    keep (store, id, ROW, version, lec_cached_form_of_job (job));
  return job;
}

/* To be asked after the version was learnt and before more is read of the job: if it is claimed in
 * between, the version is another. */
static gboolean
is_over (LecStore *store,
         gint64 id,
         GCancellable *cancellable)
{
  g_autoptr (LecJob) job = cached_store_get_job (store, id, cancellable, NULL);

  return job != NULL && lec_job_is_over (job);
}

static gboolean
cached_store_get_metrics (LecStore *store,
                          gint64 job,
                          LecJobMetrics *metrics,
                          GCancellable *cancellable,
                          GError **error)
{
  gint64 version = 0;
  gboolean is_final = FALSE;
  g_autofree char *text = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  text = recall (store, job, METRICS, &version);
  if (text != NULL && lec_cached_form_to_metrics (text, metrics, NULL))
    return TRUE;

  is_final = is_over (store, job, cancellable);
  if (!lec_store_get_metrics (get_inner (store), job, metrics, cancellable, error))
    return FALSE;
  if (is_final)
    keep (store, job, METRICS, version, lec_cached_form_of_metrics (metrics));
  return TRUE;
}

static GPtrArray *
cached_store_list_slides (LecStore *store,
                          gint64 job,
                          GCancellable *cancellable,
                          GError **error)
{
  gint64 version = 0;
  gboolean is_final = FALSE;
  g_autofree char *text = NULL;
  GPtrArray *slides = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  text = recall (store, job, SLIDES, &version);
  slides = text != NULL ? lec_cached_form_to_slides (text, NULL) : NULL;
  if (slides != NULL)
    return slides;

  is_final = is_over (store, job, cancellable);
  slides = lec_store_list_slides (get_inner (store), job, cancellable, error);
  if (slides != NULL && is_final)
    keep (store, job, SLIDES, version, lec_cached_form_of_slides (slides));
  return slides;
}

/* A database may have been made anew beside an old Redis: its numbers begin anew, too. */
static gint64
cached_store_submit (LecStore *store,
                     const LecSubmission *submission,
                     gboolean *is_new,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  gint64 job = lec_store_submit (get_inner (store), submission, is_new, now_us, cancellable, error);

  if (job > 0)
    forget (store, job);
  return job;
}

static gint64
cached_store_adopt (LecStore *store,
                    const LecAdoption *adoption,
                    gboolean *is_new,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error)
{
  gint64 job = lec_store_adopt (get_inner (store), adoption, is_new, now_us, cancellable, error);

  if (job > 0)
    forget (store, job);
  return job;
}

static gboolean
cached_store_change_job (LecStore *store,
                         gint64 job,
                         LecJobAction action,
                         gint64 now_us,
                         GCancellable *cancellable,
                         GError **error)
{
  gboolean is_changed = lec_store_change_job (get_inner (store), job, action, now_us, cancellable, error);

  forget (store, job);
  return is_changed;
}

static gboolean
cached_store_set_lecture (LecStore *store,
                          gint64 job,
                          const LecLecture *lecture,
                          gint64 now_us,
                          GCancellable *cancellable,
                          GError **error)
{
  gboolean is_set = lec_store_set_lecture (get_inner (store), job, lecture, now_us, cancellable, error);

  forget (store, job);
  return is_set;
}

/* Whoever is told that it is taken is told before. */
static LecClaim *
cached_store_claim (LecStore *store,
                    const LecClaimRequest *request,
                    gint64 now_us,
                    GCancellable *cancellable,
                    GError **error)
{
  LecClaim *claim = lec_store_claim (get_inner (store), request, now_us, cancellable, error);

  if (claim != NULL)
    forget (store, claim->job);
  return claim;
}

/* What is neither kept nor makes anything forget. */
#define PASS_ON(type, name, parameters, arguments) \
  static type                                      \
    cached_store_##name parameters                 \
  {                                                \
    return lec_store_##name arguments;             \
  }

/* clang-format off */
PASS_ON (gboolean, find_same,
         (LecStore *store, const char *job_id, const char *key, gint64 *job, GCancellable *cancellable, GError **error),
         (get_inner (store), job_id, key, job, cancellable, error))
PASS_ON (gint64, find_job,
         (LecStore *store, const char *job_id, GCancellable *cancellable, GError **error),
         (get_inner (store), job_id, cancellable, error))
PASS_ON (GPtrArray *, list_jobs,
         (LecStore *store, const LecJobFilter *filter, GCancellable *cancellable, GError **error),
         (get_inner (store), filter, cancellable, error))
PASS_ON (gboolean, pause_queue,
         (LecStore *store, const char *queue, gboolean paused, GCancellable *cancellable, GError **error),
         (get_inner (store), queue, paused, cancellable, error))
PASS_ON (gboolean, renew,
         (LecStore *store, gint64 fence, const LecRenewal *renewal, gboolean *is_cancelled, gint64 now_us,
          GCancellable *cancellable, GError **error),
         (get_inner (store), fence, renewal, is_cancelled, now_us, cancellable, error))
PASS_ON (gboolean, finish,
         (LecStore *store, gint64 fence, const LecTaskResult *result, gint64 now_us, GCancellable *cancellable,
          GError **error),
         (get_inner (store), fence, result, now_us, cancellable, error))
PASS_ON (gboolean, fail,
         (LecStore *store, gint64 fence, const GError *reason, const LecAttemptCost *cost, LecTaskState *state,
          gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), fence, reason, cost, state, now_us, cancellable, error))
PASS_ON (gboolean, release,
         (LecStore *store, gint64 fence, gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), fence, now_us, cancellable, error))
PASS_ON (gboolean, reap,
         (LecStore *store, LecReap which, guint *n_reaped, gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), which, n_reaped, now_us, cancellable, error))
PASS_ON (gboolean, get_backlog,
         (LecStore *store, const char *const *queues, LecBacklog *backlog, GCancellable *cancellable, GError **error),
         (get_inner (store), queues, backlog, cancellable, error))
PASS_ON (GPtrArray *, list_attempts,
         (LecStore *store, gint64 job, GCancellable *cancellable, GError **error),
         (get_inner (store), job, cancellable, error))
PASS_ON (GPtrArray *, list_events,
         (LecStore *store, gint64 after, guint limit, GCancellable *cancellable, GError **error),
         (get_inner (store), after, limit, cancellable, error))
PASS_ON (GPtrArray *, search,
         (LecStore *store, const char *query, guint limit, GCancellable *cancellable, GError **error),
         (get_inner (store), query, limit, cancellable, error))
PASS_ON (gboolean, count_jobs,
         (LecStore *store, guint n_jobs[LEC_N_JOB_STATUSES], GCancellable *cancellable, GError **error),
         (get_inner (store), n_jobs, cancellable, error))
PASS_ON (gboolean, count_running,
         (LecStore *store, const char *owner, guint *n_running, GCancellable *cancellable, GError **error),
         (get_inner (store), owner, n_running, cancellable, error))
PASS_ON (GPtrArray *, list_queues,
         (LecStore *store, GCancellable *cancellable, GError **error),
         (get_inner (store), cancellable, error))
PASS_ON (GPtrArray *, list_endings,
         (LecStore *store, gint64 since_us, guint limit, GCancellable *cancellable, GError **error),
         (get_inner (store), since_us, limit, cancellable, error))
PASS_ON (GPtrArray *, list_tries,
         (LecStore *store, gint64 since_us, guint limit, GCancellable *cancellable, GError **error),
         (get_inner (store), since_us, limit, cancellable, error))
PASS_ON (gboolean, take_slot,
         (LecStore *store, const char *name, gint64 period_us, gboolean *is_taken, gint64 now_us,
          GCancellable *cancellable, GError **error),
         (get_inner (store), name, period_us, is_taken, now_us, cancellable, error))
PASS_ON (gboolean, end_slot,
         (LecStore *store, const char *name, gint64 period_us, const char *problem, gint64 now_us,
          GCancellable *cancellable, GError **error),
         (get_inner (store), name, period_us, problem, now_us, cancellable, error))
PASS_ON (GPtrArray *, list_periodic,
         (LecStore *store, GCancellable *cancellable, GError **error),
         (get_inner (store), cancellable, error))
PASS_ON (gboolean, upkeep,
         (LecStore *store, gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), now_us, cancellable, error))
PASS_ON (gboolean, register_worker,
         (LecStore *store, const LecNewWorker *worker, gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), worker, now_us, cancellable, error))
PASS_ON (gboolean, heartbeat,
         (LecStore *store, const char *identity, guint n_busy, gboolean *is_draining, gint64 now_us,
          GCancellable *cancellable, GError **error),
         (get_inner (store), identity, n_busy, is_draining, now_us, cancellable, error))
PASS_ON (GPtrArray *, list_workers,
         (LecStore *store, gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), now_us, cancellable, error))
PASS_ON (gboolean, drain_worker,
         (LecStore *store, const char *identity, gboolean drains, GCancellable *cancellable, GError **error),
         (get_inner (store), identity, drains, cancellable, error))
PASS_ON (gboolean, forget_worker,
         (LecStore *store, const char *identity, GCancellable *cancellable, GError **error),
         (get_inner (store), identity, cancellable, error))
PASS_ON (GPtrArray *, list_dead,
         (LecStore *store, guint limit, GCancellable *cancellable, GError **error),
         (get_inner (store), limit, cancellable, error))
PASS_ON (GPtrArray *, list_artifacts,
         (LecStore *store, gint64 job, GCancellable *cancellable, GError **error),
         (get_inner (store), job, cancellable, error))
PASS_ON (gboolean, relay,
         (LecStore *store, const LecRelayRequest *request, guint *n_relayed, gint64 now_us,
          GCancellable *cancellable, GError **error),
         (get_inner (store), request, n_relayed, now_us, cancellable, error))
PASS_ON (gboolean, refill,
         (LecStore *store, GCancellable *cancellable, GError **error),
         (get_inner (store), cancellable, error))
PASS_ON (gboolean, lead,
         (LecStore *store, gboolean *leads, GCancellable *cancellable, GError **error),
         (get_inner (store), leads, cancellable, error))
PASS_ON (GPtrArray *, page_jobs,
         (LecStore *store, const LecJobPage *page, guint *n_jobs, GCancellable *cancellable, GError **error),
         (get_inner (store), page, n_jobs, cancellable, error))
PASS_ON (gboolean, add_token,
         (LecStore *store, const LecToken *token, gint64 now_us, GCancellable *cancellable, GError **error),
         (get_inner (store), token, now_us, cancellable, error))
PASS_ON (GPtrArray *, list_tokens,
         (LecStore *store, const char *hash, GCancellable *cancellable, GError **error),
         (get_inner (store), hash, cancellable, error))
PASS_ON (gboolean, remove_token,
         (LecStore *store, const char *name, GCancellable *cancellable, GError **error),
         (get_inner (store), name, cancellable, error))
/* clang-format on */

static void
store_iface_init (LecStoreInterface *iface)
{
  iface->submit = cached_store_submit;
  iface->adopt = cached_store_adopt;
  iface->find_same = cached_store_find_same;
  iface->get_job = cached_store_get_job;
  iface->find_job = cached_store_find_job;
  iface->list_jobs = cached_store_list_jobs;
  iface->page_jobs = cached_store_page_jobs;
  iface->change_job = cached_store_change_job;
  iface->set_lecture = cached_store_set_lecture;
  iface->pause_queue = cached_store_pause_queue;
  iface->claim = cached_store_claim;
  iface->renew = cached_store_renew;
  iface->finish = cached_store_finish;
  iface->fail = cached_store_fail;
  iface->release = cached_store_release;
  iface->reap = cached_store_reap;
  iface->get_backlog = cached_store_get_backlog;
  iface->get_metrics = cached_store_get_metrics;
  iface->list_slides = cached_store_list_slides;
  iface->list_attempts = cached_store_list_attempts;
  iface->list_events = cached_store_list_events;
  iface->search = cached_store_search;
  iface->count_jobs = cached_store_count_jobs;
  iface->count_running = cached_store_count_running;
  iface->list_queues = cached_store_list_queues;
  iface->list_endings = cached_store_list_endings;
  iface->list_tries = cached_store_list_tries;
  iface->take_slot = cached_store_take_slot;
  iface->end_slot = cached_store_end_slot;
  iface->list_periodic = cached_store_list_periodic;
  iface->upkeep = cached_store_upkeep;
  iface->register_worker = cached_store_register_worker;
  iface->heartbeat = cached_store_heartbeat;
  iface->list_workers = cached_store_list_workers;
  iface->drain_worker = cached_store_drain_worker;
  iface->forget_worker = cached_store_forget_worker;
  iface->list_dead = cached_store_list_dead;
  iface->list_artifacts = cached_store_list_artifacts;
  iface->relay = cached_store_relay;
  iface->refill = cached_store_refill;
  iface->lead = cached_store_lead;
  iface->add_token = cached_store_add_token;
  iface->list_tokens = cached_store_list_tokens;
  iface->remove_token = cached_store_remove_token;
}

static void
lec_cached_store_finalize (GObject *object)
{
  LecCachedStore *self = LEC_CACHED_STORE (object);

  g_clear_object (&self->inner);
  g_clear_pointer (&self->cache, lec_redis_cache_free);
  G_OBJECT_CLASS (lec_cached_store_parent_class)->finalize (object);
}

static void
lec_cached_store_class_init (LecCachedStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_cached_store_finalize;
}

static void
lec_cached_store_init (LecCachedStore *self)
{
}

/**
 * lec_cached_store_new:
 * @inner: what decides; handles of it that change jobs go through a store like this one, too
 * @client: may be away: then all is read from @inner. One of its own with little patience holds up
 *   least when it hangs
 *
 * Belongs to the thread that @inner does.
 *
 * Returns: (transfer full)
 */
LecStore *
lec_cached_store_new (LecStore *inner,
                      LecRedisClient *client)
{
  LecCachedStore *self = NULL;

  g_return_val_if_fail (LEC_IS_STORE (inner) && client != NULL, NULL);

  self = g_object_new (LEC_TYPE_CACHED_STORE, NULL);
  self->inner = g_object_ref (inner);
  self->cache = lec_redis_cache_new (client);
  return LEC_STORE (self);
}

void
lec_cached_store_get_counts (LecCachedStore *self,
                             LecRedisCacheCounts *counts)
{
  g_return_if_fail (LEC_IS_CACHED_STORE (self) && counts != NULL);

  lec_redis_cache_get_counts (self->cache, counts);
}
