/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the bearers of tokens were given by this process without asking who
 * counts for all servers, who is told of it soon: when, of how many, and until
 * when nothing is given. Pure: the time is an argument. One thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of the first that nobody was told of: the next one is the time to tell. */
#define LEC_TOKEN_TALLY_TELL_US (100 * (gint64) 1000)
/* Who has not asked for that long is forgotten, within as long again. */
#define LEC_TOKEN_TALLY_FORGET_US (60 * (gint64) G_USEC_PER_SEC)

#define LEC_TOKEN_TALLY_FULL (-1)

typedef struct _LecTokenTally LecTokenTally;

/* @block: from 1: of one token no more is unknown elsewhere. Returns: (transfer full) */
LecTokenTally *lec_token_tally_new (guint block);
void lec_token_tally_free (LecTokenTally *self);

/**
 * lec_token_tally_take:
 * @now_us: monotonic
 * @has_to_tell: (out): whether it is time for lec_token_tally_begin_telling(); said once
 *
 * Returns: 0 when it may be had, which counts; after how many µs to ask again; or
 *   %LEC_TOKEN_TALLY_FULL as long as all of a block is unknown elsewhere
 */
gint64 lec_token_tally_take (LecTokenTally *self, const char *token, gint64 now_us, gboolean *has_to_tell);
/* Returns: how many to tell of */
guint lec_token_tally_begin_telling (LecTokenTally *self, const char *token);
/* It is known. */
void lec_token_tally_end_telling (LecTokenTally *self, const char *token);
/* Nothing is given until @until_us. */
void lec_token_tally_refuse (LecTokenTally *self, const char *token, gint64 until_us, gint64 now_us);
/* How many tokens are remembered. */
guint lec_token_tally_count (const LecTokenTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTokenTally, lec_token_tally_free)

G_END_DECLS
