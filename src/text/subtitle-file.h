/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A WebVTT or SubRip file as a transcript. Pure, but for the reading.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/* What could not be read. @line: from 1; 0 for what is true of the whole file */
typedef struct
{
  guint line;
  char *reason;
} LecSubtitleProblem;

void lec_subtitle_problem_free (LecSubtitleProblem *self);
char *lec_subtitle_problem_describe (const LecSubtitleProblem *self);

LecTranscript *lec_subtitle_file_parse (const char *data, gsize length, GPtrArray **problems, GError **error);
LecTranscript *lec_subtitle_file_load (const char *path, GPtrArray **problems, GError **error);

G_END_DECLS
