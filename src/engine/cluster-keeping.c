/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The store gives each slot to one of all workers; the work itself runs on the
 * schedule's thread.
 */
#include "engine/cluster-keeping.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/log.h"
#include "engine/cluster-connection.h"
#include "engine/data-folder.h"
#include "engine/sent-files.h"
#include "engine/storage.h"
#include "worker/schedule.h"

/* Longer than a machine is usually away. */
#define FORGET_AFTER_US (1 * G_TIME_SPAN_DAY)

struct _LecClusterKeeping
{
  const LecClusterSettings *settings; /* unowned */
  LecSchedule *schedule;
};

gboolean
lec_cluster_keeping_forget_gone (LecStore *store,
                                 gint64 now_us,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (GPtrArray) workers = lec_store_list_workers (store, now_us, cancellable, error);

  for (guint i = 0; workers != NULL && i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);
      g_autoptr (GError) reason = NULL;

      if (worker->silence_us < FORGET_AFTER_US ||
          lec_store_forget_worker (store, worker->identity, cancellable, &reason) ||
          g_error_matches (reason, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_WORKER))
        continue;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return workers != NULL;
}

static gboolean
keep_up (gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  const LecClusterKeeping *self = user_data;
  g_autoptr (LecStore) store = lec_cluster_connection_open_store (self->settings, cancellable, error);

  return store != NULL && lec_store_upkeep (store, g_get_real_time (), cancellable, error);
}

static gboolean
forget_gone (gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  const LecClusterKeeping *self = user_data;
  g_autoptr (LecStore) store = lec_cluster_connection_open_store (self->settings, cancellable, error);

  return store != NULL && lec_cluster_keeping_forget_gone (store, g_get_real_time (), cancellable, error);
}

/* Where all workers are on one machine nothing is sent. */
static gboolean
sweep_files (gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  const LecClusterKeeping *self = user_data;
  g_autoptr (LecStore) store = NULL;
  g_autoptr (LecBlobs) blobs = NULL;
  gint64 now_us = g_get_real_time ();
  guint n_swept = 0;

  if (lec_cluster_connection_is_local (self->settings))
    return TRUE;

  store = lec_cluster_connection_open_store (self->settings, cancellable, error);
  blobs = store != NULL ? lec_cluster_connection_open_blobs (self->settings, NULL, cancellable, error) : NULL;
  if (blobs == NULL || !lec_blobs_upkeep (blobs, now_us, cancellable, error) ||
      !lec_sent_files_sweep (store, blobs, now_us - LEC_SENT_FILES_GRACE_US, &n_swept, cancellable, error))
    return FALSE;

  if (n_swept > 0)
    lec_log (LEC_LOG_INFO, NULL, "removed %u sent files that no job needs", n_swept);
  return TRUE;
}

/* What killed workers and cancelled jobs leave, parts of long videos among it, where all workers
 * keep their lectures. Where they share no folder all jobs are sent, and each worker cleans up
 * behind itself. */
static gboolean
clean_lectures (gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  const LecClusterKeeping *self = user_data;
  const char *shared = self->settings->shared_folder;
  g_autoptr (LecDataFolder) data = NULL;
  g_autofree char *root = NULL;
  guint n = 0;

  if (shared == NULL && !lec_cluster_connection_is_local (self->settings))
    return TRUE;
  if (shared == NULL)
    data = lec_data_folder_open (NULL, error);
  if (shared == NULL && data == NULL)
    return FALSE;

  root = shared != NULL ? g_build_filename (shared, LEC_DATA_FOLDER_LECTURES, NULL)
                        : lec_data_folder_build_path (data, LEC_DATA_FOLDER_LECTURES);
  n = lec_storage_clean_up (root, g_get_real_time () - LEC_STORAGE_HALF_READ_AGE_US, 0, cancellable);
  if (n > 0)
    lec_log (LEC_LOG_INFO, NULL, "removed %u folders of lectures that were half read", n);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static const LecPeriodicWork works[] = {
  { "upkeep", 1 * G_TIME_SPAN_DAY, keep_up },
  { "sent-files", 1 * G_TIME_SPAN_DAY, sweep_files },
  { "half-read", 1 * G_TIME_SPAN_DAY, clean_lectures },
  { "forget-workers", 1 * G_TIME_SPAN_HOUR, forget_gone },
};

/* Whose result counts more than that it can be noted. */
static gboolean
run_out_of_turn (LecClusterKeeping *self,
                 const LecPeriodicWork *work,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (LecStore) store = NULL;

  if (!work->run (self, cancellable, &reason))
    problem = g_utf8_make_valid (reason->message, -1);
  store = lec_cluster_connection_open_store (self->settings, cancellable, NULL);
  if (store != NULL && !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lec_store_end_slot (store, work->name, work->period_us, problem, g_get_real_time (), cancellable, NULL);
  if (reason == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
lec_cluster_keeping_run_now (const LecClusterSettings *settings,
                             const char *work,
                             GCancellable *cancellable,
                             GError **error)
{
  LecClusterKeeping self = { .settings = settings };

  g_return_val_if_fail (settings != NULL && work != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (works); i++)
    if (g_str_equal (works[i].name, work))
      return run_out_of_turn (&self, &works[i], cancellable, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                       _ ("there is no such periodic work; “lectern cluster schedule” names it"));
  return FALSE;
}

static void
ended_cb (const char *work,
          const GError *reason,
          gpointer user_data)
{
  lec_log (LEC_LOG_WARNING, NULL, "%s: %s", work, reason->message);
}

LecClusterKeeping *
lec_cluster_keeping_new (const LecClusterSettings *settings,
                         LecStore *store)
{
  LecClusterKeeping *self = NULL;

  g_return_val_if_fail (settings != NULL && LEC_IS_STORE (store), NULL);

  self = g_new0 (LecClusterKeeping, 1);
  self->settings = settings;
  self->schedule = lec_schedule_new (store, works, G_N_ELEMENTS (works), self, NULL);
  lec_schedule_set_listener (self->schedule, ended_cb, self);
  return self;
}

void
lec_cluster_keeping_free (LecClusterKeeping *self)
{
  if (self == NULL)
    return;

  lec_schedule_free (self->schedule);
  g_free (self);
}

void
lec_cluster_keeping_tick (LecClusterKeeping *self)
{
  g_autoptr (GError) reason = NULL;

  g_return_if_fail (self != NULL);

  /* Whoever works on tasks finds out, too, and says so. */
  if (!lec_schedule_tick (self->schedule, &reason))
    g_debug ("periodic work: %s", reason->message);
}
