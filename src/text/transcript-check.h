/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a transcript is one. Pure.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

gboolean lec_transcript_check (const LecTranscript *transcript, GError **error);

G_END_DECLS
