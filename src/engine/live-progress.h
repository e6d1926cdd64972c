/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far jobs of a cluster are, told while they are worked on: over Redis, to
 * whoever looks at them. The store has it, too, every few seconds: without
 * Redis nobody misses more than that. What has become of a job (it has begun,
 * ended, was changed) PostgreSQL tells.
 */
#pragma once

#include "engine/cluster-hints.h"
#include "engine/jobs.h"

G_BEGIN_DECLS

/* At most that often for each job. */
#define LEC_LIVE_PROGRESS_US (250 * (gint64) 1000)

/* Of a worker: tells on a thread of its own, so that a Redis that hangs holds nobody up. */
typedef struct _LecProgressMouth LecProgressMouth;

/* @hints: must outlive it. Returns: (transfer full) */
LecProgressMouth *lec_progress_mouth_new (LecClusterHints *hints);
/* Stops, and waits for its thread. */
void lec_progress_mouth_free (LecProgressMouth *self);
/* What is the newest is told; @message: (nullable): valid UTF-8. Any thread. */
void lec_progress_mouth_say (LecProgressMouth *self, gint64 job, double progress, const char *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecProgressMouth, lec_progress_mouth_free)

/* Of a front end: listens on threads of its own, and goes on when a server was away. */
typedef struct _LecProgressEar LecProgressEar;

/**
 * lec_progress_ear_new:
 * @jobs: must outlive it; without Redis it hears of events only, of a library nothing
 * @heard: (nullable): on one of its threads, maybe on two at a time, when there is something new to
 *   be shown; also once it hears (again): what was told before has to be read from @jobs
 *
 * Returns: (transfer full)
 */
LecProgressEar *lec_progress_ear_new (LecJobs *jobs, void (*heard) (gpointer user_data), gpointer user_data);
/* Stops, and waits for its threads. */
void lec_progress_ear_free (LecProgressEar *self);
/* @job, as the store has it, gets what was heard of it since. Any thread. */
void lec_progress_ear_apply (LecProgressEar *self, LecJob *job);
/* Until something new was heard, or the time is over; not before a quarter of a second after the
 * last time. Returns: whether it was not cancelled */
gboolean lec_progress_ear_wait (LecProgressEar *self, guint timeout_ms, GCancellable *cancellable);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecProgressEar, lec_progress_ear_free)

G_END_DECLS
