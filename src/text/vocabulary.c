/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each form is folded and stemmed once. Numbers count up as words come in, so
 * the same text gives the same ones. One object belongs to one thread.
 */
#include "text/vocabulary.h"

#include <string.h>

#include "text/stemmer.h"

#define MAX_FORMS 500000 /* what comes after is a word like any other unknown one */

typedef struct
{
  guint term;
  LecWordUse use;
} Form;

struct _LecVocabulary
{
  LecStemmer *stemmer;
  GHashTable *uses;  /* (element-type utf8 LecWordUse): of words that have one; keys owned */
  GHashTable *forms; /* (element-type utf8 Form): as written */
  GHashTable *terms; /* (element-type utf8 guint): by stem; keys are in @stems */
  GPtrArray *stems;  /* (element-type utf8) owned: by number; the first one is empty */
};

static void
add_uses (GHashTable *uses,
          const char *words,
          LecWordUse use)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (*list[i] != '\0')
      {
        LecWordUse known = GPOINTER_TO_UINT (g_hash_table_lookup (uses, list[i]));

        g_hash_table_replace (uses, g_strdup (list[i]), GUINT_TO_POINTER (known | use));
      }
}

/**
 * lec_vocabulary_new:
 * @language: (nullable): ISO 639-1
 *
 * Returns: (transfer full)
 */
LecVocabulary *
lec_vocabulary_new (const char *language)
{
  LecVocabulary *self = g_new0 (LecVocabulary, 1);
  const LecLanguageWords *words = lec_language_words_find (language);

  self->stemmer = lec_stemmer_new (language);
  self->uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->terms = g_hash_table_new (g_str_hash, g_str_equal);
  self->stems = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->stems, g_strdup (""));
  if (words != NULL)
    {
      add_uses (self->uses, words->weak_words, LEC_WORD_WEAK);
      add_uses (self->uses, words->stop_words, LEC_WORD_STOP);
      add_uses (self->uses, words->linkers, LEC_WORD_STOP | LEC_WORD_LINKER);
      add_uses (self->uses, words->joiners, LEC_WORD_STOP | LEC_WORD_JOINER);
      add_uses (self->uses, words->articles, LEC_WORD_STOP | LEC_WORD_ARTICLE);
    }

  return self;
}

void
lec_vocabulary_free (LecVocabulary *self)
{
  if (self == NULL)
    return;

  lec_stemmer_free (self->stemmer);
  g_hash_table_unref (self->uses);
  g_hash_table_unref (self->forms);
  g_hash_table_unref (self->terms);
  g_ptr_array_unref (self->stems);
  g_free (self);
}

/* Takes @stem. */
static guint
find_term (LecVocabulary *self,
           char *stem)
{
  guint term = GPOINTER_TO_UINT (g_hash_table_lookup (self->terms, stem));

  if (term != 0)
    {
      g_free (stem);
      return term;
    }

  term = self->stems->len;
  g_ptr_array_add (self->stems, stem);
  g_hash_table_insert (self->terms, stem, GUINT_TO_POINTER (term));
  return term;
}

static gboolean
is_number (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalpha (g_utf8_get_char (word)))
      return FALSE;

  return TRUE;
}

/* In lower case, with one kind of apostrophe. */
static char *
fold (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);
  g_auto (GStrv) parts = g_strsplit (lower, "’", -1);

  return g_strjoinv ("'", parts);
}

/* "don't" and "it's" are what their first part is; the 's of a name goes. */
static LecWordUse
look_up_use (LecVocabulary *self,
             char *folded)
{
  LecWordUse use = GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, folded));
  char *apostrophe = strchr (folded, '\'');

  if (use == 0 && is_number (folded))
    use = LEC_WORD_NUMBER;
  if (use != 0 || apostrophe == NULL || apostrophe == folded)
    return use;

  *apostrophe = '\0';
  use = GPOINTER_TO_UINT (g_hash_table_lookup (self->uses, folded)) & (LEC_WORD_STOP | LEC_WORD_WEAK);
  if (!g_str_equal (apostrophe + 1, "s"))
    *apostrophe = '\'';
  return use;
}

/**
 * lec_vocabulary_add:
 * @word: as written, UTF-8
 * @length: bytes of it, at least 1
 * @use: (out):
 *
 * Returns: its term, 1 or more; 0 when there are too many words
 */
guint
lec_vocabulary_add (LecVocabulary *self,
                    const char *word,
                    gsize length,
                    LecWordUse *use)
{
  g_autofree char *written = NULL;
  g_autofree char *folded = NULL;
  Form *form = NULL;

  g_return_val_if_fail (self != NULL && word != NULL && length > 0 && use != NULL, 0);

  written = g_strndup (word, length);
  form = g_hash_table_lookup (self->forms, written);
  if (form == NULL && g_hash_table_size (self->forms) >= MAX_FORMS)
    {
      *use = LEC_WORD_STOP;
      return 0;
    }
  if (form == NULL)
    {
      folded = fold (written);
      form = g_new0 (Form, 1);
      form->use = look_up_use (self, folded);
      form->term = find_term (self, lec_stemmer_stem (self->stemmer, folded));
      g_hash_table_insert (self->forms, g_steal_pointer (&written), form);
    }

  *use = form->use;
  return form->term;
}

/* Whether @word has come up just as it is written here. */
gboolean
lec_vocabulary_has_form (const LecVocabulary *self,
                         const char *word)
{
  g_return_val_if_fail (self != NULL && word != NULL, FALSE);

  return g_hash_table_contains (self->forms, word);
}

/* The term of two that stand side by side without a space, as in Chinese; 0 for one too many. */
guint
lec_vocabulary_add_pair (LecVocabulary *self,
                         guint first,
                         guint second)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->stems->len >= MAX_FORMS)
    return 0;

  return find_term (self, g_strconcat (lec_vocabulary_get_stem (self, first), lec_vocabulary_get_stem (self, second),
                                       NULL));
}

/* Terms are below this number; 0 is none. */
guint
lec_vocabulary_get_n_terms (const LecVocabulary *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stems->len;
}

const char *
lec_vocabulary_get_stem (const LecVocabulary *self,
                         guint term)
{
  g_return_val_if_fail (self != NULL && term < self->stems->len, NULL);

  return g_ptr_array_index (self->stems, term);
}
