/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who listens to a job: writes its events to one message, as fast as
 * that is taken. In the main context.
 */
#pragma once

#include <libsoup/soup.h>

#include "http/event-log.h"

G_BEGIN_DECLS

typedef struct _LecEventClient LecEventClient;

/* @message: paused, with the headers of its answer but nothing of it sent. @log: outlives it.
 * Returns: (transfer full) */
LecEventClient *lec_event_client_new (SoupServerMessage *message, const LecEventLog *log);
void lec_event_client_free (LecEventClient *self);

/**
 * lec_event_client_begin:
 * @after: (nullable): the id of the last event it has; untrusted
 *
 * Returns: %FALSE when there is nothing to be told, now and later; nothing was sent then
 */
gboolean lec_event_client_begin (LecEventClient *self, const char *after);
/* Writes what is new, if what was written before has been taken. */
void lec_event_client_write (LecEventClient *self);
/* Shows that the service is there, where nothing was said for a while. */
void lec_event_client_keep_alive (LecEventClient *self, gint64 now_us);
/* No more comes; what is on its way does. */
void lec_event_client_end (LecEventClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEventClient, lec_event_client_free)

G_END_DECLS
