/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done to slides that are chosen, as a bar of buttons; some of them
 * ask for more in a popover. It does nothing itself: its buttons are actions of
 * the lecture page, listed there.
 */
#pragma once

#include <adwaita.h>

#include "ui/review-news.h"
#include "ui/slide-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_BAR (lec_slide_bar_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideBar, lec_slide_bar, LEC, SLIDE_BAR, AdwBin)

/* @item: (nullable): the chosen slide; %NULL for none. What a person types about it stays; what was
 * asked about another one is closed. */
void lec_slide_bar_set_slide (LecSlideBar *self, LecSlideItem *item);
/* Of the upright frame, in pixels; 0 when that is not known. */
void lec_slide_bar_set_frame (LecSlideBar *self, int width, int height);
/* Whether there is no room for the player beside the slides: a button leads to it. */
void lec_slide_bar_set_folded (LecSlideBar *self, gboolean is_folded);
/* Whether slides can be corrected; else only looked at. */
void lec_slide_bar_set_editable (LecSlideBar *self, gboolean is_editable);
/* @reason: (nullable): why outputs could not be made */
void lec_slide_bar_set_outputs (LecSlideBar *self, LecOutputsState state, const char *reason);
/* Ask for a title, for a crop, for where a slide that comes back is to stand; show the text. */
void lec_slide_bar_ask_title (LecSlideBar *self);
void lec_slide_bar_ask_crop (LecSlideBar *self);
void lec_slide_bar_ask_place (LecSlideBar *self);
void lec_slide_bar_show_text (LecSlideBar *self);
/* Whatever is open. */
void lec_slide_bar_close (LecSlideBar *self);

G_END_DECLS
