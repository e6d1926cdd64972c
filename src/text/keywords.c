/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phrases between stop words, as RAKE takes them (Rose et al., "Automatic
 * keyword extraction from individual documents", 2010), weighted by how often
 * they come up and how few slides they are on (TF-IDF with slides as
 * documents), titles above points and points above speech. A phrase that only
 * comes up inside of a longer one goes, and a longer one that is hardly ever
 * said gives way to what it is made of (after the C-value of Frantzi,
 * Ananiadou and Mima, 2000).
 */
#include "text/keywords.h"

#include <math.h>
#include <string.h>

#include "text/phrases.h"

#define MAX_KEYWORDS    30
#define WORDS_A_KEYWORD 30 /* of a lecture, at least */
#define MIN_KEYWORDS    5
#define MAX_CANDIDATES  600 /* that are held against each other */
#define MAX_CONCEPTS    8
#define TITLE_WEIGHT    3.0
#define LINE_WEIGHT     1.5
#define SAID_WEIGHT     1.0
#define UNWRITTEN       0.5  /* of the weight of a phrase that is on no slide */
#define NOT_ALONE       0.25 /* and of one that is never the whole of a run of words */
#define ONCE            0.5  /* and of one that comes up once */
#define SINGLE_WORD     0.7
#define INSIDE_SHARE    0.7 /* of its occurrences, for a phrase that lives in a longer one */
#define LEAST_JOINED    3   /* occurrences of a phrase as "struggle for life" */
#define LEAST_REST      0.2
#define CONCEPT_WEIGHT  0.25

typedef struct
{
  const LecPhrase *phrase;
  double score;
  gboolean is_gone;
} Candidate;

static guint
count_all (const LecPhrase *phrase)
{
  return phrase->n_titles + phrase->n_lines + phrase->n_said;
}

static double
score_phrase (const LecPassages *material,
              const LecPhrase *phrase,
              gboolean has_slides)
{
  double n_documents = MAX (material->documents->len, 1);
  double frequency = TITLE_WEIGHT * phrase->n_titles + LINE_WEIGHT * phrase->n_lines + SAID_WEIGHT * phrase->n_said;
  double rarity = log (1 + n_documents / phrase->documents->len);
  double whole = (double) phrase->n_whole / count_all (phrase);
  double score = frequency * rarity;

  if (phrase->is_joined && (count_all (phrase) < LEAST_JOINED || phrase->n_titles + phrase->n_lines == 0))
    return 0;
  if (count_all (phrase) < 2)
    score *= ONCE;
  if (phrase->n_words == 1)
    score *= SINGLE_WORD;
  if (has_slides && phrase->n_titles + phrase->n_lines == 0)
    score *= UNWRITTEN;

  return score * (NOT_ALONE + (1 - NOT_ALONE) * whole);
}

/* The earlier one first where two are alike: the order is the same each time. */
static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *left = a, *right = b;

  if (left->is_gone != right->is_gone)
    return left->is_gone ? 1 : -1;
  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;
  if (left->phrase->n_tokens != right->phrase->n_tokens)
    return left->phrase->n_tokens < right->phrase->n_tokens ? 1 : -1;
  return (left->phrase->first > right->phrase->first) - (left->phrase->first < right->phrase->first);
}

static GArray *
rank_phrases (const LecPassages *material,
              const GPtrArray *phrases)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  gboolean has_slides = FALSE;

  for (guint i = 0; i < material->documents->len; i++)
    has_slides |= lec_passages_get_document (material, i)->slide != 0;
  for (guint i = 0; i < phrases->len; i++)
    {
      Candidate candidate = { g_ptr_array_index (phrases, i), 0, FALSE };

      candidate.score = score_phrase (material, candidate.phrase, has_slides);
      if (candidate.score > 0)
        g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_candidates);
  if (candidates->len > MAX_CANDIDATES)
    g_array_set_size (candidates, MAX_CANDIDATES);

  return candidates;
}

static gboolean
is_inside (const LecPassages *material,
           const LecPhrase *inner,
           const LecPhrase *outer)
{
  if (inner->n_tokens >= outer->n_tokens)
    return FALSE;

  for (guint shift = 0; shift + inner->n_tokens <= outer->n_tokens; shift++)
    if (lec_phrase_make_key (lec_passages_get_token (material, outer->first + shift), inner->n_tokens) == inner->key)
      return TRUE;

  return FALSE;
}

/* Of a phrase and a longer one around it, one may go. */
static void
settle_pair (Candidate *inner,
             Candidate *outer)
{
  double share = (double) count_all (outer->phrase) / count_all (inner->phrase);

  if (share >= INSIDE_SHARE)
    {
      inner->is_gone = TRUE;
      outer->score = MAX (outer->score, inner->score);
    }
  else if (count_all (outer->phrase) < 2 && outer->phrase->n_titles == 0)
    outer->is_gone = TRUE;
}

/* A phrase is worth what it is besides the longer ones that stay. */
static void
take_off (const LecPassages *material,
          GArray *candidates,
          Candidate *inner)
{
  guint n_inside = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *outer = &g_array_index (candidates, Candidate, i);

      if (!outer->is_gone && is_inside (material, inner->phrase, outer->phrase))
        n_inside += count_all (outer->phrase);
    }
  inner->score *= MAX (1 - (double) n_inside / count_all (inner->phrase), LEAST_REST);
}

static void
settle (const LecPassages *material,
        GArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++)
    for (guint j = 0; j < candidates->len; j++)
      {
        Candidate *inner = &g_array_index (candidates, Candidate, i);
        Candidate *outer = &g_array_index (candidates, Candidate, j);

        if (!inner->is_gone && !outer->is_gone && is_inside (material, inner->phrase, outer->phrase))
          settle_pair (inner, outer);
      }
  for (guint i = 0; i < candidates->len; i++)
    if (!g_array_index (candidates, Candidate, i).is_gone)
      take_off (material, candidates, &g_array_index (candidates, Candidate, i));
  g_array_sort (candidates, compare_candidates);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint left = *(const guint *) a, right = *(const guint *) b;

  return (left > right) - (left < right);
}

/* Ascending, each once. */
void
lec_slide_numbers_tidy (GArray *numbers)
{
  guint n_kept = 0;

  g_return_if_fail (numbers != NULL);

  g_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    if (n_kept == 0 || g_array_index (numbers, guint, n_kept - 1) != g_array_index (numbers, guint, i))
      g_array_index (numbers, guint, n_kept++) = g_array_index (numbers, guint, i);
  g_array_set_size (numbers, n_kept);
}

static int
compare_forms (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The form that counts most; of those, the first one in the order of bytes. */
static const char *
find_best_form (GHashTable *forms)
{
  guint n_forms = 0, best_count = 0;
  g_autofree char **keys = (char **) g_hash_table_get_keys_as_array (forms, &n_forms);
  const char *best = "";

  qsort (keys, n_forms, sizeof *keys, compare_forms);
  for (guint i = n_forms; i-- > 0;)
    {
      guint count = GPOINTER_TO_UINT (g_hash_table_lookup (forms, keys[i]));

      if (count >= best_count)
        {
          best = keys[i];
          best_count = count;
        }
    }

  return best;
}

/* A capital that only the beginning of a sentence gave goes: its word is elsewhere without. */
static char *
lower_first_word (const LecPassages *material,
                  const char *form)
{
  gunichar first = g_utf8_get_char (form);
  g_autofree char *word = NULL;
  char letter[8] = { 0 };
  g_autofree char *lower = NULL;

  if (!g_unichar_isupper (first))
    return g_strdup (form);

  g_unichar_to_utf8 (g_unichar_tolower (first), letter);
  word = g_strndup (form, strcspn (form, " -"));
  lower = g_strconcat (letter, g_utf8_next_char (word), NULL);
  if (!lec_vocabulary_has_form (material->vocabulary, lower))
    return g_strdup (form);

  return g_strconcat (letter, g_utf8_next_char (form), NULL);
}

static LecKeyword *
make_keyword (const LecPassages *material,
              const Candidate *candidate,
              double best_score,
              GHashTable *forms)
{
  g_autofree char *text = lower_first_word (material, find_best_form (forms));
  LecKeyword *keyword = lec_keyword_new (text, MIN (candidate->score / best_score, 1));
  const GArray *documents = candidate->phrase->documents;

  for (guint i = 0; i < documents->len; i++)
    g_array_append_val (keyword->slides,
                        lec_passages_get_document (material, g_array_index (documents, guint, i))->slide);
  lec_slide_numbers_tidy (keyword->slides);

  return keyword;
}

static void
mark_concepts (GPtrArray *keywords)
{
  guint n_concepts = 0;

  for (guint i = 0; i < keywords->len && n_concepts < MAX_CONCEPTS; i++)
    {
      LecKeyword *keyword = g_ptr_array_index (keywords, i);

      keyword->is_concept = keyword->weight >= CONCEPT_WEIGHT;
      n_concepts += keyword->is_concept;
    }
}

/**
 * lec_keywords_find:
 * @phrases: (element-type LecPhrase): of @material
 *
 * Returns: (transfer full) (element-type LecKeyword): the weightiest first
 */
GPtrArray *
lec_keywords_find (const LecPassages *material,
                   const GPtrArray *phrases)
{
  GPtrArray *keywords = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_keyword_free);
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GHashTable) forms = NULL;
  guint n_wanted = 0, n_chosen = 0;
  double best_score = 0;

  g_return_val_if_fail (material != NULL && phrases != NULL, keywords);

  candidates = rank_phrases (material, phrases);
  settle (material, candidates);
  n_wanted = CLAMP (material->tokens->len / WORDS_A_KEYWORD, MIN_KEYWORDS, MAX_KEYWORDS);
  forms = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  for (guint i = 0; i < candidates->len && n_chosen < n_wanted; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->is_gone)
        continue;
      g_hash_table_insert (forms, (gpointer) &candidate->phrase->key,
                           g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL));
      n_chosen++;
    }
  lec_phrases_find_forms (material, forms);
  best_score = candidates->len > 0 ? g_array_index (candidates, Candidate, 0).score : 1;
  for (guint i = 0; i < candidates->len && keywords->len < n_chosen; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (!candidate->is_gone)
        g_ptr_array_add (keywords, make_keyword (material, candidate, best_score,
                                                 g_hash_table_lookup (forms, &candidate->phrase->key)));
    }
  mark_concepts (keywords);

  return keywords;
}
