/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job's row says how far it is. Its slides are read when that row says that
 * there are others, and while it is worked on no more than once a second: one
 * can take the place of another one. What belongs to the thread is not locked.
 */
#include "http/event-watch.h"

#include "base/error.h"
#include "base/log.h"
#include "engine/access-tokens.h"
#include "engine/cluster-jobs.h"
#include "engine/live-progress.h"

/* By itself; and the least time between two looks, however much is told. */
#define LOOK_MS     250
#define LOOK_FAR_MS 500
#define GAP_US      (250 * (gint64) 1000)
/* For each job that is watched: more of them are looked at less often. */
#define LOOK_EACH_MS   2
#define OPEN_AGAIN_US  G_USEC_PER_SEC
#define SLIDES_US      G_USEC_PER_SEC
#define LOOK_TOKENS_US (15 * G_USEC_PER_SEC)

struct _LecEventWatch
{
  const LecApiContext *context; /* unowned */
  LecEventWatchFuncs funcs;
  GThread *thread;
  GCancellable *cancellable;
  GMutex wanted_lock; /* guards all below */
  GCond wanted_cond;
  GHashTable *wanted; /* (element-type gint64 guint): with a number that no other time had */
  guint n_added;      /* ever */
  gboolean has_added;
  gboolean has_heard; /* from machines elsewhere that there is something new */
  gboolean is_stopped;
};

/* A job, as the thread has seen it last. */
typedef struct
{
  guint number;      /* of LecEventWatch.wanted */
  LecJob *job;       /* (nullable) owned */
  GPtrArray *slides; /* (nullable) (element-type utf8) owned */
  gint64 slides_us;
  gboolean is_over;
} Seen;

/* What the thread has. */
typedef struct
{
  LecEventWatch *watch;
  LecJobs *jobs;       /* (nullable) owned */
  LecProgressEar *ear; /* (nullable) owned */
  GHashTable *seen;    /* (element-type gint64 Seen) */
  gint64 tried_us;
  gint64 tokens_us;
  gboolean is_failing; /* which was said */
} Seat;

static void
seen_free (Seen *self)
{
  g_clear_pointer (&self->job, lec_job_free);
  g_clear_pointer (&self->slides, g_ptr_array_unref);
  g_free (self);
}

/* --- Telling --- */

typedef struct
{
  LecEventWatchFuncs funcs;
  LecJobSnapshot *snapshot; /* (nullable) owned */
  guint number;
  GPtrArray *tokens; /* (nullable) owned */
} News;

/* Takes both. */
static News *
news_new (const LecEventWatch *watch,
          LecJobSnapshot *snapshot,
          guint number,
          GPtrArray *tokens)
{
  News *self = g_new0 (News, 1);

  *self = (News){ watch->funcs, snapshot, number, tokens };
  return self;
}

static void
news_free (News *self)
{
  lec_job_snapshot_free (self->snapshot);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  News *news = data;

  if (news->snapshot != NULL)
    news->funcs.seen (g_steal_pointer (&news->snapshot), news->number, news->funcs.data);
  if (news->tokens != NULL)
    news->funcs.tokens (news->tokens, news->funcs.data);
  return G_SOURCE_REMOVE;
}

/* Takes both. */
static void
tell (const Seat *seat,
      LecJobSnapshot *snapshot,
      guint number,
      GPtrArray *tokens)
{
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, tell_cb, news_new (seat->watch, snapshot, number, tokens),
                              (GDestroyNotify) news_free);
}

/* --- Looking --- */

static gboolean
are_same (const LecJob *a,
          const LecJob *b)
{
  return a->status == b->status && a->progress == b->progress && a->n_slides == b->n_slides &&
         a->priority == b->priority && a->started_us == b->started_us && a->completed_us == b->completed_us &&
         a->processing_s == b->processing_s && a->size_bytes == b->size_bytes &&
         g_strcmp0 (a->message, b->message) == 0 && g_strcmp0 (a->error, b->error) == 0 &&
         g_strcmp0 (a->error_code, b->error_code) == 0;
}

/* Whether the slides may be others than those that were told. */
static gboolean
has_to_list (const Seen *seen,
             const LecJob *job,
             gint64 now_us)
{
  return seen->job == NULL || seen->job->status != job->status || seen->job->n_slides != job->n_slides ||
         now_us - seen->slides_us >= SLIDES_US;
}

static gboolean
list_slides (const Seat *seat,
             const LecJob *job,
             Seen *seen,
             GError **error)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) slides = NULL;

  if (!has_to_list (seen, job, now_us))
    return TRUE;

  slides = lec_jobs_list_slides (seat->jobs, job->id, seat->watch->cancellable, error);
  if (slides == NULL)
    return FALSE;

  g_clear_pointer (&seen->slides, g_ptr_array_unref);
  seen->slides = lec_job_snapshot_describe (job, slides);
  seen->slides_us = now_us;
  return TRUE;
}

/* Returns: %FALSE when the store could not be asked */
static gboolean
look_at (const Seat *seat,
         gint64 id,
         Seen *seen,
         GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecJob) job = lec_jobs_get (seat->jobs, name, seat->watch->cancellable, &reason);

  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    {
      seen->is_over = TRUE;
      tell (seat, lec_job_snapshot_new_gone (id), seen->number, NULL);
      return TRUE;
    }
  if (job == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  lec_progress_ear_apply (seat->ear, job);
  if (seen->job != NULL && are_same (seen->job, job))
    return TRUE;
  if (!list_slides (seat, job, seen, error))
    return FALSE;

  seen->is_over = lec_job_is_over (job);
  tell (seat, lec_job_snapshot_new (job, seen->slides), seen->number, NULL);
  g_clear_pointer (&seen->job, lec_job_free);
  seen->job = g_steal_pointer (&job);
  return TRUE;
}

static void
look_for_tokens (Seat *seat)
{
  gint64 now_us = g_get_monotonic_time ();
  GPtrArray *tokens = NULL;

  if (now_us - seat->tokens_us < LOOK_TOKENS_US)
    return;

  seat->tokens_us = now_us;
  tokens = lec_access_tokens_list (seat->jobs, seat->watch->cancellable, NULL);
  if (tokens != NULL)
    tell (seat, NULL, 0, tokens);
}

static void
look (Seat *seat)
{
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id = NULL, seen = NULL;

  g_hash_table_iter_init (&iter, seat->seen);
  while (error == NULL && g_hash_table_iter_next (&iter, &id, &seen))
    if (!((const Seen *) seen)->is_over)
      look_at (seat, *(const gint64 *) id, seen, &error);
  if (error != NULL && !seat->is_failing && !g_cancellable_is_cancelled (seat->watch->cancellable))
    lec_log (LEC_LOG_WARNING, NULL, "%s", error->message);
  seat->is_failing = error != NULL;
}

/* --- The thread --- */

/* A job that was dropped and is wanted again is looked at as if for the first time. */
static gboolean
is_dropped (gpointer id,
            gpointer value,
            gpointer data)
{
  return g_hash_table_lookup (data, id) != GUINT_TO_POINTER (((const Seen *) value)->number);
}

static gboolean
is_wanted (LecEventWatch *watch)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->wanted_lock);

  return g_hash_table_size (watch->wanted) > 0;
}

/* Waits as long as nothing is wanted. Returns: %FALSE for the end */
static gboolean
take_wanted (Seat *seat)
{
  LecEventWatch *watch = seat->watch;
  g_autoptr (GMutexLocker) locker = NULL;
  GHashTableIter iter;
  gpointer id = NULL, number = NULL;

  /* Not under the lock: it waits for threads that take it. */
  if (!is_wanted (watch))
    g_clear_pointer (&seat->ear, lec_progress_ear_free);

  locker = g_mutex_locker_new (&watch->wanted_lock);
  while (g_hash_table_size (watch->wanted) == 0 && !watch->is_stopped)
    g_cond_wait (&watch->wanted_cond, &watch->wanted_lock);

  g_hash_table_foreach_remove (seat->seen, is_dropped, watch->wanted);
  g_hash_table_iter_init (&iter, watch->wanted);
  while (g_hash_table_iter_next (&iter, &id, &number))
    if (!g_hash_table_contains (seat->seen, id))
      {
        Seen *seen = g_new0 (Seen, 1);

        seen->number = GPOINTER_TO_UINT (number);
        g_hash_table_insert (seat->seen, g_memdup2 (id, sizeof (gint64)), seen);
      }
  return !watch->is_stopped;
}

/* On a thread of the ear. */
static void
heard_cb (gpointer data)
{
  LecEventWatch *watch = data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&watch->wanted_lock);

  watch->has_heard = TRUE;
  g_cond_signal (&watch->wanted_cond);
}

/* Returns: whether there is a handle, and an ear */
static gboolean
open_jobs (Seat *seat)
{
  const LecApiContext *context = seat->watch->context;
  GCancellable *cancellable = seat->watch->cancellable;
  g_autoptr (GError) error = NULL;

  if (seat->jobs == NULL && (seat->tried_us == 0 || g_get_monotonic_time () - seat->tried_us >= OPEN_AGAIN_US))
    {
      seat->tried_us = g_get_monotonic_time ();
      seat->jobs = context->settings->uses_cluster ? lec_cluster_jobs_open (NULL, cancellable, &error)
                                                   : lec_jobs_open (NULL, NULL, cancellable, &error);
      if (seat->jobs != NULL)
        lec_jobs_set_owner (seat->jobs, NULL);
      else if (!seat->is_failing)
        lec_log (LEC_LOG_WARNING, NULL, "%s", error->message);
      seat->is_failing = seat->jobs == NULL;
    }
  if (seat->jobs != NULL && seat->ear == NULL)
    seat->ear = lec_progress_ear_new (seat->jobs, heard_cb, seat->watch);
  return seat->jobs != NULL;
}

static gboolean
has_to_rest_locked (const LecEventWatch *watch,
                    gint64 looked_us,
                    gint64 end_us)
{
  gint64 now_us = g_get_monotonic_time ();

  if (watch->is_stopped || watch->has_added)
    return FALSE;

  return now_us < (watch->has_heard ? looked_us + GAP_US : end_us);
}

/* Until something may be new, or somebody wants another job. */
static void
rest (const Seat *seat,
      gint64 looked_us)
{
  LecEventWatch *watch = seat->watch;
  guint rest_ms = watch->context->settings->uses_cluster ? LOOK_FAR_MS : LOOK_MS;
  gint64 end_us = looked_us + (gint64) (rest_ms + g_hash_table_size (seat->seen) * LOOK_EACH_MS) * 1000;

  g_mutex_lock (&watch->wanted_lock);
  while (has_to_rest_locked (watch, looked_us, end_us))
    g_cond_wait_until (&watch->wanted_cond, &watch->wanted_lock, watch->has_heard ? looked_us + GAP_US : end_us);
  watch->has_added = FALSE;
  watch->has_heard = FALSE;
  g_mutex_unlock (&watch->wanted_lock);
}

static gpointer
run_thread (gpointer data)
{
  Seat seat = { .watch = data };

  seat.seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) seen_free);
  while (take_wanted (&seat))
    {
      gint64 looked_us = g_get_monotonic_time ();

      if (open_jobs (&seat))
        {
          look (&seat);
          look_for_tokens (&seat);
        }
      rest (&seat, looked_us);
    }

  g_hash_table_unref (seat.seen);
  lec_progress_ear_free (seat.ear);
  lec_jobs_free (seat.jobs);
  return NULL;
}

LecEventWatch *
lec_event_watch_new (const LecApiContext *context,
                     const LecEventWatchFuncs *funcs)
{
  LecEventWatch *self = NULL;

  g_return_val_if_fail (context != NULL && funcs != NULL, NULL);

  self = g_new0 (LecEventWatch, 1);
  self->context = context;
  self->funcs = *funcs;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->wanted_lock);
  g_cond_init (&self->wanted_cond);
  self->wanted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->thread = g_thread_new ("events", run_thread, self);
  return self;
}

void
lec_event_watch_free (LecEventWatch *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->wanted_lock);
  self->is_stopped = TRUE;
  g_cond_signal (&self->wanted_cond);
  g_mutex_unlock (&self->wanted_lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_hash_table_unref (self->wanted);
  g_cond_clear (&self->wanted_cond);
  g_mutex_clear (&self->wanted_lock);
  g_object_unref (self->cancellable);
  g_free (self);
}

guint
lec_event_watch_add (LecEventWatch *self,
                     gint64 job)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, 0);

  locker = g_mutex_locker_new (&self->wanted_lock);
  g_hash_table_insert (self->wanted, g_memdup2 (&job, sizeof job), GUINT_TO_POINTER (++self->n_added));
  self->has_added = TRUE;
  g_cond_signal (&self->wanted_cond);
  return self->n_added;
}

void
lec_event_watch_remove (LecEventWatch *self,
                        gint64 job)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->wanted_lock);
  g_hash_table_remove (self->wanted, &job);
}
