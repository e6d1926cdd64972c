/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The local analysis of a lecture: the door to all that makes a study of it.
 */
#pragma once

#include <gio/gio.h>

#include "model/lecture.h"
#include "model/study.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * LecAnalysisOptions:
 * @syllabus: (nullable): the text of a file with the topics of the course
 * @language: (nullable): a tag such as "de" or "pt-BR"; %NULL to recognise it
 */
typedef struct
{
  const char *syllabus;
  const char *language;
} LecAnalysisOptions;

LecStudy *lec_study_analyse (const LecLecture *lecture,
                             const LecTranscript *transcript,
                             const LecAnalysisOptions *options,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
