/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens, shows and changes jobs, and says in the errors of this program what the
 * store says in its own.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/jobs-private.h"
#include "engine/owner-quota.h"
#include "engine/queue-owner.h"
#include "engine/served-job.h"
#include "queue/local-queue.h"
#include "store/sqlite-store.h"

#define MAX_NUMBER_DIGITS 18
/* Where hits of others may be among them. */
#define SEARCH_MORE  4
#define MAX_SEARCHED 100000

static LecError
translate_code (int code)
{
  switch ((LecStoreError) code)
    {
    case LEC_STORE_ERROR_NO_JOB:
    case LEC_STORE_ERROR_NO_QUEUE:
    case LEC_STORE_ERROR_NO_WORKER:
    case LEC_STORE_ERROR_NO_TOKEN:
      return LEC_ERROR_NOT_FOUND;
    case LEC_STORE_ERROR_WRONG_STATE:
    case LEC_STORE_ERROR_TAKEN:
      return LEC_ERROR_USAGE;
    case LEC_STORE_ERROR_NEWER:
    case LEC_STORE_ERROR_DAMAGED:
    case LEC_STORE_ERROR_OLDER:
      return LEC_ERROR_PROTOCOL;
    case LEC_STORE_ERROR_REFUSED:
      return LEC_ERROR_UNREADABLE;
    case LEC_STORE_ERROR_LOST:
    case LEC_STORE_ERROR_BUSY:
    case LEC_STORE_ERROR_OFFLINE:
    case LEC_STORE_ERROR_UNFIT:
    default:
      return LEC_ERROR_INTERNAL;
    }
}

gboolean
lec_jobs_pass_on (GError *reason,
                  GError **error)
{
  if (reason == NULL)
    return TRUE;

  if (reason->domain == LEC_STORE_ERROR)
    {
      reason->code = (int) translate_code (reason->code);
      reason->domain = LEC_ERROR;
    }
  else if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_WRITABLE))
    g_prefix_error (&reason, "%s", _ ("the library cannot be written (“lectern doctor” says what to do): "));
  g_propagate_error (error, reason);
  return FALSE;
}

gboolean
lec_jobs_take_back_abandoned (LecJobs *self,
                              GCancellable *cancellable,
                              GError **error)
{
  LecJobFilter filter = { .status = LEC_JOB_PROCESSING, .limit = 1 };
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (self->store, &filter, cancellable, error);
  g_autoptr (LecQueueOwner) owner = NULL;

  if (jobs == NULL)
    return FALSE;

  owner = jobs->len > 0 ? lec_queue_owner_try (self->folder, NULL) : NULL;
  return owner == NULL ||
         lec_store_reap (self->store, LEC_REAP_ALL, NULL, g_get_real_time (), cancellable, error);
}

/* Returns: (transfer full) (nullable): without its store */
static LecJobs *
open_folder (const char *folder,
             const char *executable,
             GError **error)
{
  g_autoptr (LecJobs) self = g_new0 (LecJobs, 1);

  self->data = lec_data_folder_open (folder, error);
  if (self->data == NULL)
    return NULL;

  self->folder = lec_data_folder_get_path (self->data);
  self->executable = g_strdup (executable);
  self->queue = lec_local_queue_new ();
  return g_steal_pointer (&self);
}

/**
 * lec_jobs_open:
 * @folder: (nullable): the user's data folder; made when it is not there
 * @executable: (nullable): started with "--task"; this program
 *
 * Returns: (transfer full) (nullable)
 */
LecJobs *
lec_jobs_open (const char *folder,
               const char *executable,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (LecJobs) self = open_folder (folder, executable, error);
  g_autofree char *path = NULL;
  GError *reason = NULL;

  if (self == NULL)
    return NULL;

  path = lec_data_folder_build_path (self->data, LEC_DATA_FOLDER_DATABASE);
  self->store = lec_sqlite_store_open (path, g_get_real_time (), cancellable, &reason);
  if (self->store != NULL)
    lec_jobs_take_back_abandoned (self, cancellable, &reason);

  return lec_jobs_pass_on (reason, error) ? g_steal_pointer (&self) : NULL;
}

/* Because of its permissions, or since the disk is full. */
static gboolean
cannot_be_written (const GError *reason)
{
  return g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_WRITABLE) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_NO_SPACE);
}

/* The library is there, and cannot be written. */
static LecJobs *
open_as_it_is (const char *folder,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (LecJobs) self = open_folder (folder, NULL, error);
  g_autofree char *path = NULL;
  GError *reason = NULL;

  if (self == NULL)
    return NULL;

  path = lec_data_folder_build_path (self->data, LEC_DATA_FOLDER_DATABASE);
  self->store = lec_sqlite_store_open_to_read (path, g_get_real_time (), cancellable, &reason);
  return lec_jobs_pass_on (reason, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * lec_jobs_open_to_read:
 *
 * As lec_jobs_open(); where the library is and cannot be written, or has no room, it can be looked
 * at all the same, and what would change it fails with %LEC_ERROR_NOT_WRITABLE.
 *
 * Returns: (transfer full) (nullable)
 */
LecJobs *
lec_jobs_open_to_read (const char *folder,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = NULL;
  LecJobs *self = lec_jobs_open (folder, NULL, cancellable, &reason);

  if (self != NULL)
    return self;

  path = folder != NULL ? g_strdup (folder) : lec_data_folder_find (NULL, NULL);
  if (cannot_be_written (reason) && path != NULL && lec_data_folder_is_library (path))
    return open_as_it_is (path, cancellable, error);

  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

void
lec_jobs_free (LecJobs *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->store);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->hints, lec_cluster_hints_free);
  g_clear_pointer (&self->data, lec_data_folder_free);
  g_clear_pointer (&self->cluster, lec_cluster_settings_free);
  g_free (self->executable);
  g_free (self->language);
  g_free (self->set_owner);
  g_free (self);
}

const char *
lec_jobs_get_folder (LecJobs *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->folder;
}

const char *
lec_jobs_get_owner (LecJobs *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->owner;
}

gint64
lec_jobs_get_wait_us (LecJobs *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->refused_us;
}

void
lec_jobs_set_owner (LecJobs *self,
                    const char *owner)
{
  char *kept = NULL;

  g_return_if_fail (self != NULL);

  kept = g_strdup (owner);
  g_free (self->set_owner);
  self->set_owner = kept;
  self->owner = kept;
  self->refused_us = 0;
}

/* --- Looking, changing --- */

static gboolean
is_number (const char *name)
{
  gsize length = strspn (name, "0123456789");

  return length > 0 && length <= MAX_NUMBER_DIGITS && name[length] == '\0';
}

/* Somebody else's is as if it were not there. Returns: (transfer full) (nullable) */
static LecJob *
get_own_job (LecJobs *self,
             gint64 id,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (LecJob) job = lec_store_get_job (self->store, id, cancellable, error);
  g_autofree char *number = NULL;

  if (job == NULL || self->owner == NULL || g_strcmp0 (job->owner, self->owner) == 0)
    return g_steal_pointer (&job);

  number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_set_error (error, LEC_STORE_ERROR, LEC_STORE_ERROR_NO_JOB, _ ("there is no job %s"), number);
  return NULL;
}

/**
 * lec_jobs_get:
 * @name: the job's number, or its id
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_NOT_FOUND
 */
LecJob *
lec_jobs_get (LecJobs *self,
              const char *name,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *valid = NULL;
  GError *reason = NULL;
  LecJob *job = NULL;
  gint64 id = 0;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  valid = g_utf8_make_valid (name, -1);
  id = is_number (valid) ? g_ascii_strtoll (valid, NULL, 10)
                         : lec_store_find_job (self->store, valid, cancellable, &reason);
  if (reason == NULL)
    job = get_own_job (self, id, cancellable, &reason);
  if (job != NULL)
    lec_owner_quota_explain (self, &job, 1, cancellable);

  lec_jobs_pass_on (reason, error);
  return job;
}

/* @status: a LecJobStatus, or -1. Returns: (transfer full) (nullable) (element-type LecJob) */
GPtrArray *
lec_jobs_list (LecJobs *self,
               int status,
               GCancellable *cancellable,
               GError **error)
{
  LecJobFilter filter = { .status = status, .owner = self != NULL ? self->owner : NULL };
  GError *reason = NULL;
  GPtrArray *jobs = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  jobs = lec_store_list_jobs (self->store, &filter, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return jobs;
}

/* @page: whose jobs does not count. @n_jobs: (out): of which it is a page. Returns: (transfer full)
 * (nullable) (element-type LecJob) */
GPtrArray *
lec_jobs_page (LecJobs *self,
               const LecJobPage *page,
               guint *n_jobs,
               GCancellable *cancellable,
               GError **error)
{
  LecJobPage own;
  GError *reason = NULL;
  GPtrArray *jobs = NULL;

  g_return_val_if_fail (self != NULL && page != NULL && n_jobs != NULL, NULL);

  own = *page;
  own.owner = self->owner;
  jobs = lec_store_page_jobs (self->store, &own, n_jobs, cancellable, &reason);
  if (jobs != NULL)
    lec_owner_quota_explain (self, (LecJob *const *) jobs->pdata, jobs->len, cancellable);

  lec_jobs_pass_on (reason, error);
  return jobs;
}

/**
 * lec_jobs_list_events:
 * @after: the sequence number of the last event that was seen
 *
 * What has become of jobs, whoever did it; how far they are is not told by events. Old ones are
 * forgotten.
 *
 * Returns: (transfer full) (nullable) (element-type LecEvent): at most @limit, in order
 */
GPtrArray *
lec_jobs_list_events (LecJobs *self,
                      gint64 after,
                      guint limit,
                      GCancellable *cancellable,
                      GError **error)
{
  GError *reason = NULL;
  GPtrArray *events = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  events = lec_store_list_events (self->store, after, limit, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return events;
}

/* As lec_store_change_job(). With a job goes what the service has kept for it. */
gboolean
lec_jobs_change (LecJobs *self,
                 gint64 job,
                 LecJobAction action,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecJob) changed = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  changed = get_own_job (self, job, cancellable, &reason);
  if (changed != NULL &&
      lec_store_change_job (self->store, job, action, g_get_real_time (), cancellable, &reason) &&
      action == LEC_JOB_ACTION_REMOVE)
    lec_served_job_remove_files (self, changed);
  return lec_jobs_pass_on (reason, error);
}

/* Whether the job's slides are those that were found with @options. */
static gboolean
has_slides_of (const LecJob *job,
               const char *content_id,
               const LecJobOptions *options)
{
  LecAffects without_say = LEC_AFFECTS_DOCUMENTS | LEC_AFFECTS_TRANSCRIPT;

  return g_strcmp0 (job->content_hash, content_id) == 0 && job->request != NULL &&
         !(lec_job_options_compare (job->request->options, options) & ~without_say);
}

/* What lies on no shelf is of who works at this desk, be it that others had the same video read. */
static gboolean
is_kept_on (LecJobs *self,
            const LecJob *job,
            const char *shelf)
{
  return g_strcmp0 (job->request->shelf, shelf) == 0 &&
         (shelf != NULL || g_strcmp0 (job->owner, self->owner != NULL ? self->owner : "") == 0);
}

/**
 * lec_jobs_set_lecture:
 * @content_id: of the video, or of all parts together
 * @shelf: (nullable): as lec_review_dup_shelf() says
 * @lecture: as it is now
 *
 * What is shown and found of completed jobs whose lecture it is follows it.
 */
gboolean
lec_jobs_set_lecture (LecJobs *self,
                      const char *content_id,
                      const char *shelf,
                      const LecLecture *lecture,
                      GCancellable *cancellable,
                      GError **error)
{
  LecJobFilter filter = { .status = LEC_JOB_COMPLETED };
  g_autoptr (GPtrArray) jobs = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL && content_id != NULL && lecture != NULL, FALSE);

  filter.owner = self->owner;
  jobs = lec_store_list_jobs (self->store, &filter, cancellable, &reason);
  for (guint i = 0; jobs != NULL && reason == NULL && i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);

      if (has_slides_of (job, content_id, lecture->options) && is_kept_on (self, job, shelf))
        lec_store_set_lecture (self->store, job->id, lecture, g_get_real_time (), cancellable, &reason);
    }

  return lec_jobs_pass_on (reason, error);
}

gboolean
lec_jobs_pause_queue (LecJobs *self,
                      const char *queue,
                      gboolean paused,
                      GCancellable *cancellable,
                      GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL && queue != NULL, FALSE);

  lec_store_pause_queue (self->store, queue, paused, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

/* All queues. What is being worked on is finished to the end of its stage. */
gboolean
lec_jobs_pause_all (LecJobs *self,
                    gboolean paused,
                    GCancellable *cancellable,
                    GError **error)
{
  const char *const *queues = lec_store_get_queue_names ();

  for (; *queues != NULL; queues++)
    if (!lec_jobs_pause_queue (self, *queues, paused, cancellable, error))
      return FALSE;

  return TRUE;
}

/* @is_paused: (out): whether a queue is, be it that no task is in it */
gboolean
lec_jobs_is_paused (LecJobs *self,
                    gboolean *is_paused,
                    GCancellable *cancellable,
                    GError **error)
{
  GError *reason = NULL;
  g_autoptr (GPtrArray) queues = NULL;

  g_return_val_if_fail (self != NULL && is_paused != NULL, FALSE);

  queues = lec_store_list_queues (self->store, cancellable, &reason);
  *is_paused = FALSE;
  for (guint i = 0; queues != NULL && i < queues->len; i++)
    *is_paused = *is_paused || ((const LecQueueFacts *) g_ptr_array_index (queues, i))->is_paused;

  return lec_jobs_pass_on (reason, error);
}

/* Returns: (transfer full) (nullable) (element-type LecSlide) */
GPtrArray *
lec_jobs_list_slides (LecJobs *self,
                      gint64 job,
                      GCancellable *cancellable,
                      GError **error)
{
  GError *reason = NULL;
  GPtrArray *slides = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  slides = lec_store_list_slides (self->store, job, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return slides;
}

/* Returns: (transfer full) (nullable) (element-type LecAttempt) */
GPtrArray *
lec_jobs_list_attempts (LecJobs *self,
                        gint64 job,
                        GCancellable *cancellable,
                        GError **error)
{
  GError *reason = NULL;
  GPtrArray *attempts = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  attempts = lec_store_list_attempts (self->store, job, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return attempts;
}

gboolean
lec_jobs_get_metrics (LecJobs *self,
                      gint64 job,
                      LecJobMetrics *metrics,
                      GCancellable *cancellable,
                      GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL && metrics != NULL, FALSE);

  lec_store_get_metrics (self->store, job, metrics, cancellable, &reason);
  return lec_jobs_pass_on (reason, error);
}

/* Returns: (transfer full) (nullable) (element-type gint64): a set of the jobs that are seen */
static GHashTable *
list_own_ids (LecJobs *self,
              GCancellable *cancellable,
              GError **error)
{
  LecJobFilter filter = { .status = -1, .owner = self->owner };
  g_autoptr (GPtrArray) jobs = lec_store_list_jobs (self->store, &filter, cancellable, error);
  GHashTable *ids = jobs != NULL ? g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL) : NULL;

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    g_hash_table_add (ids, g_memdup2 (&((const LecJob *) g_ptr_array_index (jobs, i))->id, sizeof (gint64)));

  return ids;
}

/* Asks for more until enough of them are seen, or there are no more. */
static GPtrArray *
search_own (LecJobs *self,
            const char *query,
            guint limit,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GHashTable) ids = list_own_ids (self, cancellable, error);
  g_autoptr (GPtrArray) hits = NULL;
  guint n_asked = limit, n_found = 0;

  do
    {
      g_clear_pointer (&hits, g_ptr_array_unref);
      n_asked = MIN (n_asked, G_MAXUINT / SEARCH_MORE) * SEARCH_MORE;
      hits = ids != NULL ? lec_store_search (self->store, query, n_asked, cancellable, error) : NULL;
      if (hits == NULL)
        return NULL;

      n_found = hits->len;
      for (guint i = hits->len; i > 0; i--)
        if (!g_hash_table_contains (ids, &((const LecSearchHit *) g_ptr_array_index (hits, i - 1))->job))
          g_ptr_array_remove_index (hits, i - 1);
    }
  while (hits->len < limit && n_found == n_asked && n_asked < MAX_SEARCHED);

  if (hits->len > limit)
    g_ptr_array_set_size (hits, (int) limit);
  return g_steal_pointer (&hits);
}

/* Returns: (transfer full) (nullable) (element-type LecSearchHit): best first */
GPtrArray *
lec_jobs_search (LecJobs *self,
                 const char *query,
                 guint limit,
                 GCancellable *cancellable,
                 GError **error)
{
  GError *reason = NULL;
  GPtrArray *hits = NULL;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  hits = self->owner == NULL ? lec_store_search (self->store, query, limit, cancellable, &reason)
                             : search_own (self, query, limit, cancellable, &reason);
  lec_jobs_pass_on (reason, error);
  return hits;
}
