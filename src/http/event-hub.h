/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who listens to which job. In the main context; the jobs are looked at by
 * event-watch, on its thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "http/api-call.h"

G_BEGIN_DECLS

typedef struct _LecEventHub LecEventHub;

/* @context: outlives it. Returns: (transfer full) */
LecEventHub *lec_event_hub_new (const LecApiContext *context);
/* No news come any more once the main context has nothing to do. */
void lec_event_hub_stop (LecEventHub *self);
void lec_event_hub_free (LecEventHub *self);

/**
 * lec_event_hub_add:
 * @message: paused: whoever has asked
 * @call: (transfer full): answered; names the job
 *
 * Returns: %FALSE in %LEC_API_ERROR when too many listen; @call is freed then, too
 */
gboolean lec_event_hub_add (LecEventHub *self, SoupServerMessage *message, LecApiCall *call, GError **error);
/* @message is over, or its other side has gone. Harmless for one that does not listen. */
void lec_event_hub_remove (LecEventHub *self, SoupServerMessage *message);
/* Sends all away, politely. */
void lec_event_hub_end_all (LecEventHub *self);
guint lec_event_hub_count (LecEventHub *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEventHub, lec_event_hub_free)

G_END_DECLS
