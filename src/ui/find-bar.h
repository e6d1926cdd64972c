/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks what to find in a lecture and goes from hit to hit. Its signal "found"
 * (uint) tells the position of what is to be shown, "typed" that something else
 * is looked for, "closed" that a person has had enough.
 */
#pragma once

#include <adwaita.h>

#include "ui/slide-find.h"

G_BEGIN_DECLS

#define LEC_TYPE_FIND_BAR (lec_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (LecFindBar, lec_find_bar, LEC, FIND_BAR, AdwBin)

/* @slides: of LecSlideItem; followed when it changes */
void lec_find_bar_set_slides (LecFindBar *self, GListModel *slides);
/* Looks in another list from now on. @dup_words: what can be found of an item */
void lec_find_bar_set_list (LecFindBar *self, GListModel *list, LecSlideFindWords dup_words);
/* Opens it, with all that was typed ready to be typed over. */
void lec_find_bar_open (LecFindBar *self);
void lec_find_bar_close (LecFindBar *self);
/* What is looked for; empty when it is closed. */
const char *lec_find_bar_get_text (LecFindBar *self);
/* Opens it and finds @text. */
void lec_find_bar_find (LecFindBar *self, const char *text);

G_END_DECLS
