/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to study of a kept lecture beside its slides: the words said, and
 * what was made of both. Read as it is kept; any thread, one at a time.
 */
#pragma once

#include "engine/practice.h"
#include "engine/review.h"
#include "model/said.h"
#include "model/study.h"

G_BEGIN_DECLS

/**
 * LecStudyNotes:
 * @transcript: (nullable): the words said
 * @study: (nullable)
 * @starts_s: (element-type double): when each slide that @study counts is first shown: the slides
 *   may have been corrected since
 * @practice: which questions were known
 * @has_improved: whether a language model has made something of it, be it of the lecture as it was
 *   before it was corrected: that is not in @study then
 * @problem: (nullable): why something that is kept is not here
 */
typedef struct
{
  LecTranscript *transcript;
  LecStudy *study;
  GArray *starts_s;
  LecPractice *practice;
  gboolean has_improved;
  char *problem;
} LecStudyNotes;

LecStudyNotes *lec_study_notes_new (void);
LecStudyNotes *lec_study_notes_load (LecReview *review);
void lec_study_notes_free (LecStudyNotes *self);
/* Changes whenever what lec_study_notes_load() reads was written. Returns: (transfer full) */
char *lec_study_notes_dup_stamp (LecReview *review);
gboolean lec_study_notes_find_start (const LecStudyNotes *self, guint slide, double *start_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStudyNotes, lec_study_notes_free)

G_END_DECLS
