/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One loop on the calling thread: claims for free slots, waits for something to
 * happen (a task that ends, a hint, a tick), writes down what came of tasks,
 * renews. A result that cannot be written (a full disk) is kept and tried again
 * while its claim is renewed.
 *
 * A slot belongs to the loop but for what report_lock guards, and to the
 * runner's thread from the push on the pool until its message has come back.
 */
#include "worker/pool.h"

#include "base/error.h"
#include "worker/hint-ear.h"
#include "worker/pool-slot.h"

#define TICK_US      (1 * G_USEC_PER_SEC)
#define MAX_RENEW_US (2 * G_USEC_PER_SEC)
#define REAP_US      (10 * G_USEC_PER_SEC)

/* What wakes the loop: the slot that has ended, or this. */
static const char hint_came;

struct _LecPool
{
  LecStore *store; /* owned */
  LecQueue *queue; /* owned */
  LecPoolOptions options;
  LecWorkFunc func;
  gpointer user_data;
  void (*listener) (const LecPoolEvent *event, gpointer user_data);
  gpointer listener_data;
  GAsyncQueue *messages; /* (element-type LecPoolSlot) unowned, or &hint_came */
  GPtrArray *slots;      /* (element-type LecPoolSlot) owned: claimed and not settled */
  GThreadPool *runners;
  LecHintEar *ear;      /* (nullable): while it runs */
  gint64 next_renew_us; /* monotonic; so is next_reap_us */
  gint64 next_reap_us;
  guint is_endless : 1;
};

/* On a runner's thread. */
static void
run_slot (gpointer data,
          gpointer user_data)
{
  LecPoolSlot *slot = data;
  LecPool *self = user_data;

  slot->start_us = g_get_monotonic_time ();
  self->func (&slot->work, slot->report, self->user_data, slot->cancellable, &slot->error);
  slot->end_us = g_get_monotonic_time ();
  g_async_queue_push (self->messages, slot);
}

/**
 * lec_pool_new:
 * @store: whose handle belongs to the calling thread
 * @func: called on threads of the pool's
 *
 * Returns: (transfer full)
 */
LecPool *
lec_pool_new (LecStore *store,
              LecQueue *queue,
              const LecPoolOptions *options,
              LecWorkFunc func,
              gpointer user_data)
{
  LecPool *self = NULL;

  g_return_val_if_fail (LEC_IS_STORE (store) && LEC_IS_QUEUE (queue) && options != NULL && func != NULL, NULL);
  g_return_val_if_fail (options->concurrency > 0 && options->lease_us >= G_USEC_PER_SEC, NULL);

  self = g_new0 (LecPool, 1);
  self->store = g_object_ref (store);
  self->queue = g_object_ref (queue);
  self->options = *options;
  if (self->options.get_now_us == NULL)
    self->options.get_now_us = g_get_real_time;
  if (self->options.reap_us == 0)
    self->options.reap_us = REAP_US;
  self->func = func;
  self->user_data = user_data;
  self->messages = g_async_queue_new ();
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_pool_slot_free);
  return self;
}

void
lec_pool_free (LecPool *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->slots);
  g_async_queue_unref (self->messages);
  g_object_unref (self->queue);
  g_object_unref (self->store);
  g_free (self);
}

/* Called on the thread that runs the pool. */
void
lec_pool_set_listener (LecPool *self,
                       void (*listener) (const LecPoolEvent *event, gpointer user_data),
                       gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->listener = listener;
  self->listener_data = user_data;
}

static void
tell (LecPool *self,
      LecPoolEventKind kind,
      const LecPoolSlot *slot,
      const GError *reason)
{
  LecPoolEvent event = {
    .kind = kind,
    .work = slot != NULL ? &slot->work : NULL,
    .progress = -1,
    .reason = reason,
  };

  if (self->listener != NULL)
    self->listener (&event, self->listener_data);
}

static void
tell_progress (LecPool *self,
               const LecPoolSlot *slot,
               double progress,
               const char *message)
{
  LecPoolEvent event = { LEC_POOL_ADVANCED, &slot->work, progress, message, NULL };

  if (self->listener != NULL)
    self->listener (&event, self->listener_data);
}

/* --- Claiming --- */

/* Whose tasks are worked on now. */
static const char *const *
get_queues (LecPool *self)
{
  gboolean is_finishing = self->options.begun_queues != NULL && lec_work_control_is_finishing (self->options.control);

  return is_finishing ? self->options.begun_queues : self->options.queues;
}

static guint
get_concurrency (LecPool *self)
{
  return lec_work_control_get_concurrency (self->options.control, self->options.concurrency);
}

/* Begins at once; whoever listens is told when the store has told all that it has to. */
static void
taken_cb (LecClaim *claim,
          gpointer data)
{
  LecPool *self = data;
  LecPoolSlot *slot = lec_pool_slot_new (claim, self->messages, &hint_came, &self->options);

  g_ptr_array_add (self->slots, slot);
  g_thread_pool_push (self->runners, slot, NULL);
}

static gboolean
fill_slots (LecPool *self,
            GError **error)
{
  LecClaimRequest request = {
    .queues = get_queues (self),
    .worker = self->options.worker,
    .lease_us = self->options.lease_us,
    .max_per_owner = self->options.max_per_owner,
    .taken = taken_cb,
    .taken_data = self,
  };
  guint concurrency = get_concurrency (self);

  g_thread_pool_set_max_threads (self->runners, (int) concurrency, NULL);
  while (self->slots->len < concurrency)
    {
      g_autoptr (GError) reason = NULL;
      const LecClaim *claim = lec_store_claim (self->store, &request, self->options.get_now_us (), NULL, &reason);

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (claim == NULL)
        return TRUE;

      /* Its slot has it. */
      tell (self, LEC_POOL_STARTED, g_ptr_array_index (self->slots, self->slots->len - 1), NULL);
    }

  return TRUE;
}

/* --- What came of tasks --- */

static LecPoolEventKind
get_failure_kind (const LecPoolSlot *slot,
                  LecTaskState state)
{
  if (state == LEC_TASK_CANCELLED)
    return LEC_POOL_CANCELLED;
  if (g_error_matches (slot->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return LEC_POOL_RELEASED;

  return state == LEC_TASK_DEAD ? LEC_POOL_FAILED : LEC_POOL_RETRYING;
}

/* Returns: whether the slot is done with, in one way or another */
static gboolean
settle (LecPool *self,
        const LecPoolSlot *slot,
        GError **error)
{
  LecTaskState state = LEC_TASK_DEAD;
  g_autoptr (GError) reason = NULL;
  gboolean is_written = lec_pool_slot_write (slot, self->store, &state, self->options.get_now_us (), &reason);

  if (is_written)
    {
      tell (self, slot->error == NULL ? LEC_POOL_FINISHED : get_failure_kind (slot, state), slot, slot->error);
      return TRUE;
    }
  /* Somebody else has it, or it was removed: whatever came of it here does not count. */
  if (g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST))
    {
      tell (self, LEC_POOL_RELEASED, slot, NULL);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Those that have ended; FALSE with the first reason when one of them could not be written. */
static gboolean
settle_all (LecPool *self,
            GError **error)
{
  g_autoptr (GError) reason = NULL;

  for (guint i = self->slots->len; i > 0; i--)
    {
      const LecPoolSlot *slot = g_ptr_array_index (self->slots, i - 1);

      if (slot->has_ended && settle (self, slot, reason == NULL ? &reason : NULL))
        g_ptr_array_remove_index (self->slots, i - 1);
    }
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* --- Keeping claims --- */

static void
renew (LecPool *self,
       LecPoolSlot *slot)
{
  g_auto (LecPoolNews) news = { 0 };
  LecRenewal renewal = { .lease_us = self->options.lease_us };
  g_autoptr (GError) error = NULL;
  gboolean is_cancelled = FALSE;

  lec_pool_slot_take_news (slot, &news);
  renewal.progress = news.progress;
  renewal.message = news.message;
  renewal.slides = news.slides;
  if (news.is_new)
    tell_progress (self, slot, news.progress, news.message);
  if (!lec_store_renew (self->store, slot->claim->fence, &renewal, &is_cancelled, self->options.get_now_us (), NULL,
                        &error))
    is_cancelled = g_error_matches (error, LEC_STORE_ERROR, LEC_STORE_ERROR_LOST);
  if (is_cancelled)
    g_cancellable_cancel (slot->cancellable);
}

static void
renew_all (LecPool *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    renew (self, g_ptr_array_index (self->slots, i));
}

/* What this pool holds is renewed before anything is reaped: the machine may have slept for hours,
 * of which the leases know and the program does not. */
static void
look_after_claims (LecPool *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean reaps = self->options.reap_us > 0 && now_us >= self->next_reap_us &&
                   (self->options.may_reap == NULL || self->options.may_reap (self->options.tick_data));

  if (reaps || now_us >= self->next_renew_us)
    {
      self->next_renew_us = now_us + MIN (MAX_RENEW_US, self->options.lease_us / 3);
      renew_all (self);
    }
  if (!reaps)
    return;

  self->next_reap_us = now_us + self->options.reap_us;
  lec_store_reap (self->store, LEC_REAP_EXPIRED, NULL, self->options.get_now_us (), NULL, NULL);
}

/* --- The loop --- */

static void
take_message (gpointer message)
{
  if (message != NULL && message != &hint_came)
    ((LecPoolSlot *) message)->has_ended = TRUE;
}

/* Until something happens, for a tick at most. */
static void
wait_for_messages (LecPool *self)
{
  gpointer message = g_async_queue_timeout_pop (self->messages, TICK_US);

  while (message != NULL)
    {
      take_message (message);
      message = g_async_queue_try_pop (self->messages);
    }
}

static void
tell_notice (LecPool *self,
             LecPoolSlot *slot)
{
  g_autofree char *notice = lec_pool_slot_take_notice (slot);
  g_autoptr (GError) reason = NULL;

  if (notice == NULL)
    return;

  reason = g_error_new_literal (LEC_ERROR, LEC_ERROR_INTERNAL, notice);
  tell (self, LEC_POOL_NOTICED, slot, reason);
}

static void
tell_notices (LecPool *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    tell_notice (self, g_ptr_array_index (self->slots, i));
}

static gboolean
is_empty (LecPool *self,
          gboolean *empty,
          GError **error)
{
  LecBacklog backlog = { 0 };

  if (!lec_store_get_backlog (self->store, get_queues (self), &backlog, NULL, error))
    return FALSE;

  *empty = self->slots->len == 0 && !backlog.has_queued && backlog.next_us == 0;
  return TRUE;
}

static void
cancel_all (LecPool *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    g_cancellable_cancel (((LecPoolSlot *) g_ptr_array_index (self->slots, i))->cancellable);
}

static gboolean
claim_more (LecPool *self,
            GError **error)
{
  gboolean claims = !lec_work_control_is_draining (self->options.control) &&
                    !lec_work_control_is_holding (self->options.control);
  gboolean done = !claims || fill_slots (self, error);

  lec_hint_ear_set_listening (self->ear, claims && self->slots->len < get_concurrency (self));
  return done;
}

/* Whether it may pass by itself. */
static gboolean
can_be_waited_out (LecPool *self,
                   const GError *reason)
{
  if (!self->is_endless)
    return self->slots->len > 0;

  return !g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED) &&
         !g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_NEWER);
}

/* While nothing can be written there is no use in claiming; it is told once. */
static gboolean
go_on (LecPool *self,
       gboolean *in_trouble,
       GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (settle_all (self, &reason) && claim_more (self, &reason))
    {
      *in_trouble = FALSE;
      return TRUE;
    }
  if (!can_be_waited_out (self, reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  if (!*in_trouble)
    tell (self, LEC_POOL_TROUBLE, NULL, reason);
  *in_trouble = TRUE;
  return TRUE;
}

/* @is_over: (out): whether nothing is left to be done */
static gboolean
look_for_end (LecPool *self,
              gboolean *is_over,
              GError **error)
{
  *is_over = self->slots->len == 0 && lec_work_control_is_draining (self->options.control);
  return *is_over || self->is_endless || is_empty (self, is_over, error);
}

static gboolean
work_until_over (LecPool *self,
                 GCancellable *cancellable,
                 GError **error)
{
  gboolean in_trouble = FALSE, is_over = FALSE;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      if (!go_on (self, &in_trouble, error) || !look_for_end (self, &is_over, error))
        return FALSE;
      if (is_over)
        return TRUE;

      wait_for_messages (self);
      tell_notices (self);
      look_after_claims (self);
      if (self->options.tick != NULL)
        self->options.tick (self->options.tick_data);
    }

  g_cancellable_set_error_if_cancelled (cancellable, error);
  return FALSE;
}

/* All that still run end; what can be written of them is. */
static void
wind_up (LecPool *self)
{
  cancel_all (self);
  for (guint i = 0; i < self->slots->len; i++)
    {
      const LecPoolSlot *slot = g_ptr_array_index (self->slots, i);

      while (!slot->has_ended)
        take_message (g_async_queue_pop (self->messages));
    }
  settle_all (self, NULL);
  g_ptr_array_set_size (self->slots, 0);
}

/* On the ear's thread. */
static void
heard_cb (gpointer user_data)
{
  LecPool *self = user_data;

  g_async_queue_push (self->messages, (gpointer) &hint_came);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  LecPool *self = user_data;

  g_async_queue_push (self->messages, (gpointer) &hint_came);
}

static gboolean
run (LecPool *self,
     GCancellable *cancellable,
     GError **error)
{
  GCancellable *draining = lec_work_control_get_draining (self->options.control);
  gulong handler = 0, drain_handler = 0;
  gboolean done = FALSE;

  self->runners = g_thread_pool_new (run_slot, self, (int) get_concurrency (self), TRUE, NULL);
  self->ear = lec_hint_ear_new (self->queue, self->options.queues, heard_cb, self);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  if (draining != NULL)
    drain_handler = g_cancellable_connect (draining, G_CALLBACK (cancelled_cb), self, NULL);

  done = work_until_over (self, cancellable, error);
  wind_up (self);

  g_cancellable_disconnect (cancellable, handler);
  g_cancellable_disconnect (draining, drain_handler);
  g_clear_pointer (&self->ear, lec_hint_ear_free);
  g_thread_pool_free (g_steal_pointer (&self->runners), FALSE, TRUE);
  return done;
}

/**
 * lec_pool_run_until_empty:
 * @cancellable: (nullable): stops what runs and gives it back
 *
 * Works until no task is left that will ever be ready; waits for those that are to be tried again
 * later. What is paused is not waited for.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, or with the store's error when nothing can go on
 */
gboolean
lec_pool_run_until_empty (LecPool *self,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->is_endless = FALSE;
  return run (self, cancellable, error);
}

/**
 * lec_pool_run_until_drained:
 * @cancellable: (nullable): stops what runs and gives it back
 *
 * Works without end, also while the store cannot be reached, until the control says that it is to
 * be drained; then until what had begun has ended.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, or with %LEC_STORE_ERROR_DAMAGED or _NEWER
 */
gboolean
lec_pool_run_until_drained (LecPool *self,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->is_endless = TRUE;
  return run (self, cancellable, error);
}

guint
lec_pool_get_n_tasks (const LecPool *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->slots->len;
}
