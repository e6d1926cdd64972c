/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what whisper-cli writes with -oj -ojf, and its lines of progress. Pure.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * lec_whisper_output_parse:
 * @text: untrusted; may have letters that are cut in two over tokens
 * @origin: (nullable): the model's name
 *
 * Returns: (transfer full) (nullable): %LEC_TRANSCRIPT_WHISPER, perhaps without cues; %NULL with
 *   %LEC_ERROR_PROTOCOL
 */
LecTranscript *lec_whisper_output_parse (const char *text, gsize length, const char *origin, GError **error);

/* Returns: whether @line tells the progress; *@fraction: (out): 0..1 */
gboolean lec_whisper_output_read_progress (const char *line, double *fraction);

G_END_DECLS
