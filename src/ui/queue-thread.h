/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Works on the queue as long as the program runs, on a thread of its own; while
 * another program does, it waits for that one to end.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LecQueueState:
 * @LEC_QUEUE_HERE: this program works on the queue, or would
 * @LEC_QUEUE_ELSEWHERE: another program does
 * @LEC_QUEUE_TROUBLE: nothing can be done, for the reason told; it is tried again
 */
typedef enum
{
  LEC_QUEUE_HERE,
  LEC_QUEUE_ELSEWHERE,
  LEC_QUEUE_TROUBLE,
} LecQueueState;

#define LEC_TYPE_QUEUE_THREAD (lec_queue_thread_get_type ())
G_DECLARE_FINAL_TYPE (LecQueueThread, lec_queue_thread, LEC, QUEUE_THREAD, GObject)

/**
 * lec_queue_thread_new:
 * @folder: (nullable): the user's data folder
 *
 * Begins at once. All that it tells it tells on the main context of whoever made it: the signal
 * "state-changed" without arguments, and "noticed" with what a person should see to (a string).
 */
LecQueueThread *lec_queue_thread_new (const char *folder);
/* What was begun is given back, and goes on with the next program. Blocks until then. */
void lec_queue_thread_stop (LecQueueThread *self);
LecQueueState lec_queue_thread_get_state (LecQueueThread *self);
/* Jobs that have begun are finished, and no other is begun. When that is done the signal "finished"
 * tells it, and nothing is worked on until lec_queue_thread_go_on(). */
void lec_queue_thread_finish (LecQueueThread *self);
/* That is wanted no more. */
void lec_queue_thread_go_on (LecQueueThread *self);
/* @concurrency: how many tasks are worked on at a time; 0 for what suits the machine */
void lec_queue_thread_set_concurrency (LecQueueThread *self, guint concurrency);
/* Whether what is in trouble is that there is no space left. */
gboolean lec_queue_thread_lacks_space (LecQueueThread *self);
/* Returns: (nullable): of trouble */
const char *lec_queue_thread_get_reason (LecQueueThread *self);

G_END_DECLS
