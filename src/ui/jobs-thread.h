/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that owns a handle on the jobs, so that the window never waits for
 * the database: it does what it is asked to, and tells what has changed, whoever
 * changed it. The jobs are those of this machine, or those of a cluster.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecJobsNews: what has become of jobs since the last news
 * @jobs: (element-type LecJob): new, changed or being worked on, as they are now
 * @gone: (element-type gint64): numbers of jobs that are no more
 * @is_all: whether @jobs are all there are
 * @is_cluster: whether they are jobs of the cluster, numbered as ui/job-place says
 * @is_paused: whether the queue is
 * @read_only: (nullable): why the jobs can be looked at and nothing else
 * @failure: (nullable): the jobs cannot be read; nothing else is told then
 */
typedef struct
{
  GPtrArray *jobs;
  GArray *gone;
  gboolean is_all;
  gboolean is_cluster;
  gboolean is_paused;
  char *read_only;
  GError *failure;
} LecJobsNews;

LecJobsNews *lec_jobs_news_new (void);
void lec_jobs_news_free (LecJobsNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJobsNews, lec_jobs_news_free)

/* At most ten times a second, on the main context of whoever made the thread. */
typedef void (*LecJobsNewsFunc) (const LecJobsNews *news, gpointer user_data);

/**
 * LecJobsFunc: something to be done with the jobs, on their thread
 *
 * Returns: (nullable): the result; %NULL with an error
 */
typedef gpointer (*LecJobsFunc) (LecJobs *jobs, gpointer data, GCancellable *cancellable, GError **error);

#define LEC_TYPE_JOBS_THREAD (lec_jobs_thread_get_type ())
G_DECLARE_FINAL_TYPE (LecJobsThread, lec_jobs_thread, LEC, JOBS_THREAD, GObject)

/**
 * lec_jobs_thread_new:
 * @folder: (nullable): the user's data folder
 * @func: called until lec_jobs_thread_stop()
 */
LecJobsThread *lec_jobs_thread_new (const char *folder, LecJobsNewsFunc func, gpointer user_data);

/**
 * lec_jobs_thread_new_for_cluster:
 * @preferences: (element-type utf8 utf8): as lec_cluster_settings_load_with() takes them; read only
 * @func: (nullable): told whenever the cluster was looked at, also when there is nothing new: that
 *   it answers is news. Without it, the thread only does what it is asked to
 *
 * In what it is asked to do, jobs have the numbers of the cluster's database.
 *
 * Signal "carrying" (s, d): files are on their way: what is to be said of it (nullable: no more),
 * and how far it is, 0..1; on the main context of whoever made the thread.
 */
LecJobsThread *lec_jobs_thread_new_for_cluster (GHashTable *preferences, LecJobsNewsFunc func, gpointer user_data);
gboolean lec_jobs_thread_is_cluster (LecJobsThread *self);

/* The one for the jobs of the cluster, where this one is asked for one of those. @cluster:
 * (nullable): while there is none. Main thread. */
void lec_jobs_thread_set_cluster (LecJobsThread *self, LecJobsThread *cluster);
/* Returns: (transfer none) (nullable) */
LecJobsThread *lec_jobs_thread_get_cluster (LecJobsThread *self);

/* Blocks until what was asked for so far is done; of a cluster, for some seconds at most. No news
 * come afterwards. */
void lec_jobs_thread_stop (LecJobsThread *self);
/* Likewise, but does not wait: what is being done is given up. Only of a cluster's. @self:
 * (transfer full) */
void lec_jobs_thread_retire (LecJobsThread *self);
/* Only of a cluster's: what is being done is given up, and all that was asked for. */
void lec_jobs_thread_give_up (LecJobsThread *self);

/**
 * lec_jobs_thread_run_async:
 * @data: (transfer full): for @func, freed with @free_data
 * @free_result: of what @func returns
 *
 * After it has been done, what has changed is looked for at once.
 */
void lec_jobs_thread_run_async (LecJobsThread *self,
                                LecJobsFunc func,
                                gpointer data,
                                GDestroyNotify free_data,
                                GDestroyNotify free_result,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* Returns: (transfer full) (nullable): what the function has returned */
gpointer lec_jobs_thread_run_finish (LecJobsThread *self, GAsyncResult *result, GError **error);
/* Likewise, of one that returns nothing. Returns: whether it had no error */
gboolean lec_jobs_thread_run_finish_done (LecJobsThread *self, GAsyncResult *result, GError **error);

/* From a function on the thread: the signal "carrying", at most ten times a second. @text:
 * (nullable) */
void lec_jobs_thread_tell_carrying (LecJobsThread *self, const char *text, double fraction);

/* From a function on the thread: the job is removed as soon as it is over. */
void lec_jobs_thread_remove_when_over (LecJobsThread *self, gint64 job);

G_END_DECLS
