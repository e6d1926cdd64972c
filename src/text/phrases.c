/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A phrase begins and ends with a word that is no stop word, has up to four of
 * them, and no mark between. Each place where one may begin is looked at a
 * bounded number of times, so that it is all linear in the number of words.
 */
#include "text/phrases.h"

#include <string.h>

#define MAX_WORDS    4
#define JOINED_WORDS 2 /* of a phrase with a joiner */
#define MIN_SIGNS    2
#define MAX_SIGNS    8

typedef void (*OccurrenceFunc) (const LecPassages *material,
                                const LecPassage *passage,
                                guint first,
                                guint n_tokens,
                                guint n_words,
                                gboolean is_joined,
                                gpointer user_data);

/* FNV-1a over the terms: two phrases with the same one would be counted as one, no more. */
guint64
lec_phrase_make_key (const LecToken *tokens,
                     guint n_tokens)
{
  guint64 key = G_GUINT64_CONSTANT (14695981039346656037);

  for (guint i = 0; i < n_tokens; i++)
    {
      key ^= tokens[i].term;
      key *= G_GUINT64_CONSTANT (1099511628211);
      key ^= key >> 29;
    }

  return key;
}

static gboolean
is_content (const LecToken *token)
{
  return token->term != 0 && (token->use & (LEC_WORD_STOP | LEC_WORD_NUMBER)) == 0;
}

static gboolean
is_sign (const LecToken *token)
{
  return (token->flags & LEC_TOKEN_SIGN) != 0;
}

/* Chinese: each run of two to eight characters. */
static void
visit_signs (const LecPassages *material,
             const LecPassage *passage,
             guint first,
             guint end,
             OccurrenceFunc func,
             gpointer user_data)
{
  for (guint at = first; at < end && at < first + MAX_SIGNS; at++)
    {
      const LecToken *token = lec_passages_get_token (material, at);

      if (!is_content (token) || !is_sign (token) || (at > first && (token->flags & LEC_TOKEN_BREAK) != 0))
        break;
      if (at + 1 - first >= MIN_SIGNS)
        func (material, passage, first, at + 1 - first, (at + 2 - first) / 2, FALSE, user_data);
    }
}

/* Whether @token may stand between two words: a linker or a joiner, and an article behind it. */
static gboolean
is_between (const LecToken *token,
            const LecToken *before)
{
  if ((token->use & (LEC_WORD_LINKER | LEC_WORD_JOINER)) != 0)
    return is_content (before);

  return (token->use & LEC_WORD_ARTICLE) != 0 && (before->use & (LEC_WORD_LINKER | LEC_WORD_JOINER)) != 0;
}

static void
visit_words (const LecPassages *material,
             const LecPassage *passage,
             guint first,
             guint end,
             OccurrenceFunc func,
             gpointer user_data)
{
  guint n_words = 0, n_strong = 0;
  gboolean is_joined = FALSE;

  for (guint at = first; at < end && n_words < MAX_WORDS; at++)
    {
      const LecToken *token = lec_passages_get_token (material, at);

      if ((at > first && (token->flags & LEC_TOKEN_BREAK) != 0) || is_sign (token))
        break;
      if (!is_content (token))
        {
          if (at == first || !is_between (token, lec_passages_get_token (material, at - 1)))
            break;
          is_joined |= (token->use & LEC_WORD_LINKER) == 0 && (token->use & LEC_WORD_JOINER) != 0;
          continue;
        }
      n_words++;
      n_strong += (token->use & LEC_WORD_WEAK) == 0;
      if (is_joined && n_words > JOINED_WORDS)
        break;
      if (n_strong > 0 && n_words - n_strong < 2)
        func (material, passage, first, at + 1 - first, n_words, is_joined, user_data);
    }
}

static void
visit_all (const LecPassages *material,
           OccurrenceFunc func,
           gpointer user_data)
{
  for (guint i = 0; i < material->passages->len; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);
      guint end = passage->first + passage->n_tokens;

      for (guint first = passage->first; first < end; first++)
        {
          const LecToken *token = lec_passages_get_token (material, first);

          if (!is_content (token))
            continue;
          if (is_sign (token))
            visit_signs (material, passage, first, end, func, user_data);
          else
            visit_words (material, passage, first, end, func, user_data);
        }
    }
}

static gboolean
binds (const LecToken *token)
{
  return is_content (token) || (token->use & LEC_WORD_LINKER) != 0;
}

/* Whether no word beside it belongs to the same run of words. */
static gboolean
is_whole (const LecPassages *material,
          const LecPassage *passage,
          guint first,
          guint n_tokens)
{
  guint end = first + n_tokens;
  const LecToken *left = first > passage->first ? lec_passages_get_token (material, first - 1) : NULL;
  const LecToken *right = end < passage->first + passage->n_tokens ? lec_passages_get_token (material, end) : NULL;

  if (left != NULL && (lec_passages_get_token (material, first)->flags & LEC_TOKEN_BREAK) == 0 && binds (left))
    return FALSE;

  return right == NULL || (right->flags & LEC_TOKEN_BREAK) != 0 || !binds (right);
}

static void
phrase_free (LecPhrase *self)
{
  g_array_unref (self->documents);
  g_free (self);
}

typedef struct
{
  GPtrArray *phrases;
  GHashTable *by_key; /* (element-type guint64 LecPhrase): keys are in the phrases */
} Counter;

/* What is written comes before what is said: a document may come up twice. */
static void
add_document (GArray *documents,
              guint document)
{
  guint low = 0, high = documents->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (documents, guint, middle) < document)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == documents->len || g_array_index (documents, guint, low) != document)
    g_array_insert_val (documents, low, document);
}

/* Whether what a slide is called is what it is about: an agenda is not about agendas. */
static gboolean
has_matter (const LecPassages *material,
            guint document)
{
  switch (lec_passages_get_document (material, document)->kind)
    {
    case LEC_SLIDE_KIND_TITLE:
    case LEC_SLIDE_KIND_AGENDA:
    case LEC_SLIDE_KIND_SUMMARY:
    case LEC_SLIDE_KIND_QUESTIONS:
    case LEC_SLIDE_KIND_REFERENCES:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
count_cb (const LecPassages *material,
          const LecPassage *passage,
          guint first,
          guint n_tokens,
          guint n_words,
          gboolean is_joined,
          gpointer user_data)
{
  Counter *counter = user_data;
  guint64 key = lec_phrase_make_key (lec_passages_get_token (material, first), n_tokens);
  LecPhrase *phrase = g_hash_table_lookup (counter->by_key, &key);

  if (phrase == NULL)
    {
      phrase = g_new0 (LecPhrase, 1);
      phrase->key = key;
      phrase->first = first;
      phrase->n_tokens = n_tokens;
      phrase->n_words = n_words;
      phrase->is_joined = is_joined;
      phrase->documents = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (counter->by_key, &phrase->key, phrase);
      g_ptr_array_add (counter->phrases, phrase);
    }
  phrase->n_titles += passage->kind == LEC_PASSAGE_TITLE && has_matter (material, passage->document);
  phrase->n_lines += passage->kind == LEC_PASSAGE_LINE ||
                     (passage->kind == LEC_PASSAGE_TITLE && !has_matter (material, passage->document));
  phrase->n_said += passage->kind == LEC_PASSAGE_SAID;
  phrase->n_whole += is_whole (material, passage, first, n_tokens);
  add_document (phrase->documents, passage->document);
}

/* Returns: (transfer full) (element-type LecPhrase): in the order in which they come up */
GPtrArray *
lec_phrases_count (const LecPassages *material)
{
  Counter counter = { 0 };

  g_return_val_if_fail (material != NULL, NULL);

  counter.phrases = g_ptr_array_new_with_free_func ((GDestroyNotify) phrase_free);
  counter.by_key = g_hash_table_new (g_int64_hash, g_int64_equal);
  visit_all (material, count_cb, &counter);
  g_hash_table_unref (counter.by_key);

  return counter.phrases;
}

/* Titles are written in capitals where running text is not: they count half. */
static void
count_form_cb (const LecPassages *material,
               const LecPassage *passage,
               guint first,
               guint n_tokens,
               guint n_words,
               gboolean is_joined,
               gpointer user_data)
{
  guint64 key = lec_phrase_make_key (lec_passages_get_token (material, first), n_tokens);
  GHashTable *forms = g_hash_table_lookup (user_data, &key);
  const LecToken *first_token = lec_passages_get_token (material, first);
  const LecToken *last_token = lec_passages_get_token (material, first + n_tokens - 1);
  guint weight = passage->kind == LEC_PASSAGE_SAID && first > passage->first ? 4 : 2;
  char *form = NULL;
  guint count = 0;

  if (forms == NULL)
    return;

  if (passage->kind == LEC_PASSAGE_TITLE || first == passage->first)
    weight = 1;
  form = g_strndup (passage->text + first_token->offset,
                    last_token->offset + last_token->length - first_token->offset);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (forms, form));
  g_hash_table_replace (forms, form, GUINT_TO_POINTER (count + weight));
}

/**
 * lec_phrases_find_forms:
 * @wanted: (element-type guint64 GHashTable): by the phrase's key, what fills with how it is
 *   written: forms (to be freed by the table) and how much each counts
 */
void
lec_phrases_find_forms (const LecPassages *material,
                        GHashTable *wanted)
{
  g_return_if_fail (material != NULL && wanted != NULL);

  visit_all (material, count_form_cb, wanted);
}
