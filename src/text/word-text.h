/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The letters of recognised words: cleaning what the engine gives, joining
 * words to lines and the text of a page. Pure.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/**
 * lec_word_text_clean:
 * @text: what the engine read; may be anything
 *
 * Valid UTF-8 in NFC, without control and direction characters, ligatures taken apart.
 *
 * Returns: (transfer full) (nullable): %NULL when nothing is left
 */
char *lec_word_text_clean (const char *text);

/**
 * lec_word_text_join_page:
 * @words: (element-type LecWord): in reading order
 *
 * One text line a line, an empty line between paragraphs, words left out that are noise.
 *
 * Returns: (transfer full) (nullable): %NULL when there is no text
 */
char *lec_word_text_join_page (GPtrArray *words);

/* Joins the words from @first up to but not @end, as lec_word_text_join_page() does a line. */
char *lec_word_text_join_line (GPtrArray *words, guint first, guint end);

G_END_DECLS
