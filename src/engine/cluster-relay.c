/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a thread of its own, so that a Redis that hangs holds up no claim and no
 * renewal. A server that was started anew has forgotten all hints: then all
 * tasks that wait are told of again.
 */
#include "engine/cluster-relay.h"

#include "engine/cluster-connection.h"

#define EVERY_MS 1000

struct _LecClusterRelay
{
  const LecClusterSettings *settings; /* unowned; so is hints */
  LecClusterHints *hints;
  guint window;
  GCancellable *cancellable;
  GThread *thread;
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
lec_cluster_relay_pass (LecStore *store,
                        LecQueue *queue,
                        guint window,
                        gint64 now_us,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_STORE (store) && LEC_IS_QUEUE (queue) && window > 0, FALSE);

  for (const char *const *name = lec_store_get_queue_names (); *name != NULL; name++)
    {
      Target target = { queue, *name };
      LecRelayRequest request = { *name, window, announce_all, &target };

      if (!lec_store_relay (store, &request, NULL, now_us, cancellable, error))
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

static gboolean
relay (LecClusterRelay *self,
       LecStore *store,
       GError **error)
{
  if (lec_cluster_hints_has_new_server (self->hints) && !lec_store_refill (store, self->cancellable, error))
    return FALSE;

  return lec_cluster_relay_pass (store, lec_cluster_hints_get_queue (self->hints), self->window, g_get_real_time (),
                                 self->cancellable, error);
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
lec_cluster_relay_free (LecClusterRelay *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  g_free (self);
}
