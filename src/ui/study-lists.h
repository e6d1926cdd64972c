/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to study, in lists as they are read. Pure; on the thread that has
 * read the notes.
 */
#pragma once

#include "engine/study-notes.h"
#include "ui/study-entry.h"

G_BEGIN_DECLS

/* Each returns: (transfer full) (element-type LecStudyEntry): empty when there is nothing. */

/* The summary, then the concepts that matter most, with what they mean where that is known. */
GPtrArray *lec_study_lists_make_summary (const LecStudyNotes *notes);
GPtrArray *lec_study_lists_make_glossary (const LecStudyNotes *notes);
/* Topics of a syllabus, covered and not covered. */
GPtrArray *lec_study_lists_make_topics (const LecStudyNotes *notes);
/* All that was said, in order. */
GPtrArray *lec_study_lists_make_transcript (const LecStudyNotes *notes);

/**
 * lec_study_lists_dup_speech_markup:
 * @said: (element-type LecSaid)
 *
 * What was said over a slide, a paragraph each time it was shown, as Pango markup: each cue begins
 * with its time as a link, whose address is that time in seconds.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing was said
 */
char *lec_study_lists_dup_speech_markup (const GPtrArray *said, guint slide);

G_END_DECLS
