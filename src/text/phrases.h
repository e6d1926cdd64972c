/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The phrases that may be what a lecture is about, and how often they come up.
 * Pure.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

/**
 * LecPhrase: words that stand side by side, in any of their forms
 * @first: the first token of where it comes up first
 * @n_tokens: with linkers
 * @n_words: without; of signs, as many pairs
 * @n_titles: how often it stands in titles of slides that have matter of their own
 * @n_lines: how often elsewhere on slides
 * @n_said: how often it is said
 * @n_whole: how often it is all that stands between two marks or stop words
 * @is_joined: whether a joiner is in it
 * @documents: (element-type guint): in which it comes up, ascending
 */
typedef struct
{
  guint64 key;
  guint first;
  guint n_tokens;
  guint n_words;
  guint n_titles;
  guint n_lines;
  guint n_said;
  guint n_whole;
  gboolean is_joined;
  GArray *documents;
} LecPhrase;

GPtrArray *lec_phrases_count (const LecPassages *material);
void lec_phrases_find_forms (const LecPassages *material, GHashTable *wanted);
guint64 lec_phrase_make_key (const LecToken *tokens, guint n_tokens);

G_END_DECLS
