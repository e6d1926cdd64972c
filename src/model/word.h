/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What recognition and documents both have to know about a word: whether it is
 * text at all, its direction, whether a space stands between two of them. Pure.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/* Bullets and rules are read as one or two doubtful letters: kept as boxes, not written as text. */
gboolean lec_word_is_noise (const LecWord *word);
/* Whether no space is written between @left and @right: both ends are CJK. */
gboolean lec_word_text_joins (const char *left, const char *right);
/* Whether the first letter that has a direction is written from right to left. */
gboolean lec_word_text_is_rtl (const char *text);

G_END_DECLS
