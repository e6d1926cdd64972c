/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A side is kept within the frame on its own, so both are done by the same rules.
 */
#include "ui/crop-geometry.h"

#include <math.h>

typedef struct
{
  int start;
  int length;
} Side;

static Side
fit_side (int start,
          int length,
          int frame)
{
  int least = MIN (LEC_CROP_MIN_SIDE, frame);
  Side side = { 0, CLAMP (length, least, frame) };

  side.start = CLAMP (start, 0, frame - side.length);
  return side;
}

static Side
move_side (Side side,
           gboolean moves_start,
           gboolean moves_end,
           int delta,
           int frame)
{
  int least = MIN (LEC_CROP_MIN_SIDE, frame);
  int start = side.start, end = side.start + side.length;

  if (moves_start == moves_end)
    return (Side){ CLAMP (start + delta, 0, frame - side.length), side.length };
  if (moves_start)
    start = CLAMP (start + delta, 0, end - least);
  else
    end = CLAMP (end + delta, start + least, frame);

  return (Side){ start, end - start };
}

LecRect
lec_crop_fit (const LecRect *rect,
              int width,
              int height)
{
  Side across, down;

  if (rect == NULL || lec_rect_is_empty (rect))
    return (LecRect){ 0, 0, width, height };

  across = fit_side (rect->x, rect->width, width);
  down = fit_side (rect->y, rect->height, height);
  return (LecRect){ across.start, down.start, across.length, down.length };
}

LecRect
lec_crop_move (const LecRect *rect,
               LecCropEdges edges,
               int dx,
               int dy,
               int width,
               int height)
{
  const LecCropEdges all = LEC_CROP_LEFT | LEC_CROP_TOP | LEC_CROP_RIGHT | LEC_CROP_BOTTOM;
  LecCropEdges moved = edges == 0 ? all : edges;
  gboolean moves_across = (moved & (LEC_CROP_LEFT | LEC_CROP_RIGHT)) != 0;
  gboolean moves_down = (moved & (LEC_CROP_TOP | LEC_CROP_BOTTOM)) != 0;
  Side across = { rect->x, rect->width };
  Side down = { rect->y, rect->height };

  if (moves_across)
    across = move_side (across, (moved & LEC_CROP_LEFT) != 0, (moved & LEC_CROP_RIGHT) != 0, dx, width);
  if (moves_down)
    down = move_side (down, (moved & LEC_CROP_TOP) != 0, (moved & LEC_CROP_BOTTOM) != 0, dy, height);

  return (LecRect){ across.start, down.start, across.length, down.length };
}

LecCropEdges
lec_crop_find_edges (const LecRect *rect,
                     double x,
                     double y,
                     double reach)
{
  double right = rect->x + rect->width, bottom = rect->y + rect->height;
  LecCropEdges edges = 0;

  if (x < rect->x - reach || x > right + reach || y < rect->y - reach || y > bottom + reach)
    return 0;

  if (fabs (x - rect->x) <= reach && fabs (x - rect->x) <= fabs (x - right))
    edges |= LEC_CROP_LEFT;
  else if (fabs (x - right) <= reach)
    edges |= LEC_CROP_RIGHT;
  if (fabs (y - rect->y) <= reach && fabs (y - rect->y) <= fabs (y - bottom))
    edges |= LEC_CROP_TOP;
  else if (fabs (y - bottom) <= reach)
    edges |= LEC_CROP_BOTTOM;

  return edges;
}
