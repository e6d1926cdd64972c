/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread with a main loop, for an object of the window's thread that lets it do what
 * takes time: what is posted to it is done in that order, what it tells comes to the
 * main context of whoever made it, and it has one alarm.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecLoopThread LecLoopThread;
typedef void (*LecLoopFunc) (gpointer user_data);

/* The thread begins with lec_loop_thread_start(). */
LecLoopThread *lec_loop_thread_new (void);
/* Stops it. */
void lec_loop_thread_free (LecLoopThread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLoopThread, lec_loop_thread_free)

/**
 * lec_loop_thread_start:
 * @name: of the thread
 * @ring: called on the thread when the alarm rings
 * @end: likewise, last of all
 *
 * Once.
 */
void lec_loop_thread_start (LecLoopThread *self,
                            const char *name,
                            LecLoopFunc ring,
                            LecLoopFunc end,
                            gpointer user_data);
/* Begins to end it: what was posted is done, and nothing is waited for. */
void lec_loop_thread_quit (LecLoopThread *self);
/* Likewise, and waits for the end. */
void lec_loop_thread_stop (LecLoopThread *self);
/* Whether it was started and not stopped. */
gboolean lec_loop_thread_is_running (LecLoopThread *self);

/* Any thread. @when_us: monotonic, -1 for never; another time takes the place of the one before */
void lec_loop_thread_set_alarm (LecLoopThread *self, gint64 when_us);

/**
 * lec_loop_thread_post:
 * @func: called on the thread, always by its loop
 * @free_data: (nullable): likewise, or where the thread has ended by lec_loop_thread_free()
 *
 * From any thread; so is lec_loop_thread_tell(), for the context of whoever made this.
 */
void lec_loop_thread_post (LecLoopThread *self, GSourceFunc func, gpointer data, GDestroyNotify free_data);
void lec_loop_thread_tell (LecLoopThread *self, GSourceFunc func, gpointer data, GDestroyNotify free_data);
/* Likewise, for any context; @func is called in the order of such calls. */
void lec_loop_post (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify free_data);

G_END_DECLS
