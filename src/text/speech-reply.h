/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what a transcription service answers: OpenAI's "verbose_json", with or
 * without words, and "json", which has but a text. Pure.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * lec_speech_reply_parse:
 * @text: untrusted
 * @start_s: where the sound that was sent begins in the lecture: the reply's times count from there
 * @end_s: where it ends
 *
 * Returns: (transfer full) (nullable): %LEC_TRANSCRIPT_SERVICE, cues within @start_s..@end_s,
 *   perhaps none; %NULL with %LEC_ERROR_PROTOCOL
 */
LecTranscript *lec_speech_reply_parse (const char *text, gsize length, double start_s, double end_s, GError **error);

G_END_DECLS
