/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a language says what something means, what slides are called in it, and
 * how it asks. Words are in lower case; alternatives are apart by "|".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecLanguagePhrases:
 * @code: ISO 639-1
 * @articles: before a term, apart by spaces
 * @openers: what a sentence may begin with before it comes to the matter
 * @subjects: no term begins with one of these: pronouns and the like
 * @empty_terms: nouns that name nothing by themselves
 * @defines: between a term and what it means: "is defined as"
 * @is: likewise, but often said of what is no definition: "is a"
 * @by: "by" of "by X we mean Y"; and @we_mean, its other half
 * @agenda: titles of a slide of this kind, and so on
 * @figure: what a figure's caption begins with
 * @ask_term: a question for what %s means
 * @ask_explain: asks to explain %s
 */
typedef struct
{
  const char *code;
  const char *articles;
  const char *openers;
  const char *subjects;
  const char *empty_terms;
  const char *defines;
  const char *is;
  const char *by;
  const char *we_mean;
  const char *agenda;
  const char *summary;
  const char *questions;
  const char *references;
  const char *figure;
  const char *ask_term;
  const char *ask_explain;
} LecLanguagePhrases;

const LecLanguagePhrases *lec_language_phrases_get (const char *code);

G_END_DECLS
