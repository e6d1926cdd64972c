/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cancel-relay.h"

/* In the thread that cancels. */
static void
cancelled_cb (GCancellable *wanted,
              gpointer user_data)
{
  LecCancelRelay *self = user_data;

  g_atomic_int_set (&self->is_wanted, TRUE);
  g_main_context_wakeup (self->context);
}

void
lec_cancel_relay_begin (LecCancelRelay *self,
                        GMainContext *context,
                        GCancellable *wanted)
{
  *self = (LecCancelRelay){ .context = context, .wanted = wanted };
  self->cancellable = g_cancellable_new ();
  if (wanted != NULL)
    self->handler = g_cancellable_connect (wanted, G_CALLBACK (cancelled_cb), self, NULL);
}

void
lec_cancel_relay_iterate (LecCancelRelay *self)
{
  if (g_atomic_int_get (&self->is_wanted))
    g_cancellable_cancel (self->cancellable);
  g_main_context_iteration (self->context, TRUE);
}

void
lec_cancel_relay_end (LecCancelRelay *self)
{
  g_cancellable_disconnect (self->wanted, self->handler);
  g_clear_object (&self->cancellable);
}
