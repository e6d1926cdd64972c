/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The alarm is a source of the thread's context that is ready at a time, which any
 * thread may set. The loop ends by what is posted last, so that all before it is done.
 */
#include "ui/loop-thread.h"

struct _LecLoopThread
{
  GMainContext *home; /* of whoever made it */
  GMainContext *context;
  GMainLoop *loop;
  GSource *alarm;
  GThread *thread; /* (nullable): from start to stop */
  gboolean is_quitting;
  LecLoopFunc ring;
  LecLoopFunc end;
  gpointer user_data; /* unowned */
};

static gboolean
alarm_cb (gpointer user_data)
{
  LecLoopThread *self = user_data;

  g_source_set_ready_time (self->alarm, -1);
  self->ring (self->user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_alarm (GSource *source,
                GSourceFunc callback,
                gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs alarm_funcs = { NULL, NULL, dispatch_alarm, NULL, NULL, NULL };

static gpointer
run (gpointer data)
{
  LecLoopThread *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  self->end (self->user_data);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

LecLoopThread *
lec_loop_thread_new (void)
{
  LecLoopThread *self = g_new0 (LecLoopThread, 1);

  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->alarm = g_source_new (&alarm_funcs, sizeof (GSource));
  g_source_set_callback (self->alarm, alarm_cb, self, NULL);
  g_source_attach (self->alarm, self->context);
  return self;
}

void
lec_loop_thread_free (LecLoopThread *self)
{
  if (self == NULL)
    return;

  lec_loop_thread_stop (self);
  g_source_destroy (self->alarm);
  g_source_unref (self->alarm);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->home);
  g_free (self);
}

void
lec_loop_thread_start (LecLoopThread *self,
                       const char *name,
                       LecLoopFunc ring,
                       LecLoopFunc end,
                       gpointer user_data)
{
  g_return_if_fail (self != NULL && self->thread == NULL && ring != NULL && end != NULL);

  self->ring = ring;
  self->end = end;
  self->user_data = user_data;
  self->thread = g_thread_new (name, run, self);
}

void
lec_loop_thread_quit (LecLoopThread *self)
{
  g_return_if_fail (self != NULL);

  if (self->thread == NULL || self->is_quitting)
    return;

  self->is_quitting = TRUE;
  lec_loop_thread_post (self, quit_cb, self->loop, NULL);
}

void
lec_loop_thread_stop (LecLoopThread *self)
{
  g_return_if_fail (self != NULL);

  lec_loop_thread_quit (self);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

gboolean
lec_loop_thread_is_running (LecLoopThread *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->thread != NULL;
}

void
lec_loop_thread_set_alarm (LecLoopThread *self,
                           gint64 when_us)
{
  g_return_if_fail (self != NULL);

  g_source_set_ready_time (self->alarm, when_us);
}

void
lec_loop_thread_post (LecLoopThread *self,
                      GSourceFunc func,
                      gpointer data,
                      GDestroyNotify free_data)
{
  g_return_if_fail (self != NULL);

  lec_loop_post (self->context, func, data, free_data);
}

void
lec_loop_thread_tell (LecLoopThread *self,
                      GSourceFunc func,
                      gpointer data,
                      GDestroyNotify free_data)
{
  g_return_if_fail (self != NULL);

  lec_loop_post (self->home, func, data, free_data);
}

void
lec_loop_post (GMainContext *context,
               GSourceFunc func,
               gpointer data,
               GDestroyNotify free_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_return_if_fail (context != NULL && func != NULL);

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, free_data);
  g_source_attach (source, context);
}
