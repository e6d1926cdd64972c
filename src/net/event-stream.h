/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads text/event-stream, in which servers send an answer while they make it:
 * bytes in pieces of any size in, the data of one event after the other out.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecEventStream LecEventStream;

/* @max_bytes: of one event's data, and of a line */
LecEventStream *lec_event_stream_new (gsize max_bytes);
void lec_event_stream_free (LecEventStream *self);

/**
 * lec_event_stream_push:
 *
 * Takes the next bytes; pop until %NULL after each call.
 *
 * Returns: %FALSE with %LEC_NET_ERROR_PROTOCOL when an event is larger than it may be
 */
gboolean lec_event_stream_push (LecEventStream *self, const char *data, gsize length, GError **error);
/* Returns: (transfer full) (nullable): the data of the next event, its lines joined with \n; valid
 *   UTF-8 */
char *lec_event_stream_pop (LecEventStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEventStream, lec_event_stream_free)

G_END_DECLS
