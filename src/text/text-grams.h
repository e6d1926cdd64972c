/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of one text is in another, by runs of three letters: a letter that
 * was read wrong costs three of them and not the word. Any script. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecTextGrams LecTextGrams;

/**
 * LecTextLikeness:
 * @found: 0..1, how much of the text that is asked about is in the known one
 * @covered: 0..1, how much of the known one is in it
 * @mass: how much there is to go by: about the number of runs in both
 */
typedef struct
{
  double found;
  double covered;
  double mass;
} LecTextLikeness;

/* @texts: that others are held against; runs that are in most of them count little */
LecTextGrams *lec_text_grams_new (const char *const *texts, guint n_texts);
void lec_text_grams_free (LecTextGrams *self);
/* @likeness: (out caller-allocates) (array): one for each text */
void lec_text_grams_compare (const LecTextGrams *self, const char *text, LecTextLikeness *likeness);
/* What a word is compared by: letters and digits without case and accents.
 * Returns: (transfer full) (nullable) */
char *lec_text_grams_dup_form (const char *word);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTextGrams, lec_text_grams_free)

G_END_DECLS
