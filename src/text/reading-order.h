/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In which order a person reads the words of a slide. The engine takes a slide
 * as one column, which gives the best letters but runs columns together; here
 * the columns are found again. Pure: boxes in, order out.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/**
 * lec_reading_order_apply:
 * @words: (element-type LecWord): with the engine's lines in @line
 *
 * Sorts @words and numbers lines and blocks from 0 in reading order. A line of a two-column slide
 * becomes two; table rows and key-value pairs stay together.
 */
void lec_reading_order_apply (GPtrArray *words);

G_END_DECLS
