/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * While no hint can be had it tries again from time to time: whoever needs them
 * asks the store meanwhile, as is done from time to time anyway.
 */
#include "worker/hint-ear.h"

#define HINT_TIMEOUT_MS 1000
#define DEAF_MS         1000

struct _LecHintEar
{
  LecQueue *queue; /* owned */
  const char *const *queues;
  void (*heard) (gpointer user_data);
  gpointer user_data;
  GCancellable *cancellable;
  GThread *thread;
  GMutex listening_lock;
  GCond listening_cond;
  gboolean is_listening; /* guarded by listening_lock */
};

/* For a while, unless it is so already. */
static gboolean
wait_for_use (LecHintEar *self)
{
  gint64 until_us = g_get_monotonic_time () + (gint64) HINT_TIMEOUT_MS * 1000;
  gboolean is_listening = FALSE;

  g_mutex_lock (&self->listening_lock);
  if (!self->is_listening)
    g_cond_wait_until (&self->listening_cond, &self->listening_lock, until_us);
  is_listening = self->is_listening;
  g_mutex_unlock (&self->listening_lock);

  return is_listening;
}

static void
pause_listening (LecHintEar *self)
{
  GPollFD fd = { 0 };

  if (!g_cancellable_make_pollfd (self->cancellable, &fd))
    {
      g_usleep (DEAF_MS * 1000);
      return;
    }

  g_poll (&fd, 1, DEAF_MS);
  g_cancellable_release_fd (self->cancellable);
}

static gpointer
listen (gpointer data)
{
  LecHintEar *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecHint) hint = NULL;

      if (!wait_for_use (self))
        continue;
      hint = lec_queue_next (self->queue, self->queues, HINT_TIMEOUT_MS, self->cancellable, &error);
      if (error != NULL)
        pause_listening (self);
      if (hint == NULL)
        continue;
      self->heard (self->user_data);
      lec_queue_done (self->queue, hint);
    }

  return NULL;
}

LecHintEar *
lec_hint_ear_new (LecQueue *queue,
                  const char *const *queues,
                  void (*heard) (gpointer user_data),
                  gpointer user_data)
{
  LecHintEar *self = NULL;

  g_return_val_if_fail (LEC_IS_QUEUE (queue) && queues != NULL && heard != NULL, NULL);

  self = g_new0 (LecHintEar, 1);
  self->queue = g_object_ref (queue);
  self->queues = queues;
  self->heard = heard;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->listening_lock);
  g_cond_init (&self->listening_cond);
  self->thread = g_thread_new ("hints", listen, self);
  return self;
}

void
lec_hint_ear_free (LecHintEar *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  lec_hint_ear_set_listening (self, TRUE);
  g_thread_join (self->thread);
  g_cond_clear (&self->listening_cond);
  g_mutex_clear (&self->listening_lock);
  g_object_unref (self->cancellable);
  g_object_unref (self->queue);
  g_free (self);
}

void
lec_hint_ear_set_listening (LecHintEar *self,
                            gboolean is_listening)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->listening_lock);
  self->is_listening = is_listening;
  g_cond_signal (&self->listening_cond);
  g_mutex_unlock (&self->listening_lock);
}
