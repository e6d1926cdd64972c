/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many tasks run at a time the store decides where they are claimed; here is
 * only said what it means for a job.
 */
#include "engine/owner-quota.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "engine/jobs-private.h"

/* Returns: how long until one of those of the last hour is older than that; 0 when they are fewer
 * than may be; negative with an error */
static gint64
find_wait_us (LecJobs *jobs,
              guint limit,
              gint64 now_us,
              GCancellable *cancellable,
              GError **error)
{
  LecJobFilter filter = { .status = -1, .owner = jobs->owner, .since_us = now_us - G_TIME_SPAN_HOUR };
  g_autoptr (GPtrArray) recent = lec_store_list_jobs (jobs->store, &filter, cancellable, error);
  const LecJob *first = NULL;

  if (recent == NULL)
    return -1;
  if (recent->len < limit)
    return 0;

  first = g_ptr_array_index (recent, recent->len - limit);
  return MAX (first->created_us + G_TIME_SPAN_HOUR - now_us, 1);
}

gboolean
lec_owner_quota_take (LecJobs *jobs,
                      GCancellable *cancellable,
                      GError **error)
{
  guint limit = 0;
  gint64 wait_us = 0;
  g_autofree char *wait = NULL;

  g_return_val_if_fail (jobs != NULL, FALSE);

  limit = jobs->cluster != NULL && jobs->owner != NULL ? jobs->cluster->jobs_per_hour : 0;
  if (limit == 0)
    return TRUE;

  if (jobs->hints == NULL || !lec_cluster_hints_take_job (jobs->hints, jobs->owner, limit, &wait_us, cancellable))
    wait_us = find_wait_us (jobs, limit, g_get_real_time (), cancellable, error);
  if (wait_us == 0)
    return TRUE;
  if (wait_us < 0)
    return FALSE;

  jobs->refused_us = wait_us;
  wait = lec_time_format ((double) wait_us / G_USEC_PER_SEC);
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               /* Translators: an owner, a number of jobs, a time like 12:30 */
               _ ("%s has added as many jobs as may be added in an hour (%u); the next one can be added in %s"),
               jobs->owner, limit, wait);
  return FALSE;
}

/* @known: (element-type utf8 guint): what was asked before. Returns: tasks of @owner that are
 * worked on; 0 when that cannot be told */
static guint
count_running (LecJobs *jobs,
               GHashTable *known,
               const char *owner,
               GCancellable *cancellable)
{
  gpointer value = NULL;
  guint n_running = 0;

  if (g_hash_table_lookup_extended (known, owner, NULL, &value))
    return GPOINTER_TO_UINT (value);

  if (!lec_store_count_running (jobs->store, owner, &n_running, cancellable, NULL))
    n_running = 0;
  g_hash_table_insert (known, (gpointer) owner, GUINT_TO_POINTER (n_running));
  return n_running;
}

static char *
describe_wait (const char *owner,
               guint n_running)
{
  return g_strdup_printf (
    /* Translators: a number of tasks, an owner of jobs */
    ngettext ("waits until other work of %2$s ends: %1$u task runs, and no more may run at a time",
              "waits until other work of %2$s ends: %1$u tasks run, and no more may run at a time", n_running),
    n_running, owner);
}

void
lec_owner_quota_explain (LecJobs *jobs,
                         LecJob *const *list,
                         guint n_jobs,
                         GCancellable *cancellable)
{
  g_autoptr (GHashTable) known = NULL;
  guint limit = 0;

  g_return_if_fail (jobs != NULL && (list != NULL || n_jobs == 0));

  limit = jobs->cluster != NULL ? jobs->cluster->max_per_owner : 0;
  if (limit == 0)
    return;

  known = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_jobs; i++)
    {
      LecJob *job = list[i];
      guint n_running = 0;

      if (job->status != LEC_JOB_QUEUED || job->message != NULL || job->owner == NULL)
        continue;
      n_running = count_running (jobs, known, job->owner, cancellable);
      if (n_running >= limit)
        job->message = describe_wait (job->owner, n_running);
    }
}
