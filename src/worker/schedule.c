/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slot is taken before its work begins: who is killed has had it, and nobody
 * does the same at the same time. One thread does the works one after another;
 * what became of them comes back over a queue, and is noted in the store.
 */
#include "worker/schedule.h"

#define LOOK_US (10 * G_TIME_SPAN_SECOND)
#define WAIT_US (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  const LecPeriodicWork *work;
  GError *reason; /* (nullable): %NULL when all is well */
} Outcome;

struct _LecSchedule
{
  LecStore *store; /* owned */
  const LecPeriodicWork *works;
  gsize n_works;
  gpointer user_data;
  gint64 (*get_now_us) (void);
  LecScheduleListener listener;
  gpointer listener_data;
  GThreadPool *thread;
  GAsyncQueue *outcomes; /* (element-type Outcome) owned */
  GCancellable *cancellable;
  guint n_running; /* begun, and not told of */
  gint64 looked_us;
};

static void
outcome_free (Outcome *self)
{
  g_clear_error (&self->reason);
  g_free (self);
}

/* On the schedule's thread. */
static void
run_work (gpointer data,
          gpointer user_data)
{
  const LecPeriodicWork *work = data;
  LecSchedule *self = user_data;
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->work = work;
  if (!g_cancellable_is_cancelled (self->cancellable))
    work->run (self->user_data, self->cancellable, &outcome->reason);
  g_async_queue_push (self->outcomes, outcome);
}

LecSchedule *
lec_schedule_new (LecStore *store,
                  const LecPeriodicWork *works,
                  gsize n_works,
                  gpointer user_data,
                  gint64 (*get_now_us) (void))
{
  LecSchedule *self = NULL;

  g_return_val_if_fail (LEC_IS_STORE (store) && works != NULL, NULL);

  self = g_new0 (LecSchedule, 1);
  self->store = g_object_ref (store);
  self->works = works;
  self->n_works = n_works;
  self->user_data = user_data;
  self->get_now_us = get_now_us != NULL ? get_now_us : g_get_real_time;
  self->outcomes = g_async_queue_new_full ((GDestroyNotify) outcome_free);
  self->cancellable = g_cancellable_new ();
  self->looked_us = G_MININT64;
  self->thread = g_thread_pool_new (run_work, self, 1, FALSE, NULL);
  return self;
}

void
lec_schedule_free (LecSchedule *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_thread_pool_free (self->thread, FALSE, TRUE);
  g_async_queue_unref (self->outcomes);
  g_object_unref (self->cancellable);
  g_object_unref (self->store);
  g_free (self);
}

void
lec_schedule_set_listener (LecSchedule *self,
                           LecScheduleListener listener,
                           gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->listener = listener;
  self->listener_data = user_data;
}

/* What cannot be noted is no reason to stop: it is asked for again in its next slot. */
static void
note (LecSchedule *self,
      const Outcome *outcome)
{
  g_autofree char *problem = outcome->reason != NULL ? g_utf8_make_valid (outcome->reason->message, -1) : NULL;
  g_autoptr (GError) reason = NULL;

  if (!g_error_matches (outcome->reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !lec_store_end_slot (self->store, outcome->work->name, outcome->work->period_us, problem, self->get_now_us (),
                           NULL, &reason))
    g_debug ("%s: %s", outcome->work->name, reason->message);
}

/* Takes @taken (nullable). */
static void
tell (LecSchedule *self,
      Outcome *taken)
{
  if (taken == NULL)
    return;

  self->n_running--;
  note (self, taken);
  if (taken->reason != NULL && self->listener != NULL &&
      !g_error_matches (taken->reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->listener (taken->work->name, taken->reason, self->listener_data);
  outcome_free (taken);
}

static void
tell_all (LecSchedule *self)
{
  Outcome *outcome = NULL;

  while ((outcome = g_async_queue_try_pop (self->outcomes)) != NULL)
    tell (self, outcome);
}

/* Also when the clock was put back. */
static gboolean
is_time_to_look (LecSchedule *self,
                 gint64 now_us)
{
  if (self->looked_us != G_MININT64 && now_us >= self->looked_us && now_us - self->looked_us < LOOK_US)
    return FALSE;

  self->looked_us = now_us;
  return TRUE;
}

gboolean
lec_schedule_tick (LecSchedule *self,
                   GError **error)
{
  gint64 now_us = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  tell_all (self);
  now_us = self->get_now_us ();
  if (!is_time_to_look (self, now_us))
    return TRUE;

  for (gsize i = 0; i < self->n_works; i++)
    {
      const LecPeriodicWork *work = &self->works[i];
      gboolean is_taken = FALSE;

      if (!lec_store_take_slot (self->store, work->name, work->period_us, &is_taken, now_us, NULL, error))
        return FALSE;
      if (!is_taken)
        continue;
      self->n_running++;
      g_thread_pool_push (self->thread, (gpointer) work, NULL);
    }

  return TRUE;
}

void
lec_schedule_finish (LecSchedule *self,
                     GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  while (self->n_running > 0 && !g_cancellable_is_cancelled (cancellable))
    tell (self, g_async_queue_timeout_pop (self->outcomes, WAIT_US));
}
