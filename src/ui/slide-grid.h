/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides as a grid, of which several can be chosen. Its signal
 * "selection-changed" tells that others are, or that a chosen one has changed;
 * "activated" that a person wants to see the chosen one. A right click, the menu
 * key or its action "slides.menu" shows a menu of the lecture page's actions.
 */
#pragma once

#include <adwaita.h>

#include "ui/slide-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_GRID (lec_slide_grid_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideGrid, lec_slide_grid, LEC, SLIDE_GRID, AdwBin)

/**
 * lec_slide_grid_set_slides:
 * @slides: (element-type LecSlideItem)
 *
 * What was chosen stays so, and what is seen stays where it is, as far as it is still there. When
 * nothing that was chosen is left, what follows is.
 */
void lec_slide_grid_set_slides (LecSlideGrid *self, const GPtrArray *slides);
/* What files are named after that are made of slides. */
void lec_slide_grid_set_name (LecSlideGrid *self, const char *name);
/* Forgets all slides and pictures. */
void lec_slide_grid_clear (LecSlideGrid *self);
/* Returns: (transfer none): of LecSlideItem, in order */
GListModel *lec_slide_grid_get_slides (LecSlideGrid *self);
/* (transfer full) (element-type LecSlideItem): those that are chosen, in order */
GPtrArray *lec_slide_grid_list_selected (LecSlideGrid *self);
/* Returns: (transfer none) (nullable): the first of those that are chosen */
LecSlideItem *lec_slide_grid_get_selected (LecSlideGrid *self);
/* Chooses the slide at @position alone, scrolls to it, and takes the focus there when it is in the
 * grid, or is wanted. */
void lec_slide_grid_select (LecSlideGrid *self, guint position, gboolean takes_focus);

G_END_DECLS
