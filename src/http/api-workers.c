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
#include "http/api-limits.h"
#include "http/api-route.h"

#define OPEN_AGAIN_US G_USEC_PER_SEC

struct _LecApiWorkers
{
  const LecApiContext *context; /* unowned */
  GAsyncQueue *queue;           /* (element-type Item) owned */
  GPtrArray *threads;           /* (element-type GThread) */
  guint n_waiting;
  gboolean has_ended;
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

static gboolean
admit (Seat *seat,
       LecApiCall *call,
       GError **error)
{
  if (seat->jobs != NULL)
    lec_jobs_set_owner (seat->jobs, seat->home);
  return lec_api_access_admit (call, &seat->context, error) &&
         (call->step == LEC_API_STEP_REFRESH || lec_api_limits_admit (call, &seat->context, error));
}

/* For who was let in. */
static gboolean
run (Seat *seat,
     LecApiCall *call,
     LecApiHandler handler,
     GError **error)
{
  if (seat->jobs != NULL && call->route->access != LEC_API_OPEN)
    lec_jobs_set_owner (seat->jobs, call->caller.owner);
  return handler (call, &seat->context, error);
}

static gboolean
take (LecApiCall *call,
      GError **error)
{
  g_autoptr (GBytes) piece = g_steal_pointer (&call->piece);

  return piece == NULL || call->taken == NULL || call->route->stream->take (call, piece, error);
}

static gboolean
run_step (Seat *seat,
          LecApiCall *call,
          GError **error)
{
  const LecApiRoute *route = call->route;
  gboolean is_well = FALSE;

  switch (call->step)
    {
    case LEC_API_STEP_BEGIN:
      open_jobs (seat);
      return admit (seat, call, error) && run (seat, call, route->stream->begin, error);
    case LEC_API_STEP_TAKE:
      return take (call, error);
    case LEC_API_STEP_FINISH:
      open_jobs (seat);
      is_well = run (seat, call, route->run, error);
      /* Whoever has the answer may go on with the same upload at once. */
      lec_api_call_drop_taken (call);
      return is_well;
    case LEC_API_STEP_ABANDON:
      take (call, NULL);
      lec_api_call_drop_taken (call);
      return TRUE;
    case LEC_API_STEP_TELL:
      open_jobs (seat);
      lec_api_limits_tell (call, &seat->context);
      return TRUE;
    case LEC_API_STEP_REFRESH:
    case LEC_API_STEP_ANSWER:
    default:
      open_jobs (seat);
      return admit (seat, call, error) && run (seat, call, route->run, error);
    }
}

static void
answer (Seat *seat,
        LecApiCall *call)
{
  g_autoptr (GError) error = NULL;
  gboolean is_well = run_step (seat, call, &error);

  /* Before anybody hears of it. */
  if (!g_str_equal (call->route->method, "GET"))
    g_atomic_int_inc (seat->context.n_changes);
  if (is_well)
    return;

  if (error->domain != LEC_API_ERROR)
    lec_log (LEC_LOG_WARNING, NULL, "%s %s: %s", call->route->method, call->route->path, error->message);
  lec_api_call_answer_error (call, error);
  lec_api_call_drop_taken (call);
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
      /* Not g_main_context_invoke(): that is here, where nobody runs the main context any more. */
      g_idle_add_full (G_PRIORITY_DEFAULT, answered_cb, item, (GDestroyNotify) item_free);
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
lec_api_workers_end (LecApiWorkers *self,
                     gboolean does_rest)
{
  Item *item = NULL;

  g_return_if_fail (self != NULL);

  self->has_ended = TRUE;
  for (guint i = 0; i < self->threads->len; i++)
    if (does_rest)
      g_async_queue_push (self->queue, g_new0 (Item, 1));
    else
      g_async_queue_push_front (self->queue, g_new0 (Item, 1));
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_set_size (self->threads, 0);
  while ((item = g_async_queue_try_pop (self->queue)) != NULL)
    {
      answered_cb (item);
      item_free (item);
    }
}

void
lec_api_workers_free (LecApiWorkers *self)
{
  if (self == NULL)
    return;

  lec_api_workers_end (self, FALSE);
  g_ptr_array_unref (self->threads);
  g_async_queue_unref (self->queue);
  g_free (self);
}

/* What was begun is brought to an end, and what was given is told. */
static gboolean
is_optional (LecApiStep step)
{
  return step <= LEC_API_STEP_BEGIN || step == LEC_API_STEP_REFRESH;
}

gboolean
lec_api_workers_push (LecApiWorkers *self,
                      LecApiCall *call,
                      LecApiDoneFunc done,
                      gpointer user_data)
{
  Item *item = NULL;

  g_return_val_if_fail (self != NULL && call != NULL && done != NULL, FALSE);

  if (self->has_ended)
    return FALSE;
  if (is_optional (call->step) && g_async_queue_length (self->queue) >= (int) self->n_waiting)
    return FALSE;

  item = g_new0 (Item, 1);
  *item = (Item){ call, done, user_data };
  g_async_queue_push (self->queue, item);
  return TRUE;
}
