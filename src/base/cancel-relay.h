/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For a thread that waits for an asynchronous call of GIO in a context of its
 * own. In GLib 2.74 a call that another thread cancels, just when this one
 * attaches its source, may never end: here the thread that waits cancels for
 * itself.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GMainContext *context;     /* unowned: iterated by the thread that waits */
  GCancellable *cancellable; /* owned: for the calls; any cause of that thread's may cancel it, too */
  GCancellable *wanted;      /* (nullable): unowned: of whoever else may want the end */
  gulong handler;
  gint is_wanted; /* atomic */
} LecCancelRelay;

/* @self: stays where it is until lec_cancel_relay_end(). @wanted: (nullable) */
void lec_cancel_relay_begin (LecCancelRelay *self, GMainContext *context, GCancellable *wanted);

/* One turn of the context, which may have to be waited for. */
void lec_cancel_relay_iterate (LecCancelRelay *self);

void lec_cancel_relay_end (LecCancelRelay *self);

G_END_DECLS
