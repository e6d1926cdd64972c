/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strict rather than complete: a short noun phrase at the beginning of a
 * sentence, followed by "is defined as", "refers to", "means" or "is a", or a
 * point of a slide in the form "Term: what it is". "Is a" says a lot that is
 * no definition, so the term has to be known: to stand on a slide or to come
 * up again and again. The patterns are those of M. Hearst ("Automatic
 * acquisition of hyponyms from large text corpora", 1992), cut down.
 */
#include "text/definitions.h"

#include <string.h>

#include "text/language-phrases.h"
#include "text/sentences.h"
#include "text/word-lists.h"

#define MAX_TERM_TOKENS  6
#define MAX_TERM_WORDS   4
#define MAX_TERM_SIGNS   10
#define MIN_DEFINITION   3 /* words */
#define SURE_DEFINITION  5 /* of one that may begin with any word */
#define MAX_DEFINITION   60
#define MIN_IS           4   /* words of a definition that begins with "is a" */
#define KNOWN_COUNT      3   /* occurrences that make a term known */
#define MAX_SHORT_LISTED 2.0 /* words between commas, where they list examples */

/* Of all ten languages: words that begin a clause, and the verbs of a statement. */
static const char relatives[] = "that which who whose when where if how qui que dont où quien donde che cui "
                                "quem som waar";
static const char verbs[] = "is are was were has have ist sind war hat haben est sont était ont es son era tiene "
                            "é são tem è sono ha hanno was zijn heeft hebben är har";
/* "Means that each …": not a part of what it means. */
static const char conjunctions[] = "that dass que che dat att что że";

typedef struct
{
  const LecPassages *material;
  GHashTable *known; /* (element-type guint64 LecPhrase) */
  GPtrArray *openers;
  GPtrArray *articles;
  GPtrArray *subjects;
  GPtrArray *empty_terms;
  GPtrArray *defines;
  GPtrArray *is;
  GPtrArray *by;
  GPtrArray *we_mean;
  GPtrArray *relatives;
  GPtrArray *verbs;
  GPtrArray *conjunctions;
  gboolean has_dash; /* a dash is a part of "is": Russian, Polish */
  GPtrArray *found;  /* (element-type LecDefinition) */
} Finder;

/* A passage that is looked at, and what of it may be a term. */
typedef struct
{
  const LecPassage *passage;
  GPtrArray *folded;
  guint first; /* token of the passage */
  guint end;
} Reading;

static void
definition_free (LecDefinition *self)
{
  g_free (self->term);
  g_free (self->definition);
  g_free (self);
}

/* A list of words apart by spaces as alternatives. */
static GPtrArray *
parse_words (const char *words)
{
  g_autofree char *alternatives = g_strdelimit (g_strdup (words), " ", '|');

  return lec_word_lists_parse (alternatives);
}

static const LecToken *
get_token (const Finder *self,
           const LecPassage *passage,
           guint at)
{
  return lec_passages_get_token (self->material, passage->first + at);
}

static guint
match (const Finder *self,
       const GPtrArray *lists,
       const Reading *reading,
       guint at)
{
  return lec_word_lists_match (lists, self->material, reading->passage, reading->folded, at);
}

/* What stands between two tokens. */
static gboolean
has_between (const Finder *self,
             const LecPassage *passage,
             guint at,
             const char *mark)
{
  const LecToken *left = at > 0 ? get_token (self, passage, at - 1) : NULL;
  const char *start = passage->text + (left != NULL ? left->offset + left->length : 0);
  const char *end = at < passage->n_tokens ? passage->text + get_token (self, passage, at)->offset
                                           : passage->text + strlen (passage->text);

  return g_strstr_len (start, end - start, mark) != NULL;
}

/* "So, in other words, the …": where the matter begins. */
static guint
skip_openers (const Finder *self,
              const Reading *reading)
{
  guint at = 0, n_words = 0;

  while (at < reading->passage->n_tokens && (n_words = match (self, self->openers, reading, at)) > 0)
    at += n_words;

  return at;
}

/* Whether the words from @first to before @end may be a term: content, joined by what joins. */
static gboolean
is_term (const Finder *self,
         const Reading *reading,
         gboolean is_certain)
{
  const LecPassage *passage = reading->passage;
  guint n_words = 0, n_signs = 0, n_strong = 0, n_empty = 0;

  if (reading->end <= reading->first || match (self, self->subjects, reading, reading->first) > 0)
    return FALSE;

  for (guint i = reading->first; i < reading->end; i++)
    {
      const LecToken *token = get_token (self, passage, i);
      gboolean is_stop = (token->use & LEC_WORD_STOP) != 0;
      gboolean is_edge = i == reading->first || i + 1 == reading->end;

      if (token->term == 0 || (i > reading->first && (token->flags & LEC_TOKEN_BREAK) != 0))
        return FALSE;
      if (is_stop && (is_edge || (token->use & (LEC_WORD_LINKER | LEC_WORD_JOINER | LEC_WORD_ARTICLE)) == 0))
        return FALSE;
      if ((token->use & LEC_WORD_NUMBER) != 0)
        return FALSE;
      n_signs += (token->flags & LEC_TOKEN_SIGN) != 0;
      n_words += !is_stop && (token->flags & LEC_TOKEN_SIGN) == 0;
      n_empty += match (self, self->empty_terms, reading, i) > 0;
      n_strong += !is_stop && (token->use & LEC_WORD_WEAK) == 0 && match (self, self->empty_terms, reading, i) == 0;
    }
  if (n_words > MAX_TERM_WORDS || n_signs > MAX_TERM_SIGNS || n_strong == 0)
    return FALSE;

  return is_certain || n_empty == 0;
}

/* Whether the lecture has the term elsewhere, so that "is a" may define it. */
static gboolean
is_known (const Finder *self,
          const Reading *reading)
{
  guint64 key = lec_phrase_make_key (get_token (self, reading->passage, reading->first), reading->end - reading->first);
  const LecPhrase *phrase = g_hash_table_lookup (self->known, &key);

  if (phrase == NULL)
    return FALSE;
  if (reading->passage->kind == LEC_PASSAGE_LINE)
    return phrase->n_titles > 0 || phrase->n_lines + phrase->n_said > 1;

  return phrase->n_titles + phrase->n_lines > 0 || phrase->n_said >= KNOWN_COUNT;
}

/* Without the marks at its end, with the quote that it begins with. */
static char *
copy_definition (const LecPassage *passage,
                 guint offset)
{
  const char *start = passage->text + offset;
  const char *end = passage->text + strlen (passage->text);

  while (start > passage->text && start[-1] != ' ' && start[-1] != ':' && start[-1] != '-')
    start = g_utf8_prev_char (start);

  while (end > start)
    {
      const char *before = g_utf8_prev_char (end);
      gunichar letter = g_utf8_get_char (before);

      if (letter == '?' || letter == 0xff1f)
        return NULL;
      if (!lec_sentence_is_ending (letter) && !g_unichar_isspace (letter) && letter != ';' && letter != ',')
        break;
      end = before;
    }

  return end > start ? g_strndup (start, (gsize) (end - start)) : NULL;
}

/* "Metals: iron, copper, zinc" are examples. */
static gboolean
is_short_list (const char *definition,
               guint n_words)
{
  guint n_commas = 0;

  for (; *definition != '\0'; definition++)
    n_commas += *definition == ',';

  return n_commas >= 2 && (double) n_words / (n_commas + 1) <= MAX_SHORT_LISTED;
}

/* "Newton: white light is composed" is what somebody says, and no definition: a verb comes before
 * any comma and any word that begins a clause. */
static gboolean
is_statement (const Finder *self,
              const Reading *reading,
              guint from)
{
  for (guint i = from; i < reading->passage->n_tokens; i++)
    {
      if (i > from && (get_token (self, reading->passage, i)->flags & LEC_TOKEN_BREAK) != 0)
        return FALSE;
      if (match (self, self->relatives, reading, i) > 0)
        return FALSE;
      if (match (self, self->verbs, reading, i) > 0)
        return TRUE;
    }

  return FALSE;
}

/* A short one has to begin as a definition does: "the highest colour". */
static gboolean
is_meaning (const Finder *self,
            const Reading *reading,
            guint from)
{
  guint n_words = reading->passage->n_tokens - MIN (from, reading->passage->n_tokens);

  if (n_words < MIN_DEFINITION || is_statement (self, reading, from))
    return FALSE;

  return n_words >= SURE_DEFINITION || (get_token (self, reading->passage, from)->use & LEC_WORD_STOP) != 0;
}

/* @from: the first token of what it means */
static void
add_definition (Finder *self,
                const Reading *reading,
                guint from,
                gboolean is_certain)
{
  const LecPassage *passage = reading->passage;
  const LecToken *first = get_token (self, passage, reading->first);
  const LecToken *last = get_token (self, passage, reading->end - 1);
  guint n_words = passage->n_tokens - MIN (from, passage->n_tokens);
  g_autofree char *text = NULL;
  LecDefinition *definition = NULL;

  if (n_words < (is_certain ? MIN_DEFINITION : MIN_IS) || n_words > MAX_DEFINITION)
    return;
  text = copy_definition (passage, get_token (self, passage, from)->offset);
  if (text == NULL || is_short_list (text, n_words))
    return;

  definition = g_new0 (LecDefinition, 1);
  definition->passage = passage;
  definition->definition = g_steal_pointer (&text);
  definition->term_offset = first->offset;
  definition->term_length = last->offset + last->length - first->offset;
  definition->term = g_strndup (passage->text + definition->term_offset, definition->term_length);
  definition->key = lec_phrase_make_key (first, reading->end - reading->first);
  definition->is_certain = is_certain;
  g_ptr_array_add (self->found, definition);
}

/* "A directed acyclic graph (DAG) is": what stands in brackets is left out of the term. */
static guint
skip_brackets (const Finder *self,
               const LecPassage *passage,
               guint at)
{
  if (!has_between (self, passage, at, "("))
    return at;
  for (guint i = at + 1; i < passage->n_tokens && i <= at + MAX_TERM_TOKENS; i++)
    if (has_between (self, passage, i, ")"))
      return i;

  return at;
}

/* @at: behind "means". Returns: where the meaning begins; "that which" is one */
static guint
skip_conjunction (const Finder *self,
                  const Reading *reading,
                  guint at)
{
  gboolean is_clause = match (self, self->conjunctions, reading, at) > 0 &&
                       match (self, self->relatives, reading, at + 1) == 0;

  return is_clause ? at + 1 : at;
}

/* "Term is defined as …", "A term is a …" */
static gboolean
read_sentence (Finder *self,
               Reading *reading)
{
  const LecPassage *passage = reading->passage;

  for (guint at = reading->first + 1; at < passage->n_tokens && at <= reading->first + MAX_TERM_TOKENS; at++)
    {
      guint verb = skip_brackets (self, passage, at);
      gboolean is_broken = verb == at && (get_token (self, passage, at)->flags & LEC_TOKEN_BREAK) != 0;
      gboolean has_dash = is_broken && self->has_dash &&
                          (has_between (self, passage, at, "—") || has_between (self, passage, at, "–") ||
                           has_between (self, passage, at, " - "));
      guint n_defines = match (self, self->defines, reading, verb);
      guint n_is = n_defines == 0 ? match (self, self->is, reading, verb) : 0;

      if (is_broken && !has_dash)
        return FALSE;
      if (n_defines + n_is == 0)
        continue;

      reading->end = at;
      if (!is_term (self, reading, n_defines > 0) || (n_defines == 0 && !is_known (self, reading)))
        return FALSE;
      /* The article of "is a" belongs to what it is; Russian and Polish have none. */
      if (n_defines > 0)
        add_definition (self, reading, skip_conjunction (self, reading, verb + n_defines), TRUE);
      else
        add_definition (self, reading, verb + (self->has_dash ? n_is : 1), FALSE);
      return TRUE;
    }

  return FALSE;
}

/* "By a term we mean …" */
static gboolean
read_by_sentence (Finder *self,
                  Reading *reading)
{
  const LecPassage *passage = reading->passage;
  guint n_by = match (self, self->by, reading, reading->first);

  if (n_by == 0)
    return FALSE;
  reading->first += n_by;
  reading->first += reading->first < passage->n_tokens && match (self, self->articles, reading, reading->first) > 0;
  for (guint at = reading->first + 1; at < passage->n_tokens && at <= reading->first + MAX_TERM_TOKENS; at++)
    {
      guint n_mean = match (self, self->we_mean, reading, at);

      if (n_mean == 0)
        continue;
      reading->end = at;
      if (is_term (self, reading, TRUE))
        add_definition (self, reading, at + n_mean, TRUE);
      return TRUE;
    }

  return FALSE;
}

/* "Term: …" and "Term – …", but no address on the web */
static gboolean
read_colon (Finder *self,
            Reading *reading)
{
  const LecPassage *passage = reading->passage;

  for (guint at = 1; at < passage->n_tokens && at <= MAX (MAX_TERM_TOKENS, MAX_TERM_SIGNS); at++)
    {
      if ((get_token (self, passage, at)->flags & LEC_TOKEN_BREAK) == 0)
        continue;
      if (!has_between (self, passage, at, ":") && !has_between (self, passage, at, "：") &&
          !has_between (self, passage, at, " – ") && !has_between (self, passage, at, " — "))
        return FALSE;
      if (has_between (self, passage, at, "://"))
        return FALSE;
      reading->first = match (self, self->articles, reading, 0) > 0 && at > 1;
      reading->end = at;
      if (!is_term (self, reading, FALSE) || !is_meaning (self, reading, at))
        return FALSE;
      add_definition (self, reading, at, TRUE);
      return TRUE;
    }

  return FALSE;
}

static gboolean
may_define (const LecPassages *material,
            const LecPassage *passage)
{
  if (passage->kind == LEC_PASSAGE_TITLE || passage->n_tokens < MIN_DEFINITION + 1)
    return FALSE;
  if (passage->kind == LEC_PASSAGE_SAID)
    return TRUE;

  switch (lec_passages_get_document (material, passage->document)->kind)
    {
    case LEC_SLIDE_KIND_TITLE:
    case LEC_SLIDE_KIND_AGENDA:
    case LEC_SLIDE_KIND_CODE:
    case LEC_SLIDE_KIND_TABLE:
    case LEC_SLIDE_KIND_QUESTIONS:
    case LEC_SLIDE_KIND_REFERENCES:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
read_passage (Finder *self,
              const LecPassage *passage)
{
  g_autoptr (GPtrArray) folded = lec_words_fold (self->material, passage);
  Reading reading = { passage, folded, 0, 0 };

  if (passage->kind == LEC_PASSAGE_LINE && read_colon (self, &reading))
    return;

  reading.first = skip_openers (self, &reading);
  if (reading.first >= passage->n_tokens || read_by_sentence (self, &reading))
    return;
  reading.first += match (self, self->articles, &reading, reading.first) > 0;
  if (reading.first < passage->n_tokens)
    read_sentence (self, &reading);
}

/**
 * lec_definitions_find:
 * @phrases: (element-type LecPhrase): of @material
 *
 * Returns: (transfer full) (element-type LecDefinition): in the order of the passages, whose texts
 *   they borrow
 */
GPtrArray *
lec_definitions_find (const LecPassages *material,
                      const GPtrArray *phrases)
{
  const LecLanguagePhrases *language = NULL;
  Finder self = { .material = material };

  g_return_val_if_fail (material != NULL && phrases != NULL, NULL);

  language = lec_language_phrases_get (material->language);
  self.has_dash = g_str_equal (language->code, "ru") || g_str_equal (language->code, "pl");
  self.openers = parse_words (language->openers);
  self.articles = parse_words (language->articles);
  self.subjects = parse_words (language->subjects);
  self.empty_terms = parse_words (language->empty_terms);
  self.defines = lec_word_lists_parse (language->defines);
  self.is = lec_word_lists_parse (language->is);
  self.by = lec_word_lists_parse (language->by);
  self.we_mean = lec_word_lists_parse (language->we_mean);
  self.relatives = parse_words (relatives);
  self.verbs = parse_words (verbs);
  self.conjunctions = parse_words (conjunctions);
  self.found = g_ptr_array_new_with_free_func ((GDestroyNotify) definition_free);
  self.known = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < phrases->len; i++)
    {
      LecPhrase *phrase = g_ptr_array_index (phrases, i);

      g_hash_table_insert (self.known, &phrase->key, phrase);
    }
  for (guint i = 0; i < material->passages->len; i++)
    if (may_define (material, lec_passages_get_passage (material, i)))
      read_passage (&self, lec_passages_get_passage (material, i));

  g_ptr_array_unref (self.openers);
  g_ptr_array_unref (self.articles);
  g_ptr_array_unref (self.subjects);
  g_ptr_array_unref (self.empty_terms);
  g_ptr_array_unref (self.defines);
  g_ptr_array_unref (self.is);
  g_ptr_array_unref (self.by);
  g_ptr_array_unref (self.we_mean);
  g_ptr_array_unref (self.relatives);
  g_ptr_array_unref (self.verbs);
  g_ptr_array_unref (self.conjunctions);
  g_hash_table_unref (self.known);
  return self.found;
}
