/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads that answer calls: each has a handle of the jobs of its own, and may
 * wait for a disk or a database while the loop of the server goes on.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

typedef struct _LecApiWorkers LecApiWorkers;

/* On the main context. @call: (transfer full) */
typedef void (*LecApiDoneFunc) (LecApiCall *call, gpointer user_data);

/**
 * lec_api_workers_new:
 * @n_waiting: calls that may wait for a thread
 * @context: what all threads have; without jobs, which each opens. Outlives it
 *
 * Returns: (transfer full)
 */
LecApiWorkers *lec_api_workers_new (guint n_threads, guint n_waiting, const LecApiContext *context);
/* Waits for those that run, and for those that wait where @does_rest; else these come back without
 * an answer. Nothing is taken any more. */
void lec_api_workers_end (LecApiWorkers *self, gboolean does_rest);
/* Likewise; without the rest. */
void lec_api_workers_free (LecApiWorkers *self);

/**
 * lec_api_workers_push:
 * @call: (transfer full): when it was taken
 *
 * Does the call's step. Returns: %FALSE when too many wait already, or they have ended
 */
gboolean lec_api_workers_push (LecApiWorkers *self, LecApiCall *call, LecApiDoneFunc done, gpointer user_data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiWorkers, lec_api_workers_free)

G_END_DECLS
