/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of one lecture, by number: forms of one word have the same one.
 */
#pragma once

#include "text/language-words.h"

G_BEGIN_DECLS

/* What a word is good for. */
typedef enum
{
  LEC_WORD_STOP = 1 << 0,    /* not in a phrase, save for the next three */
  LEC_WORD_LINKER = 1 << 1,  /* a stop word that often joins two words */
  LEC_WORD_JOINER = 1 << 2,  /* and one that seldom does */
  LEC_WORD_ARTICLE = 1 << 3, /* what may stand behind one of both */
  LEC_WORD_WEAK = 1 << 4,    /* no phrase by itself */
  LEC_WORD_NUMBER = 1 << 5,
} LecWordUse;

typedef struct _LecVocabulary LecVocabulary;

LecVocabulary *lec_vocabulary_new (const char *language);
void lec_vocabulary_free (LecVocabulary *self);
guint lec_vocabulary_add (LecVocabulary *self, const char *word, gsize length, LecWordUse *use);
gboolean lec_vocabulary_has_form (const LecVocabulary *self, const char *word);
guint lec_vocabulary_add_pair (LecVocabulary *self, guint first, guint second);
guint lec_vocabulary_get_n_terms (const LecVocabulary *self);
const char *lec_vocabulary_get_stem (const LecVocabulary *self, guint term);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecVocabulary, lec_vocabulary_free)

G_END_DECLS
