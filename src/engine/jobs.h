/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs, for front ends: add them, look at them, change them, work on them.
 * $XDG_DATA_HOME/lectern holds the database, the lock of whoever works on the
 * queue, and the kept lectures.
 *
 * Calls block and belong to the thread that has opened it. Failures are in
 * %LEC_ERROR: _NOT_FOUND for a job that is not there, _USAGE for what its state
 * forbids, _PROTOCOL for a database that is broken or newer than the program.
 */
#pragma once

#include "engine/work-options.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef struct _LecJobs LecJobs;

typedef enum
{
  LEC_JOBS_NEW,
  LEC_JOBS_WAITING, /* the same was added before and is not over, or is left as it is */
  LEC_JOBS_AGAIN,   /* the same was added before and begins again */
} LecJobsAdded;

typedef enum
{
  LEC_JOBS_STARTED,   /* the first stage */
  LEC_JOBS_ADVANCED,  /* any stage */
  LEC_JOBS_COMPLETED, /* the last stage */
  LEC_JOBS_RETRYING,
  LEC_JOBS_FAILED,
  LEC_JOBS_CANCELLED,
  LEC_JOBS_TROUBLE, /* nothing can be written; tried again */
  LEC_JOBS_NOTICED, /* something that a person should see to; work goes on */
} LecJobsEventKind;

/**
 * LecJobsEvent:
 * @job: (nullable): as it is now; NULL for trouble and what was noticed
 * @progress: 0..1 when it has advanced
 * @message: (nullable)
 * @reason: (nullable): of failures, trouble and what was noticed
 */
typedef struct
{
  LecJobsEventKind kind;
  const LecJob *job;
  double progress;
  const char *message;
  const GError *reason;
} LecJobsEvent;

/**
 * LecJobsListener:
 * @waiting: (nullable): another program works on the queue; its process id, or 0
 * @idle: (nullable): from time to time while lec_jobs_serve() has nothing to do
 */
typedef struct
{
  void (*waiting) (int pid, gpointer user_data);
  void (*event) (const LecJobsEvent *event, gpointer user_data);
  gpointer user_data;
  void (*idle) (gpointer user_data);
} LecJobsListener;

/**
 * LecJobsSending: a video on its way to the machines of a cluster
 * @video: path
 * @place: (nullable): where it goes: a host, or a folder; %NULL for a database server without name
 * @size_bytes: of the video
 * @fraction: of what has to be done for it, 0..1; 0 once before it begins
 */
typedef struct
{
  const char *video;
  const char *place;
  gint64 size_bytes;
  double fraction;
} LecJobsSending;

typedef void (*LecJobsSendingFunc) (const LecJobsSending *sending, gpointer user_data);

/* The user's data folder. Returns: (transfer full) */
LecJobs *lec_jobs_open (const char *folder,
                        const char *executable,
                        GCancellable *cancellable,
                        GError **error);
LecJobs *lec_jobs_open_to_read (const char *folder, GCancellable *cancellable, GError **error);
void lec_jobs_free (LecJobs *self);
/* Of the library. */
const char *lec_jobs_get_folder (LecJobs *self);
/* Whether its jobs bring videos from the web: those of a cluster are worked on elsewhere. */
gboolean lec_jobs_can_bring (LecJobs *self);
/* Whose jobs are seen and added. Returns: (nullable): %NULL for everybody's and nobody's */
const char *lec_jobs_get_owner (LecJobs *self);
/* After a job could not be added: when its owner may add the next one, in so long; 0 where that is
 * not the reason */
gint64 lec_jobs_get_wait_us (LecJobs *self);
/* Somebody else's from now on. @owner: (nullable) */
void lec_jobs_set_owner (LecJobs *self, const char *owner);
/* For jobs of a cluster: called while they are added. @func: (nullable) */
void lec_jobs_set_sending (LecJobs *self, LecJobsSendingFunc func, gpointer user_data);
gint64 lec_jobs_add (LecJobs *self,
                     const LecJobRequest *request,
                     int priority,
                     LecJobsAdded *added,
                     GCancellable *cancellable,
                     GError **error);
gint64 lec_jobs_add_once (LecJobs *self,
                          const LecJobRequest *request,
                          int priority,
                          LecJobsAdded *added,
                          GCancellable *cancellable,
                          GError **error);
gint64 lec_jobs_add_called (LecJobs *self,
                            const LecJobRequest *request,
                            int priority,
                            const char *job_id,
                            LecJobsAdded *added,
                            GCancellable *cancellable,
                            GError **error);
LecJob *lec_jobs_get (LecJobs *self, const char *name, GCancellable *cancellable, GError **error);
GPtrArray *lec_jobs_list (LecJobs *self, int status, GCancellable *cancellable, GError **error);
GPtrArray *lec_jobs_page (LecJobs *self,
                          const LecJobPage *page,
                          guint *n_jobs,
                          GCancellable *cancellable,
                          GError **error);
GPtrArray *lec_jobs_list_events (LecJobs *self,
                                 gint64 after,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean lec_jobs_change (LecJobs *self,
                          gint64 job,
                          LecJobAction action,
                          GCancellable *cancellable,
                          GError **error);
gboolean lec_jobs_set_lecture (LecJobs *self,
                               const char *content_id,
                               const char *shelf,
                               const LecLecture *lecture,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_jobs_pause_queue (LecJobs *self,
                               const char *queue,
                               gboolean paused,
                               GCancellable *cancellable,
                               GError **error);
gboolean lec_jobs_pause_all (LecJobs *self, gboolean paused, GCancellable *cancellable, GError **error);
gboolean lec_jobs_is_paused (LecJobs *self, gboolean *is_paused, GCancellable *cancellable, GError **error);
GPtrArray *lec_jobs_list_slides (LecJobs *self,
                                 gint64 job,
                                 GCancellable *cancellable,
                                 GError **error);
GPtrArray *lec_jobs_list_attempts (LecJobs *self,
                                   gint64 job,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean lec_jobs_get_metrics (LecJobs *self,
                               gint64 job,
                               LecJobMetrics *metrics,
                               GCancellable *cancellable,
                               GError **error);
GPtrArray *lec_jobs_search (LecJobs *self,
                            const char *query,
                            guint limit,
                            GCancellable *cancellable,
                            GError **error);
gboolean lec_jobs_run (LecJobs *self,
                       const LecWorkOptions *options,
                       const LecJobsListener *listener,
                       GCancellable *cancellable,
                       GError **error);
gboolean lec_jobs_serve (LecJobs *self,
                         const LecWorkOptions *options,
                         const LecJobsListener *listener,
                         GCancellable *cancellable,
                         GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecJobs, lec_jobs_free)

G_END_DECLS
