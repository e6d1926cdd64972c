/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture whose place is as large as it will be before it is there: GtkPicture asks for another
 * size when its texture comes, so that a grid of hundreds of cells is laid out again for each.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LEC_TYPE_FIXED_PICTURE (lec_fixed_picture_get_type ())
G_DECLARE_FINAL_TYPE (LecFixedPicture, lec_fixed_picture, LEC, FIXED_PICTURE, GtkWidget)

/* @texture: (nullable): shown whole, in the middle */
void lec_fixed_picture_set_texture (LecFixedPicture *self, GdkTexture *texture);
/* Returns: (transfer none) (nullable) */
GdkTexture *lec_fixed_picture_get_texture (LecFixedPicture *self);

G_END_DECLS
