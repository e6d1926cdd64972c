/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue of bounded length and threads that take from it. A thread opens its
 * handle with its first call, and again, no more than once a second, as long as
 * that does not succeed: the service is there while its database is not.
 */
#include "http/api-workers.h"

#include "base/log.h"
#include "engine/cluster-jobs.h"
#include "http/api-access.h"
#include "http/api-error.h"
#include "http/api-route.h"

#define OPEN_AGAIN_US G_USEC_PER_SEC

struct _LecApiWorkers
{
  const LecApiContext *context; /* unowned */
  GAsyncQueue *queue;           /* (element-type Item) owned */
  GPtrArray *threads;           /* (element-type GThread) */
  guint n_waiting;
};

/* Without a call it ends a thread. */
typedef struct
{
  LecApiCall *call; /* (nullable) owned */
  LecApiDoneFunc done;
  gpointer user_data;
} Item;

/* What a thread has. */
typedef struct
{
  LecApiContext context;
  LecJobs *jobs; /* (nullable) owned */
  char *home;    /* (nullable): whose jobs it sees unless somebody asks */
  GError *problem;
  gint64 tried_us;
} Seat;

static void
item_free (Item *self)
{
  lec_api_call_free (self->call);
  g_free (self);
}

static void
open_jobs (Seat *seat)
{
  if (seat->jobs != NULL || (seat->problem != NULL && g_get_monotonic_time () - seat->tried_us < OPEN_AGAIN_US))
    return;

  g_clear_error (&seat->problem);
  seat->tried_us = g_get_monotonic_time ();
  seat->jobs = seat->context.settings->uses_cluster
                 ? lec_cluster_jobs_open (NULL, seat->context.cancellable, &seat->problem)
                 : lec_jobs_open (NULL, NULL, seat->context.cancellable, &seat->problem);
  if (seat->jobs == NULL)
    lec_log (LEC_LOG_WARNING, NULL, "%s", seat->problem->message);
  else
    seat->home = g_strdup (lec_jobs_get_owner (seat->jobs));
  seat->context.jobs = seat->jobs;
  seat->context.problem = seat->problem;
}

static void
answer (Seat *seat,
        LecApiCall *call)
{
  g_autoptr (GError) error = NULL;

  open_jobs (seat);
  if (seat->jobs != NULL)
    lec_jobs_set_owner (seat->jobs, seat->home);
  if (!lec_api_access_admit (call, &seat->context, &error))
    {
      lec_api_call_answer_error (call, error);
      return;
    }

  if (seat->jobs != NULL && call->route->access != LEC_API_OPEN)
    lec_jobs_set_owner (seat->jobs, call->caller.owner);
  if (call->route->run (call, &seat->context, &error))
    return;

  if (error->domain != LEC_API_ERROR)
    lec_log (LEC_LOG_WARNING, NULL, "%s %s: %s", call->route->method, call->route->path, error->message);
  lec_api_call_answer_error (call, error);
}

static gboolean
answered_cb (gpointer data)
{
  Item *item = data;

  item->done (g_steal_pointer (&item->call), item->user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  LecApiWorkers *self = data;
  Seat seat = { .context = *self->context };

  while (TRUE)
    {
      Item *item = g_async_queue_pop (self->queue);

      if (item->call == NULL)
        {
          item_free (item);
          break;
        }
      answer (&seat, item->call);
      g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, answered_cb, item, (GDestroyNotify) item_free);
    }

  lec_jobs_free (seat.jobs);
  g_clear_error (&seat.problem);
  g_free (seat.home);
  return NULL;
}

LecApiWorkers *
lec_api_workers_new (guint n_threads,
                     guint n_waiting,
                     const LecApiContext *context)
{
  LecApiWorkers *self = g_new0 (LecApiWorkers, 1);

  self->context = context;
  self->queue = g_async_queue_new_full ((GDestroyNotify) item_free);
  self->threads = g_ptr_array_new ();
  self->n_waiting = n_waiting;
  for (guint i = 0; i < n_threads; i++)
    g_ptr_array_add (self->threads, g_thread_new ("api", run_thread, self));

  return self;
}

void
lec_api_workers_free (LecApiWorkers *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->threads->len; i++)
    g_async_queue_push_front (self->queue, g_new0 (Item, 1));
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_async_queue_unref (self->queue);
  g_free (self);
}

gboolean
lec_api_workers_push (LecApiWorkers *self,
                      LecApiCall *call,
                      LecApiDoneFunc done,
                      gpointer user_data)
{
  Item *item = NULL;

  g_return_val_if_fail (self != NULL && call != NULL && done != NULL, FALSE);

  if (g_async_queue_length (self->queue) >= (int) self->n_waiting)
    return FALSE;

  item = g_new0 (Item, 1);
  *item = (Item){ call, done, user_data };
  g_async_queue_push (self->queue, item);
  return TRUE;
}
