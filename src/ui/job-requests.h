/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window asks the jobs' thread to do. Callbacks come on the main
 * thread; reasons are in %LEC_ERROR. What is asked of a job of the cluster goes
 * to the cluster's thread, which is the source of the callback then.
 */
#pragma once

#include "engine/figures.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

/**
 * LecAddedJobs:
 * @new_jobs: (element-type gint64): that were not there before
 * @n_again: jobs that were over and begin again
 * @n_before: jobs that were there already and are left as they are
 * @n_failures: files that could not be added
 * @failure: (nullable): the first of those, and why
 * @left: (element-type GFile): that were to go to the cluster, which cannot be reached: nothing has
 *   become of them
 * @was_sent: whether they are jobs of the cluster
 */
typedef struct
{
  GArray *new_jobs;
  guint n_again;
  guint n_before;
  guint n_failures;
  char *failure;
  GPtrArray *left;
  gboolean was_sent;
} LecAddedJobs;

void lec_added_jobs_free (LecAddedJobs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecAddedJobs, lec_added_jobs_free)

/**
 * lec_job_requests_add_async:
 * @thread: of this machine, or of the cluster, whose signal "carrying" tells of files on their way
 * @files: (element-type GFile): videos, and folders with videos in them or below
 * @output: (nullable): folder for the documents; %NULL for beside each video
 * @options: how, where nothing else is set for the folder of a video; copied
 * @connection: (nullable): of the cluster: ends when it cannot be reached any more
 */
void lec_job_requests_add_async (LecJobsThread *thread,
                                 GListModel *files,
                                 const char *output,
                                 const LecJobOptions *options,
                                 GCancellable *connection,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* Returns: (transfer full) (nullable) */
LecAddedJobs *lec_job_requests_add_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/* Cancels and removes those jobs, as if they had not been added. @jobs: (element-type gint64) */
void lec_job_requests_undo_add (LecJobsThread *thread, GArray *jobs);

void lec_job_requests_change_async (LecJobsThread *thread,
                                    gint64 job,
                                    LecJobAction action,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Likewise several, in one go; those that do not allow it are left. @jobs: (element-type gint64) */
void lec_job_requests_change_all_async (LecJobsThread *thread,
                                        GArray *jobs,
                                        LecJobAction action,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Of each of these. */
gboolean lec_job_requests_change_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/* Returns from finish: (transfer full) (nullable) (element-type LecAttempt): what was tried */
void lec_job_requests_list_attempts_async (LecJobsThread *thread,
                                           gint64 job,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *lec_job_requests_list_attempts_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/* Returns from finish: (transfer full) (nullable): path of the job's first slide */
void lec_job_requests_find_picture_async (LecJobsThread *thread,
                                          gint64 job,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
char *lec_job_requests_find_picture_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/**
 * lec_job_requests_search_async:
 * @thread: of this machine or of the cluster: whose jobs are looked through
 * @query: words; what is still being typed counts as the beginning of a word
 * @limit: how many slides at most
 *
 * Returns from finish: (transfer full) (nullable) (element-type LecSearchHit): best first
 */
void lec_job_requests_search_async (LecJobsThread *thread,
                                    const char *query,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *lec_job_requests_search_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

/* Of the whole queue. Returns from finish: whether it could be done */
void lec_job_requests_pause_async (LecJobsThread *thread,
                                   gboolean paused,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Of one queue. */
void lec_job_requests_pause_queue_async (LecJobsThread *thread,
                                         const char *queue,
                                         gboolean paused,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* Returns from finish: (transfer full) (nullable): as they are now */
void lec_job_requests_take_figures_async (LecJobsThread *thread,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
LecFigures *lec_job_requests_take_figures_finish (LecJobsThread *thread, GAsyncResult *result, GError **error);

G_END_DECLS
