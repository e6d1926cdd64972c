/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds words in titles, on slides and in what was said. Pure.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What can be found of an item. Returns: (transfer full) */
typedef char *(*LecSlideFindWords) (gpointer item);

/* Title, text and what was said over it, of a LecSlideItem. */
char *lec_slide_find_dup_words (gpointer item);

/**
 * lec_slide_find:
 * @list: of slides, or of anything else that has words
 * @dup_words: of an item
 * @text: what is looked for
 *
 * An item is found when all words of @text are in its own, each as the beginning or the middle of
 * one; accents and capital letters do not matter.
 *
 * Returns: (transfer full) (element-type guint): positions, in order; none when
 *   @text has no words
 */
GArray *lec_slide_find (GListModel *list, LecSlideFindWords dup_words, const char *text);

/* @text without accents, as far as they can be taken off, and in small letters. (transfer full) */
char *lec_slide_find_fold (const char *text);
/* The words of what is looked for, folded. (transfer full) */
char **lec_slide_find_split (const char *text);

G_END_DECLS
