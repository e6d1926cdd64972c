/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of a transcript that may be a term of the slides, misheard. Pure.
 */
#pragma once

#include "model/slide.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * LecTermHint: what could be corrected
 * @cue: number of the cue in the transcript, from 0
 * @at: byte of the cue's text where @heard begins
 * @heard: as it is in the cue's text; one word or two
 * @meant: as it is on the slide
 * @slide: number of the slide that it is on
 */
typedef struct
{
  guint cue;
  gsize at;
  char *heard;
  char *meant;
  guint slide;
} LecTermHint;

void lec_term_hint_free (LecTermHint *self);
GPtrArray *lec_term_hints_find (const LecTranscript *transcript, const GPtrArray *slides);
/* Puts what was meant in place of what was heard. @hints: of @transcript as it is */
void lec_term_hints_apply (const GPtrArray *hints, LecTranscript *transcript);

G_END_DECLS
