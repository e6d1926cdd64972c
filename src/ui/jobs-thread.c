/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store tells what has become of jobs in numbered events, also of what other
 * programs do; how far jobs are it does not: those that are being worked on are
 * few, and are looked at each time; so is whether the queue is paused. A library
 * that cannot be written is looked at as it was, and tried again until it can be.
 * What is below "The thread's" is touched by
 * the thread only, once it runs; news are handed over whole.
 */
#include "ui/jobs-thread.h"

#include "base/error.h"
#include "ui/loop-thread.h"

#define LOOK_US    (250 * G_TIME_SPAN_MILLISECOND)
#define IDLE_US    (500 * G_TIME_SPAN_MILLISECOND) /* when nothing happens */
#define MIN_GAP_US (100 * G_TIME_SPAN_MILLISECOND)
#define AGAIN_US   (2 * G_TIME_SPAN_SECOND) /* after the jobs could not be read */
#define MAX_EVENTS 500

struct _LecJobsThread
{
  GObject parent_instance;

  char *folder; /* (nullable) */
  LecJobsNewsFunc func;
  gpointer user_data;
  LecLoopThread *thread;

  /* The thread's. */
  LecJobs *jobs;         /* (nullable): until they could be opened */
  GHashTable *to_remove; /* (element-type gint64): jobs to be removed when they are over */
  gint64 looked_us;      /* monotonic */
  gint64 sequence;       /* of the last event that was seen */
  gboolean knows_all;    /* whether all jobs have been told */
  gboolean was_paused;   /* what was told last; so is was_read_only */
  char *read_only;       /* (nullable): why @jobs cannot change anything */
  gboolean was_read_only;
  char *failure; /* (nullable): what was told last */
};

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

/* Takes @news. */
static void
tell (LecJobsThread *self,
      LecJobsNews *news)
{
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

/* As it should be, and where that cannot be, to look at. */
static gboolean
open_jobs (LecJobsThread *self,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  LecJobs *jobs = NULL;

  if (self->jobs != NULL && self->read_only == NULL)
    return TRUE;

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
      g_autoptr (GPtrArray) events = lec_jobs_list_events (self->jobs, self->sequence, MAX_EVENTS, NULL, error);

      if (events == NULL)
        return FALSE;

      n_read = events->len;
      for (guint i = 0; i < n_read; i++)
        {
          const LecEvent *event = g_ptr_array_index (events, i);

          /* Some were forgotten before they could be seen. */
          if (event->sequence != self->sequence + 1)
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
  jobs = lec_jobs_list (self->jobs, -1, NULL, error);
  if (jobs == NULL)
    return FALSE;

  g_ptr_array_unref (news->jobs);
  news->jobs = jobs;
  news->is_all = TRUE;
  self->knows_all = TRUE;
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
  LecJob *job = lec_jobs_get (self->jobs, name, NULL, &reason);

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
  g_autoptr (GPtrArray) jobs = lec_jobs_list (self->jobs, LEC_JOB_PROCESSING, NULL, error);

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

  if (!self->knows_all)
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
  if (!lec_jobs_is_paused (self->jobs, &news->is_paused, NULL, error))
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
        lec_jobs_change (self->jobs, job->id, LEC_JOB_ACTION_REMOVE, NULL, NULL);
    }
}

static void
look (gpointer user_data)
{
  LecJobsThread *self = user_data;
  g_autoptr (LecJobsNews) news = lec_jobs_news_new ();
  g_autoptr (GError) reason = NULL;
  gboolean is_new = FALSE;

  self->looked_us = g_get_monotonic_time ();
  lec_loop_thread_set_alarm (self->thread, self->looked_us + LOOK_US);
  if (!open_jobs (self, &reason) || !read_changes (self, news, &reason) || !read_state (self, news, &is_new, &reason))
    {
      self->knows_all = FALSE;
      lec_loop_thread_set_alarm (self->thread, self->looked_us + AGAIN_US);
      tell_failure (self, reason);
      return;
    }

  g_clear_pointer (&self->failure, g_free);
  remove_those_over (self, news);
  if (self->read_only != NULL)
    lec_loop_thread_set_alarm (self->thread, self->looked_us + AGAIN_US);
  if (news->is_all || is_new || news->jobs->len > 0 || news->gone->len > 0)
    tell (self, g_steal_pointer (&news));
  else if (self->read_only == NULL)
    lec_loop_thread_set_alarm (self->thread, self->looked_us + IDLE_US);
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

  if (open_jobs (self, &error))
    result = request->func (self->jobs, request->data, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, request->free_result);

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
}

void
lec_jobs_thread_stop (LecJobsThread *self)
{
  g_return_if_fail (LEC_IS_JOBS_THREAD (self));

  self->func = NULL;
  lec_loop_thread_stop (self->thread);
}

static void
lec_jobs_thread_dispose (GObject *object)
{
  lec_jobs_thread_stop (LEC_JOBS_THREAD (object));

  G_OBJECT_CLASS (lec_jobs_thread_parent_class)->dispose (object);
}

static void
lec_jobs_thread_finalize (GObject *object)
{
  LecJobsThread *self = LEC_JOBS_THREAD (object);

  lec_loop_thread_free (self->thread);
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
  lec_loop_thread_set_alarm (self->thread, 0);
  lec_loop_thread_start (self->thread, "jobs", look, end, self);
  return self;
}
