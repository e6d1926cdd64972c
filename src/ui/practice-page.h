/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to practise with, one at a time: the answer is shown when it is asked for,
 * then a person says whether it was known. Its signal "graded" (string, boolean) tells
 * that: of which question (lec_practice_dup_key()), and whether it was.
 *
 * Actions: practice.reveal (space), practice.missed (1, or an arrow), practice.knew (2, or the
 * other arrow), practice.later (n), practice.start (b): another round, of all questions or of
 * those that were not known. Times are asked for by the action "study.go-to" (d) of a widget
 * above it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_PRACTICE_PAGE (lec_practice_page_get_type ())
G_DECLARE_FINAL_TYPE (LecPracticePage, lec_practice_page, LEC, PRACTICE_PAGE, AdwBin)

/**
 * lec_practice_page_set_questions:
 * @questions: (element-type LecQuestion) (nullable)
 * @grades: (element-type LecPracticeGrade) (nullable): of each, from before
 * @model: (nullable): the language model that wrote what is marked as generated
 *
 * The same questions as before change nothing.
 */
void lec_practice_page_set_questions (LecPracticePage *self,
                                      GPtrArray *questions,
                                      const GArray *grades,
                                      const char *model);

G_END_DECLS
