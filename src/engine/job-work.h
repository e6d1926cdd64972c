/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a task of a job is: a part of what lec_extractor_extract() does. The
 * stages follow one another, each in its queue; what one has made lies in the
 * kept folder, where the next one finds it.
 */
#pragma once

#include "engine/work-options.h"
#include "worker/pool.h"

G_BEGIN_DECLS

typedef struct _LecJobWork LecJobWork;

LecJobWork *lec_job_work_new (const char *root, const char *executable, const LecWorkOptions *options);
void lec_job_work_free (LecJobWork *self);
/* The first task of a job. */
void lec_job_work_get_first (LecNewTask *task);
/* @routes: (element-type utf8 utf8): the queue of each stage that has another than its own; must
 * outlive @self and the tasks that follow from its work */
void lec_job_work_set_routes (LecJobWork *self, GHashTable *routes);
/* @part_s: videos longer than half as much again are read in parts of about that length, each of
 * them a task; 0 for never, as it is unless set */
void lec_job_work_set_part_length (LecJobWork *self, guint part_s);
/* Sends @task to the queue that @routes has for its stage. */
void lec_job_work_route (GHashTable *routes, LecNewTask *task);
/* A LecWorkFunc; @user_data is a LecJobWork. Several threads at a time. */
gboolean lec_job_work_run (LecWork *work,
                           LecWorkReport *report,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);
/**
 * lec_job_work_run_request:
 * @job: what is to be done, in the place of what @work's claim says
 * @root: (nullable): where its lectures are kept; %NULL where all are
 *
 * As lec_job_work_run().
 */
gboolean lec_job_work_run_request (LecJobWork *self,
                                   const LecJobRequest *job,
                                   const char *root,
                                   LecWork *work,
                                   LecWorkReport *report,
                                   GCancellable *cancellable,
                                   GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJobWork, lec_job_work_free)

G_END_DECLS
