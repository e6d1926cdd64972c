/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Works on the queue, for whoever owns it: until it is empty, or without end.
 */
#include <unistd.h>

#include "base/error.h"
#include "engine/job-work.h"
#include "engine/jobs-private.h"
#include "engine/queue-owner.h"
#include "pipeline/stage.h"
#include "store/sqlite-store.h"

#define IDLE_MS      500
#define IDLE_TICK_US (10 * G_TIME_SPAN_SECOND)

typedef struct
{
  LecJobs *jobs;
  const LecJobsListener *listener;
} Run;

/* Returns: whether front ends want to know of it */
static gboolean
choose_kind (const LecPoolEvent *event,
             LecJobsEventKind *kind)
{
  switch (event->kind)
    {
    case LEC_POOL_STARTED:
      *kind = LEC_JOBS_STARTED;
      return g_str_equal (event->work->claim->stage, LEC_STAGE_EXTRACT);
    case LEC_POOL_ADVANCED:
      *kind = LEC_JOBS_ADVANCED;
      return TRUE;
    case LEC_POOL_FINISHED:
      *kind = LEC_JOBS_COMPLETED;
      return event->work->next.stage == NULL;
    case LEC_POOL_RETRYING:
      *kind = LEC_JOBS_RETRYING;
      return TRUE;
    case LEC_POOL_FAILED:
      *kind = LEC_JOBS_FAILED;
      return TRUE;
    case LEC_POOL_CANCELLED:
      *kind = LEC_JOBS_CANCELLED;
      return TRUE;
    case LEC_POOL_TROUBLE:
      *kind = LEC_JOBS_TROUBLE;
      return TRUE;
    case LEC_POOL_NOTICED:
      *kind = LEC_JOBS_NOTICED;
      return TRUE;
    case LEC_POOL_RELEASED:
    default:
      return FALSE;
    }
}

static void
pool_event_cb (const LecPoolEvent *event,
               gpointer user_data)
{
  Run *run = user_data;
  LecJobsEvent told = { .progress = event->progress, .message = event->message, .reason = event->reason };
  g_autoptr (LecJob) job = NULL;

  if (!choose_kind (event, &told.kind))
    return;

  if (event->work != NULL && told.kind != LEC_JOBS_NOTICED)
    {
      job = lec_store_get_job (run->jobs->store, event->work->claim->job, NULL, NULL);
      if (job == NULL)
        return;
      told.job = job;
    }
  run->listener->event (&told, run->listener->user_data);
}

static void
noticed_cb (const GError *reason,
            gpointer user_data)
{
  const LecJobsListener *listener = user_data;
  LecJobsEvent event = { .kind = LEC_JOBS_NOTICED, .reason = reason };

  listener->event (&event, listener->user_data);
}

static void
begin_house_keeping (LecJobs *self,
                     const LecWorkOptions *chosen,
                     const LecJobsListener *listener)
{
  self->house =
    lec_house_keeping_new (self->store, self->folder, chosen->expire_days, noticed_cb, (gpointer) listener);
}

/* Returns: (transfer container): of @queues those that hold no first task of a job */
static const char **
choose_begun_queues (const char *const *queues)
{
  g_autoptr (GPtrArray) begun = g_ptr_array_new ();
  LecNewTask first = { NULL };

  lec_job_work_get_first (&first);
  for (; *queues != NULL; queues++)
    if (!g_str_equal (*queues, first.queue))
      g_ptr_array_add (begun, (gpointer) *queues);
  g_ptr_array_add (begun, NULL);

  return (const char **) g_ptr_array_free (g_steal_pointer (&begun), FALSE);
}

static void
tick_cb (gpointer user_data)
{
  lec_house_keeping_tick (((LecJobs *) user_data)->house);
}

static gboolean
work (LecJobs *self,
      const LecWorkOptions *chosen,
      const LecJobsListener *listener,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *root = lec_data_folder_build_path (self->data, LEC_DATA_FOLDER_LECTURES);
  g_autofree char *worker = g_strdup_printf ("%s:%d", g_get_host_name (), (int) getpid ());
  g_autofree const char **begun_queues = choose_begun_queues (chosen->queues);
  g_autoptr (LecJobWork) job_work = lec_job_work_new (root, self->executable, chosen);
  g_autoptr (LecPool) pool = NULL;
  Run run = { self, listener };
  LecPoolOptions options = {
    .concurrency = chosen->concurrency,
    .queues = chosen->queues,
    .worker = worker,
    .lease_us = LEC_JOBS_LEASE_US,
    .control = chosen->control,
    .begun_queues = begun_queues,
    .tick = tick_cb,
    .tick_data = self,
  };

  tick_cb (self);
  pool = lec_pool_new (self->store, self->queue, &options, lec_job_work_run, job_work);
  lec_pool_set_listener (pool, pool_event_cb, &run);
  return lec_pool_run_until_empty (pool, cancellable, error);
}

/* To be called by the owner of the queue. */
static gboolean
work_as_owner (LecJobs *self,
               const LecWorkOptions *chosen,
               const LecJobsListener *listener,
               GCancellable *cancellable,
               GError **error)
{
  return lec_sqlite_store_check (self->store, cancellable, error) &&
         lec_store_reap (self->store, LEC_REAP_ALL, NULL, g_get_real_time (), cancellable, error) &&
         work (self, chosen, listener, cancellable, error);
}

/**
 * lec_jobs_run:
 * @options: what was asked for; the rest is chosen for this machine
 *
 * Works on the queue until it is empty. One program does at a time: others wait for it. What a
 * program that was killed has left is taken up first.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED, or what is wrong with the database
 */
gboolean
lec_jobs_run (LecJobs *self,
              const LecWorkOptions *options,
              const LecJobsListener *listener,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LecQueueOwner) owner = NULL;
  LecWorkOptions chosen = { 0 };
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL && options != NULL && listener != NULL && listener->event != NULL, FALSE);

  chosen = *options;
  lec_work_options_resolve_here (&chosen);
  owner = lec_queue_owner_wait (self->folder, listener->waiting, listener->user_data, cancellable, error);
  if (owner == NULL)
    return FALSE;

  begin_house_keeping (self, &chosen, listener);
  if (work_as_owner (self, &chosen, listener, cancellable, &reason))
    lec_house_keeping_finish (self->house, cancellable);
  g_clear_pointer (&self->house, lec_house_keeping_free);
  return lec_jobs_pass_on (reason, error);
}

/* --- Working without end --- */

/* What serving has told, so that it is told once. */
typedef struct
{
  guint waits : 1;
  guint is_in_trouble : 1;
} Spell;

static void
tell_waiting (const LecJobsListener *listener,
              Spell *spell)
{
  if (listener->waiting != NULL && !spell->waits)
    listener->waiting (0, listener->user_data);
  spell->waits = TRUE;
}

/* When there is nothing else to do; by the owner of the queue. */
static void
keep_house (LecJobs *self)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (LecQueueOwner) owner = NULL;

  if (self->ticked_us > 0 && now_us - self->ticked_us < IDLE_TICK_US)
    return;

  self->ticked_us = now_us;
  owner = lec_queue_owner_try (self->folder, NULL);
  if (owner != NULL)
    lec_house_keeping_tick (self->house);
}

static gboolean
work_if_free (LecJobs *self,
              const LecWorkOptions *chosen,
              const LecJobsListener *listener,
              Spell *spell,
              GCancellable *cancellable,
              GError **error)
{
  LecBacklog backlog = { 0 };
  g_autoptr (LecQueueOwner) owner = NULL;
  g_autoptr (GError) reason = NULL;

  if (!lec_jobs_take_back_abandoned (self, cancellable, error) ||
      !lec_store_get_backlog (self->store, chosen->queues, &backlog, cancellable, error))
    return FALSE;
  if (!backlog.has_queued && backlog.next_us == 0)
    {
      keep_house (self);
      return TRUE;
    }

  owner = lec_queue_owner_try (self->folder, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (owner == NULL)
    {
      tell_waiting (listener, spell);
      return TRUE;
    }

  spell->waits = FALSE;
  return work_as_owner (self, chosen, listener, cancellable, error);
}

/* Returns: whether it can be waited out; it is told then */
static gboolean
sit_out (const LecJobsListener *listener,
         Spell *spell,
         const GError *reason)
{
  LecJobsEvent event = { .kind = LEC_JOBS_TROUBLE, .reason = reason };

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_DAMAGED))
    return FALSE;

  if (!spell->is_in_trouble)
    listener->event (&event, listener->user_data);
  spell->is_in_trouble = TRUE;
  return TRUE;
}

static void
wait_for_work (GCancellable *cancellable)
{
  GPollFD fd = { 0 };

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_usleep (IDLE_MS * 1000);
      return;
    }

  g_poll (&fd, 1, IDLE_MS);
  g_cancellable_release_fd (cancellable);
}

/* Until it is cancelled, or has come to its end. */
static void
serve (LecJobs *self,
       const LecWorkOptions *chosen,
       const LecJobsListener *listener,
       GCancellable *cancellable,
       GError **error)
{
  Spell spell = { 0 };

  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_autoptr (GError) reason = NULL;

      if (listener->idle != NULL)
        listener->idle (listener->user_data);
      if (work_if_free (self, chosen, listener, &spell, cancellable, &reason))
        spell.is_in_trouble = FALSE;
      else if (!sit_out (listener, &spell, reason))
        {
          lec_jobs_pass_on (g_steal_pointer (&reason), error);
          return;
        }
      if (lec_work_control_is_finishing (chosen->control))
        return;
      wait_for_work (cancellable);
    }
}

/**
 * lec_jobs_serve:
 * @options: what was asked for; the rest is chosen for this machine
 *
 * Works on the queue, and when it is empty waits for more, until it is cancelled. While another
 * program works on the queue it is left to that one. What cannot be written now is tried again.
 *
 * Returns: %TRUE once the control in @options has asked for the end and what had begun is done;
 *   %FALSE with %G_IO_ERROR_CANCELLED or %LEC_ERROR_PROTOCOL for a broken database
 */
gboolean
lec_jobs_serve (LecJobs *self,
                const LecWorkOptions *options,
                const LecJobsListener *listener,
                GCancellable *cancellable,
                GError **error)
{
  LecWorkOptions chosen = { 0 };
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL && options != NULL && listener != NULL && listener->event != NULL, FALSE);

  chosen = *options;
  lec_work_options_resolve_here (&chosen);
  begin_house_keeping (self, &chosen, listener);
  serve (self, &chosen, listener, cancellable, &reason);
  g_clear_pointer (&self->house, lec_house_keeping_free);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, reason);
  return FALSE;
}
