/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that break off at the end of a line. Whoever looks for "context-free"
 * or "grammar" has to find it, wherever the line ended. Pure, but for the
 * dictionary, which the caller has.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/* @text: UTF-8, may have a hyphen in it. Returns: whether it is a word of the language */
typedef gboolean (*LecIsWordFunc) (const char *text, gpointer user_data);

/**
 * lec_broken_words_mend:
 * @words: (element-type LecWord): in reading order
 * @is_word: (scope call): is asked only about words that break off
 *
 * Makes such a word whole where it begins, and keeps the box it has there. What stood in the next
 * line is gone from @words; a line without any other word is, too. "context-free" keeps its hyphen.
 */
void lec_broken_words_mend (GPtrArray *words, LecIsWordFunc is_word, gpointer user_data);

G_END_DECLS
