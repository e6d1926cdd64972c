/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a language model may add to a study guide, and what of its answer is
 * believed: only what names a slide that it was shown. Pure.
 */
#pragma once

#include "model/slide.h"
#include "model/study.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the JSON schema that models are asked to keep to */
JsonNode *lec_study_answer_make_schema (void);

typedef struct _LecStudyAnswer LecStudyAnswer;

/* @slides: (element-type LecSlide): of the lecture; outlives it */
LecStudyAnswer *lec_study_answer_new (const GPtrArray *slides);
void lec_study_answer_free (LecStudyAnswer *self);

/**
 * lec_study_answer_take:
 * @node: untrusted
 * @first: index of the first slide that the model was shown
 * @n_slides: how many from there
 *
 * Entries that name no such slide, are empty or longer than they may be are left out.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL, when @node does not follow the schema or nothing of it
 *   is left; then nothing was taken
 */
gboolean lec_study_answer_take (LecStudyAnswer *self, JsonNode *node, guint first, guint n_slides, GError **error);

/**
 * lec_study_answer_apply:
 * @local: the guide that was made without a model
 * @model: its name, 1..256 bytes
 *
 * Returns: (transfer full): @local with all that was taken, marked as generated: notes, a summary
 *   in place of the other, glossary entries for terms that were missing, questions
 */
LecStudy *lec_study_answer_apply (LecStudyAnswer *self, const LecStudy *local, const char *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStudyAnswer, lec_study_answer_free)

G_END_DECLS
