/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that owns a handle on the jobs, so that the window never waits for
 * the database: it does what it is asked to, and tells what has changed, whoever
 * changed it.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/**
 * LecJobsNews: what has become of jobs since the last news
 * @jobs: (element-type LecJob): new, changed or being worked on, as they are now
 * @gone: (element-type gint64): numbers of jobs that are no more
 * @is_all: whether @jobs are all there are
 * @is_paused: whether the queue is
 * @read_only: (nullable): why the jobs can be looked at and nothing else
 * @failure: (nullable): the jobs cannot be read; nothing else is told then
 */
typedef struct
{
  GPtrArray *jobs;
  GArray *gone;
  gboolean is_all;
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

/* Blocks until what was asked for so far is done. No news come afterwards. */
void lec_jobs_thread_stop (LecJobsThread *self);

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

/* From a function on the thread: the job is removed as soon as it is over. */
void lec_jobs_thread_remove_when_over (LecJobsThread *self, gint64 job);

G_END_DECLS
