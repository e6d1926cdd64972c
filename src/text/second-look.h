/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which lines of ink the engine has to look at again, each by itself, and what
 * of it is kept. Pure: words, boxes and confidences.
 */
#pragma once

#include "text/ink-lines.h"

G_BEGIN_DECLS

/**
 * lec_second_look_is_wanted:
 * @words: (element-type LecReadWord): of the whole page
 *
 * Returns: whether the line has no words, has those of two lines of the engine, or doubtful ones of
 *   a line of the engine that goes on higher or lower
 */
gboolean lec_second_look_is_wanted (GPtrArray *words, const LecInkLine *line);

/**
 * lec_second_look_settle:
 * @words: (element-type LecReadWord): of the whole page, owned
 * @again: (element-type LecReadWord): what was read in @line alone; may end up empty
 *
 * Puts the words of @again in the place of what @words have in the line, if they are surer.
 *
 * Returns: whether they were
 */
gboolean lec_second_look_settle (GPtrArray *words, const LecInkLine *line, GPtrArray *again);

G_END_DECLS
