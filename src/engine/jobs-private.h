/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of the jobs service: adding jobs, looking at them, and working on them.
 */
#pragma once

#include "engine/cluster-hints.h"
#include "engine/cluster-settings.h"
#include "engine/data-folder.h"
#include "engine/house-keeping.h"
#include "engine/jobs.h"
#include "queue/queue.h"

G_BEGIN_DECLS

/* How long a claim holds without being renewed. */
#define LEC_JOBS_LEASE_US (30 * (gint64) G_USEC_PER_SEC)

struct _LecJobs
{
  LecDataFolder *data;         /* (nullable): not of a cluster */
  const char *folder;          /* of @data */
  LecClusterSettings *cluster; /* (nullable): whose jobs they are, if not this machine's */
  LecClusterHints *hints;      /* (nullable): of a cluster with Redis: what @queue is made of */
  const char *owner;           /* (nullable): whose jobs are seen; NULL for everybody's */
  char *set_owner;             /* (nullable): what @owner is then */
  gboolean is_local_cluster;   /* all of its workers are on this machine */
  char *executable;
  LecStore *store;
  LecQueue *queue;
  LecHouseKeeping *house;     /* (nullable): while it works on the queue */
  char *language;             /* (nullable): that is known to be installed */
  LecJobsSendingFunc sending; /* (nullable) */
  gpointer sending_data;
  gint64 refused_us; /* of the job that was refused last: how long to wait; 0 where it was for something else */
  gint64 ticked_us;  /* monotonic: when there was nothing else to do */
};

/* The store's errors as %LEC_ERROR. Takes @reason (nullable). Returns: whether there was none */
gboolean lec_jobs_pass_on (GError *reason, GError **error);
/* A program that was killed has left its jobs as "processing". When nobody works on the queue now,
 * they wait again. In the store's errors. */
gboolean lec_jobs_take_back_abandoned (LecJobs *self, GCancellable *cancellable, GError **error);

/**
 * LecNewJob: one that is about to be added
 * @request: as its workers can do it
 * @content_id: of all videos together
 * @job_id: (nullable): unowned: what it is called already
 * @is_served: whether somebody elsewhere has asked for it
 * @is_secret: whether workers are told of it later on, by lec_jobs_tell_workers()
 */
typedef struct
{
  LecJobRequest *request;
  char *content_id;
  gint64 size_bytes;
  const char *job_id;
  gboolean is_served;
  gboolean is_secret;
} LecNewJob;

void lec_new_job_clear (LecNewJob *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecNewJob, lec_new_job_clear)

/* Looks at the videos, and brings them to where the workers can reach them. @job: zeroed */
gboolean lec_jobs_prepare (LecJobs *self,
                           const LecJobRequest *request,
                           LecNewJob *job,
                           GCancellable *cancellable,
                           GError **error);
/* Whether any video lies where the workers of the cluster cannot reach it. */
gboolean lec_jobs_has_to_be_sent (LecJobs *self, const LecJobRequest *request);
/* In the store's errors. */
gint64 lec_jobs_submit (LecJobs *self,
                        const LecNewJob *job,
                        int priority,
                        gboolean *is_new,
                        GCancellable *cancellable,
                        GError **error);
void lec_jobs_tell_workers (LecJobs *self, gint64 id, GCancellable *cancellable);
void lec_jobs_get_first_task (LecJobs *self, LecNewTask *task);
/* By which the same is the same job. Where its settings come from makes no other one, nor how its
 * videos were sent, nor what was corrected since. @owner: (nullable). Returns: (transfer full) */
char *lec_jobs_make_key (const LecJobRequest *request, const char *content_id, const char *owner);

G_END_DECLS
