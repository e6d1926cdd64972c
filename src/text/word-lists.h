/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Phrases of a language, held against the words of a passage. Pure.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

/* The words of a passage in lower case. (element-type utf8) */
GPtrArray *lec_words_fold (const LecPassages *material, const LecPassage *passage);
/* (element-type GStrv): of "is a|is defined as"; words apart by a space, the longest first */
GPtrArray *lec_word_lists_parse (const char *alternatives);
/* How many words of @folded from @at on are one of @lists: 0 for none of them. */
guint lec_word_lists_match (const GPtrArray *lists,
                            const LecPassages *material,
                            const LecPassage *passage,
                            const GPtrArray *folded,
                            guint at);

G_END_DECLS
