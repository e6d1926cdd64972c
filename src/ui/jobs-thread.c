/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store tells what has become of jobs in numbered events, also of what other
 * programs do; how far jobs are it does not: those that are being worked on are
 * few, and are looked at each time; so is whether the queue is paused. A library
 * that cannot be written is looked at as it was, and tried again until it can be.
 * A cluster is asked less often, and
 * once in a while for all of its jobs: its events have gaps. What is below "The
 * thread's" is touched by the thread only, once it runs; news are handed over
 * whole.
 */
#include "ui/jobs-thread.h"

#include "base/error.h"
#include "engine/cluster-jobs.h"
#include "ui/job-place.h"
#include "ui/loop-thread.h"

#define LOOK_US    (250 * G_TIME_SPAN_MILLISECOND)
#define IDLE_US    (500 * G_TIME_SPAN_MILLISECOND) /* when nothing happens */
#define MIN_GAP_US (100 * G_TIME_SPAN_MILLISECOND)
#define AGAIN_US   (2 * G_TIME_SPAN_SECOND) /* after the jobs could not be read */
#define MAX_EVENTS 500
/* Of a cluster. */
#define FAR_LOOK_US (500 * G_TIME_SPAN_MILLISECOND)
#define FAR_ALL_US  (10 * G_TIME_SPAN_SECOND)
#define STOP_MS     3000
#define STEP_MS     10

struct _LecJobsThread
{
  GObject parent_instance;

  char *folder;            /* (nullable) */
  GHashTable *preferences; /* (nullable): of a cluster */
  LecJobsThread *cluster;  /* (nullable): the main thread's */
  gboolean looks;
  LecJobsNewsFunc func; /* (nullable) */
  gpointer user_data;
  LecLoopThread *thread;
  GCancellable *giving_up; /* (nullable): of a cluster: any thread */
  gint has_ended;          /* atomic */

  /* The thread's. */
  LecJobs *jobs;         /* (nullable): until they could be opened */
  GHashTable *to_remove; /* (element-type gint64): jobs to be removed when they are over */
  gint64 looked_us;      /* monotonic */
  gint64 read_all_us;    /* monotonic: when all jobs were read last */
  gint64 carried_us;     /* monotonic: when it was told last how far files are */
  gint64 sequence;       /* of the last event that was seen */
  gboolean knows_all;    /* whether all jobs have been told */
  gboolean was_paused;   /* what was told last; so is was_read_only */
  char *read_only;       /* (nullable): why @jobs cannot change anything */
  gboolean was_read_only;
  char *failure; /* (nullable): what was told last */
};

enum
{
  CARRYING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecJobsThread, lec_jobs_thread, G_TYPE_OBJECT)

LecJobsNews *
lec_jobs_news_new (void)
{
  LecJobsNews *self = g_new0 (LecJobsNews, 1);

  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_job_free);
  self->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
lec_jobs_news_free (LecJobsNews *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->jobs);
  g_array_unref (self->gone);
  g_free (self->read_only);
  g_clear_error (&self->failure);
  g_free (self);
}

/* --- Telling --- */

typedef struct
{
  LecJobsThread *thread;
  LecJobsNews *news;
} Delivery;

/* Takes @news. */
static Delivery *
delivery_new (LecJobsThread *thread,
              LecJobsNews *news)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  *delivery = (Delivery){ g_object_ref (thread), news };
  return delivery;
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_object_unref (delivery->thread);
  lec_jobs_news_free (delivery->news);
  g_free (delivery);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Delivery *delivery = user_data;

  if (delivery->thread->func != NULL)
    delivery->thread->func (delivery->news, delivery->thread->user_data);
  return G_SOURCE_REMOVE;
}

static void
number_for_window (LecJobsNews *news)
{
  news->is_cluster = TRUE;
  for (guint i = 0; i < news->jobs->len; i++)
    {
      LecJob *job = g_ptr_array_index (news->jobs, i);

      job->id = lec_job_place_in_cluster (job->id);
    }
  for (guint i = 0; i < news->gone->len; i++)
    g_array_index (news->gone, gint64, i) = lec_job_place_in_cluster (g_array_index (news->gone, gint64, i));
}

/* Takes @news. */
static void
tell (LecJobsThread *self,
      LecJobsNews *news)
{
  if (self->preferences != NULL)
    number_for_window (news);
  lec_loop_thread_tell (self->thread, deliver_cb, delivery_new (self, news), delivery_free);
}

/* Once for each reason. */
static void
tell_failure (LecJobsThread *self,
              const GError *reason)
{
  LecJobsNews *news = NULL;

  if (g_strcmp0 (self->failure, reason->message) == 0)
    return;

  g_free (self->failure);
  self->failure = g_strdup (reason->message);
  news = lec_jobs_news_new ();
  news->failure = g_error_copy (reason);
  tell (self, news);
}

/* --- Looking for what has changed --- */

/* Takes @jobs (nullable). */
static void
use_jobs (LecJobsThread *self,
          LecJobs *jobs,
          const char *read_only)
{
  g_clear_pointer (&self->jobs, lec_jobs_free);
  self->jobs = jobs;
  g_free (self->read_only);
  self->read_only = g_strdup (read_only);
  self->knows_all = FALSE;
  self->sequence = 0;
}

static gboolean
open_cluster (LecJobsThread *self,
              GError **error)
{
  LecJobs *jobs = lec_cluster_jobs_open_with (self->preferences, self->giving_up, error);

  if (jobs != NULL)
    use_jobs (self, jobs, NULL);
  return jobs != NULL;
}

/* As it should be, and where that cannot be, to look at. */
static gboolean
open_jobs (LecJobsThread *self,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  LecJobs *jobs = NULL;

  if (self->jobs != NULL && self->read_only == NULL)
    return TRUE;
  if (self->preferences != NULL)
    return open_cluster (self, error);

  jobs = lec_jobs_open (self->folder, NULL, NULL, &reason);
  if (jobs != NULL)
    use_jobs (self, jobs, NULL);
  if (self->jobs != NULL)
    return TRUE;

  jobs = lec_jobs_open_to_read (self->folder, NULL, NULL);
  if (jobs != NULL)
    use_jobs (self, jobs, reason->message);
  else
    g_propagate_error (error, g_steal_pointer (&reason));

  return self->jobs != NULL;
}

/* Reads the events that are new. @changed: (element-type gint64) (nullable): gets whose they are */
static gboolean
read_events (LecJobsThread *self,
             GHashTable *changed,
             GError **error)
{
  guint n_read = MAX_EVENTS;

  while (n_read == MAX_EVENTS)
    {
      g_autoptr (GPtrArray) events =
        lec_jobs_list_events (self->jobs, self->sequence, MAX_EVENTS, self->giving_up, error);

      if (events == NULL)
        return FALSE;

      n_read = events->len;
      for (guint i = 0; i < n_read; i++)
        {
          const LecEvent *event = g_ptr_array_index (events, i);

          /* Some were forgotten before they could be seen. */
          if (event->sequence != self->sequence + 1 && self->preferences == NULL)
            self->knows_all = FALSE;
          self->sequence = event->sequence;
          if (changed != NULL)
            g_hash_table_add (changed, g_memdup2 (&event->job, sizeof event->job));
        }
    }

  return TRUE;
}

static gboolean
read_all (LecJobsThread *self,
          LecJobsNews *news,
          GError **error)
{
  GPtrArray *jobs = NULL;

  /* First: what changes in between is told twice, and not never. */
  if (!read_events (self, NULL, error))
    return FALSE;
  jobs = lec_jobs_list (self->jobs, -1, self->giving_up, error);
  if (jobs == NULL)
    return FALSE;

  g_ptr_array_unref (news->jobs);
  news->jobs = jobs;
  news->is_all = TRUE;
  self->knows_all = TRUE;
  self->read_all_us = self->looked_us;
  return TRUE;
}

static gboolean
read_job (LecJobsThread *self,
          gint64 id,
          LecJobsNews *news,
          GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) reason = NULL;
  LecJob *job = lec_jobs_get (self->jobs, name, self->giving_up, &reason);

  if (job != NULL)
    {
      g_ptr_array_add (news->jobs, job);
      return TRUE;
    }
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    {
      g_array_append_val (news->gone, id);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
read_running (LecJobsThread *self,
              GHashTable *known,
              LecJobsNews *news,
              GError **error)
{
  g_autoptr (GPtrArray) jobs = lec_jobs_list (self->jobs, LEC_JOB_PROCESSING, self->giving_up, error);

  if (jobs == NULL)
    return FALSE;

  for (guint i = jobs->len; i > 0; i--)
    if (!g_hash_table_contains (known, &((const LecJob *) g_ptr_array_index (jobs, i - 1))->id))
      g_ptr_array_add (news->jobs, g_ptr_array_steal_index_fast (jobs, i - 1));
  return TRUE;
}

static gboolean
read_changes (LecJobsThread *self,
              LecJobsNews *news,
              GError **error)
{
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter = { NULL };
  gpointer id = NULL;

  if (!self->knows_all || (self->preferences != NULL && self->looked_us - self->read_all_us > FAR_ALL_US))
    return read_all (self, news, error);
  if (!read_events (self, changed, error))
    return FALSE;
  if (!self->knows_all)
    return read_all (self, news, error);

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!read_job (self, *(const gint64 *) id, news, error))
      return FALSE;

  return read_running (self, changed, news, error);
}

/* @is_new: (out): whether there is anything to tell of it */
static gboolean
read_state (LecJobsThread *self,
            LecJobsNews *news,
            gboolean *is_new,
            GError **error)
{
  if (!lec_jobs_is_paused (self->jobs, &news->is_paused, self->giving_up, error))
    return FALSE;

  news->read_only = g_strdup (self->read_only);
  *is_new = news->is_paused != self->was_paused || (self->read_only != NULL) != self->was_read_only;
  self->was_paused = news->is_paused;
  self->was_read_only = self->read_only != NULL;
  return TRUE;
}

static void
remove_those_over (LecJobsThread *self,
                   const LecJobsNews *news)
{
  for (guint i = 0; i < news->jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (news->jobs, i);

      if (lec_job_is_over (job) && g_hash_table_remove (self->to_remove, &job->id))
        lec_jobs_change (self->jobs, job->id, LEC_JOB_ACTION_REMOVE, self->giving_up, NULL);
    }
}

/* How long nothing is looked for after news, and after none. */
static void
wait_for_news (LecJobsThread *self,
               gboolean is_busy)
{
  gint64 wait_us = is_busy ? LOOK_US : IDLE_US;

  if (self->preferences != NULL)
    wait_us = is_busy ? FAR_LOOK_US : 2 * FAR_LOOK_US;
  if (self->read_only != NULL)
    wait_us = AGAIN_US;
  lec_loop_thread_set_alarm (self->thread, self->looked_us + wait_us);
}

static void
look (gpointer user_data)
{
  LecJobsThread *self = user_data;
  g_autoptr (LecJobsNews) news = lec_jobs_news_new ();
  g_autoptr (GError) reason = NULL;
  gboolean is_new = FALSE;

  self->looked_us = g_get_monotonic_time ();
  if (!open_jobs (self, &reason) || !read_changes (self, news, &reason) || !read_state (self, news, &is_new, &reason))
    {
      self->knows_all = FALSE;
      lec_loop_thread_set_alarm (self->thread, self->looked_us + AGAIN_US);
      tell_failure (self, reason);
      return;
    }

  g_clear_pointer (&self->failure, g_free);
  remove_those_over (self, news);
  is_new = is_new || news->is_all || news->jobs->len > 0 || news->gone->len > 0;
  wait_for_news (self, is_new);
  if (is_new || self->preferences != NULL)
    tell (self, g_steal_pointer (&news));
}

/* --- Doing what is asked for --- */

typedef struct
{
  LecJobsFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->free_data != NULL)
    request->free_data (request->data);
  g_free (request);
}

static gboolean
request_cb (gpointer user_data)
{
  GTask *task = user_data;
  LecJobsThread *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  gpointer result = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  if (cancellable == NULL)
    cancellable = self->giving_up;
  if (open_jobs (self, &error))
    result = request->func (self->jobs, request->data, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, request->free_result);

  if (self->looks)
    lec_loop_thread_set_alarm (self->thread, self->looked_us + MIN_GAP_US);
  return G_SOURCE_REMOVE;
}

void
lec_jobs_thread_run_async (LecJobsThread *self,
                           LecJobsFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_result,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;
  Request *request = NULL;

  g_return_if_fail (LEC_IS_JOBS_THREAD (self) && lec_loop_thread_is_running (self->thread) && func != NULL);

  request = g_new0 (Request, 1);
  *request = (Request){ func, data, free_data, free_result };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lec_jobs_thread_run_async);
  g_task_set_task_data (task, request, request_free);
  lec_loop_thread_post (self->thread, request_cb, task, g_object_unref);
}

gpointer
lec_jobs_thread_run_finish (LecJobsThread *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
lec_jobs_thread_run_finish_done (LecJobsThread *self,
                                 GAsyncResult *result,
                                 GError **error)
{
  GError *reason = NULL;

  lec_jobs_thread_run_finish (self, result, &reason);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, reason);
  return FALSE;
}

typedef struct
{
  LecJobsThread *thread;
  char *text; /* (nullable) */
  double fraction;
} Carrying;

static void
carrying_free (gpointer data)
{
  Carrying *carrying = data;

  g_object_unref (carrying->thread);
  g_free (carrying->text);
  g_free (carrying);
}

static gboolean
carrying_cb (gpointer user_data)
{
  Carrying *carrying = user_data;

  g_signal_emit (carrying->thread, signals[CARRYING], 0, carrying->text, carrying->fraction);
  return G_SOURCE_REMOVE;
}

void
lec_jobs_thread_tell_carrying (LecJobsThread *self,
                               const char *text,
                               double fraction)
{
  gint64 now_us = g_get_monotonic_time ();
  Carrying *carrying = NULL;

  g_return_if_fail (LEC_IS_JOBS_THREAD (self));

  if (text != NULL && fraction > 0 && now_us - self->carried_us < MIN_GAP_US)
    return;

  self->carried_us = now_us;
  carrying = g_new0 (Carrying, 1);
  *carrying = (Carrying){ g_object_ref (self), g_strdup (text), fraction };
  lec_loop_thread_tell (self->thread, carrying_cb, carrying, carrying_free);
}

void
lec_jobs_thread_remove_when_over (LecJobsThread *self,
                                  gint64 job)
{
  g_return_if_fail (LEC_IS_JOBS_THREAD (self));

  g_hash_table_add (self->to_remove, g_memdup2 (&job, sizeof job));
}

/* --- The thread --- */

static void
end (gpointer user_data)
{
  LecJobsThread *self = user_data;

  g_clear_pointer (&self->jobs, lec_jobs_free);
  g_atomic_int_set (&self->has_ended, TRUE);
}

/* A server may not answer for as long as it likes. */
static void
wait_for_cluster (LecJobsThread *self)
{
  for (guint waited_ms = 0; waited_ms < STOP_MS && !g_atomic_int_get (&self->has_ended); waited_ms += STEP_MS)
    g_usleep (STEP_MS * 1000);

  lec_jobs_thread_give_up (self);
}

void
lec_jobs_thread_give_up (LecJobsThread *self)
{
  g_return_if_fail (LEC_IS_JOBS_THREAD (self) && self->giving_up != NULL);

  g_cancellable_cancel (self->giving_up);
}

void
lec_jobs_thread_stop (LecJobsThread *self)
{
  g_return_if_fail (LEC_IS_JOBS_THREAD (self));

  self->func = NULL;
  if (self->giving_up != NULL && lec_loop_thread_is_running (self->thread))
    {
      lec_loop_thread_quit (self->thread);
      wait_for_cluster (self);
    }
  lec_loop_thread_stop (self->thread);
}

static gpointer
wait_for_end (gpointer data)
{
  g_autoptr (LecJobsThread) self = data;

  lec_loop_thread_stop (self->thread);
  return NULL;
}

void
lec_jobs_thread_retire (LecJobsThread *self)
{
  g_return_if_fail (LEC_IS_JOBS_THREAD (self) && lec_loop_thread_is_running (self->thread));

  self->func = NULL;
  lec_jobs_thread_give_up (self);
  lec_loop_thread_quit (self->thread);
  g_thread_unref (g_thread_new ("retire", wait_for_end, self));
}

static void
lec_jobs_thread_dispose (GObject *object)
{
  LecJobsThread *self = LEC_JOBS_THREAD (object);

  lec_jobs_thread_stop (self);
  g_clear_object (&self->cluster);

  G_OBJECT_CLASS (lec_jobs_thread_parent_class)->dispose (object);
}

static void
lec_jobs_thread_finalize (GObject *object)
{
  LecJobsThread *self = LEC_JOBS_THREAD (object);

  lec_loop_thread_free (self->thread);
  g_clear_object (&self->giving_up);
  g_clear_pointer (&self->preferences, g_hash_table_unref);
  g_hash_table_unref (self->to_remove);
  g_free (self->failure);
  g_free (self->read_only);
  g_free (self->folder);

  G_OBJECT_CLASS (lec_jobs_thread_parent_class)->finalize (object);
}

static void
lec_jobs_thread_class_init (LecJobsThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lec_jobs_thread_dispose;
  object_class->finalize = lec_jobs_thread_finalize;

  signals[CARRYING] = g_signal_new ("carrying", LEC_TYPE_JOBS_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
}

static void
lec_jobs_thread_init (LecJobsThread *self)
{
  self->thread = lec_loop_thread_new ();
  self->to_remove = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

LecJobsThread *
lec_jobs_thread_new (const char *folder,
                     LecJobsNewsFunc func,
                     gpointer user_data)
{
  LecJobsThread *self = NULL;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_object_new (LEC_TYPE_JOBS_THREAD, NULL);
  self->folder = g_strdup (folder);
  self->func = func;
  self->user_data = user_data;
  self->looks = TRUE;
  lec_loop_thread_set_alarm (self->thread, 0);
  lec_loop_thread_start (self->thread, "jobs", look, end, self);
  return self;
}

LecJobsThread *
lec_jobs_thread_new_for_cluster (GHashTable *preferences,
                                 LecJobsNewsFunc func,
                                 gpointer user_data)
{
  LecJobsThread *self = NULL;

  g_return_val_if_fail (preferences != NULL, NULL);

  self = g_object_new (LEC_TYPE_JOBS_THREAD, NULL);
  self->preferences = g_hash_table_ref (preferences);
  self->giving_up = g_cancellable_new ();
  self->func = func;
  self->user_data = user_data;
  self->looks = func != NULL;
  if (self->looks)
    lec_loop_thread_set_alarm (self->thread, 0);
  lec_loop_thread_start (self->thread, "cluster", look, end, self);
  return self;
}

gboolean
lec_jobs_thread_is_cluster (LecJobsThread *self)
{
  g_return_val_if_fail (LEC_IS_JOBS_THREAD (self), FALSE);

  return self->preferences != NULL;
}

void
lec_jobs_thread_set_cluster (LecJobsThread *self,
                             LecJobsThread *cluster)
{
  g_return_if_fail (LEC_IS_JOBS_THREAD (self) && (cluster == NULL || LEC_IS_JOBS_THREAD (cluster)));

  g_set_object (&self->cluster, cluster);
}

LecJobsThread *
lec_jobs_thread_get_cluster (LecJobsThread *self)
{
  g_return_val_if_fail (LEC_IS_JOBS_THREAD (self), NULL);

  return self->cluster;
}
