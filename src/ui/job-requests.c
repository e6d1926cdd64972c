/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each request is a function that the jobs' thread calls with data that nobody
 * else has any more.
 */
#include "ui/job-requests.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/folder-defaults.h"
#include "engine/given-subtitles.h"
#include "engine/job-folder.h"
#include "ui/cluster-words.h"
#include "ui/job-place.h"
#include "ui/video-files.h"

void
lec_added_jobs_free (LecAddedJobs *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->new_jobs);
  g_ptr_array_unref (self->left);
  g_free (self->failure);
  g_free (self);
}

/* @job: (inout): becomes the number in its own database. Returns: (transfer none): the thread that
 * can be asked for it */
static LecJobsThread *
choose (LecJobsThread *thread,
        gint64 *job)
{
  LecJobsThread *cluster = lec_jobs_thread_get_cluster (thread);

  if (!lec_job_place_is_cluster (*job) || cluster == NULL)
    return thread;

  *job = lec_job_place_get_number (*job);
  return cluster;
}

/* Returns: (transfer full) (element-type gint64): those of @jobs that are in that place, with the
 * numbers of its database */
static GArray *
choose_all (const GArray *jobs,
            gboolean are_of_cluster)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < jobs->len; i++)
    {
      gint64 id = g_array_index (jobs, gint64, i);
      gint64 number = lec_job_place_get_number (id);

      if (lec_job_place_is_cluster (id) == are_of_cluster)
        g_array_append_val (chosen, number);
    }

  return chosen;
}

/* --- Adding --- */

typedef struct
{
  LecJobsThread *thread; /* unowned: it outlives what it does */
  GPtrArray *files;      /* (element-type GFile) owned */
  char *output;          /* (nullable) */
  LecJobOptions *options;
  GCancellable *connection; /* (nullable) */
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;

  g_ptr_array_unref (addition->files);
  g_free (addition->output);
  lec_job_options_free (addition->options);
  g_clear_object (&addition->connection);
  g_free (addition);
}

static void
note_failure (LecAddedJobs *added,
              const char *path,
              const GError *reason)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  added->n_failures++;
  if (added->failure == NULL)
    /* Translators: a file, and why it could not be added */
    added->failure = g_strdup_printf (C_ ("file and reason", "%s: %s"), shown, reason->message);
}

static void
note_added (LecAddedJobs *added,
            gint64 job,
            LecJobsAdded how)
{
  if (added->was_sent)
    job = lec_job_place_in_cluster (job);
  if (how == LEC_JOBS_NEW)
    g_array_append_val (added->new_jobs, job);
  else if (how == LEC_JOBS_AGAIN)
    added->n_again++;
  else
    added->n_before++;
}

static void
sending_cb (const LecJobsSending *sending,
            gpointer user_data)
{
  g_autofree char *text = lec_cluster_words_dup_sending (sending);

  lec_jobs_thread_tell_carrying (user_data, text, sending->fraction);
}

/* That is no fault of the video. */
static gboolean
is_out_of_reach (const GError *reason)
{
  return g_error_matches (reason, LEC_ERROR, LEC_ERROR_INTERNAL) ||
         g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A source that was asked for is asked for, whatever else was chosen. */
static void
take_subtitles (LecJobOptions *options,
                const char *path)
{
  if (path == NULL || !(g_str_equal (options->transcript, "auto") || g_str_equal (options->transcript, "sidecar")))
    return;

  g_free (options->transcript);
  options->transcript = g_strdup (path);
}

/* @subtitles: (nullable): chosen with it */
static void
add_video (LecJobs *jobs,
           const char *path,
           const char *subtitles,
           const Addition *addition,
           LecAddedJobs *added,
           GCancellable *cancellable)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (GError) reason = NULL;
  LecJobsAdded how = LEC_JOBS_NEW;
  gint64 job = 0;

  g_ptr_array_add (request->videos, g_strdup (path));
  request->output = g_strdup (addition->output);
  lec_job_options_free (request->options);
  request->options = lec_job_options_copy (addition->options);
  take_subtitles (request->options, subtitles);
  if (lec_folder_defaults_apply_to_request (request, NULL, &reason))
    job = lec_jobs_add (jobs, request, LEC_PRIORITY_NORMAL, &how, cancellable, &reason);
  if (job != 0)
    note_added (added, job, how);
  else if (added->was_sent && is_out_of_reach (reason))
    g_ptr_array_add (added->left, g_file_new_for_path (path));
  else
    note_failure (added, path, reason);
}

static gpointer
add_files (LecJobs *jobs,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Addition *addition = data;
  g_autoptr (GPtrArray) paths = lec_video_files_list (addition->files, cancellable, error);
  g_autoptr (GHashTable) subtitles = paths != NULL ? lec_given_subtitles_take (paths) : NULL;
  g_autoptr (LecAddedJobs) added = NULL;

  if (paths == NULL)
    return NULL;

  added = g_new0 (LecAddedJobs, 1);
  added->new_jobs = g_array_new (FALSE, FALSE, sizeof (gint64));
  added->left = g_ptr_array_new_with_free_func (g_object_unref);
  added->was_sent = lec_jobs_thread_is_cluster (addition->thread);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);

      if (!added->was_sent && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_video (jobs, path, g_hash_table_lookup (subtitles, path), addition, added,
                 addition->connection != NULL ? addition->connection : cancellable);
    }

  return g_steal_pointer (&added);
}

/* What is on its way is told; what the cluster cannot be given is left. */
static gpointer
send_files (LecJobs *jobs,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Addition *addition = data;
  gpointer added = NULL;

  lec_jobs_set_sending (jobs, sending_cb, addition->thread);
  added = add_files (jobs, data, cancellable, error);
  lec_jobs_set_sending (jobs, NULL, NULL);
  lec_jobs_thread_tell_carrying (addition->thread, NULL, 1);
  return added;
}

void
lec_job_requests_add_async (LecJobsThread *thread,
                            GListModel *files,
                            const char *output,
                            const LecJobOptions *options,
                            GCancellable *connection,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Addition *addition = NULL;

  g_return_if_fail (G_IS_LIST_MODEL (files) && options != NULL);

  addition = g_new0 (Addition, 1);
  addition->thread = thread;
  addition->connection = connection != NULL ? g_object_ref (connection) : NULL;
  addition->files = g_ptr_array_new_with_free_func (g_object_unref);
  addition->output = g_strdup (output);
  addition->options = lec_job_options_copy (options);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (addition->files, g_list_model_get_item (files, i));
  lec_jobs_thread_run_async (thread, lec_jobs_thread_is_cluster (thread) ? send_files : add_files, addition,
                             addition_free, (GDestroyNotify) lec_added_jobs_free, cancellable, callback, user_data);
}

LecAddedJobs *
lec_job_requests_add_finish (LecJobsThread *thread,
                             GAsyncResult *result,
                             GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

/* --- Taking back --- */

typedef struct
{
  LecJobsThread *thread; /* unowned: it outlives what it does */
  GArray *jobs;
} Withdrawal;

static void
withdrawal_free (gpointer data)
{
  Withdrawal *withdrawal = data;

  g_array_unref (withdrawal->jobs);
  g_free (withdrawal);
}

/* What is being worked on is removed when its work has ended. What is over by now has nothing to be
 * cancelled. */
static gpointer
withdraw (LecJobs *jobs,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  const Withdrawal *withdrawal = data;

  for (guint i = 0; i < withdrawal->jobs->len; i++)
    {
      gint64 job = g_array_index (withdrawal->jobs, gint64, i);

      lec_jobs_change (jobs, job, LEC_JOB_ACTION_CANCEL, NULL, NULL);
      if (!lec_jobs_change (jobs, job, LEC_JOB_ACTION_REMOVE, NULL, NULL))
        lec_jobs_thread_remove_when_over (withdrawal->thread, job);
    }

  return NULL;
}

/* Takes @jobs: of @thread. */
static void
withdraw_from (LecJobsThread *thread,
               GArray *jobs)
{
  Withdrawal *withdrawal = g_new0 (Withdrawal, 1);

  withdrawal->thread = thread;
  withdrawal->jobs = jobs;
  lec_jobs_thread_run_async (thread, withdraw, withdrawal, withdrawal_free, NULL, NULL, NULL, NULL);
}

void
lec_job_requests_undo_add (LecJobsThread *thread,
                           GArray *jobs)
{
  LecJobsThread *cluster = lec_jobs_thread_get_cluster (thread);

  g_return_if_fail (jobs != NULL);

  withdraw_from (thread, choose_all (jobs, FALSE));
  if (cluster != NULL)
    withdraw_from (cluster, choose_all (jobs, TRUE));
}

/* --- Changing, looking --- */

typedef struct
{
  gint64 job;
  LecJobAction action;
} Change;

static gpointer
change (LecJobs *jobs,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  const Change *wanted = data;

  lec_jobs_change (jobs, wanted->job, wanted->action, cancellable, error);
  return NULL;
}

void
lec_job_requests_change_async (LecJobsThread *thread,
                               gint64 job,
                               LecJobAction action,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Change *wanted = g_new0 (Change, 1);
  LecJobsThread *chosen = choose (thread, &job);

  *wanted = (Change){ job, action };
  lec_jobs_thread_run_async (chosen, change, wanted, g_free, NULL, NULL, callback, user_data);
}

typedef struct
{
  GArray *jobs; /* (element-type gint64) */
  LecJobAction action;
} Changes;

static void
changes_free (gpointer data)
{
  Changes *changes = data;

  g_array_unref (changes->jobs);
  g_free (changes);
}

static gpointer
change_all (LecJobs *jobs,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Changes *wanted = data;

  for (guint i = 0; i < wanted->jobs->len; i++)
    {
      g_autoptr (GError) reason = NULL;

      if (lec_jobs_change (jobs, g_array_index (wanted->jobs, gint64, i), wanted->action, cancellable, &reason) ||
          g_error_matches (reason, LEC_ERROR, LEC_ERROR_USAGE) ||
          g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
        continue;
      g_propagate_error (error, g_steal_pointer (&reason));
      break;
    }

  return NULL;
}

void
lec_job_requests_change_all_async (LecJobsThread *thread,
                                   GArray *jobs,
                                   LecJobAction action,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  LecJobsThread *cluster = lec_jobs_thread_get_cluster (thread);
  Changes *wanted = g_new0 (Changes, 1);

  g_return_if_fail (jobs != NULL);

  *wanted = (Changes){ choose_all (jobs, FALSE), action };
  lec_jobs_thread_run_async (thread, change_all, wanted, changes_free, NULL, NULL, callback, user_data);
  if (cluster == NULL)
    return;

  wanted = g_new0 (Changes, 1);
  *wanted = (Changes){ choose_all (jobs, TRUE), action };
  lec_jobs_thread_run_async (cluster, change_all, wanted, changes_free, NULL, NULL, NULL, NULL);
}

static gpointer
pause_all (LecJobs *jobs,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  lec_jobs_pause_all (jobs, *(const gboolean *) data, cancellable, error);
  return NULL;
}

void
lec_job_requests_pause_async (LecJobsThread *thread,
                              gboolean paused,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  lec_jobs_thread_run_async (thread, pause_all, g_memdup2 (&paused, sizeof paused), g_free, NULL, NULL, callback,
                             user_data);
}

gboolean
lec_job_requests_change_finish (LecJobsThread *thread,
                                GAsyncResult *result,
                                GError **error)
{
  return lec_jobs_thread_run_finish_done (thread, result, error);
}

static gpointer
list_attempts (LecJobs *jobs,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return lec_jobs_list_attempts (jobs, *(const gint64 *) data, cancellable, error);
}

void
lec_job_requests_list_attempts_async (LecJobsThread *thread,
                                      gint64 job,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  LecJobsThread *chosen = choose (thread, &job);

  lec_jobs_thread_run_async (chosen, list_attempts, g_memdup2 (&job, sizeof job), g_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lec_job_requests_list_attempts_finish (LecJobsThread *thread,
                                       GAsyncResult *result,
                                       GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

static gpointer
find_picture (LecJobs *jobs,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return lec_job_folder_find_picture (jobs, *(const gint64 *) data, cancellable, error);
}

void
lec_job_requests_find_picture_async (LecJobsThread *thread,
                                     gint64 job,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  LecJobsThread *chosen = choose (thread, &job);

  lec_jobs_thread_run_async (chosen, find_picture, g_memdup2 (&job, sizeof job), g_free, g_free, cancellable, callback,
                             user_data);
}

char *
lec_job_requests_find_picture_finish (LecJobsThread *thread,
                                      GAsyncResult *result,
                                      GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

typedef struct
{
  char *query;
  guint limit;
  gboolean is_far; /* in the cluster */
} Search;

static void
search_free (gpointer data)
{
  Search *wanted = data;

  g_free (wanted->query);
  g_free (wanted);
}

static gpointer
search (LecJobs *jobs,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  const Search *wanted = data;
  GPtrArray *hits = lec_jobs_search (jobs, wanted->query, wanted->limit, cancellable, error);

  for (guint i = 0; wanted->is_far && hits != NULL && i < hits->len; i++)
    {
      LecSearchHit *hit = g_ptr_array_index (hits, i);

      hit->job = lec_job_place_in_cluster (hit->job);
    }

  return hits;
}

void
lec_job_requests_search_async (LecJobsThread *thread,
                               const char *query,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Search *wanted = NULL;

  g_return_if_fail (query != NULL);

  wanted = g_new0 (Search, 1);
  *wanted = (Search){ g_strdup (query), limit, lec_jobs_thread_is_cluster (thread) };
  lec_jobs_thread_run_async (thread, search, wanted, search_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                             callback, user_data);
}

GPtrArray *
lec_job_requests_search_finish (LecJobsThread *thread,
                                GAsyncResult *result,
                                GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}

typedef struct
{
  char *queue;
  gboolean paused;
} QueuePause;

static void
queue_pause_free (gpointer data)
{
  QueuePause *wanted = data;

  g_free (wanted->queue);
  g_free (wanted);
}

static gpointer
pause_queue (LecJobs *jobs,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const QueuePause *wanted = data;

  lec_jobs_pause_queue (jobs, wanted->queue, wanted->paused, cancellable, error);
  return NULL;
}

void
lec_job_requests_pause_queue_async (LecJobsThread *thread,
                                    const char *queue,
                                    gboolean paused,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  QueuePause *wanted = NULL;

  g_return_if_fail (queue != NULL);

  wanted = g_new0 (QueuePause, 1);
  *wanted = (QueuePause){ g_strdup (queue), paused };
  lec_jobs_thread_run_async (thread, pause_queue, wanted, queue_pause_free, NULL, NULL, callback, user_data);
}

static gpointer
take_figures (LecJobs *jobs,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return lec_figures_take (jobs, g_get_real_time (), cancellable, error);
}

void
lec_job_requests_take_figures_async (LecJobsThread *thread,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  lec_jobs_thread_run_async (thread, take_figures, NULL, NULL, (GDestroyNotify) lec_figures_free, cancellable,
                             callback, user_data);
}

LecFigures *
lec_job_requests_take_figures_finish (LecJobsThread *thread,
                                      GAsyncResult *result,
                                      GError **error)
{
  return lec_jobs_thread_run_finish (thread, result, error);
}
