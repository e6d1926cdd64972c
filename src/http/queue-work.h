/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Works on this machine's queue while the service runs, on a thread of its own:
 * what is submitted is done. A cluster's workers do that for the cluster.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

typedef struct _LecQueueWork LecQueueWork;

/* Returns: (transfer full) */
LecQueueWork *lec_queue_work_new (void);
/* Ends what it works on; it waits again. Blocks. */
void lec_queue_work_free (LecQueueWork *self);
/* Whether it does, or another program does in its place. Any thread. */
gboolean lec_queue_work_is_alive (LecQueueWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecQueueWork, lec_queue_work_free)

G_END_DECLS
