/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words said in a video, without its slides: looked for in a task process,
 * as for a lecture, and nothing is kept.
 */
#pragma once

#include "engine/extractor.h"
#include "model/transcript-report.h"

G_BEGIN_DECLS

/* As files end, and as --format has them. */
typedef enum
{
  LEC_TRANSCRIPT_FORMAT_VTT,
  LEC_TRANSCRIPT_FORMAT_SRT,
  LEC_TRANSCRIPT_FORMAT_TXT,
  LEC_TRANSCRIPT_FORMAT_JSON,
} LecTranscriptFormat;

gboolean lec_transcript_format_from_name (const char *name, LecTranscriptFormat *format);

LecTranscript *lec_transcriber_run (LecExtractor *extractor,
                                    const char *video,
                                    const LecJobOptions *options,
                                    const LecExtractListener *listener,
                                    LecTranscriptReport **report,
                                    GCancellable *cancellable,
                                    GError **error);
char *lec_transcriber_write (const LecTranscript *transcript, LecTranscriptFormat format);

G_END_DECLS
