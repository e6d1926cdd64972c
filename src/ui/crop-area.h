/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A box over a picture, drawn by hand or moved by keys: arrows move it by a
 * pixel, with Shift by ten, with Control its lower right corner. Its signal
 * "changed" tells that the box is another.
 */
#pragma once

#include <gtk/gtk.h>

#include "base/geometry.h"

G_BEGIN_DECLS

#define LEC_TYPE_CROP_AREA (lec_crop_area_get_type ())
G_DECLARE_FINAL_TYPE (LecCropArea, lec_crop_area, LEC, CROP_AREA, GtkWidget)

/* The picture below it: its size in pixels, shown as large as it fits, in the middle. */
void lec_crop_area_set_frame (LecCropArea *self, int width, int height);
/* @rect: (nullable): in pixels of the frame; all of it when %NULL or empty. Tells nothing. */
void lec_crop_area_set_rect (LecCropArea *self, const LecRect *rect);
const LecRect *lec_crop_area_get_rect (LecCropArea *self);

G_END_DECLS
