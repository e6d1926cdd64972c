/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bar that tells how a PDF of the slides is matched with the lecture, what came
 * of it, or why nothing did. It is hidden until there is something to tell. Its signal
 * "closed" tells that it had the focus and has gone.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_DECK_BAR (lec_deck_bar_get_type ())
G_DECLARE_FINAL_TYPE (LecDeckBar, lec_deck_bar, LEC, DECK_BAR, AdwBin)

/* @item: a lecture that is done, in the library or fetched to it; @path: of the PDF. What was begun
 * before is given up. */
void lec_deck_bar_match (LecDeckBar *self, LecJobItem *item, const char *path);
/* Another lecture is shown: what was begun is given up, what is done stays on the disk. */
void lec_deck_bar_clear (LecDeckBar *self);

G_END_DECLS
