/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words said in a lecture: from subtitles, else from the sound, as part of
 * the work on it.
 */
#pragma once

#include "engine/heard-transcript.h"

G_BEGIN_DECLS

/* @transcribe: (nullable): %NULL where nothing is looked for */
typedef struct
{
  LecProgress *transcribe;
  LecHeardSteps heard;
} LecLectureWordsSteps;

void lec_lecture_words_plan (LecLectureWordsSteps *steps, LecExtractRun *run);
gboolean lec_lecture_words_find (LecExtractRun *run,
                                 const LecLectureWordsSteps *steps,
                                 const char *folder,
                                 const char *video,
                                 const char *key,
                                 GError **error);

G_END_DECLS
