/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks that do nothing, through the store, the pool and task processes; and the least that could
 * be done for one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For the bench as the task process of itself. Returns: the exit code */
int overhead_run_stages (void);

/* Each in milliseconds of wall time for one task; exits the program when something is wrong. */
double overhead_measure_tasks (const char *folder, guint n_tasks, guint max_tasks_per_child);
/* A process that ends at once, and two commits that reach the disk. */
double overhead_measure_least (const char *folder, guint n_times);

G_END_DECLS
