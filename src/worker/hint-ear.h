/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Listens for a queue's hints on a thread of its own, as long as there is use
 * for them.
 */
#pragma once

#include "queue/queue.h"

G_BEGIN_DECLS

typedef struct _LecHintEar LecHintEar;

/**
 * lec_hint_ear_new:
 * @queues: (array zero-terminated=1): must outlive it
 * @heard: called on its thread for each hint
 *
 * Begins to listen when lec_hint_ear_set_listening() says so.
 *
 * Returns: (transfer full)
 */
LecHintEar *lec_hint_ear_new (LecQueue *queue,
                              const char *const *queues,
                              void (*heard) (gpointer user_data),
                              gpointer user_data);
/* Stops, and waits for its thread. */
void lec_hint_ear_free (LecHintEar *self);
/* A hint that is taken while there is no use for it is lost to those who have one. Any thread. */
void lec_hint_ear_set_listening (LecHintEar *self, gboolean is_listening);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecHintEar, lec_hint_ear_free)

G_END_DECLS
