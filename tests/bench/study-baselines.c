/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RAKE: S. Rose, D. Engel, N. Cramer, W. Cowley, "Automatic keyword extraction
 * from individual documents" (2010): phrases between stop words and marks, the
 * sum of their words' degree over frequency. TF-IDF: frequency in the lecture
 * by the logarithm of how few slides have it, over runs of up to so many words
 * without a stop word.
 */
#include "study-baselines.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *stems;
  double score;
  guint count;
  guint n_documents;
  guint last_document;
  guint order;
} Phrase;

static void
phrase_free (Phrase *self)
{
  g_free (self->stems);
  g_free (self);
}

static gboolean
is_word (const LecToken *token)
{
  return token->term != 0 && (token->use & (LEC_WORD_STOP | LEC_WORD_NUMBER)) == 0;
}

static char *
join_stems (const LecPassages *material,
            guint first,
            guint n_tokens)
{
  GString *stems = g_string_new (NULL);

  for (guint i = first; i < first + n_tokens; i++)
    g_string_append_printf (stems, "%s%s", i > first ? " " : "",
                            lec_vocabulary_get_stem (material->vocabulary, lec_passages_get_token (material, i)->term));

  return g_string_free (stems, FALSE);
}

static Phrase *
count_phrase (const LecPassages *material,
              GHashTable *phrases,
              guint first,
              guint n_tokens,
              guint document)
{
  g_autofree char *stems = join_stems (material, first, n_tokens);
  Phrase *phrase = g_hash_table_lookup (phrases, stems);

  if (phrase == NULL)
    {
      phrase = g_new0 (Phrase, 1);
      phrase->stems = g_steal_pointer (&stems);
      phrase->last_document = G_MAXUINT;
      phrase->order = g_hash_table_size (phrases);
      g_hash_table_insert (phrases, phrase->stems, phrase);
    }
  phrase->count++;
  return phrase;
}

/* The end of the run of words that begins at @first. */
static guint
find_run_end (const LecPassages *material,
              const LecPassage *passage,
              guint first)
{
  guint end = first;

  while (end < passage->first + passage->n_tokens && is_word (lec_passages_get_token (material, end)) &&
         (end == first || (lec_passages_get_token (material, end)->flags & LEC_TOKEN_BREAK) == 0))
    end++;

  return end;
}

static int
compare_phrases (gconstpointer a,
                 gconstpointer b)
{
  const Phrase *left = *(const Phrase *const *) a, *right = *(const Phrase *const *) b;

  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;
  return (left->order > right->order) - (left->order < right->order);
}

static GPtrArray *
rank (GHashTable *phrases,
      guint least_count)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *ranked = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, phrases);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, value);
  g_ptr_array_sort (all, compare_phrases);
  for (guint i = 0; i < all->len; i++)
    if (((const Phrase *) g_ptr_array_index (all, i))->count >= least_count)
      g_ptr_array_add (ranked, g_strdup (((const Phrase *) g_ptr_array_index (all, i))->stems));

  return ranked;
}

typedef struct
{
  const LecPassages *material;
  GHashTable *phrases; /* by stems */
  GHashTable *joined;  /* two phrases with stop words between them */
  double *degrees;     /* of each term */
  double *counts;
} Rake;

static double
score_run (const Rake *self,
           guint first,
           guint end)
{
  double score = 0;

  for (guint i = first; i < end; i++)
    {
      guint term = lec_passages_get_token (self->material, i)->term;

      score += self->degrees[term] / self->counts[term];
    }

  return score;
}

static void
count_words (const Rake *self,
             guint first,
             guint end)
{
  for (guint i = first; i < end; i++)
    {
      guint term = lec_passages_get_token (self->material, i)->term;

      self->degrees[term] += end - first;
      self->counts[term]++;
    }
}

/* Whether only stop words stand from @end on to before @next. */
static gboolean
adjoins (const Rake *self,
         guint end,
         guint next)
{
  for (guint i = end; i <= next; i++)
    if ((lec_passages_get_token (self->material, i)->flags & LEC_TOKEN_BREAK) != 0 ||
        (i < next && (lec_passages_get_token (self->material, i)->use & LEC_WORD_STOP) == 0))
      return FALSE;

  return end < next;
}

static void
score_passage (const Rake *self,
               const LecPassage *passage)
{
  guint before = G_MAXUINT, before_end = 0;

  for (guint first = passage->first; first < passage->first + passage->n_tokens;)
    {
      guint end = find_run_end (self->material, passage, first);

      if (end == first)
        {
          first++;
          continue;
        }
      count_phrase (self->material, self->phrases, first, end - first, 0)->score = score_run (self, first, end);
      if (before != G_MAXUINT && adjoins (self, before_end, first))
        count_phrase (self->material, self->joined, before, end - before, 0)->score =
          score_run (self, before, before_end) + score_run (self, first, end);
      before = first;
      before_end = end;
      first = end;
    }
}

/* Two that adjoin at least twice in the same order are a phrase, too (section 1.2.3). */
static void
take_joined (const Rake *self)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->joined);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Phrase *phrase = value;

      g_hash_table_iter_steal (&iter);
      if (phrase->count < 2)
        {
          phrase_free (phrase);
          continue;
        }
      phrase->order += g_hash_table_size (self->phrases);
      g_hash_table_replace (self->phrases, phrase->stems, phrase);
    }
}

/* @least_count: how often a phrase has to come up; 1 is RAKE as it was published */
GPtrArray *
study_baseline_rake (const LecPassages *material,
                     guint least_count)
{
  g_autoptr (GHashTable) phrases = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) phrase_free);
  g_autoptr (GHashTable) joined = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) phrase_free);
  guint n_terms = lec_vocabulary_get_n_terms (material->vocabulary);
  g_autofree double *degrees = g_new0 (double, n_terms);
  g_autofree double *counts = g_new0 (double, n_terms);
  Rake self = { material, phrases, joined, degrees, counts };

  for (guint i = 0; i < material->passages->len; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);

      for (guint first = passage->first; first < passage->first + passage->n_tokens;)
        {
          guint end = find_run_end (material, passage, first);

          count_words (&self, first, end);
          first = MAX (end, first + 1);
        }
    }
  for (guint i = 0; i < material->passages->len; i++)
    score_passage (&self, lec_passages_get_passage (material, i));
  take_joined (&self);

  return rank (phrases, least_count);
}

static void
count_runs (const LecPassages *material,
            GHashTable *phrases,
            guint max_words)
{
  for (guint i = 0; i < material->passages->len; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);

      for (guint first = passage->first; first < passage->first + passage->n_tokens; first++)
        {
          guint end = find_run_end (material, passage, first);

          for (guint n = 1; first + n <= end && n <= max_words; n++)
            count_phrase (material, phrases, first, n, passage->document);
        }
    }
}

/* In how many documents each is: documents one after the other. */
static void
count_documents (const LecPassages *material,
                 GHashTable *phrases,
                 guint max_words)
{
  for (guint document = 0; document < material->documents->len; document++)
    for (guint i = 0; i < material->passages->len; i++)
      {
        const LecPassage *passage = lec_passages_get_passage (material, i);

        if (passage->document != document)
          continue;
        for (guint first = passage->first; first < passage->first + passage->n_tokens; first++)
          {
            guint end = find_run_end (material, passage, first);

            for (guint n = 1; first + n <= end && n <= max_words; n++)
              {
                g_autofree char *stems = join_stems (material, first, n);
                Phrase *phrase = g_hash_table_lookup (phrases, stems);

                phrase->n_documents += phrase->last_document != document;
                phrase->last_document = document;
              }
          }
      }
}

GPtrArray *
study_baseline_tf_idf (const LecPassages *material,
                       guint max_words)
{
  g_autoptr (GHashTable) phrases = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) phrase_free);
  GHashTableIter iter;
  gpointer value = NULL;

  count_runs (material, phrases, max_words);
  count_documents (material, phrases, max_words);
  g_hash_table_iter_init (&iter, phrases);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Phrase *phrase = value;

      phrase->score = phrase->count * log ((double) material->documents->len / phrase->n_documents);
    }

  return rank (phrases, 1);
}
