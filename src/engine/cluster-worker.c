/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pool's thread, which is the caller's, does all of it between two tasks'
 * events: what is to be done about once a second is done in its tick. Only
 * lec_cluster_worker_stop() comes from elsewhere; it sets numbers that the tick
 * looks at.
 */
#include "config.h"

#include "engine/cluster-worker.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/cluster-keeping.h"
#include "engine/cluster-relay.h"
#include "engine/data-folder.h"
#include "engine/job-work.h"
#include "engine/jobs-private.h"
#include "engine/live-progress.h"
#include "engine/sent-job.h"
#include "engine/sent-task.h"
#include "engine/shared-folder.h"
#include "worker/autoscale-rules.h"
#include "worker/service-notify.h"
#include "worker/worker-identity.h"

#define SCALE_EVERY_US (2 * G_USEC_PER_SEC)
/* Whoever dies is missed a second after its lease. */
#define REAP_US (1 * G_USEC_PER_SEC)
/* Until the list of workers says how many slots there are. */
#define WINDOW_PER_SLOT 2
/* Between two looks for a database that is not there when the worker is started. */
#define MIN_REST_US  (1 * G_USEC_PER_SEC)
#define MAX_REST_US  (10 * G_USEC_PER_SEC)
#define REST_STEP_US (G_USEC_PER_SEC / 20)
/* How soon another one leads when the one who did is gone. */
#define LEAD_US (1 * G_USEC_PER_SEC)

struct _LecClusterWorker
{
  const LecClusterSettings *settings; /* unowned */
  char *name;
  LecWorkOptions options;
  LecDataFolder *data; /* (nullable): when nothing is shared */
  char *sent_folder;   /* for jobs whose videos are sent */
  LecJobWork *job_work;
  LecWorkFunc func;
  gpointer func_data;
  LecWorkControl *control;
  GCancellable *cancellable;
  int n_stops; /* atomic: how often it was asked to end */
  LecServiceNotify *notify;
  /* Of the thread that runs it: */
  const LecClusterConnection *connection; /* unowned (nullable): while it runs */
  LecPool *pool;                          /* (nullable): while it runs */
  LecClusterKeeping *keeping;             /* (nullable): likewise */
  LecClusterRelay *relay;                 /* (nullable): likewise, where there is Redis */
  LecProgressMouth *mouth;                /* (nullable): while it runs, where there is Redis */
  LecAutoscale scale;
  gint64 next_scale_us; /* monotonic; so are the others */
  gint64 next_beat_us;
  gint64 next_lead_us;
  gboolean leads;    /* relays, reaps, does what is periodic, for the whole cluster */
  gint64 drained_us; /* when its time is over; 0 while it is not being drained */
};

/* --- The work --- */

static gboolean
check_paths (const LecClusterWorker *self,
             const LecJobRequest *job,
             GError **error)
{
  if (self->settings->shared_folder == NULL)
    {
      g_autofree char *shown = g_filename_display_name (lec_job_request_get_video (job, 0));

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("this worker has no shared folder (%s): it cannot reach %s"),
                   lec_setting_get_variable (LEC_SETTING_SHARED_FOLDER), shown);
      return FALSE;
    }

  for (guint i = 0; i < job->videos->len; i++)
    if (!lec_shared_folder_check (self->settings->shared_folder, lec_job_request_get_video (job, i), error))
      return FALSE;

  return job->output == NULL || lec_shared_folder_check (self->settings->shared_folder, job->output, error);
}

/* On a thread of the pool's. */
static gboolean
work_cb (LecWork *work,
         LecWorkReport *report,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  LecClusterWorker *self = user_data;
  LecSentTasks sent = { self->settings, self->sent_folder, self->job_work };
  /* What cannot be read is the work's to complain about. */
  g_autoptr (LecJobRequest) job = lec_job_request_from_text (work->claim->request, NULL);

  if (job != NULL && !self->connection->is_local && lec_sent_job_is_one (job))
    return lec_sent_task_run (&sent, job, work, report, cancellable, error);
  if (job != NULL && !self->connection->is_local && !check_paths (self, job, error))
    return FALSE;

  return self->func (work, report, self->func_data, cancellable, error);
}

/* --- Telling of it --- */

static LecLogContext
get_context (const LecClusterWorker *self,
             const LecWork *work)
{
  LecLogContext context = { .worker = self->name };

  if (work != NULL)
    {
      context.job = work->claim->job;
      context.task = work->claim->task;
      context.stage = work->claim->stage;
      context.queue = work->claim->queue;
    }
  return context;
}

static const char *
get_reason (const LecPoolEvent *event)
{
  return event->reason != NULL ? event->reason->message : "";
}

/* A task that does not know how far its job is says only what it does. */
static void
log_progress (const LecLogContext *context,
              const LecPoolEvent *event)
{
  const char *message = event->message != NULL ? event->message : "";

  if (event->progress >= 0)
    lec_log (LEC_LOG_DEBUG, context, "%.0f %%: %s", event->progress * 100, message);
  else
    lec_log (LEC_LOG_DEBUG, context, "%s", message);
}

/* The log is for those who run the program: in English, whatever the language. */
static void
pool_event_cb (const LecPoolEvent *event,
               gpointer user_data)
{
  const LecClusterWorker *self = user_data;
  LecLogContext context = get_context (self, event->work);

  switch (event->kind)
    {
    case LEC_POOL_STARTED:
      lec_log (LEC_LOG_INFO, &context, "begun, try %u", event->work->claim->attempt);
      break;
    case LEC_POOL_ADVANCED:
      log_progress (&context, event);
      break;
    case LEC_POOL_FINISHED:
      lec_log (LEC_LOG_INFO, &context, "done, %.1f s of processor time", event->work->cpu_s);
      break;
    case LEC_POOL_RETRYING:
      lec_log (LEC_LOG_WARNING, &context, "failed, is tried again: %s", get_reason (event));
      break;
    case LEC_POOL_FAILED:
      lec_log (LEC_LOG_WARNING, &context, "failed: %s", get_reason (event));
      break;
    case LEC_POOL_CANCELLED:
      lec_log (LEC_LOG_INFO, &context, "cancelled");
      break;
    case LEC_POOL_RELEASED:
      lec_log (LEC_LOG_INFO, &context, event->reason != NULL ? "given back" : "was another worker's by then");
      break;
    case LEC_POOL_TROUBLE:
      lec_log (LEC_LOG_ERROR, &context, "the database cannot be used, tried again: %s", get_reason (event));
      break;
    case LEC_POOL_NOTICED:
    default:
      lec_log (LEC_LOG_WARNING, &context, "%s", get_reason (event));
      break;
    }
}

/* On a thread of the pool's. */
static void
reported_cb (gint64 job,
             double progress,
             const char *message,
             gpointer user_data)
{
  const LecClusterWorker *self = user_data;

  if (self->mouth != NULL && progress >= 0)
    lec_progress_mouth_say (self->mouth, job, progress, message);
}

static void
tell_status (LecClusterWorker *self)
{
  guint n_tasks = lec_pool_get_n_tasks (self->pool);
  guint n_slots = lec_work_control_get_concurrency (self->control, self->options.concurrency);
  const char *state = lec_work_control_is_holding (self->control) ? "held, " : "";
  g_autofree char *status = NULL;

  if (self->drained_us != 0)
    state = "draining, ";
  status = g_strdup_printf ("%s%u of %u tasks", state, n_tasks, n_slots);
  lec_service_notify_tell_status (self->notify, status);
}

/* --- The tick --- */

/* By the store's clock, which has written when jobs came: this machine's may be wrong. */
static gint64
get_store_time_us (LecClusterWorker *self)
{
  gint64 now_us = g_get_real_time ();
  g_autoptr (GPtrArray) workers = lec_store_list_workers (self->connection->store, now_us, NULL, NULL);

  for (guint i = 0; workers != NULL && i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      if (g_str_equal (worker->identity, self->name))
        return worker->heartbeat_us + worker->silence_us;
    }

  return now_us;
}

/* @facts: filled with what waits in the worker's queues. */
static gboolean
count_waiting (LecClusterWorker *self,
               LecAutoscaleFacts *facts)
{
  g_autoptr (GPtrArray) queues = lec_store_list_queues (self->connection->store, NULL, NULL);
  gint64 now_us = get_store_time_us (self);

  for (guint i = 0; queues != NULL && i < queues->len; i++)
    {
      const LecQueueFacts *queue = g_ptr_array_index (queues, i);

      if (queue->is_paused || queue->n_waiting == 0 || !g_strv_contains (self->options.queues, queue->name))
        continue;
      facts->n_waiting += queue->n_waiting;
      facts->oldest_wait_us = MAX (facts->oldest_wait_us, now_us - queue->oldest_us);
    }

  return queues != NULL;
}

static void
scale (LecClusterWorker *self,
       gint64 now_us)
{
  LecAutoscaleFacts facts = {
    .n_running = lec_pool_get_n_tasks (self->pool),
    .minimum = MIN (self->settings->min_workers, self->options.concurrency),
    .maximum = self->options.concurrency,
  };
  guint n_slots = self->scale.n_slots;

  if (!self->settings->auto_scale || now_us < self->next_scale_us)
    return;

  self->next_scale_us = now_us + SCALE_EVERY_US;
  if (!count_waiting (self, &facts))
    return;

  lec_work_control_set_concurrency (self->control, lec_autoscale_step (&self->scale, &facts, now_us));
  if (n_slots != self->scale.n_slots)
    {
      LecLogContext context = get_context (self, NULL);

      lec_log (LEC_LOG_INFO, &context, "%u tasks at a time, %u wait", self->scale.n_slots, facts.n_waiting);
    }
}

/* What was asked for from another thread begins here. */
static void
drain (LecClusterWorker *self,
       gint64 now_us)
{
  LecLogContext context = get_context (self, NULL);

  if (!lec_work_control_is_draining (self->control))
    return;

  if (self->drained_us == 0)
    {
      self->drained_us = now_us + self->settings->drain_timeout_s * (gint64) G_USEC_PER_SEC;
      lec_log (LEC_LOG_INFO, &context, "takes no more tasks, %u have until %u s from now to end",
               lec_pool_get_n_tasks (self->pool), self->settings->drain_timeout_s);
      lec_service_notify_tell_stopping (self->notify);
    }
  if (now_us >= self->drained_us && lec_pool_get_n_tasks (self->pool) > 0)
    {
      lec_log (LEC_LOG_WARNING, &context, "time is over, %u tasks are given back", lec_pool_get_n_tasks (self->pool));
      g_cancellable_cancel (self->cancellable);
    }
}

/* --- The list of workers --- */

static gboolean
register_worker (LecClusterWorker *self,
                 GError **error)
{
  g_autofree char *host = lec_worker_identity_dup_host (self->name);
  LecNewWorker worker = {
    .identity = self->name,
    .host = host,
    .version = LECTERN_VERSION,
    .queues = self->options.queues,
    .n_slots = self->options.concurrency,
    .pid = (gint64) getpid (),
  };

  return lec_store_register_worker (self->connection->store, &worker, g_get_real_time (), NULL, error);
}

/* Somebody may want that it takes no more tasks for a while. */
static void
hold (LecClusterWorker *self,
      gboolean holds)
{
  LecLogContext context = get_context (self, NULL);

  if (holds == lec_work_control_is_holding (self->control))
    return;

  lec_work_control_set_holding (self->control, holds);
  lec_log (LEC_LOG_INFO, &context, holds ? "is held: takes no tasks" : "takes tasks again");
}

/* A heartbeat that cannot be written is missed by whoever looks; the pool tells of the reason. */
static void
beat (LecClusterWorker *self,
      gint64 now_us)
{
  gboolean is_draining = FALSE;
  g_autoptr (GError) error = NULL;

  if (now_us < self->next_beat_us)
    return;

  self->next_beat_us = now_us + LEC_WORKER_HEARTBEAT_US;
  if (lec_store_heartbeat (self->connection->store, self->name, lec_pool_get_n_tasks (self->pool), &is_draining,
                           g_get_real_time (), NULL, &error))
    hold (self, is_draining);
  else if (g_error_matches (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_WORKER))
    register_worker (self, NULL);
}

/* Who cannot ask does not lead. */
static void
lead (LecClusterWorker *self,
      gint64 now_us)
{
  LecLogContext context = get_context (self, NULL);
  gboolean leads = FALSE;

  if (now_us < self->next_lead_us)
    return;

  self->next_lead_us = now_us + LEAD_US;
  lec_store_lead (self->connection->store, &leads, NULL, NULL);
  if (leads != self->leads)
    lec_log (LEC_LOG_INFO, &context, leads ? "leads" : "leads no more");
  self->leads = leads;
  if (self->relay != NULL)
    lec_cluster_relay_set_leading (self->relay, leads);
}

static gboolean
may_reap_cb (gpointer user_data)
{
  return ((const LecClusterWorker *) user_data)->leads;
}

static void
tick_cb (gpointer user_data)
{
  LecClusterWorker *self = user_data;
  gint64 now_us = g_get_monotonic_time ();

  lec_service_notify_feed_watchdog (self->notify, now_us);
  drain (self, now_us);
  beat (self, now_us);
  lead (self, now_us);
  if (self->keeping != NULL && self->leads && self->drained_us == 0)
    lec_cluster_keeping_tick (self->keeping);
  scale (self, now_us);
  tell_status (self);
}

/* --- Its life --- */

static char *
find_lectures (LecClusterWorker *self,
               GError **error)
{
  if (self->settings->shared_folder != NULL)
    return g_build_filename (self->settings->shared_folder, LEC_DATA_FOLDER_LECTURES, NULL);

  self->data = lec_data_folder_open (NULL, error);
  return self->data != NULL ? lec_data_folder_build_path (self->data, LEC_DATA_FOLDER_LECTURES) : NULL;
}

static void
choose_options (LecClusterWorker *self)
{
  const LecClusterSettings *settings = self->settings;

  self->options = (LecWorkOptions){
    .concurrency = settings->auto_scale ? settings->max_workers : settings->concurrency,
    .queues = (const char *const *) settings->queues,
    .max_tasks_per_child = settings->max_tasks_per_child,
    .max_memory_per_child_bytes = settings->max_memory_per_child_bytes,
    .control = self->control,
  };
  lec_work_options_resolve_here (&self->options);
  if (settings->auto_scale)
    lec_work_control_set_concurrency (self->control, MIN (settings->min_workers, self->options.concurrency));
}

LecClusterWorker *
lec_cluster_worker_new (const LecClusterSettings *settings,
                        const char *executable,
                        GError **error)
{
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (LecClusterWorker) self = NULL;
  g_autofree char *root = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_new0 (LecClusterWorker, 1);
  self->settings = settings;
  self->name = lec_worker_identity_new ();
  self->control = lec_work_control_new ();
  self->cancellable = g_cancellable_new ();
  self->notify = lec_service_notify_new ((const char *const *) environment);
  lec_service_notify_hide_from_children ();
  choose_options (self);
  root = find_lectures (self, error);
  if (root == NULL)
    return NULL;

  self->sent_folder = lec_sent_tasks_dup_folder ();
  self->job_work = lec_job_work_new (root, executable, &self->options);
  lec_job_work_set_routes (self->job_work, settings->routes);
  lec_job_work_set_part_length (self->job_work, settings->part_length_s);
  lec_cluster_worker_set_work (self, lec_job_work_run, self->job_work);
  return g_steal_pointer (&self);
}

void
lec_cluster_worker_free (LecClusterWorker *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->job_work, lec_job_work_free);
  g_clear_pointer (&self->data, lec_data_folder_free);
  lec_service_notify_free (self->notify);
  lec_work_control_free (self->control);
  g_object_unref (self->cancellable);
  g_free (self->sent_folder);
  g_free (self->name);
  g_free (self);
}

void
lec_cluster_worker_set_work (LecClusterWorker *self,
                             LecWorkFunc func,
                             gpointer user_data)
{
  g_return_if_fail (self != NULL && func != NULL);

  self->func = func;
  self->func_data = user_data;
}

const char *
lec_cluster_worker_get_name (const LecClusterWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

static void
tell_beginning (LecClusterWorker *self)
{
  g_autofree char *queues = g_strjoinv (",", (GStrv) self->options.queues);
  LecLogContext context = get_context (self, NULL);

  lec_log (LEC_LOG_INFO, &context, "ready: %u tasks at a time of %s", self->options.concurrency, queues);
  lec_service_notify_tell_ready (self->notify);
}

/* That the time for draining is over is no failure: what was given back is done by others. */
static gboolean
has_failed (const LecClusterWorker *self,
            const GError *reason)
{
  return reason != NULL && (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                            g_atomic_int_get (&self->n_stops) > 1);
}

/* What is done beside the tasks. */
static void
begin_helpers (LecClusterWorker *self)
{
  /* A store in memory has nobody else who could keep it. */
  if (self->settings->database_url != NULL)
    self->keeping = lec_cluster_keeping_new (self->settings, self->connection->store);
  if (self->connection->hints != NULL)
    self->mouth = lec_progress_mouth_new (self->connection->hints);
  if (self->connection->hints != NULL)
    self->relay = lec_cluster_relay_new (self->settings, self->connection->hints,
                                         WINDOW_PER_SLOT * self->options.concurrency);
}

static void
end_helpers (LecClusterWorker *self)
{
  g_clear_pointer (&self->mouth, lec_progress_mouth_free);
  g_clear_pointer (&self->relay, lec_cluster_relay_free);
  g_clear_pointer (&self->keeping, lec_cluster_keeping_free);
}

/* Nobody has to wait until it is missed. */
static void
take_leave (LecClusterWorker *self)
{
  LecLogContext context = get_context (self, NULL);

  lec_queue_shut_down (self->connection->queue);
  lec_store_forget_worker (self->connection->store, self->name, NULL, NULL);
  if (self->drained_us == 0)
    lec_service_notify_tell_stopping (self->notify);
  lec_log (LEC_LOG_INFO, &context, "ended");
}

/* Returns: %FALSE when it is asked to end meanwhile */
static gboolean
rest (LecClusterWorker *self,
      gint64 length_us,
      GError **error)
{
  GCancellable *draining = lec_work_control_get_draining (self->control);
  gint64 end_us = g_get_monotonic_time () + length_us;

  while (g_get_monotonic_time () < end_us && !g_cancellable_is_cancelled (draining))
    {
      lec_service_notify_feed_watchdog (self->notify, g_get_monotonic_time ());
      g_usleep (REST_STEP_US);
    }

  return !g_cancellable_set_error_if_cancelled (draining, error);
}

gboolean
lec_cluster_worker_open (LecClusterWorker *self,
                         LecClusterConnection *connection,
                         GError **error)
{
  LecLogContext context = get_context (self, NULL);

  g_return_val_if_fail (self != NULL && connection != NULL, FALSE);

  for (gint64 rest_us = MIN_REST_US;; rest_us = MIN (rest_us * 2, MAX_REST_US))
    {
      GError *reason = NULL;

      if (lec_cluster_connection_open (connection, self->settings, self->name,
                                       lec_work_control_get_draining (self->control), &reason))
        return TRUE;
      if (!g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE))
        return lec_jobs_pass_on (reason, error);

      lec_log (LEC_LOG_WARNING, &context, "the database is waited for: %s", reason->message);
      lec_service_notify_tell_status (self->notify, "waits for the database");
      g_error_free (reason);
      lec_cluster_connection_clear (connection);
      if (!rest (self, rest_us, error))
        return FALSE;
    }
}

gboolean
lec_cluster_worker_run (LecClusterWorker *self,
                        const LecClusterConnection *connection,
                        GError **error)
{
  g_autoptr (LecPool) pool = NULL;
  GError *reason = NULL;
  LecPoolOptions options = { 0 };

  g_return_val_if_fail (self != NULL && connection != NULL, FALSE);

  options = (LecPoolOptions){
    .concurrency = self->options.concurrency,
    .queues = self->options.queues,
    .worker = self->name,
    .lease_us = self->settings->lease_s * (gint64) G_USEC_PER_SEC,
    .max_per_owner = self->settings->max_per_owner,
    .control = self->control,
    .reap_us = REAP_US,
    .may_reap = may_reap_cb,
    .tick = tick_cb,
    .tick_data = self,
    .reported = reported_cb,
  };
  self->connection = connection;
  /* One that is lost again is the pool's to wait for: a heartbeat registers, too. */
  if (!register_worker (self, &reason) && !g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_OFFLINE))
    return lec_jobs_pass_on (reason, error);
  g_clear_error (&reason);

  self->pool = pool = lec_pool_new (connection->store, connection->queue, &options, work_cb, self);
  lec_pool_set_listener (pool, pool_event_cb, self);
  begin_helpers (self);
  lead (self, g_get_monotonic_time ());
  lec_sent_tasks_sweep (self->sent_folder, g_get_real_time ());
  tell_beginning (self);
  lec_pool_run_until_drained (pool, self->cancellable, &reason);
  /* A pool that has nothing to wait for ends without a tick. */
  drain (self, g_get_monotonic_time ());
  self->pool = NULL;
  end_helpers (self);
  take_leave (self);

  if (has_failed (self, reason))
    return lec_jobs_pass_on (reason, error);
  g_clear_error (&reason);
  return TRUE;
}

void
lec_cluster_worker_stop (LecClusterWorker *self)
{
  g_return_if_fail (self != NULL);

  lec_work_control_drain (self->control);
  if (g_atomic_int_add (&self->n_stops, 1) > 0)
    g_cancellable_cancel (self->cancellable);
}
