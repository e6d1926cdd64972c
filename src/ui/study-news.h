/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the study guide shows beside the slides, made on the thread that has read it
 * and handed over whole.
 */
#pragma once

#include "engine/study-notes.h"

G_BEGIN_DECLS

/**
 * LecStudyNews:
 * @summary: (element-type LecStudyEntry), as are @glossary, @topics and @transcript
 * @questions: (element-type LecQuestion)
 * @grades: (element-type LecPracticeGrade): of each
 * @model: (nullable): the language model that wrote what is marked as generated
 * @has_improved: whether a language model has made something of it, shown or not
 * @problem: (nullable): why something that is kept is not here
 */
typedef struct
{
  GPtrArray *summary;
  GPtrArray *glossary;
  GPtrArray *topics;
  GPtrArray *transcript;
  GPtrArray *questions;
  GArray *grades;
  char *model;
  gboolean has_improved;
  char *problem;
} LecStudyNews;

LecStudyNews *lec_study_news_new (const LecStudyNotes *notes);
void lec_study_news_free (LecStudyNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStudyNews, lec_study_news_free)

G_END_DECLS
