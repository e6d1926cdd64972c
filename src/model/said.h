/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which words were said over which slide. Pure.
 */
#pragma once

#include "model/slide.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * LecSaid: what was said while a slide stood there, once for each of its visits
 * @slide: its number; 0 for what was said before the first slide, only there when something was
 * @start_s: of the visit; 0 for what was said before the first slide
 * @end_s: when the next visit of any slide begins; G_MAXDOUBLE for the last one
 * @cues: (element-type LecCue): in order; may be empty. A cue over a change of slides is cut in two
 *   where its words have times
 */
typedef struct
{
  guint slide;
  double start_s;
  double end_s;
  GPtrArray *cues;
} LecSaid;

void lec_said_free (LecSaid *self);

/**
 * lec_said_place:
 * @transcript: (nullable): %NULL gives empty ones
 * @slides: (element-type LecSlide): in any order
 *
 * Each visit owns the time from its start to the start of the next one. A cue belongs to where
 * most of it lies, the earlier one when in doubt; so does each word of a cue that is cut. Each word
 * of @transcript is in exactly one place. Cues of one place are in order of their starts; of two
 * cues that do not overlap, the later one is never in an earlier place.
 *
 * Returns: (transfer full) (element-type LecSaid): in order of time
 */
GPtrArray *lec_said_place (const LecTranscript *transcript, const GPtrArray *slides);

/**
 * lec_said_dup_text:
 * @said: (element-type LecSaid)
 *
 * All that was said over one slide, as running text: a paragraph a visit, an empty line between
 * them. Lines and cues are joined with a space, or none between CJK.
 *
 * Returns: (transfer full) (nullable): %NULL for nothing
 */
char *lec_said_dup_text (const GPtrArray *said, guint slide);

G_END_DECLS
