/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is left of a word when its endings are gone, so that "theories" and
 * "theory" count as one. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecStemmer LecStemmer;

LecStemmer *lec_stemmer_new (const char *language);
void lec_stemmer_free (LecStemmer *self);
char *lec_stemmer_stem (LecStemmer *self, const char *word);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStemmer, lec_stemmer_free)

G_END_DECLS
