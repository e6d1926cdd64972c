/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said, where there are no subtitles: made of the sound by a speech
 * program on this machine, or by a service that a user has chosen and agreed
 * to.
 */
#pragma once

#include "engine/extract-run.h"

G_BEGIN_DECLS

/* Parts of the progress; %NULL where no source of this kind may be asked. */
typedef struct
{
  LecProgress *listen;
  LecProgress *hear;
} LecHeardSteps;

void lec_heard_transcript_plan (LecHeardSteps *steps, LecExtractRun *run);

/**
 * lec_heard_transcript_make:
 * @folder: that the stage that transcribes has worked in
 * @video: (nullable): of several, the lecture there knows where they are
 * @reason: (out) (transfer full) (nullable): why a source that was to be asked gave nothing, where
 *   that may be another time: it is in the report, too
 *
 * Does nothing where the stage has found what was said, or no such source is set or wanted. What
 * was made of the same sound before, with the same program or service, is taken from the user's
 * cache. Blocks.
 *
 * Returns: %FALSE with the errors of writing files, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_heard_transcript_make (const LecHeardSteps *steps,
                                    LecExtractRun *run,
                                    const char *folder,
                                    const char *video,
                                    GError **reason,
                                    GError **error);

G_END_DECLS
