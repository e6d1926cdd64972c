/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interface's own half.
 */
#include "queue/queue.h"

G_DEFINE_INTERFACE (LecQueue, lec_queue, G_TYPE_OBJECT)

static void
lec_queue_default_init (LecQueueInterface *iface)
{
}

void
lec_hint_free (LecHint *self)
{
  if (self == NULL)
    return;

  g_free (self->queue);
  g_free (self->receipt);
  g_free (self);
}

/**
 * lec_queue_announce:
 *
 * To be called after what it tells of is in the store.
 *
 * Returns: %FALSE when nobody could be told; that is no reason to undo anything
 */
gboolean
lec_queue_announce (LecQueue *self,
                    const char *queue,
                    gint64 task,
                    gint64 generation,
                    GError **error)
{
  g_return_val_if_fail (LEC_IS_QUEUE (self) && queue != NULL, FALSE);

  return LEC_QUEUE_GET_IFACE (self)->announce (self, queue, task, generation, error);
}

/**
 * lec_queue_announce_within:
 * @window: how many hints of that queue may be out
 *
 * Likewise, unless as many are out as may be: counted and announced in one go.
 *
 * Returns: %FALSE when nobody could be told, without an error when there are enough hints
 */
gboolean
lec_queue_announce_within (LecQueue *self,
                           const char *queue,
                           gint64 task,
                           gint64 generation,
                           guint window,
                           GError **error)
{
  g_return_val_if_fail (LEC_IS_QUEUE (self) && queue != NULL && window > 0, FALSE);

  return LEC_QUEUE_GET_IFACE (self)->announce_within (self, queue, task, generation, window, error);
}

/**
 * lec_queue_next:
 * @queues: (array zero-terminated=1): those that the caller serves
 *
 * Waits for a hint. Each one goes to one of those who wait.
 *
 * Returns: (transfer full) (nullable): to be handed to lec_queue_done(); %NULL without an error
 *   when none came in time, with %G_IO_ERROR_CANCELLED, or with %G_IO_ERROR_CLOSED after
 *   lec_queue_shut_down()
 */
LecHint *
lec_queue_next (LecQueue *self,
                const char *const *queues,
                guint timeout_ms,
                GCancellable *cancellable,
                GError **error)
{
  g_return_val_if_fail (LEC_IS_QUEUE (self) && queues != NULL, NULL);

  return LEC_QUEUE_GET_IFACE (self)->next (self, queues, timeout_ms, cancellable, error);
}

/* Whatever came of the hint: it need not be delivered again. */
void
lec_queue_done (LecQueue *self,
                const LecHint *hint)
{
  g_return_if_fail (LEC_IS_QUEUE (self) && hint != NULL);

  LEC_QUEUE_GET_IFACE (self)->done (self, hint);
}

/* Wakes all who wait; nothing is delivered any more. */
void
lec_queue_shut_down (LecQueue *self)
{
  g_return_if_fail (LEC_IS_QUEUE (self));

  LEC_QUEUE_GET_IFACE (self)->shut_down (self);
}

/**
 * lec_queue_count_losses:
 *
 * To be asked from time to time by whoever announces. May take some seconds when the queue is on
 * another machine; what it does not know changes nothing.
 *
 * Returns: how often all hints that were announced before may have been lost, so that all tasks
 *   that wait have to be announced again. A queue that others share counts the first look as one:
 *   it does not know what happened before.
 */
guint64
lec_queue_count_losses (LecQueue *self,
                        GCancellable *cancellable)
{
  g_return_val_if_fail (LEC_IS_QUEUE (self), 0);

  return LEC_QUEUE_GET_IFACE (self)->count_losses (self, cancellable);
}

/**
 * lec_queue_count_hints:
 * @n_hints: (out): how many were announced and are not done with; left as it was on failure
 *
 * For whoever announces no more than can be of use.
 *
 * Returns: %FALSE when nobody could be asked
 */
gboolean
lec_queue_count_hints (LecQueue *self,
                       const char *queue,
                       guint *n_hints,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_QUEUE (self) && queue != NULL && n_hints != NULL, FALSE);

  return LEC_QUEUE_GET_IFACE (self)->count_hints (self, queue, n_hints, cancellable, error);
}
