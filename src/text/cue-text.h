/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a cue without its markup. Pure.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_CUE_MARKUP_TAGS, /* WebVTT, SubRip, what looks like HTML or Pango's markup */
  LEC_CUE_MARKUP_ASS,  /* the text of a line of dialogue */
} LecCueMarkup;

gboolean lec_cue_text_read (const char *raw, LecCueMarkup markup, double start_s, double end_s, GPtrArray *cues);

G_END_DECLS
