/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes of a slide's luma what the recogniser reads best: dark letters on
 * light ground, large enough.
 */
#pragma once

#include <glib.h>
#include <leptonica/allheaders.h>

G_BEGIN_DECLS

typedef struct Pix LecPix;

/**
 * lec_grey_picture_make:
 * @luma: 8-bit grey; light panels may have dark letters, dark panels light ones
 * @scale: (out): by how much the result is larger than @luma, 1 or 2
 *
 * Returns: (transfer full): 8 bits a pixel; free with lec_pix_destroy()
 */
LecPix *lec_grey_picture_make (const guint8 *luma, int width, int height, gsize stride, int *scale);
void lec_pix_destroy (LecPix *pix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPix, lec_pix_destroy)

G_END_DECLS
