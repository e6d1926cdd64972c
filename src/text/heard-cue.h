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
 * Brings their times into order and into the cue's. Signs that they lack are taken from the text of
 * @self; where they are not its words it stays without.
 *
 * Returns: whether it has words now
 */
gboolean lec_heard_cue_set_words (LecCue *self, const GPtrArray *words);

/**
 * lec_heard_cues_add_text:
 * @cues: (element-type LecCue)
 * @text: valid UTF-8, untrusted: all that was said from @start_s to @end_s
 *
 * Adds a cue for each sentence, with times by its share of the bytes, which stand for about as much
 * speech in one script as in another: for models that tell no times.
 */
void lec_heard_cues_add_text (GPtrArray *cues, const char *text, double start_s, double end_s);

G_END_DECLS
