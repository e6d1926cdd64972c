/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Charts, diagrams, tables, listings, formulas and photographs for the pages
 * of a talk.
 */
#pragma once

#include "theme.h"

G_BEGIN_DECLS

/* Fills the rectangle, in units of the canvas. */
void figure_draw (Ink *ink,
                  const Theme *theme,
                  const Talk *talk,
                  FigureKind kind,
                  guint32 seed,
                  const cairo_rectangle_t *box);

G_END_DECLS
