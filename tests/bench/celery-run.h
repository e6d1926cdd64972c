/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Celery from Debian's packages with tasks that do nothing (noop_celery.py).
 */
#pragma once

#include "redis/redis-client.h"

G_BEGIN_DECLS

typedef struct _CeleryRun CeleryRun;

gboolean celery_run_is_installed (void);

/**
 * celery_run_start:
 * @folder: for its logs
 * @n_tasks_at_once: in one program, which is quicker than as many programs
 * @per_child: tasks after which a process is replaced
 *
 * Adds the tasks, then starts the workers.
 */
CeleryRun *celery_run_start (const char *redis_url,
                             LecRedisClient *client,
                             const char *folder,
                             guint n_tasks_at_once,
                             guint n_tasks,
                             const char *per_child);
/* Tasks that nobody has taken. @data: a #CeleryRun */
guint celery_run_count_left (gpointer data);
void celery_run_stop (CeleryRun *self);
void celery_run_free (CeleryRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CeleryRun, celery_run_free)

G_END_DECLS
