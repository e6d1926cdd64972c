/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ink of letters in a picture of dark letters on white.
 */
#pragma once

#include "base/geometry.h"
#include "text/grey-picture.h"
#include "text/letter-runs.h"

G_BEGIN_DECLS

#define LEC_INK_DARKEST_GROUND 176 /* what is darker is ink */

/* Shrinks @box to the ink in it. Returns: %FALSE when there is none: the box stays as it is, since
   pale letters are letters, too */
gboolean lec_ink_fit_box (LecPix *pix, LecRect *box);
/* Returns: (transfer full) (element-type LecInkPiece): from left to right */
GArray *lec_ink_list_pieces (LecPix *pix, const LecRect *area);
/* Returns: whether the middle of @box, half as wide and high, is one even piece of ink */
gboolean lec_ink_is_solid (LecPix *pix, const LecRect *box);
/* Pixels between piece @piece, 1 or more, and the one before it. */
int lec_ink_get_gap (GArray *pieces, guint piece);

G_END_DECLS
