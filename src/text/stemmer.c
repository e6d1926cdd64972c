/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Snowball's stemmers by libstemmer, and endings of our own for the languages
 * it lacks. One object belongs to one thread.
 */
#include "text/stemmer.h"

#include <libstemmer.h>
#include <string.h>

#include "text/language-words.h"

#define MIN_LETTERS 2 /* that stay of a word */

struct _LecStemmer
{
  struct sb_stemmer *snowball; /* (nullable) */
  const char *const *endings;  /* (nullable): the longest first */
  const char *soft_end;        /* (nullable): what a stem may end with that stands for @hard_end */
  const char *hard_end;        /* not longer */
};

/* A light stemmer as J. Savoy's ("Light stemming approaches for the French, Portuguese, German and
 * Hungarian languages", SAC 2006): endings of the declension of nouns and adjectives only, as the
 * tables of O. E. Swan, "A Grammar of Contemporary Polish" (2002), have them. */
static const char *const polish_endings[] = {
  "ościami", "ościach", "ościom", "ością", "ości", "ość", "aniami", "aniach", "eniami", "eniach", "aniem", "eniem",
  "aniom", "eniom", "jami", "jach", "iami", "iach", "iego", "iemu", "owie", "ania", "aniu", "anie", "enia", "eniu",
  "enie", "ymi", "imi", "ami", "ach", "ego", "emu", "owi", "jom", "iom", "iem", "zie", "ych", "ich", "iej", "ją",
  "ję", "ji", "ja", "je", "jo", "ią", "ię", "ii", "ia", "ie", "io", "iu", "ej", "ym", "im", "om", "ów", "em", "a",
  "ą", "e", "ę", "i", "o", "u", "y", NULL
};

/* The particles behind a noun, not all of them: those that are seldom part of one. */
static const char *const korean_endings[] = {
  "에서는", "으로는", "이라는", "에서", "에게", "으로", "까지", "부터", "이란", "은", "는", "을", "를", "의",
  "와", "과", NULL
};

/**
 * lec_stemmer_new:
 * @language: (nullable): ISO 639-1; one that is not known leaves words as they are
 *
 * Returns: (transfer full)
 */
LecStemmer *
lec_stemmer_new (const char *language)
{
  LecStemmer *self = g_new0 (LecStemmer, 1);
  const LecLanguageWords *words = lec_language_words_find (language);

  if (words != NULL && words->stemmer != NULL)
    self->snowball = sb_stemmer_new (words->stemmer, "UTF_8");
  if (g_strcmp0 (language, "ko") == 0)
    self->endings = korean_endings;
  if (g_strcmp0 (language, "pl") == 0)
    {
      self->endings = polish_endings;
      self->soft_end = "c"; /* całka, całce */
      self->hard_end = "k";
    }
  if (g_strcmp0 (language, "pt") == 0)
    {
      self->soft_end = "õ"; /* nação, nações */
      self->hard_end = "ã";
    }

  return self;
}

void
lec_stemmer_free (LecStemmer *self)
{
  if (self == NULL)
    return;

  if (self->snowball != NULL)
    sb_stemmer_delete (self->snowball);
  g_free (self);
}

static char *
strip_ending (const LecStemmer *self,
              const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; self->endings[i] != NULL; i++)
    {
      gsize rest = length - MIN (strlen (self->endings[i]), length);

      if (g_str_has_suffix (word, self->endings[i]) && g_utf8_strlen (word, (gssize) rest) >= MIN_LETTERS)
        return g_strndup (word, rest);
    }

  return g_strdup (word);
}

static char *
harden (const LecStemmer *self,
        char *stem)
{
  if (self->soft_end != NULL && g_str_has_suffix (stem, self->soft_end))
    memcpy (stem + strlen (stem) - strlen (self->soft_end), self->hard_end, strlen (self->hard_end));

  return stem;
}

/**
 * lec_stemmer_stem:
 * @word: in lower case, not empty
 *
 * Returns: (transfer full): never empty
 */
char *
lec_stemmer_stem (LecStemmer *self,
                  const char *word)
{
  g_return_val_if_fail (self != NULL && word != NULL && *word != '\0', NULL);

  if (self->snowball != NULL)
    {
      const sb_symbol *stem = sb_stemmer_stem (self->snowball, (const sb_symbol *) word, (int) strlen (word));

      if (stem != NULL && sb_stemmer_length (self->snowball) > 0)
        return harden (self, g_strndup ((const char *) stem, (gsize) sb_stemmer_length (self->snowball)));
    }
  if (self->endings != NULL)
    return harden (self, strip_ending (self, word));

  return g_strdup (word);
}
