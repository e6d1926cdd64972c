/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a speech model is told before it hears a lecture: the terms and names on
 * its slides, so that it writes them as they are written there. Pure.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/* Models take some two hundred pieces of words, and forget the beginning of what is longer. */
#define LEC_SPEECH_PROMPT_MAX_BYTES 480

char *lec_speech_prompt_make (const GPtrArray *slides);

G_END_DECLS
