/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TextRank (R. Mihalcea, P. Tarau, "TextRank: Bringing Order into Text", 2004)
 * with the cosine of TF-IDF vectors for likeness, as LexRank has it (G. Erkan,
 * D. Radev, 2004). Words that many sentences have make no edges; so the work is
 * bounded by the square of LEC_TEXT_RANK_MAX at most, whatever is said.
 */
#include "text/text-rank.h"

#include <math.h>

#define DAMPING      0.85
#define N_ROUNDS     40
#define CLOSE_ENOUGH 1e-7
#define COMMON_SHARE 0.2 /* of the sentences, for a word that makes no edges */
#define COMMON_COUNT 8   /* sentences that may share a word, however few there are */
#define MIN_LIKENESS 0.03

typedef struct
{
  guint sentence;
  float weight;
} Posting;

struct _LecTextRank
{
  guint n_sentences;
  float *likeness; /* n by n */
  double *scores;
};

typedef struct
{
  guint term;
  guint count;
} TermCount;

static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  const TermCount *left = a, *right = b;

  return (left->term > right->term) - (left->term < right->term);
}

/* The terms of a passage with how often each is there, by number. */
static GArray *
count_terms (const LecPassages *material,
             const LecPassage *passage)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (TermCount));
  guint n_kept = 0;

  for (guint i = 0; i < passage->n_tokens; i++)
    {
      const LecToken *token = lec_passages_get_token (material, passage->first + i);
      TermCount count = { token->matter, 1 };

      if (lec_token_is_matter (token))
        g_array_append_val (counts, count);
    }
  g_array_sort (counts, compare_terms);
  for (guint i = 0; i < counts->len; i++)
    {
      const TermCount *count = &g_array_index (counts, TermCount, i);
      TermCount *kept = n_kept > 0 ? &g_array_index (counts, TermCount, n_kept - 1) : NULL;

      if (kept != NULL && kept->term == count->term)
        kept->count++;
      else
        g_array_index (counts, TermCount, n_kept++) = *count;
    }
  g_array_set_size (counts, n_kept);

  return counts;
}

/* For each term, the sentences that have it and how much it weighs in each; vectors of length 1. */
static GArray **
make_postings (const LecPassages *material,
               const GArray *passages,
               guint n_terms)
{
  GArray **postings = g_new0 (GArray *, n_terms);
  g_autofree guint *n_having = g_new0 (guint, n_terms);
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < passages->len; i++)
    {
      GArray *own = count_terms (material, lec_passages_get_passage (material, g_array_index (passages, guint, i)));

      for (guint j = 0; j < own->len; j++)
        n_having[g_array_index (own, TermCount, j).term]++;
      g_ptr_array_add (counts, own);
    }
  for (guint i = 0; i < passages->len; i++)
    {
      const GArray *own = g_ptr_array_index (counts, i);
      double length = 0;

      for (guint pass = 0; pass < 2; pass++)
        for (guint j = 0; j < own->len; j++)
          {
            const TermCount *count = &g_array_index (own, TermCount, j);
            double weight = count->count * log (1 + (double) passages->len / n_having[count->term]);
            Posting posting = { i, (float) (weight / sqrt (MAX (length, 1e-12))) };

            if (pass == 0)
              {
                length += weight * weight;
                continue;
              }
            if (postings[count->term] == NULL)
              postings[count->term] = g_array_new (FALSE, FALSE, sizeof (Posting));
            g_array_append_val (postings[count->term], posting);
          }
    }

  return postings;
}

static void
compare_all (LecTextRank *self,
             GArray **postings,
             guint n_terms)
{
  guint most = MAX ((guint) (COMMON_SHARE * self->n_sentences), COMMON_COUNT);

  for (guint term = 0; term < n_terms; term++)
    {
      const GArray *list = postings[term];

      for (guint i = 0; list != NULL && list->len <= most && i < list->len; i++)
        for (guint j = i + 1; j < list->len; j++)
          {
            const Posting *left = &g_array_index (list, Posting, i);
            const Posting *right = &g_array_index (list, Posting, j);
            float product = left->weight * right->weight;

            self->likeness[(gsize) left->sentence * self->n_sentences + right->sentence] += product;
            self->likeness[(gsize) right->sentence * self->n_sentences + left->sentence] += product;
          }
    }
}

static double
get_edge (const LecTextRank *self,
          guint from,
          guint to)
{
  float likeness = self->likeness[(gsize) from * self->n_sentences + to];

  return likeness >= MIN_LIKENESS ? likeness : 0;
}

static void
rank (LecTextRank *self)
{
  guint n = self->n_sentences;
  g_autofree double *sums = g_new0 (double, n);
  g_autofree double *next = g_new0 (double, n);

  for (guint i = 0; i < n; i++)
    {
      self->scores[i] = 1.0 / n;
      for (guint j = 0; j < n; j++)
        sums[i] += get_edge (self, i, j);
    }
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double change = 0;

      for (guint i = 0; i < n; i++)
        next[i] = (1 - DAMPING) / n;
      for (guint j = 0; j < n; j++)
        for (guint i = 0; sums[j] > 0 && i < n; i++)
          next[i] += DAMPING * self->scores[j] * get_edge (self, j, i) / sums[j];
      for (guint i = 0; i < n; i++)
        {
          change += fabs (next[i] - self->scores[i]);
          self->scores[i] = next[i];
        }
      if (change < CLOSE_ENOUGH)
        break;
    }
}

/* So that the best one has 1. */
static void
scale (LecTextRank *self)
{
  double best = 0;

  for (guint i = 0; i < self->n_sentences; i++)
    best = MAX (best, self->scores[i]);
  for (guint i = 0; best > 0 && i < self->n_sentences; i++)
    self->scores[i] /= best;
}

/**
 * lec_text_rank_new:
 * @passages: (element-type guint): numbers of the passages that are held against each other; memory
 *   goes with the square of how many there are
 *
 * Returns: (transfer full)
 */
LecTextRank *
lec_text_rank_new (const LecPassages *material,
                   const GArray *passages)
{
  LecTextRank *self = NULL;
  guint n_terms = 0;
  GArray **postings = NULL;

  g_return_val_if_fail (material != NULL && passages != NULL, NULL);

  self = g_new0 (LecTextRank, 1);
  self->n_sentences = passages->len;
  self->likeness = g_new0 (float, (gsize) MAX (passages->len, 1) * MAX (passages->len, 1));
  self->scores = g_new0 (double, MAX (passages->len, 1));
  n_terms = lec_vocabulary_get_n_terms (material->vocabulary);
  postings = make_postings (material, passages, n_terms);
  compare_all (self, postings, n_terms);
  rank (self);
  scale (self);

  for (guint i = 0; i < n_terms; i++)
    g_clear_pointer (&postings[i], g_array_unref);
  g_free (postings);
  return self;
}

void
lec_text_rank_free (LecTextRank *self)
{
  if (self == NULL)
    return;

  g_free (self->likeness);
  g_free (self->scores);
  g_free (self);
}

/* 0..1 */
double
lec_text_rank_get_score (const LecTextRank *self,
                         guint index)
{
  g_return_val_if_fail (self != NULL && index < self->n_sentences, 0);

  return self->scores[index];
}

/* 0..1, of two of the passages */
double
lec_text_rank_get_likeness (const LecTextRank *self,
                            guint first,
                            guint second)
{
  g_return_val_if_fail (self != NULL && first < self->n_sentences && second < self->n_sentences, 0);

  return self->likeness[(gsize) first * self->n_sentences + second];
}
