/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide in the grid: its picture, number, time and title.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/slide-item.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

/* Of the picture, before it is scaled for the screen. */
#define LEC_SLIDE_CELL_PICTURE_HEIGHT 99

#define LEC_TYPE_SLIDE_CELL (lec_slide_cell_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideCell, lec_slide_cell, LEC, SLIDE_CELL, GtkWidget)

LecSlideCell *lec_slide_cell_new (void);
/* Shows @item; its picture comes when it is decoded. */
void lec_slide_cell_bind (LecSlideCell *self, LecSlideItem *item, LecThumbnails *thumbnails);
void lec_slide_cell_unbind (LecSlideCell *self);
/* It may have come into sight. */
void lec_slide_cell_look_again (LecSlideCell *self);
/* Returns: (transfer none) (nullable) */
LecSlideItem *lec_slide_cell_get_item (LecSlideCell *self);

G_END_DECLS
