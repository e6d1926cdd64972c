/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread that looks at all jobs somebody listens to: however many listen,
 * each job is looked at once. It looks again when the database or a worker of
 * the cluster says that there is something new, and four times a second where
 * nobody says anything.
 */
#pragma once

#include "http/api-call.h"
#include "http/job-snapshot.h"

G_BEGIN_DECLS

typedef struct _LecEventWatch LecEventWatch;

/**
 * LecEventWatchFuncs: called on the main context
 * @seen: a job as it is now: first, and when it has changed. Takes @snapshot. @number: which time
 *   that it was added
 * @tokens: (element-type LecToken): those that there are, once in a while
 */
typedef struct
{
  void (*seen) (LecJobSnapshot *snapshot, guint number, gpointer data);
  void (*tokens) (const GPtrArray *tokens, gpointer data);
  gpointer data;
} LecEventWatchFuncs;

/* @context: outlives it; so does what @funcs take, until the main context has nothing more to do.
 * Returns: (transfer full) */
LecEventWatch *lec_event_watch_new (const LecApiContext *context, const LecEventWatchFuncs *funcs);
/* Waits for its thread. */
void lec_event_watch_free (LecEventWatch *self);
/* A job that is over, or is no more, is looked at once. Returns: a number that no other time has */
guint lec_event_watch_add (LecEventWatch *self, gint64 job);
void lec_event_watch_remove (LecEventWatch *self, gint64 job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEventWatch, lec_event_watch_free)

G_END_DECLS
