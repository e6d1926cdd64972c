/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a thread of its own, so that a Redis that hangs holds up no claim and no
 * renewal. Where hints may have been lost (a server that was started anew, or
 * emptied) all tasks that wait are told of again. No more hints are out than
 * can be of use soon: what is added later may be more urgent.
 */
#include "engine/cluster-relay.h"

#include "engine/cluster-connection.h"

#define EVERY_MS 1000
/* More would be told of before it is known what is most urgent then. */
#define HINTS_PER_SLOT 2

struct _LecClusterRelay
{
  const LecClusterSettings *settings; /* unowned; so is hints */
  LecClusterHints *hints;
  guint window;
  int leads; /* atomic */
  GCancellable *cancellable;
  GThread *thread;
  /* Of the thread: */
  guint64 n_losses; /* that were seen to */
  guint knows_losses : 1;
};

/* Where tasks are told of. */
typedef struct
{
  LecQueue *queue;
  const char *name;
} Target;

static gboolean
announce_all (const LecWaitingTask *tasks,
              gsize n_tasks,
              gpointer data,
              GError **error)
{
  const Target *target = data;

  for (gsize i = 0; i < n_tasks; i++)
    if (!lec_queue_announce (target->queue, target->name, tasks[i].task, tasks[i].generation, error))
      return FALSE;

  return TRUE;
}

gboolean
lec_cluster_relay_tell (const LecWaitingTask *tasks,
                        gsize n_tasks,
                        gpointer target,
                        GError **error)
{
  const LecClusterTarget *self = target;

  for (gsize i = 0; i < n_tasks; i++)
    if (!lec_queue_announce_within (self->queue, self->name, tasks[i].task, tasks[i].generation, self->window, error))
      return FALSE;

  return TRUE;
}

guint
lec_cluster_relay_choose_window (const char *queue,
                                 const GPtrArray *workers,
                                 guint minimum)
{
  guint n_slots = 0;

  g_return_val_if_fail (queue != NULL && workers != NULL, minimum);

  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      if (worker->state == LEC_WORKER_ONLINE && !worker->is_draining &&
          g_strv_contains ((const char *const *) worker->queues, queue))
        n_slots += worker->n_slots;
    }

  return MAX (HINTS_PER_SLOT * n_slots, minimum);
}

/* Who cannot say how many are out may have lost them all. */
static guint
count_free (LecQueue *queue,
            const char *name,
            guint window,
            GCancellable *cancellable)
{
  guint n_hints = 0;

  lec_queue_count_hints (queue, name, &n_hints, cancellable, NULL);
  return window - MIN (n_hints, window);
}

static gboolean
pass_queue (LecStore *store,
            LecQueue *queue,
            const char *name,
            gboolean is_quick,
            guint window,
            gint64 now_us,
            GCancellable *cancellable,
            GError **error)
{
  Target target = { queue, name };
  LecRelayRequest request = { name, 0, announce_all, &target, is_quick };

  request.limit = count_free (queue, name, window, cancellable);
  return request.limit == 0 || lec_store_relay (store, &request, NULL, now_us, cancellable, error);
}

gboolean
lec_cluster_relay_pass_queue (LecStore *store,
                              LecQueue *queue,
                              const char *name,
                              guint window,
                              gint64 now_us,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (store) && LEC_IS_QUEUE (queue) && name != NULL && window > 0, FALSE);

  return pass_queue (store, queue, name, TRUE, window, now_us, cancellable, error);
}

gboolean
lec_cluster_relay_pass (LecStore *store,
                        LecQueue *queue,
                        const GPtrArray *workers,
                        guint window,
                        gint64 now_us,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (window > 0, FALSE);

  for (const char *const *name = lec_store_get_queue_names (); *name != NULL; name++)
    {
      guint limit = workers != NULL ? lec_cluster_relay_choose_window (*name, workers, window) : window;

      if (!pass_queue (store, queue, *name, FALSE, limit, now_us, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

static void
pause_relay (LecClusterRelay *self)
{
  GPollFD fd = { 0 };

  if (!g_cancellable_make_pollfd (self->cancellable, &fd))
    {
      g_usleep (EVERY_MS * 1000);
      return;
    }

  g_poll (&fd, 1, EVERY_MS);
  g_cancellable_release_fd (self->cancellable);
}

/* What was lost before the first look is found out by workers who ask the store. */
static gboolean
make_up_for_losses (LecClusterRelay *self,
                    LecStore *store,
                    GError **error)
{
  guint64 n_losses = lec_queue_count_losses (lec_cluster_hints_get_queue (self->hints), self->cancellable);

  if (self->knows_losses && n_losses != self->n_losses && !lec_store_refill (store, self->cancellable, error))
    return FALSE;

  self->knows_losses = self->knows_losses || n_losses > 0;
  self->n_losses = n_losses;
  return TRUE;
}

static gboolean
relay (LecClusterRelay *self,
       LecStore *store,
       GError **error)
{
  g_autoptr (GPtrArray) workers = NULL;

  if (!make_up_for_losses (self, store, error))
    return FALSE;

  workers = lec_store_list_workers (store, g_get_real_time (), self->cancellable, error);
  return workers != NULL && lec_cluster_relay_pass (store, lec_cluster_hints_get_queue (self->hints), workers,
                                                    self->window, g_get_real_time (), self->cancellable, error);
}

/* What fails is tried again: workers ask the store meanwhile. */
static gpointer
run (gpointer data)
{
  LecClusterRelay *self = data;
  g_autoptr (LecStore) store = NULL;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) reason = NULL;

      if (!g_atomic_int_get (&self->leads))
        {
          pause_relay (self);
          continue;
        }
      if (store == NULL)
        store = lec_cluster_connection_open_store (self->settings, self->cancellable, &reason);
      if (store != NULL)
        relay (self, store, &reason);
      if (reason != NULL)
        g_debug ("nothing is relayed: %s", reason->message);
      pause_relay (self);
    }

  return NULL;
}

LecClusterRelay *
lec_cluster_relay_new (const LecClusterSettings *settings,
                       LecClusterHints *hints,
                       guint window)
{
  LecClusterRelay *self = NULL;

  g_return_val_if_fail (settings != NULL && hints != NULL && window > 0, NULL);

  self = g_new0 (LecClusterRelay, 1);
  self->settings = settings;
  self->hints = hints;
  self->window = window;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("relay", run, self);
  return self;
}

void
lec_cluster_relay_set_leading (LecClusterRelay *self,
                               gboolean leads)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->leads, leads);
}

void
lec_cluster_relay_free (LecClusterRelay *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_free (self);
}
