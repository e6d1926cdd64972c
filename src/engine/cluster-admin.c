/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts together what the store knows, and says the store's errors in
 * %LEC_ERROR.
 */
#include "config.h"

#include "engine/cluster-admin.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/secret-mask.h"
#include "engine/cluster-connection.h"
#include "engine/cluster-keeping.h"
#include "engine/jobs-private.h"
#include "model/finding.h"
#include "worker/worker-identity.h"

void
lec_cluster_queue_free (LecClusterQueue *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

char *
lec_cluster_admin_dup_address (LecJobs *jobs)
{
  g_return_val_if_fail (jobs != NULL && jobs->cluster != NULL, NULL);

  return lec_secret_mask_address (jobs->cluster->database_url);
}

GPtrArray *
lec_cluster_admin_list_workers (LecJobs *jobs,
                                GCancellable *cancellable,
                                GError **error)
{
  GError *reason = NULL;
  GPtrArray *workers = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  workers = lec_store_list_workers (jobs->store, g_get_real_time (), cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return workers;
}

static LecClusterQueue *
make_queue (const LecQueueFacts *facts,
            const GPtrArray *workers)
{
  LecClusterQueue *queue = g_new0 (LecClusterQueue, 1);

  queue->name = g_strdup (facts->name);
  queue->is_paused = facts->is_paused;
  queue->n_waiting = facts->n_waiting;
  queue->oldest_us = facts->oldest_us;
  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      if (worker->state != LEC_WORKER_ONLINE || worker->is_draining ||
          !g_strv_contains ((const char *const *) worker->queues, queue->name))
        continue;
      queue->n_workers++;
      queue->n_slots += worker->n_slots;
    }

  return queue;
}

GPtrArray *
lec_cluster_admin_list_queues (LecJobs *jobs,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GPtrArray) workers = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  GError *reason = NULL;
  GPtrArray *queues = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  workers = lec_cluster_admin_list_workers (jobs, cancellable, error);
  if (workers == NULL)
    return NULL;
  facts = lec_store_list_queues (jobs->store, cancellable, &reason);
  if (!lec_jobs_pass_on (reason, error))
    return NULL;

  queues = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_cluster_queue_free);
  for (guint i = 0; i < facts->len; i++)
    g_ptr_array_add (queues, make_queue (g_ptr_array_index (facts, i), workers));
  return queues;
}

const LecWorkerRecord *
lec_cluster_admin_find_worker (const GPtrArray *workers,
                               const char *name,
                               GError **error)
{
  const LecWorkerRecord *found = NULL;
  guint n_found = 0;

  g_return_val_if_fail (workers != NULL && name != NULL, NULL);

  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      if (g_str_equal (worker->identity, name))
        return worker;
      if (*name == '\0' || !g_str_has_prefix (worker->identity, name))
        continue;
      found = worker;
      n_found++;
    }
  if (n_found == 1)
    return found;

  if (n_found == 0)
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no worker “%s”; see “lectern cluster workers”"),
                 name);
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%u workers begin with “%s”; see “lectern cluster workers”"),
                 n_found, name);
  return NULL;
}

char *
lec_cluster_admin_dup_host (const char *worker)
{
  g_return_val_if_fail (worker != NULL, NULL);

  return lec_worker_identity_dup_host (worker);
}

gboolean
lec_cluster_admin_drain (LecJobs *jobs,
                         const char *worker,
                         gboolean drains,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) workers = lec_cluster_admin_list_workers (jobs, cancellable, error);
  const LecWorkerRecord *found = workers != NULL ? lec_cluster_admin_find_worker (workers, worker, error) : NULL;
  GError *reason = NULL;

  if (found == NULL)
    return FALSE;

  lec_store_drain_worker (jobs->store, found->identity, drains, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

gboolean
lec_cluster_admin_forget (LecJobs *jobs,
                          const char *worker,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) workers = lec_cluster_admin_list_workers (jobs, cancellable, error);
  const LecWorkerRecord *found = workers != NULL ? lec_cluster_admin_find_worker (workers, worker, error) : NULL;
  GError *reason = NULL;

  if (found == NULL)
    return FALSE;
  if (found->state == LEC_WORKER_ONLINE)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is online: end it first, or drain it"), found->identity);
      return FALSE;
    }

  lec_store_forget_worker (jobs->store, found->identity, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

GPtrArray *
lec_cluster_admin_list_dead (LecJobs *jobs,
                             guint limit,
                             GCancellable *cancellable,
                             GError **error)
{
  GError *reason = NULL;
  GPtrArray *dead = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  dead = lec_store_list_dead (jobs->store, limit, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return dead;
}

gboolean
lec_cluster_admin_requeue (LecJobs *jobs,
                           gint64 job,
                           GCancellable *cancellable,
                           GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL, FALSE);

  lec_store_change_job (jobs->store, job, LEC_JOB_ACTION_RETRY, g_get_real_time (), cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

gboolean
lec_cluster_admin_run_now (LecJobs *jobs,
                           const char *work,
                           GCancellable *cancellable,
                           GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL && work != NULL, FALSE);

  lec_cluster_keeping_run_now (jobs->cluster, work, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

GPtrArray *
lec_cluster_admin_list_schedule (LecJobs *jobs,
                                 GCancellable *cancellable,
                                 GError **error)
{
  GError *reason = NULL;
  GPtrArray *schedule = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  schedule = lec_store_list_periodic (jobs->store, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return schedule;
}

double
lec_cluster_admin_ping_ms (LecJobs *jobs,
                           GCancellable *cancellable,
                           GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) queues = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL, -1);

  queues = lec_store_list_queues (jobs->store, cancellable, &reason);
  if (!lec_jobs_pass_on (reason, error))
    return -1;

  return (double) (g_get_monotonic_time () - start_us) / 1000;
}

double
lec_cluster_admin_ping_redis_ms (LecJobs *jobs,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (jobs != NULL, -1);

  return jobs->hints != NULL ? lec_cluster_hints_ping_ms (jobs->hints, cancellable, error) : 0;
}

/* --- Checking --- */

/* Returns: whether any is online */
static gboolean
judge_workers (GPtrArray *findings,
               const GPtrArray *workers,
               const char *version)
{
  guint n_online = 0, n_silent = 0, n_other = 0;

  for (guint i = 0; i < workers->len; i++)
    {
      const LecWorkerRecord *worker = g_ptr_array_index (workers, i);

      n_online += worker->state == LEC_WORKER_ONLINE;
      n_silent += worker->state != LEC_WORKER_ONLINE;
      n_other += worker->state == LEC_WORKER_ONLINE && !g_str_equal (worker->version, version);
    }

  if (n_online == 0)
    g_ptr_array_add (findings,
                     lec_finding_new_warning ("workers", g_strdup (_ ("no worker is online")),
                                              g_strdup (_ ("start “lectern --worker” where work is to be done"))));
  else
    g_ptr_array_add (findings, lec_finding_new_ok ("workers", g_strdup_printf (_ ("%u online"), n_online)));
  if (n_silent > 0)
    g_ptr_array_add (findings,
                     lec_finding_new_warning ("silent-workers", g_strdup_printf (_ ("%u not heard of"), n_silent),
                                              g_strdup (_ ("see “lectern cluster workers”; forget those that do not "
                                                           "come back"))));
  if (n_other > 0)
    g_ptr_array_add (findings,
                     lec_finding_new_warning ("versions",
                                              g_strdup_printf (_ ("%u workers are of another version than %s"),
                                                               n_other, version),
                                              g_strdup (_ ("bring all machines to the same version"))));
  return n_online > 0;
}

/* @is_manned: whether anybody works at all: else that has been said. */
static void
judge_queue (GPtrArray *findings,
             const LecClusterQueue *queue,
             gboolean is_manned)
{
  if (queue->is_paused)
    g_ptr_array_add (findings,
                     lec_finding_new_warning ("paused", g_strdup_printf (_ ("%s is paused"), queue->name),
                                              g_strdup_printf ("lectern cluster resume %s", queue->name)));
  if (is_manned && queue->n_workers == 0)
    g_ptr_array_add (findings,
                     lec_finding_new_warning ("unserved",
                                              g_strdup_printf (_ ("no worker takes the tasks of %s, %u wait"),
                                                               queue->name, queue->n_waiting),
                                              g_strdup_printf ("lectern --worker --queues %s", queue->name)));
}

GPtrArray *
lec_cluster_admin_judge (const GPtrArray *queues,
                         const GPtrArray *workers,
                         const char *version)
{
  GPtrArray *findings = NULL;
  gboolean is_manned = FALSE;

  g_return_val_if_fail (queues != NULL && workers != NULL && version != NULL, NULL);

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  is_manned = judge_workers (findings, workers, version);
  for (guint i = 0; i < queues->len; i++)
    judge_queue (findings, g_ptr_array_index (queues, i), is_manned);

  return findings;
}

/* What the files take that machines hand to each other. */
static LecFinding *
check_blobs (LecJobs *jobs,
             GCancellable *cancellable)
{
  LecBlobUse use = { 0 };
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecBlobs) blobs = lec_cluster_connection_open_blobs (jobs->cluster, NULL, cancellable, &reason);
  g_autofree char *size = NULL;
  g_autofree char *quota = NULL;

  if (blobs == NULL || !lec_blobs_measure (blobs, &use, cancellable, &reason))
    return lec_finding_new_problem ("sent-files", LEC_ERROR_UNREADABLE, g_strdup (reason->message),
                                    g_strdup (_ ("see to the shared folder, or to the database")));

  size = g_format_size ((guint64) use.size_bytes);
  if (use.quota_bytes == 0)
    return lec_finding_new_ok ("sent-files", g_steal_pointer (&size));

  quota = g_format_size ((guint64) use.quota_bytes);
  if (use.size_bytes < use.quota_bytes / 10 * 9)
    /* Translators: two sizes of files, like "1.2 GB" */
    return lec_finding_new_ok ("sent-files", g_strdup_printf (_ ("%s of %s"), size, quota));

  return lec_finding_new_problem ("sent-files", LEC_ERROR_NO_SPACE, g_strdup_printf (_ ("%s of %s"), size, quota),
                                  g_strdup_printf (_ ("remove jobs that are done, or allow more (%s)"),
                                                   lec_setting_get_variable (LEC_SETTING_BLOB_QUOTA)));
}

static LecFinding *
check_shared_folder (LecJobs *jobs)
{
  const char *folder = jobs->cluster->shared_folder;
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;

  if (jobs->is_local_cluster)
    return lec_finding_new_ok ("shared-folder", g_strdup (_ ("not needed: all workers are on this machine")));
  if (folder == NULL)
    return lec_finding_new_ok ("shared-folder", g_strdup (_ ("none is set: videos are sent through the database")));
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return lec_finding_new_problem ("shared-folder", LEC_ERROR_NOT_FOUND,
                                    g_strdup_printf (_ ("%s is not there"), shown), g_strdup (_ ("mount it")));
  if (g_access (folder, R_OK | W_OK | X_OK) != 0)
    return lec_finding_new_problem ("shared-folder", LEC_ERROR_NOT_WRITABLE,
                                    g_strdup_printf (_ ("%s cannot be written"), shown),
                                    g_strdup (_ ("give this user the right to write there")));

  return lec_finding_new_ok ("shared-folder", g_steal_pointer (&shown));
}

void
lec_cluster_admin_check_redis (LecClusterHints *hints,
                               GPtrArray *findings,
                               GCancellable *cancellable)
{
  g_auto (GStrv) warnings = NULL;
  g_autoptr (GError) reason = NULL;

  g_return_if_fail (findings != NULL);

  if (hints == NULL)
    {
      g_ptr_array_add (findings, lec_finding_new_ok ("redis", g_strdup (_ ("none: workers ask once a second"))));
      return;
    }

  warnings = lec_cluster_hints_list_warnings (hints, cancellable, &reason);
  if (warnings == NULL)
    g_ptr_array_add (findings, lec_finding_new_warning ("redis", g_strdup (reason->message),
                                                        g_strdup (_ ("until then workers ask once a second"))));
  else if (*warnings == NULL)
    g_ptr_array_add (findings, lec_finding_new_ok ("redis", g_strdup (_ ("answers"))));
  for (char **warning = warnings; warning != NULL && *warning != NULL; warning++)
    g_ptr_array_add (findings, lec_finding_new_warning ("redis", g_strdup (*warning),
                                                        g_strdup (_ ("change that in its settings"))));
}

GPtrArray *
lec_cluster_admin_check (LecJobs *jobs,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) queues = NULL;
  g_autoptr (GPtrArray) workers = NULL;
  GPtrArray *findings = NULL;
  double took_ms = 0;

  g_return_val_if_fail (jobs != NULL && jobs->cluster != NULL, NULL);

  took_ms = lec_cluster_admin_ping_ms (jobs, cancellable, error);
  queues = took_ms >= 0 ? lec_cluster_admin_list_queues (jobs, cancellable, error) : NULL;
  workers = queues != NULL ? lec_cluster_admin_list_workers (jobs, cancellable, error) : NULL;
  if (workers == NULL)
    return NULL;

  findings = lec_cluster_admin_judge (queues, workers, LECTERN_VERSION);
  lec_cluster_admin_check_redis (jobs->hints, findings, cancellable);
  if (!jobs->is_local_cluster)
    g_ptr_array_insert (findings, 0, check_blobs (jobs, cancellable));
  g_ptr_array_insert (findings, 0, check_shared_folder (jobs));
  g_ptr_array_insert (findings, 0,
                      lec_finding_new_ok ("database", g_strdup_printf (_ ("answers in %.1f ms"), took_ms)));
  return findings;
}
