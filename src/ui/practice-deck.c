/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order of a round is a list of cards; those before the one that is asked are done.
 */
#include "ui/practice-deck.h"

struct _LecPracticeDeck
{
  GArray *grades; /* (element-type LecPracticeGrade): of all cards */
  GArray *round;  /* (element-type guint): cards */
  guint n_asked;  /* of the round */
  gboolean is_shuffled;
  GRand *dice;
};

static void
shuffle (LecPracticeDeck *self,
         guint first)
{
  guint *cards = (guint *) (gpointer) self->round->data;

  for (guint i = self->round->len; i > first + 1; i--)
    {
      guint other = first + (guint) g_rand_int_range (self->dice, 0, (gint32) (i - first));
      guint card = cards[i - 1];

      cards[i - 1] = cards[other];
      cards[other] = card;
    }
}

static int
compare_cards (gconstpointer a,
               gconstpointer b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

/* What is left of the round. */
static void
put_in_order (LecPracticeDeck *self)
{
  guint n_left = self->round->len - self->n_asked;

  if (self->is_shuffled)
    shuffle (self, self->n_asked);
  else if (n_left > 1)
    qsort (&g_array_index (self->round, guint, self->n_asked), n_left, sizeof (guint), compare_cards);
}

LecPracticeDeck *
lec_practice_deck_new (const GArray *grades,
                       guint32 seed)
{
  LecPracticeDeck *self = NULL;

  g_return_val_if_fail (grades != NULL, NULL);

  self = g_new0 (LecPracticeDeck, 1);
  self->grades = g_array_new (FALSE, FALSE, sizeof (LecPracticeGrade));
  if (grades->len > 0)
    g_array_append_vals (self->grades, grades->data, grades->len);
  self->round = g_array_new (FALSE, FALSE, sizeof (guint));
  self->dice = g_rand_new_with_seed (seed);
  lec_practice_deck_start (self, FALSE);
  return self;
}

void
lec_practice_deck_free (LecPracticeDeck *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->grades);
  g_array_unref (self->round);
  g_rand_free (self->dice);
  g_free (self);
}

guint
lec_practice_deck_get_size (const LecPracticeDeck *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->grades->len;
}

guint
lec_practice_deck_count_known (const LecPracticeDeck *self)
{
  guint n_known = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->grades->len; i++)
    n_known += g_array_index (self->grades, LecPracticeGrade, i) == LEC_PRACTICE_KNEW;

  return n_known;
}

guint
lec_practice_deck_get_n_asked (const LecPracticeDeck *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_asked;
}

guint
lec_practice_deck_get_n_in_round (const LecPracticeDeck *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->round->len;
}

gboolean
lec_practice_deck_get_current (const LecPracticeDeck *self,
                               guint *card)
{
  g_return_val_if_fail (self != NULL && card != NULL, FALSE);

  if (self->n_asked >= self->round->len)
    return FALSE;

  *card = g_array_index (self->round, guint, self->n_asked);
  return TRUE;
}

void
lec_practice_deck_grade (LecPracticeDeck *self,
                         gboolean knew)
{
  guint card = 0;

  g_return_if_fail (self != NULL);

  if (!lec_practice_deck_get_current (self, &card))
    return;

  g_array_index (self->grades, LecPracticeGrade, card) = knew ? LEC_PRACTICE_KNEW : LEC_PRACTICE_MISSED;
  self->n_asked++;
}

void
lec_practice_deck_put_off (LecPracticeDeck *self)
{
  guint card = 0;

  g_return_if_fail (self != NULL);

  if (!lec_practice_deck_get_current (self, &card))
    return;

  g_array_remove_index (self->round, self->n_asked);
  g_array_append_val (self->round, card);
}

void
lec_practice_deck_set_shuffled (LecPracticeDeck *self,
                                gboolean is_shuffled)
{
  g_return_if_fail (self != NULL);

  self->is_shuffled = is_shuffled;
  put_in_order (self);
}

void
lec_practice_deck_start (LecPracticeDeck *self,
                         gboolean all)
{
  gboolean has_all = FALSE;

  g_return_if_fail (self != NULL);

  has_all = all || lec_practice_deck_count_known (self) == self->grades->len;
  g_array_set_size (self->round, 0);
  self->n_asked = 0;
  for (guint i = 0; i < self->grades->len; i++)
    if (has_all || g_array_index (self->grades, LecPracticeGrade, i) != LEC_PRACTICE_KNEW)
      g_array_append_val (self->round, i);
  put_in_order (self);
}
