/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the letters of a slide stand on: panels, bars, boxes, each with a grey
 * of its own, light or dark. Pure: luma in, grounds out.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pixels a cell is wide and high. */
#define LEC_GROUND_CELL 4

/* What lies between @low and @high, both included, is ground and no ink; @pale: the ink is
   faint. */
typedef struct
{
  guint8 low;
  guint8 high;
  guint8 pale;
} LecGround;

typedef struct _LecSlideGround LecSlideGround;

/**
 * lec_slide_ground_find:
 * @luma: 8-bit grey
 *
 * Returns: (transfer full) (nullable): %NULL when the picture has no even ground, as photos have
 *   none
 */
LecSlideGround *lec_slide_ground_find (const guint8 *luma, int width, int height, gsize stride);
void lec_slide_ground_free (LecSlideGround *self);
/* The grounds of a row of cells, from left to right; the last cells may reach over the edge. */
const LecGround *lec_slide_ground_get_row (const LecSlideGround *self, int row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSlideGround, lec_slide_ground_free)

G_END_DECLS
