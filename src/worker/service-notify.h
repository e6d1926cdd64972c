/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the service manager how this program is: ready, stopping, what it is
 * doing, and that it still gets on. The protocol of sd_notify(3), which is a
 * datagram to a socket.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For one thread at a time. */
typedef struct _LecServiceNotify LecServiceNotify;

/**
 * lec_service_notify_new:
 * @environment: (array zero-terminated=1): NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID count
 *
 * Returns: (transfer full): one that does nothing when no manager listens
 */
LecServiceNotify *lec_service_notify_new (const char *const *environment);
void lec_service_notify_free (LecServiceNotify *self);
/* Whether a manager listens. */
gboolean lec_service_notify_is_on (const LecServiceNotify *self);
void lec_service_notify_tell_ready (LecServiceNotify *self);
void lec_service_notify_tell_stopping (LecServiceNotify *self);
/* One line for people; told again only when it has changed. */
void lec_service_notify_tell_status (LecServiceNotify *self, const char *status);

/**
 * lec_service_notify_feed_watchdog:
 * @now_us: monotonic
 *
 * To be called by the loop whose getting on is watched, often: it tells the manager at most twice
 * in the time that the watchdog allows, and nothing when there is none.
 */
void lec_service_notify_feed_watchdog (LecServiceNotify *self, gint64 now_us);

/**
 * lec_service_notify_hide_from_children:
 *
 * Takes the variables out of this process's environment, so that no other process speaks for it.
 * To be called before there are other threads.
 */
void lec_service_notify_hide_from_children (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecServiceNotify, lec_service_notify_free)

G_END_DECLS
