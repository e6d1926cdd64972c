/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of the machine the work on the queue may take.
 */
#pragma once

#include "worker/work-control.h"

G_BEGIN_DECLS

/* Less than any video can be read with. */
#define LEC_WORK_MIN_MEMORY_BYTES (G_GUINT64_CONSTANT (64) << 20)

/**
 * LecWorkOptions:
 * @concurrency: tasks at a time
 * @queues: (array zero-terminated=1): unowned; whose tasks are worked on
 * @max_tasks_per_child: tasks after which a task process is replaced
 * @max_memory_per_child_bytes: a task whose process needs more fails with %LEC_ERROR_LIMIT; at
 *   least %LEC_WORK_MIN_MEMORY_BYTES
 * @max_memory_ahead_bytes: likewise of the process that reads words beside a task; it is not tried
 *   again then
 * @expire_days: kept lectures that nobody has used for so long are removed meanwhile; 0 for never
 * @control: (nullable): unowned; may change how many tasks run at a time, and end the work
 * @shared_memory_bytes: what tasks share that were not given a limit; set by
 *   lec_work_options_resolve()
 *
 * 0 or %NULL where nothing was asked for: lec_work_options_resolve() chooses.
 */
typedef struct
{
  guint concurrency;
  const char *const *queues;
  guint max_tasks_per_child;
  guint64 max_memory_per_child_bytes;
  guint64 max_memory_ahead_bytes;
  guint expire_days;
  const LecWorkControl *control;
  guint64 shared_memory_bytes;
} LecWorkOptions;

void lec_work_options_resolve (LecWorkOptions *self, guint n_cores, guint64 memory_bytes);
void lec_work_options_resolve_alone (LecWorkOptions *self, guint n_cores, guint64 memory_bytes);
void lec_work_options_resolve_here (LecWorkOptions *self);
/* Shares memory again when @control says that another number of tasks runs at a time now. */
void lec_work_options_follow (LecWorkOptions *self);
void lec_work_options_resolve_alone_here (LecWorkOptions *self);

G_END_DECLS
