/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sentences that say what a lecture said. Pure.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

/**
 * LecSentence: a passage that may stand for others
 * @passage: its number
 * @score: 0 or more, the better one higher
 */
typedef struct
{
  guint passage;
  double score;
} LecSentence;

typedef struct _LecSentences LecSentences;

LecSentences *lec_sentences_rank (const LecPassages *material, const GPtrArray *keywords);
void lec_sentences_free (LecSentences *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSentences, lec_sentences_free)

GPtrArray *lec_sentences_summarise (const LecSentences *self);
char *lec_sentences_tell (const LecSentences *self, guint document, guint n_sentences);

G_END_DECLS
