/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list, a lock and a condition. When more hints wait than anybody could have
 * use for, the oldest are dropped: whoever serves that queue is busy anyway.
 */
#include "queue/local-queue.h"

#include <glib/gi18n-lib.h>

#define MAX_HINTS 1000

struct _LecLocalQueue
{
  GObject parent_instance;

  GMutex hints_lock;
  GCond changed;
  GQueue hints; /* (element-type LecHint) owned, oldest first */
  guint is_shut_down : 1;
};

static void queue_iface_init (LecQueueInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (LecLocalQueue, lec_local_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_QUEUE, queue_iface_init))
/* clang-format on */

static gboolean
set_closed (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("the queue is shut down"));
  return FALSE;
}

static guint
count_locked (LecLocalQueue *self,
              const char *name)
{
  guint n = 0;

  for (const GList *l = self->hints.head; l != NULL; l = l->next)
    n += g_str_equal (((const LecHint *) l->data)->queue, name);

  return n;
}

static gboolean
local_queue_announce_within (LecQueue *queue,
                             const char *name,
                             gint64 task,
                             gint64 generation,
                             guint window,
                             GError **error)
{
  LecLocalQueue *self = LEC_LOCAL_QUEUE (queue);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->hints_lock);
  LecHint *hint = NULL;

  if (self->is_shut_down)
    return set_closed (error);
  if (count_locked (self, name) >= window)
    return FALSE;

  hint = g_new0 (LecHint, 1);
  hint->queue = g_strdup (name);
  hint->task = task;
  hint->generation = generation;
  g_queue_push_tail (&self->hints, hint);
  if (self->hints.length > MAX_HINTS)
    lec_hint_free (g_queue_pop_head (&self->hints));
  g_cond_broadcast (&self->changed);

  return TRUE;
}

static gboolean
local_queue_announce (LecQueue *queue,
                      const char *name,
                      gint64 task,
                      gint64 generation,
                      GError **error)
{
  return local_queue_announce_within (queue, name, task, generation, G_MAXUINT, error);
}

static LecHint *
take_hint_locked (LecLocalQueue *self,
                  const char *const *queues)
{
  for (GList *l = self->hints.head; l != NULL; l = l->next)
    {
      LecHint *hint = l->data;

      if (!g_strv_contains (queues, hint->queue))
        continue;
      g_queue_delete_link (&self->hints, l);
      return hint;
    }

  return NULL;
}

static LecHint *
wait_for_hint (LecLocalQueue *self,
               const char *const *queues,
               gint64 deadline_us,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->hints_lock);

  while (TRUE)
    {
      LecHint *hint = NULL;

      if (self->is_shut_down)
        {
          set_closed (error);
          return NULL;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      hint = take_hint_locked (self, queues);
      if (hint != NULL || !g_cond_wait_until (&self->changed, &self->hints_lock, deadline_us))
        return hint != NULL ? hint : take_hint_locked (self, queues);
    }
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  LecLocalQueue *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->hints_lock);

  g_cond_broadcast (&self->changed);
}

static LecHint *
local_queue_next (LecQueue *queue,
                  const char *const *queues,
                  guint timeout_ms,
                  GCancellable *cancellable,
                  GError **error)
{
  LecLocalQueue *self = LEC_LOCAL_QUEUE (queue);
  gint64 deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  gulong handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL) : 0;
  LecHint *hint = wait_for_hint (self, queues, deadline_us, cancellable, error);

  if (cancellable != NULL)
    g_cancellable_disconnect (cancellable, handler);

  return hint;
}

/* It was taken off the list when it was delivered. */
static void
local_queue_done (LecQueue *queue,
                  const LecHint *hint)
{
}

static void
local_queue_shut_down (LecQueue *queue)
{
  LecLocalQueue *self = LEC_LOCAL_QUEUE (queue);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->hints_lock);

  self->is_shut_down = TRUE;
  g_cond_broadcast (&self->changed);
}

/* It goes with the program that announces. */
static guint64
local_queue_count_losses (LecQueue *queue,
                          GCancellable *cancellable)
{
  return 0;
}

/* Those that were delivered are as good as done with. */
static gboolean
local_queue_count_hints (LecQueue *queue,
                         const char *name,
                         guint *n_hints,
                         GCancellable *cancellable,
                         GError **error)
{
  LecLocalQueue *self = LEC_LOCAL_QUEUE (queue);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->hints_lock);

  *n_hints = count_locked (self, name);
  return TRUE;
}

static void
queue_iface_init (LecQueueInterface *iface)
{
  iface->announce = local_queue_announce;
  iface->announce_within = local_queue_announce_within;
  iface->next = local_queue_next;
  iface->done = local_queue_done;
  iface->shut_down = local_queue_shut_down;
  iface->count_losses = local_queue_count_losses;
  iface->count_hints = local_queue_count_hints;
}

static void
lec_local_queue_finalize (GObject *object)
{
  LecLocalQueue *self = LEC_LOCAL_QUEUE (object);

  g_queue_clear_full (&self->hints, (GDestroyNotify) lec_hint_free);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->hints_lock);
  G_OBJECT_CLASS (lec_local_queue_parent_class)->finalize (object);
}

static void
lec_local_queue_class_init (LecLocalQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_local_queue_finalize;
}

static void
lec_local_queue_init (LecLocalQueue *self)
{
  g_mutex_init (&self->hints_lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->hints);
}

/* Returns: (transfer full) */
LecQueue *
lec_local_queue_new (void)
{
  return LEC_QUEUE (g_object_new (LEC_TYPE_LOCAL_QUEUE, NULL));
}
