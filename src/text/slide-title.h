/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which words of a slide are its title. Pure.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/**
 * lec_slide_title_find:
 * @words: (element-type LecWord): in reading order
 * @page_height: of the picture, pixels
 *
 * The line with the tallest letters, those in the lower part of the page counting for less, and
 * the lines that continue it.
 *
 * Returns: (transfer full) (nullable): %NULL when no line reads like a title
 */
char *lec_slide_title_find (GPtrArray *words, int page_height);

G_END_DECLS
