/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that were read are held against the ink they were read from.
 */
#pragma once

#include "text/grey-picture.h"

G_BEGIN_DECLS

/**
 * lec_word_fit_apply:
 * @words: (element-type LecReadWord): line by line
 * @pix: dark letters on white
 *
 * Fits boxes to the ink in them, parts words at gaps as wide as the spaces of their line, and gives
 * each its own letters and ink where the engine mixed them up.
 */
void lec_word_fit_apply (GPtrArray *words, LecPix *pix);

G_END_DECLS
