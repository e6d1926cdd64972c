/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A syllabus is what people write: Markdown or plain text, with headings,
 * bullets or numbers. Each point is a topic, and a heading is one where no
 * point stands below it. A topic is covered by a slide that has most of what
 * its words weigh, on it or said over it.
 */
#include "text/syllabus.h"

#include <math.h>
#include <string.h>

#include "text/keywords.h"
#include "text/slide-lines.h"

#define MAX_TOPICS      300
#define MAX_TERMS       24
#define MAX_TOPIC_BYTES 300
#define MAX_PLAIN_WORDS 14   /* of a line without a mark; more is running text */
#define COVERED         0.65 /* of a topic's weight */
#define NEAR_SENTENCES  3    /* in which the rest of a topic is said */

typedef struct
{
  char *title;
  guint level; /* of a heading; 0 for a point */
} Entry;

static void
clear_entry (Entry *entry)
{
  g_free (entry->title);
}

/* Returns: (transfer none): what is a heading's text; @level is 0 for none */
static const char *
skip_hashes (const char *line,
             guint *level)
{
  guint n_hashes = (guint) strspn (line, "#");

  *level = n_hashes > 0 && n_hashes <= 6 && line[n_hashes] == ' ' ? n_hashes : 0;
  return *level > 0 ? line + n_hashes + strspn (line + n_hashes, " ") : line;
}

/* "[ ] ", "Week 3: ", "Lecture 4 - ": a box or a date before the topic. */
static const char *
skip_label (const char *text)
{
  const char *at = text;

  if (g_str_has_prefix (text, "[ ] ") || g_str_has_prefix (text, "[x] ") || g_str_has_prefix (text, "[X] "))
    return text + 4;

  while (g_unichar_isalpha (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (at == text || *at != ' ' || !g_ascii_isdigit (at[1]))
    return text;
  for (at++; g_ascii_isdigit (*at) || *at == '-' || *at == '.';)
    at++;
  if (*at == ':')
    at++;
  else if (g_str_has_prefix (at, " -") || g_str_has_prefix (at, " –") || g_str_has_prefix (at, " —"))
    at = g_utf8_next_char (at + 1);
  else
    return text;

  return *at == ' ' ? at + 1 : text;
}

/* Without the signs of Markdown: emphasis, code, links. */
static char *
strip_markup (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_str_has_prefix (at, "]("))
        {
          const char *end = strchr (at, ')');

          if (end != NULL)
            {
              at = end;
              continue;
            }
        }
      if (*at != '*' && *at != '`' && *at != '[' && *at != ']')
        g_string_append_c (plain, *at);
    }
  g_strstrip (plain->str);

  return g_string_free (plain, FALSE);
}

static guint
count_words (const char *text)
{
  guint n_words = 0;

  for (gboolean in_word = FALSE; *text != '\0'; text++)
    {
      n_words += !in_word && *text != ' ';
      in_word = *text != ' ';
    }

  return n_words;
}

static void
add_entry (GArray *entries,
           const char *text,
           guint level)
{
  Entry entry = { strip_markup (text), level };
  g_autofree char *short_title = g_utf8_make_valid (entry.title, (gssize) strnlen (entry.title, MAX_TOPIC_BYTES));

  g_free (entry.title);
  entry.title = g_steal_pointer (&short_title);
  for (const char *at = entry.title; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      {
        g_array_append_val (entries, entry);
        return;
      }
  g_free (entry.title);
}

static void
read_line (GArray *entries,
           char *line)
{
  guint level = 0;
  const char *text = skip_hashes (g_strstrip (line), &level);
  const char *content = lec_slide_line_skip_mark (text);
  gboolean has_mark = level > 0 || content != text;

  if (*line == '\0' || g_str_has_prefix (line, "<!--") || g_str_has_prefix (line, "|") ||
      (!has_mark && count_words (content) > MAX_PLAIN_WORDS))
    return;

  add_entry (entries, skip_label (content), level);
}

static GArray *
read_entries (const char *text)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, LEC_SYLLABUS_MAX_BYTES));
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  gboolean in_code = FALSE, in_head = FALSE;

  g_array_set_clear_func (entries, (GDestroyNotify) clear_entry);
  for (guint i = 0; lines[i] != NULL && entries->len < MAX_TOPICS; i++)
    {
      if (g_str_has_prefix (lines[i], "```"))
        in_code = !in_code;
      else if (g_str_has_prefix (lines[i], "---") && (i == 0 || in_head))
        in_head = i == 0;
      else if (!in_code && !in_head)
        read_line (entries, lines[i]);
    }

  return entries;
}

/**
 * lec_syllabus_read:
 * @text: (nullable): untrusted; Markdown or plain text
 *
 * Returns: (transfer full) (element-type LecTopic): each title once, in order
 */
GPtrArray *
lec_syllabus_read (const char *text)
{
  GPtrArray *topics = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_topic_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) entries = NULL;

  if (text == NULL)
    return topics;

  entries = read_entries (text);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      const Entry *next = i + 1 < entries->len ? entry + 1 : NULL;
      gboolean has_points = entry->level > 0 && next != NULL && (next->level == 0 || next->level > entry->level);

      if (!has_points && g_hash_table_add (seen, entry->title))
        g_ptr_array_add (topics, lec_topic_new (entry->title));
    }

  return topics;
}

typedef struct
{
  const LecPassages *material;
  GPtrArray *documents; /* (element-type GHashTable): of each term, the passage it was last in */
  double *weights;      /* of each term that the lecture has */
  guint n_terms;
  double unknown_weight;
} Coverage;

/* Terms of each document, with the numbers of the passages that have them. */
static void
index_documents (Coverage *self)
{
  const LecPassages *material = self->material;
  g_autofree guint *n_having = g_new0 (guint, self->n_terms);

  for (guint i = 0; i < material->documents->len; i++)
    g_ptr_array_add (self->documents, g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref));
  for (guint i = 0; i < material->passages->len; i++)
    {
      const LecPassage *passage = lec_passages_get_passage (material, i);
      GHashTable *terms = g_ptr_array_index (self->documents, passage->document);

      for (guint j = 0; j < passage->n_tokens; j++)
        {
          const LecToken *token = lec_passages_get_token (material, passage->first + j);
          GArray *passages = g_hash_table_lookup (terms, GUINT_TO_POINTER (token->matter));

          if (!lec_token_is_matter (token))
            continue;
          if (passages == NULL)
            {
              passages = g_array_new (FALSE, FALSE, sizeof (guint));
              g_hash_table_insert (terms, GUINT_TO_POINTER (token->matter), passages);
              n_having[token->matter]++;
            }
          if (passages->len == 0 || g_array_index (passages, guint, passages->len - 1) != i)
            g_array_append_val (passages, i);
        }
    }
  for (guint i = 0; i < self->n_terms; i++)
    self->weights[i] = log (2 + (double) material->documents->len / MAX (n_having[i], 1));
  self->unknown_weight = log (2 + (double) material->documents->len);
}

/* Each term of the topic once. */
static GArray *
list_terms (const Coverage *self,
            const char *title)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (guint));

  lec_tokens_split (title, strlen (title), self->material->vocabulary, MAX_TERMS, tokens);
  for (guint i = 0; i < tokens->len; i++)
    {
      const LecToken *token = &g_array_index (tokens, LecToken, i);
      gboolean is_there = !lec_token_is_matter (token);

      for (guint j = 0; j < terms->len; j++)
        is_there |= g_array_index (terms, guint, j) == token->matter;
      if (!is_there)
        g_array_append_val (terms, token->matter);
    }

  return terms;
}

static double
get_weight (const Coverage *self,
            guint term)
{
  return term < self->n_terms ? self->weights[term] : self->unknown_weight;
}

typedef struct
{
  guint passage;
  guint term; /* which of the topic's */
} Mention;

static int
compare_mentions (gconstpointer a,
                  gconstpointer b)
{
  const Mention *left = a, *right = b;

  return (left->passage > right->passage) - (left->passage < right->passage);
}

/* The most that is said of the terms within a few sentences. @mentions: in order */
static double
measure_speech (const Coverage *self,
                const GArray *terms,
                const GArray *mentions)
{
  guint counts[MAX_TERMS] = { 0 };
  double weight = 0, best = 0;
  guint first = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = &g_array_index (mentions, Mention, i);
      const Mention *oldest = &g_array_index (mentions, Mention, first);

      if (counts[mention->term]++ == 0)
        weight += get_weight (self, g_array_index (terms, guint, mention->term));
      for (; mention->passage - oldest->passage >= NEAR_SENTENCES; oldest++, first++)
        if (--counts[oldest->term] == 0)
          weight -= get_weight (self, g_array_index (terms, guint, oldest->term));
      best = MAX (best, weight);
    }

  return best;
}

/* What is written comes first among the places of a word. */
static gboolean
is_first_written (const Coverage *self,
                  const GArray *passages)
{
  return lec_passages_get_passage (self->material, g_array_index (passages, guint, 0))->kind != LEC_PASSAGE_SAID;
}

/* The weight of the terms that the slide has, and of those said close together. */
static double
measure_document (const Coverage *self,
                  const GArray *terms,
                  guint document,
                  double least)
{
  GHashTable *own = g_ptr_array_index (self->documents, document);
  g_autoptr (GArray) mentions = NULL;
  double written = 0, all = 0;

  for (guint i = 0; i < terms->len; i++)
    if (g_hash_table_contains (own, GUINT_TO_POINTER (g_array_index (terms, guint, i))))
      all += get_weight (self, g_array_index (terms, guint, i));
  if (all < least)
    return all;

  mentions = g_array_new (FALSE, FALSE, sizeof (Mention));
  for (guint i = 0; i < terms->len; i++)
    {
      guint term = g_array_index (terms, guint, i);
      const GArray *passages = g_hash_table_lookup (own, GUINT_TO_POINTER (term));
      gboolean is_written = passages != NULL && is_first_written (self, passages);

      written += is_written ? get_weight (self, term) : 0;
      for (guint j = 0; passages != NULL && !is_written && j < passages->len; j++)
        {
          Mention mention = { g_array_index (passages, guint, j), i };

          g_array_append_val (mentions, mention);
        }
    }
  g_array_sort (mentions, compare_mentions);

  return written + measure_speech (self, terms, mentions);
}

static void
cover_topic (const Coverage *self,
             LecTopic *topic)
{
  g_autoptr (GArray) terms = list_terms (self, topic->title);
  double total = 0;

  for (guint i = 0; i < terms->len; i++)
    total += get_weight (self, g_array_index (terms, guint, i));
  for (guint i = 0; total > 0 && i < self->documents->len; i++)
    if (measure_document (self, terms, i, COVERED * total) >= COVERED * total)
      g_array_append_val (topic->slides, lec_passages_get_document (self->material, i)->slide);
  lec_slide_numbers_tidy (topic->slides);
}

/**
 * lec_syllabus_cover:
 * @text: (nullable): as lec_syllabus_read() takes it
 *
 * Returns: (transfer full) (element-type LecTopic): with the slides that cover each
 */
GPtrArray *
lec_syllabus_cover (const LecPassages *material,
                    const char *text)
{
  GPtrArray *topics = lec_syllabus_read (text);
  Coverage self = { .material = material };

  g_return_val_if_fail (material != NULL, topics);

  if (topics->len == 0)
    return topics;

  self.n_terms = lec_vocabulary_get_n_terms (material->vocabulary);
  self.weights = g_new0 (double, self.n_terms);
  self.documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  index_documents (&self);
  for (guint i = 0; i < topics->len; i++)
    cover_topic (&self, g_ptr_array_index (topics, i));
  g_free (self.weights);
  g_ptr_array_unref (self.documents);

  return topics;
}
