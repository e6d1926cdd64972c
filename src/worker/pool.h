/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Works on the tasks of a store, several at a time. Only here do the store and
 * the queue meet: the thread that runs the pool owns the store's handle; it
 * claims, renews, finishes. The work itself is done on other threads, by a
 * function that sees neither.
 */
#pragma once

#include "queue/queue.h"
#include "store/store.h"
#include "worker/work-control.h"

G_BEGIN_DECLS

/**
 * LecWork: a task on its way
 * @claim: whose task it is
 * @lecture: (nullable): what was found so far
 * @next: what follows; without a stage when all is done
 * @n_parts: of @next: so many tasks that differ by their part, from 1 on; 0 for @next itself
 * @waits_for_parts: as of LecTaskResult
 * @pdf: (nullable): and @images and @json, where a person finds them
 * @pdf_sha256: (nullable)
 * @artifacts: (element-type LecKeptArtifact) owned (nullable): what else came of it, without fences
 * @warning: (nullable): what is missing of the result
 *
 * All but @claim are filled in by the work function, and owned, but for the names in @next: they
 * have to stay.
 */
typedef struct
{
  const LecClaim *claim;
  char *content_id; /* of the videos, where the job did not know it */
  LecLecture *lecture;
  LecNewTask next;
  guint n_parts;
  gboolean waits_for_parts;
  char *pdf;
  char *images;
  char *json;
  char *pdf_sha256;
  gint64 pdf_bytes;
  GPtrArray *artifacts;
  GError *warning;
  double cpu_s;
  gint64 peak_memory_bytes;
  int exit_status;
  char *printed;
  gint64 disk_bytes;
  guint n_cache_hits;
  guint64 n_frames; /* pictures that were decoded */
} LecWork;

/* @progress: of the job, 0..1; @message: (nullable). From the work function's thread. */
typedef struct _LecWorkReport LecWorkReport;
void lec_work_report (LecWorkReport *self, double progress, const char *message);
/* A slide that was found, or is known better now; provisional until the work is done. */
void lec_work_report_slide (LecWorkReport *self, const LecSlide *slide);

/* What a person should know, and see to, now; work goes on. */
void lec_work_report_notice (LecWorkReport *self, const char *notice);

/**
 * LecWorkFunc:
 *
 * Does a task, on a thread of the pool's; blocks. What it fills into @work counts also when it
 * fails: costs do.
 *
 * Returns: %FALSE with an error in %LEC_ERROR, or %G_IO_ERROR_CANCELLED
 */
typedef gboolean (*LecWorkFunc) (LecWork *work,
                                 LecWorkReport *report,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

typedef enum
{
  LEC_POOL_STARTED,   /* a task; told before all else of it, while it is worked on */
  LEC_POOL_ADVANCED,  /* it has reported */
  LEC_POOL_FINISHED,  /* the task */
  LEC_POOL_RETRYING,  /* it failed and will be tried again */
  LEC_POOL_FAILED,    /* it failed for good */
  LEC_POOL_CANCELLED, /* its job was */
  LEC_POOL_RELEASED,  /* given back, since the pool ends */
  LEC_POOL_TROUBLE,   /* the store cannot be written; tried again */
  LEC_POOL_NOTICED,   /* the work function has noticed something */
} LecPoolEventKind;

/**
 * LecPoolEvent:
 * @work: (nullable): NULL for trouble
 * @progress: of the job
 * @message: (nullable)
 * @reason: (nullable): of failures and trouble, and what was noticed
 */
typedef struct
{
  LecPoolEventKind kind;
  const LecWork *work;
  double progress;
  const char *message;
  const GError *reason;
} LecPoolEvent;

/**
 * LecPoolOptions:
 * @concurrency: tasks at a time, at least 1
 * @queues: (array zero-terminated=1): unowned
 * @worker: name of the worker, unowned
 * @lease_us: 1 s at least
 * @reported: (nullable): at once, on the thread that works, whatever a task reports; @progress is
 *   negative where the task does not know how far its job is: of one that is done in parts only the
 *   store does. It must not block
 * @max_per_owner: how many tasks of one owner may run at a time, in all of the cluster; 0: any
 * @get_now_us: (nullable): the clock of the store; real time
 * @control: (nullable): unowned; may change how many tasks run at a time, and end the work
 * @begun_queues: (nullable) (array zero-terminated=1): unowned; of @queues those whose tasks belong
 *   to jobs that have begun: all that is claimed once @control says that the work comes to its end
 * @reap_us: how often it looks for claims whose lease is over; 0 for every ten seconds, -1 where
 *   somebody else does
 * @may_reap: (nullable): asked before each look, with @tick_data
 * @tick: (nullable): called about once a second, on the thread that runs the pool, with @tick_data
 */
typedef struct
{
  guint concurrency;
  const char *const *queues;
  const char *worker;
  gint64 lease_us;
  gint64 (*get_now_us) (void);
  const LecWorkControl *control;
  const char *const *begun_queues;
  gint64 reap_us;
  gboolean (*may_reap) (gpointer tick_data);
  void (*tick) (gpointer tick_data);
  gpointer tick_data;
  guint max_per_owner;
  void (*reported) (gint64 job, double progress, const char *message, gpointer tick_data);
} LecPoolOptions;

typedef struct _LecPool LecPool;

LecPool *lec_pool_new (LecStore *store,
                       LecQueue *queue,
                       const LecPoolOptions *options,
                       LecWorkFunc func,
                       gpointer user_data);
void lec_pool_free (LecPool *self);
void lec_pool_set_listener (LecPool *self,
                            void (*listener) (const LecPoolEvent *event, gpointer user_data),
                            gpointer user_data);
gboolean lec_pool_run_until_empty (LecPool *self, GCancellable *cancellable, GError **error);
gboolean lec_pool_run_until_drained (LecPool *self, GCancellable *cancellable, GError **error);
/* Tasks that it works on now; on the thread that runs it. */
guint lec_pool_get_n_tasks (const LecPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPool, lec_pool_free)

G_END_DECLS
