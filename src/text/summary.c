/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said, or where little was, what stands on slides, ranked by
 * TextRank; what leans on a sentence before it, asks or rambles counts less.
 * Sentences are chosen by maximal marginal relevance (J. Carbonell, J.
 * Goldstein, 1998): each for what it says that those before it do not.
 */
#include "text/summary.h"

#include <string.h>

#include "text/language-phrases.h"
#include "text/sentences.h"
#include "text/text-rank.h"
#include "text/word-lists.h"

#define MAX_SENTENCES     1500 /* that are held against each other */
#define MIN_SAID          8    /* sentences; with fewer, slides count, too */
#define MIN_WORDS         6
#define MAX_WORDS         45
#define SENTENCES_A_POINT 12
#define SECONDS_A_POINT   240.0
#define MIN_POINTS        4
#define MAX_POINTS        15
#define MAX_HEADING       200  /* letters */
#define NOVELTY           0.35 /* how much it counts that something is new */
#define LEANING           0.45 /* of the score of a sentence that needs the one before it */
#define KEYWORD_BONUS     0.5
#define MAX_KEYWORD_BONUS 1.5
#define BRIEF             0.5 /* of the score of one that is short or long */

struct _LecSentences
{
  const LecPassages *material;
  GArray *sentences; /* (element-type LecSentence) */
  GArray *passages;  /* (element-type guint): their numbers */
  LecTextRank *rank;
};

typedef struct
{
  const LecPassages *material;
  GPtrArray *subjects;
  GHashTable *keywords; /* (element-type guint double): a term's part of the keywords' weight */
} Judge;

/* Terms of keywords, with the weight of the best one that has them. */
static GHashTable *
weigh_terms (const LecPassages *material,
             const GPtrArray *keywords)
{
  GHashTable *weights = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);

      g_array_set_size (tokens, 0);
      lec_tokens_split (keyword->text, strlen (keyword->text), material->vocabulary, 20, tokens);
      for (guint j = 0; j < tokens->len; j++)
        {
          const LecToken *token = &g_array_index (tokens, LecToken, j);
          gpointer key = GUINT_TO_POINTER (token->matter);
          double weight = keyword->weight / tokens->len;

          if (lec_token_is_matter (token) && !g_hash_table_contains (weights, key))
            g_hash_table_insert (weights, key, g_memdup2 (&weight, sizeof weight));
        }
    }

  return weights;
}

/* How much a sentence says of what the lecture is about. */
static double
weigh_keywords (const Judge *judge,
                const LecPassage *passage)
{
  double sum = 0;

  for (guint i = 0; i < passage->n_tokens; i++)
    {
      const LecToken *token = lec_passages_get_token (judge->material, passage->first + i);
      const double *weight = g_hash_table_lookup (judge->keywords, GUINT_TO_POINTER (token->matter));

      sum += weight != NULL ? *weight : 0;
    }

  return MIN (KEYWORD_BONUS * sum, MAX_KEYWORD_BONUS);
}

static gboolean
is_question (const char *text)
{
  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "？") || g_str_has_suffix (text, "؟");
}

/* "This is why it does so" says nothing by itself. */
static gboolean
leans (const Judge *judge,
       const LecPassage *passage)
{
  g_autoptr (GPtrArray) folded = lec_words_fold (judge->material, passage);

  return lec_word_lists_match (judge->subjects, judge->material, passage, folded, 0) > 0;
}

static double
judge_form (const Judge *judge,
            const LecPassage *passage)
{
  guint n_words = 0, n_signs = 0;
  double factor = 1;

  for (guint i = 0; i < passage->n_tokens; i++)
    {
      gboolean is_sign = (lec_passages_get_token (judge->material, passage->first + i)->flags & LEC_TOKEN_SIGN) != 0;

      n_words += !is_sign;
      n_signs += is_sign;
    }
  n_words += n_signs / 2;
  if (is_question (passage->text) || n_words < 3)
    return 0;
  if (n_words < MIN_WORDS || n_words > MAX_WORDS)
    factor *= BRIEF;
  if (leans (judge, passage))
    factor *= LEANING;

  return factor;
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const LecSentence *left = a, *right = b;

  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;
  return (left->passage > right->passage) - (left->passage < right->passage);
}

static int
compare_passages (gconstpointer a,
                  gconstpointer b)
{
  const LecSentence *left = a, *right = b;

  return (left->passage > right->passage) - (left->passage < right->passage);
}

static gboolean
says_something (const LecPassages *material,
                const LecPassage *passage)
{
  if (passage->kind == LEC_PASSAGE_SAID)
    return TRUE;
  if (passage->kind == LEC_PASSAGE_TITLE)
    return FALSE;

  switch (lec_passages_get_document (material, passage->document)->kind)
    {
    case LEC_SLIDE_KIND_TEXT:
    case LEC_SLIDE_KIND_LIST:
    case LEC_SLIDE_KIND_SUMMARY:
    case LEC_SLIDE_KIND_FORMULA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The sentences that may be chosen, with what speaks for each beside the others. */
static GArray *
gather (const LecPassages *material,
        const GPtrArray *keywords)
{
  const LecLanguagePhrases *language = lec_language_phrases_get (material->language);
  g_autofree char *subjects = g_strdelimit (g_strdup (language->subjects), " ", '|');
  Judge judge = { material, lec_word_lists_parse (subjects), weigh_terms (material, keywords) };
  GArray *sentences = g_array_new (FALSE, FALSE, sizeof (LecSentence));
  guint n_said = 0;

  for (guint i = 0; i < material->passages->len; i++)
    n_said += lec_passages_get_passage (material, i)->kind == LEC_PASSAGE_SAID;
  for (guint i = 0; i < material->passages->len; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);
      LecSentence sentence = { i, 0 };

      if (!says_something (material, passage) || (passage->kind == LEC_PASSAGE_LINE && n_said >= MIN_SAID))
        continue;
      sentence.score = judge_form (&judge, passage) * (1 + weigh_keywords (&judge, passage));
      if (sentence.score > 0)
        g_array_append_val (sentences, sentence);
    }
  g_ptr_array_unref (judge.subjects);
  g_hash_table_unref (judge.keywords);

  if (sentences->len > MAX_SENTENCES)
    {
      g_array_sort (sentences, compare_scores);
      g_array_set_size (sentences, MAX_SENTENCES);
      g_array_sort (sentences, compare_passages);
    }

  return sentences;
}

/**
 * lec_sentences_rank:
 * @material: has to outlive what is returned
 * @keywords: (element-type LecKeyword):
 *
 * Returns: (transfer full)
 */
LecSentences *
lec_sentences_rank (const LecPassages *material,
                    const GPtrArray *keywords)
{
  LecSentences *self = NULL;

  g_return_val_if_fail (material != NULL && keywords != NULL, NULL);

  self = g_new0 (LecSentences, 1);
  self->material = material;
  self->sentences = gather (material, keywords);
  self->passages = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->sentences->len; i++)
    g_array_append_val (self->passages, g_array_index (self->sentences, LecSentence, i).passage);
  self->rank = lec_text_rank_new (material, self->passages);
  for (guint i = 0; i < self->sentences->len; i++)
    g_array_index (self->sentences, LecSentence, i).score *= 0.1 + lec_text_rank_get_score (self->rank, i);

  return self;
}

void
lec_sentences_free (LecSentences *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->sentences);
  g_array_unref (self->passages);
  lec_text_rank_free (self->rank);
  g_free (self);
}

static const LecPassage *
get_passage (const LecSentences *self,
             guint index)
{
  return lec_passages_get_passage (self->material, g_array_index (self->passages, guint, index));
}

static double
get_score (const LecSentences *self,
           guint index)
{
  return g_array_index (self->sentences, LecSentence, index).score;
}

/* How much one is like those that are chosen. */
static double
find_most_alike (const LecSentences *self,
                 guint index,
                 const GArray *chosen)
{
  double most = 0;

  for (guint i = 0; i < chosen->len; i++)
    most = MAX (most, lec_text_rank_get_likeness (self->rank, index, g_array_index (chosen, guint, i)));

  return most;
}

static int
compare_indices (gconstpointer a,
                 gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return (left > right) - (left < right);
}

/* @document: only of this one; G_MAXUINT for all. Returns: (transfer full) (element-type guint) */
static GArray *
choose (const LecSentences *self,
        guint document,
        guint n_wanted)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  double scale = 1e-12;

  for (guint i = 0; i < self->sentences->len; i++)
    scale = MAX (scale, get_score (self, i));
  while (chosen->len < n_wanted)
    {
      double best_value = -G_MAXDOUBLE;
      guint best = G_MAXUINT;

      for (guint i = 0; i < self->sentences->len; i++)
        {
          const LecPassage *passage = get_passage (self, i);
          double alike = 0, value = 0;

          if (document != G_MAXUINT && passage->document != document)
            continue;
          alike = find_most_alike (self, i, chosen);
          value = (1 - NOVELTY) * get_score (self, i) / scale - NOVELTY * alike;
          for (guint j = 0; j < chosen->len; j++)
            if (g_array_index (chosen, guint, j) == i)
              value = -G_MAXDOUBLE;
          if (value > best_value)
            {
              best_value = value;
              best = i;
            }
        }
      if (best == G_MAXUINT)
        break;
      g_array_append_val (chosen, best);
    }
  g_array_sort (chosen, compare_indices);

  return chosen;
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const LecSummaryPoint *left = *(const LecSummaryPoint *const *) a, *right = *(const LecSummaryPoint *const *) b;

  return (left->source.time_s > right->source.time_s) - (left->source.time_s < right->source.time_s);
}

/* A point begins with its slide's title where that is another one than before. */
static void
add_headings (const LecSentences *self,
              GPtrArray *points,
              const GHashTable *documents)
{
  const char *before = NULL;

  for (guint i = 0; i < points->len; i++)
    {
      LecSummaryPoint *point = g_ptr_array_index (points, i);
      const LecDocument *document = g_hash_table_lookup ((GHashTable *) documents, point);

      if (document->title != NULL && document->kind != LEC_SLIDE_KIND_TITLE && g_strcmp0 (document->title, before) != 0)
        point->heading = g_utf8_substring (document->title, 0, MIN (g_utf8_strlen (document->title, -1), MAX_HEADING));
      before = document->title;
    }
}

/* Returns: (transfer full) (element-type LecSummaryPoint): in order of time */
GPtrArray *
lec_sentences_summarise (const LecSentences *self)
{
  GPtrArray *points = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_summary_point_free);
  g_autoptr (GHashTable) documents = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) chosen = NULL;
  guint n_wanted = 0;

  g_return_val_if_fail (self != NULL, points);

  n_wanted = MAX (self->sentences->len / SENTENCES_A_POINT, (guint) (self->material->duration_s / SECONDS_A_POINT));
  n_wanted = MIN (CLAMP (n_wanted, MIN_POINTS, MAX_POINTS), self->sentences->len / 2 + 1);
  chosen = choose (self, G_MAXUINT, n_wanted);
  for (guint i = 0; i < chosen->len; i++)
    {
      const LecPassage *passage = get_passage (self, g_array_index (chosen, guint, i));
      LecSummaryPoint *point = lec_summary_point_new (passage->text, passage->source);

      g_hash_table_insert (documents, point, (gpointer) lec_passages_get_document (self->material, passage->document));
      g_ptr_array_add (points, point);
    }
  g_ptr_array_sort (points, compare_points);
  add_headings (self, points, documents);

  return points;
}

static gboolean
ends_as_sentence (const char *text)
{
  return *text != '\0' && lec_sentence_is_ending (g_utf8_get_char (g_utf8_prev_char (text + strlen (text))));
}

/**
 * lec_sentences_tell:
 *
 * Returns: (transfer full) (nullable): the @n_sentences that say most of what @document says, in
 *   order; %NULL where there is none
 */
char *
lec_sentences_tell (const LecSentences *self,
                    guint document,
                    guint n_sentences)
{
  g_autoptr (GArray) chosen = NULL;
  GString *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  chosen = choose (self, document, n_sentences);
  if (chosen->len == 0)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < chosen->len; i++)
    {
      if (text->len > 0)
        g_string_append (text, ends_as_sentence (text->str) ? " " : "; ");
      g_string_append (text, get_passage (self, g_array_index (chosen, guint, i))->text);
    }

  return g_string_free (text, FALSE);
}
