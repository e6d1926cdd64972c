/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a box in a frame when a hand or a key moves its edges. Pure:
 * pixels of the frame in and out.
 */
#pragma once

#include "base/geometry.h"

G_BEGIN_DECLS

/* No side of a box is shorter, unless the frame is. */
#define LEC_CROP_MIN_SIDE 16

/* Edges that move; all of them, or none, for the box as a whole. */
typedef enum
{
  LEC_CROP_LEFT = 1 << 0,
  LEC_CROP_TOP = 1 << 1,
  LEC_CROP_RIGHT = 1 << 2,
  LEC_CROP_BOTTOM = 1 << 3,
} LecCropEdges;

/* @rect as it fits into a frame of @width by @height; all of the frame when it is empty. */
LecRect lec_crop_fit (const LecRect *rect, int width, int height);
/* @rect with @edges moved by @dx, @dy as far as the frame goes. An edge stops before the one
 * opposite; a box as a whole keeps its size. */
LecRect lec_crop_move (const LecRect *rect, LecCropEdges edges, int dx, int dy, int width, int height);
/* Which edges are within @reach of a point; 0 for none of them. */
LecCropEdges lec_crop_find_edges (const LecRect *rect, double x, double y, double reach);

G_END_DECLS
