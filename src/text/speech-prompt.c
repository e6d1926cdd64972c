/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There is room for some fifty words: those that a model would not guess. What
 * stands in a title, has capitals or is on a few slides goes before what is on
 * one; what says nothing, and what is on most slides, as the name of a course
 * is, is left out. The words keep the order in which they are shown.
 */
#include "text/speech-prompt.h"

#include <string.h>

#include "text/language-words.h"
#include "text/language.h"

#define MIN_LETTERS    3
#define MAX_LETTERS    40
#define MIN_CONFIDENCE 70.0f
#define MAX_TERMS      5000
#define MANY_SLIDES    5 /* from which on there is something that is on most */
#define ENOUGH_SLIDES  3
#define SEPARATOR      ", "

typedef struct
{
  char *text;
  guint place; /* in order of appearance */
  guint n_slides;
  guint last_slide; /* number + 1 */
  gboolean in_title;
  gboolean is_taken;
} Term;

typedef struct
{
  const GPtrArray *slides;
  GPtrArray *terms;    /* (element-type Term) owned */
  GHashTable *by_word; /* (element-type utf8 Term): folded */
  GHashTable *stops;   /* folded words */
} Maker;

static void
term_free (Term *self)
{
  g_free (self->text);
  g_free (self);
}

/* Without brackets and points around it. Returns: (transfer full) (nullable): no term */
static char *
dup_core (const char *text)
{
  const char *start = NULL, *end = NULL;
  guint n_letters = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (!g_unichar_isprint (letter) || g_unichar_isspace (letter))
        return NULL;
      if (!g_unichar_isalnum (letter) && !g_unichar_ismark (letter))
        continue;
      n_letters += g_unichar_isalpha (letter) ? 1 : 0;
      start = start == NULL ? c : start;
      end = g_utf8_next_char (c);
    }

  return n_letters >= MIN_LETTERS && n_letters <= MAX_LETTERS ? g_strndup (start, (gsize) (end - start)) : NULL;
}

static void
add_word (Maker *self,
          const char *text,
          guint slide,
          gboolean in_title)
{
  g_autofree char *core = dup_core (text);
  g_autofree char *folded = core != NULL ? g_utf8_casefold (core, -1) : NULL;
  Term *term = NULL;

  if (folded == NULL || g_hash_table_contains (self->stops, folded))
    return;

  term = g_hash_table_lookup (self->by_word, folded);
  if (term == NULL && self->terms->len >= MAX_TERMS)
    return;
  if (term == NULL)
    {
      term = g_new0 (Term, 1);
      term->text = g_steal_pointer (&core);
      term->place = self->terms->len;
      g_ptr_array_add (self->terms, term);
      g_hash_table_insert (self->by_word, g_steal_pointer (&folded), term);
    }
  term->n_slides += term->last_slide != slide + 1 ? 1 : 0;
  term->last_slide = slide + 1;
  term->in_title = term->in_title || in_title;
}

static void
add_slide (Maker *self,
           guint index)
{
  const LecSlide *slide = g_ptr_array_index (self->slides, index);
  g_auto (GStrv) title = g_strsplit_set (slide->title != NULL ? slide->title : "", " \t\n", -1);

  for (char **word = title; *word != NULL; word++)
    add_word (self, *word, index, TRUE);
  for (guint i = 0; i < slide->words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);

      if (word->confidence >= MIN_CONFIDENCE)
        add_word (self, word->text, index, FALSE);
    }
}

/* --- What says nothing --- */

static void
add_stops (Maker *self,
           const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (char **word = each; *word != NULL; word++)
    g_hash_table_add (self->stops, g_utf8_casefold (*word, -1));
}

static void
find_stops (Maker *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *language = NULL;
  const LecLanguageWords *words = NULL;

  for (guint i = 0; i < self->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (self->slides, i);

      g_string_append_printf (text, "%s\n", slide->text != NULL ? slide->text : "");
    }
  language = lec_language_recognise (text->str, text->len);
  words = language != NULL ? lec_language_words_find (language) : NULL;
  if (words == NULL)
    return;

  add_stops (self, words->stop_words);
  add_stops (self, words->weak_words);
}

/* --- Which of them --- */

static guint
count_capitals (const char *text)
{
  guint n = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    n += g_unichar_isupper (g_utf8_get_char (c)) || g_unichar_isdigit (g_utf8_get_char (c)) ? 1 : 0;
  return n;
}

static guint
weigh (const Term *term)
{
  return (term->in_title ? 3 : 0) + MIN (count_capitals (term->text), 2) + MIN (term->n_slides, ENOUGH_SLIDES);
}

static int
compare_terms (gconstpointer a,
               gconstpointer b)
{
  const Term *left = *(const Term *const *) a;
  const Term *right = *(const Term *const *) b;
  guint of_left = weigh (left), of_right = weigh (right);

  if (of_left != of_right)
    return of_left > of_right ? -1 : 1;
  return left->place < right->place ? -1 : 1;
}

static void
choose (Maker *self)
{
  g_autoptr (GPtrArray) best = g_ptr_array_copy (self->terms, NULL, NULL);
  gsize n_bytes = 0;

  g_ptr_array_set_free_func (best, NULL);
  g_ptr_array_sort (best, compare_terms);
  for (guint i = 0; i < best->len; i++)
    {
      Term *term = g_ptr_array_index (best, i);
      gsize length = strlen (term->text) + strlen (SEPARATOR);

      if (self->slides->len >= MANY_SLIDES && term->n_slides * 2 > self->slides->len)
        continue;
      term->is_taken = n_bytes + length <= LEC_SPEECH_PROMPT_MAX_BYTES;
      n_bytes += term->is_taken ? length : 0;
    }
}

/**
 * lec_speech_prompt_make:
 * @slides: (element-type LecSlide)
 *
 * Returns: (transfer full) (nullable): at most %LEC_SPEECH_PROMPT_MAX_BYTES of printable text in
 *   one line; %NULL when there is nothing on the slides to be told
 */
char *
lec_speech_prompt_make (const GPtrArray *slides)
{
  g_autoptr (GPtrArray) terms = g_ptr_array_new_with_free_func ((GDestroyNotify) term_free);
  g_autoptr (GHashTable) by_word = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) stops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Maker self = { slides, terms, by_word, stops };
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (slides != NULL, NULL);

  find_stops (&self);
  for (guint i = 0; i < slides->len; i++)
    add_slide (&self, i);
  choose (&self);
  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = g_ptr_array_index (terms, i);

      if (term->is_taken)
        g_string_append_printf (out, "%s%s", out->len > 0 ? SEPARATOR : "", term->text);
    }
  if (out->len == 0)
    return NULL;

  g_string_append_c (out, '.');
  return g_strdup (out->str);
}
