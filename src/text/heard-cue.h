/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cues out of what a speech model says it has heard: times in any order and
 * texts of any kind in, cues that keep the promises of LecCue out. Pure.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * lec_heard_cue_new:
 * @text: valid UTF-8, untrusted
 * @start_s: untrusted, as @end_s
 * @earliest_s: the start of the cue before it
 *
 * Returns: (transfer full) (nullable): from @earliest_s on; %NULL where nothing was said: no text,
 *   or only what the model calls a sound, [BLANK_AUDIO]
 */
LecCue *lec_heard_cue_new (const char *text, double start_s, double end_s, double earliest_s);

/* A word that was heard; its times are looked at later. */
typedef struct
{
  char *text;
  double start_s;
  double end_s;
} LecHeardWord;

LecHeardWord *lec_heard_word_new (const char *text, double start_s, double end_s);
void lec_heard_word_free (LecHeardWord *self);

/**
 * lec_heard_cue_set_words:
 * @words: (element-type LecHeardWord): of @self, in order; valid UTF-8
 *
 * Brings their times into order and into the cue's. Where the words are not the text of @self, but
 * for white space, it stays without.
 *
 * Returns: whether it has words now
 */
gboolean lec_heard_cue_set_words (LecCue *self, const GPtrArray *words);

G_END_DECLS
