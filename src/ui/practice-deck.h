/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questions to practise with, as cards: which one is asked, and which are left. A round
 * asks each of its cards once; the next one has those that were not known. Pure.
 */
#pragma once

#include "engine/practice.h"

G_BEGIN_DECLS

typedef struct _LecPracticeDeck LecPracticeDeck;

/* @grades: (element-type LecPracticeGrade): of each card; the first round has those that were not
 * known. @seed: of the order when it is shuffled */
LecPracticeDeck *lec_practice_deck_new (const GArray *grades, guint32 seed);
void lec_practice_deck_free (LecPracticeDeck *self);
guint lec_practice_deck_get_size (const LecPracticeDeck *self);
/* How many were known when they were asked last. */
guint lec_practice_deck_count_known (const LecPracticeDeck *self);
/* Of the round. */
guint lec_practice_deck_get_n_asked (const LecPracticeDeck *self);
guint lec_practice_deck_get_n_in_round (const LecPracticeDeck *self);
/* @card: (out). Returns: %FALSE when the round is over */
gboolean lec_practice_deck_get_current (const LecPracticeDeck *self, guint *card);
/* Of the one that is asked; then the next one is asked. */
void lec_practice_deck_grade (LecPracticeDeck *self, gboolean knew);
/* Asks it again at the end of the round. */
void lec_practice_deck_put_off (LecPracticeDeck *self);
/* What is left of the round, and later rounds: in any order, or in that of the lecture. */
void lec_practice_deck_set_shuffled (LecPracticeDeck *self, gboolean is_shuffled);
/* Another round, of @all cards or of those that were not known: of all, when all are known. */
void lec_practice_deck_start (LecPracticeDeck *self, gboolean all);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPracticeDeck, lec_practice_deck_free)

G_END_DECLS
