/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to practise with, made of what a lecture says itself. Pure.
 */
#pragma once

#include "text/definitions.h"
#include "text/summary.h"

G_BEGIN_DECLS

GPtrArray *lec_review_questions_make (const LecPassages *material,
                                      const GPtrArray *definitions,
                                      const GPtrArray *keywords,
                                      const LecSentences *sentences);

G_END_DECLS
