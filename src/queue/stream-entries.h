/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a stream of Redis delivers: entries that may be hints, or anything.
 */
#pragma once

#include "redis/redis-reply.h"

G_BEGIN_DECLS

#define LEC_STREAM_ENTRY_MAX_ID_BYTES 41

/**
 * LecStreamEntry:
 * @key: of the stream
 * @id: in it: digits, a hyphen, digits
 * @task: 1..; only when it is a hint; so is @generation, 0..
 * @is_hint: whether it says what a hint says, and no more
 */
typedef struct
{
  char *key;
  char *id;
  gint64 task;
  gint64 generation;
  guint is_hint : 1;
} LecStreamEntry;

void lec_stream_entry_free (LecStreamEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStreamEntry, lec_stream_entry_free)

GPtrArray *lec_stream_entries_read (const LecRedisReply *reply, GError **error);

G_END_DECLS
