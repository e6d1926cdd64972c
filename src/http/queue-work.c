/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One long-lived thread, from which all task processes are started. What ends it
 * other than being asked to is logged, and tried again.
 */
#include "http/queue-work.h"

#include <glib/gi18n-lib.h>

#include "base/log.h"

#define AGAIN_S    5
#define AGAIN_POLL 50

struct _LecQueueWork
{
  GThread *thread;
  GCancellable *cancellable;
  int is_alive; /* atomic */
};

static void
event_cb (const LecJobsEvent *event,
          gpointer data)
{
  LecLogContext context = { .job = event->job != NULL ? event->job->id : 0 };
  const char *reason = event->reason != NULL ? event->reason->message : "";

  switch (event->kind)
    {
    case LEC_JOBS_STARTED:
      lec_log (LEC_LOG_INFO, &context, "%s", C_ ("job", "begun"));
      break;
    case LEC_JOBS_COMPLETED:
      lec_log (LEC_LOG_INFO, &context, "%s", _ ("completed"));
      break;
    case LEC_JOBS_CANCELLED:
      lec_log (LEC_LOG_INFO, &context, "%s", _ ("cancelled"));
      break;
    case LEC_JOBS_FAILED:
    case LEC_JOBS_RETRYING:
    case LEC_JOBS_TROUBLE:
    case LEC_JOBS_NOTICED:
      lec_log (LEC_LOG_WARNING, &context, "%s", reason);
      break;
    case LEC_JOBS_ADVANCED:
    default:
      break;
    }
}

static gboolean
work (LecQueueWork *self,
      GError **error)
{
  g_autoptr (LecJobs) jobs = lec_jobs_open (NULL, NULL, self->cancellable, error);
  LecWorkOptions options = { 0 };
  LecJobsListener listener = { .event = event_cb };

  if (jobs == NULL)
    return FALSE;

  g_atomic_int_set (&self->is_alive, TRUE);
  lec_work_options_resolve_here (&options);
  return lec_jobs_serve (jobs, &options, &listener, self->cancellable, error);
}

static gpointer
run_thread (gpointer data)
{
  LecQueueWork *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) error = NULL;

      work (self, &error);
      g_atomic_int_set (&self->is_alive, FALSE);
      if (error != NULL && !g_cancellable_is_cancelled (self->cancellable))
        lec_log (LEC_LOG_WARNING, NULL, "%s", error->message);
      for (guint i = 0; i < AGAIN_S * 1000 / AGAIN_POLL && !g_cancellable_is_cancelled (self->cancellable); i++)
        g_usleep (AGAIN_POLL * 1000);
    }

  return NULL;
}

LecQueueWork *
lec_queue_work_new (void)
{
  LecQueueWork *self = g_new0 (LecQueueWork, 1);

  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("queue", run_thread, self);
  return self;
}

void
lec_queue_work_free (LecQueueWork *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_free (self);
}

gboolean
lec_queue_work_is_alive (LecQueueWork *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_atomic_int_get (&self->is_alive);
}
