/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What has to be known of a language to tell what a lecture is about: the words
 * that say nothing, and which stemmer is its own.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecLanguageWords:
 * @code: ISO 639-1
 * @stemmer: (nullable): Snowball's name of it
 * @stop_words: never in a phrase; apart by spaces, as all of these
 * @weak_words: no phrase by themselves
 * @linkers: stop words that often join two words to a phrase, as "of" does
 * @joiners: those that seldom do, as "by"
 * @articles: what may stand behind one of both
 */
typedef struct
{
  const char *code;
  const char *stemmer;
  const char *stop_words;
  const char *weak_words;
  const char *linkers;
  const char *joiners;
  const char *articles;
} LecLanguageWords;

const LecLanguageWords *lec_language_words_get_all (gsize *n_languages);
const LecLanguageWords *lec_language_words_find (const char *code);

G_END_DECLS
