/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The solid squares and discs before the points of a list, by their ink.
 */
#pragma once

#include "text/grey-picture.h"

G_BEGIN_DECLS

#define LEC_BULLET_SOLID "▪"

/**
 * lec_bullet_ink_mark:
 * @words: (element-type LecReadWord): with boxes that fit the ink
 * @pix: the picture they were read on, dark on white
 *
 * Makes %LEC_BULLET_SOLID of the words that are solid, whatever they were read as: of one or two
 * letters, first in their line or far behind the word before, as high as wide, and lower than the
 * other words of the line.
 */
void lec_bullet_ink_mark (GPtrArray *words, LecPix *pix);

G_END_DECLS
