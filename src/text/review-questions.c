/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A definition that was said in a sentence gives a gap in that sentence; one
 * of the form "Term: …" is asked for by its term; what is a key concept is
 * asked for both ways. Slides that are about a keyword give a question to
 * explain it, answered by what was said there.
 */
#include "text/review-questions.h"

#include <string.h>

#include "text/language-phrases.h"

#define GAP               "____"
#define MAX_DEFINITIONS   30
#define MAX_EXPLAIN       12
#define EXPLAIN_SENTENCES 2
#define MIN_EXPLAIN       40 /* letters of an answer */
#define MAX_ANSWER_BYTES  2000

/* The stems of a text as one, to hold two texts against each other. */
static char *
make_stems (const LecPassages *material,
            const char *text)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  GString *stems = g_string_new (" ");

  lec_tokens_split (text, strlen (text), material->vocabulary, 60, tokens);
  for (guint i = 0; i < tokens->len; i++)
    {
      guint term = g_array_index (tokens, LecToken, i).term;

      g_string_append_printf (stems, "%s ", lec_vocabulary_get_stem (material->vocabulary, term));
    }

  return g_string_free (stems, FALSE);
}

static char *
fill_in (const char *format,
         const char *value)
{
  const char *place = strstr (format, "%s");

  g_assert (place != NULL);
  return g_strdup_printf ("%.*s%s%s", (int) (place - format), format, value, place + strlen ("%s"));
}

static gboolean
is_concept (const LecPassages *material,
            const GPtrArray *keywords,
            const char *term)
{
  g_autofree char *stems = make_stems (material, term);

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);
      g_autofree char *other = keyword->is_concept ? make_stems (material, keyword->text) : NULL;

      if (g_strcmp0 (stems, other) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The sentence with gaps wherever the term is: the answer does not stand beside them. */
static char *
make_gaps (const LecDefinition *definition)
{
  const LecPassage *passage = definition->passage;
  g_autofree char *rest = g_strdup (passage->text + definition->term_offset + definition->term_length);
  GString *text = g_string_new_len (passage->text, definition->term_offset);
  g_autoptr (GString) behind = g_string_new (rest);

  g_string_append (text, GAP);
  g_string_replace (behind, definition->term, GAP, 0);
  g_string_append (text, behind->str);

  return g_string_free (text, FALSE);
}

static void
ask_for_definition (const LecPassages *material,
                    GPtrArray *questions,
                    const GPtrArray *keywords,
                    const LecDefinition *definition)
{
  const LecLanguagePhrases *language = lec_language_phrases_get (material->language);
  gboolean is_sentence = definition->passage->kind == LEC_PASSAGE_SAID;
  gboolean both = is_concept (material, keywords, definition->term);

  if (is_sentence || both)
    {
      g_autofree char *question = make_gaps (definition);

      g_ptr_array_add (questions, lec_question_new (LEC_QUESTION_CLOZE, question, definition->term,
                                                    definition->passage->source));
    }
  if (!is_sentence || both)
    {
      g_autofree char *question = fill_in (language->ask_term, definition->term);

      g_ptr_array_add (questions, lec_question_new (LEC_QUESTION_TERM, question, definition->definition,
                                                    definition->passage->source));
    }
}

/* Each term once: where it is defined best. */
static void
ask_for_definitions (const LecPassages *material,
                     GPtrArray *questions,
                     const GPtrArray *definitions,
                     const GPtrArray *keywords)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint certain = 2; certain-- > 0;)
    for (guint i = 0; i < definitions->len && g_hash_table_size (asked) < MAX_DEFINITIONS; i++)
      {
        LecDefinition *definition = g_ptr_array_index (definitions, i);

        if ((guint) definition->is_certain == certain && g_hash_table_add (asked, &definition->key))
          ask_for_definition (material, questions, keywords, definition);
      }
}

typedef struct
{
  guint document;
  const LecPassage *title;
  double weight;
} Matter;

static int
compare_matters (gconstpointer a,
                 gconstpointer b)
{
  const Matter *left = a, *right = b;

  if (left->weight != right->weight)
    return left->weight < right->weight ? 1 : -1;
  return (left->document > right->document) - (left->document < right->document);
}

static gboolean
may_be_explained (LecSlideKind kind)
{
  return kind == LEC_SLIDE_KIND_TEXT || kind == LEC_SLIDE_KIND_LIST || kind == LEC_SLIDE_KIND_FIGURE ||
         kind == LEC_SLIDE_KIND_FORMULA || kind == LEC_SLIDE_KIND_TABLE || kind == LEC_SLIDE_KIND_CODE;
}

/* How much of what the lecture is about stands in a title. */
static double
weigh_title (const LecPassages *material,
             const GPtrArray *keywords,
             const GPtrArray *keyword_stems,
             const char *title)
{
  g_autofree char *stems = make_stems (material, title);
  double weight = 0;

  for (guint i = 0; i < keywords->len; i++)
    if (strstr (stems, g_ptr_array_index (keyword_stems, i)) != NULL)
      weight = MAX (weight, ((const LecKeyword *) g_ptr_array_index (keywords, i))->weight);

  return weight;
}

/* Titles of slides that are about a keyword, the weightiest first. */
static GArray *
find_matters (const LecPassages *material,
              const GPtrArray *keywords)
{
  GArray *matters = g_array_new (FALSE, FALSE, sizeof (Matter));
  g_autoptr (GPtrArray) keyword_stems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);

      g_ptr_array_add (keyword_stems, make_stems (material, keyword->text));
    }
  for (guint i = 0; i < material->passages->len; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);
      Matter matter = { passage->document, passage, 0 };

      if (passage->kind != LEC_PASSAGE_TITLE ||
          !may_be_explained (lec_passages_get_document (material, passage->document)->kind))
        continue;
      matter.weight = weigh_title (material, keywords, keyword_stems, passage->text);
      if (matter.weight > 0 && g_hash_table_add (seen, passage->text))
        g_array_append_val (matters, matter);
    }
  g_array_sort (matters, compare_matters);

  return matters;
}

/* What stands on the slide, where nothing was said over it: points, not the cells of a table. */
static char *
join_lines (const LecPassages *material,
            guint document)
{
  GString *text = g_string_new (NULL);
  LecSlideKind kind = lec_passages_get_document (material, document)->kind;

  if (kind != LEC_SLIDE_KIND_TEXT && kind != LEC_SLIDE_KIND_LIST && kind != LEC_SLIDE_KIND_FORMULA)
    return g_string_free (text, FALSE);

  for (guint i = 0; i < material->passages->len && text->len < MAX_ANSWER_BYTES; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);

      if (passage->document == document && passage->kind == LEC_PASSAGE_LINE)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", passage->text);
    }

  return g_string_free (text, FALSE);
}

static void
ask_to_explain (const LecPassages *material,
                GPtrArray *questions,
                const GPtrArray *keywords,
                const LecSentences *sentences)
{
  const LecLanguagePhrases *language = lec_language_phrases_get (material->language);
  g_autoptr (GArray) matters = find_matters (material, keywords);
  guint n_asked = 0;

  for (guint i = 0; i < matters->len && n_asked < MAX_EXPLAIN; i++)
    {
      const Matter *matter = &g_array_index (matters, Matter, i);
      g_autofree char *answer = lec_sentences_tell (sentences, matter->document, EXPLAIN_SENTENCES);
      g_autofree char *question = fill_in (language->ask_explain, matter->title->text);

      if (answer == NULL)
        answer = join_lines (material, matter->document);
      if (g_utf8_strlen (answer, -1) < MIN_EXPLAIN)
        continue;
      g_ptr_array_add (questions, lec_question_new (LEC_QUESTION_EXPLAIN, question, answer, matter->title->source));
      n_asked++;
    }
}

static int
compare_questions (gconstpointer a,
                   gconstpointer b)
{
  const LecQuestion *left = *(const LecQuestion *const *) a, *right = *(const LecQuestion *const *) b;

  return (left->source.time_s > right->source.time_s) - (left->source.time_s < right->source.time_s);
}

/**
 * lec_review_questions_make:
 * @definitions: (element-type LecDefinition):
 * @keywords: (element-type LecKeyword):
 *
 * Returns: (transfer full) (element-type LecQuestion): in order of time
 */
GPtrArray *
lec_review_questions_make (const LecPassages *material,
                           const GPtrArray *definitions,
                           const GPtrArray *keywords,
                           const LecSentences *sentences)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_question_free);

  g_return_val_if_fail (material != NULL && definitions != NULL && keywords != NULL && sentences != NULL, questions);

  ask_for_definitions (material, questions, definitions, keywords);
  ask_to_explain (material, questions, keywords, sentences);
  g_ptr_array_sort (questions, compare_questions);

  return questions;
}
