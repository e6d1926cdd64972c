/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Work blocks the main thread, so a thread of its own runs the loop that waits
 * for signals. GLib resets a signal to its default when its source is gone:
 * that is what makes the second Ctrl-C final.
 */
#include "cli/interrupt.h"

#include <glib-unix.h>
#include <signal.h>

#define MAX_RECEIVED 2

struct _LecInterrupt
{
  GCancellable *cancellable;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  void (*received) (gpointer user_data); /* (nullable) */
  gpointer user_data;
  guint n_received; /* of the thread */
};

static gboolean
signal_received_cb (gpointer user_data)
{
  LecInterrupt *self = user_data;

  if (self->received == NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return G_SOURCE_REMOVE;
    }

  self->received (self->user_data);
  return ++self->n_received < MAX_RECEIVED ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gpointer
run_loop (gpointer user_data)
{
  LecInterrupt *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
watch_signal (LecInterrupt *self,
              int signum)
{
  g_autoptr (GSource) source = g_unix_signal_source_new (signum);

  g_source_set_callback (source, signal_received_cb, self, NULL);
  g_source_attach (source, self->context);
}

/* Returns: (transfer full): one at a time in a process */
LecInterrupt *
lec_interrupt_new (void)
{
  return lec_interrupt_new_for (NULL, NULL);
}

LecInterrupt *
lec_interrupt_new_for (void (*received) (gpointer user_data),
                       gpointer user_data)
{
  LecInterrupt *self = g_new0 (LecInterrupt, 1);

  self->received = received;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  watch_signal (self, SIGINT);
  watch_signal (self, SIGTERM);
  watch_signal (self, SIGHUP);
  self->thread = g_thread_new ("signals", run_loop, self);

  return self;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* From inside the loop: called from here, it is lost when the thread has not begun to run it. */
static void
quit_loop (LecInterrupt *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
}

void
lec_interrupt_free (LecInterrupt *self)
{
  if (self == NULL)
    return;

  quit_loop (self);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_free (self);
}

GCancellable *
lec_interrupt_get_cancellable (LecInterrupt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}
