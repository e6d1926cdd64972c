/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A box changes as a whole where it comes or goes, a page does not.
 */
#include "media/page-overlay.h"

#include "media/page-cells.h"

/* An overlay is a box of its own, not larger than this, near an edge or small in the middle. */
#define OVERLAY_FILL     0.74
#define OVERLAY_LEVELS   4
#define OVERLAY_MAX_AREA 0.22
#define OVERLAY_EDGE     0.16
#define SIGN_MAX_AREA    0.04
#define SIGN_FILL        0.6
#define MAX_OVERLAYS     2
/* A caption: light on a dark box of its own, in the middle near the lower edge; of these shares of
   the frame's height or width. */
#define CAPTION_TOP       0.72
#define CAPTION_HEIGHT    0.2
#define CAPTION_CENTRE    0.06
#define CAPTION_DARKEST   100
#define CAPTION_LEVELS    8
#define CAPTION_EMPTY     0.45 /* of what is written on */
#define CAPTION_MARGIN    0.8  /* of a row or column of the box beside what is written */
#define CAPTION_BRIGHTEST 60   /* above the box */

/* The share of @bounds that changed, however little: a box changes as a whole, text does not. */
static double
measure_fill (const LecCellMap *cells,
              const LecRect *bounds)
{
  const LecSignature *before = cells->before->signature, *after = cells->after->signature;
  int n = 0;

  for (int y = bounds->y; y < bounds->y + bounds->height; y++)
    for (int x = bounds->x; x < bounds->x + bounds->width; x++)
      {
        gsize at = (gsize) y * before->width + x;

        n += ABS (before->luma[at] - after->luma[at]) > OVERLAY_LEVELS;
      }

  return (double) n / (bounds->width * bounds->height);
}

/* A sign in the very middle: pause, play. */
static gboolean
is_sign (const LecSignature *signature,
         const LecRect *bounds)
{
  double x = (bounds->x + bounds->width / 2.0) / signature->width;
  double y = (bounds->y + bounds->height / 2.0) / signature->height;

  return ABS (x - 0.5) < 0.1 && ABS (y - 0.5) < 0.1 &&
         bounds->width * bounds->height < SIGN_MAX_AREA * signature->width * signature->height;
}

static gboolean
is_at_edge (const LecSignature *signature,
            const LecRect *bounds)
{
  double x = (bounds->x + bounds->width / 2.0) / signature->width;
  double y = (bounds->y + bounds->height / 2.0) / signature->height;

  return bounds->width * bounds->height < OVERLAY_MAX_AREA * signature->width * signature->height &&
         (y < OVERLAY_EDGE || y > 1 - OVERLAY_EDGE || x < OVERLAY_EDGE || x > 1 - OVERLAY_EDGE);
}

static gboolean
is_overlay (const LecCellMap *cells,
            const LecRect *bounds)
{
  double fill = measure_fill (cells, bounds);

  return (is_sign (cells->before->signature, bounds) && fill >= SIGN_FILL) ||
         (is_at_edge (cells->before->signature, bounds) && fill >= OVERLAY_FILL);
}

static void
mark_blocks (const LecSignature *signature,
             const LecRect *bounds,
             guint8 *blocks)
{
  for (int i = 0; i < lec_signature_get_n_blocks (signature); i++)
    {
      LecRect block = lec_signature_get_block (signature, i);
      LecRect common;

      if (lec_rect_intersect (&block, bounds, &common))
        blocks[i] = 1;
    }
}

/* The most frequent luma in @area. */
static int
find_level (const LecSignature *signature,
            const LecRect *area)
{
  guint counts[256] = { 0 };
  int best = 0;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      counts[signature->luma[(gsize) y * signature->width + x]]++;
  for (int i = 1; i < 256; i++)
    if (counts[i] > counts[best])
      best = i;

  return best;
}

/* The share of @area that is about as dark as @level. */
static double
measure_level (const LecSignature *signature,
               const LecRect *area,
               int level)
{
  int n = 0;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      n += ABS (signature->luma[(gsize) y * signature->width + x] - level) <= CAPTION_LEVELS;

  return (double) n / MAX (area->width * area->height, 1);
}

static gboolean
has_light (const LecSignature *signature,
           const LecRect *area,
           int level)
{
  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      if (signature->luma[(gsize) y * signature->width + x] > level + CAPTION_BRIGHTEST)
        return TRUE;

  return FALSE;
}

/* Widens @box to the margins of what it stands on. */
static void
grow_to_margins (const LecSignature *signature,
                 int level,
                 LecRect *box)
{
  LecRect side = { box->x - 1, box->y, 1, box->height };

  for (; side.x >= 0 && measure_level (signature, &side, level) >= CAPTION_MARGIN; side.x--)
    {
      box->x--;
      box->width++;
    }
  side.x = box->x + box->width;
  for (; side.x < signature->width && measure_level (signature, &side, level) >= CAPTION_MARGIN; side.x++)
    box->width++;

  side = (LecRect){ box->x, box->y - 1, box->width, 1 };
  for (; side.y >= 0 && measure_level (signature, &side, level) >= CAPTION_MARGIN; side.y--)
    {
      box->y--;
      box->height++;
    }
}

/* Whether all of @changed lies in a caption of @page; then @box is all of that. */
static gboolean
find_caption (const LecPage *page,
              const LecRect *changed,
              LecRect *box)
{
  const LecSignature *signature = page->signature;
  int level;

  if (changed->width == 0 || changed->y < signature->height * CAPTION_TOP)
    return FALSE;
  level = find_level (signature, changed);
  if (level > CAPTION_DARKEST || measure_level (signature, changed, level) < CAPTION_EMPTY ||
      !has_light (signature, changed, level))
    return FALSE;

  *box = *changed;
  grow_to_margins (signature, level, box);

  /* A bar from edge to edge belongs to the page. */
  return box->x > 1 && box->x + box->width < signature->width - 1 && box->y > signature->height * CAPTION_TOP &&
         box->height < signature->height * CAPTION_HEIGHT &&
         ABS (box->x + box->width / 2.0 - signature->width / 2.0) < CAPTION_CENTRE * signature->width;
}

/* Whether nothing but a caption changed, from one text to another. */
static gboolean
find_other_caption (const LecCellMap *cells,
                    LecRect *box)
{
  LecRect changed = lec_cell_map_get_bounds (cells);

  return find_caption (cells->after, &changed, box) || find_caption (cells->before, &changed, box);
}

gboolean
lec_page_find_overlay (const LecPage *before,
                       const LecPage *after,
                       const guint8 *masked,
                       const LecPageLimits *limits,
                       guint8 *overlay)
{
  g_autoptr (GArray) patch = g_array_new (FALSE, FALSE, sizeof (int));
  LecRect boxes[MAX_OVERLAYS], bounds;
  guint n_boxes = 0;
  int next = 0;
  g_auto (LecCellMap) cells = { 0 };

  lec_cell_map_init (&cells, before, after, masked, limits->threshold);
  while (lec_cell_map_next_patch (&cells, &next, patch, &bounds))
    {
      if (lec_cell_map_is_cursor_like (&cells, &bounds, limits->smallest))
        continue;
      if (n_boxes == MAX_OVERLAYS || !is_overlay (&cells, &bounds))
        {
          if (!find_other_caption (&cells, &boxes[0]))
            return FALSE;
          n_boxes = 1;
          break;
        }
      boxes[n_boxes++] = bounds;
    }
  for (guint i = 0; i < n_boxes; i++)
    mark_blocks (before->signature, &boxes[i], overlay);

  return n_boxes > 0;
}
