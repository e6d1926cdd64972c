/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words said in a lecture: from subtitles, else from the sound, as part of
 * the work on it.
 */
#pragma once

#include "engine/heard-transcript.h"

G_BEGIN_DECLS

/**
 * LecLectureWordsSteps:
 * @transcribe: (nullable): %NULL where nothing is looked for
 * @has_waited: what was made before lacks what was said, since nobody had agreed to sending the
 *   sound
 * @keeps_earlier: whether a transcript that was found before stays where none is found now: nobody
 *   has asked for another one
 */
typedef struct
{
  LecProgress *transcribe;
  LecHeardSteps heard;
  gboolean has_waited;
  gboolean keeps_earlier;
} LecLectureWordsSteps;

void lec_lecture_words_plan (LecLectureWordsSteps *steps, LecExtractRun *run);
gboolean lec_lecture_words_find (LecExtractRun *run,
                                 LecLectureWordsSteps *steps,
                                 const char *folder,
                                 const char *video,
                                 const char *key,
                                 GError **error);

G_END_DECLS
