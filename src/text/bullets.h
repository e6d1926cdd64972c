/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dots before the points of a list, which engines take for letters. Pure.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

#define LEC_BULLET "•"

/**
 * lec_bullets_mark:
 * @words: (element-type LecWord): in reading order
 *
 * Makes %LEC_BULLET of the first words of lines that are bullets: too small for the letter they
 * were read as, or signs that stand for nothing else. Dashes, arrows and stars stay.
 * Lines of nothing but dots, as diagrams have them, lose their confidence.
 */
void lec_bullets_mark (GPtrArray *words);

G_END_DECLS
