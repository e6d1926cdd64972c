/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript as a subtitle file. Pure.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

char *lec_subtitle_text_make_vtt (const LecTranscript *transcript);
char *lec_subtitle_text_make_srt (const LecTranscript *transcript);
char *lec_subtitle_text_make_plain (const LecTranscript *transcript);

G_END_DECLS
