/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far jobs are is in the store, where the jobs' thread finds it: of what
 * serving tells, only whether it works is passed on. The thread has a handle of
 * its own and owns nothing else of this object.
 */
#include "ui/queue-thread.h"

#include <sys/resource.h>

#include "base/error.h"
#include "engine/jobs.h"
#include "ui/loop-thread.h"

#define NICENESS 10
#define AGAIN_US (2 * G_USEC_PER_SEC)
#define STEP_US  (50 * 1000)

struct _LecQueueThread
{
  GObject parent_instance;

  char *folder; /* (nullable) */
  GMainContext *home;
  GCancellable *cancellable;
  GThread *thread; /* (nullable): until it was stopped */
  LecQueueState state;
  GError *reason;          /* (nullable) */
  LecWorkControl *control; /* any thread */
  gboolean has_finished;   /* whether the thread has ended by itself */

  LecQueueState told; /* the thread's */
};

enum
{
  STATE_CHANGED,
  NOTICED,
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecQueueThread, lec_queue_thread, G_TYPE_OBJECT)

/* --- Telling --- */

typedef struct
{
  LecQueueThread *thread;
  guint signal; /* of the enum */
  LecQueueState state;
  GError *reason; /* (nullable) */
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_object_unref (message->thread);
  g_clear_error (&message->reason);
  g_free (message);
}

static gboolean
message_cb (gpointer user_data)
{
  Message *message = user_data;
  LecQueueThread *self = message->thread;

  if (self->thread == NULL)
    return G_SOURCE_REMOVE;
  if (message->signal == NOTICED)
    {
      g_signal_emit (self, signals[NOTICED], 0, message->reason->message);
      return G_SOURCE_REMOVE;
    }

  self->has_finished = message->signal == FINISHED;
  self->state = message->state;
  g_clear_error (&self->reason);
  self->reason = g_steal_pointer (&message->reason);
  g_signal_emit (self, signals[message->signal], 0);
  return G_SOURCE_REMOVE;
}

/* @reason: (nullable) */
static Message *
message_new (LecQueueThread *thread,
             guint signal,
             LecQueueState state,
             const GError *reason)
{
  Message *message = g_new0 (Message, 1);

  message->thread = g_object_ref (thread);
  message->signal = signal;
  message->state = state;
  message->reason = reason != NULL ? g_error_copy (reason) : NULL;
  return message;
}

/* @reason: (nullable) */
static void
post (LecQueueThread *self,
      guint signal,
      LecQueueState state,
      const GError *reason)
{
  lec_loop_post (self->home, message_cb, message_new (self, signal, state, reason), message_free);
}

static void
tell_state (LecQueueThread *self,
            LecQueueState state,
            const GError *reason)
{
  if (state == self->told && state != LEC_QUEUE_TROUBLE)
    return;

  self->told = state;
  post (self, STATE_CHANGED, state, reason);
}

/* --- The thread --- */

static void
waiting_cb (int pid,
            gpointer user_data)
{
  tell_state (user_data, LEC_QUEUE_ELSEWHERE, NULL);
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  LecQueueThread *self = user_data;

  if (event->kind == LEC_JOBS_NOTICED)
    post (self, NOTICED, self->told, event->reason);
  else if (event->kind == LEC_JOBS_TROUBLE)
    tell_state (self, LEC_QUEUE_TROUBLE, event->reason);
  else
    tell_state (self, LEC_QUEUE_HERE, NULL);
}

static void
wait_a_little (GCancellable *cancellable)
{
  for (gint64 waited_us = 0; waited_us < AGAIN_US && !g_cancellable_is_cancelled (cancellable); waited_us += STEP_US)
    g_usleep (STEP_US);
}

/* Until it is cancelled or has come to its end, or the library is no good. */
static gboolean
serve (LecQueueThread *self,
       GError **error)
{
  LecJobsListener listener = { waiting_cb, event_cb, self, NULL };
  LecWorkOptions options = { .control = self->control };
  g_autoptr (LecJobs) jobs = lec_jobs_open (self->folder, NULL, self->cancellable, error);

  return jobs != NULL && lec_jobs_serve (jobs, &options, &listener, self->cancellable, error);
}

/* What could not be worked on is not waited for. */
static gboolean
is_at_end (LecQueueThread *self,
           gboolean has_ended)
{
  return has_ended || lec_work_control_is_finishing (self->control);
}

static gpointer
run (gpointer data)
{
  LecQueueThread *self = data;

  /* Of this thread, and of all that it starts; not of the window's. */
  setpriority (PRIO_PROCESS, 0, NICENESS);
  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) reason = NULL;
      gboolean has_ended = serve (self, &reason);

      if (g_cancellable_is_cancelled (self->cancellable))
        break;
      if (is_at_end (self, has_ended))
        {
          post (self, FINISHED, LEC_QUEUE_HERE, NULL);
          return NULL;
        }
      tell_state (self, LEC_QUEUE_TROUBLE, reason);
      wait_a_little (self->cancellable);
    }

  return NULL;
}

void
lec_queue_thread_finish (LecQueueThread *self)
{
  g_return_if_fail (LEC_IS_QUEUE_THREAD (self));

  lec_work_control_set_finishing (self->control, TRUE);
}

void
lec_queue_thread_go_on (LecQueueThread *self)
{
  g_return_if_fail (LEC_IS_QUEUE_THREAD (self));

  lec_work_control_set_finishing (self->control, FALSE);
  if (!self->has_finished)
    return;

  self->has_finished = FALSE;
  g_thread_join (self->thread);
  self->thread = g_thread_new ("queue", run, self);
}

void
lec_queue_thread_set_concurrency (LecQueueThread *self,
                                  guint concurrency)
{
  g_return_if_fail (LEC_IS_QUEUE_THREAD (self));

  lec_work_control_set_concurrency (self->control, concurrency);
}

void
lec_queue_thread_stop (LecQueueThread *self)
{
  g_return_if_fail (LEC_IS_QUEUE_THREAD (self));

  g_cancellable_cancel (self->cancellable);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

static void
lec_queue_thread_dispose (GObject *object)
{
  lec_queue_thread_stop (LEC_QUEUE_THREAD (object));

  G_OBJECT_CLASS (lec_queue_thread_parent_class)->dispose (object);
}

static void
lec_queue_thread_finalize (GObject *object)
{
  LecQueueThread *self = LEC_QUEUE_THREAD (object);

  g_object_unref (self->cancellable);
  g_main_context_unref (self->home);
  g_free (self->folder);
  g_clear_error (&self->reason);
  lec_work_control_free (self->control);

  G_OBJECT_CLASS (lec_queue_thread_parent_class)->finalize (object);
}

static void
lec_queue_thread_class_init (LecQueueThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lec_queue_thread_dispose;
  object_class->finalize = lec_queue_thread_finalize;

  signals[STATE_CHANGED] = g_signal_new ("state-changed", LEC_TYPE_QUEUE_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
  signals[NOTICED] = g_signal_new ("noticed", LEC_TYPE_QUEUE_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FINISHED] =
    g_signal_new ("finished", LEC_TYPE_QUEUE_THREAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_queue_thread_init (LecQueueThread *self)
{
  self->home = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->control = lec_work_control_new ();
}

LecQueueThread *
lec_queue_thread_new (const char *folder)
{
  LecQueueThread *self = g_object_new (LEC_TYPE_QUEUE_THREAD, NULL);

  self->folder = g_strdup (folder);
  self->thread = g_thread_new ("queue", run, self);
  return self;
}

LecQueueState
lec_queue_thread_get_state (LecQueueThread *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_THREAD (self), LEC_QUEUE_HERE);

  return self->state;
}

const char *
lec_queue_thread_get_reason (LecQueueThread *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_THREAD (self), NULL);

  return self->reason != NULL ? self->reason->message : NULL;
}

gboolean
lec_queue_thread_lacks_space (LecQueueThread *self)
{
  g_return_val_if_fail (LEC_IS_QUEUE_THREAD (self), FALSE);

  return g_error_matches (self->reason, LEC_ERROR, LEC_ERROR_NO_SPACE);
}
