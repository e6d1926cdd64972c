/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of one job, as events of text/event-stream (WHATWG HTML, 9.2):
 * made once, and the same bytes for everybody who listens.
 *
 * | event | data |
 * |---|---|
 * | job | the job, as GET says it: first, and when anything but the next has changed |
 * | progress | {"progress", "message", "slides"} |
 * | slides | {"keep": k, "count": n}: of the slides that were told only the first k hold; n come |
 * | slide | the next slide, or the one that follows those kept |
 * | end | {"status"}: nothing more comes |
 *
 * An event's id says which slides whoever has it knows: how many, and the sum
 * of all of them. It is made of the job and not of this process, so any server
 * goes on where another one has ended. Pure; for one thread.
 */
#pragma once

#include "http/job-snapshot.h"

G_BEGIN_DECLS

/* What is kept for those who are behind. */
#define LEC_EVENT_LOG_MAX_EVENTS 2048
#define LEC_EVENT_LOG_MAX_BYTES  (4 * 1024 * 1024)

typedef struct _LecEventLog LecEventLog;

LecEventLog *lec_event_log_new (void);
void lec_event_log_free (LecEventLog *self);

/* Adds what is new since the last one. @snapshot: (transfer full). Returns: whether anything is */
gboolean lec_event_log_update (LecEventLog *self, LecJobSnapshot *snapshot);
/* Whether there was a snapshot. */
gboolean lec_event_log_is_begun (const LecEventLog *self);
/* Whether the last event says that nothing more comes. */
gboolean lec_event_log_is_over (const LecEventLog *self);

/**
 * lec_event_log_begin:
 * @after: (nullable): the id of the last event that a client has; untrusted
 * @position: (out): where it goes on reading
 *
 * What brings a client to how things stand.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): %NULL when it knows all, and nothing
 *   more comes
 */
GPtrArray *lec_event_log_begin (const LecEventLog *self, const char *after, guint64 *position);

/**
 * lec_event_log_read:
 * @position: (inout)
 * @is_lost: (out): whether what comes next is no longer kept
 *
 * Returns: (transfer none) (nullable): the next event
 */
GBytes *lec_event_log_read (const LecEventLog *self, guint64 *position, gboolean *is_lost);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEventLog, lec_event_log_free)

G_END_DECLS
