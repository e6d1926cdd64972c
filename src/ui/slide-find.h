/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds words in titles and on slides. Pure.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_slide_find:
 * @slides: of LecSlideItem
 * @text: what is looked for
 *
 * A slide is found when all words of @text are in its title or text, each as the beginning or the
 * middle of one; accents and capital letters do not matter.
 *
 * Returns: (transfer full) (element-type guint): positions, in order; none when
 *   @text has no words
 */
GArray *lec_slide_find (GListModel *slides, const char *text);

/* @text without accents, as far as they can be taken off, and in small letters. (transfer full) */
char *lec_slide_find_fold (const char *text);
/* The words of what is looked for, folded. (transfer full) */
char **lec_slide_find_split (const char *text);

G_END_DECLS
