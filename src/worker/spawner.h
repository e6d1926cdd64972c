/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that starts child processes and does nothing else. A child asks the
 * system to be killed with its parent, which means the thread that started it:
 * so that must be one that lives as long as the child is wanted.
 */
#pragma once

#include "worker/child-process.h"

G_BEGIN_DECLS

typedef struct _LecSpawner LecSpawner;

LecSpawner *lec_spawner_new (void);
/* Ends the thread, and with it every child it started that is still there. */
void lec_spawner_free (LecSpawner *self);
/* As lec_child_spawn(), from the spawner's thread; blocks the caller. For one thread at a time. */
LecChild *lec_spawner_spawn (LecSpawner *self, const char *executable, char **environment, int *errnum, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSpawner, lec_spawner_free)

G_END_DECLS
